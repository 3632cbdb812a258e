"""Tinos for the form fields: embedded once before the first signature, written with glyph numbers afterwards.

pyHanko's own font embedding needs a shaping library and its text stamps garble stacked Vietnamese marks. A carrier
page set by Typst holds the subset, its widths and its character map; the appearances of the fields use those.
"""

import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from congso.signing.pades.errors import CHARACTER_MISSING, SignatureRefused
from congso.signing.pades.typeset import quoted, typeset

PLAIN: Final = "".join(chr(code) for code in range(0x20, 0x7F)) + "Đđ"
LETTERS: Final = (
    PLAIN
    + "ĂÂÊÔƠƯăâêôơưÀÁÃÈÉÌÍÒÓÕÙÚÝàáãèéìíòóõùúýĨĩŨũ"
    + "".join(chr(code) for code in range(0x1EA0, 0x1EFA))
)
_MAPPING = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>")


@dataclass(frozen=True)
class Face:
    """One embedded subset. `name` is its key in the form's resources, `font` belongs to the carrier's reader."""

    name: str
    font: generic.DictionaryObject
    glyphs: dict[str, int]
    widths: dict[int, float]

    def encode(self, text: str) -> bytes:
        """Glyph numbers as the hexadecimal string of a `Tj`; SignatureRefused for a letter outside the subset."""
        missing = sorted(set(text) - self.glyphs.keys())
        if missing:
            raise SignatureRefused(CHARACTER_MISSING, " ".join(f"U+{ord(letter):04X}" for letter in missing))
        return b"<" + b"".join(b"%04X" % self.glyphs[letter] for letter in text) + b">"

    def width(self, text: str, size: float) -> float:
        """Advance of `text` in points."""
        return sum(self.widths[self.glyphs[letter]] for letter in text if letter in self.glyphs) * size / 1000


@cache
def upright() -> Face:
    """Tinos with every Vietnamese letter, for the number."""
    return _carry("TinosR", "normal", LETTERS)


@cache
def italic() -> Face:
    """Tinos Italic for the date, and for the number where an appendix repeats it: letters of ASCII and Đ."""
    return _carry("TinosI", "italic", PLAIN)


def _carry(name: str, style: str, letters: str) -> Face:
    source = (
        "#set page(width: 600pt, height: 600pt, margin: 2pt)\n"
        f'#set text(font: "Tinos", style: "{style}", size: 8pt, ligatures: false, hyphenate: false, kerning: false)\n'
        f"#text({quoted(letters)})"
    )
    pdf = typeset(source)
    page = PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"][0].get_object()
    (font,) = (entry.get_object() for entry in page["/Resources"]["/Font"].values())
    glyphs = {chr(int(text, 16)): int(glyph, 16) for glyph, text in _MAPPING.findall(font["/ToUnicode"].data)}
    descendant = font["/DescendantFonts"][0].get_object()
    return Face(name=name, font=font, glyphs=glyphs, widths=_widths(descendant["/W"]))


def _widths(entries: generic.ArrayObject) -> dict[int, float]:
    """Reads the form `first last width` of ISO 32000-1, 9.7.4.3, the one that Typst writes."""
    numbers = [float(entry) for entry in entries]
    return {
        glyph: width
        for first, last, width in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        for glyph in range(int(first), int(last) + 1)
    }
