"""Facts this domain announces. Ids and plain values; dates travel as ISO text."""

from dataclasses import dataclass
from typing import ClassVar

from congso.kernel.events import Event


@dataclass(frozen=True)
class IncomingReceived(Event):
    """An arrival stands before the clerk (uploaded, or delivered by another agency)."""

    name: ClassVar[str] = "documents.IncomingReceived"
    incoming_id: int
    agency_id: int


@dataclass(frozen=True)
class IncomingRegistered(Event):
    """It has its arrival number."""

    name: ClassVar[str] = "documents.IncomingRegistered"
    incoming_id: int
    agency_id: int


@dataclass(frozen=True)
class IncomingRefused(Event):
    """Returned to the sender with a reason."""

    name: ClassVar[str] = "documents.IncomingRefused"
    incoming_id: int
    agency_id: int
    reason: str


@dataclass(frozen=True)
class IncomingCancelled(Event):
    """A wrong registration was cancelled; its number is kept."""

    name: ClassVar[str] = "documents.IncomingCancelled"
    incoming_id: int
    agency_id: int


@dataclass(frozen=True)
class IncomingAssigned(Event):
    """A leader's directive assigned it."""

    name: ClassVar[str] = "documents.IncomingAssigned"
    incoming_id: int
    agency_id: int


@dataclass(frozen=True)
class IncomingWorkStarted(Event):
    """The lead handler began."""

    name: ClassVar[str] = "documents.IncomingWorkStarted"
    incoming_id: int
    agency_id: int


@dataclass(frozen=True)
class IncomingClosed(Event):
    """Settled: answered, or without an answer with a reason."""

    name: ClassVar[str] = "documents.IncomingClosed"
    incoming_id: int
    agency_id: int
    close_kind: str


@dataclass(frozen=True)
class IncomingReopened(Event):
    name: ClassVar[str] = "documents.IncomingReopened"
    incoming_id: int
    agency_id: int


@dataclass(frozen=True)
class IncomingRecallAnswered(Event):
    """We agreed (its record is withdrawn) or refused to give back what the sender recalls."""

    name: ClassVar[str] = "documents.IncomingRecallAnswered"
    incoming_id: int
    agency_id: int
    agreed: bool
    reason: str


@dataclass(frozen=True)
class DraftSubmitted(Event):
    """Handed to the next person of its slip. `stage`: content, form, sign."""

    name: ClassVar[str] = "documents.DraftSubmitted"
    draft_id: int
    agency_id: int
    stage: str


@dataclass(frozen=True)
class DraftReturned(Event):
    name: ClassVar[str] = "documents.DraftReturned"
    draft_id: int
    agency_id: int
    stage: str


@dataclass(frozen=True)
class DocumentSigned(Event):
    """A person signed; the clerk may number and issue."""

    name: ClassVar[str] = "documents.DocumentSigned"
    outgoing_id: int
    agency_id: int


@dataclass(frozen=True)
class OutgoingNumbered(Event):
    """First committed step of issuing: the number stands, the seal follows by a job."""

    name: ClassVar[str] = "documents.OutgoingNumbered"
    outgoing_id: int
    agency_id: int


@dataclass(frozen=True)
class OutgoingIssued(Event):
    """Sealed and final: it may leave."""

    name: ClassVar[str] = "documents.OutgoingIssued"
    outgoing_id: int
    agency_id: int


@dataclass(frozen=True)
class OutgoingCancelled(Event):
    name: ClassVar[str] = "documents.OutgoingCancelled"
    outgoing_id: int
    agency_id: int


@dataclass(frozen=True)
class OutgoingRecalled(Event):
    """The issuer asks every receiver to give it back."""

    name: ClassVar[str] = "documents.OutgoingRecalled"
    outgoing_id: int
    agency_id: int
    reason: str


@dataclass(frozen=True)
class OutgoingReplaced(Event):
    """Another document takes the place of one that was sent; its receivers get that one and are asked to give this one back."""

    name: ClassVar[str] = "documents.OutgoingReplaced"
    outgoing_id: int
    by_id: int
    agency_id: int
    reason: str


@dataclass(frozen=True)
class OutgoingUpdated(Event):
    """A document that was sent goes once more to those who have it, with other particulars."""

    name: ClassVar[str] = "documents.OutgoingUpdated"
    outgoing_id: int
    agency_id: int
    reason: str


@dataclass(frozen=True)
class RecipientsAdded(Event):
    """An issued document has receivers it was not sent to yet."""

    name: ClassVar[str] = "documents.RecipientsAdded"
    outgoing_id: int
    agency_id: int
