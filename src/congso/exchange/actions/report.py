"""A status travels: from the receiver back to the sender, or (13) from the sender."""

from django.db import transaction

from congso.exchange import rules
from congso.exchange.actions.post import post_status
from congso.exchange.events import StatusReported
from congso.exchange.models import Delivery, StatusMessage
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Invalid


def report(*, actor: Actor, delivery_id: int, code: str, note: str = "", carried: bool = False) -> str:
    """Record the status and move the delivery's state; returns the state after it. `carried`: another message takes it along.

    Raises Forbidden when the actor's agency is at neither end that may send this code, Conflict when the status does
    not fit the state (registered after it was refused).
    """
    if code not in rules.CODES:
        raise Invalid("exchange.unknown_status", status_code=code)
    with transaction.atomic():
        row = (
            Delivery.objects.unscoped(reason="asked below")
            .select_for_update()
            .select_related("envelope")
            .get(pk=delivery_id)
        )
        speaker = row.receiver_id if code in rules.BY_RECEIVER else row.envelope.sender_id
        # For an agency elsewhere only the system speaks: it read the package.
        anybody = actor.is_system and actor.agency_id is None
        if not anybody and (speaker is None or actor.agency_id != speaker):
            raise Forbidden("exchange.not_your_delivery")
        state = rules.next_state(row.state, code, before_taking_back=_before_taking_back(row))
        if state is None:
            raise Conflict("exchange.status_out_of_order", state=row.state, status_code=code)
        StatusMessage.objects.create(
            delivery=row,
            code=code,
            description=note[:300],
            staff=actor.name,
            department=actor.post_title[:200],
            at=clock.now(),
        )
        if state != row.state:
            Delivery.objects.unscoped(reason="asked below").filter(pk=row.pk).update(
                state=state, state_at=clock.now(), note=note[:300]
            )
        if not carried:
            post_status(row, code, note[:300], actor)
        sender_subject = f"{row.envelope.subject_kind}:{row.envelope.subject_id}"
        events.publish(
            StatusReported(delivery_id=row.pk, code=code, sender_subject=sender_subject, note=note[:300])
        )
    return state


def _before_taking_back(row: Delivery) -> str:
    codes = [one.code for one in row.statuses.exclude(code__in=("13", "15", "16")).order_by("id")]
    state = rules.QUEUED
    for code in codes:
        state = rules.next_state(state, code) or state
    return state
