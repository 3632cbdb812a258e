"""What may be said, who is told, how far a directive goes. Reason codes, no words."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

OFFICIAL, SOCIAL = "official", "social"
OWN, BELOW, ALL = "own", "below", "all"
TEXT_LIMIT = 8000  # characters
MENTION_LIMIT = 50
FILE_LIMIT = 10
LINE_LIMIT = 500
PAGE = 50
REMIND_AGAIN = timedelta(minutes=15)
_MENTION = re.compile(r"(?<![\w@.])@([a-z0-9][a-z0-9._-]{1,59})(?![\w@])", re.IGNORECASE)


def mentions_in(text: str) -> tuple[str, ...]:
    """Sign-in names called by @, in lower case, each once, in order."""
    return tuple(dict.fromkeys(name.rstrip("._-").lower() for name in _MENTION.findall(text)))


def fault_of_message(text: str, *, files: int) -> str:
    """Reason code of the first fault of a message, or ""."""
    if not text.strip() and not files:
        return "groups.nothing_said"
    if len(text) > TEXT_LIMIT:
        return "groups.too_long"
    if len(mentions_in(text)) > MENTION_LIMIT:
        return "groups.too_many_mentions"
    if files > FILE_LIMIT:
        return "groups.too_many_files"
    return ""


def fault_of_group(
    *, name: str, kind: str, receipts: bool, ends_on: date | None, has_parent: bool, today: date
) -> str:
    """Reason code of the first fault of a new group, or ""."""
    if not name.strip():
        return "groups.no_name"
    if kind not in {OFFICIAL, SOCIAL}:
        return "groups.unknown_kind"
    if kind == OFFICIAL and not receipts:
        return "groups.receipts_stay"
    if kind == SOCIAL and has_parent:
        return "groups.social_stands_alone"
    if ends_on is not None and ends_on < today:
        return "groups.ends_before"
    return ""


def fault_of_rule(*, reach: str, title: str, role: str) -> str:
    """Reason code of the first fault of a membership by post, or ""."""
    if reach not in {OWN, BELOW, ALL}:
        return "groups.unknown_reach"
    if reach != OWN and not title.strip() and not role:
        return "groups.names_no_post"
    return ""


def is_closed(archived_at: datetime | None, ends_on: date | None, today: date) -> bool:
    """Read-only: put away by hand, or its last day is over, whether or not the job of the night has run."""
    return archived_at is not None or (ends_on is not None and ends_on < today)


def unread(last_seq: int, mark: int) -> int:
    return max(last_seq - mark, 0)


def readers(marks: Sequence[int], seq: int) -> int:
    """How many of these marks (sorted) stand at `seq` or beyond."""
    return len(marks) - bisect_left(marks, seq)


def path_down(
    start: int, children: Mapping[int, Sequence[int]], passing: Collection[int], taken: Collection[int] = ()
) -> list[tuple[int, int]]:
    """Where a directive lands from a group: (group, the group it came from), level by level.

    It always reaches the children of `start`; below them it goes on through groups of `passing`. Each group once, none of `taken`.
    """
    found: list[tuple[int, int]] = []
    seen = {start, *taken}
    waiting = deque([start])
    while waiting:
        above = waiting.popleft()
        for group in children.get(above, ()):
            if group in seen:
                continue
            seen.add(group)
            found.append((group, above))
            if group in passing:
                waiting.append(group)
    return found


@dataclass(frozen=True, slots=True)
class Reached:
    """One group of a tree: members without the author, how many read and signed."""

    members: int
    read: int
    acknowledged: int
    must_ack: bool
    leads_on: bool  # there are groups below
    passed: bool

    @property
    def silent(self) -> int:
        return self.members - (self.acknowledged if self.must_ack else self.read)


def state_of(place: Reached) -> str:
    """ "stopped" (its head has not passed it on), "empty", "silent" (somebody is missing) or "full"."""
    if place.leads_on and not place.passed:
        return "stopped"
    if place.members == 0:
        return "empty"
    return "silent" if place.silent else "full"


def may_remind(last: datetime | None, now: datetime) -> bool:
    return last is None or now - last >= REMIND_AGAIN


def share(part: int, whole: int) -> int:
    """Hundredths, rounded down: 100 only when nobody is missing. An empty group has everybody."""
    return 100 * part // whole if whole else 100
