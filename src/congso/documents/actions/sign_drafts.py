"""The person's signature. Signing one is `sign_draft`; several in one go is each of them in its own transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from congso.audit import api as audit
from congso.documents import (
    draft_signing,
    hands,
    involve,
    rules_draft,
    rules_outgoing,
    search_index,
    support_joint,
)
from congso.documents.actions.prepare_signing import ROLE as PREPARED
from congso.documents.actions.submit_draft import finish
from congso.documents.check_codes import token_for
from congso.documents.events import DocumentSigned
from congso.documents.models import Draft, JointParty, OutgoingDocument, SlipStep
from congso.documents.support_draft import change, load_for, open_stage, ref
from congso.documents.support_outgoing import CLERKS
from congso.files import api as file_store
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Refusal
from congso.kernel.refs import SubjectRef
from congso.signing.api import Hand

_SIGNERS: Final = "who was asked for this draft: the signer may belong to another agency of it"
_ASKED: Final[dict[str, Any]] = {"stage": SlipStep.Stage.SIGN, "result": SlipStep.Result.OPEN}


@dataclass(frozen=True, slots=True)
class Signed:
    """Result of one of a batch: `outgoing_id` and the moment when signed, else why not.

    `outgoing_id` is 0 while further bodies of a joint document have still to sign; `next_name` signs next.
    """

    draft_id: int
    outgoing_id: int | None
    refusal: Refusal | None = None
    at: datetime | None = None
    next_name: str = ""


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
            waits_for = next_signer(draft_id) if not outgoing_id else ""
            done.append(Signed(draft_id, outgoing_id, at=clock.now(), next_name=waits_for))
        except Refusal as refusal:
            done.append(Signed(draft_id, None, refusal))
    return done


def sign_draft(
    *, actor: Actor, draft_id: int, seen_revision: int, only_seen: bool = False, hand: Hand | None = None
) -> int:
    """Sign the page that was shown; returns the outgoing document's id. Event DocumentSigned. `hand`: the actor's own, open
    already for a batch.

    Of a joint document each body's signer signs in turn: 0 until the last one has, and event DraftSubmitted for the next.
    Signing again what this person signed already gives the same id: a double press signs once. Raises NotFound,
    Forbidden (not on the slip, delegation ended), Conflict documents.changed_meanwhile (the text changed since it was
    shown) or documents.sign_unseen, Invalid with the reason of the key (expired certificate, none).
    """
    try:
        return _sign(actor, draft_id, seen_revision, only_seen=only_seen, hand=hand)
    except (Conflict, Forbidden):
        if (known := _signed_already(actor, draft_id)) is not None:
            return known
        raise


def _signed_already(actor: Actor, draft_id: int) -> int | None:
    """The id as `sign_draft` gives it, None when this appointment has not signed this round."""
    if actor.appointment_id is None:
        return None
    steps = SlipStep.objects.unscoped(reason=_SIGNERS).filter(draft_id=draft_id).order_by("-pk")
    last = steps.filter(stage=SlipStep.Stage.SUBMIT).values_list("pk", flat=True).first()
    mine = steps.filter(
        stage=SlipStep.Stage.SIGN, result=SlipStep.Result.APPROVED, appointment_id=actor.appointment_id
    )
    if (
        not mine.filter(pk__gt=last or 0).exists()
        or steps.filter(**_ASKED, appointment_id=actor.appointment_id).exists()
    ):
        return None
    made = OutgoingDocument.objects.unscoped(reason="signed by this very appointment").filter(
        draft_id=draft_id
    )
    return made.exclude(state=rules_outgoing.CANCELLED).values_list("pk", flat=True).first() or 0


def next_signer(draft_id: int) -> str:
    """Of a joint document that waits for a further body; "" else."""
    asked = SlipStep.objects.unscoped(reason=_SIGNERS).filter(draft_id=draft_id, **_ASKED)
    step = asked.select_related("appointment__person").first()
    return step.appointment.person.full_name if step and step.appointment else ""


def _sign(actor: Actor, draft_id: int, seen_revision: int, *, only_seen: bool, hand: Hand | None) -> int:
    with transaction.atomic():
        draft, step = load_for(actor, "sign", draft_id)
        if draft.revision != seen_revision or step is None:
            raise Conflict("documents.changed_meanwhile")
        if only_seen and step.seen_at is None:
            raise Conflict("documents.sign_unseen")
        turn = support_joint.turn_of(draft, step)
        draft_signing.check_power(actor, draft, turn)
        pdf = draft_signing.signed_pdf(actor, draft, turn, hand)
        draft.parties.filter(order=turn.order).update(signed_at=clock.now())
        following = support_joint.next_party(draft, turn.order)
        if following is not None:
            _hand_on(actor, draft, step, pdf, following)
            return 0
        change(draft, state=rules_draft.SIGNED)
        finish(actor, step, SlipStep.Result.APPROVED, "")
        outgoing = _outgoing(actor, draft, pdf)
        subject = SubjectRef("outgoing", outgoing.pk)
        involve.copy(ref(draft), subject)
        hands.release(ref(draft))
        hands.pass_to(subject, agency_id=draft.agency_id, holder_name=CLERKS, stage="number")
        audit.record(actor, "draft.signed", ref(draft), outgoing=outgoing.pk, lines=list(turn.lines))
        audit.record(actor, "outgoing.signed", subject, draft=draft.pk, lines=draft.signature_lines)
        search_index.later(subject)
        search_index.later(ref(draft))
        events.publish(DocumentSigned(outgoing_id=outgoing.pk, agency_id=draft.agency_id))
    return outgoing.pk


def _hand_on(actor: Actor, draft: Draft, step: SlipStep, pdf: bytes, party: JointParty) -> None:
    """Signed by one body's signer: the next looks at that very file and signs it in another place."""
    stored = file_store.store(
        actor=Actor.system(draft.agency_id), name=f"{draft.subject[:80]}.pdf", content=pdf, purpose=PREPARED,
        trusted=True, made_from=draft.prepared_file_id or draft.source_file_id,
    )  # fmt: skip
    for old in file_store.files_of(ref(draft), PREPARED):
        file_store.unuse(old.id, ref(draft), PREPARED)
    file_store.use(stored.id, ref(draft), PREPARED)
    change(draft, prepared_file_id=stored.id)
    finish(actor, step, SlipStep.Result.APPROVED, "")
    open_stage(actor, draft, SlipStep.Stage.SIGN, party)
    audit.record(actor, "draft.signed", ref(draft), order=step.order, next=party.order)
    search_index.later(ref(draft))


