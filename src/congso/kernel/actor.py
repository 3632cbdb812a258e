"""Who acts: one frozen value handed to every action as its first keyword."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class ActorKind(StrEnum):
    PERSON = "person"
    SERVICE = "service"
    SYSTEM = "system"


class Role(StrEnum):
    """Rights go with the post, never with the person."""

    CLERK = "clerk"  # văn thư
    LEADER = "leader"  # lãnh đạo cơ quan: người đứng đầu và cấp phó
    OFFICE = "office"  # văn phòng: kiểm tra thể thức, đề xuất xử lý
    UNIT_HEAD = "unit_head"  # trưởng, phó đơn vị
    OFFICER = "officer"  # chuyên viên
    ADMIN = "admin"  # quản trị


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in one post, a service account, or the system itself.

    Ids are primary keys of `people`. `appointment_id` names the post held at this moment; a person with several posts
    acts as exactly one of them. `agency_ids` are all agencies whose papers this post keeps (a clerk may serve several
    issuing bodies, but always of one agency here). `on_behalf_of` is the person acted for, when a delegation is used.
    """

    kind: ActorKind
    name: str
    person_id: int | None = None
    appointment_id: int | None = None
    post_id: int | None = None
    post_title: str = ""
    unit_id: int | None = None
    agency_id: int | None = None
    roles: frozenset[Role] = frozenset()
    on_behalf_of: int | None = None

    @classmethod
    def system(cls, agency_id: int | None = None) -> Self:
        """Nobody in person: a job or the loader. Said so in the journal."""
        return cls(kind=ActorKind.SYSTEM, name="Hệ thống", agency_id=agency_id)

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    def has(self, *roles: Role) -> bool:
        """True when the post carries any of the roles."""
        return any(role in self.roles for role in roles)
