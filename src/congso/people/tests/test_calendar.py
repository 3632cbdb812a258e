from datetime import date, datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Refusal
from congso.people import api
from congso.people.models import CalendarDay, Person
from congso.people.queries import calendars
from congso.people.testing import make_actor, make_agency, sign_in

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
MONDAY, SATURDAY = date(2026, 11, 16), date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()


@pytest.fixture
def _at_once(monkeypatch):
    """Tests run inside one transaction, so what follows a commit is called at once."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda call: call())


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def admin(agency):
    return make_actor(agency, Role.ADMIN)


def _set(agency_id, day, kind, actor=SYSTEM):
    api.set_day(actor=actor, agency_id=agency_id, day=day, kind=kind, label="Thử")


def test_the_national_calendar_holds_without_rows(agency, django_assert_num_queries):
    calendar = api.calendar_of(agency.id)
    assert not calendar.is_workday(date(2026, 9, 2))
    assert calendar.is_workday(MONDAY)
    assert not calendar.is_workday(SATURDAY)
    with django_assert_num_queries(0):
        api.calendar_of(agency.id)


@pytest.mark.usefixtures("_at_once")
def test_the_own_day_wins_over_the_common_one(agency):
    _set(None, MONDAY, "off")
    other = make_agency("Sở Y tế")
    assert not api.calendar_of(agency.id).is_workday(MONDAY)
    _set(agency.id, MONDAY, "work")
    assert api.calendar_of(agency.id).is_workday(MONDAY)
    assert not api.calendar_of(other.id).is_workday(MONDAY)
    api.clear_day(actor=SYSTEM, agency_id=agency.id, day=MONDAY)
    assert not api.calendar_of(agency.id).is_workday(MONDAY)


@pytest.mark.usefixtures("_at_once")
def test_half_days_and_worked_saturdays_move_deadlines(agency):
    friday = datetime(2026, 11, 20, 9, tzinfo=clock.VIETNAM)
    assert api.calendar_of(agency.id).deadline(friday, workdays=1) == datetime(
        2026, 11, 23, 17, tzinfo=clock.VIETNAM
    )
    _set(agency.id, SATURDAY, "morning")
    assert api.calendar_of(agency.id).deadline(friday, workdays=1) == datetime(
        2026, 11, 21, 11, 30, tzinfo=clock.VIETNAM
    )
    _set(agency.id, SATURDAY, "afternoon")
    assert api.calendar_of(agency.id).deadline(friday, workdays=1) == datetime(
        2026, 11, 21, 17, tzinfo=clock.VIETNAM
    )
    _set(agency.id, date(2026, 9, 2), "work")
    assert api.calendar_of(agency.id).is_workday(date(2026, 9, 2))


def test_holidays_of_a_year_are_loaded_once(agency):
    added = api.load_holidays(actor=SYSTEM, year=2026)
    assert added >= 11
    assert CalendarDay.objects.get(day=date(2026, 1, 1)).label == "Tết Dương lịch"
    assert api.load_holidays(actor=SYSTEM, year=2026) == 0
    assert {row.source for row in calendars.days_of(agency.id, 2026)} == {"all"}


def test_a_year_shows_each_day_once_with_its_source(agency):
    _set(None, date(2026, 1, 1), "off")
    _set(agency.id, MONDAY, "morning")
    rows = calendars.days_of(agency.id, 2026)
    assert len({row.day for row in rows}) == len(rows)
    sources = {row.day: row.source for row in rows}
    assert (sources[date(2026, 1, 1)], sources[MONDAY], sources[date(2026, 9, 2)]) == (
        "all",
        "own",
        "national",
    )
    assert MONDAY not in {row.day for row in calendars.days_of(None, 2026)}
    assert any(row.kind == "work" for row in calendars.days_of(agency.id, 2024))


def _code(call, **kwargs) -> str:
    with pytest.raises(Refusal) as refused:
        call(**kwargs)
    return refused.value.code


def test_refusals(agency, admin):
    day = {"agency_id": agency.id, "day": MONDAY, "kind": "off", "label": "Lũ"}
    api.set_day(actor=admin, **day)
    assert _code(api.set_day, actor=make_actor(agency), **day) == "people.not_administrator"
    assert (
        _code(api.set_day, actor=admin, **day | {"agency_id": None})
        == "people.not_installation_administrator"
    )
    assert _code(api.set_day, actor=admin, **day | {"label": " "}) == "people.missing"
    assert _code(api.set_day, actor=admin, **day | {"kind": "x"}) == "people.bad_day_kind"
    assert _code(api.set_day, actor=admin, **day | {"day": date(1999, 1, 1)}) == "people.bad_year"
    assert _code(api.load_holidays, actor=admin, year=2026) == "people.not_installation_administrator"
    assert _code(api.load_holidays, actor=SYSTEM, year=2100) == "people.bad_year"
    assert _code(api.clear_day, actor=admin, agency_id=agency.id, day=SATURDAY) == "people.no_day"
    assert (
        _code(api.clear_day, actor=admin, agency_id=None, day=MONDAY)
        == "people.not_installation_administrator"
    )


URL = "/lich/"


def test_the_screen_for_an_officer_is_read_only(client, agency):
    page = sign_in(client, make_actor(agency)).get(URL, {"nam": "2026"}).text
    assert "Tết Dương lịch" in page
    assert "Ghi vào lịch" not in page
    assert client.post(URL, {"day": "16/11/2026", "kind": "off", "label": "Lũ"}).status_code == 403


def test_the_screen_sets_and_clears_a_day(client, agency, admin):
    sign_in(client, admin)
    response = client.post(URL, {"day": "16/11/2026", "kind": "off", "label": "Nghỉ lũ"}, follow=True)
    assert "Nghỉ lũ" in response.text
    bad = client.post(URL, {"day": "16/11/1999", "kind": "off", "label": "Nghỉ lũ"})
    assert bad.status_code == 422
    assert "Lịch có từ năm 2020" in bad.text
    client.post(reverse("people:calendar_clear"), {"day": "2026-11-16"})
    assert not CalendarDay.objects.exists()
    for day in ("", "2026-13-99", "x"):
        assert client.post(reverse("people:calendar_clear"), {"day": day}).status_code == 404


def test_the_common_calendar_is_for_the_installation(client, agency, admin):
    sign_in(client, admin)
    assert client.post(reverse("people:calendar_load"), {"nam": "2026"}).status_code == 403
    assert "Ghi vào lịch" not in client.get(URL, {"chung": "1"}).text
    Person.objects.filter(pk=admin.person_id).update(installation_admin=True)
    response = client.post(reverse("people:calendar_load"), {"nam": "2026", "chung": "1"}, follow=True)
    assert "toàn hệ thống" in response.text
    assert client.get(URL, {"chung": "1", "nam": "abc"}).status_code == 200
