"""Reading Word files: styles and theme fonts, tables, tabs, text boxes, tracked changes, fields; files that do not open."""

import dataclasses
import io
import zipfile

import pytest

from congso.pure.layout.check import UnreadablePaper, check
from congso.pure.layout.check.model import Margins
from congso.pure.layout.check.tests.papers import Word, word
from congso.pure.layout.check.word import read_docx

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def made(body: str, **parts: str) -> bytes:
    """A DOCX of the bare parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {_NS}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(_path(name), text)
    return out.getvalue()


def _path(name: str) -> str:
    return {
        "styles": "word/styles.xml", "theme": "word/theme/theme1.xml", "app": "docProps/app.xml",
        "rels": "word/_rels/document.xml.rels", "header": "word/header1.xml", "footer": "word/footer1.xml",
    }[name]  # fmt: skip


def p(inner: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


LONG = p(r("Nội dung đủ dài để đọc được."))


def lines(body: str, **parts: str):
    return read_docx(made(body + LONG, **parts)).lines[:-1]


def test_runs_breaks_tabs_and_hyphens():
    found = lines(p("<w:r><w:t>Một</w:t><w:br/><w:t>Hai</w:t><w:noBreakHyphen/><w:t>ba</w:t><w:sym/></w:r>"))
    assert [(line.text, line.paragraph) for line in found] == [("Một", 1), ("Hai-ba", 1)]


def test_a_line_made_with_tabs_has_two_sides():
    tabbed = p("<w:r><w:tab/><w:t>BỘ NỘI VỤ</w:t><w:tab/><w:t>CỘNG HÒA</w:t></w:r>")
    assert [(line.text, line.side) for line in lines(tabbed)] == [
        ("BỘ NỘI VỤ", "left"),
        ("CỘNG HÒA", "right"),
    ]
    indented = p("<w:r><w:t>1.</w:t><w:tab/><w:t>Nội dung</w:t></w:r>")
    assert [(line.text, line.side) for line in lines(indented)] == [("1. Nội dung", "full")]


def test_cells_have_sides_and_single_cells_none():
    row = "<w:tr>{}</w:tr>"
    cell = "<w:tc>{}</w:tc>"
    nested = f"<w:tbl>{row.format(cell.format(p(r('trong'))))}</w:tbl>"
    three = row.format(cell.format(p(r("a1") + nested)) + cell.format(p(r("a2"))) + cell.format(p(r("a3"))))
    table = f"<w:tbl>{three}{row.format(cell.format(p(r('giữa'), '<w:jc w:val=' + chr(34) + 'center' + chr(34) + '/>')))}</w:tbl>"
    deep = f"<w:tbl>{row.format(cell.format(nested))}</w:tbl>"
    assert [(line.text, line.side, line.table) for line in lines(table + deep)] == [
        ("a1trong", "left", True), ("a2", "left", True), ("a3", "right", True), ("giữa", "center", True), ("trong", "full", True),
    ]  # fmt: skip


def test_deletions_and_hidden_words_are_left_out_insertions_kept():
    body = p(
        f"<w:del>{r('bỏ')}</w:del><w:ins>{r('thêm')}</w:ins>{r('ẩn', '<w:vanish/>')}<w:hyperlink>{r(' nối')}</w:hyperlink>"
    )
    assert [
        line.text for line in lines(f"<!-- lời --><w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>")
    ] == ["thêm nối"]


def test_a_text_box_is_read_once_before_its_paragraph():
    box = f"<w:txbxContent>{p(r('DỰ THẢO'))}</w:txbxContent>"
    body = p(
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        + r("Chính")
    )
    assert [line.text for line in lines(body)] == ["DỰ THẢO", "Chính"]


def test_endless_nesting_stops():
    body = p(r("sâu"))
    for _ in range(20):
        body = f"<w:sdt>{body}</w:sdt>"
    assert lines(body) == ()


STYLES = f"""<w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>
<w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="Base"><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr>
<w:rPr><w:rFonts w:ascii="Times New Roman"/><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Head"><w:basedOn w:val="Base"/><w:rPr><w:sz w:val="28"/><w:i w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:smallCaps/><w:sz w:val="lớn"/><w:rFonts/></w:rPr></w:style></w:styles>"""
THEME = (
    f'<a:theme {_NS}><a:minorFont><a:latin typeface="Calibri"/></a:minorFont>'
    '<a:majorFont><a:latin typeface="Cambria"/></a:majorFont></a:theme>'
)


def look(body: str, **parts: str):
    line = lines(body, **parts)[0]
    return line.text, line.spans[0].font, line.size, line.bold, line.side


def test_styles_give_looks_through_their_ancestors():
    style = '<w:pStyle w:val="Head"/>'
    assert look(p(r("Chữ"), style), styles=STYLES) == ("Chữ", "Times New Roman", 14.0, True, "center")
    assert look(p(r("Chữ"), style + '<w:jc w:val="left"/>'), styles=STYLES)[4] == "full"
    assert look(p(r("Chữ", '<w:rStyle w:val="Strong"/><w:b w:val="0"/>'), style), styles=STYLES)[:4] == (
        "CHỮ", "Times New Roman", 14.0, False,
    )  # fmt: skip


