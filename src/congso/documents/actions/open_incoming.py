"""The holder opened an arrival: from here on the trace counts work, not waiting."""

from django.db import transaction

from congso.documents import hands
from congso.documents.support_incoming import load, ref
from congso.kernel.actor import Actor, Role


def open_incoming(*, actor: Actor, incoming_id: int) -> None:
    """Begin the work of these hands; opening again changes nothing. Raises NotFound documents.not_found."""
    with transaction.atomic():
        incoming = load(actor, incoming_id)
        unit_id = actor.unit_id if actor.has(Role.UNIT_HEAD) else None
        hands.begin_work(ref(incoming), person_id=actor.person_id, unit_id=unit_id)
