"""Reads of assignments on plain rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Q, QuerySet, When

from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.tasks import policies, rules
from congso.tasks.models import Assignment, Directive


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
    return _open_rows(Assignment.objects.for_actor(actor).filter(_mine(actor)), limit)


def _mine(actor: Actor) -> Q:
    mine = Q(appointment_id=actor.appointment_id, appointment__isnull=False)
    if actor.has(Role.UNIT_HEAD) and actor.unit_id is not None:
        mine |= Q(unit_id=actor.unit_id, appointment=None, working_at=None)
    return mine


def given_by(actor: Actor, *, limit: int = 200) -> list[OpenRow]:
    """What this person assigned to others and is still open. One query."""
    return _open_rows(
        Assignment.objects.for_actor(actor).filter(directive__by_id=actor.appointment_id), limit
    )


def _open_rows(rows: QuerySet[Assignment], limit: int) -> list[OpenRow]:
    return [_open_row(row) for row in _ordered(rows, limit)]


def _ordered(rows: QuerySet[Assignment], limit: int) -> QuerySet[Assignment]:
    return (
        rows.filter(state__in=rules.OPEN_STATES)
        .select_related("directive", "unit", "appointment__person")
        .order_by("-urgency", F("due_at").asc(nulls_last=True), "pk")[:limit]
    )


def _open_row(row: Assignment) -> OpenRow:
    return OpenRow(
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
        holder=row.appointment.person.full_name if row.appointment else (row.unit.name if row.unit else ""),
    )


@dataclass(frozen=True, slots=True)
class Load:
    """Open and late assignments by unit and by appointment."""

    units: Mapping[int, tuple[int, int]]
    appointments: Mapping[int, tuple[int, int]]

    def unit(self, unit_id: int) -> tuple[int, int]:
        return self.units.get(unit_id, (0, 0))

    def appointment(self, appointment_id: int) -> tuple[int, int]:
        return self.appointments.get(appointment_id, (0, 0))


def load_of(actor: Actor) -> Load:
    """How much everybody in the actor's agency carries: (open, late). Two queries."""
    now = clock.now()
    rows = Assignment.objects.for_actor(actor).filter(state__in=rules.OPEN_STATES).exclude(part=rules.INFORM)
    figures = {"all": Count("pk"), "late": Count("pk", filter=Q(due_at__lt=now))}
    by_unit = rows.filter(unit__isnull=False).values_list("unit_id").annotate(**figures)
    by_appointment = rows.filter(appointment__isnull=False).values_list("appointment_id").annotate(**figures)
    return Load(
        {key: (number, late) for key, number, late in by_unit},
        {key: (number, late) for key, number, late in by_appointment},
    )


def of_unit(actor: Actor, subject_kind: str, subject_id: int) -> list[OpenRow]:
    """Open assignments of the unit this actor heads, for one subject: what may be passed on."""
    if not actor.has(Role.UNIT_HEAD) or actor.unit_id is None:
        return []
    rows = Assignment.objects.for_actor(actor).filter(
        subject_kind=subject_kind, subject_id=subject_id, unit_id=actor.unit_id
    )
    return _open_rows(rows, 10)


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One assignment on the page of its subject. `may`: the acts open to the reader."""

    id: int
    part: str
    state: str
    state_note: str
    name: str
    detail: str
    due_at: datetime | None
    seen_at: datetime | None
    ended_at: datetime | None
    inside: bool
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    by_name: str
    text: str
    at: datetime
    rows: tuple[PanelRow, ...]


def directives_of(actor: Actor, subject: SubjectRef) -> list[DirectiveRow]:
    """Every directive on the subject with its assignments, oldest first. Two queries. The caller may see the subject."""
    rows = list(
        Assignment.objects.for_actor(actor)
        .filter(subject_kind=subject.kind, subject_id=subject.id)
        .select_related("directive", "unit", "appointment__person", "appointment__post__unit")
        .order_by("pk")
    )
    found = (
        Directive.objects.for_actor(actor)
        .filter(subject_kind=subject.kind, subject_id=subject.id)
        .order_by("at", "pk")
    )
    return [
        DirectiveRow(
            one.by_name, one.text, one.at, tuple(_panel(actor, r) for r in rows if r.directive_id == one.pk)
        )
        for one in found
    ]


def _panel(actor: Actor, row: Assignment) -> PanelRow:
    held = row.appointment
    acts = ("start", "finish", "return", "take_back", "move_deadline")
    allowed = tuple(a for a in acts if rules.may_step(a, row.state) and not policies.may(actor, a, row))
    return PanelRow(
        id=row.pk,
        part=row.part,
        state=row.state,
        state_note=row.state_note,
        name=held.person.full_name if held else (row.unit.name if row.unit else ""),
        detail=held.post.title if held else "",
        due_at=row.due_at,
        seen_at=row.seen_at,
        ended_at=row.ended_at,
        inside=row.parent_id is not None,
        may=allowed,
    )


def takes_part(actor: Actor, subject: SubjectRef) -> bool:
    """The reader sees at least one of the assignments, or everything of the agency."""
    rows = Assignment.objects.for_actor(actor).filter(subject_kind=subject.kind, subject_id=subject.id)
    return rows.filter(policies.visible_to(actor)).exists() or not rows.exists()


def unseen_of(actor: Actor, subject: SubjectRef) -> list[int]:
    """The reader's own assignments on the subject that were not opened yet."""
    mine = Q(appointment_id=actor.appointment_id, appointment__isnull=False)
    if actor.has(Role.UNIT_HEAD) and actor.unit_id is not None:
        mine |= Q(unit_id=actor.unit_id)
    rows = Assignment.objects.for_actor(actor).filter(
        mine, subject_kind=subject.kind, subject_id=subject.id, state=rules.SENT
    )
    return list(rows.values_list("pk", flat=True))


def sees_more(actor: Actor) -> bool:
    """Heads see their unit's, leaders, clerks and the office the whole agency's."""
    return actor.has(Role.UNIT_HEAD, *policies.SEES_ALL)


def open_in_sight(actor: Actor, *, limit: int = 200) -> list[OpenRow]:
    """Everything open that the actor may see, most urgent first, then by deadline. One query."""
    rows = Assignment.objects.for_actor(actor).filter(policies.visible_to(actor)).exclude(part=rules.INFORM)
    return _open_rows(rows, limit)


def open_count(actor: Actor) -> int:
    """How many open assignments the actor owes. One query."""
    rows = Assignment.objects.for_actor(actor).filter(_mine(actor), state__in=rules.OPEN_STATES)
    return rows.count()


def open_and_given(actor: Actor, *, limit: int = 400) -> tuple[list[OpenRow], list[OpenRow]]:
    """`open_for` and `given_by` in one query."""
    given = Q(directive__by_id=actor.appointment_id)
    rows = Assignment.objects.for_actor(actor).annotate(
        own=Case(When(_mine(actor), then=True), default=False)
    )
    found = list(_ordered(rows.filter(_mine(actor) | given), limit))
    owed = [_open_row(row) for row in found if getattr(row, "own", False)]
    return owed, [_open_row(row) for row in found if row.directive.by_id == actor.appointment_id]
