"""A sent document is replaced or updated: its receivers get the other one, and are asked for what they have."""

from congso.documents import api as documents
from congso.documents.events import OutgoingReplaced, OutgoingUpdated
from congso.exchange import api as exchange
from congso.flows.delivery import ask_back
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.kernel.refs import SubjectRef


def send_replacement(event: OutgoingReplaced) -> None:
    _send(event.agency_id, event.outgoing_id, event.by_id, "replace", event.reason)


def send_update(event: OutgoingUpdated) -> None:
    _send(event.agency_id, event.outgoing_id, event.outgoing_id, "update", event.reason)


def _send(agency_id: int, about_id: int, outgoing_id: int, kind: str, reason: str) -> None:
    """Where the other document cannot leave (its content was purged, no open door), the receivers are still asked for this one."""
    actor = Actor.system(agency_id)
    deliveries = documents.sent_deliveries(actor=actor, outgoing_id=about_id)
    parcel = documents.contents(actor=actor, outgoing_id=outgoing_id)
    if not deliveries:
        return
    if not parcel.fields:
        ask_back(actor, deliveries, reason)
        return
    by = exchange.Superseding(
        subject=SubjectRef("outgoing", outgoing_id),
        fields=exchange.DocumentFields(**parcel.fields),
        files=[exchange.EnclosedFile(**one) for one in parcel.files],
        kind=kind,
        reason=reason,
    )
    try:
        made = exchange.supersede(actor=actor, deliveries=deliveries, by=by)
    except Invalid:
        ask_back(actor, deliveries, reason)
        return
    documents.note_superseding(
        actor=actor, outgoing_id=outgoing_id, about_id=about_id, here=made.here, abroad=made.abroad
    )
