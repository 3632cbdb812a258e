"""The round: waiting arrivals registered one after another, in the order in which they stood when it began."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where one arrival stands in the round. `position` counts from 1; `before` and `after` are ids."""

    position: int
    total: int
    before: int | None
    after: int | None


def place(ids: Sequence[int], current: int, waiting: Collection[int]) -> Place | None:
    """None when the arrival is no part of the round. Back leads to the one before, registered or not."""
    if current not in ids:
        return None
    at = ids.index(current)
    return Place(at + 1, len(ids), ids[at - 1] if at else None, following(ids, current, waiting))


def following(ids: Sequence[int], current: int, waiting: Collection[int]) -> int | None:
    """The next one that still waits; behind the last one, the first of those that were skipped."""
    at = ids.index(current)
    return next((one for one in [*ids[at + 1 :], *ids[:at]] if one in waiting), None)
