"""Actions on agencies, their parts, persons and appointments; each success with its refusals."""

from dataclasses import replace
from datetime import date

import pytest

from congso.audit import api as audit
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import NotFound, Refusal
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef
from congso.people import api
from congso.people.actions import common
from congso.people.models import Agency, Appointment, Person, Post, Unit
from congso.people.testing import PersonFactory, make_actor, make_agency, make_unit

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
DATA = api.AgencyData("Sở  Y tế", "SYT", "department", "h99.20", "Mẫu")
POST = api.PostData("Chuyên viên", frozenset({Role.OFFICER}))


def _code(call, *args, **kwargs) -> str:
    with pytest.raises(Refusal) as refused:
        call(*args, **kwargs)
    return refused.value.code


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def admin(agency):
    return make_actor(agency, Role.ADMIN)


@pytest.fixture
def stranger():
    return make_actor(make_agency("Sở Tài chính"), Role.ADMIN)


class TestAgencies:
    def test_create(self):
        top = api.create_agency(actor=SYSTEM, data=replace(DATA, code="H99"))
        made = api.agency(api.create_agency(actor=SYSTEM, data=replace(DATA, parent_id=top)))
        assert (made.name, made.code, made.level, made.parent_id) == ("Sở Y tế", "H99.20", 2, top)
        assert api.codes_of(made.id) == [("new", "H99.20")]
        assert [line.verb for line in audit.trail([SubjectRef("agency", made.id)])] == ["agency.created"]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"code": "000.00.00.H36"}, "people.bad_new_code"),
            ({"code": "x"}, "people.bad_new_code"),
            ({"name": " "}, "people.missing"),
            ({"kind": "x"}, "people.missing"),
            ({"parent_id": 999999}, "people.no_agency"),
        ],
    )
    def test_create_refused(self, changes, code):
        assert _code(api.create_agency, actor=SYSTEM, data=replace(DATA, **changes)) == code
        assert not Agency.objects.exists()

    def test_only_the_installation_creates(self, admin):
        assert _code(api.create_agency, actor=admin, data=DATA) == "people.not_installation_administrator"

    def test_a_code_belongs_to_one(self):
        first = api.create_agency(actor=SYSTEM, data=DATA)
        api.add_code(actor=SYSTEM, agency_id=first, code="H99.30")
        assert _code(api.create_agency, actor=SYSTEM, data=DATA) == "people.code_taken"
        assert (
            _code(api.create_agency, actor=SYSTEM, data=replace(DATA, code="H99.30")) == "people.code_taken"
        )

    def test_the_tree_ends(self):
        parent = None
        for level in range(4):
            parent = api.create_agency(
                actor=SYSTEM, data=replace(DATA, code=f"H99.1{level}", parent_id=parent)
            )
        assert (
            _code(api.create_agency, actor=SYSTEM, data=replace(DATA, parent_id=parent)) == "people.too_deep"
        )

    def test_old_and_new_codes_find_the_agency(self):
        made = api.create_agency(actor=SYSTEM, data=DATA)
        api.add_code(actor=SYSTEM, agency_id=made, code=" 000.00.20.h99 ")
        for code in ("H99.20", "h99.20", "000.00.20.H99"):
            assert api.agency_by_code(code).id == made
        assert api.agency_by_code("H99.21") is None
        assert _code(api.add_code, actor=SYSTEM, agency_id=made, code="H99-20") == "people.bad_code"
        assert _code(api.add_code, actor=SYSTEM, agency_id=999999, code="H99.99") == "people.no_agency"

    def test_codes_are_taken_out_but_not_the_present_one(self):
        made = api.create_agency(actor=SYSTEM, data=DATA)
        api.add_code(actor=SYSTEM, agency_id=made, code="000.00.20.H99")
        api.remove_code(actor=SYSTEM, agency_id=made, code="000.00.20.H99")
        assert api.agency_by_code("000.00.20.H99") is None
        assert _code(api.remove_code, actor=SYSTEM, agency_id=made, code="000.00.20.H99") == "people.no_code"
        assert _code(api.remove_code, actor=SYSTEM, agency_id=made, code="H99.20") == "people.code_in_use"

    def test_a_new_code_keeps_the_former_one(self):
        made = api.create_agency(actor=SYSTEM, data=DATA)
        api.edit_agency(actor=SYSTEM, agency_id=made, data=replace(DATA, code="H99.21"))
        assert api.agency_by_code("H99.20").id == made
        assert api.agency(made).code == "H99.21"

    def test_a_place_in_the_tree_changes_without_rings(self):
        top = api.create_agency(actor=SYSTEM, data=replace(DATA, code="H99"))
        below = api.create_agency(actor=SYSTEM, data=replace(DATA, parent_id=top))
        edit = {"actor": SYSTEM, "agency_id": top}
        assert (
            _code(api.edit_agency, **edit, data=replace(DATA, code="H99", parent_id=below))
            == "people.has_children"
        )
        api.edit_agency(actor=SYSTEM, agency_id=below, data=DATA)
        assert (api.agency(below).level, api.agency(below).parent_id) == (1, None)

    def test_own_administrator_edits_but_not_code_place_or_life(self, agency, admin, stranger):
        same = api.AgencyData("Sở Nội vụ B", "SNV", "department", agency.code, "Mẫu")
        api.edit_agency(actor=admin, agency_id=agency.id, data=same)
        assert api.agency(agency.id).name == "Sở Nội vụ B"
        forbidden = "people.not_installation_administrator"
        assert (
            _code(api.edit_agency, actor=admin, agency_id=agency.id, data=replace(same, code="H99.99"))
            == forbidden
        )
        assert _code(api.edit_agency, actor=admin, agency_id=agency.id, data=same, active=False) == forbidden
        assert (
            _code(api.edit_agency, actor=stranger, agency_id=agency.id, data=same)
            == "people.not_administrator"
        )


