"""Where a signature block is looked for: under the label, over it, without it, and on copies that say who signed."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PIL import Image, ImageDraw

from congso.pure.reading.scans import closing_pass, seal
from congso.pure.reading.scans.engine import Token
from congso.pure.reading.scans.name_search import Name
from congso.pure.reading.scans.tests.tokens import line

Asked = list[tuple[tuple[int, int, int, int], float | None]]
LABEL = line(1, 300, 2000, "Nơi nhận:")
TEXT = line(0, 300, 1500, "Sở Y tế đề nghị các đơn vị quan tâm thực hiện và báo cáo kết quả")


def page(*, sealed: bool = False, at: tuple[int, int] = (1500, 2250)) -> Image.Image:
    image = Image.new("L", (2480, 3508), 255)
    if sealed:
        x, y = at
        brush = ImageDraw.Draw(image)
        brush.ellipse((x - 210, y - 210, x + 210, y + 210), outline=0, width=9)
        brush.line((x, y, x + 900, y - 300), fill=0, width=6)
    return image


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Zones in which a name was looked for, with the middle of the title; the engine itself reads nothing anew."""
    zones: Asked = []

    def search(image: Image.Image, zone: Any, middle: float | None, *, seconds: float) -> Name:
        zones.append((zone, middle))
        return Name(("Lê", "Hoàng", "Anh"), 0.7, (1500, 2400, 1900, 2450))

    monkeypatch.setattr(closing_pass, "search", search)
    monkeypatch.setattr(closing_pass.engine, "recognise", lambda image, **more: [])
    return zones


def read(tokens: Sequence[Token], image: Image.Image) -> tuple[list[str], str | None]:
    made, signer = closing_pass.with_signature(tokens, image, seconds=5)
    return [token.text for token in made], signer.text if signer is not None else None


def test_a_name_is_looked_for_under_its_title(asked: Asked) -> None:
    words, signer = read([*TEXT, *LABEL, *line(2, 1600, 2010, "GIÁM ĐỐC")], page())
    assert signer == "Lê Hoàng Anh"
    assert words[-3:] == ["Lê", "Hoàng", "Anh"]
    (zone, middle), *_ = asked
    assert zone[1] == 2056
    assert middle is not None
    assert zone[0] < middle - 300


def test_a_block_over_the_label_begins_under_the_text(asked: Asked) -> None:
    _, signer = read([*TEXT, *LABEL, *line(2, 300, 2060, "- Như trên;")], page())
    assert signer == "Lê Hoàng Anh"
    assert asked[0][0][1] == 1546
    assert asked[0][1] is None


def test_a_block_far_over_the_label_is_not_looked_for(asked: Asked) -> None:
    far = [*line(0, 300, 600, " ".join(token.text for token in TEXT)), *LABEL]
    read(far, page())
    assert asked[0][0][1] == 2000 - 868


def test_a_block_whose_label_was_not_read_is_known_by_its_seal(asked: Asked) -> None:
    assert read(TEXT, page(sealed=True))[1] == "Lê Hoàng Anh"
    assert asked[0][0][1] == 1546


def test_without_label_and_seal_no_name_is_looked_for(asked: Asked) -> None:
    tokens = [*TEXT, *line(2, 1600, 2010, "GIÁM ĐỐC")]
    for words in (TEXT, tokens):
        assert read(words, page())[1] is None
    assert asked == []


def test_under_text_that_fills_the_page_there_is_no_room_for_a_name(asked: Asked) -> None:
    full = line(0, 300, 3300, " ".join(token.text for token in TEXT))
    assert read(full, page(sealed=True))[1] is None
    assert asked == []


def test_a_copy_says_who_signed_the_original(asked: Asked) -> None:
    tokens = [
        *LABEL,
        *line(2, 1400, 1900, "CHỦ TỊCH"),
        *line(3, 1300, 1960, "Đã ký: Nguyễn Thị kăm Ngân"),
        *line(4, 1400, 2200, "KT. CHỦ NHIỆM"),
    ]
    assert read(tokens, page())[1] == "Lê Hoàng Anh"
    ((zone, middle),) = asked
    assert zone[0] == 1300
    assert zone[1] < 1960 < zone[3] < 2100
    assert middle is None


def test_a_name_that_is_hardly_trusted_is_left_out(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    doubtful = Name(("Bộ", "Giao"), 0.1, (1500, 2400, 1700, 2450))
    monkeypatch.setattr(closing_pass, "search", lambda image, zone, middle, seconds: doubtful)
    assert read([*LABEL, *line(2, 1600, 2010, "GIÁM ĐỐC")], page())[1] is None


@pytest.mark.parametrize(("sure", "signer"), [(0.9, "Trần Văn Ba"), (0.2, "Lê Hoàng Anh")])
def test_the_strip_is_asked_where_the_search_is_in_doubt(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, sure: float, signer: str
) -> None:
    doubtful = Name(("Lê", "Hoàng", "Anh"), 0.4, (1500, 2400, 1900, 2450))
    strip = Name(("Trần", "Văn", "Ba"), sure, (1500, 2400, 1900, 2450))
    monkeypatch.setattr(closing_pass, "search", lambda image, zone, middle, seconds: doubtful)
    strips: Callable[..., Any] = lambda image, area, guesses, title, seconds: (None, strip)  # noqa: E731
    monkeypatch.setattr(closing_pass, "read_strips", strips)
    assert read([*LABEL, *line(2, 1600, 2010, "GIÁM ĐỐC")], page())[1] == signer


def test_a_crossed_seal_is_told_from_tables_and_specks() -> None:
    def small(image: Image.Image) -> Image.Image:
        return image.crop((900, 1600, 2480, 3000)).reduce(6)

    assert seal.has_crossed_seal(small(page(sealed=True)))
    assert not seal.has_crossed_seal(small(page()))
    table = page()
    brush = ImageDraw.Draw(table)
    brush.rectangle((300, 1700, 2300, 2400), outline=0, width=8)
    brush.rectangle((1400, 2600, 1460, 2660), fill=0)
    brush.rectangle((1600, 2500, 2000, 2900), fill=0)
    assert not seal.has_crossed_seal(small(table))
