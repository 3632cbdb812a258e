"""How a search runs in the database (decision 0011).

One inverted index holds words, pairs of words and keys (agency, people who take part, kinds, numbers …): a condition on
all of them is one look-up whose cost follows the rarest of them, be it the words or the reader. What it cannot say (places
of a phrase, the policy itself, states) is checked on the ordered rows until the page is full. In a large agency a common
word would give too many rows to order: there the newest rows are tried first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.cache import cache
from django.db import connection

from congso.documents.models.scopes import SEES_ALL
from congso.documents.queries.search_filters import OLDEST, SearchFilters
from congso.kernel.actor import Actor, Role
from congso.pure.search import Question, field_query

LARGE: Final = 5000  # entries of an agency that are still ordered for each question
WINDOW: Final = 300  # newest entries that are tried first in a larger one
_TABLES: Final = {
    "incoming": "documents_incomingdocument",
    "outgoing": "documents_outgoingdocument",
    "draft": "documents_draft",
    "work_file": "documents_workfile",
}


@dataclass(frozen=True, slots=True)
class Sql:
    """A condition with its values; `@.` stands for the row it is about."""

    text: str = ""
    values: tuple[Any, ...] = ()

    def on(self, alias: str) -> str:
        return self.text.replace("@.", f"{alias}.")


def both(parts: Iterable[Sql], word: str = "AND") -> Sql:
    """All of them (or any, with "OR"); nothing where none says anything."""
    said = [part for part in parts if part.text]
    if len(said) == 1:
        return said[0]
    text = f" {word} ".join(f"({part.text})" for part in said)
    return Sql(text, tuple(value for part in said for value in part.values))


@dataclass(frozen=True, slots=True)
class Look:
    """A condition in two halves: what the index answers, and what is checked on the rows it gives."""

    index: Sql = Sql()
    check: Sql = Sql()


@dataclass(frozen=True, slots=True)
class After:
    """Behind which row: its date (None: undated rows are the newest) and id."""

    day: date | None
    id: int

    def beyond(self, *, oldest: bool) -> Sql:
        """In the order (date, id), newest first, or turned round."""
        past, day, key = (">" if oldest else "<"), self.day, self.id
        if day is None:
            same = Sql(f"@.date IS NULL AND @.id {past} %s", (key,))
            return same if oldest else both([same, Sql("@.date IS NOT NULL")], "OR")
        later = Sql(f"@.date {past} %s OR @.date = %s AND @.id {past} %s", (day, day, key))
        if oldest:
            return both([later, Sql("@.date IS NULL")], "OR")
        return both(
            [Sql("@.date <= %s", (day,)), later]
        )  # the first half is a border of the walk over the index


def eyes(actor: Actor) -> Look:
    """What this actor may open: the policy of `DocumentScopedQuerySet.for_actor` over the rows of the index."""
    if actor.agency_id is None:
        return Look() if actor.is_system else Look(check=Sql("FALSE"))
    # "+ 0" keeps the planner from reading the whole agency by its own index.
    own = Sql("@.agency_id + 0 = %s", (actor.agency_id,))
    agency = _keys("@>", [f"a:{actor.agency_id}"])
    if actor.is_system or actor.has(*SEES_ALL):
        return Look(agency, own)
    unit = actor.unit_id if actor.has(Role.UNIT_HEAD) else None
    parts = [f"w:{actor.person_id}", *([f"x:{unit}"] if unit is not None else [])]
    takes_part = Sql(
        "EXISTS (SELECT 1 FROM documents_involvement i WHERE i.subject_kind = @.subject_kind "
        "AND i.subject_id = @.subject_id AND (i.person_id = %s OR i.unit_id = %s))",
        (actor.person_id, unit),
    )
    return Look(both([agency, _keys("&&", parts)]), both([own, takes_part]))


def _keys(operator: str, keys: Sequence[str]) -> Sql:
    return Sql(f"@.facets {operator} %s::text[]", (list(keys),))


def narrowed(filters: SearchFilters, actor: Actor, work_files: Sequence[int]) -> Look:
    """`work_files`: those of the filter that the actor may see."""
    listed = (
        ("p", filters.places), ("k", filters.kinds), ("i", filters.issuers), ("s", filters.signers), ("d", filters.drafters),
        ("t", filters.recipients), ("u", filters.urgencies), ("r", filters.registers),
    )  # fmt: skip
    chosen = [_keys("&&", [f"{letter}:{value}" for value in values]) for letter, values in listed if values]
    named = (
        ("i", filters.issuer), ("s", filters.signer), ("d", filters.drafter), ("t", filters.recipient), ("h", filters.subject),
    )  # fmt: skip
    said = " & ".join(query for letter, text in named if (query := field_query(letter, text)))
    words = Sql("@.folded @@ %s::tsquery", (said,)) if said else Sql()
    return Look(both([*chosen, words]), both([_states(filters.states, actor), _filed(filters, work_files)]))


def _states(states: Sequence[str], actor: Actor) -> Sql:
    """States are read where they stand: they change too often for the index."""
    by_place: dict[str, list[str]] = {}
    for one in states:
        place, _, state = one.partition(":")
        if place in _TABLES:
            by_place.setdefault(place, []).append(state)
    parts = [
        Sql(
            f"@.subject_kind = %s AND @.subject_id IN (SELECT id FROM {_TABLES[place]} "  # noqa: S608
            "WHERE agency_id = %s AND state = ANY(%s))",
            (place, actor.agency_id, wanted),
        )
        for place, wanted in by_place.items()
    ]
    return both(parts, "OR") if parts or not states else Sql("FALSE")


def _filed(filters: SearchFilters, work_files: Sequence[int]) -> Sql:
    if not filters.work_files:
        return Sql()
    return Sql(
        "(@.subject_kind, @.subject_id) IN "
        "(SELECT subject_kind, subject_id FROM documents_workfileitem WHERE work_file_id = ANY(%s))",
        (list(work_files),),
    )


def dated(filters: SearchFilters) -> Sql:
    since = Sql("@.date >= %s", (filters.since,)) if filters.since else Sql()
    until = Sql("@.date <= %s", (filters.until,)) if filters.until else Sql()
    return both([since, until])


@dataclass(frozen=True, slots=True)
class Group:
    """Hits that stand together: "code", "exact", "folded", or "all" where no words were given."""

    name: str
    look: Look


def groups(question: Question) -> list[Group]:
    """In the order they are shown; a row may answer to several and belongs to the first."""
    if question.empty:
        return [Group("all", Look())]
    found = [Group("code", Look(_keys("&&", question.codes)))] if question.codes else []
    found.append(Group("exact", _match("exact", question.exact_index, question.exact_check)))
    if not all(plain.isdecimal() for term in question.terms for _, plain in term.words):
        found.append(Group("folded", _match("folded", question.folded_index, question.folded_check)))
    return found


def _match(column: str, query: str, check: str) -> Look:
    places = Sql(f"@.{column} @@ %s::tsquery", (check,)) if check else Sql()
    return Look(Sql(f"@.{column} @@ %s::tsquery", (query,)), places)


@dataclass(frozen=True, slots=True)
class Search:
    """Everything of one search but the words: whose eyes, which filters, which order."""

    eyes: Look
    filters: Look
    dates: Sql
    agency_id: int | None
    oldest: bool
    large: bool

    @classmethod
    def of(cls, actor: Actor, filters: SearchFilters, work_files: Sequence[int]) -> "Search":
        sees_all = actor.is_system or actor.has(*SEES_ALL)
        large = sees_all and actor.agency_id is not None and _is_large(actor.agency_id)
        chosen = narrowed(filters, actor, work_files)
        return cls(eyes(actor), chosen, dated(filters), actor.agency_id, filters.sort == OLDEST, large)

    @property
    def order(self) -> str:
        return "@.date ASC, @.id ASC" if self.oldest else "@.date DESC, @.id DESC"

    def found(
        self,
        looks: Sequence[Look],
        limit: int,
        *,
        after: After | None = None,
        without: Sequence[Look] = (),
        rare: bool = False,
    ) -> list[int]:
        """Ids of entries that answer any of `looks` and none of `without`, in order. `rare`: few answer, so that the
        newest of a large agency need not be tried first."""
        beyond = after.beyond(oldest=self.oldest) if after else Sql()
        rest = both(
            Sql(f"NOT @.id = ANY(ARRAY({self._ids(look).text}))", self._ids(look).values) for look in without
        )
        where = both([self.dates, beyond])
        if self.large and not rare:
            ids = self._newest(looks, where, rest, limit)
            if len(ids) == limit:
                return ids
        return self._looked_up(looks, where, rest, limit)

    def _any(self, looks: Sequence[Look], *, checks: bool) -> Sql:
        """Any of the looks by the index; with `checks` as far as it can be told only by the rows."""
        if not checks:
            return (
                both((look.index for look in looks), "OR")
                if all(look.index.text for look in looks)
                else Sql()
            )
        if not any(look.check.text for look in looks):
            return Sql()
        return both((both([look.index, look.check]) for look in looks), "OR")

    def _looked_up(self, looks: Sequence[Look], where: Sql, rest: Sql, limit: int) -> list[int]:
        """By the inverted index, then ordered; the checks run in that order until there are enough."""
        index = both([self.eyes.index, self.filters.index, self._any(looks, checks=False), where])
        check = both([self.eyes.check, self.filters.check, self._any(looks, checks=True), rest])
        inner = (
            "SELECT @.id, @.agency_id, @.subject_kind, @.subject_id, @.date, @.facets, @.exact, @.folded "  # noqa: S608
            f"FROM documents_searchentry @ WHERE {index.text or 'TRUE'} ORDER BY {self.order} OFFSET 0"
        )
        return self._run(inner, index.values, check, limit)

    def _newest(self, looks: Sequence[Look], where: Sql, rest: Sql, limit: int) -> list[int]:
        """Among the newest entries of the agency, however they match."""
        own = both([Sql("@.agency_id = %s", (self.agency_id,)), where])
        either = both((both([look.index, look.check]) for look in looks), "OR")
        inner = (
            f"SELECT @.* FROM documents_searchentry @ WHERE {own.text} ORDER BY {self.order} LIMIT {WINDOW}"  # noqa: S608
        )
        check = both([self.filters.index, self.filters.check, either, rest])
        return self._run(inner, own.values, check, limit)

    def _run(self, inner: str, values: tuple[Any, ...], check: Sql, limit: int) -> list[int]:
        text = (
            f"SELECT @.id FROM ({inner.replace('@.', 'e.').replace(' @ ', ' e ')}) s "  # noqa: S608
            f"WHERE {check.text or 'TRUE'} ORDER BY {self.order} LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(text.replace("@.", "s."), (*values, *check.values, limit))
            return [int(row[0]) for row in cursor.fetchall()]

    def _ids(self, look: Look) -> Sql:
        """Every entry of a group that came to its end on the pages before: few."""
        where = both([self.eyes.index, look.index, look.check])
        return Sql(f"SELECT x.id FROM documents_searchentry x WHERE {where.on('x')}", where.values)  # noqa: S608

    def ranked(
        self, ids: Sequence[int], question: Question, *, skip: int, limit: int
    ) -> list[tuple[int, bool]]:
        """(id, whether its accents match) of these entries, the best first: exact ones, then by where and how often."""
        said = [
            " & ".join(f"'{one[side]}'" for term in question.terms for one in term.words) for side in (0, 1)
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, exact @@ %s::tsquery FROM documents_searchentry WHERE id = ANY(%s) "
                "ORDER BY 2 DESC, ts_rank(exact, %s::tsquery) + ts_rank(folded, %s::tsquery) DESC, date DESC, id DESC "
                "OFFSET %s LIMIT %s",
                (question.exact, list(ids), *said, skip, limit),
            )
            return [(int(key), bool(exact)) for key, exact in cursor.fetchall()]


def _is_large(agency_id: int) -> bool:
    """Only which way is tried first, so that ten minutes late is soon enough."""
    key = f"documents.search.large:{agency_id}:{LARGE}"
    return bool(cache.get_or_set(key, lambda: _has_more_than(agency_id, LARGE), 600))


def _has_more_than(agency_id: int, most: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT 1 FROM documents_searchentry WHERE agency_id = %s LIMIT %s) few",
            (agency_id, most + 1),
        )
        return int(cursor.fetchone()[0]) > most
