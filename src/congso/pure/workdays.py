"""The working calendar of an agency: which days and hours are worked, and every deadline computed from them.

Times go in as aware datetimes of any zone and come out in Asia/Ho_Chi_Minh. A period counted in days leaves out its
first day (Civil Code 91/2015/QH13, article 147).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final
from zoneinfo import ZoneInfo

from congso.pure.workdays_holidays import (
    MONDAY_TO_FRIDAY,
    Holiday,
    Swap,
    vietnam_holidays,
    vietnam_swaps,
)

__all__ = [
    "AFTERNOON",
    "MONDAY_TO_FRIDAY",
    "MORNING",
    "OFFICE_HOURS",
    "VIETNAM",
    "Holiday",
    "Session",
    "Swap",
    "WorkCalendar",
    "vietnam_holidays",
    "vietnam_swaps",
]

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of work within one day, wall-clock times of Vietnam. ValueError when it does not end after it starts."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError("a session ends after it starts")


Sessions = tuple[Session, ...]
MORNING: Final = Session(time(7, 30), time(11, 30))
AFTERNOON: Final = Session(time(13, 30), time(17, 0))
OFFICE_HOURS: Final[Sessions] = (MORNING, AFTERNOON)


@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """What an agency works. Every rule is data; the defaults are office hours and the national holidays.

    ``national`` takes the public holidays, their compensation and the known swaps of each year. ``days_off`` adds free
    days and ``extra_workdays`` worked ones; an extra workday wins over everything. ``half_days`` (by date) and
    ``half_weekdays`` (by weekday, Monday 0) give other sessions to days that are worked; a worked Saturday morning is
    weekday 5 in ``weekdays`` with its session in ``half_weekdays``.
    ValueError for no weekday, an unknown weekday, and sessions that are missing, overlap or stand out of order.
    """

    sessions: Sessions = OFFICE_HOURS
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    national: bool = True
    days_off: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    half_days: Mapping[date, Sessions] = field(default_factory=dict)
    half_weekdays: Mapping[int, Sessions] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("weekdays are 0 (Monday) to 6, at least one")
        for sessions in (self.sessions, *self.half_days.values(), *self.half_weekdays.values()):
            _require_in_order(sessions)

    def is_workday(self, day: date) -> bool:
        """Return whether any work is done on a day."""
        if day in self.extra_workdays:
            return True
        if day in self.days_off:
            return False
        if self.national:
            free, worked = _national_days(day.year, self.weekdays)
            if day in free:
                return False
            if day in worked:
                return True
        return day.weekday() in self.weekdays

    def sessions_on(self, day: date) -> Sessions:
        """Return the sessions of a day in order, none on a free day."""
        if not self.is_workday(day):
            return ()
        return self.half_days.get(day) or self.half_weekdays.get(day.weekday()) or self.sessions

    def add_workdays(self, day: date, count: int) -> date:
        """Return the workday ``count`` workdays after a day (before it when negative).

        The day itself is not counted. Zero gives the day, or the next workday when it is free.
        """
        step = _DAY if count >= 0 else -_DAY
        if count == 0 and not self.is_workday(day):
            count = 1
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Return the number of workdays after ``start`` up to and with ``end``; negative when end lies before start."""
        if end < start:
            return -self.workdays_between(end, start)
        return sum(self.is_workday(start + _DAY * offset) for offset in range(1, (end - start).days + 1))

    def deadline(self, start: datetime, *, workdays: int) -> datetime:
        """Return the end of work on the last day of a period of workdays that begins with an event at ``start``.

        The day of the event is not counted. Zero means by the end of the same day, or of the next workday when no work
        is left on it. ValueError for a naive ``start`` or a negative count.
        """
        if workdays < 0:
            raise ValueError("a period has at least 0 workdays")
        begin = _local(start)
        day = self.add_workdays(begin.date(), workdays)
        end = self._end_of(day)
        return end if end > begin else self._end_of(self.add_workdays(day, 1))

    def working_minutes(self, start: datetime, end: datetime) -> int:
        """Return the whole working minutes from start to end; negative when end lies before start.

        ValueError for a naive datetime.
        """
        begin, finish = _local(start), _local(end)
        if finish < begin:
            return -self.working_minutes(end, start)
        worked = timedelta()
        for opened, closed in takewhile(
            lambda session: session[0] < finish, self._sessions_from(begin.date())
        ):
            worked += max(timedelta(), min(closed, finish) - max(opened, begin))
        return worked // timedelta(minutes=1)

    def add_working_minutes(self, start: datetime, minutes: int) -> datetime:
        """Return the earliest moment at which ``minutes`` of work have passed since ``start``.

        ValueError for a naive ``start`` or negative minutes.
        """
        if minutes < 0:
            raise ValueError("working minutes are added forward")
        moment, left = _local(start), timedelta(minutes=minutes)
        sessions = self._sessions_from(moment.date())
        while left:
            opened, closed = next(sessions)
            begin = max(opened, moment)
            taken = min(left, max(timedelta(), closed - begin))
            left -= taken
            moment = begin + taken
        return moment

    def _end_of(self, day: date) -> datetime:
        return datetime.combine(day, self.sessions_on(day)[-1].end, VIETNAM)

    def _sessions_from(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        while True:
            for session in self.sessions_on(day):
                yield (
                    datetime.combine(day, session.start, VIETNAM),
                    datetime.combine(day, session.end, VIETNAM),
                )
            day += _DAY


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(VIETNAM)


def _require_in_order(sessions: Sessions) -> None:
    if not sessions:
        raise ValueError("a working day has at least one session")
    for earlier, later in pairwise(sessions):
        if earlier.end > later.start:
            raise ValueError("sessions follow one another without overlapping")


@lru_cache(maxsize=512)
def _national_days(year: int, weekdays: frozenset[int]) -> tuple[frozenset[date], frozenset[date]]:
    swaps = vietnam_swaps(year)
    free = {holiday.day for holiday in vietnam_holidays(year, weekdays)} | {swap.free for swap in swaps}
    return frozenset(free), frozenset(swap.worked for swap in swaps)
