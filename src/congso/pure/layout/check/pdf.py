"""A PDF as sheets and lines: letters with their font, size and place, put together by where they stand."""

import ctypes
import dataclasses
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

import pypdfium2
import pypdfium2.raw as pdfium_c

from congso.pure.layout.check.model import MM, Line, PageNumber, Paper, Sheet, Span, Spot, UnreadablePaper
from congso.pure.layout.overlay import PDFIUM_LOCK, UnreadablePdf, open_pdf
from congso.pure.vietnamese import nfc

# A longer file is a book: its first pages hold every part the rules ask for.
MAX_PAGES: Final = 120
# Shares of the type size: what breaks a line in two, what is a blank between words.
_GAP, _COLUMN, _BLANK, _OVER = 1.6, 0.75, 0.14, 0.06
_SAME_LINE: Final = 0.4
_NOTHING: Final = frozenset({0xFFFE, 0x02, 0xAD, 0x0A, 0x0D, 0xFEFF, 0x200B})
_ASCENT, _DESCENT = 0.891, 0.216  # of Times New Roman
_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
_STYLE: Final = re.compile(r"(?:[-,\s]*(?:Bold|Italic|Oblique|Regular|PSMT|PS|MT))+$", re.IGNORECASE)
_HIDDEN_MODES: Final = (3, 7)
_FEW: Final = 20  # letters: fewer are no text layer
_PICTURE: Final = 0.75  # of the page's area: a scan
_NUMBER: Final = re.compile(r"(?:Trang\s+)?[-–]?\s*(\d{1,4})\s*[-–]?(?:\s*/\s*\d{1,4})?", re.IGNORECASE)
_EDGE: Final = 24 * MM
_ASIDE: Final = 14 * MM


@dataclasses.dataclass(frozen=True, slots=True)
class _Look:
    font: str
    size: float
    bold: bool
    italic: bool
    upright: bool
    hidden: bool


@dataclasses.dataclass(slots=True)
class _Letter:
    """`x0`, `x1` and the base line in points of the shown page, y downwards; `spaced`: a blank stands before it."""

    char: str
    x0: float
    x1: float
    base: float
    look: _Look
    spaced: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class _Frame:
    """From the page's own space to the page as shown."""

    left: float
    bottom: float
    width: float
    height: float
    turn: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        dx, dy = x - self.left, y - self.bottom
        if self.turn == 90:
            return dy, dx
        if self.turn == 180:
            return self.width - dx, dy
        if self.turn == 270:
            return self.height - dy, self.width - dx
        return dx, self.height - dy

    def upright(self, a: float, b: float) -> bool:
        """Whether letters whose base line runs along (a, b) stand upright for the reader."""
        x0, y0 = self.point(0, 0)
        x1, y1 = self.point(a, b)
        return x1 - x0 > 0 and abs(y1 - y0) < 0.1 * (x1 - x0)


def read_pdf(data: bytes) -> Paper:
    """Raises UnreadablePaper."""
    try:
        with open_pdf(data) as document:
            out = io.BytesIO()
            document.save(out)
    except UnreadablePdf as error:
        raise UnreadablePaper(error.code) from error
    with PDFIUM_LOCK:
        own = pypdfium2.PdfDocument(data)
        flattened = pypdfium2.PdfDocument(out.getvalue())
        try:
            return _paper(own, flattened)
        finally:
            flattened.close()
            own.close()


def _paper(own: pypdfium2.PdfDocument, flattened: pypdfium2.PdfDocument) -> Paper:
    sheets: list[Sheet] = []
    lines: list[Line] = []
    numbers: list[PageNumber] = []
    hidden = letters = 0
    for index in range(min(len(own), MAX_PAGES)):
        page = own[index]
        width, height = page.get_size()
        sheets.append(Sheet(width / MM, height / MM))
        found = list(_letters(page, _frame(page)))
        hidden += sum(letter.look.hidden for letter in found)
        letters += sum(not letter.char.isspace() for letter in found)
        inked = _inked(flattened[index], found) if pdfium_c.FPDFPage_GetAnnotCount(page.raw) else []
        rows = _lines(found, inked, index)
        number = _page_number(rows, sheets[-1], index)
        lines.extend(line for line in rows if number is None or line.spot is not number.spot)
        numbers.extend([number] if number else [])
    layer: Literal["yes", "none", "scan"] = "none" if letters < _FEW else "yes"
    if letters >= _FEW and (_is_picture(own[0]) or hidden * 2 > letters):
        layer = "scan"
    return Paper(
        source="pdf",
        sheets=tuple(sheets),
        lines=tuple(lines),
        text_layer=layer,
        pages=len(own),
        page_numbers=tuple(numbers),
    )


