"""The desk: everything that waits for one person, worst first, whatever domain it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from congso.documents import api as documents
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.people import api as people
from congso.pure.workdays import WorkCalendar
from congso.tasks import api as tasks
from congso.ui.api import Deadline, deadline

# act -> (words on the button, key)
ACTS: Final[Mapping[str, tuple[str | Promise, str]]] = {
    "direct": (_("Giao"), "g"),
    "propose": (_("Đề xuất"), ""),
    "content": (_("Duyệt"), ""),
    "form": (_("Kiểm tra"), ""),
    "sign": (_("Ký"), "y"),
    "mend": (_("Sửa"), ""),
    "register": (_("Vào sổ"), ""),
    "issue": (_("Phát hành"), ""),
    "seal": (_("Đóng dấu lại"), ""),
    "recall": (_("Trả lời thu hồi"), ""),
    "pass_on": (_("Giao tiếp"), "g"),
    "handle": (_("Xử lý"), ""),
    "support": (_("Phối hợp"), ""),
    "inform": (_("Đã biết"), "e"),
}
GROUPS: Final[Mapping[str, str | Promise]] = {
    "late": _("Quá hạn"),
    "today": _("Hôm nay"),
    "urgent": _("Khẩn, không có hạn"),
    "week": _("Trong 7 ngày"),
    "later": _("Sau đó"),
    "none": _("Không có hạn"),
}
_PART_ACTS: Final = {"lead": "handle", "support": "support", "inform": "inform"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the desk."""

    act: str
    label: str | Promise
    key: str
    title: str
    source: str
    urgency: int
    due: Deadline | None
    due_at: datetime | None
    since: datetime
    url: str
    unread: bool
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    label: str | Promise
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    groups: tuple[Group, ...]
    total: int
    late: int
    today: int
    unopened: int
    returned: int
    given: int


def desk_of(actor: Actor, *, given: bool = False) -> Desk:
    """`given`: what the actor assigned to others instead of what waits for the actor."""
    now = clock.now()
    calendar = people.calendar_of(actor.agency_id or 0)
    owed, handed = tasks.open_and_given(actor)
    mine = [_of_document(row, now, calendar) for row in documents.waiting_for(actor)]
    mine += [_of_task(row, now, calendar) for row in owed]
    others = [_of_task(row, now, calendar, holder=row.holder) for row in handed]
    shown = others if given else mine
    groups = _grouped(shown, now)
    late = next((group for group in groups if group.key == "late"), None)
    today = next((group for group in groups if group.key == "today"), None)
    return Desk(
        groups=groups,
        total=len(mine),
        late=len(late.rows) if late else 0,
        today=len(today.rows) if today else 0,
        unopened=sum(row.unread for row in shown),
        returned=sum(row.act == "mend" for row in mine),
        given=len(others),
    )


def _of_document(row: documents.Waiting, now: datetime, calendar: WorkCalendar) -> Row:
    label, key = ACTS[row.act]
    return Row(
        act=row.act,
        label=label,
        key=key,
        title=row.title,
        source=row.source,
        urgency=row.urgency,
        due=graded(row.due_at, now, calendar),
        due_at=row.due_at,
        since=row.since,
        url=row.url,
        unread=row.act in ("direct", "sign"),
    )


def _of_task(row: tasks.OpenRow, now: datetime, calendar: WorkCalendar, holder: str = "") -> Row:
    act = "pass_on" if row.passable else _PART_ACTS[row.part]
    label, key = ACTS[act]
    return Row(
        act=act,
        label=label,
        key=key,
        title=row.title,
        source=row.source or row.by_name,
        urgency=row.urgency,
        due=graded(row.due_at, now, calendar),
        due_at=row.due_at,
        since=row.at,
        url=documents.url_of(row.subject),
        unread=row.state == "sent",
        holder=holder,
    )


def graded(due_at: datetime | None, now: datetime, calendar: WorkCalendar) -> Deadline | None:
    """A deadline in the words of the calendar of the agency."""
    if due_at is None:
        return None
    local = due_at.astimezone(clock.VIETNAM)
    if now > local:
        return deadline(local, now, late_minutes=max(0, calendar.working_minutes(local, now)))
    return deadline(local, now, days_left=calendar.workdays_between(now.date(), local.date()))


def _group_of(row: Row, now: datetime) -> str:
    if row.due_at is None:
        return "urgent" if row.urgency else "none"
    local = row.due_at.astimezone(clock.VIETNAM)
    if local < now:
        return "late"
    if local.date() == now.date():
        return "today"
    return "week" if local.date() <= now.date() + timedelta(days=7) else "later"


def _grouped(rows: Iterable[Row], now: datetime) -> tuple[Group, ...]:
    """Within a group: urgency first, then the deadline, then who has waited longest."""
    found: dict[str, list[Row]] = {key: [] for key in GROUPS}
    for row in rows:
        found[_group_of(row, now)].append(row)
    far = now + timedelta(days=36500)
    return tuple(
        Group(key, label, tuple(sorted(found[key], key=lambda r: (-r.urgency, r.due_at or far, r.since))))
        for key, label in GROUPS.items()
        if found[key]
    )
