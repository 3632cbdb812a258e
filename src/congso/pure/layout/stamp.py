"""The stamp of arrival "ĐẾN" (annex IV, part II, 1) and its place on a rendition of the arrived document.

The caller keeps the original: what is built here is a copy to look at, with every signature field flattened so
that no reader calls it a broken signature.
"""

import dataclasses
import datetime
import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
from PIL import Image

from congso.pure.layout.engine import RenderedDocument, compile_template
from congso.pure.layout.overlay import Placement, draw_over, open_pdf, page_image, shown_page, user_unit

STAMP_WIDTH_MM, STAMP_HEIGHT_MM = 50.0, 35.0
_MM = 72 / 25.4
_BLANK = 215
_GAP = 2.0 * _MM
_STEP = 3.0 * _MM
_SCALES = (1.0, 0.85, 0.7)


@dataclasses.dataclass(frozen=True)
class ArrivalStamp:
    """What the stamp says; an empty field shows dots to write on."""

    agency: str
    number: str = ""
    date: datetime.date | None = None
    time: datetime.time | None = None
    forwarded_to: str = ""
    file_symbol: str = ""


@dataclasses.dataclass(frozen=True)
class StampPosition:
    """Top-left corner on page 1 as displayed, in points from its top-left corner; `scale` 1 is 50 by 35 mm."""

    left: float
    top: float
    scale: float = 1.0


def render_stamp(stamp: ArrivalStamp) -> RenderedDocument:
    """The stamp as a one-page vector PDF of 50 by 35 mm without background."""
    return compile_template(
        "stamp",
        {
            "agency": stamp.agency,
            "number": stamp.number,
            "date": stamp.date.strftime("%d/%m/%Y") if stamp.date else "",
            "time": stamp.time.strftime("%H:%M") if stamp.time else "",
            "forwarded": stamp.forwarded_to,
            "file": stamp.file_symbol,
        },
        archival=False,
    )


def place_stamp(pdf: bytes, stamp: ArrivalStamp, position: StampPosition | None = None) -> bytes:
    """A rendition of `pdf` with the stamp on page 1, in blank space under number and subject when there is some.

    Raises UnreadablePdf (encrypted, broken, no page).
    """
    with open_pdf(pdf) as document:
        at = position or find_stamp_position(pdf)
        width, height = STAMP_WIDTH_MM * _MM * at.scale, STAMP_HEIGHT_MM * _MM * at.scale
        draw_over(document, 0, render_stamp(stamp).pdf, Placement(at.left, at.top, width, height))
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def find_stamp_position(pdf: bytes) -> StampPosition:
    """Where the stamp fits: left half under the number or "V/v", then anywhere in the upper part, each at up to
    70 % of its size; at worst the emptiest spot of the top margin.

    Raises UnreadablePdf.
    """
    with open_pdf(pdf) as document:
        unit = user_unit(document.pages[0])
    with shown_page(pdf) as page:
        width, height = (side * unit for side in page.get_size())
        image = page_image(page)
        top = _below_number(page) * unit
    ratio = image.width / width
    ink = image.point([255] * _BLANK + [0] * (256 - _BLANK))
    for scale in _SCALES:
        w, h = STAMP_WIDTH_MM * _MM * scale, STAMP_HEIGHT_MM * _MM * scale
        regions = ((4 * _MM, width * 0.52, top, height * 0.5), (4 * _MM, width - 4 * _MM, top, height * 0.62))
        for left, right, upper, lower in regions:
            for y in _rows(upper, lower - h):
                strip = _inked_columns(ink, y, h, ratio)
                for x in _columns(left, right - w):
                    if strip.find(1, *_span(x, w, ratio)) < 0:
                        return StampPosition(x, y, scale)
    return _top_margin(ink, ratio, width)


def _rows(top: float, bottom: float) -> Iterator[float]:
    """From the top down, 3 mm apart."""
    y = top
    while y <= bottom:
        yield y
        y += _STEP


def _columns(left: float, right: float) -> list[float]:
    """From the middle of the region outwards to its left, then to its right, 3 mm apart."""
    columns = [left + i * _STEP for i in range(int((right - left) / _STEP) + 1)] if right >= left else []
    middle = (left + right) / 2
    return sorted(columns, key=lambda x: (abs(x - middle), x))


def _span(start: float, length: float, ratio: float) -> tuple[int, int]:
    """Pixels from 2 mm before to 2 mm behind; `start` and `length` in points."""
    return max(int((start - _GAP) * ratio), 0), max(int((start + length + _GAP) * ratio), 0)


def _inked_columns(ink: Image.Image, y: float, h: float, ratio: float) -> bytes:
    """For each column of pixels, 1 when something is drawn in it between 2 mm above `y` and 2 mm below `y + h`."""
    upper, lower = _span(y, h, ratio)
    return bytes(ink.crop((0, upper, ink.width, min(lower, ink.height))).getprojection()[0])


def _top_margin(ink: Image.Image, ratio: float, width: float) -> StampPosition:
    """The spot with the fewest inked pixels."""
    scale = 0.5
    w, h = STAMP_WIDTH_MM * _MM * scale, STAMP_HEIGHT_MM * _MM * scale
    top = 1.0 * _MM
    upper, lower = _span(top, h, ratio)

    def inked(x: float) -> int:
        left, right = _span(x, w, ratio)
        crop = ink.crop((left, upper, min(right, ink.width), min(lower, ink.height)))
        return crop.histogram()[255]

    best = min(_columns(2 * _MM, max(width - w - 2 * _MM, 2 * _MM)), key=lambda x: (inked(x), x))
    return StampPosition(best, top, scale)


def _below_number(page: pypdfium2.PdfPage) -> float:
    """The foot of the line "Số: …" at the left of the page, from its top; an eighth of the page if unread."""
    fallback = float(page.get_height()) / 8
    if page.get_rotation():
        return fallback
    text = page.get_textpage()
    left, bottom, right, top = page.get_bbox()
    for index in range(min(text.count_rects(), 80)):
        box = text.get_rect(index)
        upper_left = box[0] < (left + right) / 2 and box[3] > bottom + (top - bottom) * 0.55
        if upper_left and text.get_text_bounded(*box).strip().startswith("Số"):
            return float(top - box[1]) + _GAP
    return fallback
