"""Every screen of people answers, says what it should, and stays within its number of queries."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from congso.kernel.actor import Role
from congso.people.models import Agency, Appointment, Delegation, IssuingBody, Person, Post, Unit
from congso.people.testing import (
    AppointmentFactory,
    PersonFactory,
    PostFactory,
    make_actor,
    make_agency,
    make_unit,
    sign_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def admin(agency):
    return make_actor(agency, Role.ADMIN, name="Phạm Quản Trị")


@pytest.fixture
def kept_counts(settings):
    """Counts of the rail belong to all apps and are kept for seconds; here the screen itself is measured."""
    settings.CONGSO_COUNTS_SECONDS = 60
    cache.clear()


@pytest.fixture
def officer(agency):
    return make_actor(agency, Role.OFFICER, unit=make_unit(agency, "Phòng Tổ chức"), name="Đỗ Thu Nga")


@pytest.fixture
def installation_admin(admin):
    Person.objects.filter(pk=admin.person_id).update(installation_admin=True)
    return admin


def _many(agency, count=8):
    for number in range(count):
        post = PostFactory(agency_id=agency.id, unit_id=make_unit(agency, f"Phòng {number}").id, agency=None)
        AppointmentFactory(post=post)


@pytest.mark.parametrize("name", ["tree", "persons", "delegations", "calendar", "account"])
def test_list_screens_stay_within_twelve_queries(
    client, agency, admin, name, kept_counts, django_assert_max_num_queries
):
    for number in range(6):
        make_agency(f"Sở {number}", parent=Agency.objects.get(pk=agency.id))
    for number in range(6):
        unit = make_unit(agency, f"Phòng {number}")
        make_actor(agency, Role.OFFICER, unit=unit)
    sign_in(client, admin).get("/tai-khoan/")
    with django_assert_max_num_queries(12):
        response = client.get(reverse(f"people:{name}"))
    assert response.status_code == 200


def test_agency_page_stays_within_its_queries(
    client, agency, admin, kept_counts, django_assert_max_num_queries
):
    for number in range(6):
        make_actor(agency, Role.OFFICER, unit=make_unit(agency, f"Phòng {number}"))
    sign_in(client, admin).get("/tai-khoan/")
    with django_assert_max_num_queries(12):
        response = client.get(reverse("people:agency", args=[agency.id]))
    assert "Phòng 5" in response.text


def test_the_tree_shows_agencies_below_one_another_and_finds_without_marks(client, agency, admin):
    make_agency("Chi cục Văn thư", parent=Agency.objects.get(pk=agency.id))
    sign_in(client, admin)
    response = client.get(reverse("people:tree"))
    assert 'lv2"' in response.text
    assert "Chi cục Văn thư" in response.text
    found = client.get(reverse("people:tree"), {"tim": "chi cuc van"}).text
    assert "Chi cục Văn thư" in found
    assert "Sở Nội vụ</a>" not in found
    assert "Không có cơ quan nào khớp" in client.get(reverse("people:tree"), {"tim": "không có đâu"}).text


def test_the_agency_page_stands_on_a_day(client, agency, officer):
    Appointment.objects.filter(pk=officer.appointment_id).update(since=date(2026, 3, 1))
    sign_in(client, officer)
    url = reverse("people:agency", args=[agency.id])
    assert "Đỗ Thu Nga</a>" in client.get(url, {"ngay": "2026-03-01"}).text
    assert "Đỗ Thu Nga</a>" not in client.get(url, {"ngay": "2026-02-28"}).text
    assert client.get(url, {"ngay": "2026-02-31"}).status_code == 200


def test_an_officer_sees_no_acts_of_the_administrator(client, agency, officer):
    text = sign_in(client, officer).get(reverse("people:agency", args=[agency.id])).text
    assert "Thêm vị trí" not in text
    assert "Sửa cơ quan" not in text


@pytest.mark.parametrize(
    "name",
    ["agency_edit", "body_create", "unit_create", "post_create"],
)
def test_forms_of_an_agency_are_for_its_administrator(client, agency, admin, officer, name):
    url = reverse(f"people:{name}", args=[agency.id])
    assert sign_in(client, admin).get(url).status_code == 200
    assert sign_in(client, officer).get(url).status_code == 403
    assert sign_in(client, make_actor(make_agency("Sở Y tế"), Role.ADMIN)).get(url).status_code == 403
    client.logout()
    assert client.get(url).status_code == 302


def test_unknown_things_are_not_found(client, admin):
    sign_in(client, admin)
    for name in ("agency", "person", "body_edit", "unit_edit", "post_edit", "appoint", "appointment_end"):
        assert client.get(reverse(f"people:{name}", args=[999999])).status_code == 404


def test_the_administrator_builds_an_agency(client, agency, admin):
    sign_in(client, admin)
    client.post(
        reverse("people:unit_create", args=[agency.id]),
        {"name": "Văn phòng", "symbol": "VP", "order": 1, "active": "on"},
    )
    unit = Unit.objects.unscoped(reason="test").get(name="Văn phòng")
    client.post(
        reverse("people:post_create", args=[agency.id]),
        {
            "title": "Chánh Văn phòng",
            "unit_id": unit.pk,
            "rank": 3,
            "roles": ["unit_head", "office"],
            "order": 0,
            "fields_of_work": "Nội vụ\nTài chính",
            "active": "on",
        },
    )
    post = Post.objects.get(title="Chánh Văn phòng")
    assert (post.signature_title, post.fields_of_work) == ("CHÁNH VĂN PHÒNG", ["Nội vụ", "Tài chính"])
    client.post(
        reverse("people:body_create", args=[agency.id]),
        {
            "name": "Văn phòng",
            "kind": "office",
            "name_line": "VĂN PHÒNG",
            "symbol": "VP",
            "head_title": "CHÁNH VĂN PHÒNG",
            "head_post_id": post.pk,
            "order": 2,
        },
    )
    assert IssuingBody.objects.get(symbol="VP").head_post == post
    client.post(reverse("people:person_create"), {"full_name": "Trần  Văn Sáu", "username": "sautv.snv"})
    person = Person.objects.get(username="sautv.snv")
    assert (person.full_name, person.has_usable_password()) == ("Trần Văn Sáu", False)
    response = client.post(
        reverse("people:appoint", args=[post.pk]),
        {"person": "sautv.snv", "since": "01/07/2026", "main": "on"},
        follow=True,
    )
    assert "Trần Văn Sáu" in response.text
    assert "1 vị trí có quyền thay đổi, chưa được xác nhận" in response.text
    assert '<b class="m">Chánh Văn phòng</b>' in response.text


def test_edit_forms_show_and_save_what_is_there(client, agency, admin):
    sign_in(client, admin)
    body = IssuingBody.objects.get(agency_id=agency.id)
    url = reverse("people:body_edit", args=[body.pk])
    assert "GIÁM ĐỐC" in client.get(url).text
    client.post(
        url,
        {
            "name": body.name,
            "kind": "department",
            "name_line": "SỞ NỘI VỤ",
            "symbol": "SNV2",
            "head_title": "GIÁM ĐỐC",
            "order": 0,
        },
    )
    body.refresh_from_db()
    assert body.symbol == "SNV2"
    unit = make_unit(agency, "Phòng Cũ")
    client.post(reverse("people:unit_edit", args=[unit.id]), {"name": "Phòng Mới", "order": 0})
    row = Unit.objects.unscoped(reason="test").get(pk=unit.id)
    assert (row.name, row.active) == ("Phòng Mới", False)
    post = PostFactory(agency=Agency.objects.get(pk=agency.id))
    url = reverse("people:post_edit", args=[post.pk])
    assert "Chuyên viên" in client.get(url).text
    client.post(
        url, {"title": "Chuyên viên chính", "rank": 5, "roles": ["officer"], "order": 0, "active": "on"}
    )
    post.refresh_from_db()
    assert post.title == "Chuyên viên chính"


def test_a_refusal_stays_in_the_form_with_what_was_typed(client, admin):
    PersonFactory(username="co.roi")
    sign_in(client, admin)
    response = client.post(
        reverse("people:person_create"), {"full_name": "Trần Văn Bảy", "username": "co.roi"}
    )
    assert response.status_code == 422
    assert "đã có người dùng" in response.text
    assert "Trần Văn Bảy" in response.text


def test_the_agency_form_keeps_place_and_code_for_the_installation(client, agency, admin):
    sign_in(client, admin)
    values = {
        "name": "Sở Nội vụ mới",
        "short_name": "SNV",
        "kind": "department",
        "code": "H01",
        "place": "Mẫu",
    }
    assert "disabled" in client.get(reverse("people:agency_edit", args=[agency.id])).text
    client.post(reverse("people:agency_edit", args=[agency.id]), values)
    row = Agency.objects.get(pk=agency.id)
    assert (row.name, row.code, row.active) == ("Sở Nội vụ mới", agency.code, True)


def test_the_installation_administrator_adds_agencies_and_codes(client, installation_admin):
    sign_in(client, installation_admin)
    values = {"name": "Sở Y tế", "short_name": "SYT", "kind": "department", "code": "h99.77", "place": "Mẫu"}
    response = client.post(reverse("people:agency_create"), values, follow=True)
    row = Agency.objects.get(code="H99.77")
    assert "Sở Y tế" in response.text
    response = client.post(reverse("people:code_add", args=[row.pk]), {"code": "000.00.77.H99"}, follow=True)
    assert "000.00.77.H99" in response.text
    client.post(reverse("people:code_remove", args=[row.pk]), {"code": "000.00.77.H99"})
    assert not row.codes.filter(form="old").exists()
    client.post(reverse("people:agency_edit", args=[row.pk]), values | {"code": "H99.78"})
    row.refresh_from_db()
    assert (row.code, row.active) == ("H99.78", False)


def test_the_right_over_the_installation_is_given_and_taken(client, installation_admin, officer):
    sign_in(client, installation_admin)
    url = reverse("people:installation_admin", args=[officer.person_id])
    assert "Thôi quyền quản trị hệ thống" in client.post(url, {"value": "1"}, follow=True).text
    assert "Giao quyền quản trị hệ thống" in client.post(url, {"value": "0"}, follow=True).text
    own = reverse("people:installation_admin", args=[installation_admin.person_id])
    assert client.post(own, {"value": "0"}).status_code == 409
    assert sign_in(client, officer).post(own, {"value": "0"}).status_code == 403


def test_agencies_are_added_by_nobody_else(client, admin):
    sign_in(client, admin)
    assert client.get(reverse("people:agency_create")).status_code == 403
    assert client.post(reverse("people:code_add", args=[admin.agency_id]), {"code": "H01"}).status_code == 403
    assert (
        client.post(reverse("people:code_remove", args=[admin.agency_id]), {"code": "H01"}).status_code == 403
    )


def test_people_are_found_without_marks_in_every_agency(client, admin, officer):
    sign_in(client, admin)
    assert "Đỗ Thu Nga" in client.get(reverse("people:persons"), {"tim": "do thu nga"}).text
    assert "Không có ai khớp" in client.get(reverse("people:persons"), {"tim": "zzz"}).text


def test_a_person_page_for_the_administrator_and_for_a_stranger(client, admin, officer):
    url = reverse("people:person", args=[officer.person_id])
    assert "Đặt lại mật khẩu" in sign_in(client, admin).get(url).text
    stranger = make_actor(make_agency("Sở Y tế"), Role.ADMIN)
    assert "Đặt lại mật khẩu" not in sign_in(client, stranger).get(url).text
    for name in ("person_edit", "person_password"):
        assert client.get(reverse(f"people:{name}", args=[officer.person_id])).status_code == 403
    assert sign_in(client, officer).get(reverse("people:person_create")).status_code == 403


def test_account_of_a_person_is_edited(client, admin, officer):
    sign_in(client, admin)
    url = reverse("people:person_edit", args=[officer.person_id])
    assert "Đỗ Thu Nga" in client.get(url).text
    client.post(url, {"full_name": "Đỗ Thu Ngà", "username": "nga", "active": "on"})
    assert Person.objects.get(pk=officer.person_id).full_name == "Đỗ Thu Ngà"
    url = reverse("people:person_password", args=[officer.person_id])
    assert client.post(url, {"password": "123"}).status_code == 422
    client.post(url, {"password": "mot-mat-khau-dai-2026"})
    assert Person.objects.get(pk=officer.person_id).check_password("mot-mat-khau-dai-2026")


def test_appointments_end_and_move(client, agency, admin, officer):
    sign_in(client, admin)
    post = PostFactory(agency=Agency.objects.get(pk=agency.id), title="Chuyên viên chính")
    url = reverse("people:appointment_move", args=[officer.appointment_id])
    assert "Chuyên viên chính" in client.get(url).text
    client.post(url, {"post_id": post.pk, "on": "01/06/2026", "decision": "9/QĐ"})
    assert Appointment.objects.get(pk=officer.appointment_id).until == date(2026, 5, 31)
    held = Appointment.objects.get(post=post)
    url = reverse("people:appointment_end", args=[held.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"until": "30/06/2026"})
    held.refresh_from_db()
    assert held.until == date(2026, 6, 30)


def test_an_unknown_person_is_said_at_the_field(client, agency, admin):
    post = PostFactory(agency=Agency.objects.get(pk=agency.id))
    sign_in(client, admin)
    response = client.post(
        reverse("people:appoint", args=[post.pk]), {"person": "khong.co", "since": "01/07/2026"}
    )
    assert response.status_code == 422
    assert "Không có người này" in response.text


def test_a_change_of_rights_is_confirmed_by_another(client, agency, admin):
    other = make_actor(agency, Role.ADMIN, name="Quản Trị Hai")
    sign_in(client, admin)
    client.post(
        reverse("people:post_create", args=[agency.id]),
        {"title": "Văn thư", "rank": 5, "roles": ["clerk"], "order": 0, "active": "on"},
    )
    change = Post.objects.get(title="Văn thư").changes.get()
    url = reverse("people:confirm_change", args=[change.pk])
    assert client.post(url).status_code == 403
    page = sign_in(client, other).get(reverse("people:agency", args=[agency.id])).text
    assert "Xác nhận thay đổi" in page
    assert client.post(url, follow=True).status_code == 200
    change.refresh_from_db()
    assert change.confirmed_by_id == other.person_id


def test_the_post_switcher(client, agency, officer):
    other = make_agency("Sở Y tế")
    second = make_actor(other, Role.CLERK, person_id=officer.person_id)
    sign_in(client, officer)
    response = client.post(
        reverse("people:switch_post"), {"appointment": second.appointment_id, "next": "/tai-khoan/"}
    )
    assert response.url == "/tai-khoan/"
    assert client.session["appointment"] == second.appointment_id
    outside = client.post(
        reverse("people:switch_post"), {"appointment": officer.appointment_id, "next": "https://x.test/"}
    )
    assert outside.url == "/"


@pytest.mark.parametrize("value", ["", "x", "999999"])
def test_the_post_switcher_refuses_what_is_not_held(client, officer, value):
    sign_in(client, officer)
    assert client.post(reverse("people:switch_post"), {"appointment": value}).status_code == 403
    assert client.get(reverse("people:switch_post")).status_code == 405


def test_language_is_kept_with_the_account(client, officer):
    sign_in(client, officer)
    client.post(reverse("people:language"), {"language": "en"})
    assert Person.objects.get(pk=officer.person_id).language == "en"
    assert client.cookies["django_language"].value == "en"
    assert client.post(reverse("people:language"), {"language": "xx"}).status_code == 422


def test_a_person_without_post_reads_so(client):
    client.force_login(PersonFactory())
    response = client.get(reverse("people:tree"))
    assert response.status_code == 403
    assert "Bạn chưa có vị trí công tác" in response.text


class TestDelegationScreens:
    URL = "/uy-quyen/"

    @pytest.fixture
    def house(self):
        agency = make_agency("UBND tỉnh", body=False)
        body = IssuingBody.objects.create(
            agency_id=agency.id,
            kind="ubnd",
            name="UBND tỉnh",
            name_line="UBND",
            symbol="UBND",
            collective="ỦY BAN NHÂN DÂN",
            head_title="CHỦ TỊCH",
        )
        unit = make_unit(agency)
        chair = make_actor(agency, Role.LEADER, title="Chủ tịch")
        chief = make_actor(agency, Role.UNIT_HEAD, unit=unit, title="Chánh Văn phòng")
        deputy = make_actor(agency, Role.UNIT_HEAD, unit=unit, title="Phó Chánh Văn phòng")
        department = make_agency("Sở Nội vụ", parent=Agency.objects.get(pk=agency.id))
        director = make_actor(department, Role.LEADER, title="Giám đốc")
        return agency, body, chair, chief, deputy, director

    def _values(self, house, **more):
        _agency, body, chair, chief, *_rest = house
        return {
            "body_id": body.pk,
            "form": "TL",
            "giver_post_id": chair.post_id,
            "taker_post_id": chief.post_id,
            "authority": "12/QĐ-UBND",
            "since": "01/01/2026",
            **more,
        }

    def test_a_power_is_given_passed_on_and_taken_back(self, client, house):
        _agency, _body, chair, chief, deputy, _director = house
        sign_in(client, chair)
        page = client.get(f"{self.URL}them/").text
        assert "Giám đốc · Sở Nội vụ" in page
        listed = client.post(f"{self.URL}them/", self._values(house), follow=True).text
        assert "TL. CHỦ TỊCH" in listed
        assert "Đang hiệu lực" in listed
        sign_in(client, chief)
        given = chief.post_id
        passing = reverse("people:delegation_pass", args=[_only_delegation().pk])
        assert "Giao lại cho cấp phó" in client.get(self.URL).text
        assert "TL. " in client.get(passing).text
        response = client.post(passing, {"taker_post_id": deputy.post_id, "since": "01/02/2026"}, follow=True)
        assert "KT. CHÁNH VĂN PHÒNG" in response.text
        sign_in(client, chair)
        tl = _only_delegation(taker_id=given)
        response = client.post(reverse("people:delegation_revoke", args=[tl.pk]), follow=True)
        assert "Đã thu hồi" in response.text
        assert "Quyền gốc đã hết" in response.text

    def test_a_refusal_names_the_rule_in_the_form(self, client, house):
        _agency, _body, chair, _chief, _deputy, director = house
        sign_in(client, chair)
        values = self._values(house, form="TUQ", taker_post_id=director.post_id, content="Nâng lương")
        response = client.post(f"{self.URL}them/", values)
        assert response.status_code == 422
        assert "Thừa ủy quyền phải giới hạn thời gian" in response.text

    def test_who_gives_nothing_gives_nothing(self, client, house):
        agency, _body, _chair, _chief, deputy, _director = house
        sign_in(client, deputy)
        assert client.get(self.URL).status_code == 200
        assert client.get(f"{self.URL}them/").status_code == 403
        assert client.get(reverse("people:delegation_pass", args=[999999])).status_code == 404
        officer = make_actor(agency)
        assert "Giao quyền ký</a>" not in sign_in(client, officer).get(self.URL).text

    def test_states_are_worded(self, client, house):
        _agency, _body, chair, *_rest = house
        sign_in(client, chair)
        client.post(f"{self.URL}them/", self._values(house, until="31/01/2026"))
        client.post(f"{self.URL}them/", self._values(house, since="01/01/2090"))
        page = client.get(self.URL).text
        assert "Hết hạn" in page
        assert "Chưa bắt đầu" in page

    def test_an_administrator_without_agency_has_no_such_list(self, client):
        client.force_login(PersonFactory(installation_admin=True))
        assert client.get(self.URL).status_code == 403
        assert client.get("/co-quan/").status_code == 200


def _only_delegation(**where):
    return Delegation.objects.get(**where)
