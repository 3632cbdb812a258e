"""A register as a file: PDF in the layout of the law, or a table for a spreadsheet."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from congso.documents.queries.register_rows import BookLine, form_of
from congso.documents.queries.registers import BookFilters, RegisterRow
from congso.kernel import clock
from congso.people import api as people
from congso.pure import layout

PDF: Final = "application/pdf"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Made:
    name: str
    mime: str
    content: bytes


def make(
    book: RegisterRow,
    lines: Sequence[BookLine],
    *,
    agency_id: int,
    form: str,
    output: str,
    filters: BookFilters | None = None,
) -> Made:
    """`output`: "pdf" or "xlsx". The whole book has its cover; an extract has its filters in words over the table."""
    chosen, at = form_of(book.direction, form), clock.now()
    name = f"{chosen.title} {book.year}"
    if book.body or book.series != "chung":
        name = f"{chosen.title} {book.series if book.series != 'chung' else ''} {book.year}".replace(
            "  ", " "
        )
    if output == "xlsx":
        return Made(f"{name}.xlsx", XLSX, table(chosen.title, [c[0] for c in chosen.columns], chosen, lines))
    pdf = layout.render_register(
        chosen,
        _head(book, lines, agency_id, filters or BookFilters(), at),
        [line.row for line in lines],
        created=at,
    )
    return Made(f"{name}.pdf", PDF, pdf.pdf)


def _head(
    book: RegisterRow, lines: Sequence[BookLine], agency_id: int, filters: BookFilters, at: datetime
) -> layout.RegisterHead:
    bodies = people.bodies_of(agency_id)
    body = next((one for one in bodies if one.id == book.body_id), bodies[0] if bodies else None)
    agency = tuple(body.name_line.splitlines()) if body else (people.agency(agency_id).name.upper(),)
    first, last = (lines[0], lines[-1]) if lines else (None, None)
    return layout.RegisterHead(
        agency=agency,
        parent_body=tuple(body.parent_line.splitlines()) if body else (),
        year=book.year,
        first_date=first.date if first else None,
        last_date=last.date if last else None,
        first_number=str(first.number) if first else "",
        last_number=str(last.number) if last else "",
        subtitle="" if book.series == "chung" else book.name,
        cover=filters.empty,
        notes=tuple(_notes(filters, book, at)),
        closing=tuple(_closing(book, len(lines))),
    )


def _notes(filters: BookFilters, book: RegisterRow, at: datetime) -> Iterable[str]:
    days = [f"từ ngày {filters.since:%d/%m/%Y}" if filters.since else ""]
    days += [f"đến ngày {filters.until:%d/%m/%Y}" if filters.until else ""]
    days += [
        f"từ số {filters.first}" if filters.first else "",
        f"đến số {filters.last}" if filters.last else "",
    ]
    said = " ".join(one for one in days if one)
    yield f"Năm {book.year}{', ' + said if said else ''}. In từ hệ thống lúc {at:%H:%M} ngày {at:%d/%m/%Y}."


def _closing(book: RegisterRow, count: int) -> Iterable[str]:
    if book.closed_at is None:
        return
    yield f"Sổ có {count} số: {book.used} đã dùng, {book.cancelled} đã hủy có lý do ghi trong sổ."
    yield f"Khóa sổ ngày {book.closed_at:%d/%m/%Y}. Người khóa sổ: {book.closed_by}."


def table(title: str, heads: Sequence[str], form: layout.RegisterForm, lines: Sequence[BookLine]) -> bytes:
    """One sheet, a frozen head, text cells."""
    return sheet(title, heads, [line.cells for line in lines], [width for _, width, _ in form.columns])


def sheet(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> bytes:
    """A spreadsheet of text. What begins like a formula is kept as text by Excel's own mark, unchanged."""
    book = Workbook(write_only=True)
    page: Any = book.create_sheet(title[:31])
    for index, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(index)].width = 4 + 8 * width
    page.freeze_panes = "A2"
    page.append([_cell(page, head, bold=True) for head in heads])
    for row in rows:
        page.append([_cell(page, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(page: Any, text: str, *, bold: bool = False) -> Any:
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    if clean.isdecimal() and len(clean) < 10 and not clean.startswith("0"):
        return WriteOnlyCell(page, value=int(clean))
    cell = WriteOnlyCell(page, value=clean)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if clean.startswith(_FORMULA):
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell
