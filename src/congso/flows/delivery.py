"""A document issued here becomes an arrival there, and every state travels back by itself."""

from congso.documents import api as documents
from congso.documents.events import (
    IncomingAssigned,
    IncomingClosed,
    IncomingRecallAnswered,
    IncomingRefused,
    IncomingRegistered,
    IncomingWorkStarted,
    OutgoingIssued,
)
from congso.exchange import api as exchange
from congso.exchange.events import EnvelopeArrived, StatusReported
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef


def send_issued(event: OutgoingIssued) -> None:
    """Put the issued document in one envelope for all receivers of this installation."""
    actor = Actor.system(event.agency_id)
    parcel = documents.parcel(actor=actor, outgoing_id=event.outgoing_id)
    if not parcel.receivers:
        return
    made = exchange.send(
        actor=actor,
        subject=SubjectRef("outgoing", event.outgoing_id),
        fields=exchange.DocumentFields(**parcel.fields),
        files=[exchange.EnclosedFile(**one) for one in parcel.files],
        receivers=parcel.receivers,
    )
    documents.note_sent(actor=actor, outgoing_id=event.outgoing_id, deliveries=made)


def open_envelope(event: EnvelopeArrived) -> None:
    """The receiver's own record, and the word back that it has arrived (01)."""
    brought = exchange.brought(event.delivery_id)
    actor = Actor.system(event.receiver_id)
    incoming_id = documents.receive_delivery(
        actor=actor,
        agency_id=event.receiver_id,
        delivery_id=event.delivery_id,
        fields=brought["fields"],
        files=brought["files"],
    )
    exchange.arrived(delivery_id=event.delivery_id, subject=SubjectRef("incoming", incoming_id))
    exchange.report(actor=actor, delivery_id=event.delivery_id, code="01")


def report_registered(event: IncomingRegistered) -> None:
    _report(event.incoming_id, event.agency_id, "03")


def report_refused(event: IncomingRefused) -> None:
    _report(event.incoming_id, event.agency_id, "02", event.reason)


def report_assigned(event: IncomingAssigned) -> None:
    _report(event.incoming_id, event.agency_id, "04")


def report_working(event: IncomingWorkStarted) -> None:
    _report(event.incoming_id, event.agency_id, "05")


def report_done(event: IncomingClosed) -> None:
    _report(event.incoming_id, event.agency_id, "06")


def report_recall_answer(event: IncomingRecallAnswered) -> None:
    _report(event.incoming_id, event.agency_id, "15" if event.agreed else "16", event.reason)


def _report(incoming_id: int, agency_id: int, code: str, note: str = "") -> None:
    actor = Actor.system(agency_id)
    delivery_id = documents.delivery_of(actor=actor, incoming_id=incoming_id)
    if delivery_id is not None:
        exchange.report(actor=actor, delivery_id=delivery_id, code=code, note=note)


def show_state_to_sender(event: StatusReported) -> None:
    """The recipient line of the sender turns; a taking-back asks the receiver."""
    if event.code == "13":
        documents.ask_recall(actor=Actor.system(), delivery_id=event.delivery_id, reason=event.note)
    if event.sender_subject.startswith("outgoing:"):
        documents.recipient_state(
            actor=Actor.system(), delivery_id=event.delivery_id, code=event.code, note=event.note
        )
