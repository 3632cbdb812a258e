"""What a sound directive is, and which step an assignment may take (Decree 30 arts. 23–24). Reason codes, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from congso.pure.workdays import VIETNAM, WorkCalendar

LEAD, SUPPORT, INFORM = "lead", "support", "inform"
SENT, SEEN, WORKING, DONE, RETURNED, TAKEN_BACK = "sent", "seen", "working", "done", "returned", "taken_back"
OPEN_STATES = (SENT, SEEN, WORKING)

# act -> states it may start from
STEPS: dict[str, tuple[str, ...]] = {
    "see": (SENT,),
    "start": (SENT, SEEN),
    "finish": OPEN_STATES,
    "return": OPEN_STATES,
    "take_back": OPEN_STATES,
    "assign_on": OPEN_STATES,
    "move_deadline": OPEN_STATES,
    "resume": (DONE,),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One assignee: exactly one of unit and appointment. `due_at` aware, None for "to be informed"."""

    part: str
    unit_id: int | None = None
    appointment_id: int | None = None
    due_at: datetime | None = None

    @property
    def holder(self) -> tuple[str, int | None]:
        return ("unit", self.unit_id) if self.unit_id is not None else ("appointment", self.appointment_id)


def fault_of_lines(lines: Sequence[Line], *, text: str, now: datetime, not_after: datetime | None) -> str:
    """Reason code of the first fault, or "". `not_after`: the deadline of the assignment being passed on."""
    if not lines and not text.strip():
        return "tasks.nothing_said"
    if sum(line.part == LEAD for line in lines) > 1:
        return "tasks.two_leads"
    if any(line.part == SUPPORT for line in lines) and not any(line.part == LEAD for line in lines):
        return "tasks.no_lead"
    if len({line.holder for line in lines}) < len(lines):
        return "tasks.named_twice"
    return next((fault for line in lines if (fault := _fault_of_line(line, now, not_after))), "")


def _fault_of_line(line: Line, now: datetime, not_after: datetime | None) -> str:
    if line.part not in {LEAD, SUPPORT, INFORM}:
        return "tasks.unknown_part"
    if (line.unit_id is None) == (line.appointment_id is None):
        return "tasks.one_holder"
    if line.due_at is not None and line.due_at < now:
        return "tasks.deadline_past"
    if line.due_at is not None and not_after is not None and line.due_at > not_after:
        return "tasks.deadline_after_unit"
    return ""


def may_step(act: str, state: str) -> bool:
    return state in STEPS[act]


def end_of_work(day: date, calendar: WorkCalendar) -> datetime | None:
    """When work ends on that day, None on a free day."""
    sessions = calendar.sessions_on(day)
    return datetime.combine(day, sessions[-1].end, VIETNAM) if sessions else None


def nearest_workday(day: date, calendar: WorkCalendar, not_before: date) -> date:
    """The worked day next to a free one, on either side, the earlier of two equally near; never one before `not_before`."""
    before, after = calendar.add_workdays(day, -1), calendar.add_workdays(day, 1)
    return before if before >= not_before and day - before <= after - day else after
