"""Who may sign what, over the database: options, the check at the moment of signing, giving and taking powers."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from congso.kernel import clock
from congso.kernel.actor import Role
from congso.kernel.errors import Forbidden, Refusal
from congso.kernel.models import Event
from congso.people import api
from congso.people.models import Agency, Appointment, Delegation, IssuingBody
from congso.people.testing import make_actor, make_agency, make_body, make_unit

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 17)


@pytest.fixture(autouse=True)
def _today():
    with clock.frozen(datetime(2026, 11, 17, 9, tzinfo=clock.VIETNAM)):
        yield


class House:
    """A committee with its office, and a department below it."""

    def __init__(self) -> None:
        self.agency = make_agency("Ủy ban nhân dân tỉnh Mẫu", body=False)
        self.body = make_body(self.agency, "UBND tỉnh", collective="ỦY BAN NHÂN DÂN", head_title="CHỦ TỊCH")
        self.unit = make_unit(self.agency)
        self.chair = self._make(Role.LEADER, "Chủ tịch", rank=1)
        self.vice = self._make(Role.LEADER, "Phó Chủ tịch", rank=2, fields_of_work=["Nội vụ"])
        self.chief = self._make(Role.UNIT_HEAD, "Chánh Văn phòng", rank=3, unit=self.unit)
        self.deputy = self._make(Role.UNIT_HEAD, "Phó Chánh Văn phòng", rank=4, unit=self.unit)
        self.officer = self._make(Role.OFFICER, "Chuyên viên", rank=5, unit=self.unit)
        self.department = make_agency("Sở Nội vụ", parent=Agency.objects.get(pk=self.agency.id))
        self.director = make_actor(self.department, Role.LEADER, signature_title="GIÁM ĐỐC")

    def _make(self, role, title, **post):
        return make_actor(self.agency, role, title=title, signature_title=title.upper(), **post)

    def give(self, form, taker, actor=None, giver=None, passed_from=None, **more):
        values = {"since": date(2026, 1, 1), "authority": "12/QĐ-UBND", **more}
        data = api.DelegationData(self.body.id, form, (giver or self.chair).post_id, taker.post_id, **values)
        return api.grant_delegation(actor=actor or self.chair, data=data, passed_from=passed_from)

    def keys(self, signer, on=DAY, field=""):
        return [option.key for option in api.signature_options(signer, self.body.id, on, field)]


@pytest.fixture
def house():
    return House()


def _code(call, *args, **kwargs) -> str:
    with pytest.raises(Refusal) as refused:
        call(*args, **kwargs)
    return refused.value.code


def test_options_by_post(house):
    [head] = api.signature_options(house.chair, house.body.id, DAY)
    assert (head.key, head.lines, head.signer_name) == (
        "HEAD",
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        house.chair.name,
    )
    [deputy] = api.signature_options(house.vice.appointment_id, house.body.id, DAY, "Nội vụ")
    assert deputy.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert house.keys(house.vice, field="Y tế") == []
    assert house.keys(house.officer) == []
    assert house.keys(replace(house.chair, appointment_id=None)) == []


def test_options_need_the_post_on_the_day(house):
    Appointment.objects.filter(pk=house.chair.appointment_id).update(until=date(2026, 11, 16))
    assert house.keys(house.chair) == []
    assert house.keys(house.chair, on=date(2026, 11, 16)) == ["HEAD"]


def test_options_cost_a_fixed_number_of_queries(house, django_assert_num_queries):
    for _ in range(3):
        house.give("TL", house.chief)
    with django_assert_num_queries(5):
        assert len(house.keys(house.chief)) == 3


def test_tl_and_what_is_passed_on(house):
    tl = house.give("TL", house.chief, fields_of_work=("Nội vụ",))
    passed = house.give(
        "KT", house.deputy, actor=house.chief, giver=house.chief, passed_from=tl, authority=""
    )
    [option] = api.signature_options(house.chief, house.body.id, DAY, "Nội vụ")
    assert (option.key, option.lines) == (f"TL:{tl}", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"))
    [stacked] = api.signature_options(house.deputy, house.body.id, DAY)
    assert stacked.lines == ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")
    assert (stacked.delegation_id, stacked.passed) == (passed, True)
    api.check_signature(stacked, DAY)
    api.revoke_delegation(actor=house.chair, delegation_id=tl)
    assert house.keys(house.deputy) == []
    assert _code(api.check_signature, stacked, DAY) == "people.delegation_revoked"


def test_a_head_of_an_agency_below_signs_by_authorisation(house):
    house.give("TUQ", house.director, content="Nâng lương", until=date(2026, 11, 30))
    [option] = api.signature_options(house.director, house.body.id, DAY)
    assert option.lines == ("TM. ỦY BAN NHÂN DÂN", "TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ")
    assert _code(api.check_signature, option, date(2026, 12, 1)) == "people.delegation_expired"
    assert _code(api.check_signature, option, date(2025, 12, 31)) == "people.delegation_not_begun"
    api.check_signature(option, date(2026, 11, 30))


def test_q_stands_before_kt(house):
    house.give("Q", house.vice)
    options = api.signature_options(house.vice, house.body.id, DAY)
    assert [option.form for option in options] == ["Q", "KT"]
    assert options[0].lines == ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")


def test_check_by_post(house):
    [option] = api.signature_options(house.vice, house.body.id, DAY, "Nội vụ")
    api.check_signature(option, DAY)
    assert (
        _code(api.check_signature, replace(option, field_of_work="Y tế"), DAY)
        == "people.signature_wrong_field"
    )
    Appointment.objects.filter(pk=house.vice.appointment_id).update(until=date(2026, 11, 16))
    assert _code(api.check_signature, option, DAY) == "people.signature_left_post"


def test_check_refuses_an_option_bent_to_another_body_or_signer(house):
    tl = house.give("TL", house.chief)
    [option] = api.signature_options(house.chief, house.body.id, DAY)
    other = make_body(house.agency, "HĐND tỉnh")
    assert (
        _code(api.check_signature, replace(option, body_id=other.id), DAY) == "people.delegation_other_body"
    )
    bent = replace(option, appointment_id=house.officer.appointment_id)
    assert _code(api.check_signature, bent, DAY) == "people.delegation_not_yours"
    assert _code(api.check_signature, replace(option, delegation_id=None), DAY) == "people.signature_no_power"
    assert _code(api.check_signature, replace(option, delegation_id=tl + 1000), DAY) == "people.no_delegation"
    assert _code(api.check_signature, replace(option, body_id=999999), DAY) == "people.no_body"


def test_a_field_outside_the_grant_is_refused_at_signing(house):
    house.give("TL", house.chief, fields_of_work=("Nội vụ",))
    [option] = api.signature_options(house.chief, house.body.id, DAY)
    assert (
        _code(api.check_signature, replace(option, field_of_work="Y tế"), DAY)
        == "people.delegation_wrong_field"
    )


def test_one_option_by_its_key(house):
    assert api.signature_option(house.chair, house.body.id, "HEAD", DAY).lines[-1] == "CHỦ TỊCH"
    with pytest.raises(Forbidden):
        api.signature_option(house.chair, house.body.id, "KT", DAY)


def test_the_post_at_the_head_of_a_body_is_followed(house):
    office = make_body(house.agency, "Văn phòng UBND", head_title="CHÁNH VĂN PHÒNG")
    IssuingBody.objects.filter(pk=office.id).update(head_post=house.chief.post_id)
    assert [o.lines for o in api.signature_options(house.chief, office.id, DAY)] == [("CHÁNH VĂN PHÒNG",)]
    assert api.signature_options(house.chair, office.id, DAY) == []
    [option] = api.signature_options(house.deputy, office.id, DAY)
    assert option.lines == ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")


@pytest.mark.parametrize(
    ("form", "taker", "more", "code"),
    [
        ("TUQ", "director", {"content": "x"}, "people.tuq_needs_period"),
        ("TUQ", "director", {"until": DAY}, "people.tuq_needs_content"),
        ("TUQ", "director", {"content": "x", "until": DAY, "authority": " "}, "people.tuq_needs_authority"),
        ("TUQ", "officer", {"content": "x", "until": DAY}, "people.tuq_taker"),
        ("TL", "chief", {"authority": ""}, "people.tl_needs_rules"),
        ("TL", "vice", {}, "people.tl_taker"),
        ("KT", "chief", {}, "people.kt_taker"),
        ("HEAD", "vice", {}, "people.delegation_form"),
        ("X", "vice", {}, "people.delegation_form"),
    ],
)
def test_powers_that_cannot_be_given(house, form, taker, more, code):
    assert _code(house.give, form, getattr(house, taker), **more) == code
    assert not Delegation.objects.exists()


def test_tuq_is_not_passed_on(house):
    tuq = house.give("TUQ", house.chief, content="x", until=date(2026, 12, 31))
    give = {"giver": house.chief, "passed_from": tuq, "actor": house.chief}
    for form in ("KT", "TUQ"):
        assert (
            _code(house.give, form, house.deputy, content="x", until=DAY, **give) == "people.tuq_cannot_pass"
        )


def test_an_ended_tl_is_not_passed_on(house):
    tl = house.give("TL", house.chief)
    api.revoke_delegation(actor=house.chair, delegation_id=tl)
    passed = {"giver": house.chief, "passed_from": tl, "actor": house.chief}
    assert _code(house.give, "KT", house.deputy, **passed) == "people.delegation_revoked"


def test_powers_are_given_by_the_giver_or_who_keeps_the_decisions(house):
    for role in (Role.OFFICE, Role.ADMIN):
        assert house.give("TL", house.chief, actor=make_actor(house.agency, role))
    for actor in (house.officer, house.director, make_actor(house.department, Role.ADMIN)):
        assert _code(house.give, "TL", house.chief, actor=actor) == "people.not_giver"
    assert (
        _code(house.give, "TL", house.chief, giver=house.vice, actor=house.vice) == "people.delegation_giver"
    )


def test_revoking(house):
    tl = house.give("TL", house.chief)
    assert _code(api.revoke_delegation, actor=house.officer, delegation_id=tl) == "people.not_giver"
    assert _code(api.revoke_delegation, actor=house.chair, delegation_id=999999) == "people.no_delegation"
    api.revoke_delegation(actor=house.chair, delegation_id=tl)
    assert Delegation.objects.get(pk=tl).revoked_on == DAY
    assert _code(api.revoke_delegation, actor=house.chair, delegation_id=tl) == "people.already_revoked"
    assert (
        Event.objects.filter(name__in=("people.DelegationGranted", "people.DelegationRevoked")).count() == 2
    )


def test_unknown_posts_are_refused(house):
    data = api.DelegationData(house.body.id, "TL", 999999, house.chief.post_id, DAY)
    assert _code(api.grant_delegation, actor=house.chair, data=data) == "people.no_post_row"