def _inked(flattened: pypdfium2.PdfPage, own: Sequence[_Letter]) -> list[_Letter]:
    """Letters drawn by annotations (the appearance of a signature): on the flattened page, not on the page itself."""
    known = {_mark_of(letter) for letter in own}
    return [letter for letter in _letters(flattened, _frame(flattened)) if _mark_of(letter) not in known]


def _mark_of(letter: _Letter) -> tuple[str, int, int]:
    return letter.char, round(letter.x0), round(letter.base)


def _frame(page: pypdfium2.PdfPage) -> _Frame:
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    return _Frame(left, bottom, right - left, top - bottom, page.get_rotation())


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    width, height = page.get_size()
    images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    boxes = [image.get_bounds() for image in images]
    return any((x1 - x0) * (y1 - y0) > _PICTURE * width * height for x0, y0, x1, y1 in boxes)


class _Looks:
    """The looks of a page's letters, asked once for each stretch drawn together."""

    def __init__(self, text: pypdfium2.PdfTextPage, frame: _Frame) -> None:
        self._raw = text.raw
        self._frame = frame
        self._known: dict[int, _Look] = {}
        self._fonts: dict[int, tuple[str, bool, bool]] = {}

    def of(self, index: int) -> _Look | None:
        """None for a blank that PDFium put in by itself."""
        handle = pdfium_c.FPDFText_GetTextObject(self._raw, index)
        if not handle:
            return None
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if key not in self._known:
            self._known[key] = self._read(index, handle)
        return self._known[key]

    def _read(self, index: int, handle: "ctypes._Pointer[ctypes.c_char]") -> _Look:
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self._raw, index, matrix)
        size = pdfium_c.FPDFText_GetFontSize(self._raw, index) * math.hypot(matrix.c, matrix.d)
        font, bold, italic = self._font(pdfium_c.FPDFTextObj_GetFont(handle))
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle)
        return _Look(
            font=font,
            size=round(size * 4) / 4,
            bold=bold or mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE,
            italic=italic,
            upright=self._frame.upright(matrix.a, matrix.b),
            hidden=mode in _HIDDEN_MODES,
        )

    def _font(self, handle: "ctypes._Pointer[ctypes.c_char]") -> tuple[str, bool, bool]:
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if key not in self._fonts:
            name = _font_name(handle)
            plain = name.lower()
            # By name alone: the weight and slant that a file declares are wrong in anonymous fonts ("CIDFont+F1").
            self._fonts[key] = family(name), "bold" in plain, "italic" in plain or "oblique" in plain
        return self._fonts[key]


def _font_name(handle: "ctypes._Pointer[ctypes.c_char]") -> str:
    buffer = ctypes.create_string_buffer(256)
    pdfium_c.FPDFFont_GetBaseFontName(handle, buffer, 256)
    return buffer.value.decode("utf-8", errors="replace")


def family(name: str) -> str:
    """ "BCDEEE+TimesNewRomanPS-BoldMT" as "TimesNewRoman": no mark of a subset, no style."""
    return _STYLE.sub("", _SUBSET.sub("", name)).strip()


def _letters(page: pypdfium2.PdfPage, frame: _Frame) -> Iterator[_Letter]:
    """Letters and the blanks that are written out; those that PDFium adds between words have no place."""
    text = page.get_textpage()
    looks = _Looks(text, frame)
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium_c.FS_RECTF()
    for index in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text.raw, index)
        look = looks.of(index)
        if look is None or not code or code in _NOTHING:
            continue
        pdfium_c.FPDFText_GetCharOrigin(text.raw, index, x, y)
        pdfium_c.FPDFText_GetLooseCharBox(text.raw, index, box)
        (xa, ya), (xb, yb) = frame.point(box.left, box.bottom), frame.point(box.right, box.top)
        base = frame.point(x.value, y.value)[1]
        yield _Letter(chr(code), min(xa, xb), max(xa, xb), base if ya != yb else yb, look)


