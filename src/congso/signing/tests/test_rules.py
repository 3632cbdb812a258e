from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from congso.kernel.clock import VIETNAM
from congso.signing.rules import Facts, State, choose, state_at

NOW = datetime(2026, 11, 17, 9, tzinfo=VIETNAM)
YEAR = timedelta(days=365)
GOOD = Facts(1, NOW - YEAR, NOW + YEAR)
EXPIRED = Facts(2, NOW - 2 * YEAR, NOW - YEAR)
COMING = Facts(3, NOW + YEAR, NOW + 3 * YEAR)
REVOKED = Facts(4, NOW - YEAR, NOW + 2 * YEAR, revoked_at=NOW)


@pytest.mark.parametrize(
    ("certificate", "state"),
    [
        (GOOD, State.OK),
        (EXPIRED, State.EXPIRED),
        (COMING, State.NOT_YET_VALID),
        (REVOKED, State.REVOKED),
        (Facts(5, NOW, NOW), State.OK),
        (Facts(6, NOW - YEAR, NOW + YEAR, revoked_at=NOW + timedelta(seconds=1)), State.OK),
    ],
)
def test_state_at_a_moment(certificate: Facts, state: State) -> None:
    assert state_at(certificate, NOW) is state


def test_the_usable_one_that_lasts_longest_signs() -> None:
    longer = Facts(7, NOW - YEAR, NOW + 2 * YEAR)
    assert choose([EXPIRED, GOOD, longer, COMING, REVOKED], NOW) == (State.OK, longer)


def test_without_a_usable_one_the_newest_says_why() -> None:
    assert choose([EXPIRED, REVOKED], NOW) == (State.REVOKED, REVOKED)
    assert choose([EXPIRED], NOW) == (State.EXPIRED, EXPIRED)
    assert choose([], NOW) == (State.MISSING, None)


def test_the_newest_choice_of_the_owner_goes_before_a_longer_life():
    longer = replace(GOOD, id=5, not_after=NOW + 2 * YEAR)
    chosen = replace(GOOD, in_use_since=NOW - YEAR)
    later = replace(GOOD, id=6, in_use_since=NOW)
    assert choose([longer, chosen], NOW) == (State.OK, chosen)
    assert choose([longer, later, chosen], NOW) == (State.OK, later)
    assert choose([longer, replace(chosen, revoked_at=NOW)], NOW) == (State.OK, longer)
