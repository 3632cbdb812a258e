"""An open assignment as a list shows it: with its page and its deadline in words."""

from collections.abc import Callable
from dataclasses import dataclass

from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.tasks.queries import OpenRow
from congso.ui.api import Deadline, deadline


@dataclass(frozen=True, slots=True)
class Shown:
    row: OpenRow
    due: Deadline | None
    url: str


_pages: dict[str, Callable[[int], str]] = {}


def register_page(kind: str, address: Callable[[int], str]) -> None:
    """The owner of a kind of subject says where its page is: this app knows no other domain's addresses."""
    _pages[kind] = address


def page_of(subject: SubjectRef) -> str:
    address = _pages.get(subject.kind)
    return address(subject.id) if address else "/"


def shown(rows: list[OpenRow], actor: Actor) -> list[Shown]:
    """Deadlines are graded by the agency's calendar."""
    calendar, now = people.calendar_of(actor.agency_id or 0), clock.now()
    found: list[Shown] = []
    for row in rows:
        due: Deadline | None = None
        if row.due_at is not None:
            local = row.due_at.astimezone(clock.VIETNAM)
            late = max(0, calendar.working_minutes(local, now)) if now > local else 0
            due = deadline(
                local, now, late_minutes=late, days_left=calendar.workdays_between(now.date(), local.date())
            )
        found.append(Shown(row, due, page_of(row.subject)))
    return found
