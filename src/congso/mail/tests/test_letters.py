"""Issued documents to e-mail addresses, through a real SMTP server."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from congso.audit.models import Entry
from congso.documents import api as documents
from congso.documents import testing_outgoing as made
from congso.documents.actions.change_recipients import mark_recipient, resend
from congso.documents.models import OutgoingDocument, Recipient
from congso.files import api as files
from congso.files.testing import text_pdf
from congso.flows import letters
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, NotFound
from congso.kernel.refs import SubjectRef
from congso.mail import api as mail
from congso.mail import compose
from congso.mail.actions.deliver import deliver, send_waiting
from congso.mail.events import LetterFailed
from congso.mail.models import Letter
from congso.mail.tests import servers
from congso.notices.models import Notice
from congso.people.testing import make_actor, make_agency

pytestmark = pytest.mark.django_db
PRESS = "toasoan@baomau.example.vn"


@pytest.fixture
def house() -> Iterator[made.House]:
    with clock.frozen(made.DAY):
        yield made.make_house("Sở Nội vụ", keys=False)


@pytest.fixture
def post(settings: Settings) -> Iterator[servers.Postbox]:
    with servers.smtp() as box:
        settings.CONGSO_SMTP_HOST, settings.CONGSO_SMTP_PORT = "127.0.0.1", box.port
        settings.CONGSO_SMTP_SECURITY, settings.CONGSO_SMTP_USER = "none", ""
        settings.CONGSO_MAIL_FROM = "vanthu@mau.example.vn"
        yield box


def issued(house: made.House, *addresses: str, **fields: Any) -> OutgoingDocument:
    """As after the seal: this area's tests look at what leaves, not at how it was signed."""
    system = Actor.system(house.agency.id)
    file = files.store(actor=system, name="15-BC.pdf", content=text_pdf("Báo cáo"), trusted=True)
    values: dict[str, Any] = {
        "state": "issued", "kind": "bao_cao", "symbol": "BC-SNV", "subject": "Biên chế", "number": 15, "file_id": file.id,
        "issued_date": made.DAY.date(), "check_token": f"t{house.agency.id}", **fields,
    }  # fmt: skip
    row = OutgoingDocument.objects.create(agency_id=house.agency.id, body_id=house.body.id, **values)
    files.use(file.id, SubjectRef("outgoing", row.pk), role="main")
    for address in addresses:
        Recipient.objects.create(outgoing=row, channel="email", name="Báo Mẫu", address=address)
    return row


def sent(house: made.House, row: OutgoingDocument) -> list[int]:
    ids = mail.post_letters(actor=Actor.system(house.agency.id), outgoing_id=row.pk)
    for letter_id in ids:
        deliver(letter_id=letter_id)
    return ids


def line(row: OutgoingDocument) -> tuple[str, str]:
    (found,) = (
        Recipient.objects.unscoped(reason="test").filter(outgoing=row).values_list("state", "state_note")
    )
    return found


def test_the_letter_carries_the_signed_file(house: made.House, post: servers.Postbox) -> None:
    row = issued(house, PRESS)
    assert len(sent(house, row)) == 1
    ((sender, to, message),) = post.taken
    assert (sender, to) == ("vanthu@mau.example.vn", [PRESS])
    assert message["Subject"] == "Báo cáo 15/BC-SNV: Biên chế"
    assert message["From"].addresses[0].display_name == house.agency.name
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("15-BC.pdf", files.read(row.file_id or 0))
    assert "Sở Nội vụ" in message.get_body().get_content()
    assert line(row) == ("sent", "")
    # The same fact told twice: no second letter.
    assert sent(house, row) == []
    assert len(post.taken) == 1


def test_a_reply_goes_to_the_agency(house: made.House, post: servers.Postbox) -> None:
    agency = make_agency("Sở Y tế", email="soyte@mau.example.vn")
    letter = Letter(agency_id=agency.id, address=PRESS, message_id="<a@b>", token="t", link_until=made.DAY)
    built = compose.message(
        letter, documents.issued_letter(actor=Actor.system(), outgoing_id=issued(house).pk)
    )
    assert built["Reply-To"].addresses[0].addr_spec == "soyte@mau.example.vn"


