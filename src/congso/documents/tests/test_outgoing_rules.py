"""The rules of issuing: states, series, dates, recipient lines, copies."""

from datetime import date

import pytest

from congso.documents import rules_outgoing as rules
from congso.documents.rules_outgoing import Series

MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("verb", "state", "allowed"),
    [
        ("number", "signed", True), ("number", "numbered", False), ("return", "numbered", False),
        ("seal", "numbered", True), ("seal", "seal_failed", True), ("seal", "issued", False),
        ("cancel", "seal_failed", True), ("cancel", "signed", False), ("cancel", "issued", False),
        ("recipients", "issued", True), ("recipients", "cancelled", False), ("hand_over", "recalled", True),
        ("recall", "issued", True), ("recall", "recalled", False), ("correct", "issued", True),
        ("finish_paper", "seal_failed", False), ("scan", "signed", False), ("restrict", "recalled", False),
    ],
)  # fmt: skip
def test_states(verb: str, state: str, allowed: bool) -> None:
    assert rules.state_refusal(verb, state) == ("" if allowed else "documents.outgoing_wrong_state")


@pytest.mark.parametrize(
    ("signed_on", "expected"),
    [(None, MONDAY), (date(2026, 11, 13), MONDAY), (date(2026, 11, 18), date(2026, 11, 18))],
)
def test_a_number_kept_before_bears_the_later_of_both_days(signed_on: date | None, expected: date) -> None:
    assert rules.reserved_day(MONDAY, signed_on) == expected


def test_kind_chooses_its_series() -> None:
    common, decisions = Series(1, ()), Series(2, ("quyet_dinh", "nghi_quyet"))
    assert rules.choose_series([common, decisions], "nghi_quyet") == 2
    assert rules.choose_series([decisions, common], "bao_cao") == 1
    assert rules.choose_series([decisions], "bao_cao") is None
    assert rules.choose_series([], "bao_cao") is None


@pytest.mark.parametrize(
    ("kinds", "others", "refused"),
    [
        (["quyet_dinh"], [Series(1, ())], ""),
        (["quyet_dinh"], [Series(1, ("quyet_dinh",))], "documents.series_kind_taken"),
        (["la_thu"], [], "documents.series_kind_unknown"),
        ([], [Series(1, ())], "documents.series_common_exists"),
        ([], [Series(1, ("quyet_dinh",))], ""),
    ],
)
def test_kinds_of_a_series(kinds: list[str], others: list[Series], refused: str) -> None:
    assert rules.kinds_refusal(kinds, others, ["quyet_dinh", "bao_cao"]) == refused


@pytest.mark.parametrize(
    ("on", "signed", "refused"),
    [
        (MONDAY, MONDAY, ""), (MONDAY, None, ""), (date(2026, 11, 17), MONDAY, "documents.date_ahead"),
        (date(2026, 11, 13), MONDAY, "documents.date_before_signing"), (date(2026, 11, 13), date(2026, 11, 12), ""),
    ],
)  # fmt: skip
def test_dates(on: date, signed: date | None, refused: str) -> None:
    assert rules.date_refusal(on, today=MONDAY, signed_on=signed) == refused


@pytest.mark.parametrize(
    ("now", "code", "then"),
    [
        ("waiting", "sent", "sent"), ("sent", "01", "01"), ("01", "03", "03"), ("05", "04", "05"), ("06", "03", "06"),
        ("01", "02", "02"), ("02", "01", "02"), ("04", "13", "13"), ("13", "04", "13"), ("13", "15", "15"),
        ("13", "16", "16"), ("16", "05", "05"), ("15", "06", "15"), ("15", "16", "15"), ("failed", "sent", "sent"),
        ("03", "99", "03"), ("sent", "failed", "failed"), ("failed", "waiting", "waiting"), ("16", "waiting", "16"),
        ("sent", "waiting", "sent"),
    ],
)  # fmt: skip
def test_latecomers_never_lower_a_line(now: str, code: str, then: str) -> None:
    assert rules.recipient_state(now, code) == then


def test_lines_fall_into_three_groups() -> None:
    assert [rules.line_group(state) for state in ("03", "15", "02", "16", "failed", "sent", "01", "13")] == [
        "done", "done", "act", "act", "act", "way", "way", "way",
    ]  # fmt: skip


def test_only_what_arrived_or_is_on_its_way_is_recalled() -> None:
    states = ("waiting", "sent", "01", "02", "06", "13", "15", "16", "failed")
    assert [one for one in states if rules.may_recall(one)] == ["waiting", "sent", "01", "06", "16"]


def test_the_seal_is_tried_again_later_and_later() -> None:
    waits = [rules.next_seal_wait(attempts) for attempts in range(1, 8)]
    known = [wait for wait in waits if wait is not None]
    assert known == sorted(known)
    assert waits[-1] is None
    assert rules.next_seal_wait(0) is None


def test_keys_heal_and_faults_do_not() -> None:
    assert rules.heals_by_itself("signing.certificate_expired")
    assert rules.heals_by_itself("signing.key_unreadable")
    assert not rules.heals_by_itself("documents.seal_fault_changed_after")


@pytest.mark.parametrize(
    ("form", "on_paper", "digital", "pages", "refused"),
    [
        ("sao_y", False, False, [], ""), ("sao_y", True, True, [], ""),
        ("sao_y", False, True, [], "documents.copy_forward_original"),
        ("trich_sao", False, True, [1, 3], ""), ("trich_sao", False, False, [], "documents.copy_pages_missing"),
        ("trich_sao", False, False, [4], "documents.copy_pages_wrong"),
        ("trich_sao", False, False, [0], "documents.copy_pages_wrong"),
        ("trich_sao", False, False, [1, 2, 3], "documents.copy_whole"),
        ("sao_luc", False, False, [], "documents.copy_form_unknown"),
    ],
)  # fmt: skip
def test_copies(form: str, on_paper: bool, digital: bool, pages: list[int], refused: str) -> None:
    found = rules.copy_refusal(form, on_paper=on_paper, born_digital=digital, pages=pages, total=3)
    assert found == refused


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("1, 3-5", [1, 3, 4, 5]), ("2;2; 1", [1, 2]), ("", []), ("3–4,", [3, 4]), ("a", None), ("5-3", None),
        ("1-", None), ("-2", None), ("12345", None), ("1-99999", None),
    ],
)  # fmt: skip
def test_pages_of_an_excerpt(text: str, pages: list[int] | None) -> None:
    assert rules.parse_pages(text) == pages
