"""The outbox empties: oldest first for each receiver, at least once, never out of order, not for ever."""

import hashlib
import random
from datetime import timedelta

from django.db import transaction

from congso.exchange import rules, rules_axis
from congso.exchange.alone import alone
from congso.exchange.axis import Axis, AxisError, PackageKind
from congso.exchange.door import Door
from congso.exchange.events import DeliveryFailed, StatusReported
from congso.exchange.models import Connection, Delivery, Outbox
from congso.exchange.packages import document_message, status_message
from congso.exchange.signatures import key_of_agency
from congso.kernel import clock, events
from congso.kernel.errors import Refusal
from congso.kernel.jobs import job
from congso.pure import edxml


@job("exchange.push", retry=3)
def push(*, connection_id: int) -> None:
    """Send what may leave through this door. A package that fails waits; one that cannot be sent is told to its sender."""
    connection = Connection.objects.unscoped(reason="job of the door").get(pk=connection_id)
    with alone("out", connection_id) as mine:
        if not mine or not connection.active:
            return
        door = Door(connection)
        while row_ids := _may_leave(connection):
            for row_id in row_ids:
                _try(door, row_id)


def _may_leave(connection: Connection) -> list[int]:
    """The oldest package for each receiver, if its time has come: one round, at most one package a receiver."""
    waiting = Outbox.objects.unscoped(reason="job of the door").filter(
        connection=connection, state=Outbox.State.QUEUED
    )
    first = waiting.order_by("receiver_code", "id").distinct("receiver_code")
    rows = [rules_axis.Waiting(*row) for row in first.values_list("id", "receiver_code", "next_at")]
    return list(rules_axis.may_leave(sorted(rows, key=lambda row: row.id), clock.now()))


def _try(door: Door, row_id: int) -> None:
    """One package. Its bytes are made before the call and its outcome committed right after it: whoever is killed between
    the two sends it once more, and the receiver knows it by what it says."""
    row = (
        Outbox.objects.unscoped(reason="job of the door")
        .select_related("connection__agency", "delivery__envelope")
        .get(pk=row_id)
    )
    try:
        package, signer = _package(row)
        remote_id = door.call(lambda axis: _sent(axis, row, package))
    except AxisError as error:
        _failed(row, error)
        return
    with transaction.atomic():
        Outbox.objects.unscoped(reason="job of the door").filter(pk=row.pk).update(
            state=Outbox.State.SENT, remote_id=remote_id[:200], sent_at=clock.now(), tries=row.tries + 1, error="",
            sha256=hashlib.sha256(package).hexdigest(), signer=signer,
        )  # fmt: skip
        if row.kind == PackageKind.DOCUMENT:
            tell_sender(row.delivery, "sent")


def tell_sender(delivery: Delivery, said: str) -> None:
    """The sender's line turns by what happened between here and the axis: sent, waiting (again)."""
    envelope = delivery.envelope
    subject = f"{envelope.subject_kind}:{envelope.subject_id}"
    events.publish(StatusReported(delivery_id=delivery.pk, code=said, sender_subject=subject, note=""))


def _package(row: Outbox) -> tuple[bytes, str]:
    """The bytes, and who signed them. Files that are gone by now (purged) cannot leave: that is told like any other failure."""
    key, signer = key_of_agency(row.connection.agency_id)
    try:
        is_document = row.kind == PackageKind.DOCUMENT
        message = document_message(row.delivery) if is_document else status_message(row)
        return edxml.write(message, key), signer
    except Refusal as refusal:
        raise AxisError("invalid_file", permanent=True, words=refusal.code) from refusal


def _sent(axis: Axis, row: Outbox, package: bytes) -> str:
    sender = row.connection.agency.code
    return axis.send(package, kind=PackageKind(row.kind), sender=sender, receivers=[row.receiver_code])


def _failed(row: Outbox, error: AxisError) -> None:
    now = clock.now()
    state = rules_axis.outcome(permanent=error.permanent, expired=now >= row.expires_at)
    wait = rules_axis.wait_after(row.tries + 1, random.random())  # noqa: S311  spreads tries, guards nothing
    with transaction.atomic():
        Outbox.objects.unscoped(reason="job of the door").filter(pk=row.pk).update(
            state=state, tries=row.tries + 1, next_at=now + timedelta(seconds=wait), error=str(error)[:400]
        )
        Connection.objects.unscoped(reason="job of the door").filter(pk=row.connection_id).update(
            error=str(error)[:400], error_at=now
        )
        if state != Outbox.State.QUEUED and row.kind == PackageKind.DOCUMENT:
            _give_up(row, str(error))


def _give_up(row: Outbox, reason: str) -> None:
    """The sender's line turns and its clerks are told. A delivery that was answered meanwhile keeps its state."""
    envelope = row.delivery.envelope
    changed = (
        Delivery.objects.unscoped(reason="job of the door")
        .filter(pk=row.delivery_id, state=rules.QUEUED)
        .update(state=rules.FAILED, state_at=clock.now(), note=reason[:300])
    )
    if not changed or envelope.sender_id is None:
        return
    subject = f"{envelope.subject_kind}:{envelope.subject_id}"
    events.publish(StatusReported(row.delivery_id, rules.FAILED, subject, reason[:300]))
    events.publish(DeliveryFailed(row.delivery_id, envelope.sender_id, subject, reason[:300]))
