"""Steps of one assignment: seen, started, finished, returned, taken back, deadline moved."""

from datetime import datetime
from typing import Any

from django.db import transaction

from congso.audit import api as audit
from congso.guard import api as guard
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Invalid
from congso.kernel.refs import SubjectRef
from congso.tasks import policies, rules
from congso.tasks.actions.assign_on import load
from congso.tasks.events import AssignmentDone, AssignmentReturned, AssignmentTakenBack, WorkStarted
from congso.tasks.models import Assignment


def _step(actor: Actor, assignment_id: int, act: str, **change: Any) -> Assignment:
    """Right, state, conditional update, journal: in the caller's transaction."""
    assignment = load(actor, assignment_id)
    reason = policies.may(actor, act, assignment)
    if reason:
        raise Forbidden(reason)
    changed = (
        Assignment.objects.for_actor(actor)
        .filter(pk=assignment.pk, state__in=rules.STEPS[act])
        .update(**change)
    )
    if not changed:
        raise Conflict("tasks.wrong_state")
    subject = SubjectRef(assignment.subject_kind, assignment.subject_id)
    if act != "see":
        note = {"note": change["state_note"]} if change.get("state_note") else {}
        audit.record(actor, f"assignment.{act}", subject, assignment=assignment.pk, **note)
    return assignment


def see(*, actor: Actor, assignment_id: int) -> None:
    """Opened by its holder. Opened again, or by somebody else: nothing happens."""
    with transaction.atomic():
        assignment = load(actor, assignment_id)
        if policies.may(actor, "see", assignment) == "":
            Assignment.objects.for_actor(actor).filter(pk=assignment.pk, state=rules.SENT).update(
                state=rules.SEEN, seen_at=clock.now()
            )


def start(*, actor: Actor, assignment_id: int) -> None:
    with transaction.atomic():
        now = clock.now()
        done = _step(actor, assignment_id, "start", state=rules.WORKING, working_at=now)
        Assignment.objects.for_actor(actor).filter(pk=done.pk, seen_at=None).update(seen_at=now)
        events.publish(
            WorkStarted(
                assignment_id=done.pk,
                subject=f"{done.subject_kind}:{done.subject_id}",
                agency_id=done.agency_id,
                part=done.part,
            )
        )


def finish(*, actor: Actor, assignment_id: int, note: str = "") -> None:
    """Done. Assignments passed on inside the unit that are still open are taken back with it."""
    guard.check_fields(actor=actor, values={"note": note}, entrance="task")
    with transaction.atomic():
        done = _step(
            actor, assignment_id, "finish", state=rules.DONE, ended_at=clock.now(), state_note=note[:300]
        )
        Assignment.objects.for_actor(actor).filter(parent_id=done.pk, state__in=rules.OPEN_STATES).update(
            state=rules.TAKEN_BACK, ended_at=clock.now()
        )
        events.publish(
            AssignmentDone(
                assignment_id=done.pk,
                subject=f"{done.subject_kind}:{done.subject_id}",
                agency_id=done.agency_id,
                part=done.part,
            )
        )


def return_(*, actor: Actor, assignment_id: int, reason: str) -> None:
    """The assignee gives it back; the giver reads why and directs anew."""
    said = _reason(actor, reason)
    with transaction.atomic():
        done = _step(
            actor,
            assignment_id,
            "return",
            state=rules.RETURNED,
            ended_at=clock.now(),
            state_note=said,
        )
        events.publish(
            AssignmentReturned(
                assignment_id=done.pk,
                subject=f"{done.subject_kind}:{done.subject_id}",
                agency_id=done.agency_id,
                reason=said,
            )
        )


def take_back(*, actor: Actor, assignment_id: int, reason: str) -> None:
    """The giver takes it back, with everything passed on below it."""
    said = _reason(actor, reason)
    with transaction.atomic():
        done = _step(
            actor,
            assignment_id,
            "take_back",
            state=rules.TAKEN_BACK,
            ended_at=clock.now(),
            state_note=said,
        )
        Assignment.objects.for_actor(actor).filter(parent_id=done.pk, state__in=rules.OPEN_STATES).update(
            state=rules.TAKEN_BACK, ended_at=clock.now()
        )
        events.publish(
            AssignmentTakenBack(
                assignment_id=done.pk,
                subject=f"{done.subject_kind}:{done.subject_id}",
                agency_id=done.agency_id,
                reason=said,
            )
        )


def move_deadline(*, actor: Actor, assignment_id: int, due_at: datetime) -> None:
    if due_at < clock.now():
        raise Invalid("tasks.deadline_past", field="due_at")
    with transaction.atomic():
        _step(actor, assignment_id, "move_deadline", due_at=due_at)


def close_all(*, actor: Actor, subject: SubjectRef) -> None:
    """The subject is settled: what is still open counts as done. For the owner of the subject, in its transaction."""
    Assignment.objects.for_actor(actor).filter(
        subject_kind=subject.kind, subject_id=subject.id, state__in=rules.OPEN_STATES
    ).update(state=rules.DONE, ended_at=clock.now())


def drop_all(*, actor: Actor, subject: SubjectRef) -> None:
    """The subject is gone (cancelled, withdrawn): what is still open is taken back."""
    Assignment.objects.for_actor(actor).filter(
        subject_kind=subject.kind, subject_id=subject.id, state__in=rules.OPEN_STATES
    ).update(state=rules.TAKEN_BACK, ended_at=clock.now())


def _reason(actor: Actor, reason: str) -> str:
    said = reason.strip()[:300]
    if not said:
        raise Invalid("tasks.reason_missing", field="reason")
    guard.check_fields(actor=actor, values={"reason": said}, entrance="task")
    return said
