"""The registers of a year: what each numbers, how far it is, which numbers are kept, cancelled or unexplained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count
from django.utils.translation import gettext as _

from congso.documents import policies_outgoing
from congso.documents.models import Register, RegisterNumber
from congso.documents.policies_incoming import require
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.people import api as people
from congso.pure.kinds import kind_of
from congso.pure.numbering import SeriesState, holes

_STATES: Final[dict[str, SeriesState]] = {"used": "issued", "reserved": "reserved", "cancelled": "cancelled"}
DIRECTIONS: Final = ("outgoing", "copy", "incoming")


@dataclass(frozen=True, slots=True)
class Kept:
    """A number with its story."""

    number: int
    date: date
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Book:
    """A register. `holes`: numbers nobody can explain; in a sound book there are none."""

    id: int
    direction: str
    body: str
    name: str
    kind_codes: tuple[str, ...]
    kinds: tuple[str, ...]
    last: int
    last_date: date | None
    reserved: tuple[Kept, ...]
    cancelled: tuple[Kept, ...]
    holes: tuple[int, ...]
    closed_at: datetime | None
    book_file_id: int | None


@dataclass(frozen=True, slots=True)
class Books:
    year: int
    years: tuple[int, ...]
    rows: tuple[Book, ...]
    bodies: tuple[tuple[int, str], ...]


def books(actor: Actor, year: int) -> Books:
    """Raises Forbidden. Five queries, one more for each register with an unexplained number."""
    require(policies_outgoing.may_keep_series(actor))
    bodies = people.bodies_of(actor.agency_id or 0)
    names = {body.id: body.name for body in bodies}
    every = Register.objects.for_actor(actor)
    years = {clock.today().year, year, *every.values_list("year", flat=True).distinct()}
    rows = sorted(every.filter(year=year), key=lambda row: _place(row, list(names)))
    stories = _stories([row.pk for row in rows])
    counts = _counts([row.pk for row in rows])
    return Books(
        year,
        tuple(sorted(years, reverse=True)),
        tuple(_book(row, names, stories.get(row.pk, []), counts.get(row.pk, 0)) for row in rows),
        tuple(names.items()),
    )


def _place(row: Register, bodies: Sequence[int]) -> tuple[int, int, bool, int]:
    body = bodies.index(row.body_id) if row.body_id in bodies else len(bodies)
    return DIRECTIONS.index(row.direction), body, bool(row.kinds), row.pk


def _stories(ids: Sequence[int]) -> dict[int, list[RegisterNumber]]:
    found: dict[int, list[RegisterNumber]] = {}
    for row in RegisterNumber.objects.filter(register_id__in=ids).exclude(state="used").order_by("number"):
        found.setdefault(row.register_id, []).append(row)
    return found


def _counts(ids: Sequence[int]) -> dict[int, int]:
    rows = RegisterNumber.objects.filter(register_id__in=ids).values_list("register_id")
    return dict(rows.annotate(count=Count("id")))


def _book(row: Register, names: dict[int, str], stories: Sequence[RegisterNumber], count: int) -> Book:
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
        reserved=_kept(stories, "reserved"),
        cancelled=_kept(stories, "cancelled"),
        holes=unexplained(row) if count < row.last else (),
        closed_at=row.closed_at.astimezone(clock.VIETNAM) if row.closed_at else None,
        book_file_id=row.book_file_id,
    )


def _kept(stories: Sequence[RegisterNumber], state: str) -> tuple[Kept, ...]:
    return tuple(Kept(one.number, one.date, one.reason, one.by_name) for one in stories if one.state == state)


def unexplained(row: Register) -> tuple[int, ...]:
    """Numbers up to the last one that no row explains."""
    rows = RegisterNumber.objects.filter(register=row).values_list("number", "state", "reason")
    return tuple(holes([(number, _STATES[state], reason) for number, state, reason in rows], last=row.last))
