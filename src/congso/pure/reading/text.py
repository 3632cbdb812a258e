"""Text as rules compare it: folded letter by letter, without blanks, and alike in spite of a few wrong letters."""

import difflib
import functools
import re
import unicodedata

from congso.pure.vietnamese import nfc

_LOOKALIKES = str.maketrans({"ð": "đ", "Ð": "Đ", "Ɖ": "Đ", "ɖ": "đ", "⁄": "/", "∕": "/"})
# Hyphens and dashes of every kind, and the bullets that Word draws with symbol fonts.
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−―\u00ad\uf02d\uf0be\uf0b7\uf0a7\uf0d8\uf076", "-"))
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_RULED = re.compile(r"[-_–—=*.·•…~\s]{3,}")
_DOTS = re.compile(r"[.…_·]{2,}|…")


@functools.lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return "d" if base in "đð" else base if len(base) == 1 else letter


def plain(text: str) -> str:
    """Lower case without marks, letter for letter: places found in the result hold in the text (given in NFC)."""
    return "".join(map(_plain_letter, text))


def compact(text: str) -> str:
    """Only the folded letters and digits: spaced-out headings and broken words compare equal to whole ones."""
    return "".join(letter for letter in plain(text) if letter.isalnum())


def tidy(text: str) -> str:
    """NFC, one kind of dash (bullets of symbol fonts count as such), single blanks, the lookalikes of Đ and of the slash mended."""
    return _BLANKS.sub(" ", nfc(text).translate(_LOOKALIKES).translate(_DASHES)).strip()


def without_dots(text: str) -> str:
    """Without the dotted lines that stand for what is to be filled in."""
    return _DOTS.sub(" ", text)


def alike(text: str, other: str, least: float = 0.85) -> bool:
    """Are the texts equal but for a few letters (an OCR engine's slips)? Blanks and marks do not count."""
    return likeness_of(compact(text), compact(other), least) > 0


def likeness_of(one: str, two: str, least: float) -> float:
    """The share of letters that two compact texts have in common, 0 when it falls short of `least`."""
    if one == two:
        return 1.0
    longer = max(len(one), len(two))
    # Most pairs differ too much in length to reach the share: that is told without comparing them.
    if longer < 5 or 2 * min(len(one), len(two)) < least * (len(one) + len(two)):
        return 0.0
    matcher = difflib.SequenceMatcher(None, one, two, autojunk=False)
    if matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def is_upper(text: str, least: float = 0.8) -> bool:
    """Are nearly all letters capitals? Text without letters is not."""
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) >= least * letters


def is_rule(text: str) -> bool:
    """A line drawn with dashes, stars or dots; a single star separates the heading of party documents."""
    return text.strip() in {"*", "-", "_", "--", "**", "__"} or bool(_RULED.fullmatch(text))
