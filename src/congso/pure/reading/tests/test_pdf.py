"""PDF files: places, watermarks, broken words, turned pages, signature fields, damage."""

import io
import threading

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from congso.pure.layout import PDFIUM_LOCK
from congso.pure.reading import Unreadable, pdf, read
from congso.pure.reading.born import chosen_pages
from congso.pure.reading.pdf import PdfText
from congso.pure.reading.stamps import painted_numbers
from congso.pure.reading.tests import documents
from congso.pure.reading.tests.pdfs import (
    changed,
    digits_picture,
    drawn,
    pdf_of,
    typeset,
    with_field,
    written,
)
from congso.pure.reading.tests.sheets import Sheet
from congso.pure.reading.tests.test_text import encoded_tcvn3


def lines(data, index=0):
    with PdfText(data) as opened:
        return [line.text for line in opened.page(index).lines]


def values(data):
    return {name: found.value for name, found in read(data).fields.items()}


@pytest.fixture(scope="module")
def decision():
    return pdf_of(documents.decision())


def test_a_page_reads_as_its_sheet(decision):
    reading = read(decision)
    assert {name: found.value for name, found in reading.fields.items()} == {
        "kind": "Quyết định",
        "number": "77",
        "symbol": "QĐ-UBND",
        "issuing_body": "ỦY BAN NHÂN DÂN XÃ TÂN LẬP",
        "place": "Tân Lập",
        "date": "2025-08-14",
        "subject": "Về việc kiện toàn Ban Chỉ huy Phòng thủ dân sự",
        "signer_name": "Lò Văn Thạo",
        "signer_title": "CHỦ TỊCH",
        "recipients": ("Như Điều 3", "Lưu: VT, VP"),
    }
    assert (reading.pages, reading.text_layer) == (1, "yes")
    box = reading.fields["number"].box
    assert (box.page, round(box.x0)) == (0, round(documents.decision().page().lines[4].x0))
    assert 85 < box.y0 < 100 < box.y1 < 115


def test_bold_and_italic_come_from_the_font():
    page_of = pdf_of(documents.decision())
    with PdfText(page_of) as opened:
        found = {line.text: (line.bold, line.italic) for line in opened.page(0).lines}
    assert found["QUYẾT ĐỊNH"] == (True, False)
    assert found["Tân Lập, ngày 14 tháng 8 năm 2025"] == (False, True)


def test_a_slanted_watermark_is_left_out():
    stamp = "#place(dx: 200pt, dy: 150pt, rotate(-45deg, text(size: 60pt, fill: gray)[DỰ THẢO NỘI BỘ]))"
    assert values(pdf_of(documents.decision(), extra=stamp)) == values(pdf_of(documents.decision()))


