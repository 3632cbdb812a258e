"""Screens: what a member sees and does, what a stranger is answered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congso.files.testing import text_pdf
from congso.groups.actions.mark_read import mark_read
from congso.groups.models import Ack, Group
from congso.groups.testing import group, make_group, placed, say
from congso.groups.tests.conftest import Cascade
from congso.kernel import once
from congso.kernel.actor import Actor, Role
from congso.people.testing import make_actor, make_agency, sign_in

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def head() -> Actor:
    return make_actor(make_agency(), Role.LEADER, name="Lương Mỹ Duyên")


@pytest.fixture
def page(client: Client, head: Actor) -> Client:
    return sign_in(client, head)


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_list_shows_what_is_new_and_what_is_owed(client: Client, cascade: Cascade) -> None:
    say(cascade.sender, cascade.top, "Chỉ đạo quan trọng", directive=True, must_ack=True)
    shown = text_of(sign_in(client, cascade.top_member).get("/nhom/"))
    assert "Chỉ đạo quan trọng" in shown
    assert "Cần xác nhận" in shown
    part = text_of(client.get("/nhom/", HTTP_HX_REQUEST="true"))
    assert "<html" not in part
    assert "Lãnh đạo tỉnh" in part
    assert "Chưa có nhóm nào được lưu trữ" in text_of(client.get("/nhom/?xem=luu-tru"))


def test_an_empty_list_says_what_to_do(page: Client) -> None:
    assert "Bạn chưa ở trong nhóm nào" in text_of(page.get("/nhom/"))


def test_opening_marks_as_read_and_an_older_page_does_not(page: Client, head: Actor) -> None:
    other = make_actor(make_agency(), Role.LEADER)
    room = make_group(head)
    for number in range(55):
        say(head, room, f"tin số {number}")
    assert (
        text_of(page.get(f"/nhom/{room}/")).count('class="msg') == 51
    )  # fifty, and the template for live ones
    older = text_of(page.get(f"/nhom/{room}/?truoc=6"))
    assert "tin số 4" in older
    assert "tin số 5<" not in older
    assert sign_in(Client(), other).get(f"/nhom/{room}/").status_code == 404


def test_the_page_asks_the_same_number_of_queries(page: Client, head: Actor) -> None:
    members = [make_actor_of(head) for _ in range(3)]
    room = make_group(head, *members)
    say(head, room)
    page.get(f"/nhom/{room}/")
    with CaptureQueriesContext(connection) as few:
        page.get(f"/nhom/{room}/")
    for one in members:
        for _ in range(5):
            say(one, room, "tin nữa")
        mark_read(actor=one, group_id=room, seq=5)
    with CaptureQueriesContext(connection) as many:
        page.get(f"/nhom/{room}/")
    assert len(many) == len(few)


def make_actor_of(head: Actor) -> Actor:
    class Its:
        id = head.agency_id or 0

    return make_actor(Its())


def test_send_by_script_and_by_form(page: Client, head: Actor) -> None:
    room = make_group(head)
    sent = page.post(f"/nhom/{room}/gui/", {"text": "Xin chào <b>", once.FIELD: "k"}, **JSON)
    assert sent.status_code == 200
    assert set(sent.json()) == {"placement", "key"}
    again = page.post(f"/nhom/{room}/gui/", {"text": "Xin chào <b>", once.FIELD: "k"}, **JSON)
    assert again.json()["placement"] == sent.json()["placement"]
    plain = page.post(f"/nhom/{room}/gui/", {"text": "Theo mẫu", "reply_to": str(sent.json()["placement"])})
    assert plain["Location"] == f"/nhom/{room}/"
    shown = text_of(page.get(f"/nhom/{room}/?tra-loi={sent.json()['placement']}"))
    assert "Xin chào &lt;b&gt;" in shown
    assert "Xin chào <b>" not in shown
    file = SimpleUploadedFile("mau.pdf", text_pdf("Kế hoạch"), "application/pdf")
    made = page.post(f"/nhom/{room}/gui/", {"files": file}, **JSON).json()["placement"]
    assert "mau.pdf" in text_of(page.get(f"/nhom/{room}/"))
    assert placed(made).post.files == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": ""}, "groups.nothing_said"),
        ({"text": "a" * 10_000}, "groups.too_long"),
        ({"text": "a", "ack_by": "32/13/2026"}, "groups.day_unreadable"),
        ({"text": "TỐI MẬT\nSố: 1/BC-SNV"}, "guard.secret_marking"),
    ],
)
def test_a_refusal_is_said_in_words(page: Client, head: Actor, given: dict[str, str], code: str) -> None:
    room = make_group(head)
    answer = page.post(f"/nhom/{room}/gui/", given, **JSON)
    assert answer.status_code == 422
    assert answer.json()["code"] == code
    assert group(room).last_seq == 0


def test_what_is_new_comes_as_a_part(page: Client, head: Actor) -> None:
    room = make_group(head)
    made = [say(head, room, f"tin {number}") for number in range(3)]
    part = text_of(page.get(f"/nhom/{room}/tin-moi/?sau=1"))
    assert "tin 1" in part
    assert "tin 0" not in part
    assert "<html" not in part
    assert "tin 0" in text_of(page.get(f"/nhom/{room}/tin-moi/?sau=abc"))
    assert "tin 2" in text_of(page.get(f"/nhom/tin/{made[2]}/", HTTP_X_REQUESTED_WITH="fetch"))
    assert page.get(f"/nhom/tin/{made[0]}/")["Location"] == f"/nhom/{room}/?truoc=2#t1"
    assert page.post(f"/nhom/{room}/da-doc/", {"seq": "2"}).json() == {"seq": 3}
    assert page.post(f"/nhom/{room}/da-doc/", {"seq": "x"}).json() == {"seq": 3}
    assert page.get(f"/nhom/{room}/luot-doc/?tin=1,2,x").json() == {"1": "0 / 0", "2": "0 / 0"}


def test_who_has_read_in_a_drawer_and_on_a_page(client: Client, cascade: Cascade) -> None:
    made = say(cascade.sender, cascade.top, "Xem nhé", must_ack=True)
    sign_in(client, cascade.sender)
    assert "Hà Bích Thảo" in text_of(client.get(f"/nhom/tin/{made}/nguoi-doc/"))
    drawer = text_of(client.get(f"/nhom/tin/{made}/nguoi-doc/", HTTP_HX_REQUEST="true"))
    assert drawer.lstrip().startswith("<dialog")


def test_sign_edit_delete_find(client: Client, cascade: Cascade) -> None:
    made = say(cascade.sender, cascade.top, "Kiểm tra tài khoản", must_ack=True)
    own = say(cascade.top_member, cascade.top, "Nhầm")
    sign_in(client, cascade.top_member)
    assert "Chờ bạn xác nhận" in text_of(client.get(f"/nhom/{cascade.top}/"))
    for _ in range(2):
        assert client.post(f"/nhom/tin/{made}/xac-nhan/").status_code == 302
    assert Ack.objects.for_actor(cascade.sender).count() == 1
    assert "Nhầm" in text_of(client.get(f"/nhom/tin/{own}/sua/"))
    assert client.post(f"/nhom/tin/{own}/sua/", {"text": "Đúng"})["Location"].endswith("#t2")
    assert "đã sửa" in text_of(client.get(f"/nhom/{cascade.top}/"))
    assert client.post(f"/nhom/tin/{made}/xoa/").status_code == 403
    assert client.post(f"/nhom/tin/{own}/xoa/").status_code == 302
    assert "đã xóa tin này" in text_of(client.get(f"/nhom/{cascade.top}/"))
    assert "Kiểm tra tài khoản" in text_of(client.get(f"/nhom/{cascade.top}/tim/?q=tai+khoan"))
    assert "Không có tin nào" in text_of(client.get(f"/nhom/{cascade.top}/tim/?q=khongco"))


def test_pass_on_tree_and_remind(client: Client, cascade: Cascade) -> None:
    made = say(cascade.sender, cascade.top, "Chỉ đạo", directive=True, must_ack=True)
    below = Client()
    sign_in(below, cascade.heads[1])
    shown = text_of(below.get(f"/nhom/{cascade.waiting}/"))
    assert "Chuyển xuống" in shown
    here = cascade.waiting
    placement = Group.objects.for_actor(cascade.heads[1]).get(pk=here).placements.get().pk
    sign_in(client, cascade.sender)
    stopped = text_of(client.get(f"/nhom/tin/{made}/cay/?xem=dung"))
    assert "dừng trước 1 nhóm" in stopped
    assert "Xã A" not in stopped
    assert "Xã A" in text_of(client.get(f"/nhom/tin/{made}/cay/?xem=thieu"))
    assert "Chỉ đạo" in text_of(below.get(f"/nhom/tin/{placement}/chuyen/"))
    sent = below.post(f"/nhom/tin/{placement}/chuyen/", {"line": "Báo trước 15:00"})
    assert sent["Location"] == f"/nhom/{here}/#t1"
    assert "Thêm dòng" in text_of(client.get(f"/nhom/tin/{made}/cay/"))
    assert client.post(f"/nhom/tin/{made}/nhac/").status_code == 302
    assert client.post(f"/nhom/tin/{made}/nhac/").status_code == 409
    assert below.get(f"/nhom/tin/{placement}/cay/").status_code == 403


def test_new_group_members_leave_and_archive(page: Client, head: Actor) -> None:
    other = make_actor_of(head)
    assert page.get("/nhom/lap/").status_code == 200
    refused = page.post("/nhom/lap/", {"name": "Nhóm", "kind": "social", "reach": "all"})
    assert refused.status_code == 422
    assert page.post("/nhom/lap/", {"name": ""}).status_code == 422
    made = page.post("/nhom/lap/", {"name": "Nhóm", "kind": "official", "reach": "own", "role": "leader"})
    room = Group.objects.for_actor(head).get().pk
    assert made["Location"] == f"/nhom/{room}/thanh-vien/"
    assert "Thêm vào nhóm" in text_of(page.get(f"/nhom/{room}/thanh-vien/"))
    added = page.post(f"/nhom/{room}/thanh-vien/", {"people": [str(other.person_id), "x"], "head": "1"})
    assert added.status_code == 302
    assert other.name in text_of(page.get(f"/nhom/{room}/thanh-vien/?co-quan=abc"))
    seen = text_of(sign_in(Client(), other).get("/nhom/lap/"))
    assert "Nhận chỉ đạo" not in seen
    assert page.post(f"/nhom/{room}/thanh-vien/bo/", {"person": "x"}).status_code == 404
    assert page.post(f"/nhom/{room}/thanh-vien/bo/", {"person": str(other.person_id)}).status_code == 302
    next_room = make_group(head, other)
    assert sign_in(Client(), other).post(f"/nhom/{next_room}/roi/").status_code == 302
    assert page.post(f"/nhom/{room}/luu-tru/").status_code == 302
    assert "Nhóm đã lưu trữ" in text_of(page.get(f"/nhom/{room}/"))
    assert "Thêm vào nhóm" not in text_of(page.get(f"/nhom/{room}/thanh-vien/"))


@pytest.mark.parametrize("path", ["", "tin-moi/", "luot-doc/", "tim/", "thanh-vien/"])
def test_a_stranger_reads_nothing_of_a_group(client: Client, cascade: Cascade, path: str) -> None:
    sign_in(client, make_actor(make_agency(), Role.LEADER))
    assert client.get(f"/nhom/{cascade.top}/{path}").status_code == 404
    assert sign_in(client, cascade.top_member).get(f"/nhom/{cascade.top}/{path}").status_code == 200


@pytest.mark.parametrize("path", ["", "nguoi-doc/", "sua/", "chuyen/", "cay/"])
def test_a_stranger_reads_nothing_of_a_message(client: Client, cascade: Cascade, path: str) -> None:
    made = say(cascade.sender, cascade.top, directive=True)
    sign_in(client, make_actor(make_agency(), Role.LEADER))
    assert client.get(f"/nhom/tin/{made}/{path}").status_code == 404
    assert sign_in(client, cascade.sender).get(f"/nhom/tin/{made}/{path}").status_code in {200, 302}


@pytest.mark.parametrize("path", ["gui/", "da-doc/", "thanh-vien/", "thanh-vien/bo/", "roi/", "luu-tru/"])
def test_a_stranger_does_nothing_in_a_group(client: Client, cascade: Cascade, path: str) -> None:
    sign_in(client, make_actor(make_agency(), Role.LEADER))
    given = {"text": "a", "people": "1", "person": "1"}
    assert client.post(f"/nhom/{cascade.top}/{path}", given).status_code == 404
