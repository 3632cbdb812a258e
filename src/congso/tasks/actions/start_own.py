"""Whoever begins an answer has begun the work that was assigned."""

from django.db import transaction
from django.db.models import Q

from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.tasks import rules
from congso.tasks.actions.step import start
from congso.tasks.models import Assignment


def start_own(*, actor: Actor, subject: SubjectRef) -> int:
    """Start the actor's own assignments of the subject that are not started; returns how many. None: nothing happens."""
    if actor.appointment_id is None:
        return 0
    mine = Q(appointment_id=actor.appointment_id)
    if actor.has(Role.UNIT_HEAD) and actor.unit_id is not None:
        mine |= Q(unit_id=actor.unit_id, appointment=None)
    with transaction.atomic():
        rows = Assignment.objects.for_actor(actor).filter(
            mine,
            subject_kind=subject.kind,
            subject_id=subject.id,
            state__in=rules.STEPS["start"],
            part__in=(rules.LEAD, rules.SUPPORT),
        )
        ids = list(rows.values_list("pk", flat=True))
        for assignment_id in ids:
            start(actor=actor, assignment_id=assignment_id)
    return len(ids)
