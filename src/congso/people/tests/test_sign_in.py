"""Sign-in through django-allauth, as it stands here."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from congso.audit import api as audit
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Forbidden
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.people.actions.persons import create_person, set_password
from congso.people.inputs import PersonData
from congso.people.models import Person
from congso.people.testing import PASSWORD, make_actor, make_agency, sign_in

pytestmark = pytest.mark.django_db
LOGIN = "/dang-nhap/"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def actor():
    made = make_actor(make_agency(), Role.OFFICER, name="Đỗ Thu Nga")
    person = Person.objects.get(pk=made.person_id)
    person.username, person.email = "ngadt.snv", "nga@mau.example"
    person.set_password(PASSWORD)
    person.save()
    return made


@pytest.fixture
def person(actor):
    return Person.objects.get(pk=actor.person_id)


def _code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def _post(client, login="ngadt.snv", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": login, "password": password, **more})


def _confirm(client):
    """Give the password once more, as the second layer wants it."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/tai-khoan/"})


def test_the_page_has_no_inline_script_and_offers_no_sign_up(client):
    response = client.get(LOGIN)
    assert response.status_code == 200
    assert "<script>" not in response.text
    assert " style=" not in response.text
    assert "/dang-ky" not in response.text
    assert 'data-passkey="sign-in"' in response.text


@pytest.mark.parametrize("login", ["ngadt.snv", "nga@mau.example"])
def test_password_opens_and_is_journalled(client, actor, login):
    response = _post(client, login, next="/tai-khoan/")
    assert response.url == "/tai-khoan/"
    page = client.get("/tai-khoan/")
    assert "Đỗ Thu Nga" in page.text
    assert [line.verb for line in audit.trail([SubjectRef("person", actor.person_id)])] == [
        "person.signed_in"
    ]


def test_an_outside_address_is_not_followed(client, actor):
    assert _post(client, next="https://evil.test/").url == "/"


@pytest.mark.parametrize(
    ("login", "password"), [("ngadt.snv", "sai"), ("khong.co", PASSWORD), ("x@y.example", "z")]
)
def test_every_wrong_sign_in_reads_the_same(client, actor, login, password):
    response = _post(client, login, password)
    assert "Tên hoặc mật khẩu chưa đúng." in response.text
    assert not UserSession.objects.exists()


def test_a_closed_account_does_not_open(client, actor, person):
    Person.objects.update(is_active=False)
    response = _post(client)
    assert client.get("/tai-khoan/").status_code == 302
    assert response.status_code in (200, 302)


def test_too_many_wrong_passwords_wait(client, actor):
    for _ in range(5):
        _post(client, password="sai")
    response = _post(client)
    assert "Đã thử sai nhiều lần" in response.text
    assert client.get("/tai-khoan/").status_code == 302


def test_nobody_signs_up(client):
    response = client.get(reverse("account_signup"))
    assert "Tài khoản do quản trị của cơ quan lập" in response.text
    client.post(reverse("account_signup"), {"username": "moi", "password1": PASSWORD})
    assert not Person.objects.exists()


def test_sign_out(client, actor):
    sign_in(client, actor)
    assert "Đăng xuất khỏi máy này" in client.get("/dang-xuat/").text
    assert client.post("/dang-xuat/").url == LOGIN
    assert client.get("/tai-khoan/").status_code == 302


def test_password_change_ends_other_sessions(actor, person):
    here, there = Client(), Client()
    _post(here)
    _post(there)
    url = reverse("account_change_password")
    assert "Mật khẩu hiện tại" in here.get(url).text
    values = {"oldpassword": PASSWORD, "password1": "mot-mat-khau-khac-9", "password2": "mot-mat-khau-khac-9"}
    wrong = here.post(url, values | {"oldpassword": "sai"})
    assert "Nhập mật khẩu hiện tại." in wrong.text
    assert here.post(url, values).url == "/tai-khoan/"
    assert here.get("/tai-khoan/").status_code == 200
    assert there.get("/tai-khoan/").status_code == 302
    assert audit.trail([SubjectRef("person", person.pk)])[-1].verb == "person.password_changed"


