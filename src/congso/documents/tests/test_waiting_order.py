"""What waits is cut off at a limit: the most urgent must be in front of the cut, wherever it came in."""

from datetime import datetime, timedelta

import pytest

from congso.documents import testing_draft as t
from congso.documents.models import Draft, Involvement, SlipStep
from congso.documents.queries import approvals, desk
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.people.testing import make_actor, make_agency

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)
FLASH, URGENT, PLAIN = 3, 1, 0


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(NOW):
        yield


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(approvals, "LIMIT", 2)
    monkeypatch.setattr(desk, "LIMIT", 2)


@pytest.fixture
def house():
    return t.make_house()


def draft(
    house: t.House, subject: str, urgency: int, *, due_in: int | None = None, **fields: object
) -> Draft:
    return Draft.objects.create(
        agency_id=house.agency.id, body_id=house.body.id, drafter_id=house.drafter.appointment_id,
        kind="bao_cao", subject=subject, symbol="SNV", urgency=urgency, created_at=NOW, updated_at=NOW,
        due_at=None if due_in is None else NOW + timedelta(days=due_in), **fields,
    )  # fmt: skip


def step(
    house: t.House, who: Actor | None, subject: str, urgency: int, *, age: int, due_in: int | None = None,
    stage: str = "sign",
) -> None:  # fmt: skip
    """An open step that came `age` hours ago to `who`, or to the office when nobody is named."""
    SlipStep.objects.create(
        draft=draft(house, subject, urgency, due_in=due_in), stage=stage, version=1,
        appointment_id=who.appointment_id if who else None, since=NOW - timedelta(hours=age),
    )  # fmt: skip


def both(actor: Actor) -> list[list[str]]:
    return [[row.subject for row in approvals.waiting(actor)], [row.title for row in desk.waiting_for(actor)]]


def test_the_newest_step_is_in_front_of_the_cut_when_it_is_the_most_urgent(house):
    step(house, house.leader, "cũ", PLAIN, age=30)
    step(house, house.leader, "cũ hơn", PLAIN, age=40)
    step(house, house.leader, "khẩn", URGENT, age=2)
    step(house, house.leader, "hỏa tốc", FLASH, age=1)
    assert both(house.leader) == [["hỏa tốc", "khẩn"]] * 2


def test_among_equals_the_nearer_deadline_and_none_last(house):
    step(house, house.leader, "không hạn", URGENT, age=9)
    step(house, house.leader, "hạn xa", URGENT, age=8, due_in=9)
    step(house, house.leader, "hạn gần", URGENT, age=1, due_in=2)
    assert both(house.leader) == [["hạn gần", "hạn xa"]] * 2


def test_the_office_has_its_own_and_the_form_of_all_under_one_order(house):
    step(house, house.office, "ký thường", PLAIN, age=30)
    step(house, None, "thể thức thường", PLAIN, age=40, stage="form")
    step(house, None, "thể thức hỏa tốc", FLASH, age=1, stage="form")
    step(house, house.office, "ký khẩn", URGENT, age=1)
    shown, on_desk = both(house.office)
    assert set(shown) == set(on_desk) == {"thể thức hỏa tốc", "ký khẩn"}


def test_what_came_back_is_cut_after_the_most_urgent(house):
    for subject, urgency in (("một", PLAIN), ("hai", PLAIN), ("hỏa tốc", FLASH), ("khẩn", URGENT)):
        row = draft(house, subject, urgency, returned=True)
        Involvement.objects.create(
            subject_kind="draft", subject_id=row.pk, agency_id=house.agency.id, person_id=house.drafter.person_id,
            why="drafter", at=NOW,
        )  # fmt: skip
    assert [row.title for row in desk.waiting_for(house.drafter)] == ["hỏa tốc", "khẩn"]


@pytest.mark.parametrize("roles", [(), (Role.LEADER,), (Role.OFFICE,)])
def test_nothing_of_it_waits_for_a_stranger(house, roles):
    step(house, house.leader, "hỏa tốc", FLASH, age=1)
    step(house, None, "thể thức", FLASH, age=1, stage="form")
    assert both(make_actor(make_agency("Sở Y tế"), *roles)) == [[], []]


def test_without_a_post_nothing_waits(house):
    step(house, house.leader, "hỏa tốc", FLASH, age=1)
    assert both(Actor.system(house.agency.id)) == [[], []]
