"""Where a document was signed: the round seal of a body, 32 to 36 mm wide, the only large open shape on a page of text."""

from typing import Final

from PIL import Image

from congso.pure.reading.scans.ink import pieces

GLANCE_DPI: Final = 50
_DARK: Final = 175
_SMALLEST: Final = 48  # dots at 50 dpi: 24 mm, for a faded ring
_WIDEST: Final = 200  # with the strokes of a signature that cross the ring
_TALLEST: Final = 130
_OPEN: Final = 0.45  # share of the shape's rectangle that is ink; pictures and tables' blocks have more


def has_seal(glance: Image.Image) -> bool:
    """Does a page drawn small (`GLANCE_DPI`, grey) bear something like a seal right of its left quarter?"""
    ink = glance.point(lambda value: 255 if value < _DARK else 0)
    for piece in pieces(ink):
        x0, y0, x1, y1 = piece.box
        wide, tall = x1 - x0, y1 - y0
        shaped = _SMALLEST <= wide <= _WIDEST and _SMALLEST <= tall <= _TALLEST
        if shaped and x0 > 0.25 * glance.width and piece.area < _OPEN * wide * tall:
            return True
    return False


def has_crossed_seal(glance: Image.Image) -> bool:
    """Does the right part of a page drawn small bear a seal, whatever pen strokes hang on it? Tables reach over its left edge."""
    for piece in pieces(glance.point(lambda value: 255 if value < _DARK else 0)):
        x0, y0, x1, y1 = piece.box
        wide, tall = x1 - x0, y1 - y0
        if (
            x0 > 1
            and wide >= _SMALLEST
            and _SMALLEST <= tall <= 2 * _TALLEST
            and piece.area < _OPEN * wide * tall
        ):
            return True
    return False
