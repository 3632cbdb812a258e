from datetime import date, datetime, timedelta

import pytest

from congso.groups import rules
from congso.groups.rules import Reached

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@an xem giúp @binh.ht nhé", ("an", "binh.ht")),
        ("@An, @an.", ("an",)),
        ("gửi an@mau.example.vn và x@y", ()),
        ("@@an @ an @", ()),
        ("hai @an-ba_c2 dòng\n@hd", ("an-ba_c2", "hd")),
    ],
)
def test_mentions_are_sign_in_names_and_no_addresses(text: str, found: tuple[str, ...]) -> None:
    assert rules.mentions_in(text) == found


@pytest.mark.parametrize(
    ("text", "files", "fault"),
    [
        ("", 0, "groups.nothing_said"),
        (" \n ", 0, "groups.nothing_said"),
        ("", 1, ""),
        ("a" * 8000, 0, ""),
        ("a" * 8001, 0, "groups.too_long"),
        ("a" * 10_000, 0, "groups.too_long"),
        (" ".join(f"@nguoi{n}" for n in range(50)), 0, ""),
        (" ".join(f"@nguoi{n}" for n in range(51)), 0, "groups.too_many_mentions"),
        ("a", 10, ""),
        ("a", 11, "groups.too_many_files"),
    ],
)
def test_fault_of_message(text: str, files: int, fault: str) -> None:
    assert rules.fault_of_message(text, files=files) == fault


def group_fault(**changes: object) -> str:
    given: dict[str, object] = {
        "name": "Nhóm", "kind": "official", "receipts": True, "ends_on": None, "has_parent": False, "today": TODAY,
    }  # fmt: skip
    return rules.fault_of_group(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, ""),
        ({"name": " "}, "groups.no_name"),
        ({"kind": "other"}, "groups.unknown_kind"),
        ({"receipts": False}, "groups.receipts_stay"),
        ({"receipts": False, "kind": "social"}, ""),
        ({"kind": "social", "has_parent": True}, "groups.social_stands_alone"),
        ({"has_parent": True}, ""),
        ({"ends_on": TODAY}, ""),
        ({"ends_on": TODAY - timedelta(days=1)}, "groups.ends_before"),
    ],
)
def test_fault_of_group(changes: dict[str, object], fault: str) -> None:
    assert group_fault(**changes) == fault


@pytest.mark.parametrize(
    ("reach", "title", "role", "fault"),
    [
        ("own", "", "", ""),
        ("below", "", "", "groups.names_no_post"),
        ("all", " ", "", "groups.names_no_post"),
        ("below", "Chánh Văn phòng", "", ""),
        ("all", "", "leader", ""),
        ("world", "Chánh Văn phòng", "", "groups.unknown_reach"),
    ],
)
def test_fault_of_rule(reach: str, title: str, role: str, fault: str) -> None:
    assert rules.fault_of_rule(reach=reach, title=title, role=role) == fault


def test_a_group_is_closed_by_hand_and_after_its_last_day() -> None:
    put_away = datetime(2026, 11, 1)  # noqa: DTZ001
    assert rules.is_closed(put_away, None, TODAY)
    assert rules.is_closed(None, TODAY - timedelta(days=1), TODAY)
    assert not rules.is_closed(None, TODAY, TODAY)
    assert not rules.is_closed(None, None, TODAY)


def test_readers_are_counted_from_marks_in_order() -> None:
    assert [rules.readers([1, 3, 3, 7], seq) for seq in (1, 2, 3, 4, 7, 8)] == [4, 3, 3, 1, 1, 0]
    assert rules.unread(7, 3) == 4
    assert rules.unread(3, 7) == 0


TREE = {1: [2, 3], 2: [4, 5], 3: [6], 4: [7]}


@pytest.mark.parametrize(
    ("start", "passing", "taken", "way"),
    [
        (1, (), (), [(2, 1), (3, 1)]),
        (1, (2,), (), [(2, 1), (3, 1), (4, 2), (5, 2)]),
        (1, (2, 3, 4), (), [(2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (7, 4)]),
        (2, (), (5,), [(4, 2)]),
        (7, (7,), (), []),
    ],
)
def test_a_directive_goes_one_level_and_on_where_it_passes_by_itself(
    start: int, passing: tuple[int, ...], taken: tuple[int, ...], way: list[tuple[int, int]]
) -> None:
    assert rules.path_down(start, TREE, passing, taken) == way


def test_a_ring_of_groups_ends() -> None:
    assert rules.path_down(1, {1: [2], 2: [1, 2]}, {1, 2}) == [(2, 1)]


@pytest.mark.parametrize(
    ("place", "state", "silent"),
    [
        (Reached(4, 4, 1, must_ack=False, leads_on=False, passed=False), "full", 0),
        (Reached(4, 4, 1, must_ack=True, leads_on=False, passed=False), "silent", 3),
        (Reached(4, 1, 4, must_ack=False, leads_on=True, passed=True), "silent", 3),
        (Reached(4, 4, 4, must_ack=True, leads_on=True, passed=False), "stopped", 0),
        (Reached(0, 0, 0, must_ack=True, leads_on=False, passed=False), "empty", 0),
    ],
)
def test_state_of_a_place(place: Reached, state: str, silent: int) -> None:
    assert rules.state_of(place) == state
    assert place.silent == silent


def test_a_reminder_waits_a_quarter_of_an_hour() -> None:
    now = datetime(2026, 11, 22, 9)  # noqa: DTZ001
    assert rules.may_remind(None, now)
    assert rules.may_remind(now - timedelta(minutes=15), now)
    assert not rules.may_remind(now - timedelta(minutes=14), now)
    assert not rules.may_remind(now + timedelta(hours=1), now)  # a clock that jumped back


def test_a_share_is_whole_only_when_nobody_is_missing() -> None:
    assert [rules.share(part, 200) for part in (0, 1, 199, 200)] == [0, 0, 99, 100]
    assert rules.share(0, 0) == 100
