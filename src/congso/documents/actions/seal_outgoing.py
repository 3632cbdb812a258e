"""The agency's seal: number and date into the form, the agency's signature over them, proof, then it is issued."""

from datetime import timedelta

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands, rules_outgoing, seals, search_index, support_joint
from congso.documents.events import OutgoingIssued
from congso.documents.models import Draft, DraftState, OutgoingDocument
from congso.documents.rendering_incoming import signature_summary
from congso.documents.support_outgoing import change, load_for, printed_code, ref
from congso.files import api as file_store
from congso.kernel import clock, events, live
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict
from congso.kernel.jobs import job


@job("documents.seal", retry=6, queue="seal")
def seal(*, outgoing_id: int) -> None:
    """Seal what was numbered. A refusal is written down and, when the key may come back, tried again later; anything
    else (a service that does not answer) is tried again by the queue."""
    outgoing = OutgoingDocument.objects.unscoped(reason="job by id").filter(pk=outgoing_id).first()
    if outgoing is None or rules_outgoing.state_refusal("seal", outgoing.state) or waits_for_paper(outgoing):
        return
    try:
        seal_outgoing(actor=Actor.system(outgoing.agency_id), outgoing_id=outgoing_id)
    except Conflict as conflict:
        if conflict.code == "files.purged":
            raise  # what was sealed was purged in this moment: the next try writes that down
        # Somebody pressed "Đóng dấu lại" at the same moment, and their result stands; or a joint body's leave is missing,
        # which queues this job again.
        return


def waits_for_paper(outgoing: OutgoingDocument) -> bool:
    """Printed already, or the scan has not come yet."""
    return (outgoing.on_paper and outgoing.file_id is not None) or outgoing.signed_file_id is None


def seal_outgoing(*, actor: Actor, outgoing_id: int) -> bool:
    """True when finished now; False when refused (state seal_failed, its number kept, the reason in `seal_error`).

    Issued then (event OutgoingIssued), or on paper: ready to print. The signing runs before the transaction: no row is
    locked while a key works. Raises NotFound, Forbidden, Conflict (issued already, changed meanwhile,
    documents.seal_awaited: the clerk of a further body of a joint document has not given leave).
    """
    outgoing = load_for(actor, "seal", outgoing_id)
    if awaited := support_joint.seals_awaited(outgoing):
        raise Conflict("documents.seal_awaited", names=", ".join(awaited))
    made = seals.sealed_pdf(outgoing)
    if made.refused:
        _note_refusal(actor, outgoing, made.refused)
        return False
    found = signature_summary(made.pdf)
    with transaction.atomic():
        stored = file_store.store(
            actor=Actor.system(outgoing.agency_id),
            name=f"{printed_code(outgoing).replace('/', '-')}{'' if outgoing.on_paper else '.signed'}.pdf",
            content=made.pdf,
            purpose="issued",
            trusted=True,
            made_from=outgoing.signed_file_id,
        )
        file_store.use(stored.id, ref(outgoing), "main")
        columns = {
            "seal_error": "",
            "seal_retry_at": None,
            "file_id": stored.id,
            "pages": stored.pages,
            "signatures": found,
        }
        if outgoing.on_paper:
            change(outgoing, state=rules_outgoing.NUMBERED, **columns)
            audit.record(actor, "outgoing.ready_to_print", ref(outgoing), code=printed_code(outgoing))
        else:
            change(outgoing, state=rules_outgoing.ISSUED, issued_at=clock.now(), **columns)
            announce_issued(actor, outgoing, sha256=stored.sha256)
        live.publish(f"agency:{outgoing.agency_id}", "outgoing", id=outgoing.pk, state=outgoing.state)
    return True


def _note_refusal(actor: Actor, outgoing: OutgoingDocument, refused: str) -> None:
    """Why it failed, and when it is tried again by itself."""
    attempts = outgoing.seal_attempts + 1
    wait = rules_outgoing.next_seal_wait(attempts) if rules_outgoing.heals_by_itself(refused) else None
    with transaction.atomic():
        change(
            outgoing,
            state=rules_outgoing.SEAL_FAILED,
            seal_error=refused,
            seal_attempts=attempts,
            seal_retry_at=clock.now() + timedelta(seconds=wait) if wait else None,
        )
        audit.record(actor, "outgoing.seal_failed", ref(outgoing), reason=refused, attempt=attempts)
        if wait:
            seal.defer(delay=wait, outgoing_id=outgoing.pk)
        live.publish(f"agency:{outgoing.agency_id}", "outgoing", id=outgoing.pk, state=outgoing.state)


def announce_issued(actor: Actor, outgoing: OutgoingDocument, **more: str) -> None:
    """It is final: its draft is done with, nobody holds it, everybody concerned is told. In the caller's transaction."""
    if outgoing.draft_id is not None:
        Draft.objects.unscoped(reason="of the document just issued").filter(pk=outgoing.draft_id).update(
            state=DraftState.ISSUED
        )
    hands.release(ref(outgoing))
    audit.record(actor, "outgoing.issued", ref(outgoing), code=printed_code(outgoing), **more)
    search_index.later(ref(outgoing))
    events.publish(OutgoingIssued(outgoing_id=outgoing.pk, agency_id=outgoing.agency_id))


def finish_on_paper(*, actor: Actor, outgoing_id: int) -> None:
    """The print was sealed wet: it is issued on paper. Raises NotFound, Forbidden, Conflict documents.not_printed_yet.

    Event OutgoingIssued.
    """
    with transaction.atomic():
        outgoing = load_for(actor, "finish_paper", outgoing_id)
        if not outgoing.on_paper or outgoing.file_id is None:
            raise Conflict("documents.not_printed_yet")
        change(outgoing, state=rules_outgoing.ISSUED, issued_at=clock.now())
        announce_issued(actor, outgoing, paper="1")
