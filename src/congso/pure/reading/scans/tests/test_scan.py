"""Pictures in, fields out: which pages, in what order, what they say, and the searchable twin."""

import dataclasses
import io
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from congso.pure.layout import PDFIUM_LOCK
from congso.pure.reading import Box, Found, Reading, Word
from congso.pure.reading.scans import pages, records, scan
from congso.pure.reading.scans.engine import OcrFailed, Token
from congso.pure.reading.scans.layer import PageLook
from congso.pure.reading.scans.pages import ScannedPage
from congso.pure.reading.scans.pictures import Frame
from congso.pure.reading.scans.searchable import searchable
from congso.pure.reading.scans.tests.tokens import line

A4 = (595.2, 841.9)
LETTER = [
    (70, 60, "SỞ Y TẾ"), (300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (340, 76, "Độc lập - Tự do - Hạnh phúc"),
    (70, 100, "Số: 12 /QĐ-SYT"), (320, 100, "Hà Nội, ngày 16 tháng 11 năm 2026"), (250, 140, "QUYẾT ĐỊNH"), (220, 160, "Về việc công nhận"),
]  # fmt: skip
CLOSING = [
    (70, 560, "Nơi nhận:"),
    (370, 560, "GIÁM ĐỐC"),
    (70, 575, "- Như trên;"),
    (70, 590, "- Lưu: VT."),
    (370, 680, "Lê Hoàng Anh"),
]


def scanned(
    index: int, *parts: list[tuple[int, int, str]], signer: str = "", sure: float = 0.95
) -> ScannedPage:
    words = []
    for x, y, text in (one for part in parts for one in part):
        at = float(x)
        for word in text.split():
            words.append(
                Word(word, at, y, at + 6.2 * len(word), y + 13, confidence=0.3 if word == "12" else sure)
            )
            at += 6.2 * len(word) + 3
    name = Word(signer, 370, 680, 440, 693, confidence=0.8) if signer else None
    return ScannedPage(index, Frame(*A4), tuple(words), "", sure, name)


class Pile:
    """Pictures that answer with their number."""

    def __init__(self, count: int, sealed: frozenset[int] = frozenset()) -> None:
        self.count, self.sealed = count, sealed

    def __len__(self) -> int:
        return self.count

    def picture(self, index: int) -> tuple[Image.Image, tuple[float, float]]:
        return Image.new("L", (10, 10), 255), A4

    def look(self, index: int) -> PageLook:
        return PageLook("", 1.0)

    def glance(self, index: int) -> Image.Image:
        if index == 1:
            raise scan.Unreadable("damaged")
        return Image.new("L", (1, 1), index)


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> dict[int, Any]:
    said: dict[int, Any] = {}

    def read(image: Image.Image, index: int, size: tuple[float, float], *, stamps: bool) -> ScannedPage:
        answer = said.get(index, scanned(index, [(70, 100, "Điều khoản")]))
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(scan, "read_picture", read)
    monkeypatch.setattr(scan, "has_seal", lambda image: image.getpixel((0, 0)) in {4})
    return said


def test_pages_are_read_in_the_order_of_their_worth() -> None:
    assert scan.reading_order(6, [3]) == [0, 3, 5, 4, 1, 2]
    assert scan.reading_order(1) == [0]


def test_reading_stops_when_letterhead_and_closing_are_there(says: dict[int, Any]) -> None:
    says[0], says[4] = scanned(0, LETTER), scanned(4, CLOSING)
    told: list[int] = []
    made = scan.read_scan(Pile(9), "none", told.append)
    assert told == [0, 4]
    assert made.text("number") == "12"
    assert made.fields["number"].confidence == 0.3  # as sure as its digits
    assert made.text("signer_name") == "Lê Hoàng Anh"
    assert (made.pages, made.text_layer) == (9, "none")


def test_reading_goes_on_for_eight_pages_and_leaves_out_what_fails(says: dict[int, Any]) -> None:
    says[8] = OcrFailed("ocr_timeout")
    told: list[int] = []
    scan.read_scan(Pile(20), "none", told.append)
    assert len(told) == 8
    says[0] = OcrFailed("ocr_missing")
    with pytest.raises(OcrFailed):
        scan.read_scan(Pile(3), "none")
    says[0] = scanned(0, LETTER)
    says[2] = OcrFailed("ocr_failed")
    assert scan.read_scan(Pile(3), "none").text("kind") == "Quyết định"


def test_the_name_under_the_seal_completes_what_the_rules_saw() -> None:
    nameless = [part for part in CLOSING if part[2] != "Lê Hoàng Anh"]
    short = [*nameless, (380, 680, "Hoàng Anh")]
    for closing in (nameless, short):
        made = scan.reading_of([scanned(0, LETTER, closing, signer="Lê Hoàng Anh")], 1, "none")
        assert made.text("signer_name") == "Lê Hoàng Anh"
    other = scan.reading_of([scanned(0, LETTER, CLOSING, signer="Trần Văn Ba")], 1, "none")
    assert other.text("signer_name") == "Lê Hoàng Anh"
    assert scan.reading_of([scanned(0, LETTER)], 1, "none").text("signer_name") is None


def test_a_signer_is_taken_from_the_page_of_the_closing_or_the_next() -> None:
    nameless = [part for part in CLOSING if part[2] != "Lê Hoàng Anh"]
    first, table = scanned(0, LETTER), scanned(1, [(70, 100, "Điều khoản")], signer="Võ Văn Sĩ")
    closing, after = scanned(3, nameless), scanned(4, [(70, 100, "Trang sau")], signer="Lê Hoàng Anh")
    assert scan.reading_of([first, table, closing], 4, "none").text("signer_name") is None
    assert scan.reading_of([first, table, closing, after], 5, "none").text("signer_name") == "Lê Hoàng Anh"


def test_a_signer_of_a_document_inside_is_not_that_of_the_first() -> None:
    inside = scanned(1, LETTER, signer="Trần Văn Ba")
    for first, signer in (
        (scanned(0, LETTER), None),
        (scanned(0, LETTER, signer="Lê Hoàng Anh"), "Lê Hoàng Anh"),
    ):
        assert scan.reading_of([first, inside], 2, "none").text("signer_name") == signer


def test_the_signer_is_no_recipient() -> None:
    untitled = [part for part in CLOSING if part[2] not in {"GIÁM ĐỐC", "Lê Hoàng Anh"}]
    listed = [(370, 590, "Lê Hoàng Anh"), *untitled]
    page = scanned(0, LETTER, listed)
    name = Word("Lê Hoàng Anh", 369, 589, 470, 604, confidence=0.8)
    made = scan.reading_of([dataclasses.replace(page, signer=name)], 1, "none")
    assert made.text("signer_name") == "Lê Hoàng Anh"
    assert made.fields["recipients"].value == ("Như trên", "Lưu: VT")


def test_fields_without_a_place_keep_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        scan, "read_fields", lambda laid: {"kind": Found("Quyết định", 0.9), "number": Found("1", 0.9)}
    )
    made = scan.reading_of([scanned(0, LETTER)], 1, "none")
    assert made.fields["kind"].box is None


