"""Where words stand on the pages of a PDF, so that a reader who comes from a search sees them lit."""

import ctypes
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from congso.files.inspector.results import Bad
from congso.pure import search

Box = tuple[float, float, float, float]  # left, top, width, height as parts of the page as shown
_PAGES: Final = 400
_PLACES: Final = 500
_SECONDS: Final = 6.0
_SCALE: Final = 1_000_000


def find(path: Path, asked: str) -> list[dict[str, Any]]:
    """Places of the words, phrases and numbers of a question: {"page", "boxes": one a line, "exact": marks agree}.

    The first few hundred pages and places; none where there are no words. Raises Bad files.damaged.
    """
    question = search.parse(asked)
    if question.empty:
        return []
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise Bad("files.damaged") from error
    found: list[dict[str, Any]] = []
    stop = time.monotonic() + _SECONDS
    try:
        for number in range(min(len(document), _PAGES)):
            if len(found) >= _PLACES or time.monotonic() > stop:
                break
            found += _on_page(document[number], number + 1, question)
    finally:
        document.close()
    return found[:_PLACES]


def _on_page(page: pdfium.PdfPage, number: int, question: search.Question) -> list[dict[str, Any]]:
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        text, starts = composed([pdfium_c.FPDFText_GetUnicode(textpage, index) for index in range(count)])
        places = []
        for start, end, exact in joined(text, search.matches(text, question)):
            boxes = _boxes(page, textpage, starts[start], starts[end])
            if boxes:
                places.append({"page": number, "boxes": boxes, "exact": exact})
        return places
    finally:
        textpage.close()
        page.close()


def joined(text: str, matches: Sequence[tuple[int, int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Words found side by side are one place: (start, end, whether the marks of all of them agree)."""
    found: list[tuple[int, int, bool]] = []
    for start, end, _term, exact in matches:
        if found and text[found[-1][1] : start].isspace():
            found[-1] = (found[-1][0], end, found[-1][2] and exact)
        else:
            found.append((start, end, exact))
    return found


def composed(codes: Sequence[int]) -> tuple[str, list[int]]:
    """The letters of a page in NFC, and for each of them (and for the end) the place of its first code."""
    letters: list[str] = []
    starts: list[int] = []
    for place, code in enumerate(codes):
        char = "-" if code in (0xFFFE, 2) else chr(code) if 0 < code < 0x110000 else " "
        joined = (
            unicodedata.normalize("NFC", letters[-1] + char)
            if letters and unicodedata.combining(char)
            else ""
        )
        if len(joined) == 1:
            letters[-1] = joined
        else:
            letters.append(char)
            starts.append(place)
    return "".join(letters), [*starts, len(codes)]


def _boxes(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, start: int, end: int) -> list[Box]:
    found = []
    for index in range(pdfium_c.FPDFText_CountRects(textpage, start, end - start)):
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        if pdfium_c.FPDFText_GetRect(textpage, index, left, top, right, bottom):
            found.append(_shown(page, (left.value, top.value, right.value, bottom.value)))
    return found


def _shown(page: pdfium.PdfPage, rect: tuple[float, float, float, float]) -> Box:
    """From points of the sheet to parts of the page as it is turned and cropped for the reader."""
    left, top, right, bottom = rect
    (x1, y1), (x2, y2) = _device(page, left, top), _device(page, right, bottom)
    x, y = min(x1, x2), min(y1, y2)
    return round(x, 5), round(y, 5), round(abs(x2 - x1), 5), round(abs(y2 - y1), 5)


def _device(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, _SCALE, _SCALE, 0, x, y, across, down)
    return across.value / _SCALE, down.value / _SCALE
