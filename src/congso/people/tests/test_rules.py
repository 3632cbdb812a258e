from dataclasses import replace
from datetime import date

import pytest

from congso.people import rules
from congso.people.rules import Body, Form, Grant, Seat

UBND, SNV = 1, 2
CHAIR = Seat(10, UBND, None, None, 1, "CHỦ TỊCH", agency_name="Ủy ban nhân dân tỉnh Mẫu")
VICE = Seat(11, UBND, None, None, 2, "PHÓ CHỦ TỊCH", ("Nội vụ", "Tài chính"))
CHIEF = Seat(12, UBND, None, 5, 3, "CHÁNH VĂN PHÒNG")
DEPUTY_CHIEF = Seat(13, UBND, None, 5, 4, "PHÓ CHÁNH VĂN PHÒNG")
OTHER_DEPUTY = Seat(14, UBND, None, 6, 4, "PHÓ TRƯỞNG BAN")
OFFICER = Seat(15, UBND, None, 5, 5, "CHUYÊN VIÊN")
DIRECTOR = Seat(20, SNV, UBND, None, 1, "GIÁM ĐỐC", agency_name="Sở Nội vụ")
DEPUTY_DIRECTOR = Seat(21, SNV, UBND, None, 2, "PHÓ GIÁM ĐỐC")
COMMITTEE = Body(1, UBND, "ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
DEPARTMENT = Body(2, SNV, "", "GIÁM ĐỐC")
OFFICE = Body(3, UBND, "", "CHÁNH VĂN PHÒNG", CHIEF)
COUNCIL_CHAIR = Seat(16, UBND, None, 7, 1, "CHỦ TỊCH")
COUNCIL_VICE = Seat(17, UBND, None, 7, 2, "PHÓ CHỦ TỊCH")
COUNCIL = Body(4, UBND, "HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH", COUNCIL_CHAIR)
DAY = date(2026, 11, 17)
TL = Grant(1, 1, Form.TL, CHAIR, CHIEF.post_id, date(2026, 1, 1), authority="Quy chế 12/QĐ-UBND")
TUQ = Grant(
    2,
    1,
    Form.TUQ,
    CHAIR,
    DIRECTOR.post_id,
    date(2026, 11, 1),
    date(2026, 11, 30),
    content="Quyết định nâng lương",
    authority="15/UQ-UBND",
)
PASSED = Grant(3, 1, Form.KT, CHIEF, DEPUTY_CHIEF.post_id, date(2026, 1, 1), parent=TL)


@pytest.mark.parametrize(
    ("body", "seat", "form", "grant", "expected"),
    [
        (COMMITTEE, CHAIR, Form.HEAD, None, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (COMMITTEE, VICE, Form.KT, None, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (COMMITTEE, VICE, Form.Q, None, ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        (COMMITTEE, CHIEF, Form.TL, TL, ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (
            COMMITTEE,
            DEPUTY_CHIEF,
            Form.KT,
            PASSED,
            ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
        (COMMITTEE, DIRECTOR, Form.TUQ, TUQ, ("TM. ỦY BAN NHÂN DÂN", "TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ")),
        (COMMITTEE, CHIEF, Form.TUQ, TUQ, ("TM. ỦY BAN NHÂN DÂN", "TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (DEPARTMENT, DIRECTOR, Form.HEAD, None, ("GIÁM ĐỐC",)),
        (DEPARTMENT, DEPUTY_DIRECTOR, Form.KT, None, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (DEPARTMENT, DEPUTY_DIRECTOR, Form.Q, None, ("Q. GIÁM ĐỐC",)),
        (OFFICE, CHIEF, Form.HEAD, None, ("CHÁNH VĂN PHÒNG",)),
        (OFFICE, DEPUTY_CHIEF, Form.KT, None, ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
        (COUNCIL, COUNCIL_VICE, Form.KT, None, ("TM. HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    ],
)
def test_lines_above_the_signature(body, seat, form, grant, expected):
    assert rules.lines(body, seat, form, grant) == expected


@pytest.mark.parametrize(
    ("seat", "body", "field", "expected"),
    [
        (CHAIR, COMMITTEE, "", (Form.HEAD, None)),
        (VICE, COMMITTEE, "nội  vụ", (Form.KT, None)),
        (VICE, COMMITTEE, "", (Form.KT, None)),
        (VICE, COMMITTEE, "Y tế", (None, "people.signature_wrong_field")),
        (DEPUTY_DIRECTOR, DEPARTMENT, "Y tế", (Form.KT, None)),
        (DEPUTY_DIRECTOR, COMMITTEE, "", (None, "people.signature_no_power")),
        (DIRECTOR, COMMITTEE, "", (None, "people.signature_no_power")),
        (CHIEF, COMMITTEE, "", (None, "people.signature_no_power")),
        (CHIEF, OFFICE, "", (Form.HEAD, None)),
        (CHAIR, OFFICE, "", (None, "people.signature_no_power")),
        (DEPUTY_CHIEF, OFFICE, "", (Form.KT, None)),
        (OTHER_DEPUTY, OFFICE, "", (None, "people.signature_no_power")),
        (OFFICER, OFFICE, "", (None, "people.signature_no_power")),
        (COUNCIL_VICE, COUNCIL, "", (Form.KT, None)),
        (VICE, COUNCIL, "", (None, "people.signature_no_power")),
    ],
)
def test_what_a_post_alone_allows(seat, body, field, expected):
    assert rules.by_post(seat, body, field) == expected


def _use(grant, seat, body=COMMITTEE, on=DAY, field=""):
    return rules.usable(grant, seat=seat, body=body, on=on, field_of_work=field)


def test_a_grant_in_force_may_be_used():
    assert _use(TL, CHIEF) is None
    assert _use(TUQ, DIRECTOR, on=date(2026, 11, 1)) is None
    assert _use(TUQ, DIRECTOR, on=date(2026, 11, 30)) is None
    assert _use(PASSED, DEPUTY_CHIEF) is None


@pytest.mark.parametrize(
    ("grant", "seat", "body", "on", "field", "reason"),
    [
        (TUQ, DIRECTOR, COMMITTEE, date(2026, 12, 1), "", "people.delegation_expired"),
        (TUQ, DIRECTOR, COMMITTEE, date(2026, 10, 31), "", "people.delegation_not_begun"),
        (TUQ, DIRECTOR, DEPARTMENT, DAY, "", "people.delegation_other_body"),
        (TUQ, DEPUTY_DIRECTOR, COMMITTEE, DAY, "", "people.delegation_not_yours"),
        (replace(TUQ, revoked_on=DAY), DIRECTOR, COMMITTEE, DAY, "", "people.delegation_revoked"),
        (
            replace(TUQ, fields_of_work=("Nội vụ",)),
            DIRECTOR,
            COMMITTEE,
            DAY,
            "Y tế",
            "people.delegation_wrong_field",
        ),
        (
            replace(PASSED, parent=replace(TL, revoked_on=DAY)),
            DEPUTY_CHIEF,
            COMMITTEE,
            DAY,
            "",
            "people.delegation_revoked",
        ),
        (
            replace(PASSED, parent=replace(TL, fields_of_work=("Nội vụ",))),
            DEPUTY_CHIEF,
            COMMITTEE,
            DAY,
            "Y tế",
            "people.delegation_wrong_field",
        ),
    ],
)
def test_a_grant_is_refused(grant, seat, body, on, field, reason):
    assert _use(grant, seat, body, on, field) == reason


def test_a_revoked_grant_held_until_the_day_before():
    assert _use(replace(TL, revoked_on=DAY), CHIEF, on=date(2026, 11, 16)) is None


@pytest.mark.parametrize(
    ("grant", "taker"),
    [
        (TL, CHIEF),
        (TUQ, DIRECTOR),
        (replace(TUQ, taker_post_id=CHIEF.post_id), CHIEF),
        (Grant(0, 1, Form.KT, CHAIR, VICE.post_id, DAY), VICE),
        (Grant(0, 1, Form.Q, CHAIR, VICE.post_id, DAY, authority="3/QĐ-UBND"), VICE),
    ],
)
def test_the_head_may_give(grant, taker):
    assert rules.may_give(grant, body=COMMITTEE, taker=taker) is None


@pytest.mark.parametrize(
    ("grant", "taker", "reason"),
    [
        (replace(TUQ, authority=" "), DIRECTOR, "people.tuq_needs_authority"),
        (replace(TUQ, content=""), DIRECTOR, "people.tuq_needs_content"),
        (replace(TUQ, until=None), DIRECTOR, "people.tuq_needs_period"),
        (TUQ, DEPUTY_DIRECTOR, "people.tuq_taker"),
        (TUQ, VICE, "people.tuq_taker"),
        (TUQ, OFFICER, "people.tuq_taker"),
        (replace(TL, authority=""), CHIEF, "people.tl_needs_rules"),
        (TL, VICE, "people.tl_taker"),
        (TL, replace(CHIEF, agency_id=SNV), "people.tl_taker"),
        (replace(TL, form=Form.KT), CHIEF, "people.kt_taker"),
        (replace(TL, form=Form.KT), DEPUTY_DIRECTOR, "people.kt_taker"),
        (replace(TL, form=Form.Q, authority=""), VICE, "people.q_needs_decision"),
        (replace(TL, form=Form.Q), DIRECTOR, "people.q_taker"),
        (replace(TL, form=Form.HEAD), VICE, "people.delegation_form"),
        (replace(TL, giver=VICE), CHIEF, "people.delegation_giver"),
        (TL, CHAIR, "people.delegation_self"),
        (replace(TUQ, until=date(2026, 10, 1)), DIRECTOR, "people.delegation_dates"),
    ],
)
def test_the_head_may_not_give(grant, taker, reason):
    assert rules.may_give(grant, body=COMMITTEE, taker=taker) == reason


def test_tl_passes_to_the_deputy():
    assert rules.may_pass_on(TL, PASSED, taker=DEPUTY_CHIEF) is None
    ended = replace(TL, until=date(2026, 12, 31), fields_of_work=("Nội vụ",))
    within = replace(PASSED, until=date(2026, 12, 31), fields_of_work=("nội vụ",))
    assert rules.may_pass_on(ended, within, taker=DEPUTY_CHIEF) is None


@pytest.mark.parametrize(
    ("parent", "grant", "taker", "reason"),
    [
        (TUQ, PASSED, DEPUTY_CHIEF, "people.tuq_cannot_pass"),
        (replace(TL, form=Form.KT), PASSED, DEPUTY_CHIEF, "people.only_tl_passes"),
        (replace(TL, form=Form.Q), PASSED, DEPUTY_CHIEF, "people.only_tl_passes"),
        (replace(TL, parent=TL), PASSED, DEPUTY_CHIEF, "people.only_tl_passes"),
        (TL, replace(PASSED, form=Form.TUQ), DEPUTY_CHIEF, "people.passes_to_deputy"),
        (TL, PASSED, OTHER_DEPUTY, "people.passes_to_deputy"),
        (TL, PASSED, OFFICER, "people.passes_to_deputy"),
        (replace(TL, taker_post_id=99), PASSED, DEPUTY_CHIEF, "people.delegation_not_yours"),
        (TL, replace(PASSED, body_id=2), DEPUTY_CHIEF, "people.delegation_other_body"),
        (TL, replace(PASSED, since=date(2025, 12, 31)), DEPUTY_CHIEF, "people.passes_within_period"),
        (replace(TL, until=DAY), PASSED, DEPUTY_CHIEF, "people.passes_within_period"),
        (
            replace(TL, until=DAY),
            replace(PASSED, until=date(2026, 11, 18)),
            DEPUTY_CHIEF,
            "people.passes_within_period",
        ),
        (
            replace(TL, fields_of_work=("Nội vụ",)),
            replace(PASSED, fields_of_work=("Y tế",)),
            DEPUTY_CHIEF,
            "people.delegation_wrong_field",
        ),
        (TL, replace(PASSED, since=DAY, until=date(2026, 11, 1)), DEPUTY_CHIEF, "people.delegation_dates"),
    ],
)
def test_what_was_received_does_not_pass(parent, grant, taker, reason):
    assert rules.may_pass_on(parent, grant, taker=taker) == reason


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("H36.12.05", "new"),
        ("H36", "new"),
        ("G12.18", "new"),
        ("H15.50.05.13", "new"),
        ("H99.001.002", "new"),
        ("000.00.00.H36", "old"),
        ("002.00.20.H13", "old"),
        ("001.00.20.JB2", "old"),
        ("h36.12", None),
        ("H36.", None),
        ("H36.1", None),
        ("H3612", None),
        ("", None),
        ("000.00.00", None),
        ("H36" + ".123" * 9, None),
    ],
)
def test_forms_of_organ_codes(code, form):
    assert rules.code_form(code) == form


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((1, 5), (5, 9), True),
        ((1, 5), (6, 9), False),
        ((1, None), (9, None), True),
        ((6, 9), (1, 5), False),
        ((1, 5), (6, None), False),
        ((6, None), (1, 5), False),
        ((6, None), (1, None), True),
    ],
)
def test_periods_share_a_day(one, other, expected):
    def day(number):
        return None if number is None else date(2026, 1, number)

    assert rules.overlaps(day(one[0]), day(one[1]), day(other[0]), day(other[1])) is expected
