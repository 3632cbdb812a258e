"""Return an arrival to where it came from, with the reason (Decree 30 art. 21)."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands
from congso.documents.events import IncomingRefused
from congso.documents.models import IncomingDocument
from congso.documents.support_incoming import change, load_for, ref
from congso.documents.support_words import need_reason
from congso.kernel import events
from congso.kernel.actor import Actor


def refuse_incoming(
    *, actor: Actor, incoming_id: int, reason: str, expected_version: int | None = None
) -> None:
    """Not taken: no number is given, the sender reads the reason. Event IncomingRefused.

    Raises Forbidden, NotFound, Conflict (registered, returned already, changed meanwhile), Invalid documents.reason_missing.
    """
    said = need_reason(actor, reason, entrance="incoming")
    with transaction.atomic():
        incoming = load_for(actor, "refuse", incoming_id)
        return_to_sender(actor, incoming, said, expected_version=expected_version)


def return_to_sender(
    actor: Actor,
    incoming: IncomingDocument,
    reason: str,
    *,
    expected_version: int | None = None,
    twin_kind: str = "",
) -> None:
    """The effect of refusing, in the caller's transaction and with its policy."""
    change(
        incoming,
        expected_version=expected_version,
        state="refused",
        refuse_reason=reason,
        twin_kind=twin_kind,
    )
    hands.release(ref(incoming))
    audit.record(actor, "incoming.refused", ref(incoming), reason=reason)
    events.publish(IncomingRefused(incoming_id=incoming.pk, agency_id=incoming.agency_id, reason=reason))
