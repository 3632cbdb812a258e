"""States of a delivery: in order, with repeats and latecomers, refused, taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congso.exchange import rules

STATES = ("queued", "01", "02", "03", "04", "05", "06", "13", "15", "failed")


@pytest.mark.parametrize(
    ("state", "code", "then"),
    [
        ("queued", "01", "01"), ("01", "03", "03"), ("03", "04", "04"), ("04", "05", "05"), ("05", "06", "06"),
        ("01", "06", "06"), ("05", "04", "05"), ("06", "03", "06"), ("01", "02", "02"), ("queued", "02", "02"),
        ("03", "02", None), ("02", "01", "02"), ("02", "02", "02"), ("02", "03", None), ("02", "13", None),
        ("05", "13", "13"), ("queued", "13", "13"), ("13", "05", "13"), ("13", "15", "15"), ("13", "16", "01"),
        ("05", "15", None), ("05", "16", None), ("15", "05", None), ("failed", "01", None), ("01", "99", None),
    ],
)  # fmt: skip
def test_next_state(state: str, code: str, then: str | None) -> None:
    assert rules.next_state(state, code) == then


def test_a_refused_taking_back_goes_on_where_it_stood() -> None:
    assert rules.next_state("13", "16", before_taking_back="05") == "05"


@given(st.lists(st.sampled_from(rules.CODES), max_size=12))
def test_no_order_of_statuses_lowers_or_breaks_a_delivery(codes: list[str]) -> None:
    state, order = "queued", ("queued", "01", "03", "04", "05", "06")
    for code in codes:
        then = rules.next_state(state, code)
        assert then is None or then in STATES
        if then in order and state in order:
            assert order.index(then) >= order.index(state)
        state = then or state
