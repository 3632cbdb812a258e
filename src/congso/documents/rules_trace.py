"""Hands to working time: who held it how long, waiting told from working. Values only; the calendar is handed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

Minutes = Callable[[datetime, datetime], int]


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch in one pair of hands; open ones have `until` None."""

    holder: str
    stage: str
    since: datetime
    working_since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment of the bar: either waiting or working, in working minutes."""

    holder: str
    stage: str
    working: bool
    minutes: int
    since: datetime
    until: datetime
    open: bool


@dataclass(frozen=True, slots=True)
class Total:
    holder: str
    waiting: int
    working: int


def pieces(held: Sequence[Held], now: datetime, minutes: Minutes) -> list[Piece]:
    """Waiting then working of each hand, oldest first; pieces of no working time are left out unless they are open."""
    found: list[Piece] = []
    for one in held:
        end = one.until or now
        start = min(max(one.working_since or end, one.since), end)
        for working, begin, finish in ((False, one.since, start), (True, start, end)):
            last = finish == end and one.until is None
            length = max(0, minutes(begin, finish))
            if length or (last and working == (one.working_since is not None)):
                found.append(Piece(one.holder, one.stage, working, length, begin, finish, last))
    return found


def totals(parts: Sequence[Piece]) -> list[Total]:
    """Per holder, in order of first holding: the figures agree with the pieces."""
    waiting: dict[str, int] = {}
    working: dict[str, int] = {}
    for part in parts:
        waiting.setdefault(part.holder, 0)
        working.setdefault(part.holder, 0)
        (working if part.working else waiting)[part.holder] += part.minutes
    return [Total(name, waiting[name], working[name]) for name in waiting]