def test_large_files_travel_by_a_link(house: made.House, post: servers.Postbox, settings: Settings) -> None:
    settings.CONGSO_MAIL_ATTACH_LIMIT = 10
    row = issued(house, PRESS)
    sent(house, row)
    ((_sender, _to, message),) = post.taken
    letter = Letter.objects.unscoped(reason="test").get()
    assert list(message.iter_attachments()) == []
    assert compose.link(letter.token) in message.get_content()
    assert (letter.linked, line(row)[0]) == (True, "sent")
    client = Client()
    page = client.get(f"/thu/{letter.token}/")
    assert "15/BC-SNV" in page.content.decode()
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")
    file = client.get(f"/thu/{letter.token}/1/")
    assert b"".join(file.streaming_content) == files.read(row.file_id or 0)  # type: ignore[attr-defined]
    assert "attachment" in file["Content-Disposition"]
    assert Entry.objects.filter(verb="outgoing.letter_taken").count() == 1
    assert client.get(f"/thu/{letter.token}/2/").status_code == 404
    assert client.get("/thu/khong-co/").status_code == 404
    assert client.post(f"/thu/{letter.token}/").status_code == 405


@pytest.mark.parametrize("change", [{"state": "recalled"}, {"restricted": True}])
def test_a_link_ends_with_its_document(
    house: made.House, post: servers.Postbox, change: dict[str, Any]
) -> None:
    row = issued(house, PRESS)
    sent(house, row)
    OutgoingDocument.objects.unscoped(reason="test").filter(pk=row.pk).update(**change)
    for path in ("", "1/"):
        page = Client().get(f"/thu/{Letter.objects.unscoped(reason='test').get().token}/{path}")
        assert page.status_code == 404
        assert "không còn dùng được" in page.content.decode()


def test_a_link_ends_on_its_day(house: made.House, post: servers.Postbox) -> None:
    sent(house, issued(house, PRESS))
    with clock.frozen(made.DAY + timedelta(days=30, seconds=1)):
        assert Client().get(f"/thu/{Letter.objects.unscoped(reason='test').get().token}/").status_code == 404


def test_the_servers_refusal_is_shown_and_told(house: made.House, post: servers.Postbox) -> None:
    post.answers[PRESS] = "550 5.1.1 no such mailbox"
    row = issued(house, PRESS)
    (letter_id,) = sent(house, row)
    assert line(row) == ("failed", "Máy chủ thư từ chối: 550 5.1.1 no such mailbox")
    assert Letter.objects.unscoped(reason="test").get().state == "refused"
    letters.sender_told(LetterFailed(row.pk, house.agency.id))
    assert [one.person_id for one in Notice.objects.unscoped(reason="test").filter(kind="mail.failed")] == [
        house.clerk.person_id
    ]
    post.answers.clear()
    other = "phongvien@baomau.example.vn"
    name = Letter.objects.unscoped(reason="test").get().message_id
    mail.retry(actor=house.clerk, letter_id=letter_id, address=other)
    deliver(letter_id=letter_id)
    assert post.taken[0][1] == [other]
    assert post.taken[0][2]["Message-ID"] == name, "nothing left before under it"
    assert line(row)[0] == "sent"
    with pytest.raises(Conflict, match=r"mail\.no_letter"):
        mail.retry(actor=house.clerk, letter_id=letter_id)


def test_who_may_send_again(house: made.House, post: servers.Postbox) -> None:
    post.answers[PRESS] = "550 no"
    (letter_id,) = sent(house, issued(house, PRESS))
    elsewhere = make_actor(make_agency("Sở Y tế"), Role.CLERK)
    for actor in (elsewhere, house.officer, make_actor(house.agency, Role.ADMIN)):
        with pytest.raises(NotFound):
            mail.retry(actor=actor, letter_id=letter_id)
        with pytest.raises(NotFound):
            mail.give_up(actor=actor, letter_id=letter_id)
    with pytest.raises(NotFound):
        mail.retry(actor=house.clerk, letter_id=0)


