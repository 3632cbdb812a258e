"""Digits on paper: shapes, rows, what touches, what is dirt."""

import pytest
from PIL import Image, ImageDraw

from congso.pure.reading.scans import digits, ink
from congso.pure.reading.scans.tests.conftest import Draw


def any_number(text: str) -> bool:
    return True


def row(paper: Draw, text: str, *, wide: int = 500) -> Image.Image:
    """A strip as `read_digits` takes it: capitals 36 pixels tall, standing 1.9 heights under the upper edge."""
    return ink.threshold(paper((20, 22, text), width=wide, height=110))


@pytest.mark.parametrize("text", ["15", "2027", "368", "94"])
def test_printed_digits_are_read(paper: Draw, text: str) -> None:
    strip = row(paper, text)
    said = ink.read_digits(strip, 0, strip.width, 36, any_number)
    assert said is not None
    assert said.text == text
    assert 0 < said.confidence <= 1
    assert ink.looks_printed(strip, 0, strip.width, 36)


def test_the_likeliest_reading_that_fits_is_taken(paper: Draw) -> None:
    strip = row(paper, "15")
    said = ink.read_digits(strip, 0, strip.width, 36, lambda text: text != "15")
    assert said is not None
    assert said.text != "15"


def test_no_ink_is_no_digit(paper: Draw) -> None:
    blank = row(paper, "")
    assert ink.read_digits(blank, 0, blank.width, 36, any_number) is None
    assert not ink.looks_printed(blank, 0, blank.width, 36)
    assert digits.upright(blank) is None
    assert digits.features(blank) is None
    assert digits.likelihoods(blank) is None


def test_rules_specks_and_other_lines_are_no_digits(paper: Draw) -> None:
    image = paper(width=300, height=110)
    brush = ImageDraw.Draw(image)
    brush.rectangle((20, 60, 120, 64), fill=0)  # a rule
    brush.rectangle((150, 60, 154, 64), fill=0)  # a speck
    brush.rectangle((200, 0, 212, 14), fill=0)  # the line above
    assert ink.read_digits(ink.threshold(image), 0, 300, 36, any_number) is None


def test_a_scribble_of_many_parts_is_given_up(paper: Draw) -> None:
    strip = row(paper, "1" * 16, wide=900)
    assert ink.read_digits(strip, 0, strip.width, 36, any_number) is None


def test_only_what_lies_between_the_letters_is_read(paper: Draw) -> None:
    strip = row(paper, "15 / 27")
    said = ink.read_digits(strip, 0, 80, 36, any_number)
    assert said is not None
    assert said.text == "15"


def test_what_touches_is_cut_where_least_ink_stands() -> None:
    wide = ink.Ink(tuple((60, x, x + 1) for x in range(0, 120)))
    assert wide.between(200, 300) is None
    assert len(ink._cut(wide, 36)) > 1
    assert ink._inside(wide, 10, 60, 36) is not None


def test_pieces_that_meet_below_are_one() -> None:
    image = Image.new("L", (9, 5), 0)
    for x, y in ((0, 0), (4, 0), (0, 1), (4, 1), (1, 2), (2, 2), (3, 2)):
        image.putpixel((x, y), 255)
    assert len(ink.pieces(image)) == 1
    assert ink.pieces(image)[0].area == 7


def test_a_slanted_stroke_is_put_upright() -> None:
    image = Image.new("L", (80, 80), 0)
    ImageDraw.Draw(image).line((60, 5, 20, 75), fill=255, width=6)
    made = digits.upright(image)
    assert made is not None
    left, _, right, _ = made.getbbox() or (0, 0, 28, 28)
    assert right - left < 12


def test_a_dot_has_no_slant() -> None:
    image = Image.new("L", (5, 5), 0)
    image.putpixel((2, 2), 255)
    assert digits.likelihoods(image) is not None
    flat = Image.new("L", (30, 3), 0)
    flat.paste(255, (0, 1, 30, 2))
    assert digits.upright(flat) is not None
