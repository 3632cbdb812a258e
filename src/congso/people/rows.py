"""What other apps see of people: plain frozen rows. Ids are primary keys of this app's tables."""

from dataclasses import dataclass
from datetime import date

from congso.kernel.actor import Role


@dataclass(frozen=True, slots=True)
class AgencyRow:
    id: int
    parent_id: int | None
    name: str
    short_name: str
    kind: str
    level: int
    code: str
    place: str
    address: str
    phone: str
    email: str
    active: bool


@dataclass(frozen=True, slots=True)
class BodyRow:
    """An issuing body with its letterhead. `collective` is empty when it has one head and decides alone."""

    id: int
    agency_id: int
    kind: str
    name: str
    parent_line: str
    name_line: str
    symbol: str
    collective: str
    head_title: str
    head_post_id: int | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class UnitRow:
    id: int
    agency_id: int
    parent_id: int | None
    name: str
    symbol: str
    active: bool
    order: int = 0


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: int
    username: str
    name: str
    email: str
    phone: str
    language: str
    active: bool
    installation_admin: bool


@dataclass(frozen=True, slots=True)
class PostRow:
    id: int
    agency_id: int
    unit_id: int | None
    unit_name: str
    title: str
    roles: frozenset[Role]
    rank: int
    signature_title: str
    fields_of_work: tuple[str, ...]
    active: bool
    order: int = 0


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """One person in one post from `since` to `until` (both included; None: still).

    `rank`: 1 head of the agency, 2 deputy, 3 head of unit, 4 deputy head of unit, 5 officer.
    """

    id: int
    person_id: int
    person_name: str
    post_id: int
    post_title: str
    unit_id: int | None
    unit_name: str
    agency_id: int
    agency_name: str
    agency_short: str
    rank: int
    roles: frozenset[Role]
    signature_title: str
    fields_of_work: tuple[str, ...]
    since: date
    until: date | None
    main: bool

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)
