"""Values that actions take. Texts are cleaned by the actions (NFC, single spaces)."""

from dataclasses import dataclass
from datetime import date

from congso.kernel.actor import Role


@dataclass(frozen=True, slots=True)
class AgencyData:
    name: str
    short_name: str
    kind: str
    code: str
    place: str
    address: str = ""
    phone: str = ""
    email: str = ""
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class BodyData:
    kind: str
    name: str
    name_line: str
    symbol: str
    head_title: str
    parent_line: str = ""
    collective: str = ""
    head_post_id: int | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class UnitData:
    name: str
    symbol: str = ""
    parent_id: int | None = None
    order: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class PostData:
    title: str
    roles: frozenset[Role]
    rank: int = 5
    unit_id: int | None = None
    signature_title: str = ""
    fields_of_work: tuple[str, ...] = ()
    order: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class PersonData:
    username: str
    full_name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class DelegationData:
    """`form` is KT, TL, TUQ or Q."""

    body_id: int
    form: str
    giver_post_id: int
    taker_post_id: int
    since: date
    until: date | None = None
    fields_of_work: tuple[str, ...] = ()
    content: str = ""
    authority: str = ""
