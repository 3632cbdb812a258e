"""What the node asks of an axis, whichever it is: one small protocol, values, and one kind of failure. No Django, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class PackageKind(StrEnum):
    """`messagetype` on both axes."""

    DOCUMENT = "edoc"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the mailbox. `sender` as the axis says it, empty when it does not."""

    remote_id: str
    kind: PackageKind
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A package out of the mailbox. `sha256`: what the axis promised, empty when it promises nothing; `files`: attachments
    that the axis hands over beside the message (name, bytes)."""

    data: bytes
    sha256: str = ""
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the axis' directory of agencies. `old_code`: form of QCVN 102:2016, empty when it is not told."""

    code: str
    name: str
    parent_code: str = ""
    old_code: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """Where an axis is and what this agency shows there. Times in seconds, sizes in bytes."""

    endpoint: str
    system_id: str = ""
    secret: str = ""
    username: str = ""
    password: str = ""
    client_certificate: str = ""  # PEM file of certificate and key for mutual TLS
    timeout: float = 60.0
    answer_limit: int = 420_000_000  # a message of the largest size in base64


class AxisError(Exception):
    """The axis did not do it. `permanent`: trying again with the same package will not help.

    Codes: unreachable, credentials, no_receiver, not_registered, receiver_locked, wrong_format, invalid_file, server, answer.
    """

    def __init__(self, code: str, *, permanent: bool = False, words: str = "") -> None:
        super().__init__(f"{code}: {words}" if words else code)
        self.code = code
        self.permanent = permanent
        self.words = words[:300]


class Axis(Protocol):
    """One agency's door to an axis. Every call raises AxisError and nothing else."""

    @property
    def apart(self) -> bool:
        """A call may be made in another thread: it waits for a network and touches nothing of this process."""

    def send(self, package: bytes, *, kind: PackageKind, sender: str, receivers: Sequence[str]) -> str:
        """Hand over a package; the id under which the axis keeps it."""

    def listed(self, kind: PackageKind, since: datetime) -> list[Listed]:
        """What waits in the mailbox or came since, oldest first."""

    def fetch(self, remote_id: str) -> Fetched:
        """A package with its bytes."""

    def acknowledge(self, remote_id: str, *, taken: bool) -> None:
        """It is kept here (or could not be read). A transport matter, not the codes 01…16."""

    def agencies(self) -> list[Member]:
        """The directory."""

    def close(self) -> None:
        """Nothing more for now; a call afterwards opens the road again."""
