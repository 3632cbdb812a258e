"""Dates, moments and numbers as vendors write them."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

from congso.pure.edxml.values import VIETNAM

_DATE: Final = re.compile(
    r"(?:(?P<y>\d{4})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?P<s2>[/.-])(?P<m2>\d{1,2})(?P=s2)(?P<y2>\d{4})"
    r"|(?P<y3>\d{4})(?P<m3>\d{2})(?P<d3>\d{2}))"
    r"(?:[T ]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<z>Z|[+-]\d{2}:?\d{2})?)?"
)
DAY_FORM: Final = re.compile(r"\d{4}/\d{2}/\d{2}")
MOMENT_FORM: Final = re.compile(r"\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}")
_NUMBER: Final = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}


def moment(text: str) -> datetime | None:
    """A moment of Vietnam to the second; a zone is converted, a bare date is its midnight. None when unreadable."""
    found = _DATE.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    part = found.group
    year, month, day = (part(name) or part(f"{name}2") or part(f"{name}3") for name in "ymd")
    hour, minute, second = (int(part(name) or 0) for name in "HMS")
    try:
        local = datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=VIETNAM)
        if part("z"):
            local = (local.replace(tzinfo=UTC) - _offset(part("z"))).astimezone(VIETNAM)
    except (ValueError, OverflowError):
        return None
    # 0001/01/01 is what an unset date of .NET looks like.
    return local if 1900 <= local.year <= 2100 else None


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta(0)
    digits = zone.replace(":", "")
    span = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    return -span if digits[0] == "-" else span


def day(text: str) -> date | None:
    found = moment(text)
    return found.date() if found else None


def number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def flag(text: str) -> bool | None:
    return _FLAGS.get(text.casefold())


def day_text(value: date) -> str:
    return f"{value.year:04}/{value.month:02}/{value.day:02}"


def moment_text(value: datetime) -> str:
    return value.astimezone(VIETNAM).strftime("%Y/%m/%d %H:%M:%S")