def test_a_password_set_by_an_administrator_is_changed_at_the_next_sign_in(client, actor, person):
    admin = make_actor(people.agency(actor.agency_id), Role.ADMIN)
    set_password(actor=admin, person_id=person.pk, password="quan-tri-dat-2026")
    assert _post(client, password="quan-tri-dat-2026").url == "/"
    change = reverse("account_change_password")
    for address in ("/", "/tai-khoan/", reverse("people:tree")):
        assert client.get(address).url == change
    assert client.get("/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == change
    assert client.get("/api/v1/tai-khoan").status_code in (401, 404)
    assert "do quản trị đặt" in client.get(change).text
    values = {"oldpassword": "quan-tri-dat-2026"}
    same = client.post(change, values | dict.fromkeys(("password1", "password2"), "quan-tri-dat-2026"))
    assert "phải khác mật khẩu hiện tại" in same.text
    assert client.get("/tai-khoan/").url == change
    own = dict.fromkeys(("password1", "password2"), "cua-rieng-toi-9x")
    assert client.post(change, values | own).url == "/"
    assert client.get("/tai-khoan/").status_code == 200
    assert "do quản trị đặt" not in client.get(change).text
    person.refresh_from_db()
    assert not person.must_change_password


def test_who_must_change_a_password(actor, person):
    admin = make_actor(people.agency(actor.agency_id), Role.ADMIN)
    data = PersonData("moi.snv", "Người Mới")
    made = create_person(actor=admin, data=data, password="quan-tri-dat-2026")
    assert Person.objects.get(pk=made).must_change_password
    unset = create_person(actor=admin, data=PersonData("chua.snv", "Chưa Đặt"))
    assert not Person.objects.get(pk=unset).must_change_password
    by_system = create_person(
        actor=Actor.system(), data=PersonData("may.snv", "Do Máy"), password="may-tu-dat-2026"
    )
    assert not Person.objects.get(pk=by_system).must_change_password
    set_password(actor=admin, person_id=admin.person_id, password="cua-rieng-toi-9x")
    assert not Person.objects.get(pk=admin.person_id).must_change_password
    with pytest.raises(Forbidden):
        set_password(actor=actor, person_id=admin.person_id, password="cua-rieng-toi-9x")
    elsewhere = make_actor(make_agency("Sở Y tế"), Role.ADMIN)
    with pytest.raises(Forbidden):
        set_password(actor=elsewhere, person_id=person.pk, password="cua-rieng-toi-9x")


def test_the_language_of_the_account_follows_to_a_new_browser(client, actor):
    Person.objects.update(language="en")
    _post(client)
    assert client.cookies["django_language"].value == "en"


def test_totp_is_switched_on_and_asked_for(
    client, actor, person, monkeypatch, django_capture_on_commit_callbacks
):
    _post(client)
    _confirm(client)
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.generate_totp_secret", lambda *_args: SECRET)
    url = reverse("mfa_activate_totp")
    page = client.get(url)
    assert SECRET in page.text
    assert "Mã chưa đúng" in client.post(url, {"code": "000000"}).text
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url, {"code": _code()}, follow=True)
    assert "Mã dự phòng" in response.text
    assert "Đang bật" in client.get(reverse("mfa_index")).text
    assert "person.totp_activated" in {line.verb for line in audit.trail([SubjectRef("person", person.pk)])}
    cache.clear()
    other = Client()
    assert _post(other).url == reverse("mfa_authenticate")
    assert "Xác thực lớp thứ hai" in other.get(reverse("mfa_authenticate")).text
    assert other.get("/tai-khoan/").status_code == 302
    assert "Mã chưa đúng" in other.post(reverse("mfa_authenticate"), {"code": "000000"}).text
    assert other.post(reverse("mfa_authenticate"), {"code": _code()}).url == "/"
    assert other.get("/tai-khoan/").status_code == 200


def test_a_recovery_code_works_once(client, actor, person):
    TOTP.activate(person, SECRET)
    codes = RecoveryCodes.activate(person).get_unused_codes()
    _post(client)
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).url == "/"
    _confirm(client)
    listed = client.get(reverse("mfa_view_recovery_codes"))
    assert codes[1] in listed.text
    assert codes[0] not in listed.text
    assert codes[1] in client.get(reverse("mfa_download_recovery_codes")).text
    again = Client()
    cache.clear()
    _post(again)
    assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 200


