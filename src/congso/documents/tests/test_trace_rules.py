from datetime import datetime, timedelta

from congso.documents.rules_trace import Held, Total, pieces, totals
from congso.kernel.clock import VIETNAM

START = datetime(2026, 11, 17, 8, 0, tzinfo=VIETNAM)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def minutes(begin: datetime, end: datetime) -> int:
    return int((end - begin).total_seconds() // 60)


def test_waiting_is_told_from_working() -> None:
    found = pieces([Held("Khoát", "direct", at(0), at(1), at(3))], at(9), minutes)
    assert [(one.working, one.minutes, one.open) for one in found] == [(False, 60, False), (True, 120, False)]


def test_never_begun_is_all_waiting() -> None:
    found = pieces([Held("Khoát", "direct", at(0), None, at(2))], at(9), minutes)
    assert [(one.working, one.minutes) for one in found] == [(False, 120)]


def test_an_open_hand_runs_until_now() -> None:
    found = pieces([Held("Ly", "handle", at(0), at(0), None)], at(5), minutes)
    assert [(one.working, one.minutes, one.open) for one in found] == [(True, 300, True)]


def test_a_hand_just_received_shows_although_no_time_passed() -> None:
    found = pieces([Held("Ly", "handle", at(5), None, None)], at(5), minutes)
    assert [(one.working, one.minutes, one.open) for one in found] == [(False, 0, True)]


def test_time_before_the_hand_began_is_not_counted() -> None:
    found = pieces([Held("Ly", "handle", at(2), at(1), at(4))], at(9), minutes)
    assert [(one.working, one.minutes) for one in found] == [(True, 120)]


def test_totals_agree_with_the_pieces() -> None:
    held = [
        Held("Khoát", "direct", at(0), at(1), at(2)),
        Held("Ly", "handle", at(2), at(2), at(6)),
        Held("Khoát", "sign", at(6), None, at(9)),
    ]
    assert totals(pieces(held, at(9), minutes)) == [Total("Khoát", 240, 60), Total("Ly", 0, 240)]
