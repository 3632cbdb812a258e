"""Numbers that signing tools paint: a number or a day that exists only as a picture in a signature's appearance.

Text in an appearance is read with the page (`pdf.py` flattens it); here the pictures are. They are printed digits,
so the reader of handwritten digits is quite sure of them; what it is not sure of is left out.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from PIL import Image

from congso.pure.reading.page_model import Page, Word
from congso.pure.reading.scans.ink import read_digits, threshold

_MOST_PIXELS: Final = 2_000_000
_LEAST_SURE: Final = 0.6
_HEIGHT: Final = 40  # of a digit on the picture that is read
_DARK: Final = 128
_WIDEST, _TALLEST = 260.0, 60.0  # of an appearance that may show a number, in points
_MOST_DIGITS: Final = 6


def painted_numbers(data: bytes, page: Page) -> list[Word]:
    """Words of digits painted on a page by signature fields; none of a file that cannot be taken apart or is turned."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            shown = pdf.pages[page.index]
            if int(shown.get("/Rotate", 0)) % 360:
                return []
            left, _, _, top = (float(value) for value in shown.cropbox)
            return [word for note in shown.get("/Annots", []) for word in _words(note, left, top)]
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, IndexError):
        return []


def _words(note: Any, left: float, top: float) -> Iterator[Word]:
    if note.get("/Subtype") != "/Widget" or "/AP" not in note:
        return
    x0, y0, x1, y1 = (float(value) for value in note["/Rect"])
    if not 0 < x1 - x0 < _WIDEST or not 0 < y1 - y0 < _TALLEST:
        return
    for picture in _pictures(note["/AP"].get("/N"), 3):
        said = _digits(picture)
        if said is not None:
            text, sure, (inner_left, inner_top, inner_right, inner_bottom) = said
            across, down = (x1 - x0) / picture.width, (y1 - y0) / picture.height
            yield Word(
                text,
                x0 - left + inner_left * across,
                top - y1 + inner_top * down,
                x0 - left + inner_right * across,
                top - y1 + inner_bottom * down,
                confidence=sure,
            )


def _pictures(form: Any, depth: int) -> Iterator[Image.Image]:
    """The pictures that a form draws; a form may draw another."""
    if not isinstance(form, pikepdf.Stream) or depth == 0:
        return
    inside = form.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
    for item in inside.values():
        if not isinstance(item, pikepdf.Stream):
            continue
        if item.get("/Subtype") == "/Form":
            yield from _pictures(item, depth - 1)
        elif int(item.get("/Width", 0)) * int(item.get("/Height", 0)) <= _MOST_PIXELS:
            try:
                yield pikepdf.PdfImage(item).as_pil_image()
            except (pikepdf.PdfError, NotImplementedError, OSError, ValueError):
                continue


def _digits(picture: Image.Image) -> tuple[str, float, tuple[int, int, int, int]] | None:
    """Digits of a picture that shows nothing else, how sure, and their box on it."""
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture.convert("RGB"), mask=picture.getchannel("A") if "A" in picture.getbands() else None)
    grey = white.convert("L")
    box = grey.point(lambda value: 255 if value < _DARK else 0).getbbox()
    if box is None:
        return None
    width, height = box[2] - box[0], box[3] - box[1]
    if not 0.2 * height < width < _MOST_DIGITS * height:
        return None
    scaled = grey.crop(box).resize((max(1, round(width * _HEIGHT / height)), _HEIGHT))
    sheet = Image.new("L", (scaled.width + _HEIGHT, 3 * _HEIGHT), 255)
    sheet.paste(scaled, (_HEIGHT // 2, round(0.9 * _HEIGHT)))
    said = read_digits(threshold(sheet), 0, sheet.width, _HEIGHT, lambda text: len(text) <= _MOST_DIGITS)
    if said is None or said.confidence < _LEAST_SURE:
        return None
    return said.text, said.confidence, box
