"""Plain values that components show. Domains compute them; nothing here reads a clock or a calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

WORKING_DAY_MINUTES = 8 * 60


@dataclass(frozen=True, slots=True)
class Deadline:
    """`state`: "late", "today", "soon" (within 2 working days), "later", "done". `late_minutes` is working time."""

    at: datetime
    state: str
    late_minutes: int = 0


def deadline(at: datetime, now: datetime, *, late_minutes: int = 0, days_left: int | None = None) -> Deadline:
    """Grade a deadline. Both times aware and in the same zone; `late_minutes` and `days_left` in working time.

    A deadline that has passed outside working hours is late by 0 minutes: it is still late.
    """
    if now > at:
        return Deadline(at, "late", late_minutes)
    if now.date() == at.date():
        return Deadline(at, "today")
    if days_left is not None and days_left <= 2:
        return Deadline(at, "soon")
    return Deadline(at, "later")


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand that held a document: who, how long in working minutes, and whether it worked or waited.

    `words` is the second line ("chờ ý kiến 29 giờ"), `title` the full sentence with times.
    """

    name: str
    minutes: int
    working: bool
    words: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A hand drawn: places are strings with a decimal point, because Vietnamese numbers would break the attribute.

    `named`: there is room for its name under it; the others have theirs in the title and the sentence.
    """

    hand: Hand
    x: str
    width: str
    longest: bool
    late: bool
    named: bool = True


@dataclass(frozen=True, slots=True)
class HandsBar:
    segments: tuple[Segment, ...]
    deadline_x: str
    total_minutes: int
    working_minutes: int

    @property
    def late(self) -> bool:
        """Some hand held it after the deadline."""
        return any(segment.late for segment in self.segments)

    @property
    def waiting_minutes(self) -> int:
        return self.total_minutes - self.working_minutes


_ROOM: Final = 16  # per cent of the bar that a shortened name takes in a side panel


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def hands_bar(hands: Sequence[Hand], deadline_minutes: int | None = None) -> HandsBar:
    """Lay hands out along the working time they took; the deadline stands `deadline_minutes` after the start."""
    total = sum(hand.minutes for hand in hands)
    waits = [hand.minutes for hand in hands if not hand.working]
    longest = max(waits, default=0)
    segments, start, marked = [], 0, False
    for hand in hands:
        is_longest = not marked and not hand.working and longest > 0 and hand.minutes == longest
        marked = marked or is_longest
        late = deadline_minutes is not None and start + hand.minutes > deadline_minutes
        segments.append(
            Segment(
                hand,
                f"{_percent(start, total):.2f}%",
                f"{max(_percent(hand.minutes, total) - 0.2, 0.4):.2f}%",
                is_longest,
                late,
                _percent(hand.minutes, total) >= _ROOM,
            )
        )
        start += hand.minutes
    at = (
        ""
        if deadline_minutes is None or deadline_minutes > total
        else f"{_percent(deadline_minutes, total):.2f}%"
    )
    working = sum(hand.minutes for hand in hands if hand.working)
    return HandsBar(tuple(segments), at, total, working)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trace. `state`: "done", "now", "wait". `when` is worded already ("16/11 08:00")."""

    who: str
    what: str
    when: str
    state: str = "done"
    detail: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a page, in points from the top left. `kind`: "" (read from here), "on" (in focus), "low" (missing)."""

    x: float
    y: float
    width: float
    height: float
    kind: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class ViewerPage:
    """The image of one page. `width` and `height` in points, so that its place is kept before the image is there."""

    number: int
    image_url: str
    width: float = 595.28
    height: float = 841.89
    marks: tuple[Mark, ...] = ()
