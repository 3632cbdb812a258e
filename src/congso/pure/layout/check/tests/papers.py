"""Papers for the tests: a right decision as PDF (typeset here) and as Word, into which each test plants its fault."""

import dataclasses
import datetime
import io
import json
import pathlib
import shutil
import tempfile
from collections.abc import Callable, Mapping
from typing import Any

import docx
import typst
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from congso.pure.layout import FONTS_DIR, OfficialDocument, SignatureBlock, basis, text_paragraph
from congso.pure.layout import engine as layout_engine
from congso.pure.layout.render import _document_data

SENTENCE = (
    "Thực hiện chỉ đạo của cấp trên về công tác văn thư, lưu trữ, cơ quan đề nghị các đơn vị, địa phương rà soát, cập nhật "
    "quy trình và báo cáo kết quả thực hiện theo quy định để tổng hợp, báo cáo."
)
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV ngày 03 tháng 02 năm 2026.",
)
DECISION = OfficialDocument(
    kind_code="QĐ",
    parent_body=(),
    issuing_body=("Ủy ban nhân dân", "tỉnh Mẫu"),
    symbol="QĐ-UBND",
    place="Mẫu",
    subject="Về việc ban hành Quy chế công tác văn thư",
    authority=("Chủ tịch Ủy ban nhân dân tỉnh Mẫu",),
    body=(*map(basis, BASES), *(text_paragraph(SENTENCE) for _ in range(4))),
    signature_blocks=(
        SignatureBlock(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Trần Văn Bình"),
    ),
    number="05",
    date=datetime.date(2026, 2, 3),
    recipients=("Như Điều 3", "Bộ Nội vụ (để b/c)"),
)
LETTER = dataclasses.replace(
    DECISION,
    kind_code="CV",
    symbol="UBND-NC",
    subject="công tác văn thư",
    authority=(),
    body=tuple(text_paragraph(SENTENCE) for _ in range(4)),
    addressees=("Bộ Nội vụ",),
    recipients=(),
)


def typeset(
    document: OfficialDocument = DECISION,
    *,
    data: Mapping[str, Any] | None = None,
    template: Mapping[str, str] | None = None,
) -> bytes:
    """The document as PDF, some of its data or words of its templates changed: what the layout itself never prints."""
    made = _document_data(document) | dict(data or {})
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "typ"
        shutil.copytree(layout_engine._TEMPLATES, root)
        for file in root.glob("*.typ"):
            text = file.read_text(encoding="utf-8")
            for old, new in (template or {}).items():
                text = text.replace(old, new)
            file.write_text(text, encoding="utf-8")
        pdf = typst.compile(
            str(root / "document.typ"),
            root=str(root),
            font_paths=[str(FONTS_DIR)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(made, ensure_ascii=False)},
        )
    assert isinstance(pdf, bytes)
    return pdf


@dataclasses.dataclass
class Word:
    """The parts of a Word file; a test changes the one it plants a fault in."""

    left: list[str] = dataclasses.field(
        default_factory=lambda: ["ỦY BAN NHÂN DÂN", "TỈNH MẪU", "Số: 05/QĐ-UBND"]
    )
    right: list[str] = dataclasses.field(
        default_factory=lambda: [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 03 tháng 02 năm 2026",
        ]
    )  # fmt: skip
    title: list[str] = dataclasses.field(default_factory=lambda: ["QUYẾT ĐỊNH", "Về việc ban hành Quy chế"])
    bases: list[str] = dataclasses.field(default_factory=lambda: list(BASES))
    body: list[str] = dataclasses.field(default_factory=lambda: ["QUYẾT ĐỊNH:", *[SENTENCE] * 3])
    recipients: list[str] = dataclasses.field(
        default_factory=lambda: ["Nơi nhận:", "- Như Điều 3;", "- Bộ Nội vụ (để b/c);", "- Lưu: VT, NC."]
    )
    signature: list[str] = dataclasses.field(
        default_factory=lambda: [
            "TM. ỦY BAN NHÂN DÂN",
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "",
            "",
            "Trần Văn Bình",
        ]
    )
    font: str = "Times New Roman"
    page: tuple[float, float] = (210, 297)
    margins: tuple[float, float, float, float] = (20, 20, 30, 20)  # top, bottom, left, right
    number: str = "header"
    more: Callable[[Document], None] | None = None


def letter() -> Word:
    """A right official letter."""
    return Word(
        left=["ỦY BAN NHÂN DÂN", "TỈNH MẪU", "Số: 05/UBND-NC", "V/v công tác văn thư"],
        title=[],
        bases=[],
        body=["Kính gửi: Bộ Nội vụ", *[SENTENCE] * 3],
        recipients=["Nơi nhận:", "- Như trên;", "- Lưu: VT, NC."],
    )


def word(paper: Word | None = None) -> bytes:
    """The parts as a DOCX, laid out as offices do: two tables without lines, head and foot."""
    paper = paper or Word()
    made = docx.Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = paper.font, Pt(14)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(paper.page[0]), Mm(paper.page[1])
    section.top_margin, section.bottom_margin = Mm(paper.margins[0]), Mm(paper.margins[1])
    section.left_margin, section.right_margin = Mm(paper.margins[2]), Mm(paper.margins[3])
    _head(made, paper)
    for index, text in enumerate(paper.title):
        _add(made.add_paragraph(), text, 14, bold=True, centre=True)
        if index == 0:
            continue
    for text in paper.bases:
        _add(made.add_paragraph(), text, 14, italic=True)
    for text in paper.body:
        _add(made.add_paragraph(), text, 14, bold=text.endswith("H:"), centre=text.endswith("H:"))
    _foot(made, paper)
    if paper.number:
        _page_number(getattr(section, paper.number).paragraphs[0])
    if paper.more:
        paper.more(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _head(made: Document, paper: Word) -> None:
    table = made.add_table(1, 2)
    sizes_left = [13, 13, 13, 12]
    for index, text in enumerate(paper.left):
        numbered = text.startswith(("Số", "V/v", "v/v"))
        _add(
            _paragraph(table.cell(0, 0), index),
            text,
            sizes_left[min(index, 3)],
            bold=not numbered,
            centre=True,
        )
    for index, text in enumerate(paper.right):
        dated = index == 2 or "ngày" in text
        size = 13 if index == 0 else 14
        _add(_paragraph(table.cell(0, 1), index), text, size, bold=not dated, italic=dated, centre=True)


def _foot(made: Document, paper: Word) -> None:
    table = made.add_table(1, 2)
    for index, text in enumerate(paper.recipients):
        label = text.startswith("Nơi nhận")
        _add(_paragraph(table.cell(0, 0), index), text, 12 if label else 11, bold=label, italic=label)
    for index, text in enumerate(paper.signature):
        _add(_paragraph(table.cell(0, 1), index), text, 14, bold=True, centre=True)


def _paragraph(cell: Any, index: int) -> Any:
    return cell.paragraphs[0] if index == 0 else cell.add_paragraph()


def _add(
    paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False, centre: bool = False
) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    paragraph._p.append(field)
