"""Stamps in a frame, of any colour: HỎA TỐC, KHẨN, MẬT (20 to 40 × 8 mm). The engine takes frame and word for a picture."""

from typing import Final

from PIL import Image, ImageChops

from congso.pure.reading.scans import engine
from congso.pure.reading.scans.cleaning import frames
from congso.pure.reading.scans.engine import Token

_LEAST: Final = (50, 18)  # in dots of a page at a quarter of its size: 17 × 6 mm
_TALLEST: Final = 240  # 20 mm; higher frames hold more than one line: arrival stamps, tables
_BORDER: Final = 24  # the frame itself, set a little askew
_MOST: Final = 4


def read_framed(image: Image.Image, *, seconds: float) -> list[Token]:
    """Words of the stamps on the upper half of a page, a line for each; a stamp that cannot be read is left out."""
    dark = _darkest(image)
    made: list[Token] = []
    low = [frame for frame in frames(dark, _LEAST) if frame[3] - frame[1] <= _TALLEST]
    for line, (left, top, right, bottom) in enumerate(low[:_MOST], 1):
        inside = (left + _BORDER, top + _BORDER, right - _BORDER, bottom - _BORDER)
        try:
            tokens = engine.recognise(dark.crop(inside), layout=7, seconds=seconds)
        except engine.OcrFailed:
            continue
        made += [token.moved(inside[0], inside[1], line=line) for token in tokens]
    return made


def _darkest(image: Image.Image) -> Image.Image:
    """Ink of every colour dark."""
    if image.mode != "RGB":
        return image
    red, green, blue = image.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)
