"""A picture of a page in, its positioned words out."""

import dataclasses
import re
from collections.abc import Sequence
from typing import Final

from PIL import Image

from congso.pure.reading.page_model import Page, Word, page_of_words
from congso.pure.reading.scans import engine
from congso.pure.reading.scans.cleaning import clean
from congso.pure.reading.scans.closing_pass import with_signature
from congso.pure.reading.scans.engine import Token
from congso.pure.reading.scans.framed import read_framed
from congso.pure.reading.scans.handwriting import reread
from congso.pure.reading.scans.pictures import (
    POINT,
    Frame,
    coloured_ink,
    slant_of,
    straightened,
    turned,
    without_colour,
)
from congso.pure.reading.text import alike
from congso.pure.reading.vocabulary import URGENCIES

SECONDS: Final = 60.0  # for one page; a page takes 2 to 6
_STAMP_SECONDS: Final = 15.0
_SURE_WORD: Final = 0.6
_UPRIGHT: Final = 0.45  # share of sure words under which the page may be lying on its side
_FEW_WORDS: Final = 15


@dataclasses.dataclass(frozen=True, slots=True)
class ScannedPage:
    """What was read on page `index` (from 0).

    `words` are in points on the upright, straightened picture; `frame` leads back to the page as shown. `stamps` is
    the text of coloured ink and of framed stamps, for the guard. `sure` is the share of words that the engine trusts, 0 on a page
    without words; `signer` the whole name under the signature, as one word.
    """

    index: int
    frame: Frame
    words: tuple[Word, ...]
    stamps: str
    sure: float
    signer: Word | None = None

    @property
    def page(self) -> Page:
        width, height = self.frame.read_size
        return page_of_words(self.index, width, height, self.words)

    @property
    def text(self) -> str:
        """The words line by line, for search and for the guard."""
        return "\n".join(line.text for line in self.page.lines)


def read_picture(
    image: Image.Image,
    index: int,
    size: tuple[float, float],
    *,
    stamps: bool = True,
    seconds: float = SECONDS,
) -> ScannedPage:
    """Read a page drawn at 300 dpi whose size in points is `size`. Raises engine.OcrFailed."""
    frame = Frame(*size)
    tokens, frame, upright = _recognised(image, frame, seconds)
    if _sure(tokens) < _UPRIGHT and (turn := engine.turn_of(without_colour(image))):
        again = _recognised(turned(image, turn), dataclasses.replace(frame, turn=turn), seconds)
        if _worth(again[0]) > _worth(tokens):
            tokens, frame, upright = again
    if index == 0:
        tokens = reread(tokens, upright.convert("L"))
    tokens, signer = with_signature(tokens, upright, seconds=seconds)
    kept = clean(tokens, upright, first=index == 0)
    stamped = _stamped(upright) if stamps and index == 0 else []
    urgent = _urgencies(stamped, kept)
    # What the page reader made of the same stamp goes.
    kept = [token for token in kept if not any(_covers(one, token) for one in urgent)]
    words = [_word(token) for token in [*kept, *urgent]]
    name = _word(signer) if signer is not None else None
    return ScannedPage(index, frame, tuple(words), _lines(stamped), _sure(tokens), name)


def _recognised(image: Image.Image, frame: Frame, seconds: float) -> tuple[list[Token], Frame, Image.Image]:
    slant = slant_of(image)
    upright = straightened(image, slant)
    tokens = engine.recognise(without_colour(upright), seconds=seconds)
    return tokens, dataclasses.replace(frame, slant=slant), upright


def _stamped(image: Image.Image) -> list[Token]:
    """What stamps say: those in a frame, and all that is coloured."""
    framed = read_framed(image, seconds=_STAMP_SECONDS)
    last = max((token.line for token in framed), default=0)
    ink = _read_ink(coloured_ink(image))
    return [*framed, *(dataclasses.replace(token, line=token.line + last) for token in ink)]


def _read_ink(ink: Image.Image | None) -> list[Token]:
    """Words in colour, scattered as they are; a failure here is no reason to lose the page."""
    if ink is None:
        return []
    try:
        return engine.recognise(ink, layout=11, seconds=_STAMP_SECONDS)
    except engine.OcrFailed:
        return []


def _by_line(tokens: Sequence[Token]) -> list[list[Token]]:
    lines = dict.fromkeys(token.line for token in tokens)
    return [[token for token in tokens if token.line == line] for line in lines]


def _lines(tokens: Sequence[Token]) -> str:
    return "\n".join(" ".join(token.text for token in line) for line in _by_line(tokens))


def _urgencies(stamped: Sequence[Token], tokens: Sequence[Token]) -> list[Token]:
    """Degrees of urgency among the stamps: words of the document although they are coloured (Decree 30, annex I, cell 10b)."""
    after = max((token.line for token in tokens), default=0) + 1
    return [
        dataclasses.replace(token, line=token.line + after)
        for line in _by_line(stamped)
        if any(alike(" ".join(token.text for token in line), degree) for degree in URGENCIES)
        for token in line
        if any(letter.isalpha() for letter in token.text)
    ]


def _covers(one: Token, other: Token) -> bool:
    """Does the middle of the other word lie in this one?"""
    x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
    return one.x0 <= x <= one.x1 and one.top <= y <= one.bottom


def _sure(tokens: Sequence[Token]) -> float:
    if len(tokens) < _FEW_WORDS:
        return 0.0 if not tokens else min(0.4, sum(one.confidence for one in tokens) / len(tokens))
    return sum(token.confidence >= _SURE_WORD for token in tokens) / len(tokens)


def _worth(tokens: Sequence[Token]) -> float:
    return sum(len(token.text) * token.confidence for token in tokens if token.confidence >= _SURE_WORD)


def mended(text: str) -> str:
    """Without frame lines hanging on; "gl" is no Vietnamese onset."""
    bare = text.strip("_|¬~ˆ`") or text
    return re.sub(r"(?<=[Gg])l(?=[^\W\d_])", "i", bare)


def _word(token: Token) -> Word:
    x0, y0, x1, y1 = (round(place * POINT, 1) for place in (token.x0, token.top, token.x1, token.bottom))
    return Word(mended(token.text), x0, y0, x1, y1, confidence=round(token.confidence, 3))
