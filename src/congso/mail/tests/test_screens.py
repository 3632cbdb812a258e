"""The screens of those who look after the mail, and what they do not show."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from congso.documents import testing_outgoing as made
from congso.documents.models import Recipient
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.mail import letter_lists
from congso.mail.actions.deliver import deliver
from congso.mail.models import Letter, Mailbox, Received
from congso.mail.tests import servers
from congso.mail.tests.test_letters import PRESS, issued, sent
from congso.people.testing import make_actor, make_agency, sign_in

pytestmark = pytest.mark.django_db
SECRET = "mat-khau-that"


@pytest.fixture
def house() -> Iterator[made.House]:
    with clock.frozen(made.DAY):
        yield made.make_house("Sở Nội vụ", keys=False)


@pytest.fixture
def admin(house: made.House) -> Actor:
    return make_actor(house.agency, Role.ADMIN)


@pytest.fixture
def post(settings: Settings) -> Iterator[servers.Postbox]:
    with servers.smtp() as box:
        settings.CONGSO_SMTP_HOST, settings.CONGSO_SMTP_PORT = "127.0.0.1", box.port
        settings.CONGSO_SMTP_SECURITY, settings.CONGSO_SMTP_USER = "none", ""
        settings.CONGSO_MAIL_FROM = "vanthu@mau.example.vn"
        yield box


def url(name: str, *args: object) -> str:
    return reverse(f"mail:{name}", args=args)


def text(client: Client, name: str, query: str = "", *args: object) -> str:
    return client.get(url(name, *args) + query).content.decode()


def boxes() -> Any:
    return Mailbox.objects.unscoped(reason="test")


def fields(port: int, **more: Any) -> dict[str, Any]:
    return {
        "address": "snv@mau.example.vn", "host": "127.0.0.1", "port": port, "security": "none", "username": "",
        "password": SECRET, "folder": "INBOX", **more,
    }  # fmt: skip


def test_a_mailbox_is_opened_tried_changed_and_shut(admin: Actor, client: Client) -> None:
    sign_in(client, admin)
    assert "Chưa có hộp thư nào" in text(client, "mailboxes")
    assert 'value="993"' in text(client, "mailbox_add")
    wrong = client.post(url("mailbox_add"), fields(143, host="imap.example.vn"))
    assert (wrong.status_code, "tls hoặc starttls" in wrong.content.decode()) == (422, True)
    with servers.imap() as server:
        assert client.post(url("mailbox_add"), fields(server.port)).status_code == 302
        box = boxes().get()
        assert box.username == "snv@mau.example.vn"
        assert "Chưa đọc lần nào" in text(client, "mailboxes")
        page = client.post(url("mailbox_try", box.pk), follow=True).content.decode()
        assert "không nhận tài khoản hoặc mật khẩu" in page
        assert "Có trục trặc" in page
        again = fields(server.port, password="mat-khau", username="snv")
        assert client.post(url("mailbox_change", box.pk), again).status_code == 302
        assert "Thư mục có 0 thư" in client.post(url("mailbox_try", box.pk), follow=True).content.decode()
    assert client.post(url("mailbox_add"), fields(1, password="x")).status_code == 422, "twice the same"
    client.post(url("mailbox_switch", box.pk), {"open": "0"})
    assert "Đang tắt" in text(client, "mailboxes")
    client.post(url("mailbox_switch", box.pk), {"open": "1"})
    assert boxes().get().active


def test_no_screen_shows_a_secret(admin: Actor, client: Client) -> None:
    sign_in(client, admin)
    client.post(url("mailbox_add"), fields(1))
    box = boxes().get()
    refused = client.post(url("mailbox_change", box.pk), fields(1, host="")).content.decode()
    pages = text(client, "mailboxes") + text(client, "mailbox_change", "", box.pk) + refused
    assert SECRET not in pages
    assert "Đã cất, không hiện lại" in pages
    assert SECRET.encode() not in bytes(box.password)
    kept = bytes(box.password)
    client.post(url("mailbox_change", box.pk), fields(1, password="", username="snv@mau.example.vn"))
    assert bytes(boxes().get().password) == kept


def test_who_may_not_look_after_mailboxes(house: made.House, admin: Actor, client: Client) -> None:
    sign_in(client, admin)
    client.post(url("mailbox_add"), fields(1))
    box = boxes().get()
    posts = [url(name, box.pk) for name in ("mailbox_change", "mailbox_switch", "mailbox_try")]
    other = make_actor(make_agency("Sở Y tế"), Role.ADMIN, Role.CLERK)
    for actor, status in ((house.clerk, 403), (house.leader, 403), (other, 404)):
        sign_in(client, actor)
        for address in posts:
            answer = client.post(address, fields(1)).status_code
            assert answer == status or (actor is house.leader and answer in (403, 404)), (actor, address)
    sign_in(client, house.clerk)
    page = text(client, "mailboxes")
    assert "snv@mau.example.vn" in page
    assert "Sửa hộp thư" not in page
    sign_in(client, house.leader)
    for name in ("mailboxes", "left", "letters"):
        assert client.get(url(name)).status_code == 403
    sign_in(client, other)
    assert "snv@mau" not in text(client, "mailboxes")
    assert boxes().get().active


def failed(house: made.House, post: servers.Postbox) -> Letter:
    post.answers[PRESS] = "550 5.1.1 no such mailbox"
    sent(house, issued(house, PRESS))
    return Letter.objects.unscoped(reason="test").get()


def test_letters_that_failed_are_sent_again_or_given_up(
    house: made.House, post: servers.Postbox, client: Client
) -> None:
    row = failed(house, post)
    sign_in(client, house.clerk)
    page = text(client, "letters", "?nhom=hong")
    for words in ("Báo Mẫu", PRESS, "15/BC-SNV Biên chế", "Bị từ chối", "550 5.1.1 no such mailbox"):
        assert words in page
    assert "Không có thư nào chờ xử lý" not in page
    wrong = client.post(url("letter_again", row.pk), {"address": "khong phai"}, follow=True)
    assert "Địa chỉ thư không đúng" in wrong.content.decode()
    other = {"address": "phongvien@baomau.example.vn", "nhom": "hong"}
    answer = client.post(url("letter_again", row.pk), other, follow=True)
    assert answer.redirect_chain[0][0].endswith("?nhom=hong")
    assert "Không có thư nào chờ xử lý" in answer.content.decode()
    assert "Chờ gửi" in text(client, "letters", "?nhom=cho")
    deliver(letter_id=row.pk)
    assert post.taken[0][1] == ["phongvien@baomau.example.vn"]
    assert client.post(url("letter_stop", row.pk)).status_code == 409


def test_a_letter_is_given_up(house: made.House, post: servers.Postbox, client: Client) -> None:
    row = failed(house, post)
    sign_in(client, house.clerk)
    client.post(url("letter_stop", row.pk), {"nhom": "khong-co"})
    page = text(client, "letters")
    assert "Thôi gửi" in page
    assert letter_lists.failed_count(house.clerk) == 0


def test_letters_are_the_clerks_alone(
    house: made.House, admin: Actor, post: servers.Postbox, client: Client
) -> None:
    row = failed(house, post)
    other = make_actor(make_agency("Sở Y tế"), Role.CLERK)
    for actor, status in ((admin, 403), (house.officer, 403), (other, 200)):
        sign_in(client, actor)
        page = client.get(url("letters"))
        assert (page.status_code, PRESS in page.content.decode()) == (status, False)
        for name in ("letter_again", "letter_stop"):
            assert client.post(url(name, row.pk), {"address": PRESS}).status_code == 404
    row.refresh_from_db(from_queryset=Letter.objects.unscoped(reason="test"))
    assert row.state == "refused"


def test_a_line_taken_off_leaves_its_letter_readable(
    house: made.House, post: servers.Postbox, client: Client
) -> None:
    failed(house, post)
    Recipient.objects.unscoped(reason="test").delete()
    sign_in(client, house.clerk)
    assert "Nơi nhận đã bỏ khỏi văn bản" in text(client, "letters")


def test_many_letters_go_page_by_page(
    house: made.House, post: servers.Postbox, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_lists, "ROWS", 2)
    row = issued(house, *(f"a{n}@b.vn" for n in range(5)))
    sent(house, row)
    first = letter_lists.letter_page(house.clerk, house.agency.id, "")
    second = letter_lists.letter_page(house.clerk, house.agency.id, "", older=first.older)
    third = letter_lists.letter_page(house.clerk, house.agency.id, "", older=second.older)
    back = letter_lists.letter_page(house.clerk, house.agency.id, "", newer=third.newer)
    assert [[one.address[:2] for one in page.rows] for page in (first, second, third)] == [
        ["a4", "a3"], ["a2", "a1"], ["a0"],
    ]  # fmt: skip
    assert [one.id for one in back.rows] == [one.id for one in second.rows]
    assert (first.newer, third.older) == ("", "")
    assert letter_lists.letter_page(house.clerk, house.agency.id, "", older="x").rows == first.rows


def test_the_screens_ask_a_fixed_number_of_queries(
    house: made.House, post: servers.Postbox, django_assert_max_num_queries: Any
) -> None:
    row = issued(house, *(f"a{n}@b.vn" for n in range(5)))
    sent(house, row)
    with django_assert_max_num_queries(2):
        letter_lists.letter_page(house.clerk, house.agency.id, "")


def test_messages_that_stayed_on_the_server(house: made.House, admin: Actor, client: Client) -> None:
    sign_in(client, admin)
    assert "Không có thư nào bị bỏ lại" in text(client, "left")
    client.post(url("mailbox_add"), fields(1))
    box = boxes().get()
    for state, sender in (("oversize", "Sở Y tế <a@b.vn>"), ("marked", "")):
        Received.objects.create(
            mailbox=box, key=state, sender=sender, state=state, uid=1, size=9, at=made.DAY
        )
    page = text(client, "left")
    for words in ("Sở Y tế &lt;a@b.vn&gt;", "Quá lớn", "Có dấu mật", "Không ghi lại"):
        assert words in page


def test_the_page_of_the_document_offers_another_letter(
    house: made.House, post: servers.Postbox, client: Client, settings: Settings
) -> None:
    row = failed(house, post)
    (recipient,) = Recipient.objects.unscoped(reason="test")
    address = reverse("documents:recipient_resend", args=[row.outgoing_id, recipient.pk])
    page = reverse("documents:outgoing_document", args=[row.outgoing_id])
    for actor, shown in ((house.clerk, True), (house.leader, False)):
        sign_in(client, actor)
        assert (address in client.get(page).content.decode()) is shown
    assert client.post(address, {"address": "b@c.vn"}).status_code == 403
    sign_in(client, house.clerk)
    client.post(address, {"address": "b@c.vn"})
    recipient.refresh_from_db(from_queryset=Recipient.objects.unscoped(reason="test"))
    assert (recipient.state, recipient.address) == ("waiting", "b@c.vn")
    settings.CONGSO_SMTP_HOST = ""
    Recipient.objects.unscoped(reason="test").update(state="failed")
    assert address not in client.get(page).content.decode(), "nothing would send it"
    assert "Chưa đặt máy chủ gửi thư" in text(client, "letters")
