"""The working calendar of an agency: the national one, then the days of the whole installation, then its own."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import uuid4

from django.core.cache import cache
from django.db.models import Q

from congso.people.models import CalendarDay
from congso.pure.workdays import AFTERNOON, MORNING, WorkCalendar, vietnam_holidays, vietnam_swaps

SECONDS = 60
_VERSION = "people.calendar.version"
Rows = tuple[tuple[date, str], ...]
Kind = CalendarDay.Kind


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day that differs from the ordinary week. `source`: "national", "all" (installation) or "own" (agency).

    `check`: the national table did not read this day from a notice.
    """

    day: date
    kind: str
    label: str
    source: str
    check: bool = False
    id: int | None = None


def calendar_of(agency_id: int) -> WorkCalendar:
    """The calendar every deadline of the agency is computed with. At most one query a minute and process."""
    version = cache.get_or_set(_VERSION, lambda: uuid4().hex, None)
    key = f"people.calendar:{version}:{agency_id}"
    rows: Rows | None = cache.get(key)
    if rows is None:
        rows = _rows(agency_id)
        cache.set(key, rows, SECONDS)
    return build(rows)


def forget() -> None:
    """Drop what this process remembers; other processes follow within SECONDS."""
    cache.delete(_VERSION)


@lru_cache(maxsize=2000)
def build(rows: Rows) -> WorkCalendar:
    """A calendar from (day, kind) rows, later rows winning."""
    days = dict(rows)
    halves = {Kind.MORNING.value: (MORNING,), Kind.AFTERNOON.value: (AFTERNOON,)}
    return WorkCalendar(
        days_off=frozenset(day for day, kind in days.items() if kind == Kind.OFF),
        extra_workdays=frozenset(day for day, kind in days.items() if kind != Kind.OFF),
        half_days={day: halves[kind] for day, kind in days.items() if kind in halves},
    )


def _rows(agency_id: int) -> Rows:
    found = CalendarDay.objects.filter(Q(agency_id=agency_id) | Q(agency=None)).order_by("day")
    ordered = sorted(found.values_list("day", "kind", "agency_id"), key=lambda row: row[2] is not None)
    return tuple((day, kind) for day, kind, _agency in ordered)


def days_of(agency_id: int | None, year: int) -> list[DayRow]:
    """The days of a year as the agency (None: the whole installation) sees them, each once, in order."""
    found: dict[date, DayRow] = {}
    for holiday in vietnam_holidays(year):
        found[holiday.day] = DayRow(holiday.day, Kind.OFF.value, holiday.name, "national", holiday.check)
    for swap in vietnam_swaps(year):
        found[swap.free] = DayRow(swap.free, Kind.OFF.value, "", "national")
        found[swap.worked] = DayRow(swap.worked, Kind.WORK.value, "", "national")
    rows = CalendarDay.objects.filter(Q(agency_id=agency_id) | Q(agency=None), day__year=year)
    for row in sorted(rows, key=lambda row: row.agency_id is not None):
        source = "all" if row.agency_id is None else "own"
        found[row.day] = DayRow(row.day, row.kind, row.label, source, id=row.pk)
    return [found[day] for day in sorted(found)]
