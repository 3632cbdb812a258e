"""A day typed as a deadline: the end of work on it by the agency's calendar, and no day on which nobody works."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from congso.kernel import clock, wording
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Invalid
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.people.testing import make_actor, make_agency, sign_in
from congso.pure.workdays import MORNING, WorkCalendar
from congso.tasks import api as tasks
from congso.tasks.models import Assignment
from congso.tasks.rules import end_of_work, nearest_workday

NOW = datetime(2026, 8, 20, 9, 0, tzinfo=clock.VIETNAM)  # a Thursday
CALENDAR = WorkCalendar(half_days={date(2026, 8, 21): (MORNING,)})


def at(day: int, hour: int, minute: int = 0, month: int = 8) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=clock.VIETNAM)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 8, 20), at(20, 17)),
        (date(2026, 8, 21), at(21, 11, 30)),  # a half-day
        (date(2026, 8, 22), at(22, 17)),  # the Saturday worked for the 31st
        (date(2026, 8, 23), None),
        (date(2026, 8, 31), None),
        (date(2026, 9, 2), None),  # National Day
    ],
)
def test_work_ends_by_the_calendar(day: date, due: datetime | None) -> None:
    assert end_of_work(day, CALENDAR) == due


@pytest.mark.parametrize(
    ("day", "today", "near"),
    [
        (date(2026, 8, 23), date(2026, 8, 20), date(2026, 8, 22)),  # as near as Monday, and sooner
        (date(2026, 8, 23), date(2026, 8, 23), date(2026, 8, 24)),  # never a day gone by
        (date(2026, 8, 30), date(2026, 8, 20), date(2026, 8, 28)),
        (date(2026, 9, 2), date(2026, 8, 20), date(2026, 9, 3)),
    ],
)
def test_the_nearest_day_worked(day: date, today: date, near: date) -> None:
    assert nearest_workday(day, CALENDAR, today) == near


class House:
    def __init__(self) -> None:
        self.agency = make_agency()
        self.leader = make_actor(self.agency, Role.LEADER, title="Giám đốc")
        self.officer = make_actor(self.agency, Role.OFFICER)
        line = tasks.Line(tasks.LEAD, appointment_id=self.officer.appointment_id)
        about = tasks.About(SubjectRef("thing", 5), "Rà soát biên chế", "UBND tỉnh Mẫu", 0)
        (self.made,) = tasks.give_directive(
            actor=self.leader, about=about, text="x", lines=[line]
        ).assignment_ids
        people.set_day(
            actor=Actor.system(), agency_id=self.agency.id, day=date(2026, 8, 21), kind="morning", label="Nghỉ chiều"
        )  # fmt: skip

    @property
    def due(self) -> datetime | None:
        return Assignment.objects.unscoped(reason="test").get(pk=self.made).due_at

    def move(self, client: Client, day: str) -> str:
        answer = client.post(reverse("tasks:act", args=[self.made, "move_deadline"]), {"due": day})
        return answer.content.decode()


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with clock.frozen(NOW):
        yield House()


def test_the_moment_is_the_agencys_own(house: House) -> None:
    stranger = make_actor(make_agency(), Role.LEADER)
    half = date(2026, 8, 21)
    assert tasks.due_on(house.leader, half, field="due") == at(21, 11, 30)
    assert tasks.due_on(stranger, half, field="due") == at(21, 17)


def test_a_free_day_is_refused_with_the_nearest_day_worked(house: House) -> None:
    with pytest.raises(Invalid, match=r"tasks\.deadline_free_day") as refused:
        tasks.due_on(house.leader, date(2026, 8, 30), field="due")
    assert refused.value.params == {"day": "30/08/2026", "near": "28/08/2026"}
    assert "28/08/2026" in wording.explain(refused.value)


def test_moving_a_deadline_takes_the_end_of_work_of_that_day(house: House, client: Client) -> None:
    sign_in(client, house.leader)
    house.move(client, "21/08/2026")
    assert house.due == at(21, 11, 30)
    house.move(client, "22/08/2026")
    assert house.due == at(22, 17), "a Saturday worked for another day"


@pytest.mark.parametrize("day", ["23/08/2026", "31/08/2026", "02/09/2026"])
def test_a_deadline_is_not_moved_to_a_free_day(house: House, client: Client, day: str) -> None:
    sign_in(client, house.leader)
    assert f"{day} là ngày nghỉ" in house.move(client, day)
    assert house.due is None


def test_today_is_over_when_work_is(house: House, client: Client) -> None:
    sign_in(client, house.leader)
    with clock.frozen(datetime.combine(date(2026, 8, 21), time(14), clock.VIETNAM)):
        assert "Hạn đã qua" in house.move(client, "21/08/2026")
    assert house.due is None
