"""Days of a directive: each deadline is the end of work of that day by the agency's calendar."""

from datetime import date, datetime

import pytest
from django.http import QueryDict
from django.urls import reverse

from congso.documents import forms_direct
from congso.documents import testing_incoming as t
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.people import api as people
from congso.people.testing import make_unit, sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 20, 9, 0, tzinfo=clock.VIETNAM)  # a Thursday


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def office():
    made = t.make_office()
    people.set_day(
        actor=Actor.system(), agency_id=made.agency.id, day=date(2026, 8, 21), kind="morning", label="Nghỉ chiều"
    )  # fmt: skip
    return made


def dues(office, **posted):
    query = QueryDict(mutable=True)
    query.update({name.replace("_u", "-u"): value for name, value in posted.items()})
    return [line.due_at for line in forms_direct.read(office.leader, query).lines]


def at(day, hour, minute=0):
    return datetime(2026, 8, day, hour, minute, tzinfo=clock.VIETNAM)


@pytest.mark.parametrize(
    ("day", "due"), [("21/08/2026", at(21, 11, 30)), ("22/08/2026", at(22, 17)), ("24/08/2026", at(24, 17))]
)
def test_work_ends_on_a_half_day_and_on_a_swapped_one_by_the_calendar(office, day, due):
    assert dues(office, part_u1="lead", day=day) == [due]
    assert dues(office, part_u1="lead", day="other", other_day=day) == [due]
    assert dues(office, part_u1="lead", part_u2="support", due_u2=day, day="25/08/2026") == [at(25, 17), due]


@pytest.mark.parametrize(
    ("day", "near"), [("23/08/2026", "22/08/2026"), ("31/08/2026", "28/08/2026"), ("02/09/2026", "03/09/2026")]
)  # fmt: skip
def test_a_day_off_is_refused_by_name(office, day, near):
    with pytest.raises(Invalid, match=r"tasks\.deadline_free_day") as refused:
        dues(office, part_u1="lead", due_u1=day)
    assert refused.value.params == {"day": day, "near": near}


def test_who_is_only_informed_has_no_deadline_to_refuse(office):
    assert dues(office, part_u1="inform", day="23/08/2026") == [None]


def test_the_form_says_it_and_keeps_what_was_written(office, client):
    unit = make_unit(office.agency, "Phòng Tổ chức")
    arrival = t.make_incoming(office.clerk, document_date=date(2026, 8, 19))
    sign_in(client, office.leader)
    posted = {"text": "Trả lời sớm", "day": "other", "other_day": "23/08/2026", f"part-u{unit.id}": "lead"}
    shown = client.post(reverse("documents:incoming_assign", args=[arrival.pk]), posted)
    page = shown.content.decode()
    assert shown.status_code == 422
    assert "23/08/2026 là ngày nghỉ" in page
    assert "Trả lời sớm" in page
    assert t.row(arrival.pk).state == "registered"
