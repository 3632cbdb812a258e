from typing import Any

import pytest
from django import forms
from django.test import Client

from congso.guard import api
from congso.guard.models import Incident, SecretStub
from congso.guard.testing import refuse
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.people.testing import sign_in

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def at_desk(client: Client, clerk: Actor) -> Client:
    return sign_in(client, clerk)


def test_refusal_says_what_where_and_what_now(at_desk: Client, clerk: Actor, admin: Actor) -> None:
    response = at_desk.get(f"/bao-ve/tu-choi/{refuse(clerk)}/")
    said = text(response)
    assert response.status_code == 200
    for words in (
        "trang 1 có dấu MẬT",
        "Ghi mẩu đăng ký thay cho tệp",
        "Luật Bảo vệ bí mật nhà nước",
        "Đọc nhầm",
        admin.name,
    ):
        assert words in said


def test_refusal_without_a_page(at_desk: Client, clerk: Actor) -> None:
    with pytest.raises(api.SecretMarking) as caught:
        api.check_fields(actor=clerk, values={"subject": "Mật"}, entrance="incoming")
    assert "Không nhận: có dấu MẬT" in text(at_desk.get(api.refusal_url(caught.value)))


def test_stated_secret(at_desk: Client, clerk: Actor) -> None:
    stub = api.stated_secret(actor=clerk, entrance="original", ending=".png")
    assert "bản giấy có dấu MẬT" in text(at_desk.get(f"/bao-ve/tu-choi/{stub.incident_id}/"))


def test_officer_is_sent_to_the_clerk(client: Client, officer: Actor) -> None:
    said = text(sign_in(client, officer).get(f"/bao-ve/tu-choi/{refuse(officer)}/"))
    assert "Đưa bản giấy cho văn thư" in said
    assert '<form method="post" action="/bao-ve/mau-dang-ky/ghi/' not in said


def test_clerk_writes_the_stub(at_desk: Client, clerk: Actor) -> None:
    incident = refuse(clerk)
    data = {
        "arrived_on": clock.today().strftime("%d/%m/%Y"),
        "level": "secret",
        "sender": "Công an tỉnh",
        "keeper_id": clerk.person_id,
    }
    response = at_desk.post(f"/bao-ve/mau-dang-ky/ghi/?lan={incident}", data)
    assert (response.status_code, response["Location"]) == (302, "/bao-ve/mau-dang-ky/")
    said = text(at_desk.get("/bao-ve/mau-dang-ky/"))
    assert "Công an tỉnh" in said
    assert clerk.name in said
    assert "Đã ghi mẩu đăng ký" in text(at_desk.get(f"/bao-ve/tu-choi/{incident}/"))


def test_stub_without_a_refusal(at_desk: Client, clerk: Actor) -> None:
    assert at_desk.get("/bao-ve/mau-dang-ky/ghi/").status_code == 200
    data = {"arrived_on": clock.today().strftime("%d/%m/%Y"), "level": "top"}
    assert at_desk.post("/bao-ve/mau-dang-ky/ghi/", data).status_code == 302
    assert SecretStub.objects.for_actor(clerk).get().keeper_id is None


@pytest.mark.parametrize("query", ["", "incident"])
def test_stub_with_a_mistake_comes_back_with_it(at_desk: Client, clerk: Actor, query: str) -> None:
    address = "/bao-ve/mau-dang-ky/ghi/" + (f"?lan={refuse(clerk)}" if query else "?lan=x")
    response = at_desk.post(address, {"level": "secret"})
    assert response.status_code == 422
    assert not SecretStub.objects.for_actor(clerk).exists()


def test_impossible_day_is_said_plainly(at_desk: Client) -> None:
    response = at_desk.post("/bao-ve/mau-dang-ky/ghi/", {"arrived_on": "01/01/2100", "level": "secret"})
    assert response.status_code == 422
    assert "Ngày không hợp lệ" in text(response)


def test_even_the_stub_is_watched(at_desk: Client, clerk: Actor) -> None:
    data = {
        "arrived_on": clock.today().strftime("%d/%m/%Y"),
        "level": "secret",
        "sender": "[TỐI MẬT] Đơn vị X",
    }
    assert at_desk.post("/bao-ve/mau-dang-ky/ghi/", data).status_code == 422
    assert Incident.objects.for_actor(clerk).get().entrance == "stub.sender"


