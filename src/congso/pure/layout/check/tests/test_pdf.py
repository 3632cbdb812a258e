"""Reading PDFs: turned pages, stamps of signatures, scans, text in pieces, page numbers, files that do not open."""

import io

import pikepdf
import pytest
import typst

from congso.pure.layout import FONTS_DIR
from congso.pure.layout.check import UnreadablePaper, check
from congso.pure.layout.check.model import MM, Line, Span
from congso.pure.layout.check.pdf import _cut, _Letter, _Look, family, read_pdf
from congso.pure.layout.check.tests.papers import typeset

SETTINGS = '#set text(font: "Tinos", size: 14pt, lang: "vi")\n'


def page(markup: str, *, turn: int = 0, paper: str = "a4") -> bytes:
    """Typst markup as PDF, its pages turned clockwise for the reader."""
    source = f'#set page(paper: "{paper}", margin: 20mm)\n{SETTINGS}{markup}'
    pdf = typst.compile(source.encode(), font_paths=[str(FONTS_DIR)], ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return (
        changed(pdf, lambda document: [setattr(each, "Rotate", turn) for each in document.pages])
        if turn
        else pdf
    )


def changed(pdf: bytes, change) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def texts(pdf: bytes) -> list[str]:
    return [line.text for line in read_pdf(pdf).lines]


def test_letters_become_lines_with_their_look_and_place():
    paper = read_pdf(page('Độc lập - Tự do - Hạnh phúc\\\n#text(weight: "bold", size: 12pt)[SỐ HAI]'))
    first, second = paper.lines
    assert first.text == "Độc lập - Tự do - Hạnh phúc"
    assert (first.size, first.bold, first.italic, first.spans[0].font) == (14, False, False, "Tinos")
    assert (second.size, second.bold) == (12, True)
    assert first.at.x0 == pytest.approx(20 * MM, abs=0.5)
    assert first.at.y0 == pytest.approx(20 * MM, abs=5)
    assert second.at.y0 > first.at.y1 - 2
    assert (round(paper.sheets[0].width), round(paper.sheets[0].height)) == (210, 297)


@pytest.mark.parametrize(("turn", "spun"), [(90, -90), (180, -180), (270, -270)])
def test_a_turned_page_is_read_as_it_is_shown(turn, spun):
    """The words are set against the page's turn, so that the reader sees them upright."""
    markup = f"#place(center + horizon, rotate({spun}deg, reflow: true)[Cộng hòa xã hội chủ nghĩa])"
    paper = read_pdf(page(markup, turn=turn))
    assert [line.text for line in paper.lines] == ["Cộng hòa xã hội chủ nghĩa"]
    width, height = paper.sheets[0].width * MM, paper.sheets[0].height * MM
    spot = paper.lines[0].at
    assert spot.middle == pytest.approx(width / 2, abs=4)
    assert (spot.y0 + spot.y1) / 2 == pytest.approx(height / 2, abs=8)
    assert paper.sheets[0].landscape is (turn != 180)


def test_slanting_words_are_left_out():
    assert texts(page("Nội dung chính của văn bản này\n#place(rotate(45deg)[DỰ THẢO])")) == [
        "Nội dung chính của văn bản này"
    ]


def test_columns_far_apart_and_looks_that_change_at_a_gap_cut_a_line():
    assert texts(page("Bên trái #h(60pt) bên phải")) == ["Bên trái", "bên phải"]
    assert texts(page('Bên trái#h(13pt)#text(weight: "bold")[ĐẬM]')) == ["Bên trái", "ĐẬM"]
    assert texts(page("Bên trái#h(13pt)cùng dòng")) == ["Bên trái cùng dòng"]


def test_words_drawn_twice_are_read_once():
    assert texts(page("#place(top)[QUYẾT ĐỊNH]#place(top, dx: 0.3pt)[QUYẾT ĐỊNH]")) == ["QUYẾT ĐỊNH"]


def test_a_row_of_blanks_is_no_line():
    look = _Look("Tinos", 14, bold=False, italic=False, upright=True, hidden=False)
    assert list(_cut([_Letter(" ", 10, 14, 100, look)])) == []


def test_marks_drawn_apart_go_back_to_their_letter():
    assert texts(page('Tiê\u0301ng Viê\u0323t#text(weight: "bold")[\u0301]')) == ["Tiếng Việt\u0301"]


def test_names_of_fonts_lose_the_marks_of_subset_and_style():
    assert family("BCDEEE+TimesNewRomanPS-BoldMT") == "TimesNewRoman"
    assert family("Times New Roman,BoldItalic") == "Times New Roman"
    assert family("ArialMT") == "Arial"


def stamped(document: pikepdf.Pdf) -> None:
    """The appearance of a signature: the number, written over the page by an annotation."""
    sheet = document.pages[0]
    drawing = document.make_stream(b"BT /F1 14 Tf 2 4 Td (286) Tj 0 -9 Td ( ) Tj ET")
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Times-Roman")
    )
    drawing.Type, drawing.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    drawing.BBox = pikepdf.Array([0, 0, 40, 20])
    drawing.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=pikepdf.Array([100, 700, 140, 720]), F=4,
        AP=pikepdf.Dictionary(N=drawing),
    )  # fmt: skip
    sheet.Annots = document.make_indirect(pikepdf.Array([document.make_indirect(note)]))


