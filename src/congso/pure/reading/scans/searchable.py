"""A searchable twin of a scanned PDF: every page as it is, and over it the words that were read, without any ink.

The words are drawn in no ink (text mode 3) by a font that says only through its ToUnicode map which letters it stands for,
so no font file is needed and every Vietnamese letter can be found and copied. The original is never touched.
"""

import io
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from congso.pure.reading.page_model import Box, Word
from congso.pure.reading.scans.pages import ScannedPage

_EM: Final = 1000
_HALF: Final = 500  # breadth of the glyph: each letter takes its share of the word's length
_MAP: Final = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
%s
endcmap CMapName currentdict /CMap defineresource pop end end"""


def searchable(pdf: bytes, pages: Sequence[ScannedPage]) -> bytes:
    """The PDF with an invisible text layer on these pages. Raises pikepdf.PdfError for what is no PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        letters = sorted({letter for page in pages for word in page.words for letter in word.text} | {" "})
        codes = {letter: code for code, letter in enumerate(letters, 1)}
        font = document.make_indirect(_font(document, letters))
        for page in pages:
            if page.index < len(document.pages):
                _lay(document, document.pages[page.index], page, codes, font)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def _font(document: pikepdf.Pdf, letters: Sequence[str]) -> Dictionary:
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/CongsoWords"),
        Flags=4,
        FontBBox=Array([0, -200, _HALF, 800]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=700,
        StemV=80,
    )
    glyphs = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/CongsoWords"),
        CIDSystemInfo=Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        FontDescriptor=document.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity,
        DW=_HALF,
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/CongsoWords"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([document.make_indirect(glyphs)]),
        ToUnicode=document.make_stream(_to_unicode(letters)),
    )


def _to_unicode(letters: Sequence[str]) -> bytes:
    lines = [f"<{code:04X}> <{letter.encode('utf-16-be').hex()}>" for code, letter in enumerate(letters, 1)]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    text = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (_MAP % text).encode("ascii")


def _lay(
    document: pikepdf.Pdf, page: pikepdf.Page, read: ScannedPage, codes: Mapping[str, int], font: Any
) -> None:
    name = page.add_resource(font, Name.Font)
    parts = " ".join(_word(word, read, page, codes, name) for word in read.words)
    # What the page left open (a scale, a turn) must not move the layer.
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q")
    page.contents_add(document.make_stream(f"q BT 3 Tr {parts} ET Q".encode("ascii")))


def _word(word: Word, read: ScannedPage, page: pikepdf.Page, codes: Mapping[str, int], name: Name) -> str:
    left = _user(read, page, word.x0, word.y1)
    right = _user(read, page, word.x1, word.y1)
    size = max(word.y1 - word.y0, 1.0)
    lean = math.atan2(right[1] - left[1], right[0] - left[0])
    stretch = 100 * math.dist(left, right) / max(len(word.text) * size * _HALF / _EM, 0.01)
    cos, sin = math.cos(lean), math.sin(lean)
    place = f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {left[0]:.2f} {left[1]:.2f} Tm"
    letters = "".join(f"{codes[letter]:04X}" for letter in f"{word.text} ")
    return f"{name} {size:.2f} Tf {stretch:.2f} Tz {place} <{letters}> Tj"


def _user(read: ScannedPage, page: pikepdf.Page, x: float, y: float) -> tuple[float, float]:
    """A place on the picture read, in the page's own coordinates."""
    shown = read.frame.shown(Box(read.index, x, y, x, y))
    x0, y0, x1, y1 = (float(side) for side in page.cropbox)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    if turn == 90:
        return x0 + shown.y0, y0 + shown.x0
    if turn == 180:
        return x1 - shown.x0, y0 + shown.y0
    if turn == 270:
        return x1 - shown.y0, y1 - shown.x0
    return x0 + shown.x0, y1 - shown.y0
