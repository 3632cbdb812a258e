"""What the list of waiting arrivals says beside each: how far its reading is, what was read, whether it may be a duplicate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from congso.documents.models import IncomingDocument
from congso.documents.queries.incoming_reading import Reading, readings_of
from congso.documents.queries.incoming_twins import LOST
from congso.documents.rules_incoming import Fields, code_key, same_document
from congso.documents.rules_reading import merged
from congso.documents.support_incoming import KIND, fields_of
from congso.files import api as files
from congso.kernel.actor import Actor

_CANDIDATES: Final = 500


@dataclass(frozen=True, slots=True)
class Mark:
    """`reading`: "", reading, done, failed. `twin`: an earlier arrival is like this one; `twin_number`, when it has one."""

    fields: Fields
    reading: str = ""
    twin: bool = False
    twin_number: int | None = None


def marks_of(
    actor: Actor, rows: Sequence[IncomingDocument], hashes: Mapping[int, str], hidden: Iterable[int] = ()
) -> dict[int, Mark]:
    """A mark for each row, in three queries. `hashes`: of main files; `hidden`: rows whose content is not to be told.

    What is called a duplicate here is what the form calls so, with the fields that it would propose.
    """
    if not rows:
        return {}
    silent = set(hidden)
    readings = readings_of([row.pk for row in rows if row.pk not in silent])
    given = {row.pk: merged(fields_of(row), readings.get(row.pk, Reading()).fields).fields for row in rows}
    bytes_of = files.same_bytes_of(set(hashes.values()), rows[0].agency_id)
    same = {
        row.pk: {one.id for one in bytes_of.get(hashes.get(row.pk, ""), []) if one.kind == KIND}
        for row in rows
    }
    candidates = _candidates(actor, given.values(), set().union(*same.values()))
    made = {}
    for row in rows:
        twins = [one for one in candidates if _like(row, given[row.pk], one, same[row.pk])]
        number = next((one.arrival_number for one in twins if one.arrival_number), None)
        made[row.pk] = Mark(given[row.pk], readings.get(row.pk, Reading()).state, bool(twins), number)
    return made


def _candidates(actor: Actor, given: Iterable[Fields], ids: set[int]) -> list[IncomingDocument]:
    keys = {key for one in given if (key := code_key(one.number, one.symbol))}
    if not keys and not ids:
        return []
    rows = IncomingDocument.objects.for_actor(actor).filter(Q(code_key__in=keys) | Q(pk__in=ids))
    alive = rows.exclude(state__in=LOST).exclude(twin_kind="paper_original")
    return list(alive.order_by("pk")[:_CANDIDATES])


def _like(row: IncomingDocument, given: Fields, other: IncomingDocument, same_bytes: set[int]) -> bool:
    if other.pk == row.pk or other.pk in row.not_twins or row.twin_kind in ("paper_original", "replacement"):
        return False
    if other.arrival_number is None and other.pk > row.pk:
        return False  # received later: it repeats this one, not the other way round
    return other.pk in same_bytes or same_document(given, fields_of(other))
