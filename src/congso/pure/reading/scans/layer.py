"""Is the text that a PDF carries worth anything? Scanners of foreign make add layers in which no Vietnamese word stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from congso.pure.reading.result import TextLayer
from congso.pure.vietnamese import fold, nfc

_FEW: Final = (
    12  # letters; fewer on a page that is a picture: a scan with a page number or a signature's name
)
_ENOUGH: Final = 15  # words from which the shares mean something
_MARKED: Final = 0.5  # born-digital official texts have 0.8 to 0.9, the layers of scanners 0 to 0.25
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_PICTURE: Final = 0.5


@dataclass(frozen=True, slots=True)
class PageLook:
    """The text of a page, and the share of it that its largest picture covers (0 to 1)."""

    text: str
    picture: float


def is_poor(text: str) -> bool:
    """Too few words with Vietnamese marks for a Vietnamese text."""
    words = _WORD.findall(nfc(text).lower())
    marked = sum(fold(word) != word for word in words)
    return len(words) >= _ENOUGH and marked < _MARKED * len(words)


def is_scan(look: PageLook) -> bool:
    """Must the page be read by eye: is it a picture with no text, with a few words beside it, or with a useless layer?"""
    if look.picture < _PICTURE:
        return False
    return len(_WORD.findall(look.text)) < 40 or is_poor(look.text)


def judge(looks: Sequence[PageLook]) -> TextLayer:
    """yes: text to be read as it is; poor: a layer nobody can read; none; partial: some pages or words only."""
    scans = [look for look in looks if is_scan(look)]
    if not scans:
        return "yes"
    if any(is_poor(look.text) for look in scans):
        return "poor"
    letters = sum(character.isalpha() for look in looks for character in look.text)
    return "none" if letters < _FEW else "partial"
