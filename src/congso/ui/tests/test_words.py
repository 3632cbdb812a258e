from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from congso.ui import words
from congso.ui.values import Deadline, Hand, deadline, hands_bar

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 17, 9, 14, tzinfo=ZONE)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def vietnamese() -> object:
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("at", "more", "state"),
    [
        (NOW - timedelta(days=2), {"late_minutes": 540}, "late"),
        (NOW - timedelta(minutes=1), {}, "late"),
        (NOW.replace(hour=17), {}, "today"),
        (NOW + timedelta(days=1), {"days_left": 1}, "soon"),
        (NOW + timedelta(days=3), {"days_left": 2}, "soon"),
        (NOW + timedelta(days=3), {"days_left": 3}, "later"),
        (NOW + timedelta(days=3), {}, "later"),
    ],
)
def test_a_deadline_is_graded(at: datetime, more: dict[str, int], state: str) -> None:
    assert deadline(at, NOW, **more).state == state


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (Deadline(NOW - timedelta(days=2), "late", 540), "quá 1 ngày 1 giờ"),
        (Deadline(NOW - timedelta(hours=1), "late", 0), "vừa quá hạn"),
        (Deadline(NOW.replace(hour=17, minute=0), "today"), "hôm nay 17:00"),
        (Deadline(NOW + timedelta(days=1), "soon"), "Thứ Tư 18/11"),
        (Deadline(datetime(2027, 1, 3, 17, tzinfo=ZONE), "later"), "Chủ nhật 03/01/2027"),
    ],
)
def test_a_deadline_is_said_in_words(due: Deadline, text: str) -> None:
    assert words.deadline_words(due, TODAY) == text


@pytest.mark.parametrize(
    ("minutes", "text", "hours"),
    [
        (0, "0 phút", "0 phút"),
        (20, "20 phút", "20 phút"),
        (210, "3 giờ 30 phút", "3 giờ 30"),
        (480, "1 ngày", "8 giờ"),
        (545, "1 ngày 1 giờ", "9 giờ 05"),
        (-5, "0 phút", "0 phút"),
    ],
)
def test_working_time_in_words(minutes: int, text: str, hours: str) -> None:
    assert words.span_words(minutes) == text
    assert words.hours_words(minutes) == hours


def test_english_keeps_its_own_signs_in_numbers() -> None:
    assert words.number_words(8914) == "8.914"
    assert words.number_words(94.2) == "94,2"
    with translation.override("en"):
        assert words.number_words(8914.5) == "8,914.5"


def test_moments_in_lists_are_short_and_in_the_zone_of_the_installation() -> None:
    assert words.when_words(datetime(2026, 11, 17, 1, 2, tzinfo=UTC), TODAY) == "08:02"
    assert words.when_words(datetime(2026, 11, 16, 1, 0, tzinfo=UTC), TODAY) == "16/11 08:00"
    assert words.when_words(datetime(2025, 11, 16, 1, 0, tzinfo=UTC), TODAY) == "16/11/2025 08:00"
    # 23:59 in Vietnam is still the same day, though UTC says 16:59.
    assert words.date_words(datetime(2026, 11, 16, 16, 59, tzinfo=UTC)) == "16/11/2026"
    assert words.day_words(date(2026, 11, 20), TODAY) == "Thứ Sáu 20/11"


def test_a_bare_day_is_not_given_an_hour() -> None:
    assert words.when_words(date(2026, 11, 16), TODAY) == "16/11"  # type: ignore[arg-type]
    assert words.when_words(date(2025, 11, 16), TODAY) == "16/11/2025"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Vũ Đình Khoát", "VK"), ("Đặng Thu Ngà", "ĐN"), ("Mai", "M"), ("", "?"), ("8 9", "?")],
)
def test_initials(name: str, letters: str) -> None:
    assert words.initials(name) == letters


def test_hands_are_laid_out_along_the_time_they_took() -> None:
    bar = hands_bar(
        [Hand("A", 100, True), Hand("B", 300, False), Hand("C", 300, False), Hand("D", 300, True)], 900
    )
    assert [segment.x for segment in bar.segments] == ["0.00%", "10.00%", "40.00%", "70.00%"]
    assert [segment.longest for segment in bar.segments] == [False, True, False, False]
    assert [segment.late for segment in bar.segments] == [False, False, False, True]
    assert (bar.deadline_x, bar.total_minutes, bar.working_minutes, bar.waiting_minutes) == (
        "90.00%",
        1000,
        400,
        600,
    )


def test_a_deadline_after_the_last_hand_is_not_drawn() -> None:
    assert hands_bar([Hand("A", 100, True)], 200).deadline_x == ""
    assert hands_bar([Hand("A", 0, True)]).segments[0].width == "0.40%"
    assert hands_bar([]).total_minutes == 0
