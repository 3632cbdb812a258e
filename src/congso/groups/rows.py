"""What screens and other apps see of groups: plain frozen rows."""

from dataclasses import dataclass, field
from datetime import date, datetime

from congso.files.api import FileRow
from congso.groups.membership import Member


@dataclass(frozen=True, slots=True)
class GroupRow:
    """`unread` counts posts beyond the mark; `to_sign` posts that wait for this person's signature."""

    id: int
    name: str
    kind: str
    purpose: str
    agency_name: str
    ends_on: date | None
    closed: bool
    receipts: bool
    last_seq: int
    last_at: datetime
    unread: int
    head: bool
    to_sign: int = 0
    last_name: str = ""
    last_text: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A member in a list: `name`, the post held, how far read."""

    person_id: int
    name: str
    post: str
    head: bool
    by_hand: bool
    by_post: bool
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One placement as a member sees it. `readers` of `members` are those without the author; None: not shown here."""

    id: int
    seq: int
    post_id: int
    kind: str
    person_id: int
    name: str
    post: str
    text: str
    at: datetime
    own: bool
    edited: bool
    deleted_by: str
    must_ack: bool
    ack_by: date | None
    signed: bool
    quote: Quote | None
    lines: list[dict[str, str]]
    files: list[FileRow]
    from_above: str  # the agency a directive came from, "" for one of this group
    may_pass: bool
    members: int
    readers: int | None
    acks: int

    @property
    def may_sign(self) -> bool:
        return self.must_ack and not self.own and not self.signed and not self.deleted_by


@dataclass(frozen=True, slots=True)
class Conversation:
    """A page of a group. `older` is the number to read on before, 0 at the beginning; `new_after` the mark before opening."""

    group: GroupRow
    place: Member
    messages: list[MessageRow]
    older: int
    newer: bool
    new_after: int
    members: int
    waiting: list[MessageRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Node:
    """One group of a cascade. `state`: full, silent, stopped, empty; `share_*` hundredths; `level` 1 is the sender's."""

    placement_id: int
    group_id: int
    name: str
    agency: str
    level: int
    heads: str
    passed_at: datetime | None
    passed_by: str
    line: str
    members: int
    read: int
    acknowledged: int
    below: int
    state: str
    silent: int
    share_read: int
    share_ack: int


@dataclass(frozen=True, slots=True)
class Tree:
    post_id: int
    text: str
    author: str
    at: datetime
    must_ack: bool
    nodes: list[Node]
    members: int
    read: int
    acknowledged: int
    stopped: int
    silent: int
    reminded_at: datetime | None
