"""Reads of carrying, for the sender and for the receiver."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from congso.exchange import policies
from congso.exchange.door import certificate_of
from congso.exchange.models import Connection, Delivery, Inbox, Outbox, StatusMessage
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    id: int
    receiver_id: int | None  # None: an agency elsewhere
    receiver_name: str
    state: str
    state_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    code: str
    description: str
    staff: str
    department: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A dead letter. `way`: out or in; `other`: code of the receiver, or the axis' id of what came."""

    id: int
    way: str
    kind: str
    other: str
    state: str
    tries: int
    error: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DoorRow:
    """`keyed`: secrets are set (they are never shown); `changing`: new ones wait for the axis to take them; `listed`: agencies
    in its directory."""

    id: int
    adapter: str
    endpoint: str
    system_id: str
    active: bool
    polled_at: datetime | None
    error: str
    error_at: datetime | None
    waiting: int
    keyed: bool
    changing: bool
    directory_at: datetime | None
    listed: int
    certified: bool  # shows a certificate of its own to the axis (mutual TLS)


def deliveries(ids: Sequence[int]) -> dict[int, DeliveryRow]:
    rows = (
        Delivery.objects.unscoped(reason="ids of papers in sight")
        .filter(pk__in=ids)
        .select_related("receiver")
    )
    return {
        row.pk: DeliveryRow(row.pk, row.receiver_id, _name(row), row.state, row.state_at, row.note)
        for row in rows
    }


def _name(row: Delivery) -> str:
    return row.receiver.name if row.receiver else row.receiver_name


def dead_letters(actor: Actor, agency_id: int) -> list[PackageRow]:
    """Packages that could not leave or could not be read, newest first. Raises Forbidden exchange.forbidden."""
    if reason := policies.may(actor, "view", agency_id):
        raise Forbidden(reason)
    out = Outbox.objects.for_actor(actor).filter(
        connection__agency_id=agency_id, state__in=("dead", "expired")
    )
    come = Inbox.objects.for_actor(actor).filter(connection__agency_id=agency_id, state="dead")
    rows = [
        PackageRow(one.pk, "out", one.kind, one.receiver_code, one.state, one.tries, one.error, one.at)
        for one in out
    ]
    rows += [
        PackageRow(one.pk, "in", one.kind, one.remote_id, one.state, one.tries, one.error, one.at)
        for one in come
    ]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def door(actor: Actor, agency_id: int) -> DoorRow | None:
    """How the agency's door is, None without one. Raises Forbidden exchange.forbidden."""
    if reason := policies.may(actor, "view", agency_id):
        raise Forbidden(reason)
    row = Connection.objects.for_actor(actor).select_related("agency").filter(agency_id=agency_id).first()
    if row is None:
        return None
    return DoorRow(
        id=row.pk,
        adapter=row.adapter,
        endpoint=row.endpoint,
        system_id=row.system_id,
        active=row.active,
        polled_at=row.polled_at,
        error=row.error,
        error_at=row.error_at,
        waiting=row.outbox.filter(state="queued").count(),
        keyed=bool(row.secrets),
        changing=bool(row.next_secrets),
        directory_at=row.directory_at,
        listed=row.directory.count(),
        certified=bool(certificate_of(row)),
    )


def statuses(delivery_ids: Sequence[int]) -> dict[int, list[StatusRow]]:
    """Every status of these deliveries, oldest first."""
    found: dict[int, list[StatusRow]] = {one: [] for one in delivery_ids}
    for row in (
        StatusMessage.objects.unscoped(reason="ids of papers in sight")
        .filter(delivery_id__in=delivery_ids)
        .order_by("id")
    ):
        found[row.delivery_id].append(StatusRow(row.code, row.description, row.staff, row.department, row.at))
    return found
