"""What is signed but wrong: returned before it has a number, cancelled with its number kept after."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands, numbers, rules_draft, rules_outgoing, search_index
from congso.documents.events import DraftReturned, OutgoingCancelled
from congso.documents.models import Draft, Recipient
from congso.documents.support_outgoing import change, load_for, printed_code, ref
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.kernel.refs import SubjectRef


def return_signed(*, actor: Actor, outgoing_id: int, reason: str) -> None:
    """The clerk sends a signed document back to its drafter before numbering; it must be signed anew. Event DraftReturned."""
    said = _need(reason)
    with transaction.atomic():
        outgoing = load_for(actor, "return", outgoing_id)
        draft = outgoing.draft
        change(outgoing, state=rules_outgoing.CANCELLED, cancel_reason=said, draft=None)
        hands.release(ref(outgoing))
        audit.record(
            actor, "outgoing.returned", ref(outgoing), reason=said, draft=draft.pk if draft else None
        )
        search_index.later(ref(outgoing))
        if draft is not None:
            _reopen(actor, draft, said)


def cancel_outgoing(*, actor: Actor, outgoing_id: int, reason: str) -> None:
    """A numbered document that will not be issued: the number stays in the register with the reason. Event OutgoingCancelled."""
    said = _need(reason)
    with transaction.atomic():
        outgoing = load_for(actor, "cancel", outgoing_id)
        draft = outgoing.draft
        if outgoing.register is not None and outgoing.number is not None:
            numbers.cancel_number(
                actor=actor, register=outgoing.register, number=outgoing.number, reason=said
            )
        change(outgoing, state=rules_outgoing.CANCELLED, cancel_reason=said, draft=None)
        hands.release(ref(outgoing))
        audit.record(actor, "outgoing.cancelled", ref(outgoing), code=printed_code(outgoing), reason=said)
        search_index.later(ref(outgoing))
        if draft is not None:
            _reopen(actor, draft, said)
        events.publish(OutgoingCancelled(outgoing_id=outgoing.pk, agency_id=outgoing.agency_id))


def _reopen(actor: Actor, draft: Draft, reason: str) -> None:
    """Back into the drafter's hands with the reason as remarks; its recipients and answers are the draft's again."""
    Draft.objects.unscoped(reason="of the outgoing document just loaded").filter(pk=draft.pk).update(
        state=rules_draft.DRAFTING, returned=True, prepared_file_id=None, updated_at=clock.now()
    )
    Recipient.objects.filter(draft=draft).update(outgoing=None)
    draft.answers.update(outgoing=None)
    subject = SubjectRef("draft", draft.pk)
    person = draft.drafter.person
    hands.pass_to(
        subject, agency_id=draft.agency_id, holder_name=person.full_name, stage="draft", person_id=person.pk
    )
    audit.record(actor, "draft.returned", subject, stage="issue", remarks=reason)
    events.publish(DraftReturned(draft_id=draft.pk, agency_id=draft.agency_id, stage="issue"))


def _need(reason: str) -> str:
    clean = " ".join(reason.split())[:300]
    if not clean:
        raise Invalid("documents.reason_missing", field="reason")
    return clean