def test_fonts_of_the_theme():
    assert look(p(r("Chữ")), styles=STYLES, theme=THEME)[1:3] == ("Calibri", 11.0)
    major = '<w:rFonts w:hAnsiTheme="majorHAnsi"/>'
    assert look(p(r("Chữ", major)), styles=STYLES, theme=THEME)[1] == "Cambria"
    assert look(p(r("Chữ")), styles=STYLES)[1] == "Times New Roman"


def test_runs_of_one_look_are_one_span():
    assert len(lines(p(r("Một ") + r("hai") + r(" ba", "<w:b/>")))[0].spans) == 2


def test_marks_of_lists_made_by_word():
    assert lines(p(r("Như trên;"), "<w:numPr/>"))[0].listed


SECTION = (
    '<w:sectPr>{}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="-1134" w:bottom="1134" w:left="1134" w:right="850" '
    'w:gutter="567"/></w:sectPr>'
)


def test_sections_give_paper_and_margins():
    sheet = read_docx(made(LONG + SECTION.format(""))).sheets[0]
    assert (round(sheet.width), round(sheet.height)) == (210, 297)
    assert sheet.margins == Margins(20.0, 20.0, 30.0, 14.99)
    assert read_docx(made(LONG)).sheets[0].margins is None
    assert read_docx(made(LONG + '<w:sectPr><w:pgSz w:w="rộng"/></w:sectPr>')).sheets[0].width == 210


def numbers(reference: str, **parts: str):
    rels = (
        '<Relationships><Relationship Id="r1" Target="header1.xml"/><Relationship Id="r2" Target="/word/footer1.xml"/>'
        '<Relationship Id="r3" Target="gone.xml"/></Relationships>'
    )
    found = read_docx(made(LONG + SECTION.format(reference), rels=rels, **parts)).page_numbers
    return [(number.place, number.middle) for number in found]


HEADER, FOOTER = (
    '<w:headerReference w:type="{}" r:id="r1"/>',
    '<w:footerReference w:type="default" r:id="r2"/>',
)
FIELD = "<w:r><w:instrText> PAGE \\* MERGEFORMAT</w:instrText></w:r>"


def part(inner: str) -> str:
    return f"<w:hdr {_NS}>{p('')}{inner}</w:hdr>"


@pytest.mark.parametrize(
    ("reference", "parts", "expected"),
    [
        (HEADER.format("default"), {"header": part(p(FIELD, '<w:jc w:val="center"/>'))}, [("top", True)]),
        (HEADER.format("default"), {"header": part(p(f"<w:r><w:tab/></w:r>{FIELD}"))}, [("top", True)]),
        (
            HEADER.format("default"),
            {"header": part(p(FIELD, '<w:framePr w:xAlign="center"/>'))},
            [("top", True)],
        ),
        (HEADER.format("default"), {"header": part(p(FIELD))}, [("top", False)]),
        (HEADER.format("first"), {"header": part(p(FIELD))}, []),
        (HEADER.format("default").replace("r1", "r3"), {"header": part(p(FIELD))}, []),
        (FOOTER, {"footer": part(p("<w:fldSimple w:instr=' PAGE '/>"))}, [("foot", False)]),
        (FOOTER, {"footer": part(p("<w:fldSimple w:instr=' DATE '/>"))}, []),
    ],
)
def test_fields_of_page_numbers(reference, parts, expected):
    assert numbers(reference, **parts) == expected


def test_page_numbers_are_asked_for_when_the_file_says_it_has_pages():
    pages = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>{}</Pages></Properties>'
    assert read_docx(made(LONG, app=pages.format(3))).pages == 3
    assert read_docx(made(LONG, app=pages.format("nhiều"))).pages is None

    def codes(paper: Word) -> list[str]:
        data = word(paper)
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                new.writestr(name, pages.format(4) if name == "docProps/app.xml" else old.read(name))
        return [finding.code for finding in check(out.getvalue()).findings]

    assert codes(Word()) == []
    assert codes(dataclasses.replace(Word(), number="")) == ["page.number_missing"]
    assert codes(dataclasses.replace(Word(), number="footer")) == ["page.number_place"]


def test_a_file_without_words_has_no_text_layer():
    report = check(made(p(r("Vài chữ"))))
    assert (report.paper.text_layer, report.findings) == ("none", ())


def broken(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            archive.writestr(f"word/{name}.xml", data)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        broken(other=b"<a/>"),
        broken(document=b"<a"),
        broken(document=f"<w:document {_NS}/>".encode()),
        b"PK rubbish",
    ],
)
def test_a_broken_file_says_so(data):
    with pytest.raises(UnreadablePaper, match="broken"):
        read_docx(data)


@pytest.mark.parametrize("limit", [10, 200])
def test_a_file_too_large_is_not_unpacked(monkeypatch, limit):
    monkeypatch.setattr("congso.pure.layout.check.word.MAX_BYTES", limit)
    with pytest.raises(UnreadablePaper, match="too_large"):
        read_docx(made(LONG))