def test_the_clerk_gives_a_letter_up(house: made.House, post: servers.Postbox) -> None:
    post.word = "451 4.3.0 try later"
    row = issued(house, PRESS)
    (letter_id,) = sent(house, row)
    mail.give_up(actor=house.clerk, letter_id=letter_id)
    assert line(row) == ("failed", "Văn thư thôi gửi thư")
    for act in (mail.give_up, mail.retry):
        with pytest.raises(Conflict):
            act(actor=house.clerk, letter_id=letter_id)
    with clock.frozen(made.DAY + timedelta(hours=1)):
        send_waiting()
        deliver(letter_id=letter_id)
    assert post.taken == []


def test_a_line_sent_again_wakes_its_letter(house: made.House, post: servers.Postbox) -> None:
    post.answers[PRESS] = "550 no"
    row = issued(house, PRESS)
    (letter_id,) = sent(house, row)
    first = Letter.objects.unscoped(reason="test").get()
    other = "phongvien@baomau.example.vn"
    again(house.clerk, row, address=other)
    assert sent(house, row) == [letter_id]
    assert post.taken[0][1] == [other]
    assert post.taken[0][2]["Message-ID"] == first.message_id
    again(house.clerk, row)  # it came back, the clerk says
    assert sent(house, row) == [letter_id]
    assert post.taken[1][2]["Message-ID"] != first.message_id
    assert line(row)[0] == "sent"


def again(actor: Actor, row: OutgoingDocument, address: str = "") -> None:
    (recipient,) = Recipient.objects.unscoped(reason="test").filter(outgoing=row)
    mark_recipient(actor=actor, outgoing_id=row.pk, recipient_id=recipient.pk, state="failed")
    resend(actor=actor, outgoing_id=row.pk, recipient_id=recipient.pk, address=address)


def test_who_may_send_a_line_again(house: made.House, post: servers.Postbox) -> None:
    row = issued(house, PRESS)
    sent(house, row)
    with pytest.raises(Conflict):
        again_only(house.clerk, row)  # it was sent
    with pytest.raises(NotFound):
        again_only(make_actor(make_agency("Sở Y tế"), Role.CLERK), row)
    with pytest.raises((Forbidden, NotFound)):
        again_only(house.officer, row)


def again_only(actor: Actor, row: OutgoingDocument) -> None:
    (recipient,) = Recipient.objects.unscoped(reason="test").filter(outgoing=row)
    resend(actor=actor, outgoing_id=row.pk, recipient_id=recipient.pk)


def test_a_busy_server_is_asked_again_and_given_up_in_the_end(
    house: made.House, post: servers.Postbox
) -> None:
    post.word = "451 4.3.0 try later"
    row = issued(house, PRESS)
    (letter_id,) = sent(house, row)
    assert line(row) == ("waiting", "Chưa gửi được, sẽ gửi lại: 451 4.3.0 try later")
    deliver(letter_id=letter_id)
    assert Letter.objects.unscoped(reason="test").get().tries == 1  # not before its time
    send_waiting()
    assert not ProcrastinateJob.objects.filter(task_name="mail.deliver", queueing_lock__isnull=False).exists()
    with clock.frozen(made.DAY + timedelta(minutes=2)):
        send_waiting()
        assert ProcrastinateJob.objects.filter(queueing_lock=f"letter {letter_id}").count() == 1
        post.word = "250 OK"
        first = Letter.objects.unscoped(reason="test").get().message_id
        deliver(letter_id=letter_id)
    assert post.taken[0][2]["Message-ID"] == first
    assert line(row)[0] == "sent"


def test_not_taken_within_three_days(house: made.House, post: servers.Postbox) -> None:
    post.word = "451 4.3.0 try later"
    row = issued(house, PRESS)
    (letter_id,) = sent(house, row)
    with clock.frozen(made.DAY + timedelta(hours=73)):
        deliver(letter_id=letter_id)
    assert line(row)[0] == "failed"
    assert Letter.objects.unscoped(reason="test").get().state == "dead"


def test_the_message_is_refused_for_good(house: made.House, post: servers.Postbox) -> None:
    post.word = "552 5.3.4 too large"
    row = issued(house, PRESS)
    sent(house, row)
    assert line(row) == ("failed", "Máy chủ thư từ chối: 552 5.3.4 too large")


def test_no_server_answers(house: made.House, settings: Settings) -> None:
    settings.CONGSO_SMTP_HOST, settings.CONGSO_SMTP_PORT, settings.CONGSO_SMTP_SECURITY = (
        "127.0.0.1",
        1,
        "tls",
    )
    row = issued(house, PRESS)
    sent(house, row)
    state, note = line(row)
    assert state == "waiting"
    assert "Connection" in note


