"""A head of unit passes what the unit got to people of the unit."""

from collections.abc import Sequence

from django.db import transaction

from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.tasks import policies, rules
from congso.tasks.actions.give_directive import About, Given, give_directive
from congso.tasks.models import Assignment
from congso.tasks.rules import Line


def assign_on(*, actor: Actor, assignment_id: int, text: str, lines: Sequence[Line]) -> Given:
    """Only within the unit; no deadline after the unit's own. Raises NotFound, Forbidden, Conflict, Invalid."""
    with transaction.atomic():
        parent = load(actor, assignment_id)
        reason = policies.may(actor, "assign_on", parent)
        if reason:
            raise Forbidden(reason)
        if not rules.may_step("assign_on", parent.state):
            raise Conflict("tasks.wrong_state")
        inside = {row.id for row in people.people_of(unit_id=parent.unit_id)}
        if any(line.appointment_id not in inside for line in lines):
            raise Invalid("tasks.outside_unit", field="lines")
        _refuse_twice(actor, parent, lines)
        given = give_directive(
            actor=actor,
            lines=lines,
            text=text,
            parent=parent,
            not_after=parent.due_at,
            about=About(
                subject=SubjectRef(parent.subject_kind, parent.subject_id),
                title=parent.title,
                source=parent.source,
                urgency=parent.urgency,
            ),
        )
        now = clock.now()
        own = Assignment.objects.for_actor(actor)
        own.filter(pk=parent.pk, seen_at=None).update(seen_at=now)
        own.filter(pk=parent.pk, working_at=None).update(working_at=now)
        own.filter(pk=parent.pk, state__in=rules.OPEN_STATES).update(state=rules.WORKING)
    return given


def _refuse_twice(actor: Actor, parent: Assignment, lines: Sequence[Line]) -> None:
    """Raises Conflict tasks.given_already: who has a part of it open gets no second one. The back button sends it again."""
    wanted = [line.appointment_id for line in lines if line.appointment_id is not None]
    held = Assignment.objects.for_actor(actor).filter(
        parent=parent, appointment_id__in=wanted, state__in=rules.OPEN_STATES
    )
    first = held.select_related("appointment__person").first()
    if first is not None and first.appointment is not None:
        raise Conflict("tasks.given_already", name=first.appointment.person.full_name)


def load(actor: Actor, assignment_id: int) -> Assignment:
    """The assignment, or NotFound when it is not there or not for these eyes."""
    found = (
        Assignment.objects.for_actor(actor)
        .select_related("directive", "appointment__post", "unit")
        .filter(policies.visible_to(actor), pk=assignment_id)
        .first()
    )
    if found is None:
        raise NotFound("tasks.not_found")
    return found
