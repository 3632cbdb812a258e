"""Search over the index: numbers first, then exact accents, then without; newest first; only what the reader may open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from congso.documents.models import SearchEntry, WorkFile
from congso.documents.queries.search_details import HitRow, hits
from congso.documents.queries.search_filters import BEST, NEWEST, OLDEST, SORTS, SearchFilters
from congso.documents.queries.search_sql import After, Group, Search, groups
from congso.kernel.actor import Actor
from congso.kernel.pagination import decode, encode
from congso.pure.search import Question, parse

__all__ = [
    "BEST",
    "COUNTED",
    "NEWEST",
    "OLDEST",
    "PLACES",
    "SORTS",
    "Asked",
    "Found",
    "HitRow",
    "SearchFilters",
    "ask",
    "count",
    "every",
    "search",
]

PAGE_SIZE: Final = 20
COUNTED: Final = 1000  # beyond it the screen says "more than"
EXPORTED: Final = 1000
PLACES: Final = ("incoming", "outgoing", "draft", "work_file")


@dataclass(frozen=True, slots=True)
class Found:
    """`count` and `exact_count` stop at COUNTED + 1, -1 when nobody counted; `older`: the cursor of the next page, "" at
    the end; `begun`: nothing was found as typed, these hits begin with the last word."""

    rows: Sequence[HitRow]
    count: int
    exact_count: int
    older: str
    begun: bool = False

    @property
    def many(self) -> bool:
        return self.count > COUNTED


@dataclass(frozen=True, slots=True)
class Asked:
    """A search made ready: the question, its groups of hits, and whose eyes look."""

    question: Question
    groups: tuple[Group, ...]
    search: Search

    @classmethod
    def of(cls, actor: Actor, filters: SearchFilters, question: Question) -> "Asked":
        work_files = _own_files(actor, filters.work_files) if filters.work_files else []
        return cls(question, tuple(groups(question)), Search.of(actor, filters, work_files))

    def ids(self, limit: int) -> list[int]:
        """Of all groups together, in order of date."""
        return self.search.found([group.look for group in self.groups], limit)

    def exact_ids(self, limit: int) -> list[int]:
        return self.search.found([group.look for group in self.groups if group.name == "exact"], limit)


def _own_files(actor: Actor, wanted: Sequence[int]) -> list[int]:
    return list(WorkFile.objects.for_actor(actor).filter(pk__in=wanted).values_list("pk", flat=True))


def ask(actor: Actor, filters: SearchFilters) -> Asked:
    """What the counts and the choices beside the hits are about: the question as typed, or with its last word begun."""
    asked = Asked.of(actor, filters, parse(filters.text))
    begun = asked.question.begun()
    if begun is not asked.question and not asked.ids(1):
        return Asked.of(actor, filters, begun)
    return asked


def search(actor: Actor, filters: SearchFilters, *, older: str = "", counted: bool = True) -> Found:
    """A page of hits. Without words, the newest things that fit the filters; without either, nothing."""
    if not filters.asked:
        return Found([], 0, 0, "")
    asked = Asked.of(actor, filters, parse(filters.text))
    cursor = _Cursor.read(older)
    best = filters.sort == BEST and not asked.question.empty
    page, after = _best(asked, cursor, PAGE_SIZE) if best else _page(asked, cursor, PAGE_SIZE)
    begun = asked.question.begun()
    if not page and not cursor.group and begun is not asked.question:
        # Nobody types half a syllable on purpose: only when whole words find nothing.
        asked = Asked.of(actor, filters, begun)
        page, after = _best(asked, cursor, PAGE_SIZE) if best else _page(asked, cursor, PAGE_SIZE)
    rows = list(hits(actor, _entries(page), asked.question))
    counts = (len(asked.ids(COUNTED + 1)), len(asked.exact_ids(COUNTED + 1))) if counted else (-1, -1)
    return Found(rows, *counts, after, begun=asked.question is begun and bool(rows))


def count(actor: Actor, filters: SearchFilters) -> int:
    """At most COUNTED + 1."""
    return len(ask(actor, filters).ids(COUNTED + 1)) if filters.asked else 0


def every(actor: Actor, filters: SearchFilters) -> tuple[list[HitRow], bool]:
    """The first EXPORTED hits in the order of the screen, and whether there are more: for exports."""
    asked = ask(actor, filters)
    best = filters.sort == BEST and not asked.question.empty
    page, after = _best(asked, _Cursor(), EXPORTED) if best else _page(asked, _Cursor(), EXPORTED)
    return list(hits(actor, _entries(page), asked.question, snippets=False)), bool(after)


@dataclass(frozen=True, slots=True)
class _Cursor:
    """Behind which row: the number of its group, and its place there."""

    group: int = 0
    after: After | None = None

    @classmethod
    def read(cls, text: str) -> "_Cursor":
        values = decode(text) if text else None
        try:
            group, day, key = values or [None] * 3
            return cls(abs(int(group)), After(date.fromisoformat(day) if day else None, int(key)))
        except (TypeError, ValueError):
            return cls()


def _page(asked: Asked, cursor: _Cursor, size: int) -> tuple[list[tuple[int, str]], str]:
    """(entry, name of its group) of a page that may run from one group into the next, and the cursor behind it."""
    found: list[tuple[int, str]] = []
    for number, group in enumerate(asked.groups):
        if number < cursor.group or len(found) > size:
            continue
        after = cursor.after if number == cursor.group else None
        before = [one.look for one in asked.groups[:number]]
        rare, missing = group.name == "code", size + 1 - len(found)
        ids = asked.search.found([group.look], missing, after=after, without=before, rare=rare)
        found += [(key, group.name) for key in ids]
    if len(found) <= size:
        return found, ""
    found = found[:size]
    last, name = found[-1]
    (day,) = _rows([last]).values_list("date", flat=True)
    place = [group.name for group in asked.groups].index(name)
    return found, encode([place, day.isoformat() if day else "", last])


def _best(asked: Asked, cursor: _Cursor, size: int) -> tuple[list[tuple[int, str]], str]:
    """The newest COUNTED hits by how well they match. The cursor says how many were shown."""
    skip = cursor.group
    ranked = asked.search.ranked(asked.ids(COUNTED), asked.question, skip=skip, limit=size + 1)
    page = [(key, "exact" if exact else "folded") for key, exact in ranked[:size]]
    return page, encode([skip + size, "", 0]) if len(ranked) > size else ""


def _rows(ids: Sequence[int]) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.unscoped(reason="found with the reader's eyes").filter(pk__in=ids)


def _entries(page: Sequence[tuple[int, str]]) -> list[tuple[SearchEntry, str]]:
    known = _rows([key for key, _ in page]).defer("exact", "folded").in_bulk() if page else {}
    return [(known[key], name) for key, name in page if key in known]
