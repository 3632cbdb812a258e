"""Small questions about the words of a line, asked by the finder of parts and by the rules."""

import re
from collections.abc import Iterable
from typing import Final

from congso.pure.layout.check.model import Line, Span, Spot
from congso.pure.vietnamese import fold

_FOOTNOTE: Final = re.compile(r"(?:\s*\[\d{1,3}\]|(?<=[;.,:])\s*\d{1,3})$")
EXCERPT: Final = 120


def key(text: str) -> str:
    """Folded letters and digits alone: what is compared when blanks and marks may be wrong."""
    return "".join(char for char in fold(text) if char.isalnum())


def flat(text: str) -> str:
    """Folded, single blanks."""
    return " ".join(fold(text).split())


def folded(line: Line) -> str:
    return flat(line.text)


def is_upper(text: str) -> bool:
    """Has letters, all of them capitals."""
    return text.upper() == text and any(char.isalpha() for char in text)


def upper_share(text: str) -> float:
    letters = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in letters) / len(letters) if letters else 0.0


def excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else f"{flat[: EXCERPT - 1]}…"


def without_footnote(text: str) -> str:
    """The text without the number of a footnote after its last mark."""
    return _FOOTNOTE.sub("", text.rstrip()).rstrip()


def joined(lines: Iterable[Line]) -> Line:
    """Lines, at least one, as one: words with a blank between, the place of all that stand on the first one's page."""
    every = list(lines)
    first, spans, spot = every[0], list(every[0].spans), every[0].spot
    for line in every[1:]:
        spans += [Span(" ", spans[-1].font, spans[-1].size), *line.spans]
        spot = _around(spot, line.spot)
    return Line(
        tuple(spans),
        spot,
        first.paragraph,
        first.side,
        any(line.stamp for line in every),
        first.table,
        first.listed,
    )


def _around(one: Spot | None, other: Spot | None) -> Spot | None:
    if one is None or other is None or one.page != other.page:
        return one
    return one.joined(other)


def excerpt_at(text: str, start: int) -> str:
    """The excerpt of a text that holds the word at `start`."""
    if len(text) <= EXCERPT:
        return excerpt(text)
    begin = max(start - EXCERPT // 3, 0)
    while begin and not text[begin - 1].isspace():
        begin -= 1
    return ("…" if begin else "") + excerpt(text[begin:])
