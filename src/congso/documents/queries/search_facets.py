"""How many hits there are, and by which fields they can be narrowed: counted over what the reader may open."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.utils.translation import gettext as _

from congso.documents.models import Register, WorkFile, WorkFileItem
from congso.documents.queries.search import COUNTED, ask
from congso.documents.queries.search_details import things
from congso.documents.queries.search_filters import SearchFilters
from congso.documents.texts_draft import STATES as DRAFT_STATES
from congso.documents.texts_incoming import STATES as INCOMING_STATES
from congso.documents.texts_outgoing import STATES as OUTGOING_STATES
from congso.kernel.actor import Actor
from congso.pure.kinds import Urgency, kind_of

SHOWN: Final = 8  # values of a field; all that are chosen besides
_BY_LETTER: Final = {
    "p": "places", "k": "kinds", "i": "issuers", "s": "signers", "d": "drafters", "t": "recipients", "u": "urgencies",
    "r": "registers",
}  # fmt: skip
_STATES: Final = {"incoming": INCOMING_STATES, "outgoing": OUTGOING_STATES, "draft": DRAFT_STATES}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a field among the hits. `count`: hits that have it; 0 for a chosen one that none has."""

    value: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """`count` and `exact_count` stop at COUNTED + 1; the figures of `fields` are then those of the newest COUNTED hits."""

    count: int
    exact_count: int
    fields: Mapping[str, Sequence[Value]]

    @property
    def many(self) -> bool:
        return self.count > COUNTED


def facets(actor: Actor, filters: SearchFilters) -> Facets:
    """Nine queries at most. Nothing is counted that the reader may not open. Without a question: of everything they may."""
    asked = ask(actor, filters)
    ids = asked.ids(COUNTED + 1)
    subjects = _subjects(ids[:COUNTED])
    counts = _counts(ids[:COUNTED])
    counts["states"] = _states(actor, subjects)
    counts["work_files"] = _work_files(actor, subjects)
    exact = len(asked.exact_ids(COUNTED + 1)) if not asked.question.empty else 0
    return Facets(len(ids), exact, _worded(actor, filters, counts))


def chosen(actor: Actor, filters: SearchFilters) -> Facets:
    """Only the values that are chosen, uncounted: what stands beside the hits until the figures are there."""
    return Facets(-1, -1, _worded(actor, filters, {}))


def _counts(ids: Sequence[int]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {name: Counter() for name in _BY_LETTER.values()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, count(*) FROM documents_searchentry, unnest(facets) AS key "
            "WHERE id = ANY(%s) AND left(key, 2) = ANY(%s) GROUP BY key",
            [list(ids), [f"{letter}:" for letter in _BY_LETTER]],
        )
        for key, count in cursor.fetchall():
            found[_BY_LETTER[key[0]]][key[2:]] = count
    return found


def _subjects(ids: Sequence[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject_kind, array_agg(subject_id) FROM documents_searchentry WHERE id = ANY(%s) GROUP BY 1",
            [list(ids)],
        )
        found.update(cursor.fetchall())
    return found


def _states(actor: Actor, subjects: Mapping[str, Sequence[int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for kind, ids in subjects.items():
        rows = things(actor, kind).filter(pk__in=ids)
        found.update(f"{kind}:{state}" for state in rows.values_list("state", flat=True))
    return found


def _work_files(actor: Actor, subjects: Mapping[str, Sequence[int]]) -> Counter[str]:
    """Only files the reader sees are named."""
    held: Counter[int] = Counter()
    for kind, ids in subjects.items():
        items = WorkFileItem.objects.unscoped(reason="of documents in sight; the files are asked below")
        items = items.filter(subject_kind=kind, subject_id__in=ids)
        held.update(items.values_list("work_file_id", flat=True))
    seen = WorkFile.objects.for_actor(actor).filter(pk__in=held).values_list("pk", flat=True)
    return Counter({str(one): held[one] for one in seen})


def _worded(
    actor: Actor, filters: SearchFilters, counts: Mapping[str, Counter[str]]
) -> dict[str, list[Value]]:
    names = _names(actor, filters, counts)
    found = {}
    for field in (*_BY_LETTER.values(), "states", "work_files"):
        chosen = [str(one) for one in getattr(filters, field)]
        counted = counts.get(field, Counter[str]())
        shown = dict.fromkeys([*chosen, *(value for value, _count in counted.most_common(SHOWN))])
        found[field] = [
            Value(one, words, counted[one], one in chosen) for one in shown if (words := names(field, one))
        ]
    return found


class _Names:
    """The words of a value of a field; "" for what the reader may not be told."""

    def __init__(self, registers: Mapping[int, str], work_files: Mapping[int, str]) -> None:
        self.registers, self.work_files = registers, work_files

    def __call__(self, field: str, value: str) -> str:
        if field == "kinds":
            known = kind_of(value)
            return _(known.name) if known else value
        if field == "urgencies":
            return _(Urgency(int(value)).label)
        if field == "states":
            place, _sign, state = value.partition(":")
            words = _STATES.get(place, {}).get(state)
            return str(words[2]) if words else dict(WorkFile.State.choices).get(state, "")
        if field in ("registers", "work_files"):
            return (self.registers if field == "registers" else self.work_files).get(int(value), "")
        return value


def _names(actor: Actor, filters: SearchFilters, counts: Mapping[str, Counter[str]]) -> _Names:
    books = {*filters.registers, *_numbers(counts.get("registers", ()))}
    folders = {*filters.work_files, *_numbers(counts.get("work_files", ()))}
    registers = (
        Register.objects.for_actor(actor).filter(pk__in=books).values_list("pk", "name") if books else ()
    )
    files = WorkFile.objects.for_actor(actor).filter(pk__in=folders) if folders else ()
    return _Names(dict(registers), {one.pk: f"{one.code} {one.title}" for one in files})


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values]
