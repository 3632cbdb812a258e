"""The Vietnamese lunar calendar, computed: dates of Tết and Giỗ Tổ without a table.

Months begin on the day of the new moon and the month holding the winter solstice is the eleventh, all reckoned at
UTC+7 (Decision 121-CP of 1967), which is why some years differ from China (Tết of 1985, 2007, 2030). New moons follow
the truncated series of Meeus, *Astronomical Algorithms*, chapter 49 and the sun its chapter 25; both are good to a
few minutes between 1900 and 2100.
"""

from datetime import date
from functools import lru_cache
from math import floor, pi, sin
from typing import Final

_SYNODIC_MONTH: Final = 29.530588853
_FIRST_NEW_MOON: Final = 2415021.076998695  # Julian date of the new moon of 1 January 1900
_ORDINAL_TO_JULIAN: Final = 1721425  # Julian day number of date.fromordinal(0)
_VIETNAM: Final = 7 / 24


@lru_cache(maxsize=4096)
def _new_moon(count: int) -> int:
    """Return the ordinal of the Vietnamese day of a new moon, counted from January 1900."""
    century = count / 1236.85
    square, cube = century**2, century**3
    rad = pi / 180
    mean = 2415020.75933 + 29.53058868 * count + 0.0001178 * square - 0.000000155 * cube
    mean += 0.00033 * sin((166.56 + 132.87 * century - 0.009173 * square) * rad)
    sun = (359.2242 + 29.10535608 * count - 0.0000333 * square - 0.00000347 * cube) * rad
    moon = (306.0253 + 385.81691806 * count + 0.0107306 * square + 0.00001236 * cube) * rad
    node = (21.2964 + 390.67050646 * count - 0.0016528 * square - 0.00000239 * cube) * rad
    shift = (0.1734 - 0.000393 * century) * sin(sun) + 0.0021 * sin(2 * sun)
    shift += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    shift += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    shift += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    shift += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    clock = -0.000278 + 0.000265 * century + 0.000262 * square  # dynamical to universal time
    return floor(mean + shift - clock + 0.5 + _VIETNAM) - _ORDINAL_TO_JULIAN


def _solar_term(ordinal: int) -> int:
    """Return the sign of the zodiac, 0 to 11 from the spring equinox, in which the sun stands as the day begins."""
    century = (ordinal + _ORDINAL_TO_JULIAN - 0.5 - _VIETNAM - 2451545.0) / 36525
    rad = pi / 180
    anomaly = (357.52910 + 35999.05030 * century - 0.0001559 * century**2) * rad
    longitude = 280.46645 + 36000.76983 * century + 0.0003032 * century**2
    longitude += (1.914600 - 0.004817 * century) * sin(anomaly)
    longitude += (0.019993 - 0.000101 * century) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    # Apparent, not geometric: aberration and the largest term of nutation.
    longitude -= 0.00569 + 0.00478 * sin((125.04 - 1934.136 * century) * rad)
    return floor(longitude % 360 / 30)


@lru_cache(maxsize=512)
def _month_eleven(year: int) -> int:
    """Return the count of the new moon that opens the eleventh lunar month within a solar year."""
    last_day = date(year, 12, 31).toordinal()
    # The mean month may err by a day, so start one later and step back.
    count = floor((last_day + _ORDINAL_TO_JULIAN - _FIRST_NEW_MOON) / _SYNODIC_MONTH) + 1
    while _new_moon(count) > last_day:
        count -= 1
    # The solstice (270°, sign 9) must not lie before the month begins.
    return count if _solar_term(_new_moon(count)) < 9 else count - 1


@lru_cache(maxsize=512)
def _months(year: int) -> tuple[tuple[int, bool], ...]:
    """Return (month, leap) of each month from the eleventh of year - 1 up to before the eleventh of year."""
    first, last = _month_eleven(year - 1), _month_eleven(year)
    signs = [_solar_term(_new_moon(count)) for count in range(first, last + 1)]
    leap = 0
    if last - first == 13:
        leap = next(place for place in range(1, 13) if signs[place] == signs[place + 1])
    names: list[tuple[int, bool]] = []
    for place in range(last - first):
        plain = place - (1 if leap and place >= leap else 0)
        names.append(((plain + 10) % 12 + 1, place == leap and leap > 0))
    return tuple(names)


def from_lunar(year: int, month: int, day: int, *, leap: bool = False) -> date:
    """Return the solar date of a lunar date, years 1900 to 2100. ValueError when the year has no such day."""
    # Months 11 and 12 close the lunar year and so open the next row of months.
    row = year + 1 if month >= 11 else year
    for place, name in enumerate(_months(row)):
        if name == (month, leap):
            count = _month_eleven(row - 1) + place
            start = _new_moon(count)
            if 1 <= day <= _new_moon(count + 1) - start:
                return date.fromordinal(start + day - 1)
    raise ValueError("the lunar year has no such day")


def to_lunar(day: date) -> tuple[int, int, int, bool]:
    """Return (year, month, day, leap) of the Vietnamese lunar calendar for a solar date, years 1900 to 2100."""
    ordinal = day.toordinal()
    row = day.year if ordinal < _new_moon(_month_eleven(day.year)) else day.year + 1
    first = _month_eleven(row - 1)
    place = max(place for place in range(len(_months(row))) if _new_moon(first + place) <= ordinal)
    month, leap = _months(row)[place]
    year = row - 1 if month >= 11 and place <= 2 else row
    return year, month, ordinal - _new_moon(first + place) + 1, leap