def test_a_server_without_encryption_is_not_spoken_to(
    house: made.House, post: servers.Postbox, settings: Settings
) -> None:
    settings.CONGSO_SMTP_SECURITY = "starttls"
    row = issued(house, PRESS)
    sent(house, row)
    assert (line(row)[0], post.taken) == ("waiting", [])


@pytest.mark.parametrize(("password", "state"), [("mat-khau", "sent"), ("sai", "waiting")])
def test_it_signs_in(house: made.House, settings: Settings, password: str, state: str) -> None:
    with servers.smtp(login=True) as box:
        settings.CONGSO_SMTP_HOST, settings.CONGSO_SMTP_PORT = "127.0.0.1", box.port
        settings.CONGSO_SMTP_SECURITY, settings.CONGSO_SMTP_USER = "none", "congso"
        settings.CONGSO_SMTP_PASSWORD, settings.CONGSO_MAIL_FROM = password, "vanthu@mau.example.vn"
        row = issued(house, PRESS)
        sent(house, row)
    assert line(row)[0] == state


def test_internal_circulation_does_not_leave(house: made.House, post: servers.Postbox) -> None:
    row = issued(house, PRESS, restricted=True)
    assert sent(house, row) == []
    assert post.taken == []
    assert line(row) == (
        "failed", "Văn bản lưu hành nội bộ không gửi qua thư điện tử. Hãy gửi trong hệ thống hoặc bản giấy."
    )  # fmt: skip


def test_restricted_while_the_letter_waits(house: made.House, post: servers.Postbox) -> None:
    row = issued(house, PRESS)
    (letter_id,) = mail.post_letters(actor=Actor.system(house.agency.id), outgoing_id=row.pk)
    OutgoingDocument.objects.unscoped(reason="test").filter(pk=row.pk).update(restricted=True)
    deliver(letter_id=letter_id)
    assert (post.taken, line(row)[0]) == ([], "failed")


def test_without_a_server_or_a_signed_file_the_clerk_sends_by_hand(
    house: made.House, post: servers.Postbox, settings: Settings
) -> None:
    paper = issued(house, PRESS, on_paper=True)
    assert sent(house, paper) == []
    assert line(paper) == ("waiting", "")
    settings.CONGSO_SMTP_HOST = ""
    row = issued(house, PRESS, check_token="other")
    assert sent(house, row) == []
    assert line(row) == ("waiting", "")


def test_a_line_that_the_clerk_moved_gets_no_letter(house: made.House, post: servers.Postbox) -> None:
    row = issued(house, PRESS)
    (letter_id,) = mail.post_letters(actor=Actor.system(house.agency.id), outgoing_id=row.pk)
    Recipient.objects.unscoped(reason="test").filter(outgoing=row).update(state="06")
    deliver(letter_id=letter_id)
    assert (post.taken, Letter.objects.unscoped(reason="test").get().state, line(row)[0]) == (
        [],
        "dropped",
        "06",
    )


@pytest.mark.parametrize("address", ["khong phai dia chi", "a\r\nBcc: b@c.vn"])
def test_an_address_that_is_none(house: made.House, post: servers.Postbox, address: str) -> None:
    row = issued(house, address)
    sent(house, row)
    assert (post.taken, line(row)[0]) == ([], "failed")


def test_a_purged_file_cannot_leave(house: made.House, post: servers.Postbox) -> None:
    row = issued(house, PRESS)
    files.purge(actor=Actor.system(house.agency.id), file_id=row.file_id or 0, reason="test")
    sent(house, row)
    assert (post.taken, line(row)[0]) == ([], "failed")


def test_letters_of_a_document(house: made.House, post: servers.Postbox) -> None:
    row = issued(house, PRESS)
    sent(house, row)
    (found,) = mail.letters(actor=house.clerk, outgoing_id=row.pk).values()
    assert (found.address, found.state, found.tries) == (PRESS, "sent", 1)
    assert mail.letters(actor=make_actor(make_agency(), Role.CLERK), outgoing_id=row.pk) == {}
    assert len(mail.letters(actor=Actor.system(), outgoing_id=row.pk)) == 1
