"""The sender recalls what it sent; we give it back or refuse (Decree 30 art. 18, Annex VI F8.2)."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands, numbers, search_index
from congso.documents.events import IncomingRecallAnswered
from congso.documents.models import IncomingDocument
from congso.documents.support_incoming import change, load_for, ref
from congso.documents.support_words import look, need_reason, tidy_words
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict


def ask_recall(*, actor: Actor, delivery_id: int, reason: str) -> int | None:
    """The sender asks for the arrival of this delivery back; the clerk is asked. Its id, None when there is none to ask for.

    Asking twice changes nothing. `actor` is the system.
    """
    with transaction.atomic():
        rows = IncomingDocument.objects.unscoped(reason="the recall of its sender")
        incoming: IncomingDocument | None = rows.filter(delivery_id=delivery_id).first()
        if incoming is None or incoming.state in ("refused", "cancelled", "withdrawn"):
            return None
        if incoming.recall_asked_at is None:
            change(incoming, recall_asked_at=clock.now(), recall_reason=tidy_words(reason))
            audit.record(actor, "incoming.recall_asked", ref(incoming), reason=incoming.recall_reason)
        return incoming.pk


def withdraw_incoming(*, actor: Actor, incoming_id: int, agree: bool, reason: str = "") -> None:
    """Answer the recall. Agreed: the record is withdrawn, its number kept as cancelled; refused: it stays, with our reason.

    Raises Forbidden, NotFound, Conflict documents.no_recall, Invalid documents.reason_missing (when refusing).
    Event IncomingRecallAnswered.
    """
    said = tidy_words(reason) if agree else need_reason(actor, reason, entrance="incoming")
    look(actor, "incoming", reason=said)
    with transaction.atomic():
        incoming = load_for(actor, "withdraw", incoming_id)
        if incoming.recall_asked_at is None:
            raise Conflict("documents.no_recall")
        if agree:
            _withdraw(actor, incoming)
        else:
            change(incoming, recall_asked_at=None)
        audit.record(actor, "incoming.recall_answered", ref(incoming), agreed=agree, reason=said)
        events.publish(
            IncomingRecallAnswered(
                incoming_id=incoming.pk, agency_id=incoming.agency_id, agreed=agree, reason=said
            )
        )


def _withdraw(actor: Actor, incoming: IncomingDocument) -> None:
    """A recall is lawful after the book of its year was closed too: then its line stands as printed and the journal says the rest."""
    change(incoming, state="withdrawn")
    book, number = incoming.register, incoming.arrival_number
    if book is not None and number is not None and not numbers.is_closed(book.pk):
        why = incoming.recall_reason or "Nơi gửi thu hồi"
        numbers.cancel_number(actor=actor, register=book, number=number, reason=why)
    hands.release(ref(incoming))
    search_index.later(ref(incoming))
