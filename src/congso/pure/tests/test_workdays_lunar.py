"""The lunar calendar against published dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congso.pure.workdays_lunar import from_lunar, to_lunar

TET = {
    1968: "1968-01-29",
    1969: "1969-02-16",
    1985: "1985-01-21",
    2000: "2000-02-05",
    2007: "2007-02-17",
    2019: "2019-02-05",
    2020: "2020-01-25",
    2021: "2021-02-12",
    2022: "2022-02-01",
    2023: "2023-01-22",
    2024: "2024-02-10",
    2025: "2025-01-29",
    2026: "2026-02-17",
    2027: "2027-02-06",
    2028: "2028-01-26",
    2029: "2029-02-13",
    2030: "2030-02-02",  # a day before China
}
HUNG_KINGS = {
    2020: "2020-04-02",
    2021: "2021-04-21",
    2022: "2022-04-10",
    2023: "2023-04-29",
    2024: "2024-04-18",
    2025: "2025-04-07",
    2026: "2026-04-26",
}
DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(("year", "day"), TET.items())
def test_tet(year, day):
    assert from_lunar(year, 1, 1).isoformat() == day


@pytest.mark.parametrize(("year", "day"), HUNG_KINGS.items())
def test_hung_kings(year, day):
    assert from_lunar(year, 3, 10).isoformat() == day


@pytest.mark.parametrize(
    ("year", "month"),
    [(1984, 10), (1985, 2), (2017, 6), (2020, 4), (2023, 2), (2025, 6), (2028, 5), (2031, 3), (2033, 11)],
)
def test_leap_months(year, month):
    if (year, month) == (1984, 10):  # China had a leap tenth month in 1984, Vietnam a leap second in 1985
        with pytest.raises(ValueError, match="no such day"):
            from_lunar(year, month, 1, leap=True)
    else:
        start = from_lunar(year, month, 1, leap=True)
        assert 29 <= (start - from_lunar(year, month, 1)).days <= 30


@pytest.mark.parametrize(("month", "day"), [(1, 0), (1, 31), (13, 1), (12, 30)])
def test_days_that_do_not_exist(month, day):
    with pytest.raises(ValueError, match="no such day"):
        from_lunar(2025 if month != 12 else 2024, month, day)


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (date(2025, 1, 28), (2024, 12, 29, False)),
        (date(2025, 1, 29), (2025, 1, 1, False)),
        (date(2025, 7, 25), (2025, 6, 1, True)),
        (date(2026, 11, 22), (2026, 10, 14, False)),
        (date(2025, 12, 31), (2025, 11, 12, False)),
        (date(2034, 1, 1), (2033, 11, 11, True)),
    ],
)
def test_to_lunar(day, lunar):
    assert to_lunar(day) == lunar


@given(DAYS)
def test_there_and_back(day):
    year, month, number, leap = to_lunar(day)
    assert from_lunar(year, month, number, leap=leap) == day
    assert year in {day.year, day.year - 1}
