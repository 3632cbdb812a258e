"""What happened in groups."""

from dataclasses import dataclass
from typing import ClassVar

from congso.kernel.events import Event


@dataclass(frozen=True)
class Mentioned(Event):
    """A message calls these members by name."""

    name: ClassVar[str] = "groups.Mentioned"
    placement_id: int
    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class Placed(Event):
    """A post that must be signed for arrived in these groups."""

    name: ClassVar[str] = "groups.Placed"
    post_id: int
    placement_ids: tuple[int, ...]


@dataclass(frozen=True)
class SilentReminded(Event):
    name: ClassVar[str] = "groups.SilentReminded"
    reminder_id: int
