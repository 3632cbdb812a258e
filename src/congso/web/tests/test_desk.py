"""The desk: what waits, worst first, for the right eyes."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from congso.documents import testing_incoming as t
from congso.documents.actions.direct_incoming import direct_incoming
from congso.kernel import clock
from congso.kernel.actor import Role
from congso.people.testing import make_actor, make_agency, make_unit, sign_in
from congso.tasks.api import LEAD, Line
from congso.web.desk import desk_of
from congso.web.setup import _counts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def office():
    return t.make_office()


def rows(actor, **how):
    return [(group.key, row.act, row.label) for group in desk_of(actor, **how).groups for row in group.rows]


def test_each_post_sees_its_own_next_act(office) -> None:
    unit = make_unit(office.agency, "Phòng TCBC")
    head = make_actor(office.agency, Role.UNIT_HEAD, unit=unit)
    t.receive(office.clerk)
    assert [act for _, act, _ in rows(office.clerk)] == ["register"]
    arrival = t.make_incoming(office.clerk)
    type(arrival).objects.for_actor(office.clerk).filter(pk=arrival.pk).update(
        leader_id=office.leader.appointment_id
    )
    assert [act for _, act, _ in rows(office.leader)] == ["direct"]
    line = Line(LEAD, unit_id=unit.id, due_at=NOW + timedelta(days=2))
    direct_incoming(actor=office.leader, incoming_id=arrival.pk, text="", lines=[line])
    assert [act for _, act, _ in rows(office.leader)] == []
    assert [(key, act) for key, act, _ in rows(head)] == [("week", "pass_on")]
    assert [(key, act) for key, act, _ in rows(office.leader, given=True)] == [("week", "pass_on")]


def test_groups_go_from_late_to_undated(office) -> None:
    unit = make_unit(office.agency, "Phòng TCBC")
    head = make_actor(office.agency, Role.UNIT_HEAD, unit=unit)
    for hours in (6, 24, 24 * 30, None):
        due = NOW + timedelta(hours=hours) if hours else None
        arrival = t.make_incoming(office.clerk, number=str(1000 + (hours or 0)), urgency=0 if hours else 2)
        direct_incoming(
            actor=office.leader,
            incoming_id=arrival.pk,
            text="x",
            lines=[Line(LEAD, unit_id=unit.id, due_at=due)],
        )
    with clock.frozen(NOW + timedelta(hours=7)):
        desk = desk_of(head)
    assert [group.key for group in desk.groups] == ["late", "urgent", "week", "later"]
    assert (desk.total, desk.late, desk.today, desk.unopened) == (4, 1, 0, 4)
    assert desk_of(head).groups[0].key == "today"


def test_strangers_see_nothing(office) -> None:
    t.make_incoming(office.clerk)
    other = make_actor(make_agency(), Role.LEADER, Role.CLERK)
    assert rows(other) == []
    assert set(_counts(other).values()) == {0}


def test_page(client, office, settings, django_assert_max_num_queries) -> None:
    settings.CONGSO_COUNTS_SECONDS = 5  # as in production: the rail is counted beside the page
    t.receive(office.clerk)
    sign_in(client, office.clerk)
    client.get(reverse("web:desk"))  # the first request of a session also notes where it comes from
    with django_assert_max_num_queries(12):
        shown = client.get(reverse("web:desk")).content.decode()
    assert "Vào sổ" in shown


def test_empty_page_says_what_will_come(client, office) -> None:
    sign_in(client, office.leader)
    assert "Không còn việc nào chờ bạn" in client.get("/").content.decode()
    assert "Chưa giao việc nào còn mở" in client.get("/", {"xem": "da-giao"}).content.decode()


def test_signed_out_goes_to_sign_in(client) -> None:
    assert client.get("/").url.startswith("/dang-nhap/")


def test_counts_agree_with_the_desk(office) -> None:
    t.receive(office.clerk)
    t.make_incoming(office.clerk)
    for actor in (office.clerk, office.leader):
        assert _counts(actor)["desk"] == desk_of(actor).total
