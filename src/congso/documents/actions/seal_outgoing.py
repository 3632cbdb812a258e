"""The agency's seal: number and date into the form, the agency's signature over them, proof, then it is issued."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands, rules_outgoing, seals
from congso.documents.events import OutgoingIssued
from congso.documents.models import OutgoingDocument
from congso.documents.support_outgoing import change, load_for, printed_code, ref
from congso.files import api as file_store
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.jobs import job


@job("documents.seal", retry=6, queue="seal")
def seal(*, outgoing_id: int) -> None:
    """Seal what was numbered. A refusal of the key is written down and shown; anything else is tried again."""
    outgoing = OutgoingDocument.objects.unscoped(reason="job by id").filter(pk=outgoing_id).first()
    if outgoing is None or outgoing.state not in (rules_outgoing.NUMBERED, rules_outgoing.SEAL_FAILED):
        return
    seal_outgoing(actor=Actor.system(outgoing.agency_id), outgoing_id=outgoing_id)


def seal_outgoing(*, actor: Actor, outgoing_id: int) -> bool:
    """True when issued now; False when the key refused (state seal_failed, its number kept). Event OutgoingIssued.

    The signing itself runs before the transaction: no row is locked while a key works.
    """
    outgoing = load_for(actor, "seal", outgoing_id)
    made = seals.sealed_pdf(outgoing)
    if made.refused:
        with transaction.atomic():
            change(outgoing, state=rules_outgoing.SEAL_FAILED, seal_error=made.refused)
            audit.record(actor, "outgoing.seal_failed", ref(outgoing), reason=made.refused)
        return False
    with transaction.atomic():
        name = f"{printed_code(outgoing).replace('/', '-')}.signed.pdf"
        stored = file_store.store(
            actor=Actor.system(outgoing.agency_id),
            name=name,
            content=made.pdf,
            purpose="issued",
            trusted=True,
        )
        file_store.use(stored.id, ref(outgoing), "main", 0)
        change(
            outgoing,
            state=rules_outgoing.ISSUED,
            issued_at=clock.now(),
            seal_error="",
            file_id=stored.id,
            pages=stored.pages,
        )
        hands.release(ref(outgoing))
        audit.record(
            actor, "outgoing.issued", ref(outgoing), code=printed_code(outgoing), sha256=stored.sha256
        )
        events.publish(OutgoingIssued(outgoing_id=outgoing.pk, agency_id=outgoing.agency_id))
    return True
