"""Letters to an agency's address, through a real IMAP conversation."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from congso.documents.models import IncomingDocument
from congso.documents.testing_incoming import Office, make_office
from congso.files import api as files
from congso.files.models import File
from congso.files.testing import text_pdf
from congso.flows import letters
from congso.guard import api as guard
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import run_pending
from congso.mail import api as mail
from congso.mail import inbound
from congso.mail.actions import collect as collecting
from congso.mail.actions.collect import collect, visit_mailboxes
from congso.mail.events import LetterLeftBehind
from congso.mail.models import Mailbox, Received
from congso.mail.tests import servers
from congso.notices.models import Notice
from congso.people.testing import make_actor

pytestmark = pytest.mark.django_db
PDF = text_pdf("Kính gửi: Sở Nội vụ")


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def server() -> Iterator[servers.Mail]:
    with servers.imap() as box:
        yield box


@pytest.fixture
def box(office: Office, server: servers.Mail) -> Mailbox:
    return Mailbox.objects.unscoped(reason="test").get(pk=opened(office, server))


def opened(office: Office, server: servers.Mail, **more: Any) -> int:
    return mail.open_mailbox(
        actor=make_actor(office.agency, Role.ADMIN), agency_id=office.agency.id,
        address=more.get("address", "snv@mau.example.vn"), mailbox_id=more.get("mailbox_id"),
        server=mail.Place("127.0.0.1", server.port, "none", more.get("folder", "INBOX")), username="snv",
        password=more.get("password", "mat-khau"),
    )  # fmt: skip


def letter(subject: str = "Gửi báo cáo", text: str = "Kính gửi quý Sở.", **more: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = more.get("sender", "Đặng Văn Thư <vanthu@soyte.example.vn>")
    made["Subject"], made["Date"] = subject, "Fri, 20 Nov 2026 10:20:00 +0700"
    made["Message-ID"] = more.get("key", f"<{subject.encode().hex()}@soyte>")
    made.set_content(text)
    return made


def with_files(message: EmailMessage, **files_: bytes) -> bytes:
    for name, content in files_.items():
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return message.as_bytes()


def arrivals(office: Office) -> list[IncomingDocument]:
    return list(IncomingDocument.objects.for_actor(office.clerk).order_by("id"))


def kept() -> Any:
    return File.objects.unscoped(reason="test")


def names(row: IncomingDocument) -> list[str]:
    ref = SubjectRef("incoming", row.pk)
    return [one.file.name for one in files.uses_of([ref])[ref]]


def test_a_letter_becomes_an_arrival_with_its_files_and_words(
    office: Office, server: servers.Mail, box: Mailbox
) -> None:
    uid = server.add(with_files(letter(), anh_png=b"", bao_cao_docx=b"", **{"15-BC_pdf": PDF}))
    collect(mailbox_id=box.pk)
    (row,) = arrivals(office)
    assert (row.channel, row.state, row.subject) == ("email", "waiting", "")
    assert (
        row.description
        == "Thư điện tử của Đặng Văn Thư <vanthu@soyte.example.vn>, 20/11/2026 10:20: Gửi báo cáo"
    )
    assert names(row) == ["15-BC.pdf", "Nội dung thư.pdf"]
    assert files.read(row.main_file_id or 0) == PDF
    assert server.seen == {uid}
    words = " ".join(files.text(kept().get(name="Nội dung thư.pdf").pk))
    assert "Kính gửi quý Sở." in words
    assert "Tệp không nhận: anh.png" in words
    assert Received.objects.unscoped(reason="test").get().incoming_id == row.pk
    box.refresh_from_db()
    assert (box.error, box.busy_until, box.last_uid) == ("", None, uid)


def test_words_alone_are_a_document(office: Office, server: servers.Mail, box: Mailbox) -> None:
    server.add(letter("Mời họp", 'Chín giờ "sáng" #set \\ $x$').as_bytes())
    collect(mailbox_id=box.pk)
    (row,) = arrivals(office)
    assert (row.subject, names(row)) == ("Mời họp", ["Nội dung thư.pdf"])
    assert 'Chín giờ "sáng" #set \\ $x$' in " ".join(files.text(row.main_file_id or 0))


def test_one_message_has_one_effect(office: Office, server: servers.Mail, box: Mailbox) -> None:
    data = letter().as_bytes()
    server.add(data)
    collect(mailbox_id=box.pk)
    server.add(data)  # delivered twice
    collect(mailbox_id=box.pk)
    server.validity = 8  # the server counts anew
    collect(mailbox_id=box.pk)
    assert len(arrivals(office)) == 1
    assert server.seen == {1, 2}


def test_killed_before_the_number_is_noted(
    office: Office, server: servers.Mail, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add(letter().as_bytes())
    server.cut_at = "STORE"
    collect(mailbox_id=box.pk)
    box.refresh_from_db()
    assert box.last_uid == 0
    assert "abort" in box.error
    server.cut_at = ""
    collect(mailbox_id=box.pk)
    assert len(arrivals(office)) == 1
    assert server.seen == {1}


def test_one_visitor_at_a_time(office: Office, server: servers.Mail, box: Mailbox) -> None:
    server.add(letter().as_bytes())
    Mailbox.objects.unscoped(reason="test").update(busy_until=clock.now() + timedelta(minutes=1))
    collect(mailbox_id=box.pk)
    assert server.heard == []
    Mailbox.objects.unscoped(reason="test").update(
        busy_until=clock.now() - timedelta(minutes=1)
    )  # that one was killed
    collect(mailbox_id=box.pk)
    assert len(arrivals(office)) == 1


def test_a_marked_file_leaves_a_stub_and_nothing_else(
    office: Office, server: servers.Mail, box: Mailbox
) -> None:
    marked = text_pdf("TỐI MẬT\nBáo cáo")
    uid = server.add(with_files(letter(), a_pdf=PDF, b_pdf=marked))
    collect(mailbox_id=box.pk)
    assert arrivals(office) == []
    assert list(kept().exclude(state="purged")) == []
    assert len(guard.stubs(office.clerk)) == 1
    row = Received.objects.unscoped(reason="test").get()
    assert (row.state, row.sender, uid in server.seen) == ("marked", "", False)
    run_pending()
    (notice,) = Notice.objects.unscoped(reason="test").filter(kind="mail.marked")
    assert (notice.person_id, notice.params) == (office.clerk.person_id, {})
    collect(mailbox_id=box.pk)
    assert len(guard.stubs(office.clerk)) == 1


@pytest.mark.parametrize(
    ("subject", "text"), [("[TUYỆT MẬT] Báo cáo", "Kính gửi"), ("Gửi", "TỐI MẬT\nBáo cáo")]
)
def test_marked_words_are_refused_too(
    office: Office, server: servers.Mail, box: Mailbox, subject: str, text: str
) -> None:
    server.add(letter(subject, text).as_bytes())
    collect(mailbox_id=box.pk)
    assert arrivals(office) == []
    assert Received.objects.unscoped(reason="test").get().state == "marked"


def test_what_is_too_large_stays_and_is_told(
    office: Office, server: servers.Mail, box: Mailbox, settings: Settings
) -> None:
    settings.CONGSO_MAIL_IN_LIMIT = 400
    server.add(letter("Lớn", "x" * 400).as_bytes())
    server.add(letter("Nhỏ", "x").as_bytes())
    collect(mailbox_id=box.pk)
    run_pending()
    assert [row.subject for row in arrivals(office)] == ["Nhỏ"]
    assert (1 in server.seen, 2 in server.seen) == (False, True)
    (notice,) = Notice.objects.unscoped(reason="test").filter(kind="mail.oversize")
    assert notice.params["sender"] == "Đặng Văn Thư <vanthu@soyte.example.vn>"
    (left,) = mail.left_behind(actor=office.clerk, agency_id=office.agency.id)
    assert left.state == "oversize"


BROKEN = [
    b"not a message at all",
    b"From: a@b.vn\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: application/pdf; name=a.pdf\r\n"
    b"Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAAA\r\n--x--\r\n",
    b"From: a@b.vn\r\nContent-Type: text/plain; charset=no-such\r\n\r\nx\xff",
]  # fmt: skip


@pytest.mark.parametrize("data", BROKEN[:2])
def test_a_broken_one_leaves_the_others_alone(
    office: Office, server: servers.Mail, box: Mailbox, data: bytes
) -> None:
    server.add(data)
    server.add(letter().as_bytes())
    collect(mailbox_id=box.pk)
    assert len(arrivals(office)) == 1
    assert sorted(Received.objects.unscoped(reason="test").values_list("state", flat=True)) == [
        "broken",
        "filed",
    ]
    assert server.seen == {2}
    assert ProcrastinateJob.objects.filter(args__icontains="LetterLeftBehind").count() <= 1


@pytest.mark.parametrize("password", ["mat-khau-cu"])
def test_the_servers_words_are_kept(office: Office, server: servers.Mail, password: str) -> None:
    box_id = opened(office, server, password=password)
    collect(mailbox_id=box_id)
    (row,) = mail.mailboxes(actor=office.clerk, agency_id=office.agency.id)
    assert row.error.startswith("login: ")
    assert "AUTHENTICATIONFAILED" in row.error
    assert row.polled_at is None
    opened(office, server, folder="Khac", mailbox_id=box_id)
    collect(mailbox_id=box_id)
    assert "folder: SELECT Khac" in Mailbox.objects.unscoped(reason="test").get().error


def test_nobody_listens_there(office: Office, server: servers.Mail, box: Mailbox) -> None:
    Mailbox.objects.unscoped(reason="test").update(port=1)
    for security in ("none", "tls"):
        Mailbox.objects.unscoped(reason="test").update(security=security)
        collect(mailbox_id=box.pk)
        assert "Connection" in Mailbox.objects.unscoped(reason="test").get().error


def test_a_server_without_encryption_gets_no_password(
    office: Office, server: servers.Mail, box: Mailbox
) -> None:
    Mailbox.objects.unscoped(reason="test").update(security="starttls")
    collect(mailbox_id=box.pk)
    assert Mailbox.objects.unscoped(reason="test").get().error
    assert not any("LOGIN" in one for one in server.heard)


def test_the_secret_of_the_installation_changed(
    office: Office, server: servers.Mail, box: Mailbox, settings: Settings
) -> None:
    settings.SECRET_KEY = "another"
    collect(mailbox_id=box.pk)
    assert Mailbox.objects.unscoped(reason="test").get().error == "sealed"


def test_each_minute_every_open_mailbox(office: Office, server: servers.Mail, box: Mailbox) -> None:
    visit_mailboxes()
    assert ProcrastinateJob.objects.filter(queueing_lock=f"mailbox {box.pk}").count() == 1
    mail.close_mailbox(actor=Actor.system(office.agency.id), mailbox_id=box.pk)
    collect(mailbox_id=box.pk)
    assert server.heard == []


def test_another_visitor_filed_it_a_moment_before(
    office: Office, server: servers.Mail, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = letter().as_bytes()
    server.add(data)
    collect(mailbox_id=box.pk)
    server.add(data)
    answers = iter([None])
    monkeypatch.setattr(
        collecting._Known, "row", lambda _self: next(answers, Received.objects.unscoped(reason="test").get())
    )
    collect(mailbox_id=box.pk)
    assert len(arrivals(office)) == 1


def test_who_opens_and_sees_a_mailbox(office: Office, server: servers.Mail, box: Mailbox) -> None:
    stranger = make_actor(make_office("Sở Y tế").agency, Role.ADMIN, Role.CLERK)
    here = {"agency_id": office.agency.id, "address": "a@b.vn", "username": "a", "password": "b"}
    for act in (mail.close_mailbox, mail.reopen_mailbox, mail.try_mailbox):
        with pytest.raises(Forbidden):
            act(actor=office.clerk, mailbox_id=box.pk)
        with pytest.raises(NotFound):
            act(actor=stranger, mailbox_id=box.pk)
    for actor in (office.clerk, stranger):
        with pytest.raises(Forbidden):
            mail.open_mailbox(actor=actor, server=mail.Place("imap.example.vn"), **here)
    for read in (mail.left_behind, mail.mailboxes):
        with pytest.raises(Forbidden):
            read(actor=stranger, agency_id=office.agency.id)
        with pytest.raises(Forbidden):
            read(actor=make_actor(office.agency, Role.LEADER), agency_id=office.agency.id)
    with pytest.raises(Invalid, match=r"mail\.server_open"):
        mail.open_mailbox(actor=Actor.system(), server=mail.Place("imap.example.vn", 143, "none"), **here)
    other = make_office("Sở Tư pháp")
    assert mail.mailboxes(actor=other.clerk, agency_id=other.agency.id) == []
    assert mail.left_behind(actor=other.clerk, agency_id=other.agency.id) == []


def test_a_sealed_password_goes_to_no_other_server(
    office: Office, server: servers.Mail, box: Mailbox
) -> None:
    admin = make_actor(office.agency, Role.ADMIN)
    kept = {"actor": admin, "agency_id": office.agency.id, "mailbox_id": box.pk, "username": "snv"}
    place = mail.Place("127.0.0.1", server.port, "none")
    mail.open_mailbox(**kept, address="vanthu@mau.example.vn", server=place)
    assert mail.try_mailbox(actor=admin, mailbox_id=box.pk) == ("", 0), "the password is the old one"
    for more in ({"server": mail.Place("imap.example.vn")}, {"server": place, "username": "khac"}):
        with pytest.raises(Invalid, match=r"mail\.password_needed"):
            mail.open_mailbox(**{**kept, "address": "a@b.vn", **more})
    with pytest.raises(NotFound):
        mail.open_mailbox(**{**kept, "mailbox_id": 0}, address="a@b.vn", server=place)
    with pytest.raises(Invalid, match=r"mail\.password_needed"):
        mail.open_mailbox(
            actor=admin, agency_id=office.agency.id, address="a@b.vn", username="a", server=place
        )


def test_several_addresses_of_an_agency(office: Office, server: servers.Mail, box: Mailbox) -> None:
    with pytest.raises(Invalid, match=r"mail\.address_taken"):
        opened(office, server)
    second = opened(office, server, address="lienhe@mau.example.vn")
    with pytest.raises(Invalid, match=r"mail\.address_taken"):
        opened(office, server, mailbox_id=second)
    server.add(letter().as_bytes())
    for box_id in (box.pk, second):
        collect(mailbox_id=box_id)
    assert len(arrivals(office)) == 1, "one message to two addresses is one arrival"
    assert [row.filed for row in mail.mailboxes(actor=office.clerk, agency_id=office.agency.id)] == [0, 1]


def test_a_mailbox_is_tried_here_and_now(office: Office, server: servers.Mail, box: Mailbox) -> None:
    admin = make_actor(office.agency, Role.ADMIN)
    server.add(letter().as_bytes())
    assert mail.try_mailbox(actor=admin, mailbox_id=box.pk) == ("", 1)
    assert arrivals(office) == []
    opened(office, server, mailbox_id=box.pk, password="mật khẩu có dấu")
    error, _count = mail.try_mailbox(actor=admin, mailbox_id=box.pk)
    assert error.startswith("login: ")
    Mailbox.objects.unscoped(reason="test").update(password=b"x")
    assert mail.try_mailbox(actor=admin, mailbox_id=box.pk) == ("sealed", 0)
    opened(office, server, mailbox_id=box.pk, folder="Thư đến")
    error, _count = mail.try_mailbox(actor=admin, mailbox_id=box.pk)
    assert error.startswith("folder: ")
    opened(office, server, mailbox_id=box.pk)
    server.cut_at = "SELECT"
    error, _count = mail.try_mailbox(actor=admin, mailbox_id=box.pk)
    assert error.startswith("talk: ")


def test_a_marked_letter_leads_to_its_incident(office: Office) -> None:
    letters.clerks_told(LetterLeftBehind(office.agency.id, "mail.marked", 7))
    assert Notice.objects.unscoped(reason="test").get().url == guard.incident_url(7)


def test_the_command(office: Office, server: servers.Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    out = StringIO()
    monkeypatch.setattr("sys.stdin", StringIO("mat-khau\n"))
    words = ["--agency", office.agency.code]
    call_command("mailbox", "status", *words, stdout=out)
    asked = ["--address", "a@b.vn", "--host", "127.0.0.1", "--port", str(server.port), "--security", "none"]
    call_command("mailbox", "open", *words, *asked, "--password-stdin", stdout=out)
    Mailbox.objects.unscoped(reason="test").update(error="folder: NO")
    call_command("mailbox", "status", *words, stdout=out)
    call_command("mailbox", "close", *words, stdout=out)
    assert out.getvalue().splitlines() == [
        "Chưa có hộp thư.", f"a@b.vn tại 127.0.0.1:{server.port} (none, INBOX): đang đọc.",
        f"a@b.vn tại 127.0.0.1:{server.port} (none, INBOX): đang đọc.",
        "Lỗi lần gần nhất: Không có thư mục này trên máy chủ thư. (NO)",
        f"a@b.vn tại 127.0.0.1:{server.port} (none, INBOX): đã đóng.",
    ]  # fmt: skip
    for wrong in (
        ["open", *words],
        ["status", "--agency", "X"],
        ["close", *words, "--address", "khac@b.vn"],
        ["open", *words, "--address", "a@b.vn", "--password-stdin"],
    ):
        with pytest.raises(CommandError):
            call_command("mailbox", *wrong, stdout=out)


def test_html_alone_becomes_words() -> None:
    made = EmailMessage()
    made["From"] = "a@b.vn"
    made.set_content("<style>x</style><p>Kính  gửi<br>Sở <b>Nội vụ</b></p>", subtype="html")
    read = inbound.read(made.as_bytes())
    assert (read.text, read.at, read.message_id, read.files) == ("Kính gửi\nSở Nội vụ", None, "", ())


def test_pictures_inside_a_page_are_no_files() -> None:
    made = letter()
    made.add_alternative("<img src=cid:logo>", subtype="html")
    part = made.get_payload()[1]  # type: ignore[index]
    part.add_related(b"x", "image", "png", cid="<logo>", filename="logo.png")  # type: ignore[union-attr]
    assert inbound.read(made.as_bytes()).files == ()


@pytest.mark.parametrize("data", BROKEN)
def test_what_cannot_be_filed_is_broken(data: bytes) -> None:
    with pytest.raises(inbound.Broken, match=r"."):
        inbound.read(data)
    assert inbound.message_id(data) == ""


def test_a_letter_without_a_date_or_a_zone(office: Office, server: servers.Mail, box: Mailbox) -> None:
    for told in ("", "Date: Fri, 20 Nov 2026 10:20:00 -0000\r\n"):
        server.add(f"From: a@b.vn\r\n{told}Subject: x{len(told)}\r\n\r\nChào\r\n".encode())
    collect(mailbox_id=box.pk)
    assert [row.description for row in arrivals(office)] == [
        "Thư điện tử của a@b.vn: x0", "Thư điện tử của a@b.vn, 20/11/2026 10:20: x39",
    ]  # fmt: skip
