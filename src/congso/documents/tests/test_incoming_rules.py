"""Rules of arrivals: states, fields, twins, deadlines."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from congso.documents import rules_incoming as rules
from congso.documents.rules_incoming import Fields
from congso.pure.workdays import VIETNAM, WorkCalendar

TODAY = date(2026, 11, 17)
GOOD = Fields(number="3411", symbol="UBND-NC", issuer_name="UBND tỉnh Mẫu", subject="Rà soát cán bộ")


@pytest.mark.parametrize(
    ("verb", "state", "code"),
    [
        ("register", "waiting", ""),
        ("register", "registered", "documents.incoming_registered_already"),
        ("register", "refused", "documents.incoming_refused_already"),
        ("refuse", "working", "documents.incoming_registered_already"),
        ("close", "assigned", ""),
        ("close", "waiting", "documents.incoming_not_registered"),
        ("close", "closed", "documents.incoming_closed_already"),
        ("cancel", "cancelled", "documents.incoming_cancelled_already"),
        ("reopen", "closed", ""),
        ("reopen", "working", "documents.incoming_not_closed"),
        ("reopen", "waiting", "documents.incoming_not_registered"),
        ("withdraw", "withdrawn", "documents.incoming_withdrawn_already"),
        ("view", "cancelled", ""),
    ],
)
def test_each_state_allows_its_acts(verb, state, code):
    assert rules.state_refusal(verb, state) == code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("3411/ubnd-nc", ""), ("3411", "UBND-NC")),
        (("5", "qđ - ubnd"), ("05", "QĐ-UBND")),
        (("15", "2024/QĐ-UBND"), ("15", "2024/QĐ-UBND")),
        (("15a", "TB-VP"), ("15a", "TB-VP")),
        (("", "UBND"), ("", "UBND")),
        (("khong so", ""), ("khong so", "")),
    ],
)
def test_number_and_symbol_are_kept_as_printed(typed, kept):
    clean = rules.tidy(replace(GOOD, number=typed[0], symbol=typed[1]))
    assert (clean.number, clean.symbol) == kept


def test_texts_are_nfc_with_single_blanks():
    clean = rules.tidy(replace(GOOD, subject="Bô\u0301  tri\u0301\ncán bộ"))
    assert clean.subject == "Bố trí cán bộ"


@pytest.mark.parametrize(
    ("number", "symbol", "printed"),
    [
        ("05", "QĐ-UBND", "05/QĐ-UBND"),
        ("15", "QĐ/TU", "15-QĐ/TU"),
        ("15", "2024/QĐ-UBND", "15/2024/QĐ-UBND"),
        ("15", "", "15"),
        ("", "UBND", "UBND"),
        ("", "", ""),
        ("abc", "x", "abc/x"),
    ],
)
def test_code_is_printed_as_on_the_document(number, symbol, printed):
    assert rules.printed_code(number, symbol) == printed


def test_a_symbol_alone_names_no_document():
    assert rules.code_key("", "UBND-NC") == ""
    assert rules.code_key("3411", "UBND-NC") == rules.code_key("03411", "ubnd nc")


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"issuer_name": ""}, "issuer_name", "documents.issuer_missing"),
        ({"subject": ""}, "subject", "documents.subject_missing"),
        ({"number": ""}, "number", "documents.number_missing"),
        ({"number": "x1"}, "number", "documents.number_wrong"),
        ({"number": "123456789012"}, "number", "documents.number_wrong"),
        ({"document_date": date(2026, 11, 18)}, "document_date", "documents.document_date_wrong"),
        ({"document_date": date(1900, 1, 1)}, "document_date", "documents.document_date_wrong"),
        ({"due_on": date(2026, 11, 16)}, "due_on", "documents.due_past"),
        ({"due_time": time(9)}, "due_on", "documents.due_time_alone"),
        ({"urgency": 9}, "urgency", "documents.urgency_wrong"),
    ],
)
def test_a_field_that_breaks_a_rule_is_named(changes, field, code):
    (problem,) = rules.problems(replace(GOOD, **changes), TODAY)
    assert (problem.field, problem.code) == (field, code)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"number": "", "symbol": ""},
        {"document_date": TODAY, "due_on": TODAY, "due_time": time(11)},
        {"due_on": date(2026, 11, 1), "past_due_confirmed": True},
    ],
)
def test_good_fields_have_no_problem(changes):
    assert rules.problems(replace(GOOD, **changes), TODAY) == []


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"symbol": "ubnd nc", "issuer_name": "Ủy ban nhân dân tỉnh Mẫu"}, True),
        ({"issuer_name": ""}, True),
        ({"issuer_name": "Sở Xây dựng"}, False),
        ({"number": "3412"}, False),
        ({"number": "", "symbol": ""}, False),
        ({"document_date": date(2025, 3, 1)}, False),
        ({"issuer_name": "Sở Xây dựng", "issuer_agency_id": 7}, True),
    ],
)
def test_same_document_by_number_symbol_issuer_and_year(changes, same):
    one = replace(GOOD, document_date=date(2026, 11, 16), issuer_agency_id=7)
    other = replace(one, issuer_agency_id=None)
    assert rules.same_document(replace(other, **changes), one) is same


def test_due_is_the_end_of_work_unless_a_time_is_said():
    calendar = WorkCalendar()
    assert rules.due_moment(GOOD, calendar) is None
    friday = replace(GOOD, due_on=date(2026, 11, 20))
    assert rules.due_moment(friday, calendar) == datetime(2026, 11, 20, 17, tzinfo=VIETNAM)
    sunday = replace(GOOD, due_on=date(2026, 11, 22))
    assert rules.due_moment(sunday, calendar) == datetime(2026, 11, 22, 17, tzinfo=VIETNAM)
    timed = replace(friday, due_time=time(9, 30))
    assert rules.due_moment(timed, calendar) == datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)


def test_urgent_ones_are_to_be_registered_at_once():
    at = datetime(2026, 11, 17, 8, tzinfo=VIETNAM)
    assert rules.registering_deadline(at, 2, WorkCalendar()) == at
    assert rules.registering_deadline(at, 0, WorkCalendar()) == datetime(2026, 11, 18, 17, tzinfo=VIETNAM)


@pytest.mark.parametrize(("closing", "settled"), [([], False), ([True], True), ([True, False], False)])
def test_answers_settle_when_every_closing_one_is_issued(closing, settled):
    assert rules.answered(closing) is settled
