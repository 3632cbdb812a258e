"""The page of keys: where somebody's key is, chosen by them or by their administrator."""

from typing import Any

import pytest
from django.urls import reverse

from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.people.testing import make_actor, make_agency, sign_in
from congso.signing import api as signing
from congso.signing import places, samples, views_keys
from congso.signing.adapters import errors
from congso.signing.adapters.csc.simulator import CREDENTIAL, USER
from congso.signing.adapters.pkcs11 import Found
from congso.signing.models import Certificate
from congso.signing.pades.errors import SignatureRefused
from congso.signing.testing import give_key_to_person, give_remote_key

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(samples.MOMENT):
        yield


@pytest.fixture
def actor() -> Actor:
    return make_actor(make_agency("Sở Nội vụ"), Role.LEADER)


def page(client: Any, query: str = "") -> str:
    answer = client.get(reverse("signing:keys") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def add(client: Any, name: str, person_id: int, **fields: str) -> Any:
    return client.post(reverse(f"signing:{name}", args=[person_id]), fields)


@pytest.fixture
def _token(monkeypatch, settings):
    found = Found("SN1", "Token của Bình", "01", samples.person().certificate)
    settings.CONGSO_PKCS11_LIBRARIES = ["thu=/none.so"]
    monkeypatch.setattr(views_keys, "certificates_on", lambda _path: [found])
    monkeypatch.setattr(views_keys, "chain_on", lambda _path, _certificate: samples.person().chain)


@pytest.mark.usefixtures("_token")
def test_a_key_on_a_token_is_found_added_and_used(client, actor):
    sign_in(client, actor)
    assert "Trần Thị Bình" in page(client, "?token=thu")
    assert add(client, "add_token", actor.person_id, found="thu|SN1|01").status_code == 302
    assert signing.kind_of(actor.person_id) == signing.TOKEN
    assert "Đang dùng" in page(client)
    again = add(client, "add_token", actor.person_id, found="thu|SN1|01")
    assert again.status_code == 409
    assert "đã có trong hệ thống" in again.content.decode()
    kept = Certificate.objects.unscoped(reason="test").get()
    assert places.token_of(kept).library == "/none.so"
    assert len(kept.chain) == len(samples.person().chain)


@pytest.mark.usefixtures("_token")
def test_only_what_lies_on_a_token_is_taken(client, actor):
    sign_in(client, actor)
    assert add(client, "add_token", actor.person_id, found="thu|SN1|99").status_code == 404
    assert add(client, "add_token", actor.person_id).status_code == 404
    assert add(client, "add_token", actor.person_id, found="/tmp/mine.so|SN1|01").status_code == 422
    assert signing.kind_of(actor.person_id) == ""


def test_a_token_that_is_silent_and_a_library_that_is_not_there(client, actor, monkeypatch, settings):
    settings.CONGSO_PKCS11_LIBRARIES = ["thu=/none.so"]

    def silent(_path: str) -> None:
        raise SignatureRefused(errors.TOKEN_FAILED)

    monkeypatch.setattr(views_keys, "certificates_on", silent)
    sign_in(client, actor)
    assert "Token báo lỗi" in page(client, "?token=thu")
    assert "chưa được cài" in page(client, "?token=khac")


def test_a_key_at_a_service_is_found_added_and_used(client, actor, monkeypatch):
    other = make_actor(make_agency("Sở Tài chính"))
    give_remote_key(other.person_id, monkeypatch)  # the service has one credential, and it is taken
    Certificate.objects.unscoped(reason="test").all().delete()
    sign_in(client, actor)
    assert f"person {other.person_id}" in page(client, f"?service=thu&user={USER}")
    assert "không có chứng thư nào" in page(client, "?service=thu&user=ai")
    given = {"service": "thu", "user": USER}
    assert add(client, "add_remote", actor.person_id, **given, credential="khac").status_code == 404
    assert add(client, "add_remote", actor.person_id, service="khac").status_code == 404
    assert add(client, "add_remote", actor.person_id, **given, credential=CREDENTIAL).status_code == 302
    assert signing.kind_of(actor.person_id) == signing.REMOTE


def test_a_service_that_does_not_answer(client, actor, monkeypatch):
    give_remote_key(actor.person_id, monkeypatch)

    def silent(_name: str) -> None:
        raise SignatureRefused(errors.REMOTE_SILENT)

    monkeypatch.setattr(places, "remote", silent)
    sign_in(client, actor)
    assert "không trả lời" in page(client, f"?service=thu&user={USER}")


def test_one_goes_back_to_another_key_and_software_is_marked(client, actor, monkeypatch):
    software = give_key_to_person(actor.person_id)
    sign_in(client, actor)
    assert "Chỉ để dùng thử" in page(client)
    give_remote_key(actor.person_id, monkeypatch)
    with clock.frozen(samples.MOMENT.replace(hour=12)):
        assert client.post(reverse("signing:use", args=[actor.person_id, software])).status_code == 302
        assert signing.kind_of(actor.person_id) == signing.SOFTWARE


def test_the_administrator_chooses_for_their_people_and_nobody_else_does(client, actor):
    software = give_key_to_person(actor.person_id)
    theirs = reverse("signing:keys_of", args=[actor.person_id])
    use = reverse("signing:use", args=[actor.person_id, software])
    admin = make_actor(make_agency("Sở Tài chính"), Role.ADMIN)
    for who in (admin, make_actor(make_agency("Sở Y tế"))):
        sign_in(client, who)
        assert client.get(theirs).status_code == 403
        assert client.post(use).status_code == 403
        assert add(client, "add_token", actor.person_id, found="thu|SN1|01").status_code == 403
        assert add(client, "add_remote", actor.person_id).status_code == 403


def test_the_administrator_of_the_same_agency(client):
    agency = make_agency("Sở Nội vụ")
    leader = make_actor(agency, Role.LEADER, name="Vũ Đình Khoát")
    software = give_key_to_person(leader.person_id)
    sign_in(client, make_actor(agency, Role.ADMIN))
    shown = client.get(reverse("signing:keys_of", args=[leader.person_id])).content.decode()
    assert "Khóa ký của Vũ Đình Khoát" in shown
    answer = client.post(reverse("signing:use", args=[leader.person_id, software]))
    assert answer.url == reverse("signing:keys_of", args=[leader.person_id])


@pytest.mark.parametrize("content", ["", "{", "[{}]", '"x"'])
def test_a_file_of_services_that_cannot_be_read(tmp_path, settings, content):
    settings.CONGSO_REMOTE_SIGNING = str(tmp_path / "services.json")
    assert places.services() == ()
    (tmp_path / "services.json").write_text(content)
    assert places.services() == ()


def test_the_file_of_services(tmp_path, settings):
    settings.CONGSO_REMOTE_SIGNING = str(tmp_path / "services.json")
    (tmp_path / "services.json").write_text('[{"name": "a", "url": "https://a/csc/v1", "secret": "bí mật"}]')
    found = places.remote("a").service
    assert (found.title, found.version, found.seconds) == ("a", 1, 120)
    assert "bí mật" not in repr(found)
    with pytest.raises(SignatureRefused) as caught:
        places.remote("b")
    assert caught.value.code == errors.REMOTE_UNKNOWN
