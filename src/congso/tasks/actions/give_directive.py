"""A leader or a head of unit writes on a thing and says who does what by when (Decree 30 art. 23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from congso.audit import api as audit
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.tasks import rules
from congso.tasks.events import Assigned
from congso.tasks.models import Assignment, Directive
from congso.tasks.rules import Line


@dataclass(frozen=True, slots=True)
class About:
    """What is assigned, in the words the desk shows."""

    subject: SubjectRef
    title: str
    source: str = ""
    urgency: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    directive_id: int
    assignment_ids: tuple[int, ...]


def give_directive(
    *,
    actor: Actor,
    about: About,
    text: str,
    lines: Sequence[Line],
    parent: Assignment | None = None,
    not_after: datetime | None = None,
) -> Given:
    """Write the directive and its assignments; announce `Assigned`.

    The caller has decided that the actor may direct this subject. Raises Invalid with a `tasks.*` code (two leads, a
    deadline in the past, somebody who left, somebody of another agency); then nothing is written.
    """
    check_lines(actor=actor, text=text, lines=lines, not_after=not_after)
    agency_id = actor.agency_id or 0
    with transaction.atomic():
        directive = Directive.objects.create(
            subject_kind=about.subject.kind,
            subject_id=about.subject.id,
            agency_id=agency_id,
            text=text.strip(),
            by_id=actor.appointment_id,
            by_name=actor.name,
            at=clock.now(),
        )
        ids = tuple(_assign(actor, directive, about, line, parent) for line in lines)
        audit.record(
            actor,
            f"{about.subject.kind}.directed",
            about.subject,
            directive=directive.pk,
            assignments=list(ids),
            inside=parent is not None,
        )
        if ids:
            events.publish(
                Assigned(assignment_ids=list(ids), subject=str(about.subject), agency_id=actor.agency_id or 0)
            )
    return Given(directive.pk, ids)


def check_lines(*, actor: Actor, text: str, lines: Sequence[Line], not_after: datetime | None = None) -> None:
    """Raise Invalid with the first fault of a directive that is not written yet (a proposal, a form)."""
    fault = rules.fault_of_lines(lines, text=text, now=clock.now(), not_after=not_after)
    if fault:
        raise Invalid(fault, field="lines")
    _check_assignees(actor, lines)


def _assign(actor: Actor, directive: Directive, about: About, line: Line, parent: Assignment | None) -> int:
    made = Assignment.objects.create(
        directive=directive,
        subject_kind=about.subject.kind,
        subject_id=about.subject.id,
        agency_id=directive.agency_id,
        parent=parent,
        part=line.part,
        unit_id=line.unit_id,
        appointment_id=line.appointment_id,
        due_at=line.due_at,
        urgency=about.urgency,
        title=about.title,
        source=about.source,
        at=clock.now(),
    )
    return int(made.pk)


def _check_assignees(actor: Actor, lines: Sequence[Line]) -> None:
    held = people.appointments([line.appointment_id for line in lines if line.appointment_id is not None])
    units = people.units([line.unit_id for line in lines if line.unit_id is not None])
    for line in lines:
        if line.unit_id is not None:
            unit = units.get(line.unit_id)
            if unit is None or unit.agency_id != actor.agency_id or not unit.active:
                raise Invalid("tasks.assignee_elsewhere", field="lines")
            continue
        row = held.get(line.appointment_id or 0)
        if row is None or row.agency_id != actor.agency_id:
            raise Invalid("tasks.assignee_elsewhere", field="lines")
        if not row.holds_on(clock.today()):
            day = row.until or row.since
            raise Invalid("tasks.assignee_gone", field="lines", name=row.person_name, day=f"{day:%d/%m/%Y}")
