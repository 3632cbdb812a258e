"""The directory of an axis, as the door of each agency fetched it; read by pickers of recipients."""

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from congso.documents import api as documents
from congso.exchange.axis import Member
from congso.exchange.door import Door
from congso.exchange.models import Connection, DirectoryEntry
from congso.kernel import clock
from congso.people import api as people
from congso.pure import vietnamese

_BATCH: Final = 2000


def keep(connection: Connection, members: Sequence[Member]) -> int:
    """What the axis lists takes the place of what was known; returns how many agencies there are."""
    now = clock.now()
    names = {one.code: one.name for one in members}
    rows = {
        one.code[:35]: DirectoryEntry(
            connection=connection, code=one.code[:35], name=(one.name or one.code)[:200],
            parent_code=one.parent_code[:35], parent_name=names.get(one.parent_code, "")[:200],
            old_code=one.old_code[:35], search=_folded(one.name, one.code, one.old_code),
        )
        for one in members
    }  # fmt: skip
    with transaction.atomic():
        DirectoryEntry.objects.bulk_create(
            rows.values(), batch_size=_BATCH, update_conflicts=True, unique_fields=["connection", "code"],
            update_fields=["name", "parent_code", "parent_name", "old_code", "search"],
        )  # fmt: skip
        connection.directory.exclude(code__in=list(rows)).delete()
        Connection.objects.unscoped(reason="the door of the agency that asks").filter(
            pk=connection.pk
        ).update(directory_at=now)
    return len(rows)


def fetch(connection: Connection, door: Door) -> int:
    """Raises AxisError."""
    return keep(connection, door.call(lambda axis: axis.agencies()))


def _folded(*parts: str) -> str:
    text = " ".join(part for part in parts if part)
    return f"{vietnamese.fold_marks(text)} {vietnamese.fold(text)}"[:700]


class Directory:
    """`documents.Directory` over the table. Agencies of this installation are left out: the axis is not their road."""

    def find(self, agency_id: int, words: str, limit: int) -> list[documents.AxisAgency]:
        rows = _entries(agency_id).exclude(code__in=_own_codes())
        return [_agency(row) for row in _matching(rows, words).order_by("name", "code")[:limit]]

    def named(self, agency_id: int, codes: Sequence[str]) -> dict[str, documents.AxisAgency]:
        rows = _entries(agency_id).filter(code__in=codes)
        return {row.code: _agency(row) for row in rows}

    def groups(self, agency_id: int, words: str, limit: int) -> list[documents.AxisGroup]:
        entries, own = _entries(agency_id), _own_codes()
        parents = entries.filter(code__in=entries.exclude(parent_code="").values("parent_code"))
        found = []
        for row in _matching(parents, words).order_by("name", "code")[:limit]:
            below = entries.filter(parent_code=row.code).exclude(code__in=own).order_by("name", "code")
            if members := tuple(_agency(one) for one in below):
                found.append(documents.AxisGroup(row.code, row.name, members))
        return found


def _entries(agency_id: int) -> QuerySet[DirectoryEntry]:
    return DirectoryEntry.objects.unscoped(reason="the door of the agency that asks").filter(
        connection__agency_id=agency_id, connection__active=True
    )


def _matching(rows: QuerySet[DirectoryEntry], words: str) -> QuerySet[DirectoryEntry]:
    for word in vietnamese.fold_marks(words).split():
        rows = rows.filter(search__contains=word)
    return rows


def _own_codes() -> list[str]:
    return [row.code for row in people.agencies()]


def _agency(row: DirectoryEntry) -> documents.AxisAgency:
    return documents.AxisAgency(row.code, row.name, row.parent_name)