def test_officer_writes_no_stub(client: Client, officer: Actor) -> None:
    assert sign_in(client, officer).post("/bao-ve/mau-dang-ky/ghi/", {}).status_code == 403


def test_contest_and_decision(at_desk: Client, clerk: Actor, admin: Actor) -> None:
    incident = refuse(clerk)
    at_desk.post(f"/bao-ve/tu-choi/{incident}/xin-xem-lai/")
    assert "Đã xin người phụ trách xem lại lúc" in text(at_desk.get(f"/bao-ve/tu-choi/{incident}/"))
    boss = sign_in(Client(), admin)
    assert clerk.name in text(boss.get("/bao-ve/xin-xem-lai/"))
    assert "Đọc nhầm, cho qua một lần" in text(boss.get(f"/bao-ve/tu-choi/{incident}/"))
    boss.post(f"/bao-ve/tu-choi/{incident}/quyet-dinh/", {"released": "1"})
    assert "Không có lần từ chối nào chờ" in text(boss.get("/bao-ve/xin-xem-lai/"))
    assert "Thêm lại đúng tệp này trong 24 giờ" in text(at_desk.get(f"/bao-ve/tu-choi/{incident}/"))


def test_decision_against(at_desk: Client, clerk: Actor, admin: Actor) -> None:
    incident = refuse(clerk)
    sign_in(Client(), admin).post(f"/bao-ve/tu-choi/{incident}/quyet-dinh/", {})
    assert "giữ nguyên từ chối" in text(at_desk.get(f"/bao-ve/tu-choi/{incident}/"))


def addresses(incident: int) -> list[tuple[str, str]]:
    return [
        ("get", f"/bao-ve/tu-choi/{incident}/"),
        ("post", f"/bao-ve/tu-choi/{incident}/xin-xem-lai/"),
        ("post", f"/bao-ve/tu-choi/{incident}/quyet-dinh/"),
        ("get", f"/bao-ve/mau-dang-ky/ghi/?lan={incident}"),
        ("post", f"/bao-ve/mau-dang-ky/ghi/?lan={incident}"),
    ]


def test_stranger_finds_nothing_at_any_address(client: Client, clerk: Actor, stranger: Actor) -> None:
    sign_in(client, stranger)
    for method, address in addresses(refuse(clerk)):
        assert getattr(client, method)(address).status_code == 404, address
    api.stated_secret(actor=clerk, entrance="original", ending="")
    assert "Chưa có mẩu đăng ký nào" in text(client.get("/bao-ve/mau-dang-ky/"))


def test_nobody_signed_in_is_sent_to_the_door(client: Client, clerk: Actor) -> None:
    pages = [*addresses(refuse(clerk)), ("get", "/bao-ve/mau-dang-ky/"), ("get", "/bao-ve/xin-xem-lai/")]
    for method, address in pages:
        assert getattr(client, method)(address).status_code == 302, address


def test_list_of_contests_is_the_administrators(at_desk: Client) -> None:
    assert at_desk.get("/bao-ve/xin-xem-lai/").status_code == 403


def test_wrong_method(at_desk: Client, clerk: Actor) -> None:
    incident = refuse(clerk)
    assert at_desk.get(f"/bao-ve/tu-choi/{incident}/xin-xem-lai/").status_code == 405
    assert at_desk.post(f"/bao-ve/tu-choi/{incident}/").status_code == 405


def test_form_of_another_app_asks_guard(clerk: Actor) -> None:
    class SubjectForm(api.GuardedForm):
        entrance = "incoming"
        subject = forms.CharField()

    clean = SubjectForm({"subject": "Về việc nghỉ lễ"}, actor=clerk)
    assert clean.is_valid()
    marked = SubjectForm({"subject": "MẬT"}, actor=clerk)
    assert not marked.is_valid()
    assert "dấu chỉ độ mật" in marked.errors["subject"][0]
    assert marked.refusal is not None
    assert marked.refusal.incident_id == Incident.objects.for_actor(clerk).get().pk


def test_administrator_of_the_installation_keeps_no_papers(clerk: Actor) -> None:
    from congso.guard.forms import StubForm

    nobody = Actor(kind=clerk.kind, name="Quản trị", person_id=clerk.person_id)
    assert StubForm(actor=nobody).fields["keeper_id"].choices == [("", "—")]
