"""The outbox empties: oldest first for each receiver, at least once, never out of order, not for ever."""

import contextlib
import hashlib
import random
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import connection, transaction

from congso.exchange import rules, rules_axis
from congso.exchange.alone import alone
from congso.exchange.axis import Axis, AxisError, PackageKind
from congso.exchange.door import Door
from congso.exchange.events import DeliveryFailed, PackagesTaken, StatusReported
from congso.exchange.letterhead import Letterhead
from congso.exchange.models import Connection, Delivery, Outbox
from congso.exchange.packages import document_message, status_message
from congso.kernel import clock, events
from congso.kernel.errors import Refusal
from congso.kernel.jobs import job
from congso.pure import edxml

_BATCH: Final = 20  # packages of one receiver in a round
_LONGEST: Final = 0.5  # seconds that a package which is gone may wait to be noted


@job("exchange.push", retry=3)
def push(*, connection_id: int) -> None:
    """Send what may leave through this door. A package that fails waits; one that cannot be sent is told to its sender."""
    connection = Connection.objects.unscoped(reason="job of the door").get(pk=connection_id)
    with alone("out", connection_id) as mine:
        if not mine or not connection.active:
            return
        with contextlib.closing(Door(connection)) as door:
            visit = _Visit(door, connection.agency_id)
            while codes := _may_leave(connection):
                for code in codes:
                    visit.send(_oldest(connection, code))


def _may_leave(connection: Connection) -> list[str]:
    """Receivers whose oldest package has its time, in the order of these."""
    waiting = connection.outbox.filter(state=Outbox.State.QUEUED)
    first = waiting.order_by("receiver_code", "id").distinct("receiver_code")
    rows = [rules_axis.Waiting(*row) for row in first.values_list("id", "receiver_code", "next_at")]
    ready = set(rules_axis.may_leave(rows, clock.now()))
    return [row.receiver_code for row in sorted(rows, key=lambda row: row.id) if row.id in ready]


def _oldest(connection: Connection, code: str) -> list[Outbox]:
    waiting = connection.outbox.filter(state=Outbox.State.QUEUED, receiver_code=code)
    return list(waiting.select_related("connection__agency", "delivery__envelope").order_by("id")[:_BATCH])


class _Visit:
    """Packages to one receiver after another. What is gone is noted for several at once, soon: whoever is killed between the two sends
    these once more, in the same order, and the receiver knows them by what they say."""

    def __init__(self, door: Door, agency_id: int) -> None:
        self._door = door
        self._sheet = Letterhead(agency_id)
        self._gone: list[_Gone] = []
        self._since = 0.0

    def send(self, rows: Sequence[Outbox]) -> None:
        """Until one does not leave: the others of the same receiver wait behind it. The next is made while one is on its way."""
        flight: _Flight | None = None
        try:
            for row in [*rows, None]:
                made = self._made(row)
                if flight is not None and not self._arrived(flight):
                    return
                if row is None or made is None:
                    return
                if isinstance(made, AxisError):
                    _failed(row, made)
                    return
                flight = _Flight(row, made, self._door.start(partial(_sent, row=row, package=made)))
        finally:
            self._note()

    def _made(self, row: Outbox | None) -> bytes | AxisError | None:
        """The bytes, or why there are none; None when its time has not come."""
        if row is None or row.next_at > clock.now():
            return None
        self._sheet.renew()
        try:
            return _package(row, self._sheet)
        except Refusal as refusal:
            return AxisError("invalid_file", permanent=True, words=refusal.code)

    def _arrived(self, flight: "_Flight") -> bool:
        try:
            remote_id = flight.answer.result()
        except AxisError as error:
            self._note()
            _failed(flight.row, error)
            return False
        if not self._gone:
            self._since = time.monotonic()
        digest = hashlib.sha256(flight.package).hexdigest()
        self._gone.append(_Gone(flight.row, remote_id[:200], digest, self._sheet.signer, clock.now()))
        if time.monotonic() - self._since > _LONGEST:
            self._note()
        return True

    def _note(self) -> None:
        gone, self._gone = self._gone, []
        if not gone:
            return
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.executemany(
                    _NOTED, [(one.remote_id, one.at, one.sha256, one.signer, one.row.pk) for one in gone]
                )
            told = [one.row.delivery for one in gone if one.row.kind == PackageKind.DOCUMENT]
            if told:
                events.publish(
                    PackagesTaken(tuple(one.pk for one in told), tuple(_subject(one) for one in told))
                )


_NOTED: Final = (
    "UPDATE exchange_outbox SET state = 'sent', remote_id = %s, sent_at = %s, tries = tries + 1, error = '', sha256 = %s, signer = %s"
    " WHERE id = %s"
)


@dataclass(frozen=True, slots=True)
class _Flight:
    row: Outbox
    package: bytes
    answer: "Future[str]"


@dataclass(frozen=True, slots=True)
class _Gone:
    row: Outbox
    remote_id: str
    sha256: str
    signer: str
    at: datetime


def _subject(delivery: Delivery) -> str:
    return f"{delivery.envelope.subject_kind}:{delivery.envelope.subject_id}"


def tell_sender(delivery: Delivery, said: str) -> None:
    """The sender's line turns by what happened between here and the axis, such as waiting (again)."""
    events.publish(
        StatusReported(delivery_id=delivery.pk, code=said, sender_subject=_subject(delivery), note="")
    )


def _package(row: Outbox, sheet: Letterhead) -> bytes:
    """Raises Refusal: files that are gone by now (purged) cannot leave, and that is told like any other failure."""
    if row.kind == PackageKind.DOCUMENT:
        return edxml.write(document_message(row.delivery, sheet.party), sheet.key)
    return edxml.write(status_message(row, sheet.party), sheet.key)


def _sent(axis: Axis, *, row: Outbox, package: bytes) -> str:
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
    subject = _subject(row.delivery)
    events.publish(StatusReported(row.delivery_id, rules.FAILED, subject, reason[:300]))
    events.publish(DeliveryFailed(row.delivery_id, envelope.sender_id, subject, reason[:300]))
