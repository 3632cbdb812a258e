"""Two versions side by side: paragraphs matched, words marked. Pure values, no Django."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

# Beyond these a comparison would take seconds: the rest is shown without marks.
MOST_PARAGRAPHS: Final = 3000
MOST_WORDS: Final = 1500
# Two paragraphs less alike than this are one taken out and one put in, not one changed.
LEAST_ALIKE: Final = 0.35
_WORDS: Final = re.compile(r"\s+|[^\s\w]|\w+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look: `changed` ones are marked."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph on each side, empty where it is missing. `kind`: same, changed, removed, added."""

    kind: str
    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()


def compare(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Rows in the order of reading."""
    matcher = difflib.SequenceMatcher(None, before[:MOST_PARAGRAPHS], after[:MOST_PARAGRAPHS], autojunk=False)
    rows: list[Row] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            rows.extend(Row("same", (Piece(text),), (Piece(text),)) for text in before[a:b])
        else:
            rows.extend(_block(before[a:b], after[c:d]))
    return rows


def changes(rows: Sequence[Row]) -> int:
    """How many places differ."""
    return sum(row.kind != "same" for row in rows)


def _block(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    for number in range(max(len(before), len(after))):
        left = before[number] if number < len(before) else None
        right = after[number] if number < len(after) else None
        if left is not None and right is not None:
            yield from _pair(left, right)
        else:
            yield _alone(left, right)


def _alone(left: str | None, right: str | None) -> Row:
    if left is not None:
        return Row("removed", (Piece(left, changed=True),))
    return Row("added", (), (Piece(right or "", changed=True),))


def _pair(left: str, right: str) -> Iterator[Row]:
    one, other = _WORDS.findall(left), _WORDS.findall(right)
    if max(len(one), len(other)) > MOST_WORDS:
        yield Row("changed", (Piece(left, changed=True),), (Piece(right, changed=True),))
        return
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        yield Row("removed", (Piece(left, changed=True),))
        yield Row("added", (), (Piece(right, changed=True),))
        return
    lefts: list[Piece] = []
    rights: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        changed = kind != "equal"
        if b > a:
            lefts.append(Piece("".join(one[a:b]), changed))
        if d > c:
            rights.append(Piece("".join(other[c:d]), changed))
    yield Row("changed", tuple(lefts), tuple(rights))