def test_any_file_is_read_by_its_text_or_by_eye(monkeypatch: pytest.MonkeyPatch) -> None:
    by_eye = Reading({}, 7, "none")
    monkeypatch.setattr(scan, "pictures_of", lambda data: Pile(1))
    monkeypatch.setattr(scan, "read_scan", lambda pictures, layer: by_eye)
    monkeypatch.setattr(scan, "read", lambda data: Reading({}, 1, "yes"))
    assert scan.read_any(b"%PDF-1.7").text_layer == "yes"
    assert scan.read_any(b"\xff\xd8\xff").pages == 7
    monkeypatch.setattr(scan, "read", lambda data: Reading({}, 1, "poor"))
    assert scan.read_any(b"%PDF-1.7") is by_eye


def test_a_page_is_plain_data_and_back() -> None:
    for page in (scanned(0, LETTER, signer="Lê Hoàng Anh"), scanned(0, LETTER)):
        assert records.from_plain(0, records.to_plain(page)) == page


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    said: dict[str, Any] = {"words": [line(1, 300, 300, "Điều khoản " * 10 + "cuối")], "turn": 0, "ink": []}

    def recognise(image: Image.Image, *, seconds: float, layout: int = 3) -> list[Token]:
        if layout == 11:
            if isinstance(said["ink"], Exception):
                raise said["ink"]
            return list(said["ink"])
        return list(said["words"].pop(0))

    monkeypatch.setattr(pages.engine, "recognise", recognise)
    monkeypatch.setattr(pages.engine, "turn_of", lambda image: said["turn"])
    monkeypatch.setattr(
        pages, "with_signature", lambda tokens, image, seconds: (tokens, tokens[-1] if tokens else None)
    )
    return said


