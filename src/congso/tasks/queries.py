"""Reads of assignments on plain rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.tasks import rules
from congso.tasks.models import Assignment


@dataclass(frozen=True, slots=True)
class LineRow:
    """One assignment for those who must be told. `person_id`: its holder when it names one; else `unit_id`."""

    id: int
    part: str
    title: str
    unit_id: int | None
    person_id: int | None
    giver_person_id: int | None
    state: str


def lines(ids: Sequence[int]) -> list[LineRow]:
    rows = Assignment.objects.unscoped(reason="telling the assignees").filter(pk__in=ids)
    return [
        LineRow(
            id=row.pk,
            part=row.part,
            title=row.title,
            unit_id=row.unit_id,
            person_id=row.appointment.person_id if row.appointment else None,
            giver_person_id=row.directive.by.person_id if row.directive.by else None,
            state=row.state,
        )
        for row in rows.select_related("appointment", "directive__by").order_by("pk")
    ]


def part_of(assignment_id: int) -> str:
    """Lead, support or inform. The caller has checked the right."""
    return (
        Assignment.objects.unscoped(reason="part of an assignment just acted on").get(pk=assignment_id).part
    )


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An open assignment on its holder's desk. `passable`: it came to the unit and may be given on."""

    id: int
    subject: SubjectRef
    part: str
    state: str
    title: str
    source: str
    urgency: int
    due_at: datetime | None
    at: datetime
    by_name: str
    directive: str
    passable: bool
    holder: str


def open_for(actor: Actor, *, limit: int = 200) -> list[OpenRow]:
    """What this person, or the unit this person heads, still owes; units' parts passed on already are left out. One query."""
    mine = Q(appointment_id=actor.appointment_id)
    if actor.has(Role.UNIT_HEAD) and actor.unit_id is not None:
        mine |= Q(unit_id=actor.unit_id, appointment=None, working_at=None)
    return _open_rows(actor, Assignment.objects.for_actor(actor).filter(mine), limit)


def given_by(actor: Actor, *, limit: int = 200) -> list[OpenRow]:
    """What this person assigned to others and is still open. One query."""
    return _open_rows(
        actor, Assignment.objects.for_actor(actor).filter(directive__by_id=actor.appointment_id), limit
    )


def _open_rows(actor: Actor, rows: QuerySet[Assignment], limit: int) -> list[OpenRow]:
    found = (
        rows.filter(state__in=rules.OPEN_STATES)
        .select_related("directive", "unit", "appointment__person")
        .order_by(F("due_at").asc(nulls_last=True), "-urgency", "pk")[:limit]
    )
    return [
        OpenRow(
            id=row.pk,
            subject=SubjectRef(row.subject_kind, row.subject_id),
            part=row.part,
            state=row.state,
            title=row.title,
            source=row.source,
            urgency=row.urgency,
            due_at=row.due_at,
            at=row.at,
            by_name=row.directive.by_name,
            directive=row.directive.text,
            passable=row.appointment_id is None,
            holder=row.appointment.person.full_name
            if row.appointment
            else (row.unit.name if row.unit else ""),
        )
        for row in found
    ]
