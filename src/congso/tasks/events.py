"""Facts of assignments. `subject` is the text form of a SubjectRef."""

from dataclasses import dataclass
from typing import ClassVar

from congso.kernel.events import Event


@dataclass(frozen=True)
class Assigned(Event):
    name: ClassVar[str] = "tasks.Assigned"
    assignment_ids: list[int]
    subject: str
    agency_id: int


@dataclass(frozen=True)
class WorkStarted(Event):
    """The holder of an assignment began. `part`: lead, support, inform."""

    name: ClassVar[str] = "tasks.WorkStarted"
    assignment_id: int
    subject: str
    agency_id: int
    part: str


@dataclass(frozen=True)
class AssignmentDone(Event):
    name: ClassVar[str] = "tasks.AssignmentDone"
    assignment_id: int
    subject: str
    agency_id: int
    part: str


@dataclass(frozen=True)
class AssignmentReturned(Event):
    """The assignee gave it back with a reason."""

    name: ClassVar[str] = "tasks.AssignmentReturned"
    assignment_id: int
    subject: str
    agency_id: int
    reason: str


@dataclass(frozen=True)
class AssignmentTakenBack(Event):
    name: ClassVar[str] = "tasks.AssignmentTakenBack"
    assignment_id: int
    subject: str
    agency_id: int
    reason: str
