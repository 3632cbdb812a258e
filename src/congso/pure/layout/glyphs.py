"""What the shipped fonts can show: text is cleaned here before it reaches the typesetter.

PDF/A forbids a character without a glyph, so one emoji in a subject would otherwise stop the whole document.
"""

import functools
import pathlib
import re
import struct
import unicodedata

FONTS_DIR = pathlib.Path(__file__).parent / "fonts"
SUBSTITUTE = "□"
_ZWSP = "\u200b"
_LONG_WORD = 48
_BREAK_EVERY = 24
# Invisible and allowed: the typesetter drops these itself, or breaks lines at them.
_IGNORABLE = frozenset({0x200B, 0x2060, 0x00AD})
# Emoji modifiers, joiners and direction marks say nothing on paper; dropping them leaves no box behind.
_DROPPED = frozenset(
    {0x200C, 0x200D, 0xFEFF, *range(0xFE00, 0xFE10), *range(0x200E, 0x2010), *range(0x202A, 0x202F)}
)


def _cmap_offset(font: bytes) -> int:
    for index in range(struct.unpack(">H", font[4:6])[0]):
        tag, _, offset, _ = struct.unpack(">4sIII", font[12 + 16 * index : 28 + 16 * index])
        if tag == b"cmap":
            return int(offset) + int(struct.unpack(">I", font[offset + 8 : offset + 12])[0])
    raise ValueError("font without cmap table")


def font_coverage(font: bytes) -> frozenset[int]:
    """Code points that a TrueType font maps to a real glyph (first cmap subtable, format 4)."""
    at = _cmap_offset(font)
    segments = struct.unpack(">H", font[at + 6 : at + 8])[0] // 2
    words = struct.unpack(f">{4 * segments + 1}H", font[at + 14 : at + 16 + 8 * segments])
    ends, starts = words[:segments], words[segments + 1 : 2 * segments + 1]
    deltas, ranges = words[2 * segments + 1 : 3 * segments + 1], words[3 * segments + 1 :]
    ranges_at = at + 16 + 6 * segments
    found: set[int] = set()
    for i in range(segments):
        for code in range(starts[i], ends[i] + 1):
            glyph = code
            if ranges[i]:
                cell = ranges_at + 2 * i + ranges[i] + 2 * (code - starts[i])
                glyph = struct.unpack(">H", font[cell : cell + 2])[0]
            if glyph and (glyph + deltas[i]) & 0xFFFF and code != 0xFFFF:
                found.add(code)
    return frozenset(found)


@functools.cache
def covered() -> frozenset[int]:
    """Code points present in all four faces that the product ships (no private use: PDF/A-2u refuses it)."""
    faces = [font_coverage(path.read_bytes()) for path in sorted(FONTS_DIR.glob("*.ttf"))]
    return frozenset(c for c in frozenset.intersection(*faces) if unicodedata.category(chr(c)) != "Co")


def missing_characters(text: str) -> frozenset[str]:
    """Characters of `text` that would print as a box: the screen may warn of them before issue."""
    known = covered()
    return frozenset(
        c
        for c in unicodedata.normalize("NFC", text)
        if ord(c) not in known and ord(c) not in _IGNORABLE and ord(c) not in _DROPPED and c.isprintable()
    )


def clean(text: str) -> str:
    """NFC, one line, no control characters, every character printable with the shipped fonts.

    Tabs, line ends and runs of spaces become one space (no-break spaces stay). Very long words get break chances.
    """
    text = unicodedata.normalize("NFC", text)
    if not text.isascii() or not text.isprintable():
        text = _replace_unknown(text)
    text = re.sub(r" {2,}", " ", text)
    return re.sub(rf"[^\s{_ZWSP}]{{{_LONG_WORD},}}", _with_breaks, text)


def _replace_unknown(text: str) -> str:
    known = covered()
    out: list[str] = []
    for char in text:
        code = ord(char)
        if (code in known and char.isprintable()) or code in _IGNORABLE or code == 0xA0:
            out.append(char)
        elif char.isspace():
            out.append(" ")
        elif code not in _DROPPED and unicodedata.category(char) not in {"Cc", "Cs", "Cn", "Mn", "Me"}:
            out.append(SUBSTITUTE)
    return "".join(out)


def _with_breaks(match: re.Match[str]) -> str:
    word = match.group()
    return _ZWSP.join(word[i : i + _BREAK_EVERY] for i in range(0, len(word), _BREAK_EVERY))
