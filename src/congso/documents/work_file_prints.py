"""Work files on paper and for other systems: contents, the yearly list, XML in time order (Annex VI, F4.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from xml.etree import ElementTree

from congso.documents.queries.work_file_lines import ContentLine
from congso.documents.queries.work_files import WorkFilePage, WorkFileRow
from congso.people import api as people
from congso.pure import layout

HIDDEN: Final = "(văn bản hạn chế)"
# Danh mục hồ sơ, Decree 30 Annex V: five columns.
FILE_LIST: Final = layout.RegisterForm(
    "Danh mục hồ sơ",
    (
        ("Số và ký hiệu hồ sơ", 2, "left"),
        ("Tên nhóm, tiêu đề hồ sơ", 7, "left"),
        ("Thời hạn bảo quản", 1.8, "center"),
        ("Người lập hồ sơ", 2.6, "left"),
        ("Ghi chú", 2, "left"),
    ),
)


@dataclass(frozen=True)
class _ListRow:
    texts: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        return self.texts


def _head(agency_id: int, *notes: str) -> layout.RegisterHead:
    bodies = people.bodies_of(agency_id)
    name = tuple(bodies[0].name_line.splitlines()) if bodies else (people.agency(agency_id).name.upper(),)
    parent = tuple(bodies[0].parent_line.splitlines()) if bodies else ()
    return layout.RegisterHead(agency=name, parent_body=parent, cover=False, notes=notes)


def in_time_order(lines: Sequence[ContentLine]) -> list[ContentLine]:
    return sorted(lines, key=lambda line: (line.dated or date.max, line.ordinal))


def contents_pdf(agency_id: int, shown: WorkFilePage, at: datetime) -> bytes:
    """Mục lục văn bản, 7 columns. Sheets are counted through: where each document begins."""
    rows, sheet = [], 1
    for line in shown.lines:
        place = str(sheet) if line.pages else ""
        titled = f"{line.kind}: {line.title}" if line.kind else line.title
        told = HIDDEN if line.hidden else titled
        rows.append(layout.ContentsRow(str(line.ordinal), line.code, line.dated, told, line.author, place))
        sheet += line.pages or 0
    row = shown.row
    notes = (f"Hồ sơ {row.code}: {row.title}", f"Thời hạn bảo quản: {row.retention}")
    return layout.render_register(layout.FILE_CONTENTS, _head(agency_id, *notes), rows, created=at).pdf


def list_pdf(agency_id: int, year: int, files: Sequence[WorkFileRow], at: datetime) -> bytes:
    rows = [
        _ListRow((one.code, one.title, one.retention, one.keeper or one.unit, one.description))
        for one in files
    ]
    return layout.render_register(FILE_LIST, _head(agency_id, f"Năm {year}"), rows, created=at).pdf


def contents_xml(agency_id: int, shown: WorkFilePage) -> bytes:
    """The fields of Annex VI by their English names; documents the reader may not see are left out."""
    agency, row = people.agency(agency_id), shown.row
    root = ElementTree.Element("File")
    code = ElementTree.SubElement(root, "FileCode")
    _text(code, OrganId=agency.code, FileCatalog=str(row.year), FileNotation=row.code)
    _text(
        root, Title=row.title, Maintenance=row.retention, Rights=row.rights, Creator=row.keeper, Language=row.language,
        StartDate=_iso(row.started_on), EndDate=_iso(row.ended_on), DocTotal=str(len(shown.lines)),
        PageTotal=str(shown.pages), Description=row.description,
    )  # fmt: skip
    documents = ElementTree.SubElement(root, "Documents")
    for line in in_time_order([one for one in shown.lines if not one.hidden]):
        one = ElementTree.SubElement(documents, "Document")
        _text(
            one, DocOrdinal=str(line.ordinal), TypeName=line.kind, CodeNumber=line.number, CodeNotation=line.symbol,
            IssuedDate=_iso(line.dated), OrganName=line.author, Subject=line.title, PageAmount=str(line.pages or ""),
        )  # fmt: skip
    ElementTree.indent(root)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _text(parent: ElementTree.Element, **values: str) -> None:
    for name, value in values.items():
        ElementTree.SubElement(parent, name).text = value
