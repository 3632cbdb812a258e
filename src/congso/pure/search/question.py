"""What was typed into the search field: words, "phrases", beginnings*, a number with or without its symbol."""

import itertools
import re
from dataclasses import dataclass
from typing import Final

from congso.pure.numbering import normal_code, parse_code
from congso.pure.search.lexemes import LONG, Forms, pair, words
from congso.pure.vietnamese import clean

_PARTS: Final = re.compile(r'[“”„"]([^“”„"]*)[“”„"]?|([^“”„"\s]+)')
_TERMS: Final = 20
_LABEL: Final = "so"
_SHORTEST: Final = 2  # letters before a star


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that stand side by side. ``begins``: the last one is the beginning of a word."""

    words: tuple[Forms, ...]
    begins: bool = False

    def query(self, side: int) -> str:
        """Of tsquery: one lexeme, or the pairs of the phrase."""
        found = [one[side] for one in self.words]
        keys = found if len(found) == 1 else [pair(one, two) for one, two in itertools.pairwise(found)]
        quoted = [f"'{key}'" for key in keys]
        return " & ".join([*quoted[:-1], quoted[-1] + (":*" if self.begins else "")])

    def check(self, side: int) -> str:
        """Of tsquery, for a phrase of three and more: its pairs may also stand apart. "" when the query is enough."""
        if len(self.words) < 3:
            return ""
        said = " <-> ".join(f"'{one[side]}'" for one in self.words)
        return f"('{LONG}' | {said}{':*' if self.begins else ''})"


@dataclass(frozen=True, slots=True)
class Question:
    """``codes``: keys of numbers and symbols (``code_facets``), any of which is what was meant."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.terms

    @property
    def exact(self) -> str:
        """Literal of tsquery over the exact vector."""
        return self._joined(0, self.terms)

    @property
    def folded(self) -> str:
        return self._joined(1, self.terms)

    @property
    def exact_index(self) -> str:
        """As much of ``exact`` as the inverted index answers at a price: the beginning of a word beside a number is left
        to the check, for an index collects every row of every word with that beginning, and the number leaves few."""
        return self._joined(0, self._leading)

    @property
    def folded_index(self) -> str:
        return self._joined(1, self._leading)

    @property
    def exact_check(self) -> str:
        """What a hit of ``exact_index`` must satisfy besides; "" for nothing. Costly: it reads the document."""
        return self._checks(0)

    @property
    def folded_check(self) -> str:
        return self._checks(1)

    @property
    def _leading(self) -> tuple[Term, ...]:
        """The terms without a begun one behind a number."""
        first = self.terms[:-1]
        numbered = bool(self.codes) and any(plain.isdecimal() for term in first for _, plain in term.words)
        return first if numbered and self.terms[-1].begins else self.terms

    def _joined(self, side: int, terms: tuple[Term, ...]) -> str:
        return " & ".join(term.query(side) for term in terms)

    def _checks(self, side: int) -> str:
        leading = self._leading
        found = [term.check(side) for term in self.terms]
        found += [term.query(side) for term in self.terms[len(leading) :]]
        return " & ".join(check for check in found if check)

    def begun(self) -> "Question":
        """The same with a last word that may go on: what is tried when nothing was found. Itself when that says nothing new."""
        last = self.terms[-1] if self.terms else None
        if last is None or last.begins or len(last.words) > 1:
            return self
        plain = last.words[0][1]
        # A number goes on as another number.
        if len(plain) < _SHORTEST or plain.isdecimal():
            return self
        return Question(self.text, (*self.terms[:-1], Term(last.words, begins=True)), self.codes)


def parse(text: str) -> Question:
    """Words stand anywhere, in any order; those in quotes, and those joined as in ``QĐ-UBND``, side by side."""
    plain = clean(text).strip()
    terms: dict[Term, None] = {}
    for part in _PARTS.finditer(plain):
        phrase, loose = part.groups()
        found = tuple(words(loose if phrase is None else phrase))
        if found:
            begins = phrase is None and loose.endswith("*") and len(found[-1][1]) >= _SHORTEST
            terms[Term(found, begins)] = None
    kept, codes = tuple(terms)[:_TERMS], _codes(plain)
    # "số 15/QĐ-UBND": the label of a number is no word to look for.
    if codes and len(kept) > 1 and kept[0].words[0][1] == _LABEL:
        kept = kept[1:]
    return Question(plain, kept, codes)


def _codes(text: str) -> tuple[str, ...]:
    if '"' in text or parse_code(text) is None:
        return ()
    key = normal_code(text)
    return (f"c:{key}", f"v:{key}") if key.isdecimal() else (f"c:{key}",)
