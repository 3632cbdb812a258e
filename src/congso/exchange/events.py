"""Facts of carrying."""

from dataclasses import dataclass
from typing import ClassVar

from congso.kernel.events import Event


@dataclass(frozen=True)
class EnvelopeArrived(Event):
    """An envelope stands at the receiver's door; the receiver makes its own record of it."""

    name: ClassVar[str] = "exchange.EnvelopeArrived"
    delivery_id: int
    receiver_id: int


@dataclass(frozen=True)
class StatusReported(Event):
    """A status travelled: 01…06, 15, 16 from the receiver to the sender, 13 from the sender to the receiver. Or what
    became of a package on the road to the axis: waiting (tried again by hand), failed."""

    name: ClassVar[str] = "exchange.StatusReported"
    delivery_id: int
    code: str
    sender_subject: str
    note: str


@dataclass(frozen=True)
class PackagesTaken(Event):
    """The axis took these documents; both tuples in the same order."""

    name: ClassVar[str] = "exchange.PackagesTaken"
    delivery_ids: tuple[int, ...]
    sender_subjects: tuple[str, ...]


@dataclass(frozen=True)
class DeliveryFailed(Event):
    """A document could not be handed to the axis: refused there for good, or not taken within the time. `agency_id` sent it."""

    name: ClassVar[str] = "exchange.DeliveryFailed"
    delivery_id: int
    agency_id: int
    sender_subject: str
    reason: str
