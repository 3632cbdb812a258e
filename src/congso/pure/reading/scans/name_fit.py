"""A surname under seal or pen, told by its shape: what lies over a word only adds ink, so the right word's letters are all there.

The part of the name that was read gives weight, size, slope and place. Each surname of a list is then drawn before it, in the
face that the decree asks for, and laid over the picture.
"""

import functools
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFont

from congso.pure.layout import FONTS_DIR
from congso.pure.reading.scans.ink import threshold

# Written with their marks. The commonest (about 95 % of people).
WRITTEN: Final = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi",
    "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đào", "Đoàn", "Vương", "Trịnh", "Trương", "Đinh",
    "Lâm", "Phùng", "Mai", "Tô", "Hà", "Tạ", "Cao", "Lương", "Lưu", "Thái", "Châu",
    "Chu", "Quách", "La", "Kiều", "Nghiêm", "Từ", "Tống", "Văn", "Giang", "Bạch", "Nông",
    "Triệu", "Hứa", "Mã", "Sầm", "Lò", "Thạch",
)  # fmt: skip
# Not a person in a hundred has one of these: they must fit better than a common one that looks alike.
_RARE: Final = frozenset(
    [
        "Khuất", "Doãn", "Lục", "Đàm", "Tăng", "Mạc", "Phí", "Cù", "Thân", "Tôn", "Lại", "Khổng", "Bế", "Quàng",
        "Cầm", "Lường", "Giàng", "Vừ", "Sùng", "Hạng", "Đồng", "Ninh", "Uông", "Tiêu", "Thẩm", "Kha",
        "Lỗ", "Lầu", "Thào", "Hầu", "Đậu", "Khúc", "Trà", "Viên", "Danh", "Sơn", "Mẫn", "Nhữ", "Chử", "Ngụy", "Hán",
    ]
)  # fmt: skip
# What else stands before a name: ranks and degrees look like surnames when the seal lies over them.
_NO_NAMES: Final = ("tướng", "tá", "úy", "sĩ", "TS.", "ThS.", "PGS.", "BS.", "KS.", "ký:", "Ông", "Bà")
_RARELY: Final = 0.04  # by which share of the score
# Common words between surname and given name; surnames stand there too.
MIDDLE: Final = (
    *WRITTEN,
    "Thị", "Minh", "Hữu", "Đức", "Ngọc", "Thanh", "Quang", "Xuân", "Công", "Hồng", "Kim", "Thu", "Tấn", "Trọng",
    "Anh", "Tuấn", "Hải", "Phương", "Bích", "Mỹ", "Quốc", "Thành", "Đình", "Viết", "Bá", "Duy", "Sỹ", "Thế", "Tiến",
    "Trung", "Việt", "Gia", "Khắc", "Như", "Nhật", "Phú", "Phước", "Tam", "Thiện", "Thúy", "Trúc", "Tường", "Hoài",
    "Hùng", "Mạnh", "Nam", "Chí", "Đăng", "Quý", "Sinh", "Bảo", "Diệu", "Hòa", "Khánh", "Lệ", "Thùy", "Tất", "Vĩnh",
)  # fmt: skip
WOMAN: Final = "Thị"
SURNAMES: Final = (*WRITTEN, *sorted(_RARE))
_WEIGHTS: Final = ("Bold", "Regular")
# What a dot of a letter says for the word, in nats: on ink, and on white paper.
_COVERED: Final = 1.3
_BARE: Final = -2.7
_SIZES: Final = (0.94, 0.97, 1.0, 1.03, 1.06)
_LEANS: Final = (-0.036, -0.024, -0.012, 0.0, 0.012, 0.024, 0.036)
_SMALLEST, _LARGEST = 30, 100  # of the letters, in pixels to the em: 7 to 24 points
_LEFT: Final = 6.5  # ems: room for a surname before the part that was read
_LEAST_COVER: Final = 0.72
_FINALISTS: Final = 8


@dataclass(frozen=True, slots=True)
class Part:
    """The words of a name that were read, in pixels of the picture; `slope` is that of their line."""

    text: str
    x0: int
    x1: int
    base: float
    slope: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """The surname that fits best before a part. `cover`: share of its dots that lie on ink; `lead`: over the next best, 0 to 1.

    `match` says how well the part's own words fit the picture, in nats; `width` is that of the surname in pixels.
    """

    surname: str
    cover: float
    lead: float
    match: float
    width: int


@functools.lru_cache(maxsize=64)
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS_DIR / f"Tinos-{weight}.ttf"), size)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A word drawn: ink 255; `left` and `top` lead from the pen's start on the base line to its corner."""

    dots: Image.Image
    left: int
    top: int
    count: int


@functools.lru_cache(maxsize=1024)
def _shape(weight: str, size: int, text: str) -> _Shape:
    font = _font(weight, size)
    left, top, right, bottom = (round(side) for side in font.getbbox(text, anchor="ls"))
    drawn = Image.new("L", (max(right - left, 1), max(bottom - top, 1)), 0)
    ImageDraw.Draw(drawn).text((-left, -top), text, font=font, fill=255, anchor="ls")
    dots = drawn.point(lambda value: 255 if value > 127 else 0)
    return _Shape(dots, left, top, dots.histogram()[255])