class TestParts:
    def test_bodies_units_posts_only_by_the_own_administrator(self, agency, admin, stranger):
        body = api.BodyData("department", "Sở", "SỞ", "SNV", "GIÁM ĐỐC")
        for call, data in (
            (api.create_body, body),
            (api.create_unit, api.UnitData("Phòng")),
            (api.create_post, POST),
        ):
            assert call(actor=admin, agency_id=agency.id, data=data)
            assert _code(call, actor=stranger, agency_id=agency.id, data=data) == "people.not_administrator"
            assert _code(call, actor=SYSTEM, agency_id=999999, data=data) == "people.no_agency"

    def test_edits_only_by_the_own_administrator(self, agency, admin, stranger):
        body = api.bodies_of(agency.id)[0]
        unit = make_unit(agency)
        post = api.create_post(actor=admin, agency_id=agency.id, data=POST)
        data = api.BodyData("department", "Sở", "SỞ", "SNV", "GIÁM ĐỐC")
        cases = (
            (api.edit_body, "body_id", body.id, data),
            (api.edit_unit, "unit_id", unit.id, api.UnitData("P")),
            (api.edit_post, "post_id", post, POST),
        )
        for call, key, pk, values in cases:
            call(actor=admin, **{key: pk}, data=values)
            assert _code(call, actor=stranger, **{key: pk}, data=values) == "people.not_administrator"
            assert _code(call, actor=admin, **{key: 999999}, data=values).startswith("people.no_")

    def test_things_of_another_agency_are_not_taken(self, agency, admin, stranger):
        foreign = make_unit(api.agency(stranger.agency_id))
        make = {"actor": admin, "agency_id": agency.id}
        head = api.BodyData("department", "Sở", "SỞ", "SNV", "GIÁM ĐỐC", head_post_id=stranger.post_id)
        assert _code(api.create_body, **make, data=head) == "people.no_post_row"
        assert (
            _code(api.create_unit, **make, data=api.UnitData("P", parent_id=foreign.id)) == "people.no_unit"
        )
        assert _code(api.create_post, **make, data=replace(POST, unit_id=foreign.id)) == "people.no_unit"

    def test_units_go_two_levels_deep_and_never_in_a_ring(self, agency, admin):
        top = make_unit(agency, "Văn phòng")
        sub = api.create_unit(actor=admin, agency_id=agency.id, data=api.UnitData("Tổ", parent_id=top.id))
        deep = api.UnitData("Nhóm", parent_id=sub)
        assert _code(api.create_unit, actor=admin, agency_id=agency.id, data=deep) == "people.no_unit"
        for unit_id, parent in ((top.id, sub), (top.id, top.id), (top.id, make_unit(agency, "Khác").id)):
            data = api.UnitData("Văn phòng", parent_id=parent)
            assert _code(api.edit_unit, actor=admin, unit_id=unit_id, data=data) == "people.no_unit"

    def test_what_is_in_use_is_not_switched_off(self, agency, admin):
        unit = make_unit(agency)
        held = make_actor(agency, Role.OFFICER, unit=unit)
        off = api.UnitData(unit.name, active=False)
        assert _code(api.edit_unit, actor=admin, unit_id=unit.id, data=off) == "people.unit_in_use"
        gone = replace(POST, active=False, unit_id=unit.id)
        assert _code(api.edit_post, actor=admin, post_id=held.post_id, data=gone) == "people.post_in_use"
        api.end_appointment(actor=admin, appointment_id=held.appointment_id, until=date(2021, 1, 1))
        api.edit_post(actor=admin, post_id=held.post_id, data=gone)
        api.edit_unit(actor=admin, unit_id=unit.id, data=off)
        assert not Unit.objects.unscoped(reason="test").get(pk=unit.id).active

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"rank": 0}, "people.bad_rank"),
            ({"rank": 6}, "people.bad_rank"),
            ({"title": ""}, "people.missing"),
            ({"roles": frozenset()}, "people.missing"),
        ],
    )
    def test_bad_posts(self, agency, admin, changes, code):
        assert _code(api.create_post, actor=admin, agency_id=agency.id, data=replace(POST, **changes)) == code

    def test_changed_rights_are_alerted_until_another_confirms(self, agency, admin):
        post = api.create_post(actor=admin, agency_id=agency.id, data=POST)
        assert not Post.objects.get(pk=post).changes.exists()
        api.edit_post(actor=admin, post_id=post, data=replace(POST, roles=frozenset({Role.CLERK})))
        change = Post.objects.get(pk=post).changes.get()
        assert (change.before, change.after) == (["officer"], ["clerk"])
        assert Event.objects.filter(name="people.PermissionChanged").exists()
        confirm = api.confirm_permission_change
        assert _code(confirm, actor=admin, change_id=change.pk) == "people.confirm_by_another"
        assert _code(confirm, actor=make_actor(agency), change_id=change.pk) == "people.not_confirmer"
        deputy = make_actor(agency, Role.LEADER, title="Phó Giám đốc")
        assert _code(confirm, actor=deputy, change_id=change.pk) == "people.not_confirmer"
        assert _code(confirm, actor=admin, change_id=999999) == "people.no_change"
        head = make_actor(agency, Role.LEADER)
        assert confirm(actor=head, change_id=change.pk) == agency.id
        assert _code(confirm, actor=head, change_id=change.pk) == "people.already_confirmed"


