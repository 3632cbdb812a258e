"""Where a text answers a question: places of its words, the text in marked pieces, the best line of a document."""

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from congso.pure.search.lexemes import WORD, forms
from congso.pure.search.question import Question, Term
from congso.pure.vietnamese import fold, nfc

Piece = tuple[str, bool]  # a stretch of text, whether it is marked
Place = tuple[int, int, int, bool]  # start, end, number of the term, whether the marks agree too
_WIDTH: Final = 170  # letters of a snippet
_BEFORE: Final = 40  # letters before the first match
_LOOKED: Final = 300  # matches considered a page
_SPACES: Final = re.compile(r"\s+")


class _Flat(dict[int, str]):
    """Each letter without its marks, one for one; filled as letters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = fold(char)
        self[code] = plain if len(plain) == 1 else char
        return self[code]


_FLAT: Final = _Flat()


@dataclass(frozen=True, slots=True)
class Snippet:
    """``page`` counts from 1; ``pieces`` run over a line, "…" where the text goes on."""

    page: int
    pieces: tuple[Piece, ...]


def flat(text: str) -> str:
    """NFC text in lower case without marks, letter for letter: places in it are places in the text."""
    return text.translate(_FLAT)


@lru_cache(maxsize=512)
def _pattern(terms: tuple[Term, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<t{number}>{_regex(term)})" for number, term in enumerate(terms)))


def _regex(term: Term) -> str:
    body = r"[\W_]+".join(re.escape(plain) for _, plain in term.words)
    return rf"(?<![^\W_]){body}" + (r"[^\W_]*" if term.begins else r"(?![^\W_])")


def matches(text: str, question: Question) -> list[Place]:
    """Places of the question's terms in NFC text, in order, not overlapping."""
    if question.empty:
        return []
    found = []
    for match in _pattern(question.terms).finditer(flat(text)):
        start, end = match.span()
        number, exact = _meant(text[start:end], int(str(match.lastgroup)[1:]), question.terms)
        found.append((start, end, number, exact))
        if len(found) >= _LOOKED:
            break
    return found


def _meant(text: str, number: int, terms: tuple[Term, ...]) -> tuple[int, bool]:
    """Of the terms that look alike without marks ("bố", "bộ"), the one that was met; else the first of them."""
    plain = [folded for _, folded in terms[number].words]
    for other, term in enumerate(terms[number:], number):
        if [folded for _, folded in term.words] == plain and _same_marks(text, term):
            return other, True
    return number, False


def _same_marks(text: str, term: Term) -> bool:
    met = [forms(word)[0] for word in WORD.findall(text)]
    wanted = [exact for exact, _ in term.words]
    if term.begins:
        return met[:-1] == wanted[:-1] and met[-1].startswith(wanted[-1])
    return met == wanted


def _shown(text: str, question: Question, *, exact: bool) -> list[Place]:
    return [place for place in matches(text, question) if place[3] or not exact]


def marked(text: str, question: Question, *, exact: bool = False) -> list[Piece]:
    """The text cut where it matches, neighbours joined. ``exact``: only what bears the marks that were typed."""
    plain = nfc(text)
    return _cut(plain, _shown(plain, question, exact=exact))


def _cut(text: str, places: Iterable[Place]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for first, last, _, _ in places:
        between = text[at:first]
        if pieces and between.isspace():
            pieces[-1] = (pieces[-1][0] + between + text[first:last], True)
        else:
            pieces += [(between, False), (text[first:last], True)]
        at = last
    pieces.append((text[at:], False))
    return [(said, on) for said, on in pieces if said]


def snippet(
    pages: Sequence[str], question: Question, *, exact: bool = False, known: str = ""
) -> Snippet | None:
    """The line with the most of the question's terms; None where no page has any.

    ``known``: what the reader sees already (the subject); its repetition on the page comes last.
    """
    best: tuple[int, int, int] | None = None  # score, page, letter
    seen = _squeezed(flat(nfc(known)))
    for number, page in enumerate(pages):
        text = nfc(page)
        places = _shown(text, question, exact=exact)
        starts = [place[0] for place in places]
        for index, place in enumerate(places):
            reach = bisect.bisect_left(starts, place[0] + _WIDTH - _BEFORE, index)
            score = 2 * len({other[2] for other in places[index:reach]})
            score -= _repeats(text, place, seen)
            if best is None or score > best[0]:
                best = (score, number, place[0])
        if best is not None and best[0] == 2 * len(question.terms):
            break
    if best is None:
        return None
    return Snippet(best[1] + 1, _line(nfc(pages[best[1]]), best[2], question, exact=exact))


def _repeats(text: str, place: Place, seen: str) -> bool:
    around = _squeezed(flat(text[max(place[0] - 12, 0) : place[1] + 12]))
    return bool(seen) and around.strip() in seen


def _squeezed(text: str) -> str:
    return _SPACES.sub(" ", text)


def _line(text: str, at: int, question: Question, *, exact: bool) -> tuple[Piece, ...]:
    """About _WIDTH letters around a place, cut between words, blanks joined."""
    start = max(at - _BEFORE, 0)
    if start:
        gap = re.search(r"\s", text[start:at])
        start = start + gap.end() if gap else at
    end = min(start + _WIDTH, len(text))
    if end < len(text):
        gap_at = max(text.rfind(char, at, end) for char in " \n\t")
        end = gap_at if gap_at > at else end
    said = _squeezed(text[start:end]).strip()
    pieces = _cut(said, _shown(said, question, exact=exact))
    return (*([("… ", False)] if start else []), *pieces, *([(" …", False)] if end < len(text) else []))
