"""The words of a document as two literals of tsvector: with marks (exact) and without (folded)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from congso.pure.numbering import normal_code
from congso.pure.vietnamese import clean, fold, fold_marks

Forms = tuple[str, str]  # a word with its marks, the same without

WORD: Final = re.compile(r"[^\W_]+")
# Lexeme of documents whose positions are not all kept (PostgreSQL keeps 256 a word, up to place 16383).
LONG: Final = "~"
_LAST_PLACE: Final = 16_383
_PLACES: Final = 255
_LONGEST: Final = 60  # letters of a word
_BYTES: Final = 900_000  # a tsvector holds at most 1 MB
_GAP: Final = 2  # so that no phrase runs from one field into the next
_YEAR: Final = re.compile(r"(19|20)\d\d")


@lru_cache(maxsize=50_000)
def forms(word: str) -> Forms:
    """A word as it is indexed: ``HOÀ`` gives ``hòa`` and ``hoa``."""
    return fold_marks(word)[:_LONGEST], fold(word)[:_LONGEST]


def words(text: str) -> list[Forms]:
    """The words of a text in their order: runs of letters and digits, whatever stands between."""
    return [forms(word) for word in WORD.findall(clean(text))]


class _Vector:
    """Lexemes with their places, within the limits of tsvector: what is too much is left out, never an error."""

    def __init__(self) -> None:
        self.places: dict[str, list[str]] = {}
        self.bytes = 0

    def add(self, lexeme: str) -> list[str] | None:
        """The places of a lexeme, None when the vector is full."""
        found = self.places.get(lexeme)
        if found is None:
            size = len(lexeme.encode()) + 8
            if self.bytes + size > _BYTES:
                return None
            self.bytes += size
            found = self.places[lexeme] = []
        return found

    def put(self, lexeme: str, place: int, weight: str) -> None:
        found = self.add(lexeme)
        if found is None or place > _LAST_PLACE or len(found) >= _PLACES:
            self.places.setdefault(LONG, [])
            return
        found.append(f"{place}{weight}")
        self.bytes += 2

    def literal(self) -> str:
        """Words are letters and digits, prefixes are ours: nothing in them needs escaping but the quotes around."""
        return " ".join(
            f"'{lexeme}':{','.join(places)}" if places else f"'{lexeme}'"
            for lexeme, places in self.places.items()
        )


def vectors(
    fields: Sequence[str], content: str = "", named: Mapping[str, Iterable[str]] | None = None
) -> tuple[str, str]:
    """The exact and the folded vector of a document, as literals of tsvector.

    ``fields`` weigh A, ``content`` D. ``named`` gives texts by a one-letter field; each of their words is also a lexeme
    ``letter:word`` of the folded vector, found by ``field_query``.
    """
    exact, folded = _Vector(), _Vector()
    for letter, texts in (named or {}).items():
        for text in texts:
            for _, plain in words(text):
                folded.add(f"{letter}:{plain}")
    place = 1
    for weight, text in [*(("A", one) for one in fields), ("", content)]:
        found = words(text)
        for vector, side in ((exact, 0), (folded, 1)):
            _fill(vector, [one[side] for one in found], place, weight)
        place += len(found) + _GAP
    return exact.literal(), folded.literal()


def _fill(vector: _Vector, lexemes: Sequence[str], place: int, weight: str) -> None:
    before = ""
    for offset, lexeme in enumerate(lexemes):
        vector.put(lexeme, place + offset, weight)
        if before:
            vector.add(pair(before, lexeme))
        before = lexeme


def pair(one: str, two: str) -> str:
    """The lexeme of two neighbours. Words hold no underscore, and beginnings of words do not meet pairs."""
    return f"_{one}_{two}"


def field_query(letter: str, text: str) -> str:
    """A tsquery over the folded vector: the named field holds all words of the text; "" without words."""
    return " & ".join(f"'{letter}:{plain}'" for _, plain in words(text))


def code_facets(code: str, arrival: str = "") -> list[str]:
    """Keys under which a number and symbol are found: the number alone, with each beginning of the symbol, with its year.

    ``15/2024/QĐ-UBND`` gives ``c:15``, ``c:15 qd``, ``c:15 qd ubnd`` and the same after ``c:15 2024``. ``arrival`` adds
    the number of an arrival, ``v:2418``.
    """
    found = [f"v:{arrival}"] if arrival else []
    parts = normal_code(code).split()
    if not parts or not parts[0][0].isdecimal():
        return found
    number, rest = parts[0], parts[1:]
    heads = [number]
    if rest and _YEAR.fullmatch(rest[0]):
        heads.append(f"{number} {rest[0]}")
        rest = rest[1:]
    return [
        *found,
        *(f"c:{' '.join([head, *rest[:count]])}" for head in heads for count in range(len(rest) + 1)),
    ]