def _said(ink: Image.Image, shape: _Shape, x: int, base: int) -> tuple[float, float]:
    """What the ink says for a word whose pen starts at `x`, in nats, and the share of its dots on ink."""
    left, top = x + shape.left, base + shape.top
    under = ink.crop((left, top, left + shape.dots.width, top + shape.dots.height))
    hit = ImageChops.darker(under, shape.dots).histogram()[255]
    return _COVERED * hit + _BARE * (shape.count - hit), hit / max(shape.count, 1)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where and how a part stands on the picture made level."""

    ink: Image.Image
    weight: str
    size: int
    x: int
    base: int
    match: float


def surname_before(picture: Image.Image, part: Part, names: Sequence[str] = SURNAMES) -> Fitted | None:
    """The surname (of `names`) that stands before the part; None where none of them does, or a rank or degree."""
    place = _placed(picture, part)
    if place is None or place.match <= 0:
        return None
    tried = (*names, *_NO_NAMES)
    rough = sorted(((_before(place, name, 4)[0], name) for name in tried), reverse=True)
    scores = sorted(((*_before(place, name, 1), name) for _, name in rough[:_FINALISTS]), reverse=True)
    (best, cover, name), others = scores[0], scores[1:]
    if best <= 0 or cover < _LEAST_COVER or name in _NO_NAMES:
        return None
    second = max([0.0, *(score for score, _, _ in others)])
    width = _font(place.weight, place.size).getlength(f"{name} ")
    return Fitted(name, cover, (best - second) / best, place.match, round(width))


def _before(place: _Place, name: str, step: int) -> tuple[float, float]:
    """What the ink says for a name before the part, and the share of its dots on ink; tried `step` dots apart."""
    length = _font(place.weight, place.size).getlength(f"{name} ")
    shape, start = _shape(place.weight, place.size, name), round(place.x - length)
    room = max(2, place.size // 6)
    said, cover = max(
        _said(place.ink, shape, start + dx, place.base + dy)
        for dx in range(-room, room + 1, step)
        for dy in range(-6, 7, max(step - 1, 2))
    )
    return said - (abs(said) * _RARELY if name in _RARE else 0.0), cover


def _placed(picture: Image.Image, part: Part) -> _Place | None:
    """The part found again on the picture: the likeliest weight, size, slope and place."""
    em = (part.x1 - part.x0) / max(_shape("Bold", 100, part.text).dots.width, 1) * 100
    if not _SMALLEST <= em <= _LARGEST:
        return None
    left, top = round(part.x0 - _LEFT * em), round(part.base - 1.8 * em)
    x0, base = part.x0 - left, round(part.base) - top
    # Outside the picture is white paper.
    frame = (left, top, round(part.x1 + em), round(part.base + 1.2 * em))
    paper = Image.new("L", (frame[2] - left, frame[3] - top), 255)
    inside = (max(left, 0), max(top, 0), min(frame[2], picture.width), min(frame[3], picture.height))
    paper.paste(picture.crop(inside), (inside[0] - left, inside[1] - top))
    ink = threshold(paper)
    levels = [_level(ink, part.slope + lean, (x0, base)) for lean in _LEANS]
    sizes = [round(em * share) for share in _SIZES]
    first = max(
        (_best(level, "Bold", part.text, sizes[1::2], _tries(x0, base, 12, 4)) for level in levels),
        key=lambda place: place.match,
    )
    near = _tries(first.x + _shape("Bold", first.size, part.text).left, first.base, 4, 2)
    return max(
        (_best(first.ink, weight, part.text, sizes, near) for weight in _WEIGHTS),
        key=lambda place: place.match,
    )


def _level(ink: Image.Image, slope: float, centre: tuple[int, int]) -> Image.Image:
    angle = math.degrees(math.atan(slope))
    turned = ink.rotate(angle, Image.Resampling.BILINEAR, center=centre, fillcolor=0)
    return turned.point(lambda value: 255 if value > 127 else 0)


def _tries(x: int, base: int, reach: int, step: int) -> list[tuple[int, int]]:
    offsets = range(-reach, reach + 1, step)
    return [(x + dx, base + dy) for dx, dy in itertools.product(offsets, offsets)]


def _best(
    ink: Image.Image, weight: str, text: str, sizes: Sequence[int], tries: Sequence[tuple[int, int]]
) -> _Place:
    """The likeliest size and place; `tries` are places of the left end of the ink and of the base line."""
    return max(
        (
            _Place(ink, weight, size, x - shape.left, base, _said(ink, shape, x - shape.left, base)[0])
            for size in sizes
            for shape in (_shape(weight, size, text),)
            for x, base in tries
        ),
        key=lambda place: place.match,
    )