class TestPersons:
    NEW = api.PersonData("An.NV", "Nguyễn  Văn An", "An@Mau.example")

    def test_create(self, admin):
        made = api.person(api.create_person(actor=admin, data=self.NEW, password="mot-mat-khau-dai-2026"))
        assert (made.username, made.name, made.email) == ("an.nv", "Nguyễn Văn An", "an@mau.example")
        assert Person.objects.get(pk=made.id).check_password("mot-mat-khau-dai-2026")

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"username": "có dấu"}, "people.bad_username"),
            ({"username": "a"}, "people.bad_username"),
            ({"username": "a b"}, "people.bad_username"),
            ({"full_name": ""}, "people.missing"),
            ({"username": "co.roi"}, "people.username_taken"),
            ({"email": "co@mau.example"}, "people.email_taken"),
        ],
    )
    def test_create_refused(self, admin, changes, code):
        PersonFactory(username="co.roi", email="co@mau.example")
        before = Person.objects.count()
        assert _code(api.create_person, actor=admin, data=replace(self.NEW, **changes)) == code
        assert Person.objects.count() == before

    def test_weak_password_and_no_right(self, admin, agency):
        assert (
            _code(api.create_person, actor=admin, data=self.NEW, password="1234567890")
            == "people.weak_password"
        )
        assert _code(api.create_person, actor=make_actor(agency), data=self.NEW) == "people.not_administrator"

    def test_accounts_of_people_who_serve_elsewhere_are_left_alone(self, agency, admin, stranger):
        officer = make_actor(agency)
        api.edit_person(actor=admin, person_id=officer.person_id, data=self.NEW)
        make_actor(api.agency(stranger.agency_id), person_id=officer.person_id)
        for call, more in (
            (api.edit_person, {"data": self.NEW}),
            (api.set_password, {"password": "mot-mat-khau-dai"}),
        ):
            assert _code(call, actor=admin, person_id=officer.person_id, **more) == "people.serves_elsewhere"
            assert _code(call, actor=admin, person_id=999999, **more) == "people.no_person"

    def test_no_administrator_of_an_agency_touches_one_of_the_installation(self, agency, admin):
        boss = make_actor(agency)
        Person.objects.filter(pk=boss.person_id).update(installation_admin=True)
        refused = _code(api.set_password, actor=admin, person_id=boss.person_id, password="mot-mat-khau-dai")
        assert refused == "people.not_installation_administrator"

    def test_the_right_over_the_installation(self, admin, agency):
        other = make_actor(agency)
        give = api.set_installation_admin
        assert (
            _code(give, actor=admin, person_id=admin.person_id, value=True)
            == "people.not_installation_administrator"
        )
        give(actor=SYSTEM, person_id=admin.person_id, value=True)
        assert _code(give, actor=admin, person_id=admin.person_id, value=False) == "people.last_administrator"
        assert _code(give, actor=admin, person_id=999999, value=True) == "people.no_person"
        give(actor=admin, person_id=other.person_id, value=True)
        give(actor=admin, person_id=admin.person_id, value=False)
        assert not api.person(admin.person_id).installation_admin

    def test_a_closed_account_is_no_actor(self, admin, agency):
        officer = make_actor(agency)
        api.edit_person(actor=admin, person_id=officer.person_id, data=self.NEW, active=False)
        assert _code(api.actor_for, officer.person_id) == "people.no_post"


