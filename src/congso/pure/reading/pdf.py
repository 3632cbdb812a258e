"""Text of PDF files as pages of positioned words, through PDFium.

Only what rules need is looked at: a page's text comes in one call, boxes and fonts by word. Every caller holds
`PDFIUM_LOCK` (PDFium is not safe for threads); nothing of an open file leaves this module.
"""

import contextlib
import ctypes
import dataclasses
import math
import re
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

import pypdfium2
import pypdfium2.raw as pdfium

from congso.pure.layout import PDFIUM_LOCK
from congso.pure.reading.legacy import decoder_for, guess_decoder, keep
from congso.pure.reading.page_model import Page, Word, page_of_words
from congso.pure.reading.result import Unreadable
from congso.pure.reading.scans.source import picture_share
from congso.pure.vietnamese import nfc

# PDFium writes U+0002 for a hyphen at the end of a line and leaves the line break out.
_WORD = re.compile(r"[^\s\x00\x02\ufffe\uffff]+\x02?|\x02")
_LETTER = re.compile(r"[^\s\x00\x02\ufffe\uffff]|\x02")
_SLANT = math.radians(6)
_FONT_NAME_ROOM = 128
_WIDGET, _STAMP, _FREE_TEXT = pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT
_PASSWORD = pdfium.FPDF_ERR_PASSWORD


class PdfText:
    """An open PDF. Use it in a `with` block; the lock is held inside.

    Raises `Unreadable`: password, damaged, no_pages.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self.with_fields: set[int] = set()  # pages looked at on which annotations or form fields draw

    def __enter__(self) -> Self:
        PDFIUM_LOCK.acquire()
        try:
            self._document = pypdfium2.PdfDocument(self._data)
            if len(self._document) == 0:
                raise Unreadable("no_pages")
        except pypdfium2.PdfiumError as error:
            self._leave()
            code = "password" if getattr(error, "err_code", None) == _PASSWORD else "damaged"
            raise Unreadable(code) from error
        except Unreadable:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _leave(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None
        PDFIUM_LOCK.release()

    def __len__(self) -> int:
        return len(self._document)

    def page(self, index: int) -> Page:
        """The page's words with positions and fonts, appearances of annotations and form fields included.

        A page that cannot be loaded comes back empty.
        """
        return self.page_with(index, re.compile("")) or Page(index, 595.0, 842.0, ())

    def page_with(self, index: int, hint: re.Pattern[str]) -> Page | None:
        """The page when its text holds the hint: a cheap look, positions are asked for only then."""
        with _opened(self._document, index) as page:
            if page is None:
                return None
            if not _flatten(page):
                return _page(page, index, hint)
            self.with_fields.add(index)
        # The text of a flattened page is seen only after it was loaded again.
        with _opened(self._document, index) as page:
            return _page(page, index, hint)

    def picture_share(self, index: int) -> float:
        """Share of the page that its largest picture covers, 0 to 1; 0 for a page that cannot be loaded."""
        with _opened(self._document, index) as page:
            return picture_share(page) if page is not None else 0.0


@contextlib.contextmanager
def _opened(document: Any, index: int) -> Iterator[Any]:
    """The page, or None where it cannot be loaded."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        yield None
        return
    try:
        yield page
    finally:
        page.close()


def _flatten(page: Any) -> bool:
    """Draw what annotations show into the page (in memory): numbers can stand in a signature's appearance alone."""
    for at in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, at)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in {_WIDGET, _STAMP, _FREE_TEXT}:
            return bool(
                pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
            )
    return False


def _text(raw: Any) -> str:
    """The text with one character for each of the page's, whatever plane it is from."""
    count = pdfium.FPDFText_CountChars(raw)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(raw, 0, count, buffer)
    if written == count + 1:
        return "".join(map(chr, buffer[:count]))
    return "".join(chr(pdfium.FPDFText_GetUnicode(raw, at)) for at in range(count))


def _page(page: Any, index: int, hint: re.Pattern[str]) -> Page | None:
    text_page = page.get_textpage()
    try:
        text = _text(text_page.raw)
        if not hint.search(text):
            return None
        frame = _Frame(page)
        words = _decoded(list(_words(text_page.raw, text, frame)), text)
        # Letters of several fonts come piece by piece, and not in order.
        return page_of_words(index, frame.width, frame.height, words, mend=True)
    finally:
        text_page.close()


class _Frame:
    """From the page's own coordinates to points from the top left of the page as shown."""

    def __init__(self, page: Any) -> None:
        self.width, self.height = page.get_size()
        self.turns = page.get_rotation() // 90 % 4
        self._box = page.get_bbox()

    def place(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1."""
        x0, y0, x1, y1 = self._box
        if self.turns == 0:
            return left - x0, y1 - top, right - x0, y1 - bottom
        if self.turns == 1:
            return bottom - y0, left - x0, top - y0, right - x0
        if self.turns == 2:
            return x1 - right, bottom - y0, x1 - left, top - y0
        return y1 - top, x1 - right, y1 - bottom, x1 - left


def _words(raw: Any, text: str, frame: _Frame) -> Iterator[Word]:
    first, last = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    name = ctypes.create_string_buffer(_FONT_NAME_ROOM)
    flags = ctypes.c_int()
    upright = -math.pi / 2 * frame.turns
    for match in (_LETTER if _in_pieces(text) else _WORD).finditer(text):
        start, end = match.start(), match.end() - 1
        if _slanted(raw, start, upright):
            # A watermark across the page, or a note up its side.
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, start, first)
        pdfium.FPDFText_GetLooseCharBox(raw, end, last)
        length = pdfium.FPDFText_GetFontInfo(raw, start, name, _FONT_NAME_ROOM, flags)
        font = name.raw[: max(min(length, _FONT_NAME_ROOM) - 1, 0)].decode("utf-8", "replace")
        x0, y0, x1, y1 = frame.place(
            min(first.left, last.left),
            min(first.bottom, last.bottom),
            max(first.right, last.right),
            max(first.top, last.top),
        )
        shown = decoder_for(font)(match[0].replace("\x02", "-"))
        low = font.lower()
        yield Word(
            nfc(shown),
            x0,
            y0,
            x1,
            y1,
            bold="bold" in low or "black" in low or low.endswith(",b"),
            italic="italic" in low or "oblique" in low,
            size=(y1 - y0) * 0.87,
        )


def _in_pieces(text: str) -> bool:
    """Do the letters of words stand apart and out of order, as where one font lacks half of them?"""
    words = text.split()
    return sum(len(word) == 1 and word.isalpha() for word in words) > max(0.2 * len(words), 8)


def _decoded(words: list[Word], text: str) -> list[Word]:
    """Texts of an old encoding whose fonts do not say so."""
    decode = guess_decoder(text)
    if decode is keep:
        return words
    return [dataclasses.replace(word, text=nfc(decode(word.text))) for word in words]


def _slanted(raw: Any, at: int, upright: float) -> bool:
    """Does the base line leave the horizontal of the page as shown?"""
    if abs(math.remainder(pdfium.FPDFText_GetCharAngle(raw, at) + upright, 2 * math.pi)) <= _SLANT:
        return False
    # The angle PDFium gives counts the lean of slanted letters too; the matrix tells the base line alone.
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, at, matrix)
    return abs(math.remainder(math.atan2(matrix.b, matrix.a) + upright, 2 * math.pi)) > _SLANT
