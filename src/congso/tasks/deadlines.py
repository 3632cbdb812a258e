"""A deadline written as a day: the moment by the agency's calendar."""

from datetime import date, datetime

from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.people import api as people
from congso.tasks import rules


def due_on(actor: Actor, day: date, *, field: str) -> datetime:
    """End of work on that day in the actor's agency. Refuses tasks.deadline_free_day with the nearest day worked."""
    calendar = people.calendar_of(actor.agency_id or 0)
    due = rules.end_of_work(day, calendar)
    if due is None:
        near = rules.nearest_workday(day, calendar, clock.today())
        raise Invalid("tasks.deadline_free_day", field=field, day=f"{day:%d/%m/%Y}", near=f"{near:%d/%m/%Y}")
    return due