class TestAppointments:
    def test_appoint_end_and_who_held_it(self, agency, admin):
        post = api.create_post(actor=admin, agency_id=agency.id, data=replace(POST, rank=3))
        first, second = PersonFactory(), PersonFactory()
        held = api.appoint(actor=admin, person_id=first.pk, post_id=post, since=date(2026, 1, 1))
        assert (
            _code(api.appoint, actor=admin, person_id=second.pk, post_id=post, since=date(2026, 6, 1))
            == "people.post_taken"
        )
        api.end_appointment(actor=admin, appointment_id=held, until=date(2026, 5, 31))
        api.appoint(actor=admin, person_id=second.pk, post_id=post, since=date(2026, 6, 1))
        assert [row.person_id for row in api.holders_of_post(post, date(2026, 5, 31))] == [first.pk]
        assert [row.person_id for row in api.holders_of_post(post, date(2026, 6, 1))] == [second.pk]
        assert not api.is_current(held, date(2026, 6, 1))
        assert api.is_current(held, date(2026, 5, 31))
        assert Event.objects.filter(name="people.AppointmentEnded").count() == 1
        assert Event.objects.filter(name="people.AppointmentBegan").count() == 2

    def test_appoint_refused(self, agency, admin, stranger):
        post, person = api.create_post(actor=admin, agency_id=agency.id, data=POST), PersonFactory()
        good = {"person_id": person.pk, "post_id": post, "since": date(2026, 1, 1)}
        call = api.appoint
        assert _code(call, actor=stranger, **good) == "people.not_administrator"
        assert _code(call, actor=admin, **good | {"until": date(2025, 1, 1)}) == "people.appointment_dates"
        assert _code(call, actor=admin, **good | {"person_id": 999999}) == "people.no_person"
        assert _code(call, actor=admin, **good | {"post_id": 999999}) == "people.no_post_row"
        call(actor=admin, **good)
        assert _code(call, actor=admin, **good) == "people.already_in_post"
        Post.objects.filter(pk=post).update(active=False)
        assert _code(call, actor=admin, **good | {"person_id": PersonFactory().pk}) == "people.post_inactive"

    def test_end_refused(self, agency, admin, stranger):
        held = make_actor(agency).appointment_id
        end = api.end_appointment
        assert (
            _code(end, actor=stranger, appointment_id=held, until=date(2026, 1, 1))
            == "people.not_administrator"
        )
        assert (
            _code(end, actor=admin, appointment_id=held, until=date(2019, 1, 1)) == "people.appointment_dates"
        )
        assert (
            _code(end, actor=admin, appointment_id=999999, until=date(2026, 1, 1)) == "people.no_appointment"
        )
        end(actor=admin, appointment_id=held, until=date(2026, 1, 1))
        assert _code(end, actor=admin, appointment_id=held, until=date(2026, 2, 1)) == "people.already_ended"

    def test_main_goes_to_the_newest_main_post(self, agency, admin):
        officer = make_actor(agency)
        post = api.create_post(actor=admin, agency_id=agency.id, data=POST)
        made = api.appoint(actor=admin, person_id=officer.person_id, post_id=post, since=date(2026, 1, 1))
        assert [row.id for row in api.appointments_of(officer.person_id)] == [made, officer.appointment_id]

    def test_a_move_is_all_or_nothing(self, agency, admin, stranger):
        officer = make_actor(agency)
        post = api.create_post(actor=admin, agency_id=agency.id, data=POST)
        move = {"appointment_id": officer.appointment_id, "on": date(2026, 6, 1)}
        foreign = _code(api.move, actor=admin, post_id=stranger.post_id, **move)
        assert foreign == "people.not_administrator"
        assert Appointment.objects.get(pk=officer.appointment_id).until is None
        made = api.move(actor=admin, post_id=post, **move)
        assert api.appointment(made).since == date(2026, 6, 1)
        assert api.appointment(officer.appointment_id).until == date(2026, 5, 31)