def _outgoing(actor: Actor, draft: Draft, pdf: bytes) -> OutgoingDocument:
    lines = [str(line) for line in draft.signature_lines]
    # Of a joint document the lead body's signer stands in the registers, whoever signed last.
    name = draft.signer.person.full_name if draft.signer else actor.name
    title = draft.signer.post.title if draft.signer else actor.post_title
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
        signer_name=name[:50],
        signer_title=(title or "".join(lines[-1:]))[:100],
        signature_lines=lines,
        signed_at=clock.now(),
        corrects_id=draft.corrects_id,
        joint=draft.joint,
        archive_holder=draft.unit.name if draft.unit else "",
        check_token=token_for(pdf),
    )
    _give_files(actor, draft, made, pdf)
    draft.recipients.update(outgoing=made)
    draft.answers.update(outgoing=made)
    draft.parties.update(outgoing=made)
    return made


def _give_files(actor: Actor, draft: Draft, made: OutgoingDocument, pdf: bytes) -> None:
    subject = SubjectRef("outgoing", made.pk)
    stored = file_store.store(
        actor=actor, name=f"{draft.subject[:80]}.pdf", content=pdf, purpose="signed", trusted=True,
        made_from=draft.prepared_file_id or draft.source_file_id,
    )  # fmt: skip
    file_store.use(stored.id, subject, "signed")
    for one in file_store.uses_of([ref(draft)])[ref(draft)]:
        if one.role in ("attachment", "appendix"):
            file_store.use(one.file.id, subject, one.role, one.order)
    made.signed_file_id, made.pages = stored.id, stored.pages
    made.save(update_fields=["signed_file_id", "pages"])
