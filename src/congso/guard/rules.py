"""What is refused. The detectors are knowledge of the trade and live in `pure.leaks`; here they are asked."""

from collections.abc import Sequence
from datetime import date

from congso.guard.rows import Hit
from congso.pure.leaks import Level, Marking, find_field_marking, find_secrecy_marking

_LEVELS = {Level.MAT: "secret", Level.TOI_MAT: "high", Level.TUYET_MAT: "top"}


def find(pages: Sequence[str]) -> Hit | None:
    """The highest marking in the pages of a document, None when there is none."""
    return _hit(find_secrecy_marking(pages))


def find_in_field(value: str) -> Hit | None:
    """The marking in one field of a form; it has no page."""
    hit = _hit(find_field_marking(value))
    return None if hit is None else Hit(level=hit.level, rule=hit.rule)


def _hit(marking: Marking | None) -> Hit | None:
    if marking is None:
        return None
    return Hit(level=_LEVELS[marking.level], rule=marking.rule.value, page=marking.page)


def date_problem(arrived_on: date, issued_on: date | None, today: date) -> str:
    """Name of the field whose day cannot be; empty when both can."""
    if arrived_on > today:
        return "arrived_on"
    if issued_on is not None and issued_on > arrived_on:
        return "issued_on"
    return ""
