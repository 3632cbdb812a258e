"""Order for each pair, waits that grow and spread, an end."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congso.exchange import policies, rules_axis
from congso.exchange.rules_axis import Waiting, may_leave, outcome, wait_after
from congso.kernel.actor import Actor, Role
from congso.kernel.testing import actor

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def test_an_earlier_package_to_the_same_receiver_goes_first() -> None:
    rows = [
        Waiting(1, "A", NOW),
        Waiting(2, "B", LATER),
        Waiting(3, "B", NOW),
        Waiting(4, "C", NOW),
        Waiting(5, "A", NOW),
    ]
    assert list(may_leave(rows, NOW)) == [1, 4]
    assert list(may_leave(rows, LATER)) == [1, 2, 4]
    assert list(may_leave([], NOW)) == []


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.booleans())))
def test_at_most_one_for_each_receiver_and_always_its_first(lines: list[tuple[str, bool]]) -> None:
    rows = [Waiting(index, code, NOW if ready else LATER) for index, (code, ready) in enumerate(lines)]
    for row_id in may_leave(rows, NOW):
        assert not [one for one in rows[:row_id] if one.receiver_code == rows[row_id].receiver_code]


def test_waits_double_up_to_a_limit_and_are_spread() -> None:
    assert [wait_after(tries, 0.5) for tries in (0, 1, 2, 3, 8, 500)] == [15, 15, 30, 60, 1800, 1800]
    assert (wait_after(1, 0.0), wait_after(1, 1.0)) == (8, 22)
    assert wait_after(500, 1.0) <= rules_axis.LONGEST_WAIT * 1.5


@pytest.mark.parametrize(
    ("permanent", "expired", "state"),
    [(True, False, "dead"), (True, True, "dead"), (False, True, "expired"), (False, False, "queued")],
)
def test_outcome(permanent: bool, expired: bool, state: str) -> None:
    assert outcome(permanent=permanent, expired=expired) == state


def test_who_may_look_after_a_door() -> None:
    admin, clerk, officer = (actor(role, agency_id=1) for role in (Role.ADMIN, Role.CLERK, Role.OFFICER))
    assert [policies.may(one, "connect", 1) for one in (admin, clerk, officer)] == [
        "",
        "exchange.forbidden",
        "exchange.forbidden",
    ]
    assert [policies.may(one, "retry", 1) for one in (admin, clerk, officer)] == [
        "",
        "",
        "exchange.forbidden",
    ]
    assert policies.may(admin, "view", 2) == "exchange.forbidden"
    assert [policies.may(Actor.system(agency), "connect", 1) for agency in (None, 1, 2)] == [
        "",
        "",
        "exchange.forbidden",
    ]
