"""Put a document in an envelope and carry it to each receiver in this installation."""

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from congso.audit import api as audit
from congso.exchange.actions.post import door_of, post_document, replace_dead
from congso.exchange.events import EnvelopeArrived
from congso.exchange.models import Delivery, Envelope
from congso.exchange.rules import QUEUED
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.kernel.ids import uuid7
from congso.kernel.jobs import job
from congso.kernel.refs import SubjectRef
from congso.people import api as people


@dataclass(frozen=True, slots=True)
class DocumentFields:
    """What the envelope says of the document, under the names the axis uses (STANDARDS § 3.7)."""

    number: str
    symbol: str
    kind: str  # name of the kind
    subject: str
    issuer: str
    date: str  # ISO
    signer_name: str
    signer_title: str
    urgency: int = 0
    issuer_agency_id: int | None = None
    due: str = ""  # ISO, empty: no answer is owed
    pages: int | None = None
    answers: tuple[str, ...] = ()  # document ids of the receivers' own documents this one answers
    # Of an update and a replacement: what was sent before and why it no longer holds.
    about: str = ""  # document id
    reason: str = ""

    @property
    def day(self) -> datetime.date:
        return datetime.date.fromisoformat(self.date)


@dataclass(frozen=True, slots=True)
class Abroad:
    """A receiver that is no agency of this installation, by its organ code."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class EnclosedFile:
    file_id: int
    name: str
    sha256: str
    role: str  # main, appendix, attachment


def document_id(agency_code: str, day: datetime.date, number: str, symbol: str) -> str:
    """`<OrganId>,<yyyy/MM/dd>,<number>/<symbol>`."""
    return f"{agency_code},{day:%Y/%m/%d},{number}/{symbol}"


def send(
    *,
    actor: Actor,
    subject: SubjectRef,
    fields: DocumentFields,
    files: Sequence[EnclosedFile],
    receivers: Sequence[int],
    kind: str = Envelope.Kind.NEW,
) -> dict[int, int]:
    """One envelope to many receivers, in the caller's transaction; returns receiver agency id → delivery id.

    The caller (the issuing action) has decided that the document may leave. The main file comes first.
    """
    sender = people.agency(actor.agency_id or 0)
    with transaction.atomic():
        envelope = _envelope(sender, subject, fields, files, kind)
        made: dict[int, int] = {}
        for receiver_id in dict.fromkeys(receivers):
            delivery = Delivery.objects.create(
                envelope=envelope, receiver_id=receiver_id, state=QUEUED, state_at=clock.now()
            )
            carry.defer(delivery_id=delivery.pk)
            made[receiver_id] = delivery.pk
        audit.record(
            actor, f"{subject.kind}.sent", subject, envelope=str(envelope.message_id), receivers=list(made)
        )
    return made


def send_abroad(
    *,
    actor: Actor,
    subject: SubjectRef,
    fields: DocumentFields,
    files: Sequence[EnclosedFile],
    receivers: Sequence[Abroad],
    kind: str = Envelope.Kind.NEW,
) -> dict[str, int]:
    """The same to agencies that only the axis reaches; returns organ code → delivery id. Dead packages of the same document to
    the same receivers are replaced by the new ones.

    Raises Invalid exchange.no_connection when the sender has no open door to an axis; then nothing is sent.
    """
    sender = people.agency(actor.agency_id or 0)
    connection = door_of(sender.id)
    if connection is None:
        raise Invalid("exchange.no_connection")
    with transaction.atomic():
        envelope = _envelope(sender, subject, fields, files, kind)
        made: dict[str, int] = {}
        replace_dead(connection, subject, [one.code for one in receivers])
        for one in {one.code: one for one in receivers}.values():
            delivery = Delivery.objects.create(
                envelope=envelope,
                receiver_code=one.code,
                receiver_name=one.name,
                state=QUEUED,
                state_at=clock.now(),
            )
            post_document(connection, delivery)
            made[one.code] = delivery.pk
        audit.record(
            actor, f"{subject.kind}.sent", subject, envelope=str(envelope.message_id), receivers=list(made)
        )
    return made


def _envelope(
    sender: people.AgencyRow,
    subject: SubjectRef,
    fields: DocumentFields,
    files: Sequence[EnclosedFile],
    kind: str,
) -> Envelope:
    return Envelope.objects.create(
        message_id=uuid7(),
        kind=kind,
        sender_id=sender.id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        document_id=document_id(sender.code, fields.day, fields.number, fields.symbol),
        fields=dataclasses.asdict(fields),
        files=[dataclasses.asdict(one) for one in files],
        at=clock.now(),
    )


@job("exchange.carry", retry=8)
def carry(*, delivery_id: int) -> None:
    """Within one installation the road is short: announce the arrival. Runs again without a second effect."""
    with transaction.atomic():
        delivery = Delivery.objects.unscoped(reason="on the road").get(pk=delivery_id)
        if delivery.state == QUEUED and delivery.receiver_id is not None:
            events.publish(EnvelopeArrived(delivery_id=delivery.pk, receiver_id=delivery.receiver_id))


def arrived(*, delivery_id: int, subject: SubjectRef) -> None:
    """The receiver's own record exists: remember it. Status 01 is reported by the caller."""
    Delivery.objects.unscoped(reason="on the road").filter(pk=delivery_id).update(
        arrived_kind=subject.kind, arrived_id=subject.id
    )


def brought(delivery_id: int) -> dict[str, Any]:
    """Fields and files of an envelope, as the receiver gets them, and the delivery's state.

    The delivery stays locked until the caller's transaction ends: a recall waits until the record exists, or comes first.
    """
    rows = (
        Delivery.objects.unscoped(reason="on the road")
        .select_for_update(of=("self",))
        .select_related("envelope__sender")
    )
    row = rows.get(pk=delivery_id)
    return {
        "state": row.state,
        "receiver_id": row.receiver_id,
        "sender_id": row.envelope.sender_id,
        "sender_name": row.envelope.sender.name if row.envelope.sender else row.envelope.sender_name,
        "channel": "internal" if row.envelope.sender else "axis",
        "document_id": row.envelope.document_id,
        "message_id": str(row.envelope.message_id),
        "kind": row.envelope.kind,
        "fields": row.envelope.fields,
        "files": row.envelope.files,
    }
