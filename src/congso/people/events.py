"""What happened to people."""

from dataclasses import dataclass
from datetime import date

from congso.kernel.events import Event


@dataclass(frozen=True)
class AppointmentBegan(Event):
    appointment_id: int
    person_id: int
    post_id: int
    agency_id: int
    since: date


@dataclass(frozen=True)
class AppointmentEnded(Event):
    """`until` is the last day in the post; it may lie ahead."""

    appointment_id: int
    person_id: int
    post_id: int
    agency_id: int
    until: date


@dataclass(frozen=True)
class PermissionChanged(Event):
    """The roles of a post changed and wait for confirmation (`change_id`)."""

    change_id: int
    agency_id: int
    post_id: int


@dataclass(frozen=True)
class DelegationGranted(Event):
    delegation_id: int
    body_id: int
    taker_post_id: int


@dataclass(frozen=True)
class DelegationRevoked(Event):
    delegation_id: int
    body_id: int
    taker_post_id: int