def blank(mode: str = "L") -> Image.Image:
    return Image.new(mode, (1240, 1754), "white")


def test_a_page_gives_its_words_in_points(engine: dict[str, Any]) -> None:
    page = pages.read_picture(blank(), 0, (297.6, 421.0))
    assert page.words[0].text == "Điều"
    assert page.words[0].x0 == 72.0
    assert page.sure == 1.0
    assert page.signer is not None
    assert page.text.startswith("Điều khoản")


def test_a_page_that_lies_wrong_is_turned_when_that_reads_better(engine: dict[str, Any]) -> None:
    bad, good = line(1, 300, 300, "xư ⁄4 " * 10, sure=0.2), line(1, 300, 300, "Điều khoản " * 10)
    engine.update(words=[bad, good], turn=180)
    assert pages.read_picture(blank(), 1, (297.6, 421.0)).frame.turn == 180
    engine.update(words=[bad, bad], turn=90)
    assert pages.read_picture(blank(), 1, (297.6, 421.0)).frame.turn == 0


def test_a_page_with_few_words_or_none_is_not_vouched_for(engine: dict[str, Any]) -> None:
    engine["words"] = [line(1, 300, 300, "Trang hai")]
    assert pages.read_picture(blank(), 1, (297.6, 421.0)).sure == 0.4
    engine["words"] = [[]]
    page = pages.read_picture(blank(), 1, (297.6, 421.0))
    assert (page.sure, page.signer) == (0.0, None)


@pytest.mark.parametrize(
    ("ink", "stamps"), [(line(1, 0, 0, "TỐI MẬT"), "TỐI MẬT"), (OcrFailed("ocr_timeout"), "")]
)
def test_coloured_ink_is_read_for_the_guard(engine: dict[str, Any], ink: Any, stamps: str) -> None:
    engine["ink"] = ink
    image = blank("RGB")
    image.paste((200, 30, 40), (100, 100, 300, 160))
    assert pages.read_picture(image, 0, (297.6, 421.0)).stamps == stamps


def test_scraps_on_words_go() -> None:
    assert pages.mended("_Glang|") == "Giang"
    assert pages.mended("|") == "|"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_twin_can_be_searched_where_the_words_stand(turn: int) -> None:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595.2, 841.9))
        document.pages[0].rotate(turn, relative=False)
        out = io.BytesIO()
        document.save(out)
    size = (841.9, 595.2) if turn in {90, 270} else A4
    page = ScannedPage(
        0, Frame(*size), (Word("Quyết", 100, 200, 160, 214), Word("định", 165, 200, 200, 214)), "", 1.0
    )
    late = ScannedPage(9, Frame(*A4), (), "", 1.0)
    twin = searchable(out.getvalue(), [page, late])
    with PDFIUM_LOCK:
        opened = pypdfium2.PdfDocument(twin)
        sheet = opened[0]
        text = sheet.get_textpage()
        said = text.get_text_bounded()
        finder = text.search("Quyết")
        found = finder.get_next()
        finder.close()
        text.close()
        sheet.close()
        opened.close()
    assert said.split() == ["Quyết", "định"]
    assert found == (0, 5)


def test_boxes_are_on_the_page_as_shown() -> None:
    page = scanned(0, LETTER)
    turned = ScannedPage(0, Frame(*A4, turn=180), page.words, "", 0.95)
    box = scan.reading_of([turned], 1, "none").fields["kind"].box
    assert isinstance(box, Box)
    assert box.y0 > 600
