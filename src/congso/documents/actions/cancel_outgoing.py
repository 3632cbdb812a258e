"""What is signed but wrong: returned before it has a number, cancelled with its number kept after, recalled once issued."""

from django.db import transaction
from django.db.models import F

from congso.audit import api as audit
from congso.documents import hands, numbers, rules_draft, rules_outgoing, search_index, support_joint
from congso.documents.events import DraftReturned, OutgoingCancelled, OutgoingRecalled
from congso.documents.models import Draft, OutgoingDocument
from congso.documents.support_outgoing import change, load_for, printed_code, ref
from congso.documents.support_words import need_reason
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef


def return_signed(*, actor: Actor, outgoing_id: int, reason: str) -> None:
    """The clerk sends a signed document back to its drafter before numbering; it must be signed anew. Event DraftReturned.

    Raises NotFound, Forbidden, Conflict (numbered already), Invalid documents.reason_missing.
    """
    said = need_reason(actor, reason, entrance="outgoing")
    with transaction.atomic():
        outgoing = load_for(actor, "return", outgoing_id)
        _let_go(actor, outgoing, said)
        audit.record(actor, "outgoing.returned", ref(outgoing), reason=said)


def cancel_outgoing(*, actor: Actor, outgoing_id: int, reason: str) -> None:
    """A numbered document that will not be issued: the number stays in the register with the reason. Event OutgoingCancelled.

    Raises NotFound, Forbidden, Conflict (not numbered, issued already), Invalid documents.reason_missing.
    """
    said = need_reason(actor, reason, entrance="outgoing")
    with transaction.atomic():
        outgoing = load_for(actor, "cancel", outgoing_id)
        if outgoing.register is not None and outgoing.number is not None:
            numbers.cancel_number(
                actor=actor, register=outgoing.register, number=outgoing.number, reason=said
            )
        _let_go(actor, outgoing, said)
        audit.record(actor, "outgoing.cancelled", ref(outgoing), code=printed_code(outgoing), reason=said)
        events.publish(OutgoingCancelled(outgoing_id=outgoing.pk, agency_id=outgoing.agency_id))


def recall_outgoing(*, actor: Actor, outgoing_id: int, reason: str) -> None:
    """Ask every receiver to give it back (Decree 30 art. 18); from now on it is frozen, its number stands (Annex VI F8).

    Raises NotFound, Forbidden, Conflict (not issued), Invalid documents.reason_missing. Event OutgoingRecalled.
    """
    said = need_reason(actor, reason, entrance="outgoing")
    with transaction.atomic():
        outgoing = load_for(actor, "recall", outgoing_id)
        change(outgoing, state=rules_outgoing.RECALLED, recalled_at=clock.now(), recall_reason=said)
        # What has not left yet does not leave any more; what is in the queue for the axis is followed by the asking.
        outgoing.recipients.filter(state="waiting", delivery_id=None).update(state="15", state_at=clock.now())
        audit.record(actor, "outgoing.recalled", ref(outgoing), code=printed_code(outgoing), reason=said)
        search_index.later(ref(outgoing))
        events.publish(OutgoingRecalled(outgoing_id=outgoing.pk, agency_id=outgoing.agency_id, reason=said))


def _let_go(actor: Actor, outgoing: OutgoingDocument, reason: str) -> None:
    draft = outgoing.draft
    change(
        outgoing,
        state=rules_outgoing.CANCELLED,
        cancel_reason=reason,
        draft=None,
        seal_error="",
        seal_retry_at=None,
    )
    hands.release(ref(outgoing))
    search_index.later(ref(outgoing))
    if draft is not None:
        _reopen(actor, draft, reason)


def _reopen(actor: Actor, draft: Draft, reason: str) -> None:
    """Back into the drafter's hands with the reason as remarks; its recipients and answers are the draft's again."""
    Draft.objects.unscoped(reason="of the outgoing document just loaded").filter(pk=draft.pk).update(
        state=rules_draft.DRAFTING,
        returned=True,
        prepared_file_id=None,
        updated_at=clock.now(),
        revision=F("revision") + 1,
    )
    draft.recipients.update(outgoing=None)
    draft.answers.update(outgoing=None)
    support_joint.start_over(draft)
    subject = SubjectRef("draft", draft.pk)
    person = draft.drafter.person
    hands.pass_to(
        subject, agency_id=draft.agency_id, holder_name=person.full_name, stage="draft", person_id=person.pk
    )
    search_index.later(subject)
    audit.record(actor, "draft.returned", subject, stage="issue", remarks=reason)
    events.publish(DraftReturned(draft_id=draft.pk, agency_id=draft.agency_id, stage="issue"))
