"""Results of a search as a file: Word, PDF, spreadsheet (Decree 30 Annex VI, F6.8)."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, cast

import docx
from django.utils.translation import gettext as _
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from congso.documents.queries.search_details import HitRow
from congso.documents.register_files import PDF, XLSX, Made, sheet
from congso.documents.texts_search import COLUMNS, PLACES
from congso.pure import layout
from congso.pure.layout.glyphs import clean

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OUTPUTS: Final = ("docx", "pdf", "xlsx")


@dataclass(frozen=True)
class _Row:
    texts: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        return self.texts


def make(
    rows: Sequence[HitRow],
    columns: Sequence[str],
    *,
    output: str,
    notes: Sequence[str],
    agency: str,
    at: datetime,
) -> Made:
    """`columns`: of texts_search.COLUMNS. `notes`: what was asked, how much of it is here."""
    title, heads = _("Kết quả tra cứu"), [str(COLUMNS[name][0]) for name in columns]
    cells = [cells_of(row, columns) for row in rows]
    name = f"{title} {at:%Y-%m-%d %H%M}"
    if output == "xlsx":
        widths = [COLUMNS[name][1] for name in columns]
        return Made(f"{name}.xlsx", XLSX, sheet(title, heads, cells, widths))
    if output == "docx":
        return Made(f"{name}.docx", DOCX, word(title, heads, cells, columns, notes))
    form = layout.RegisterForm(
        title,
        tuple(
            (head, COLUMNS[name][1], cast(Literal["left", "center"], COLUMNS[name][2]))
            for head, name in zip(heads, columns, strict=True)
        ),
    )
    head = layout.RegisterHead(agency=(agency.upper(),), cover=False, notes=tuple(notes))
    printed = layout.render_register(form, head, [_Row(tuple(map(clean, one))) for one in cells], created=at)
    return Made(f"{name}.pdf", PDF, printed.pdf)


def cells_of(row: HitRow, columns: Iterable[str]) -> list[str]:
    """The values of a row as shown."""
    return [str(PLACES[row.place]) if name == "place" else row.cells.get(name, "") for name in columns]


def word(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    columns: Sequence[str],
    notes: Sequence[str],
) -> bytes:
    """A landscape page with one table whose head repeats."""
    document = docx.Document()
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(15)
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(11)
    document.add_paragraph().add_run(title.upper()).bold = True
    for note in notes:
        document.add_paragraph(_printable(note)).paragraph_format.space_after = Pt(2)
    table: Any = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    whole = sum(COLUMNS[name][1] for name in columns)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    _repeat(table.rows[0])
    for values in rows:
        for cell, text in zip(table.add_row().cells, values, strict=True):
            cell.text = _printable(text)
    for column, name in zip(table.columns, columns, strict=True):
        column.width = Mm(267 * COLUMNS[name][1] / whole)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _printable(text: str) -> str:
    """XML holds no control characters."""
    return "".join(char for char in text if char.isprintable() or char in "\n\t")
