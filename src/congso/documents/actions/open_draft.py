"""Whoever holds a draft opened it: from here on the trace counts work, not waiting."""

from django.db import transaction

from congso.documents import hands, policies_draft
from congso.documents.models import SlipStep
from congso.documents.support_draft import load, open_step, ref
from congso.kernel import clock
from congso.kernel.actor import Actor


def open_draft(*, actor: Actor, draft_id: int) -> None:
    """Opening again, or by somebody whose step it is not, changes nothing. Raises NotFound documents.not_found."""
    with transaction.atomic():
        draft = load(actor, draft_id)
        hands.begin_work(ref(draft), person_id=actor.person_id)
        step = open_step(draft)
        if step is None or step.stage == SlipStep.Stage.SIGN:
            return  # what is signed counts as seen when its last page was reached
        if step.seen_at is None and policies_draft.holds_step(actor, step):
            draft.steps.filter(pk=step.pk, seen_at=None).update(seen_at=clock.now())
