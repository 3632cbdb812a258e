"""The registers of a year as whoever sets them up sees them: what each numbers, how far it is, which numbers are kept.

What stands in a register, its holes and its printed book are `queries.registers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from congso.documents import policies_outgoing
from congso.documents.models import Register, RegisterNumber
from congso.documents.policies_incoming import require
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.people import api as people
from congso.pure.kinds import kind_of

DIRECTIONS: Final = ("outgoing", "copy", "incoming")


@dataclass(frozen=True, slots=True)
class Kept:
    """A number kept for later."""

    number: int
    date: date
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Book:
    """A register of the year."""

    id: int
    direction: str
    body: str
    name: str
    kind_codes: tuple[str, ...]
    kinds: tuple[str, ...]
    last: int
    last_date: date | None
    reserved: tuple[Kept, ...]
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Books:
    year: int
    years: tuple[int, ...]
    rows: tuple[Book, ...]
    bodies: tuple[tuple[int, str], ...]


def books(actor: Actor, year: int) -> Books:
    """Raises Forbidden. Four queries."""
    require(policies_outgoing.may_keep_series(actor))
    bodies = people.bodies_of(actor.agency_id or 0)
    names = {body.id: body.name for body in bodies}
    every = Register.objects.for_actor(actor)
    years = {clock.today().year, year, *every.values_list("year", flat=True).distinct()}
    rows = sorted(every.filter(year=year), key=lambda row: _place(row, list(names)))
    kept = _kept([row.pk for row in rows])
    return Books(
        year,
        tuple(sorted(years, reverse=True)),
        tuple(_book(row, names, kept.get(row.pk, [])) for row in rows),
        tuple(names.items()),
    )


def _place(row: Register, bodies: Sequence[int]) -> tuple[int, int, bool, int]:
    body = bodies.index(row.body_id) if row.body_id in bodies else len(bodies)
    return DIRECTIONS.index(row.direction), body, bool(row.kinds), row.pk


def _kept(ids: Sequence[int]) -> dict[int, list[Kept]]:
    found: dict[int, list[Kept]] = {}
    rows = RegisterNumber.objects.unscoped(reason="of registers already in sight")
    for row in rows.filter(register_id__in=ids, state="reserved").order_by("number"):
        found.setdefault(row.register_id, []).append(Kept(row.number, row.date, row.reason, row.by_name))
    return found


def _book(row: Register, names: dict[int, str], kept: Sequence[Kept]) -> Book:
    kinds = [(code, kind_of(code)) for code in row.kinds]
    return Book(
        id=row.pk,
        direction=row.direction,
        body=names.get(row.body_id or 0, ""),
        name=row.name,
        kind_codes=tuple(row.kinds),
        kinds=tuple(_(kind.name) if kind else code for code, kind in kinds),
        last=row.last,
        last_date=row.last_date,
        reserved=tuple(kept),
        closed_at=row.closed_at.astimezone(clock.VIETNAM) if row.closed_at else None,
    )
