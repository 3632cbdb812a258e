"""Number, day and month in their fixed places."""

import pytest
from PIL import Image, ImageDraw

from congso.pure.reading.scans import handwriting
from congso.pure.reading.scans.engine import OcrFailed, Token
from congso.pure.reading.scans.ink import Digits
from congso.pure.reading.scans.tests.tokens import line

PAGE = (2480, 3508)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> dict[str, Digits | None]:
    """What the digit reader says, by turn; printed or not as `printed` says."""
    said: dict[str, Digits | None] = {}
    monkeypatch.setattr(handwriting, "looks_printed", lambda *place: "printed" in said)

    def read(ink: Image.Image, left: int, right: int, height: float, fits: object) -> Digits | None:
        return said.get("any")

    monkeypatch.setattr(handwriting, "read_digits", read)
    return said


def blank() -> Image.Image:
    image = Image.new("L", PAGE, 255)
    ImageDraw.Draw(image).rectangle((300, 320, 320, 340), fill=0)
    return image


def text(tokens: list[Token]) -> str:
    return " ".join(token.text for token in tokens)


def test_a_handwritten_number_takes_the_place_of_what_the_engine_made_of_it(
    reader: dict[str, Digits | None],
) -> None:
    reader["any"] = Digits("154", (0.9, 0.9, 0.95))
    made = handwriting.reread(line(1, 200, 300, "Số:£5 4 /CTPH-LĐLĐ"), blank())
    assert text(made) == "Số: 154 /CTPH-LĐLĐ"
    assert next(token for token in made if token.text == "154").confidence == 0.6


def test_print_that_both_read_alike_is_sure(reader: dict[str, Digits | None]) -> None:
    reader["any"] = Digits("12", (0.9, 0.9))
    made = handwriting.reread(line(1, 200, 300, "Số: 12/QĐ-UBND"), blank())
    assert next(token for token in made if token.text == "12").confidence == 0.97


@pytest.mark.parametrize(
    ("again", "said", "sure"), [("999", "999", 0.85), ("222", "222", 0.6), (None, "222", 0.6)]
)
def test_print_on_which_they_differ_is_looked_at_again(
    reader: dict[str, Digits | None],
    monkeypatch: pytest.MonkeyPatch,
    again: str | None,
    said: str,
    sure: float,
) -> None:
    def recognise(image: Image.Image, **more: object) -> list[Token]:
        if again is None:
            raise OcrFailed("ocr_timeout")
        return line(1, 0, 0, again)

    reader.update(printed=None, any=Digits("999", (0.9, 0.9, 0.7)))
    monkeypatch.setattr(handwriting, "recognise", recognise)
    made = handwriting.reread(line(1, 200, 300, "Số: 222/QĐ-TTg"), blank())
    token = next(token for token in made if token.text == said)
    assert token.confidence == sure


def test_print_that_only_the_engine_can_read_is_taken(reader: dict[str, Digits | None]) -> None:
    reader["printed"] = None
    made = handwriting.reread(line(1, 200, 300, "Số: 222/QĐ-TTg"), blank())
    assert next(token for token in made if token.text == "222").confidence == 0.9


def test_digits_nobody_vouches_for_are_doubted(reader: dict[str, Digits | None]) -> None:
    made = handwriting.reread(line(1, 200, 300, "Số: 222/QĐ-TTg"), blank())
    assert next(token for token in made if token.text == "222").confidence == 0.2


def test_what_cannot_be_read_is_left_blank(reader: dict[str, Digits | None]) -> None:
    reader["any"] = Digits("77", (0.2, 0.2))
    assert text(handwriting.reread(line(1, 200, 300, "Số: ÁÄ/SYT-NVY"), blank())) == "Số: /SYT-NVY"
    reader["any"] = None
    assert text(handwriting.reread(line(1, 200, 300, "Số: ÁÄ/SYT-NVY"), blank())) == "Số: /SYT-NVY"


def test_day_and_month_are_read_between_their_words(reader: dict[str, Digits | None]) -> None:
    reader["any"] = Digits("10", (0.9, 0.9))
    made = handwriting.reread(line(1, 1200, 300, "Cần Thơ, ngày-)Š tháng|Ö năm 2025"), blank())
    assert text(made) == "Cần Thơ, ngày 10 tháng 10 năm 2025"


@pytest.mark.parametrize(
    "words",
    [
        "Căn cứ ngày 15 tháng 7",
        "Kính gửi: Sở Nội vụ",
        "Số: không có dấu gạch nào ở đây cả",
        "Số: 12 và rất nhiều chữ /QĐ-UBND",
    ],
)
def test_other_lines_are_left_alone(reader: dict[str, Digits | None], words: str) -> None:
    reader["any"] = Digits("10", (0.9, 0.9))
    tokens = line(1, 200, 300, words)
    assert handwriting.reread(tokens, blank()) == tokens


def test_dates_in_running_text_numbers_on_the_right_and_lines_low_on_the_page_are_left_alone(
    reader: dict[str, Digits | None],
) -> None:
    reader["any"] = Digits("10", (0.9, 0.9))
    for tokens in (
        line(1, 200, 300, "ngày 15 tháng 7 năm 2017"),
        line(1, 1400, 300, "Số: 12/QĐ-UBND"),
        line(1, 200, 3000, "Số: 12/QĐ-UBND"),
    ):
        assert handwriting.reread(tokens, blank()) == tokens


def test_what_fits_a_place() -> None:
    number = next(handwriting._number_place(handwriting._stream(line(1, 200, 300, "Số: 12/QĐ-UBND")), 2480))
    assert number.fits("12")
    assert not number.fits("000")
    day, month = handwriting._date_places(
        handwriting._stream(line(1, 1200, 300, "ngày 1 tháng 2 năm 2026")), 2480
    )
    assert day.fits("31")
    assert not day.fits("32")
    assert not month.fits("13")


def test_a_place_at_the_end_of_a_line_has_some_width() -> None:
    stream = handwriting._Stream(())
    assert handwriting._reach(stream, handwriting._Place(0, 0, bool)) == (0, 1)
    lower = handwriting._stream(line(1, 0, 0, "aaa"))
    assert lower.height == 32.0
    assert lower.base == 46.0
