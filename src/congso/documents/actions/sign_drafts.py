"""The person's signature. Signing one is `sign_draft`; several in one go is each of them in its own transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from congso.audit import api as audit
from congso.documents import draft_signing, hands, involve, rules_draft, rules_outgoing, search_index
from congso.documents.actions.submit_draft import finish
from congso.documents.events import DocumentSigned
from congso.documents.models import Draft, OutgoingDocument, SlipStep
from congso.documents.support_draft import change, load_for, ref
from congso.documents.support_outgoing import CLERKS, new_token
from congso.files import api as file_store
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Refusal
from congso.kernel.refs import SubjectRef


@dataclass(frozen=True, slots=True)
class Signed:
    """Result of one of a batch: `outgoing_id` and the moment when signed, else why not."""

    draft_id: int
    outgoing_id: int | None
    refusal: Refusal | None = None
    at: datetime | None = None


def sign_drafts(*, actor: Actor, wanted: Sequence[tuple[int, int]], only_seen: bool = False) -> list[Signed]:
    """Sign (draft id, revision the signer looked at) one after another; a bad one never spoils the rest.

    `only_seen`: refuse those of which the signer did not look at every page (documents.sign_unseen).
    """
    done: list[Signed] = []
    for draft_id, revision in dict(wanted).items():
        try:
            outgoing_id = sign_draft(
                actor=actor, draft_id=draft_id, seen_revision=revision, only_seen=only_seen
            )
            done.append(Signed(draft_id, outgoing_id, at=clock.now()))
        except Refusal as refusal:
            done.append(Signed(draft_id, None, refusal))
    return done


def sign_draft(*, actor: Actor, draft_id: int, seen_revision: int, only_seen: bool = False) -> int:
    """Sign the page that was shown; returns the outgoing document's id. Event DocumentSigned.

    Signing again what this person signed already gives the same id: a double press signs once. Raises NotFound,
    Forbidden (not on the slip, delegation ended), Conflict documents.changed_meanwhile (the text changed since it was
    shown) or documents.sign_unseen, Invalid with the reason of the key (expired certificate, none).
    """
    try:
        return _sign(actor, draft_id, seen_revision, only_seen=only_seen)
    except (Conflict, Forbidden):
        if (known := _signed_already(actor, draft_id)) is not None:
            return known
        raise


def _signed_already(actor: Actor, draft_id: int) -> int | None:
    if actor.appointment_id is None:
        return None
    mine = OutgoingDocument.objects.for_actor(actor).filter(draft_id=draft_id, signer_id=actor.appointment_id)
    return mine.exclude(state=rules_outgoing.CANCELLED).values_list("pk", flat=True).first()


def _sign(actor: Actor, draft_id: int, seen_revision: int, *, only_seen: bool) -> int:
    with transaction.atomic():
        draft, step = load_for(actor, "sign", draft_id)
        if draft.revision != seen_revision or step is None:
            raise Conflict("documents.changed_meanwhile")
        if only_seen and step.seen_at is None:
            raise Conflict("documents.sign_unseen")
        draft_signing.check_power(actor, draft)
        pdf = draft_signing.signed_pdf(actor, draft)
        change(draft, state=rules_draft.SIGNED)
        finish(actor, step, SlipStep.Result.APPROVED, "")
        outgoing = _outgoing(actor, draft, pdf)
        subject = SubjectRef("outgoing", outgoing.pk)
        involve.copy(ref(draft), subject)
        hands.release(ref(draft))
        hands.pass_to(subject, agency_id=draft.agency_id, holder_name=CLERKS, stage="number")
        audit.record(actor, "draft.signed", ref(draft), outgoing=outgoing.pk, lines=draft.signature_lines)
        audit.record(actor, "outgoing.signed", subject, draft=draft.pk, lines=draft.signature_lines)
        search_index.later(subject)
        search_index.later(ref(draft))
        events.publish(DocumentSigned(outgoing_id=outgoing.pk, agency_id=draft.agency_id))
    return outgoing.pk


def _outgoing(actor: Actor, draft: Draft, pdf: bytes) -> OutgoingDocument:
    lines = [str(line) for line in draft.signature_lines]
    made = OutgoingDocument.objects.create(
        agency_id=draft.agency_id,
        body_id=draft.body_id,
        draft=draft,
        kind=draft.kind,
        symbol=draft.symbol,
        subject=draft.subject,
        urgency=draft.urgency,
        due_at=draft.due_at,
        unit_id=draft.unit_id,
        drafter_name=draft.drafter.person.full_name,
        signer_id=draft.signer_id,
        signer_name=actor.name[:50],
        signer_title=(actor.post_title or "".join(lines[-1:]))[:100],
        signature_lines=lines,
        signed_at=clock.now(),
        corrects_id=draft.corrects_id,
        archive_holder=draft.unit.name if draft.unit else "",
        check_token=new_token(),
    )
    _give_files(actor, draft, made, pdf)
    draft.recipients.update(outgoing=made)
    draft.answers.update(outgoing=made)
    return made


def _give_files(actor: Actor, draft: Draft, made: OutgoingDocument, pdf: bytes) -> None:
    subject = SubjectRef("outgoing", made.pk)
    stored = file_store.store(
        actor=actor, name=f"{draft.subject[:80]}.pdf", content=pdf, purpose="signed", trusted=True
    )
    file_store.use(stored.id, subject, "signed")
    for one in file_store.uses_of([ref(draft)])[ref(draft)]:
        if one.role in ("attachment", "appendix"):
            file_store.use(one.file.id, subject, one.role, one.order)
    made.signed_file_id, made.pages = stored.id, stored.pages
    made.save(update_fields=["signed_file_id", "pages"])
