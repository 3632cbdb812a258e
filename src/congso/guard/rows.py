"""What others see of guard: plain frozen rows, free of content."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Hit:
    """A secrecy marking was seen. `level`: secret, high or top; `rule`: a code of `pure.leaks.Rule`, or guard.stated; `page` from 1, 0 without pages."""

    level: str
    rule: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class IncidentRow:
    id: int
    at: datetime
    agency_id: int | None
    person_id: int | None
    entrance: str
    rule: str
    level: str
    level_label: str
    page: int
    ending: str
    contested_at: datetime | None
    decided_at: datetime | None
    released: bool
    stub_id: int | None


@dataclass(frozen=True, slots=True)
class StubRow:
    """A line without subject. `complete` is False for one made by itself that the clerk has yet to fill in."""

    id: int
    agency_id: int
    at: datetime
    arrived_on: date
    level: str
    level_label: str
    book_number: str
    number: str
    issued_on: date | None
    sender: str
    keeper_id: int | None
    complete: bool
    incident_id: int | None = None
