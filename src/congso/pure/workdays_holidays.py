"""Public holidays of Vietnam by year, as labelled rows.

Labour Code 45/2019/QH14: article 112 lists the days (two for National Day since 2021), article 111.3 gives the next
working day for a holiday that falls on the weekly rest. Which five days of Tết and which day beside 2 September are
free is announced each year, so rows that rest on a rule of thumb or a report carry ``check``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from congso.pure.workdays_lunar import from_lunar

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
FIRST_YEAR: Final = 1901
LAST_YEAR: Final = 2099

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """One free day. ``check``: compare with the notice of the year, the row was not read from one."""

    day: date
    code: str
    name: str
    reason: Literal["holiday", "compensation"] = "holiday"
    check: bool = False


@dataclass(frozen=True, slots=True)
class Swap:
    """A working day made free against a weekly rest day worked, by yearly decision of the Prime Minister."""

    free: date
    worked: date


# (code, name, month, day, first year, check)
_FIXED: Final = (
    ("new_year", "Tết Dương lịch", 1, 1, FIRST_YEAR, False),
    ("victory", "Ngày Chiến thắng", 4, 30, 1976, False),
    ("labour", "Ngày Quốc tế Lao động", 5, 1, FIRST_YEAR, False),
    ("national", "Quốc khánh", 9, 2, 1946, False),
    # Politburo resolution 80-NQ/TW of January 2026; the amendment of article 112 itself has not been seen.
    ("culture", "Ngày Văn hóa Việt Nam", 11, 24, 2026, True),
)
_TET_DAYS: Final = 5
_USUAL_TET_EVES: Final = 2
# Free days before the first of Tết, from the notices of these years.
_TET_EVES: Final = {2020: 2, 2021: 2, 2022: 1, 2023: 2, 2024: 2, 2025: 2, 2026: 1}
_SECOND_NATIONAL_DAY_SINCE: Final = 2021
# The day beside 2 September, from the notices of these years.
_BESIDE_NATIONAL_DAY: Final = {2021: 3, 2022: 1, 2023: 1, 2024: 3, 2025: 1, 2026: 1}
_HUNG_KINGS_SINCE: Final = 2007
_SWAPS: Final = (
    Swap(free=date(2024, 4, 29), worked=date(2024, 5, 4)),
    Swap(free=date(2025, 5, 2), worked=date(2025, 4, 26)),
    Swap(free=date(2026, 1, 2), worked=date(2026, 1, 10)),
    Swap(free=date(2026, 8, 31), worked=date(2026, 8, 22)),
)


@lru_cache(maxsize=512)
def vietnam_holidays(year: int, weekdays: frozenset[int] = MONDAY_TO_FRIDAY) -> tuple[Holiday, ...]:
    """Return the public holidays of a year and the days that compensate them, ascending.

    ``weekdays`` are the working days of the week (Monday 0): compensation depends on them. Days exchanged by yearly
    decision are in ``vietnam_swaps``. ValueError outside 1901 to 2099, where the lunar dates are not assured.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("holidays are computed for 1901 to 2099")
    holidays = [
        Holiday(date(year, month, day), code, name, check=check)
        for code, name, month, day, since, check in _FIXED
        if year >= since
    ]
    holidays += _tet(year)
    if year >= _HUNG_KINGS_SINCE:
        holidays.append(Holiday(from_lunar(year, 3, 10), "hung_kings", "Giỗ Tổ Hùng Vương"))
    if year >= _SECOND_NATIONAL_DAY_SINCE:
        holidays.append(_beside_national_day(year))
    holidays.sort(key=lambda holiday: holiday.day)
    holidays += _compensation(holidays, weekdays)
    return tuple(sorted(holidays, key=lambda holiday: holiday.day))


def vietnam_swaps(year: int) -> tuple[Swap, ...]:
    """Return the known exchanges of working days whose free day lies in the year."""
    return tuple(swap for swap in _SWAPS if swap.free.year == year)


def _tet(year: int) -> list[Holiday]:
    first = from_lunar(year, 1, 1) - _DAY * _TET_EVES.get(year, _USUAL_TET_EVES)
    check = year not in _TET_EVES
    return [
        Holiday(first + _DAY * offset, "tet", "Tết Nguyên đán", check=check) for offset in range(_TET_DAYS)
    ]


def _beside_national_day(year: int) -> Holiday:
    # Without a notice: the day that makes the longer rest, 3 September when the 2nd is a Sunday, Monday or Thursday.
    usual = 3 if date(year, 9, 2).weekday() in {6, 0, 3} else 1
    day = date(year, 9, _BESIDE_NATIONAL_DAY.get(year, usual))
    return Holiday(day, "national", "Quốc khánh", check=year not in _BESIDE_NATIONAL_DAY)


def _compensation(holidays: Iterable[Holiday], weekdays: frozenset[int]) -> list[Holiday]:
    rows = list(holidays)
    taken = {holiday.day for holiday in rows}
    added: list[Holiday] = []
    for holiday in rows:
        if holiday.day.weekday() in weekdays:
            continue
        day = holiday.day + _DAY
        while day in taken or day.weekday() not in weekdays:
            day += _DAY
        taken.add(day)
        added.append(Holiday(day, holiday.code, holiday.name, "compensation", holiday.check))
    return added
