"""Holidays by year, and deadlines and working time computed from a calendar."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congso.pure import workdays
from congso.pure.workdays import VIETNAM, Session, WorkCalendar, vietnam_holidays, vietnam_swaps

CALENDAR = WorkCalendar()
MORNING = (Session(time(8), time(11, 30)),)
MOMENTS = st.datetimes(
    datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2027-06-01"), timezones=st.just(VIETNAM)
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def days(year, **filters):
    rows = vietnam_holidays(year)
    return [
        row.day.strftime("%d/%m")
        for row in rows
        if all(getattr(row, name) == value for name, value in filters.items())
    ]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2020, ["23/01", "24/01", "25/01", "26/01", "27/01", "28/01", "29/01"]),
        (2022, ["31/01", "01/02", "02/02", "03/02", "04/02"]),
        (2023, ["20/01", "21/01", "22/01", "23/01", "24/01", "25/01", "26/01"]),
        (2025, ["27/01", "28/01", "29/01", "30/01", "31/01"]),
        (2026, ["16/02", "17/02", "18/02", "19/02", "20/02"]),
    ],
)
def test_tet_as_announced(year, expected):
    assert days(year, code="tet") == expected
    assert days(year, code="tet", check=True) == []


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2020, ["02/09"]),
        (2021, ["02/09", "03/09"]),
        (2023, ["01/09", "02/09", "04/09"]),
        (2024, ["02/09", "03/09"]),
        (2026, ["01/09", "02/09"]),
        (2027, ["02/09", "03/09"]),
        (2029, ["02/09", "03/09", "04/09"]),
    ],
)
def test_national_day(year, expected):
    assert days(year, code="national") == expected


def test_rest_days_are_compensated_on_the_next_working_days():
    assert days(2022, reason="compensation") == ["03/01", "11/04", "02/05", "03/05"]
    assert days(2023, reason="compensation") == ["02/01", "25/01", "26/01", "02/05", "03/05", "04/09"]
    monday_to_saturday = vietnam_holidays(2022, frozenset(range(6)))
    assert [str(row.day) for row in monday_to_saturday if row.reason == "compensation"] == [
        "2022-04-11",
        "2022-05-02",
    ]


def test_days_without_a_notice_are_marked_for_checking():
    assert days(2026, check=True) == ["24/11"]
    assert days(2026, code="culture", check=True) == ["24/11"]
    assert days(2025, code="culture") == []
    assert days(2027, code="tet", check=True) == days(2027, code="tet")


def test_old_years_have_the_holidays_of_their_time():
    assert days(2006, code="hung_kings") == []
    assert days(1950, code="victory") == []
    assert vietnam_swaps(1950) == ()


@pytest.mark.parametrize("year", [1900, 2100])
def test_years_without_assured_lunar_dates(year):
    with pytest.raises(ValueError, match="1901 to 2099"):
        vietnam_holidays(year)


@given(st.integers(1901, 2099))
def test_every_year_has_five_days_of_tet_and_sorted_rows(year):
    rows = vietnam_holidays(year)
    assert sum(row.code == "tet" and row.reason == "holiday" for row in rows) == 5
    assert list(rows) == sorted(rows, key=lambda row: row.day)
    assert all(row.day.weekday() < 5 for row in rows if row.reason == "compensation")


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-11-20", True),
        ("2026-11-21", False),
        ("2026-02-16", False),
        ("2026-04-27", False),
        ("2026-08-31", False),
        ("2026-08-22", True),
        ("2025-05-02", False),
        ("2025-04-26", True),
        ("2026-11-24", False),
    ],
)
def test_national_calendar(day, worked):
    assert CALENDAR.is_workday(date.fromisoformat(day)) is worked
    assert bool(CALENDAR.sessions_on(date.fromisoformat(day))) is worked


def test_an_agency_overrides_single_days():
    calendar = WorkCalendar(
        days_off=frozenset({date(2026, 11, 23), date(2026, 11, 25)}),
        extra_workdays=frozenset({date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 28)}),
    )
    assert not calendar.is_workday(date(2026, 11, 23))
    assert calendar.is_workday(date(2026, 11, 24))
    assert calendar.is_workday(date(2026, 11, 25))
    assert calendar.is_workday(date(2026, 11, 28))


def test_an_agency_keeps_its_own_list_of_holidays():
    calendar = WorkCalendar(national=False)
    assert calendar.is_workday(date(2026, 2, 17))
    assert not calendar.is_workday(date(2026, 8, 22))


def test_half_days():
    calendar = WorkCalendar(
        weekdays=frozenset(range(6)), half_weekdays={5: MORNING}, half_days={date(2026, 12, 31): MORNING}
    )
    assert calendar.sessions_on(date(2026, 11, 21)) == MORNING
    assert calendar.sessions_on(date(2026, 12, 31)) == MORNING
    assert calendar.sessions_on(date(2026, 11, 20)) == workdays.OFFICE_HOURS
    assert calendar.deadline(at("2026-12-30T09:00"), workdays=1) == at("2026-12-31T11:30")


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-21", 0, "2026-11-23"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-23", 1, "2026-11-25"),  # over 24 November
        ("2026-02-13", 1, "2026-02-23"),  # over Tết
        ("2026-02-23", -1, "2026-02-13"),
        ("2025-12-31", 1, "2026-01-05"),
        ("2026-01-09", 1, "2026-01-10"),  # a Saturday worked for 2 January
    ],
)
def test_add_workdays(start, count, expected):
    assert CALENDAR.add_workdays(date.fromisoformat(start), count).isoformat() == expected


def test_workdays_between():
    assert CALENDAR.workdays_between(date(2026, 11, 20), date(2026, 11, 20)) == 0
    assert CALENDAR.workdays_between(date(2026, 11, 20), date(2026, 11, 25)) == 2
    assert CALENDAR.workdays_between(date(2026, 11, 25), date(2026, 11, 20)) == -2


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-11-18T09:00", 2, "2026-11-20T17:00"),
        ("2026-11-20T23:59", 1, "2026-11-23T17:00"),
        ("2026-11-21T10:00", 1, "2026-11-23T17:00"),
        ("2026-11-20T09:00", 0, "2026-11-20T17:00"),
        ("2026-11-20T17:00", 0, "2026-11-23T17:00"),
        ("2026-11-21T09:00", 0, "2026-11-23T17:00"),
        ("2026-12-31T16:00", 3, "2027-01-06T17:00"),
    ],
)
def test_deadline(start, count, expected):
    assert CALENDAR.deadline(at(start), workdays=count) == at(expected)


def test_the_day_is_that_of_vietnam():
    late_evening = datetime(2026, 11, 19, 16, 59, tzinfo=UTC)
    after_midnight = datetime(2026, 11, 19, 17, 1, tzinfo=UTC)
    assert CALENDAR.deadline(late_evening, workdays=1) == at("2026-11-20T17:00")
    assert CALENDAR.deadline(after_midnight, workdays=1) == at("2026-11-23T17:00")
    assert CALENDAR.deadline(late_evening, workdays=1).tzinfo is VIETNAM


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-20T07:30", "2026-11-20T17:00", 450),
        ("2026-11-20T11:00", "2026-11-20T14:00", 60),
        ("2026-11-20T11:30", "2026-11-20T13:30", 0),
        ("2026-11-20T16:30", "2026-11-23T08:00", 60),
        ("2026-11-21T00:00", "2026-11-22T23:59", 0),
        ("2026-11-20T08:00:30", "2026-11-20T08:02:00", 1),
        ("2026-11-20T14:00", "2026-11-20T11:00", -60),
        ("2026-11-20T09:00", "2026-11-20T09:00", 0),
    ],
)
def test_working_minutes(start, end, minutes):
    assert CALENDAR.working_minutes(at(start), at(end)) == minutes


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-20T08:00", 0, "2026-11-20T08:00"),
        ("2026-11-21T08:00", 0, "2026-11-21T08:00"),
        ("2026-11-20T08:00", 210, "2026-11-20T11:30"),
        ("2026-11-20T08:00", 211, "2026-11-20T13:31"),
        ("2026-11-20T16:30", 60, "2026-11-23T08:00"),
        ("2026-11-21T10:00", 30, "2026-11-23T08:00"),
    ],
)
def test_add_working_minutes(start, minutes, end):
    assert CALENDAR.add_working_minutes(at(start), minutes) == at(end)


@given(MOMENTS, st.integers(0, 20_000))
def test_minutes_added_are_minutes_counted(start, minutes):
    assert CALENDAR.working_minutes(start, CALENDAR.add_working_minutes(start, minutes)) == minutes


@given(MOMENTS, MOMENTS, MOMENTS)
def test_working_time_adds_up(first, second, third):
    first, second, third = (
        moment.replace(second=0, microsecond=0) for moment in sorted([first, second, third])
    )
    whole = CALENDAR.working_minutes(first, third)
    assert whole == CALENDAR.working_minutes(first, second) + CALENDAR.working_minutes(second, third)
    assert 0 <= whole <= (third - first) // timedelta(minutes=1)


@given(st.dates(date(2019, 1, 1), date(2028, 1, 1)), st.integers(1, 200))
def test_workdays_there_and_back(day, count):
    ahead = CALENDAR.add_workdays(day, count)
    assert CALENDAR.workdays_between(day, ahead) == count
    assert CALENDAR.is_workday(ahead)
    assert CALENDAR.add_workdays(CALENDAR.add_workdays(ahead, count), -count) == ahead


@given(MOMENTS, st.integers(0, 60), st.sampled_from([UTC, timezone(timedelta(hours=-8))]))
def test_a_deadline_lies_ahead_at_the_end_of_work_whatever_the_zone(start, count, zone):
    end = CALENDAR.deadline(start.astimezone(zone), workdays=count)
    assert end > start
    assert end.time() == time(17)
    assert CALENDAR.is_workday(end.date())
    assert end == CALENDAR.deadline(start, workdays=count)


def test_refusals():
    naive = datetime(2026, 11, 20, 9)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.deadline(naive, workdays=1)
    with pytest.raises(ValueError, match="at least 0"):
        CALENDAR.deadline(at("2026-11-20T09:00"), workdays=-1)
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add_working_minutes(at("2026-11-20T09:00"), -1)


@pytest.mark.parametrize("weekdays", [frozenset(), frozenset({7})])
def test_a_week_has_a_working_day(weekdays):
    with pytest.raises(ValueError, match="weekdays"):
        WorkCalendar(weekdays=weekdays)


def test_sessions_are_checked():
    with pytest.raises(ValueError, match="ends after"):
        Session(time(9), time(9))
    with pytest.raises(ValueError, match="at least one session"):
        WorkCalendar(sessions=())
    with pytest.raises(ValueError, match="overlapping"):
        WorkCalendar(half_days={date(2026, 1, 5): (Session(time(8), time(11)), Session(time(10), time(12)))})
