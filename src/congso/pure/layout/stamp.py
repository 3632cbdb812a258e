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
    for scale in _SCALES:
        w, h = STAMP_WIDTH_MM * _MM * scale, STAMP_HEIGHT_MM * _MM * scale
        regions = ((4 * _MM, width * 0.52, top, height * 0.5), (4 * _MM, width - 4 * _MM, top, height * 0.62))
        for left, right, upper, lower in regions:
            for x, y in _spots(left, right - w, upper, lower - h):
                if _darkness(image, (x, y, w, h), ratio) == 0:
                    return StampPosition(x, y, scale)
    return _top_margin(image, ratio, width)


def _spots(left: float, right: float, top: float, bottom: float) -> Iterator[tuple[float, float]]:
    """From the top down, in each row from the middle of the region outwards to its left, then to its right."""
    step = 3 * _MM
    columns = [left + i * step for i in range(int((right - left) / step) + 1)] if right >= left else []
    middle = (left + right) / 2
    columns.sort(key=lambda x: (abs(x - middle), x))
    y = top
    while y <= bottom:
        for x in columns:
            yield x, y
        y += step


def _darkness(image: Image.Image, spot: tuple[float, float, float, float], ratio: float) -> int:
    """0 when nothing is drawn in the spot (points) and 2 mm around it, else how dark it is."""
    x, y, w, h = spot
    box = tuple(int(v * ratio) for v in (x - _GAP, y - _GAP, x + w + _GAP, y + h + _GAP))
    crop = image.crop((max(box[0], 0), max(box[1], 0), min(box[2], image.width), min(box[3], image.height)))
    darkest = crop.getextrema()[0]
    if isinstance(darkest, int | float) and darkest >= _BLANK:
        return 0
    histogram = crop.histogram()
    return 1 + sum(histogram[:_BLANK])


def _top_margin(image: Image.Image, ratio: float, width: float) -> StampPosition:
    scale = 0.5
    w, h = STAMP_WIDTH_MM * _MM * scale, STAMP_HEIGHT_MM * _MM * scale
    top = 1.0 * _MM
    spots = [(x, y) for x, y in _spots(2 * _MM, max(width - w - 2 * _MM, 2 * _MM), top, top)]
    best = min(spots, key=lambda s: (_darkness(image, (s[0], s[1], w, h), ratio), s[0]))
    return StampPosition(best[0], best[1], scale)


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
