"""Days that differ from the ordinary week, for one agency or for all."""

from datetime import date
from typing import Any

from django.db import transaction

from congso.audit import api as audit
from congso.kernel import words
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.actions.common import clean, require_installation, require_manager
from congso.people.models import CalendarDay
from congso.people.queries import calendars
from congso.people.queries.calendars import Kind
from congso.pure.workdays import vietnam_holidays, vietnam_swaps

FIRST_YEAR, LAST_YEAR = 2020, 2099


def set_day(*, actor: Actor, agency_id: int | None, day: date, kind: str, label: str) -> None:
    """Say what a day is: off, work, morning, afternoon. `agency_id` None: for the whole installation.

    Refuses people.missing (no label), people.bad_day_kind, people.bad_year.
    """
    _may(actor, agency_id)
    label = clean(label)
    if not label:
        raise Invalid("people.missing", field="label")
    if kind not in Kind.values:
        raise Invalid("people.bad_day_kind", field="kind")
    _check_year(day.year)
    words.look(actor=actor, entrance="calendar", label=label)
    with transaction.atomic():
        CalendarDay.objects.update_or_create(**_key(agency_id, day), defaults={"kind": kind, "label": label})
        _record(actor, agency_id, "calendar.day_set", day=day.isoformat(), kind=kind)
    transaction.on_commit(calendars.forget)


def clear_day(*, actor: Actor, agency_id: int | None, day: date) -> None:
    """Let the day be again what the common or national calendar says. Refuses people.no_day."""
    _may(actor, agency_id)
    with transaction.atomic():
        if not CalendarDay.objects.filter(**_key(agency_id, day)).delete()[0]:
            raise NotFound("people.no_day")
        _record(actor, agency_id, "calendar.day_cleared", day=day.isoformat())
    transaction.on_commit(calendars.forget)


def load_holidays(*, actor: Actor, year: int, label_swapped: str = "Hoán đổi ngày làm việc") -> int:
    """Write the national days of a year as editable rows of the whole installation; rows already there stay. Returns how many came."""
    require_installation(actor)
    _check_year(year)
    rows = [
        CalendarDay(day=holiday.day, kind=Kind.OFF, label=holiday.name) for holiday in vietnam_holidays(year)
    ]
    for swap in vietnam_swaps(year):
        rows.append(CalendarDay(day=swap.free, kind=Kind.OFF, label=label_swapped))
        rows.append(CalendarDay(day=swap.worked, kind=Kind.WORK, label=label_swapped))
    with transaction.atomic():
        before = CalendarDay.objects.filter(agency=None).count()
        CalendarDay.objects.bulk_create(rows, ignore_conflicts=True)
        added = CalendarDay.objects.filter(agency=None).count() - before
        _record(actor, None, "calendar.loaded", year=year, added=added)
    transaction.on_commit(calendars.forget)
    return added


def _may(actor: Actor, agency_id: int | None) -> None:
    if agency_id is None:
        require_installation(actor)
    else:
        require_manager(actor, agency_id)


def _key(agency_id: int | None, day: date) -> dict[str, Any]:
    return {"agency_id": agency_id, "day": day}


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid("people.bad_year", first=FIRST_YEAR, last=LAST_YEAR)


def _record(actor: Actor, agency_id: int | None, verb: str, **data: object) -> None:
    audit.record(actor, verb, SubjectRef("agency", agency_id or 0), **data)
