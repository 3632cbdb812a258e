"""The block under "Nơi nhận": titles and names kept, scraps of the seal gone, names read from their strip."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw

from congso.pure.reading.scans import cleaning, closing_pass, name_line
from congso.pure.reading.scans.engine import OcrFailed, Token
from congso.pure.reading.scans.tests.conftest import Draw
from congso.pure.reading.scans.tests.tokens import line

Says = Callable[..., None]
LABEL = line(1, 300, 2000, "Nơi nhận:")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Says:
    """`engine(block=…, strip=…)`: words of the block and of each strip; an exception is raised instead."""
    said: dict[str, Any] = {"block": [], "strip": []}

    def recognise(image: Image.Image, *, layout: int, seconds: float) -> list[Token]:
        answer = said["strip" if layout == 7 else "block"]
        if isinstance(answer, Exception):
            raise answer
        return list(answer)

    monkeypatch.setattr(closing_pass.engine, "recognise", recognise)
    return lambda **more: said.update(more)


def page() -> Image.Image:
    return Image.new("L", (2480, 3508), 255)


def read(tokens: list[Token], image: Image.Image | None = None) -> tuple[list[str], str | None]:
    made, signer = closing_pass.with_signature(tokens, image or page(), seconds=5)
    return [token.text for token in made], signer.text if signer else None


def test_a_page_without_a_closing_is_left_alone(engine: Says) -> None:
    tokens = line(1, 300, 500, "Căn cứ Luật Tổ chức")
    assert closing_pass.with_signature(tokens, page(), seconds=5) == (tokens, None)


def test_titles_and_a_sure_name_stay_scraps_of_the_seal_go(engine: Says) -> None:
    tokens = [
        *LABEL, *line(2, 300, 2060, "- Như trên;"), *line(3, 1600, 2000, "KT. GIÁM ĐỐC"), *line(4, 1600, 2060, "PHÓ GIÁM ĐỐC"),
        *line(5, 1500, 2150, "sỞ ⁄4 x"), *line(6, 1600, 2400, "Lê Hoàng Anh"), *line(7, 1500, 3400, "Trang sau"),
    ]  # fmt: skip
    words, signer = read(tokens)
    assert signer == "Lê Hoàng Anh"
    assert "sỞ" not in words
    assert {"GIÁM", "PHÓ", "sau"} <= set(words)


def test_the_block_is_read_a_second_time_without_the_page(engine: Says) -> None:
    engine(block=[*line(1, 700, 186, "GIÁM ĐỐC"), *line(2, 700, 586, "| Lê HoàngAnh _")])
    words, signer = read([*LABEL])
    assert signer == "Lê Hoàng Anh"
    assert "GIÁM" in words


def test_when_the_second_look_fails_the_first_one_stands(engine: Says) -> None:
    engine(block=OcrFailed("ocr_timeout"))
    assert read([*LABEL]) == (["Nơi", "nhận:"], None)


def test_words_read_twice_stand_once(engine: Says) -> None:
    tokens = [*LABEL, *line(2, 1600, 2000, "GIÁM ĐỐC"), *line(3, 1600, 2400, "Lê Hoàng Anh")]
    engine(block=line(1, 707, 184, "GIÁM ĐỐC"))
    assert read(tokens)[0].count("GIÁM") == 1


def test_without_the_label_the_title_opens_the_block(engine: Says) -> None:
    tokens = [*line(2, 1600, 2000, "GIÁM ĐỐC"), *line(3, 1600, 2400, "Lê Hoàng Anh")]
    assert read(tokens)[1] == "Lê Hoàng Anh"


def test_a_title_with_scraps_before_it_is_a_title(engine: Says) -> None:
    tokens = [
        *LABEL,
        *line(2, 1500, 2000, "| No GIÁM ĐỐC"),
        *line(3, 1600, 2060, "SỞ Y TẾ"),
        *line(4, 1600, 2400, "Lê Hoàng Anh"),
    ]
    words, _ = read(tokens)
    assert "No" not in words


def test_a_name_under_the_seal_is_read_from_its_strip(engine: Says, paper: Draw) -> None:
    image = paper((1650, 2400, "Nguyễn Trúc Giang"))
    ImageDraw.Draw(image).ellipse((1500, 2060, 1940, 2500), outline=0, width=8)
    engine(strip=line(1, 0, 0, "Siến guyễn Trúc Giang ."))
    words, signer = read([*LABEL, *line(2, 1600, 2000, "GIÁM ĐỐC")], image)
    assert signer == "Nguyễn Trúc Giang"
    assert words[-3:] == ["Nguyễn", "Trúc", "Giang"]


def test_a_title_that_only_the_strip_shows_is_added(engine: Says, paper: Draw) -> None:
    image = paper((1650, 2020, "GIÁM ĐỐC"), (1650, 2400, "Lê Hoàng Anh"))
    tokens = [*LABEL, *line(3, 1650, 2400, "Lê Hoàng Anh")]
    engine(strip=line(1, 0, 0, "— GIÁM ĐỐC"))
    words, signer = read(tokens, image)
    assert "GIÁM ĐỐC" in words
    assert signer == "Lê Hoàng Anh"


def test_a_strip_that_shows_no_name_adds_nothing(engine: Says, paper: Draw) -> None:
    engine(strip=line(1, 0, 0, "thuộc Chính phủ"))
    image = paper((1650, 2400, "thuộc Chính phủ"))
    assert read([*LABEL, *line(2, 1600, 2000, "GIÁM ĐỐC")], image)[1] is None


def test_a_strip_that_fails_adds_nothing(engine: Says, paper: Draw) -> None:
    engine(strip=OcrFailed("ocr_timeout"))
    assert read([*LABEL], paper((1650, 2400, "Nguyễn Trúc Giang")))[1] is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Lê Hoàng Anh", "Lê Hoàng Anh"),
        ("ê Hoàng Anh", "Lê Hoàng Anh"),
        ("Đại tướng Tô Lâm", "Tô Lâm"),
        ("ương Tam Quang", None),  # Lương, Dương or Vương
        ("Hoàng Anh", "Hoàng Anh"),
        ("thuộc Chính phủ", None),
        ("⁄ |", None),
    ],
)
def test_names_begin_with_a_surname(said: str, name: str | None) -> None:
    found = name_line.name_in(line(1, 0, 0, said))
    assert (" ".join(found[0]) if found else None) == name


def test_a_name_of_two_words_is_less_sure_than_one_of_three() -> None:
    short, long = (
        name_line.name_in(line(1, 0, 0, "Hoàng Anh")),
        name_line.name_in(line(1, 0, 0, "Lê Hoàng Anh")),
    )
    assert short is not None
    assert long is not None
    assert short[1] < long[1]


def test_strips_too_small_are_passed_over(engine: Says) -> None:
    guesses = [(10, 10, 20, 200), (10, 10, 400, 20)]
    assert name_line.read_strips(page(), (0, 0, 500, 500), guesses, title=True, seconds=1) == (None, None)


def test_a_strip_without_a_title_has_no_head() -> None:
    words = line(1, 0, 0, "Bình an cho mọi nhà")
    assert name_line._head_in(words, (0, 0, 400, 60)) is None


def test_rows_of_letters_have_strips_with_room_on_the_left() -> None:
    row = [(100 + 60 * at, 50, 140 + 60 * at, 98) for at in range(5)]
    assert len(list(name_line._strip([*row, (2000, 50, 2040, 98)]))) == 1
    assert list(name_line._strip(row[:2])) == []


def test_scraps_are_no_words_of_the_document() -> None:
    tokens = [
        *line(1, 300, 300, "UBND TỈNH MẪU"), *line(2, 300, 400, "__ |"), *line(3, 300, 500, "ơ", sure=0.1), *line(4, 300, 600, "7", sure=0.1),
        *line(5, 300, 700, "- Như trên"), *line(6, 300, 800, "·", sure=0.2),
    ]  # fmt: skip
    far = [*line(7, 300, 900, "SỞ"), *line(7, 500, 900, "-")]
    kept = cleaning.clean([*tokens, *far], page(), first=False)
    assert [token.text for token in kept] == ["UBND", "TỈNH", "MẪU", "7", "-", "Như", "trên", "SỞ"]


def test_the_stamp_of_an_office_it_came_through_is_no_text_of_it() -> None:
    image = page()
    brush = ImageDraw.Draw(image)
    brush.rectangle((200, 500, 800, 760), outline=0, width=8)
    brush.rectangle((1500, 500, 2000, 650), outline=0, width=8)
    tokens = [
        *line(1, 240, 560, "ĐẾN Số: 12 Ngày"),
        *line(2, 1560, 550, "HỎA TỐC"),
        *line(3, 900, 560, "QUYẾT ĐỊNH"),
    ]
    kept = [token.text for token in cleaning.clean(tokens, image, first=True)]
    assert kept == ["HỎA", "TỐC", "QUYẾT", "ĐỊNH"]
