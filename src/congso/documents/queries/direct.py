"""What the directive form offers: units and people of the agency with their load, stock phrases, days to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from congso.documents.models import IncomingDocument, StockPhrase
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.people import api as people
from congso.tasks import api as tasks

DAYS = (1, 2, 3, 5)
# What leaders write most; an agency and a person add their own.
BUILT_IN = (
    "Nghiên cứu, tham mưu văn bản trả lời.",
    "Tổ chức thực hiện, báo cáo kết quả.",
    "Rà soát, tổng hợp, báo cáo.",
    "Để biết, thực hiện.",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who can be assigned. `key` is "u7" for a unit, "p12" for an appointment."""

    key: str
    name: str
    detail: str
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Day:
    workdays: int
    day: date


@dataclass(frozen=True, slots=True)
class Offer:
    units: tuple[Choice, ...]
    persons: tuple[Choice, ...]
    phrases: tuple[str, ...]
    days: tuple[Day, ...]


def offer(actor: Actor, *, unit_id: int | None = None) -> Offer:
    """Everybody of the agency; with `unit_id` only the people of that unit (a head passes on). Six queries."""
    agency_id = actor.agency_id or 0
    held = people.people_of(unit_id=unit_id) if unit_id else people.people_of(agency_id)
    load = tasks.load_of(actor)
    units = [] if unit_id else people.units_of(agency_id)
    heads = {row.unit_id: row for row in reversed(held) if row.rank <= 4 and row.unit_id is not None}
    calendar, today = people.calendar_of(agency_id), clock.today()
    return Offer(
        units=tuple(
            Choice(
                f"u{one.id}",
                one.name,
                heads[one.id].person_name if one.id in heads else "",
                *load.unit(one.id),
            )
            for one in units
            if one.active
        ),
        persons=tuple(
            Choice(f"p{row.id}", row.person_name, _place(row, unit_id), *load.appointment(row.id))
            for row in held
            if row.id != actor.appointment_id
        ),
        phrases=_phrases(actor),
        days=tuple(Day(n, calendar.add_workdays(today, n)) for n in DAYS),
    )


def _place(row: people.AppointmentRow, unit_id: int | None) -> str:
    return row.post_title if unit_id or not row.unit_name else f"{row.post_title}, {row.unit_name}"


def _phrases(actor: Actor) -> tuple[str, ...]:
    mine = Q(person_id=actor.person_id) | Q(person=None)
    rows = StockPhrase.objects.for_actor(actor).filter(mine).order_by("-uses", "pk")[:12]
    own = [row.text for row in rows]
    return tuple(dict.fromkeys([*own, *BUILT_IN]))


def own_phrases(actor: Actor) -> Sequence[tuple[int, str]]:
    """The person's own phrases, for editing."""
    rows = StockPhrase.objects.for_actor(actor).filter(person_id=actor.person_id or 0).order_by("pk")
    return [(row.pk, row.text) for row in rows]


def proposal_of(actor: Actor, incoming_id: int) -> dict[str, Any] | None:
    """The office's proposal that waits for the leader."""
    rows = IncomingDocument.objects.for_actor(actor).filter(pk=incoming_id)
    proposal: dict[str, Any] | None = rows.values_list("proposal", flat=True).first()
    return proposal