def _lines(own: Iterable[_Letter], inked: Iterable[_Letter], page: int) -> list[Line]:
    """Letters in rows of one base line, cut where a gap is wider than any between words.

    The order in which a file draws says little: letters that the main font lacks come after the line they stand in.
    """
    lines = [_line(piece, page) for piece in _pieces(own)]
    lines += [dataclasses.replace(_line(piece, page), stamp=True) for piece in _pieces(inked)]
    return sorted(lines, key=lambda line: (line.at.y1, line.at.x0))


def _pieces(letters: Iterable[_Letter]) -> Iterator[list[_Letter]]:
    rows: list[list[_Letter]] = []
    read = (letter for letter in letters if letter.look.upright and not letter.look.hidden)
    for letter in sorted(read, key=lambda letter: (letter.base, letter.x0)):
        size = max(rows[-1][0].look.size, letter.look.size, 1) if rows else 0
        if rows and letter.base - rows[-1][0].base < _SAME_LINE * size:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    for row in rows:
        yield from _cut(sorted(row, key=lambda letter: (letter.x0, letter.x1)))


def _cut(row: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    piece: list[_Letter] = []
    blank = False
    for letter in row:
        if letter.char.isspace():
            # A blank without width is PDFium's guess between two strokes of the pen.
            blank = blank or letter.x1 - letter.x0 > 0.05 * letter.look.size
            continue
        if piece and not _is_mark(letter.char):
            before = piece[-1]
            if before.char == letter.char and letter.x0 < before.x1 - _OVER * letter.look.size:
                continue  # drawn twice to look bold, or a mark of its own that the file calls by the letter's name
            gap = letter.x0 - before.x1
            if gap > _gap(before.look, letter.look):
                yield piece
                piece, blank = [], False
            letter.spaced = bool(piece) and (blank or gap > _BLANK * letter.look.size)
        blank = False
        piece.append(letter)
    if piece:
        yield piece


def _gap(before: _Look, look: _Look) -> float:
    """The widest gap within a line: narrow where the look changes, which in one line it seldom does at a gap."""
    changes = before.bold != look.bold or abs(before.size - look.size) > 0.9
    return (_COLUMN if changes else _GAP) * max(before.size, look.size)


def _is_mark(char: str) -> bool:
    return 0x300 <= ord(char) <= 0x36F


def _line(row: Sequence[_Letter], page: int) -> Line:
    spans: list[Span] = []
    look, text = row[0].look, ""
    for letter in row:
        if letter.look != look:
            spans.append(_span(text, look))
            look, text = letter.look, ""
        text += " " * letter.spaced + letter.char
    spans.append(_span(text, look))
    size = max(letter.look.size for letter in row)
    base = max(row, key=lambda letter: letter.look.size).base
    spot = Spot(
        page,
        min(letter.x0 for letter in row),
        base - _ASCENT * size,
        max(letter.x1 for letter in row),
        base + _DESCENT * size,
    )
    return Line(_whole(spans), spot)


def _whole(spans: Sequence[Span]) -> tuple[Span, ...]:
    """A combining mark drawn in a look of its own goes back to its letter."""
    made: list[Span] = []
    for span in spans:
        if made and span.text and _is_mark(span.text[0]):
            before = made[-1]
            made[-1] = dataclasses.replace(before, text=nfc(before.text + span.text[0]))
            span = dataclasses.replace(span, text=span.text[1:])
        if span.text:
            made.append(span)
    return tuple(made)


def _span(text: str, look: _Look) -> Span:
    return Span(nfc(text), look.font, look.size, look.bold, look.italic)


def _page_number(lines: Sequence[Line], sheet: Sheet, page: int) -> PageNumber | None:
    """The highest or lowest line of a page when it is this page's number and nothing else."""
    width, height = sheet.width * MM, sheet.height * MM
    for line in lines:
        spot = line.at
        at_top, at_foot = spot.y1 < _EDGE, spot.y0 > height - _EDGE
        if not (at_top or at_foot) or line.stamp or not _NUMBER.fullmatch(line.text):
            continue
        alone = not any(other is not line and abs(other.at.y1 - spot.y1) < 4 for other in lines)
        if alone:
            middle = abs(spot.middle - width / 2) < _ASIDE
            return PageNumber("top" if at_top else "foot", middle, page, spot)
    return None