def test_reads_of_one_thing_say_when_there_is_none():
    for call in (api.agency, api.body, api.unit, api.person, api.appointment):
        with pytest.raises(NotFound):
            call(999999)


def test_reads(agency, admin, django_assert_num_queries):
    unit = make_unit(agency)
    head = make_actor(agency, Role.LEADER)
    deputy = make_actor(agency, Role.LEADER, title="Phó Giám đốc")
    chief = make_actor(agency, Role.UNIT_HEAD, unit=unit)
    with django_assert_num_queries(1):
        assert [row.person_id for row in api.leaders_of(agency.id)] == [head.person_id, deputy.person_id]
    with django_assert_num_queries(1):
        assert [row.person_id for row in api.heads_of_unit(unit.id)] == [chief.person_id]
    with django_assert_num_queries(1):
        assert len(api.people_of(agency.id)) == 4
    with pytest.raises(ValueError, match="name an agency"):
        api.people_of()
    assert api.names_of([head.person_id, 999999]) == {head.person_id: head.name}
    assert api.units([unit.id])[unit.id].name == "Văn phòng"
    assert [row.id for row in api.units_of(agency.id)] == [unit.id]
    body = api.bodies_of(agency.id)[0]
    assert api.bodies([body.id]) == {body.id: body} == {body.id: api.body(body.id)}
    assert api.unit(unit.id).agency_id == agency.id
    assert list(api.appointments([chief.appointment_id])) == [chief.appointment_id]
    assert [row.id for row in api.agencies(ids=[agency.id])] == [agency.id]
    assert [row.id for row in api.agencies(search="noi vu", limit=1)] == [agency.id]
    assert api.agencies(parent=agency.id) == []


def test_the_letterhead_keeps_its_lines() -> None:
    body = api.BodyData(
        kind="ubnd",
        name="UBND  tỉnh",
        name_line=" ỦY BAN  NHÂN DÂN \r\n\r\nTỈNH MẪU",
        symbol="UBND",
        head_title="CHỦ TỊCH",
    )
    assert common.cleaned(body)["name_line"] == "ỦY BAN NHÂN DÂN\nTỈNH MẪU"
    assert common.cleaned(body)["name"] == "UBND tỉnh"
