"""When a package may leave, how long a failed one waits, when it is given up. No clock, no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

FIRST_WAIT: Final = 15  # seconds
LONGEST_WAIT: Final = 1800
# A package that nobody can read or place is given up after as many tries: with the waits above about half a day.
INBOX_TRIES: Final = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """A package in the outbox, in the order it was put there."""

    id: int
    receiver_code: str
    next_at: datetime


def wait_after(tries: int, chance: float) -> int:
    """Seconds until the next try: doubled each time, spread by half to both sides. `chance` is from 0 to 1."""
    base: int = min(FIRST_WAIT << min(max(tries - 1, 0), 20), LONGEST_WAIT)
    return round(base * (0.5 + chance))


def may_leave(rows: Iterable[Waiting], now: datetime) -> Iterator[int]:
    """Ids that may be tried now. A package waits for every earlier one to the same receiver, so order per pair is kept; other
    receivers are not held up."""
    blocked: set[str] = set()
    for row in rows:
        if row.receiver_code not in blocked and row.next_at <= now:
            yield row.id
        blocked.add(row.receiver_code)


def outcome(*, permanent: bool, expired: bool) -> str:
    """State of a package after a failed try."""
    if permanent:
        return "dead"
    return "expired" if expired else "queued"