def test_new_recovery_codes_and_totp_off_ask_first(client, actor, person):
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    _post(client)
    client.post(reverse("mfa_authenticate"), {"code": _code()})
    _confirm(client)
    assert "hết hiệu lực ngay" in client.get(reverse("mfa_generate_recovery_codes")).text
    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    assert "Sau khi tắt" in client.get(reverse("mfa_deactivate_totp")).text
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(type="totp").exists()


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_changes_of_the_second_layer_need_a_fresh_sign_in(client, actor, name):
    sign_in(client, actor)  # without a password given just now
    response = client.get(reverse(name), follow=True)
    assert "Xác nhận là bạn" in response.text
    wrong = client.post(reverse("account_reauthenticate"), {"password": "sai"})
    assert "Mật khẩu chưa đúng" in wrong.text
    after = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse(name)})
    assert after.url == reverse(name)


def test_passkey_pages_carry_their_options_in_attributes(client, actor):
    _post(client)
    _confirm(client)
    page = client.get(reverse("mfa_add_webauthn")).text
    assert 'data-passkey="add"' in page
    assert "creation_options" in page
    assert "<script>" not in page
    assert "Chưa có khóa nào" in client.get(reverse("mfa_list_webauthn")).text
    options = Client().get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
    assert "challenge" in options["request_options"]["publicKey"]


def test_a_forged_passkey_is_refused(client, actor):
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    response = client.post(reverse("mfa_login_webauthn"), {"credential": "{}"})
    assert response.url == LOGIN
    assert client.get("/tai-khoan/").status_code == 302


def test_passkeys_are_listed_renamed_and_removed_by_their_owner_alone(client, actor, person):
    key = Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "Điện thoại", "passwordless": True}
    )
    stranger = make_actor(make_agency("Sở Y tế"))
    sign_in(client, actor)
    _confirm(client)
    assert "Điện thoại" in client.get(reverse("mfa_list_webauthn")).text
    client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Máy cơ quan"})
    assert "Máy cơ quan" in client.get(reverse("mfa_list_webauthn")).text
    assert "Bỏ khóa" in client.get(reverse("mfa_remove_webauthn", args=[key.pk])).text
    other = Client()
    owner = Person.objects.get(pk=stranger.person_id)
    owner.set_password(PASSWORD)
    owner.save()
    sign_in(other, stranger)
    _confirm(other)
    assert other.get(reverse("mfa_edit_webauthn", args=[key.pk])).status_code == 404
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.exists()


def test_the_session_list_and_sign_out_elsewhere(actor):
    here, there = (
        Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537"}),
        Client(headers={"User-Agent": "Điện thoại"}),
    )
    _post(here)
    _post(there)
    page = here.get(reverse("usersessions_list")).text
    assert "Chrome · Windows" in page
    assert "Điện thoại" in page
    assert page.count("phiên này") == 1
    here.post(reverse("usersessions_list"))
    assert there.get("/tai-khoan/").status_code == 302
    assert here.get("/tai-khoan/").status_code == 200


def test_sign_out_everywhere(actor):
    here, there = Client(), Client()
    _post(here)
    _post(there)
    assert here.post(reverse("people:sign_out_everywhere")).url == LOGIN
    assert here.get("/tai-khoan/").status_code == 302
    assert there.get("/tai-khoan/").status_code == 302
    line = audit.trail([SubjectRef("person", actor.person_id)])[-1]
    assert (line.verb, line.data) == ("person.signed_out_everywhere", {"sessions": 2})


def test_use_of_a_session_is_noted_once_a_minute(client, actor):
    _post(client)
    client.get("/tai-khoan/")
    seen = UserSession.objects.get().last_seen_at
    client.get("/tai-khoan/")
    assert UserSession.objects.get().last_seen_at == seen


def test_other_pages_of_the_entrance(client):
    assert "Tài khoản đã ngừng" in client.get(reverse("account_inactive")).text
    assert client.get(reverse("mfa_authenticate")).url == LOGIN
