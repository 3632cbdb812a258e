"""Reads of carrying, for the sender and for the receiver."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from congso.exchange.models import Delivery, StatusMessage


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    id: int
    receiver_id: int
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


def deliveries(ids: Sequence[int]) -> dict[int, DeliveryRow]:
    rows = Delivery.objects.filter(pk__in=ids).select_related("receiver")
    return {
        row.pk: DeliveryRow(row.pk, row.receiver_id, row.receiver.name, row.state, row.state_at, row.note)
        for row in rows
    }


def statuses(delivery_ids: Sequence[int]) -> dict[int, list[StatusRow]]:
    """Every status of these deliveries, oldest first."""
    found: dict[int, list[StatusRow]] = {one: [] for one in delivery_ids}
    for row in StatusMessage.objects.filter(delivery_id__in=delivery_ids).order_by("id"):
        found[row.delivery_id].append(StatusRow(row.code, row.description, row.staff, row.department, row.at))
    return found