def test_what_a_signature_draws_is_read_but_marked():
    lines = read_pdf(changed(page("Nội dung chính của văn bản này"), stamped)).lines
    assert [(line.text, line.stamp) for line in lines] == [
        ("Nội dung chính của văn bản này", False),
        ("286", True),
    ]


def test_a_picture_over_the_page_is_a_scan_and_a_page_without_words_has_no_text():
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    assert check(page("")).paper.text_layer == "none"
    assert (
        read_pdf(
            page(f'Vài chữ\n#image(bytes("{picture.replace(chr(34), chr(39))}"), width: 5mm)')
        ).text_layer
        == "none"
    )


def hidden(document: pikepdf.Pdf) -> None:
    sheet = document.pages[0]
    drawn = sheet.Contents.read_bytes().replace(b"BT\n", b"BT\n3 Tr\n").replace(b"0 Tr", b"3 Tr")
    sheet.Contents = document.make_stream(drawn)


def test_words_that_recognition_laid_over_a_scan_are_hidden():
    paper = read_pdf(changed(page("Nội dung chính của văn bản này nằm dưới ảnh chụp"), hidden))
    assert paper.text_layer == "scan"
    assert paper.lines == ()


def pictured(document: pikepdf.Pdf) -> None:
    image = document.make_stream(b"\x00" * 12)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = 2, 2, 8
    image.ColorSpace = pikepdf.Name.DeviceRGB
    sheet = document.pages[0]
    name = sheet.add_resource(image, pikepdf.Name.XObject)
    sheet.contents_add(f"q 595 0 0 842 0 0 cm {name} Do Q\n".encode(), prepend=True)


def test_a_scan_has_only_its_paper_looked_at():
    report = check(changed(page("Nội dung chính của văn bản này nằm trên ảnh", paper="us-letter"), pictured))
    assert report.paper.text_layer == "scan"
    assert [(finding.code, finding.severity.value) for finding in report.findings] == [("paper.size", "note")]
    assert report.regime.code == "unknown"


@pytest.mark.parametrize(
    ("header", "place", "middle"),
    [
        ("header: align(center, [2])", "top", True),
        ("footer: align(center, [\\- 2 \\-])", "foot", True),
        ("footer: align(right, [Trang 2/5])", "foot", False),
    ],
)
def test_numbers_of_pages(header, place, middle):
    paper = read_pdf(page(f"#set page({header})\nNội dung chính của văn bản này"))
    number = paper.page_numbers[0]
    assert (number.place, number.middle, number.page) == (place, middle, 0)
    assert [line.text for line in paper.lines] == ["Nội dung chính của văn bản này"]


def test_a_figure_beside_other_words_is_no_page_number():
    assert (
        read_pdf(page("#set page(header: [2 #h(1fr) Công báo])\nNội dung chính của văn bản này")).page_numbers
        == ()
    )


def test_a_long_file_is_read_at_its_beginning(monkeypatch):
    monkeypatch.setattr("congso.pure.layout.check.pdf.MAX_PAGES", 2)
    paper = read_pdf(page("Một#pagebreak()Hai#pagebreak()Ba"))
    assert (paper.pages, len(paper.sheets), [line.text for line in paper.lines]) == (3, 2, ["Một", "Hai"])


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"%PDF-1.7 rubbish", "broken"), (locked(), "encrypted"), (b"PK\x03\x04", "broken"), (b"", "unknown")],
)
def test_files_that_do_not_open_say_why(data, code):
    with pytest.raises(UnreadablePaper) as raised:
        check(data)
    assert raised.value.code == code


def test_a_line_of_a_word_file_has_no_place():
    with pytest.raises(TypeError):
        _ = Line((Span("chữ"),)).at
    assert Line((Span("chữ"),)).size == 0
