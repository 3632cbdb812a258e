"""A document issued here becomes an arrival there, and every state travels back by itself."""

from collections.abc import Sequence

from congso.documents import api as documents
from congso.documents.events import (
    IncomingAssigned,
    IncomingClosed,
    IncomingRecallAnswered,
    IncomingRefused,
    IncomingRegistered,
    IncomingWorkStarted,
    OutgoingIssued,
    OutgoingRecalled,
    RecipientsAdded,
)
from congso.exchange import api as exchange
from congso.exchange.events import EnvelopeArrived, PackagesTaken, StatusReported
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid
from congso.kernel.refs import SubjectRef

_NOTHING_HERE = "Nơi nhận không giữ văn bản này"
_PURGED = "Nội dung tệp đã bị xóa trước khi đến nơi nhận"


def send_issued(event: OutgoingIssued | RecipientsAdded) -> None:
    """Put the issued document in one envelope for all receivers of this installation that were not sent it yet, and in one for
    those that the axis reaches."""
    actor = Actor.system(event.agency_id)
    parcel = documents.parcel(actor=actor, outgoing_id=event.outgoing_id)
    if not parcel.receivers and not parcel.abroad:
        return
    subject = SubjectRef("outgoing", event.outgoing_id)
    fields = exchange.DocumentFields(**parcel.fields)
    files = [exchange.EnclosedFile(**one) for one in parcel.files]
    made: dict[int, int] = {}
    if parcel.receivers:
        made = exchange.send(
            actor=actor, subject=subject, fields=fields, files=files, receivers=parcel.receivers
        )
    abroad: dict[str, int] = {}
    if parcel.abroad:
        try:
            abroad = exchange.send_abroad(
                actor=actor, subject=subject, fields=fields, files=files,
                receivers=[exchange.Abroad(code, name) for code, name in parcel.abroad],
            )  # fmt: skip
        except Invalid as refusal:
            reason = refusal.code.removeprefix("exchange.")
            documents.note_unsendable(actor=actor, outgoing_id=event.outgoing_id, reason=reason)
    documents.note_sent(actor=actor, outgoing_id=event.outgoing_id, deliveries=made, abroad=abroad)


def take_back(event: OutgoingRecalled) -> None:
    """Ask each receiver that has it (13); one that answers in the same moment keeps its answer."""
    actor = Actor.system(event.agency_id)
    ask_back(actor, documents.sent_deliveries(actor=actor, outgoing_id=event.outgoing_id), event.reason)


def ask_back(actor: Actor, deliveries: Sequence[int], reason: str) -> None:
    for delivery_id in deliveries:
        _try_report(actor, delivery_id, "13", reason)


def open_envelope(event: EnvelopeArrived) -> None:
    """The receiver's own record, and the word back that it has arrived (01). What was recalled on the way stays unopened."""
    actor = Actor.system(event.receiver_id)
    brought = exchange.brought(event.delivery_id)
    if brought["state"] in ("13", "15"):
        return
    try:
        incoming_id = documents.receive_delivery(
            actor=actor,
            agency_id=event.receiver_id,
            delivery_id=event.delivery_id,
            fields=brought["fields"],
            files=brought["files"],
            channel=brought["channel"],
        )
    except Conflict as conflict:
        if conflict.code != "files.purged":
            raise
        _try_report(actor, event.delivery_id, "02", _PURGED)
        return
    exchange.arrived(delivery_id=event.delivery_id, subject=SubjectRef("incoming", incoming_id))
    _try_report(actor, event.delivery_id, "01")


def report_registered(event: IncomingRegistered) -> None:
    """The sender reads the arrival number, as on the receipt of Decree 30 art. 21."""
    actor = Actor.system(event.agency_id)
    if documents.delivery_of(actor=actor, incoming_id=event.incoming_id) is None:
        return
    line = documents.incoming_line(actor=actor, incoming_id=event.incoming_id)
    _report(event.incoming_id, event.agency_id, "03", str(line.arrival_number or ""))


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
        _try_report(actor, delivery_id, code, note)


def _try_report(actor: Actor, delivery_id: int, code: str, note: str = "") -> None:
    """A status that no longer fits (given back meanwhile) is not sent: what happened there stays true without it."""
    try:
        exchange.report(actor=actor, delivery_id=delivery_id, code=code, note=note)
    except Conflict as conflict:
        if conflict.code != "exchange.status_out_of_order":
            raise


def show_state_to_sender(event: StatusReported) -> None:
    """The recipient line of the sender turns."""
    if SubjectRef.parse(event.sender_subject).kind == "outgoing":
        documents.recipient_state(
            actor=Actor.system(), delivery_id=event.delivery_id, code=event.code, note=event.note
        )


def show_taken(event: PackagesTaken) -> None:
    """The axis took them: their lines turn."""
    for delivery_id, subject in zip(event.delivery_ids, event.sender_subjects, strict=True):
        if SubjectRef.parse(subject).kind == "outgoing":
            documents.recipient_state(actor=Actor.system(), delivery_id=delivery_id, code="sent", note="")


def ask_receiver(event: StatusReported) -> None:
    """A taking-back (13) asks the receiver's clerk, when the receiver is here. Where there is nothing to give back, because it was not opened yet or
    was returned or cancelled meanwhile, the answer is given at once."""
    if event.code != "13":
        return
    receiver = exchange.deliveries([event.delivery_id])[event.delivery_id].receiver_id
    if receiver is None:
        return  # elsewhere: the status travels over the axis, and so does the answer
    if documents.ask_recall(actor=Actor.system(), delivery_id=event.delivery_id, reason=event.note) is None:
        _try_report(Actor.system(receiver), event.delivery_id, "15", _NOTHING_HERE)
