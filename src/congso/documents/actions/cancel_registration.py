"""Cancel a wrong registration. Its number is never given again: it stays in the register with the reason (art. 22)."""

from typing import Final

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands, numbers, search_index
from congso.documents.events import IncomingCancelled, IncomingReceived
from congso.documents.models import IncomingDocument
from congso.documents.support_incoming import CLERKS, change, load_for, ref
from congso.documents.support_words import need_reason
from congso.files import api as files
from congso.kernel import events
from congso.kernel.actor import Actor

_KEPT: Final = (
    "agency_id", "channel", "received_at", "uploaded_by_id", "issuer_name", "issuer_agency_id", "number", "symbol",
    "code_key", "document_date", "kind", "subject", "signer_name", "signer_title", "urgency", "due_at", "pages",
    "copies", "language", "description", "paper_original", "main_file_id", "signatures",
)  # fmt: skip


def cancel_registration(
    *, actor: Actor, incoming_id: int, reason: str, again: bool = False, expected_version: int | None = None
) -> int | None:
    """The record stays as cancelled, its number explained. `again`: the same arrival waits anew; its new id is returned.

    Raises Forbidden, NotFound, Conflict (not registered, closed, changed meanwhile), Invalid documents.reason_missing.
    Event IncomingCancelled; with `again` IncomingReceived for the new record, which also takes over the delivery.
    """
    said = need_reason(actor, reason, entrance="incoming")
    with transaction.atomic():
        incoming = load_for(actor, "cancel", incoming_id)
        delivery_id = incoming.delivery_id
        kept_delivery = {"delivery_id": None} if again else {}
        change(
            incoming,
            expected_version=expected_version,
            state="cancelled",
            cancel_reason=said,
            **kept_delivery,
        )
        if incoming.register is not None and incoming.arrival_number is not None:
            numbers.cancel_number(
                actor=actor, register=incoming.register, number=incoming.arrival_number, reason=said
            )
        hands.release(ref(incoming))
        audit.record(
            actor,
            "incoming.cancelled",
            ref(incoming),
            number=incoming.arrival_number,
            reason=said,
            again=again,
        )
        events.publish(IncomingCancelled(incoming_id=incoming.pk, agency_id=incoming.agency_id))
        search_index.later(ref(incoming))
        return _wait_again(actor, incoming, delivery_id) if again else None


def _wait_again(actor: Actor, old: IncomingDocument, delivery_id: int | None) -> int:
    kept = {name: getattr(old, name) for name in _KEPT}
    made = IncomingDocument.objects.create(
        **kept, delivery_id=delivery_id, not_twins=[*old.not_twins, old.pk]
    )
    for use in files.uses_of([ref(old)])[ref(old)]:
        files.use(use.file.id, ref(made), role=use.role, order=use.order)
    hands.pass_to(ref(made), agency_id=made.agency_id, holder_name=CLERKS, stage="register")
    audit.record(actor, "incoming.received", ref(made), channel=made.channel, again_of=old.pk)
    events.publish(IncomingReceived(incoming_id=made.pk, agency_id=made.agency_id))
    return made.pk
