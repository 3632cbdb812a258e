"""Stamps in a frame, black and red, on paper set askew."""

from typing import Any

import pytest
from PIL import Image, ImageDraw

from congso.pure.reading.scans import framed, pages
from congso.pure.reading.scans.engine import OcrFailed, Token
from congso.pure.reading.scans.framed import read_framed
from congso.pure.reading.scans.tests.tokens import line


def stamped(colour: Any = 0, *, tall: int = 120, mode: str = "RGB") -> Image.Image:
    image = Image.new(mode, (2480, 3508), "white")
    ImageDraw.Draw(image).rectangle((400, 500, 800, 500 + tall), outline=colour, width=8)
    return image


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Image.Image]:
    """The pictures that the engine was shown; it reads HỎA TỐC off each."""
    shown: list[Image.Image] = []

    def recognise(image: Image.Image, *, layout: int, seconds: float) -> list[Token]:
        shown.append(image)
        return line(7, 40, 10, "HỎA TỐC |")

    monkeypatch.setattr(framed.engine, "recognise", recognise)
    return shown


@pytest.mark.parametrize(("mode", "colour"), [("L", 0), ("RGB", (30, 30, 30)), ("RGB", (225, 70, 80))])
def test_the_word_is_read_inside_its_frame(seen: list[Image.Image], mode: str, colour: Any) -> None:
    words = read_framed(stamped(colour, mode=mode), seconds=5)
    assert [word.text for word in words] == ["HỎA", "TỐC", "|"]
    assert {word.line for word in words} == {1}
    assert 400 < words[0].x0 < 500
    (inside,) = seen
    assert inside.mode == "L"
    assert inside.getextrema()[0] == 255


def test_a_frame_of_more_than_one_line_is_no_such_stamp(seen: list[Image.Image]) -> None:
    assert read_framed(stamped(tall=400), seconds=5) == []
    assert read_framed(Image.new("L", (2480, 3508), 255), seconds=5) == []
    assert seen == []


def test_a_stamp_that_cannot_be_read_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(image: Image.Image, *, layout: int, seconds: float) -> list[Token]:
        raise OcrFailed("ocr_timeout")

    monkeypatch.setattr(framed.engine, "recognise", recognise)
    assert read_framed(stamped(), seconds=5) == []


def test_a_degree_of_urgency_is_a_word_of_the_page_and_other_stamps_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = [
        *line(1, 300, 300, "Sở Y tế đề nghị các đơn vị báo cáo số liệu trước ngày"),
        *line(2, 700, 600, "xốc)"),
    ]
    framed_words = [*line(1, 600, 600, "HÓA TỐC |", wide=60), *line(2, 600, 900, "ĐẾN Ngày")]
    monkeypatch.setattr(pages.engine, "recognise", lambda image, **more: text)
    monkeypatch.setattr(pages, "with_signature", lambda tokens, image, seconds: (tokens, None))
    monkeypatch.setattr(pages, "read_framed", lambda image, seconds: framed_words)
    page = pages.read_picture(Image.new("L", (2480, 3508), 255), 0, (595.2, 841.9))
    words = [word.text for word in page.words]
    assert words[-2:] == ["HÓA", "TỐC"]
    assert "xốc)" not in words
    assert "ĐẾN" not in words
    assert page.stamps == "HÓA TỐC |\nĐẾN Ngày"
    later = pages.read_picture(Image.new("L", (2480, 3508), 255), 1, (595.2, 841.9))
    assert later.stamps == ""