def test_text_turned_with_its_page_is_upright():
    source = "#place(dx: 300pt, dy: 300pt, rotate(-90deg)[xoay cùng trang])"
    assert lines(typeset(source)) == []
    turned = changed(typeset(source), lambda file: file.pages[0].rotate(90, relative=False))
    assert lines(turned) == ["xoay cùng trang"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("moved", [0, 20])
def test_places_are_those_of_the_page_as_shown(turn, moved):
    def change(file):
        page = file.pages[0]
        page.rotate(turn, relative=False)
        page.MediaBox = [moved, moved, 595, 842]

    angle = {0: 0, 90: -90, 180: 180, 270: 90}[turn]
    source = f"#place(dx: 100pt, dy: 300pt, rotate({angle}deg, reflow: true, origin: top + left)[Nơi nhận])"
    with PdfText(changed(typeset(source), change)) as opened:
        page = opened.page(0)
    (line,) = page.lines
    assert line.text == "Nơi nhận"
    expected = {
        0: (100 - moved, 300),
        90: (842 - 300 - 52 - moved, 100 - moved),
        180: (595 - 100 - 52, 842 - 300 - 13 - moved),
        270: (300, 595 - 100 - 14),
    }[turn]
    assert (line.x0, line.y0) == pytest.approx(expected, abs=8)
    sides = (595 - moved, 842 - moved)
    assert (page.width, page.height) == (sides if turn % 180 == 0 else sides[::-1])


def test_letters_in_pieces_become_words():
    """As office programs write a text whose font lacks letters: the lacking ones follow, each at its place."""
    text, x = "TỔNG CỤC THUẾ TỈNH MẪU, ngày 09 tháng 3 năm 2022 về việc phổ biến chính sách mới", 60.0
    plain, odd = [], []
    for letter in text:
        width = 3.6 if letter in " ,ifjlt" else 9.6 if letter.isupper() else 6.6
        if letter != " ":
            (plain if letter.isascii() else odd).append(
                f'#place(dx: {x}pt, dy: 50pt, box(width: {width}pt, "{letter}"))'
            )
        x += width if letter != " " else 4.0
    assert pdf._in_pieces("T NG C C Ổ Ụ i v i ế ị ố ớ S : ố M u ẫ")
    shown = lines(typeset("\n".join([*plain, *odd])))
    assert "".join(shown).replace(" ", "") == text.replace(" ", "")


def test_text_whose_fonts_do_not_tell_their_encoding():
    sentence = "Cộng hòa xã hội chủ nghĩa Việt Nam quyết định về việc phước đường nguyên vẹn được những người"
    source = encoded_tcvn3(sentence).replace("@", "")
    quoted = "\n".join(
        f'#place(dx: {60 + 70 * (at % 7)}pt, dy: {50 + 20 * (at // 7)}pt, "{word}")'
        for at, word in enumerate(source.split())
    )
    assert " ".join(lines(typeset(quoted))).split() == sentence.split()


def test_decomposed_letters_are_composed():
    assert lines(typeset('#place(dx: 60pt, dy: 50pt, "To\u0302\u0309ng cu\u0323c")')) == ["Tổng cục"]


def test_what_a_signature_field_writes_is_read():
    letter = documents.letter(code="Số:        /SYT-NVY")
    bare = pdf_of(letter)
    assert "number" not in values(bare)
    box = read(bare).fields["symbol"].box
    signed = with_field(
        bare, written("286", (30, 14)), (box.x0 + 24, 842 - box.y1 - 1, box.x0 + 54, 842 - box.y1 + 13)
    )
    assert values(signed)["number"] == "286"


def test_links_are_not_drawn_into_the_page(decision):
    linked = with_field(decision, lambda file: None, (60, 60, 90, 80), subtype="/Link", form=False)
    assert values(linked) == values(decision)


@pytest.fixture(scope="module")
def unnumbered():
    return pdf_of(documents.letter(code="Số:          /SYT-NVY"))


def rect(data, width=98.7, height=28):
    """Where a signing tool puts a number: beside "Số:"."""
    box = read(data).fields["symbol"].box
    middle = 842 - (box.y0 + box.y1) / 2
    return (box.x0 + 4, middle - height / 2, box.x0 + 4 + width, middle + height / 2)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_number_painted_by_a_signature_field_is_read(unnumbered, depth):
    place = rect(unnumbered)
    signed = with_field(unnumbered, drawn(digits_picture("2118"), (98.7, 28), depth), place)
    found = read(signed).fields["number"]
    assert found.value == "2118"
    assert found.confidence < 0.97


@pytest.mark.parametrize(
    ("picture", "options"),
    [
        (digits_picture("2118"), {"subtype": "/Stamp"}),
        (digits_picture("Sở Y tế"), {}),
        (digits_picture(""), {}),
        (Image.new("RGBA", (250, 76), (0, 0, 0, 255)), {}),
        (Image.new("RGBA", (250, 12), (0, 0, 0, 255)), {}),
        (digits_picture("1"), {"size": (98.7, 200)}),
        (digits_picture("1"), {"size": (400, 28)}),
        (digits_picture("2118"), {"depth": 4}),
    ],
)
def test_other_pictures_are_no_numbers(unnumbered, picture, options):
    size = options.pop("size", (98.7, 28))
    appearance = drawn(picture, size, options.pop("depth", 1))
    assert "number" not in values(with_field(unnumbered, appearance, rect(unnumbered, *size), **options))


def test_fields_without_appearance_and_huge_pictures(unnumbered, monkeypatch):
    place = rect(unnumbered)
    assert "number" not in values(with_field(unnumbered, lambda file: None, place))
    states = with_field(unnumbered, lambda file: pikepdf.Dictionary(On=file.make_stream(b"")), place)
    assert "number" not in values(states)
    monkeypatch.setattr("congso.pure.reading.stamps._MOST_PIXELS", 100)
    assert "number" not in values(with_field(unnumbered, drawn(digits_picture("2118"), (98.7, 28)), place))


def test_a_picture_that_cannot_be_opened_is_passed_over(unnumbered):
    def broken(file):
        form = drawn(digits_picture("2118"), (98.7, 28))(file)
        form.Resources.XObject.X.ColorSpace = pikepdf.Name("/Nothing")
        return form

    assert "number" not in values(with_field(unnumbered, broken, rect(unnumbered)))


def test_a_form_that_names_no_stream_is_passed_over(unnumbered):
    def empty(file):
        form = drawn(digits_picture("2118"), (98.7, 28))(file)
        form.Resources.XObject.X = pikepdf.Dictionary()
        return form

    assert "number" not in values(with_field(unnumbered, empty, rect(unnumbered)))


def test_painted_numbers_of_files_that_cannot_be_taken_apart(unnumbered):
    with PdfText(unnumbered) as opened:
        page = opened.page(0)
    turned = changed(unnumbered, lambda file: file.pages[0].rotate(90, relative=False))
    assert painted_numbers(turned, page) == []
    assert painted_numbers(b"no pdf", page) == []


def lock_is_free():
    taken = []

    def take():
        taken.append(PDFIUM_LOCK.acquire(blocking=False))
        if taken[0]:
            PDFIUM_LOCK.release()

    other = threading.Thread(target=take)
    other.start()
    other.join()
    return taken[0]


def open_code(data):
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert lock_is_free()
    return caught.value.code


def test_files_that_cannot_be_opened(decision):
    locked = changed(decision, lambda file: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert open_code(locked) == "password"
    assert open_code(b"%PDF-1.7 and nothing more") == "damaged"
    empty = changed(decision, lambda file: file.pages.__delitem__(0))
    assert open_code(empty) in {"no_pages", "damaged"}


def test_a_file_without_pages(decision, monkeypatch):
    monkeypatch.setattr(pypdfium2.PdfDocument, "__len__", lambda self: 0)
    assert open_code(decision) == "no_pages"


def test_a_page_that_cannot_be_loaded_is_empty(decision, monkeypatch):
    def broken(self, index):
        raise pypdfium2.PdfiumError("no page")

    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", broken)
    with PdfText(decision) as opened:
        assert opened.page(0).lines == ()
        assert opened.picture_share(0) == 0.0


def test_an_empty_page_has_no_text():
    assert lines(typeset("")) == []


def test_text_that_comes_short_is_asked_for_letter_by_letter(decision, monkeypatch):
    whole = lines(decision)
    monkeypatch.setattr(pdf.pdfium, "FPDFText_GetText", lambda *arguments: 0)
    assert lines(decision) == whole


def test_the_lock_is_held_while_a_file_is_open(decision):
    with PdfText(decision) as opened:
        assert len(opened) == 1
        assert not lock_is_free()
    assert lock_is_free()


def chosen(*sheets):
    with PdfText(pdf_of(*sheets)) as opened:
        return [page.index for page in chosen_pages(opened)]


def text_pages(count):
    return [Sheet().body(4) for _ in range(count)]


def closed():
    return Sheet().body(1).closing(("- Như trên;", "- Lưu: VT."), ("GIÁM ĐỐC",), "Trần Văn An")


def opened_only():
    return Sheet().head(("*SỞ Y TẾ",), "Số: 1/QĐ-SYT", "Mẫu, ngày 1 tháng 6 năm 2025").body(5)


def test_a_closing_on_the_opening_page_is_enough():
    assert chosen(documents.decision(), *text_pages(2)) == [0]


def test_pages_near_the_opening_are_asked_first():
    assert chosen(opened_only(), *text_pages(1), closed(), *text_pages(2), closed()) == [0, 2]


def test_then_the_last_ones():
    assert chosen(opened_only(), *text_pages(4), closed()) == [0, 5]


def test_then_those_between():
    assert chosen(opened_only(), *text_pages(3), closed(), *text_pages(2)) == [0, 4]


def test_the_opening_may_come_later_or_never():
    assert chosen(documents.table_of_contents(), opened_only(), closed()) == [1, 2]
    assert chosen(*text_pages(2)) == [0]


def test_a_signature_at_the_end_needs_no_recipients():
    last = Sheet().body(2)
    last.centred("*CHỦ TỊCH QUỐC HỘI", 410)
    last.down(60).centred("*Trần Thanh Mẫn", 410)
    assert chosen(opened_only(), *text_pages(5), last) == [0, 6]


def test_a_closing_cut_by_the_foot_of_its_page_brings_the_next():
    cut = Sheet(top=650)
    cut.body(1).closing(("- Bộ Y tế;", "- Bộ Nội vụ;"), ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), "")
    rest = Sheet()
    rest.line("- Lưu: VT.", 85, 11)
    rest.centred("*Vũ Thị Mai", 405)
    data = pdf_of(opened_only(), cut, rest, *text_pages(2))
    with PdfText(data) as opened:
        assert [page.index for page in chosen_pages(opened)] == [0, 1, 2]
    found = values(data)
    assert (found["signer_name"], found["recipients"]) == ("Vũ Thị Mai", ("Bộ Y tế", "Bộ Nội vụ", "Lưu: VT"))
    with PdfText(pdf_of(opened_only(), cut)) as opened:
        assert [page.index for page in chosen_pages(opened)] == [0, 1]


def scan(*, text: str = "", share: float = 1.0) -> bytes:
    """A page that is a picture, with some text over it."""
    picture = Image.new("L", (60, 84), 200)
    output = io.BytesIO()
    picture.resize((595, 842)).save(output, "PDF", resolution=72)
    data = output.getvalue()
    return with_field(data, written(text, (500, 20)), (20, 20, 520, 40)) if text else data


@pytest.mark.parametrize(
    ("text", "layer"), [("", "none"), ("Ky boi So Y te tinh Mau", "partial"), ("Qwx zkf wrt " * 12, "poor")]
)
def test_pictures_of_pages_are_left_to_recognition(text, layer):
    reading = read(scan(text=text))
    assert reading.text_layer == layer
    assert dict(reading.fields) == {}
