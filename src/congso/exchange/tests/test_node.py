"""The node at its door: documents leave, arrivals come in, statuses travel by themselves; once, in order, or with a reason."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from congso.documents.models import IncomingDocument
from congso.exchange import api as exchange
from congso.exchange import credentials
from congso.exchange.actions import poll as polling
from congso.exchange.actions.poll import poll, visit_doors
from congso.exchange.actions.push import push
from congso.exchange.adapters import ADAPTERS
from congso.exchange.adapters.demo import DemoAxis
from congso.exchange.axis import Access, AxisError, Fetched, PackageKind
from congso.exchange.models import Connection, Delivery, Inbox, Outbox
from congso.files import api as files
from congso.files.testing import text_pdf
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import run_pending
from congso.people.rows import AgencyRow
from congso.people.testing import make_actor, make_agency
from congso.pure import edxml

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 11, 22, 8, 0, tzinfo=clock.VIETNAM)
FIELDS = exchange.DocumentFields(
    number="05", symbol="BC-SNV", kind="Báo cáo", subject="Biên chế", issuer="Sở Nội vụ", date="2026-11-20",
    signer_name="Vũ Đình Khoát", signer_title="KT. GIÁM ĐỐC", due="2026-12-01T17:00:00+07:00", answers=("X1,2026/11/01,9/UBND",),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.frozen(DAY):
        yield


@pytest.fixture
def agency() -> AgencyRow:
    return make_agency("Sở Nội vụ", code="H99.04")


@pytest.fixture
def admin(agency: AgencyRow) -> Actor:
    return make_actor(agency, Role.ADMIN)


@pytest.fixture
def door(agency: AgencyRow, admin: Actor, tmp_path: Path) -> int:
    stranger(tmp_path, "H99.04")  # its mailbox on the axis
    return exchange.connect(
        actor=admin, agency_id=agency.id, adapter="demo", endpoint=str(tmp_path), system_id="H99.04"
    )


def stranger(tmp_path: Path, code: str = "X1") -> DemoAxis:
    return DemoAxis(Access(str(tmp_path), code))


def send(agency: AgencyRow, *codes: str) -> dict[str, int]:
    system = Actor.system(agency.id)
    file = files.store(actor=system, name="05.pdf", content=text_pdf("Báo cáo biên chế"), trusted=True)
    return exchange.send_abroad(
        actor=system, subject=SubjectRef("outgoing", 7), fields=FIELDS,
        files=[exchange.EnclosedFile(file.id, file.name, file.sha256, "main")],
        receivers=[exchange.Abroad(code, f"Cơ quan {code}") for code in codes],
    )  # fmt: skip


def foreign(number: str = "12", **more: Any) -> edxml.Message:
    """A document of an agency elsewhere."""
    header = edxml.Header(
        sender=edxml.Party("X1", name="Bộ Mẫu"), receivers=(edxml.Party("H99.04", name="Sở Nội vụ"),), document_id=f"X1,2026/11/20,{number}/BM",
        code=edxml.Code(number, "BM"), promulgation_date=DAY.date(), document_type=edxml.DocumentType(18, 0, "Công văn"), subject="Rà soát biên chế",
        signer=edxml.Signer("KT.", "THỨ TRƯỞNG", "Trần Mẫu"), other=edxml.OtherInfo(priority=1, page_amount=1),
    )  # fmt: skip
    file = edxml.Attachment("1", "12.pdf", text_pdf("Công văn rà soát"))
    return replace(edxml.Message(header, edxml.Business(0), attachments=(file,)), **more)


def bring(tmp_path: Path, message: edxml.Message, kind: PackageKind = PackageKind.DOCUMENT) -> None:
    sender = message.header.sender.organ_id
    stranger(tmp_path, sender).send(edxml.write(message), kind=kind, sender=sender, receivers=["H99.04"])


def said(message: edxml.Message, code: str, document_id: str, note: str = "") -> edxml.Message:
    told = edxml.ResponseFor("H99.04", "05/BC-SNV", document_id)
    return edxml.Message(
        edxml.Header(message.header.sender),
        status=edxml.Status(told, code, note, DAY, edxml.Staff("Văn phòng", staff="Lê Thử")),
    )


def incoming(agency: AgencyRow) -> list[IncomingDocument]:
    return list(IncomingDocument.objects.for_actor(Actor.system(agency.id)).order_by("id"))


def heard(tmp_path: Path, code: str = "X1") -> list[str]:
    """Codes of the statuses that reached a stranger's mailbox."""
    box = stranger(tmp_path, code)
    found = [edxml.read(box.fetch(one.remote_id).data).status for one in box.listed(PackageKind.STATUS, DAY)]
    return [one.code for one in found if one]


def state(delivery_id: int) -> str:
    return exchange.deliveries([delivery_id])[delivery_id].state


def test_a_document_leaves_and_its_states_come_back(agency: AgencyRow, door: int, tmp_path: Path) -> None:
    box = stranger(tmp_path)
    made = send(agency, "X1", "X2")
    push(connection_id=door)
    [line] = box.listed(PackageKind.DOCUMENT, DAY)
    message = edxml.read(box.fetch(line.remote_id).data)
    assert edxml.deviations(message) == ()
    assert (message.header.document_id, str(message.header.code)) == (
        "H99.04,2026/11/20,05/BC-SNV",
        "05/BC-SNV",
    )
    assert message.header.receivers == (edxml.Party("X1", name="Cơ quan X1"),)
    assert message.header.signer == edxml.Signer("KT.", "GIÁM ĐỐC", "Vũ Đình Khoát")
    assert [one.document_id for one in message.header.responses] == ["X1,2026/11/01,9/UBND"]
    assert message.attachments[0].content_type == "application/pdf"
    assert set(Outbox.objects.unscoped(reason="test").values_list("state", flat=True)) == {"sent"}
    poll(connection_id=door)  # X2 has no mailbox: the demo answers for it
    assert state(made["X2"]) == "03"
    assert exchange.statuses([made["X2"]])[made["X2"]][1].staff == "Văn thư"
    bring(tmp_path, said(foreign(), "01", message.header.document_id), PackageKind.STATUS)
    poll(connection_id=door)
    assert state(made["X1"]) == "01"
    assert exchange.deliveries([made["X1"]])[made["X1"]].receiver_name == "Cơ quan X1"


def test_an_arrival_is_filed_with_its_fields_and_answered(
    agency: AgencyRow, door: int, tmp_path: Path
) -> None:
    bring(tmp_path, foreign())
    poll(connection_id=door)
    run_pending()
    [found] = incoming(agency)
    assert (found.number, found.symbol, found.subject, found.issuer_name) == (
        "12",
        "BM",
        "Rà soát biên chế",
        "Bộ Mẫu",
    )
    assert (found.channel, found.kind, found.urgency, found.signer_name) == (
        "axis",
        "Công văn",
        1,
        "Trần Mẫu",
    )
    assert files.read(found.main_file_id or 0) == foreign().attachments[0].content
    assert heard(tmp_path) == ["01"]
    row = Inbox.objects.unscoped(reason="test").get()
    assert (row.state, row.body, row.acknowledged_at is not None) == ("done", None, True)
    exchange.report(actor=Actor.system(agency.id), delivery_id=row.delivery_id or 0, code="03", note="210")
    run_pending()
    assert heard(tmp_path) == ["01", "03"]


def test_the_same_message_twice_has_one_effect(agency: AgencyRow, door: int, tmp_path: Path) -> None:
    hop = edxml.Trace("H99", DAY)
    for message in (foreign(), foreign(traces=(hop,))):
        bring(tmp_path, message)
        poll(connection_id=door)
    run_pending()
    poll(connection_id=door)
    assert len(incoming(agency)) == 1
    assert list(Inbox.objects.unscoped(reason="test").order_by("id").values_list("state", flat=True)) == [
        "done",
        "duplicate",
    ]
    bring(tmp_path, foreign("13"))
    poll(connection_id=door)
    run_pending()
    assert len(incoming(agency)) == 2


def test_what_was_returned_may_come_again(agency: AgencyRow, door: int, tmp_path: Path) -> None:
    bring(tmp_path, foreign())
    poll(connection_id=door)
    delivery = Delivery.objects.unscoped(reason="test").get()
    exchange.report(actor=Actor.system(agency.id), delivery_id=delivery.pk, code="02", note="Sai thẩm quyền")
    bring(tmp_path, foreign())
    poll(connection_id=door)
    assert Delivery.objects.unscoped(reason="test").count() == 2


def test_marked_content_is_sent_back_and_nothing_of_it_stays(
    agency: AgencyRow, door: int, tmp_path: Path
) -> None:
    secret = edxml.Attachment("1", "12.pdf", text_pdf("TUYỆT MẬT\nKế hoạch tác chiến"))
    bring(tmp_path, foreign(attachments=(secret,)))
    poll(connection_id=door)
    run_pending()
    assert incoming(agency) == []
    assert heard(tmp_path) == ["02"]
    row = Inbox.objects.unscoped(reason="test").get()
    assert (row.state, row.body) == ("refused", None)
    assert "subject" not in Delivery.objects.unscoped(reason="test").get().envelope.fields


def test_taking_back_asks_and_a_late_one_waits_for_its_document(
    agency: AgencyRow, door: int, tmp_path: Path
) -> None:
    bring(tmp_path, said(foreign(), "13", "X1,2026/11/20,12/BM", "Gửi nhầm"), PackageKind.STATUS)
    poll(connection_id=door)
    row = Inbox.objects.unscoped(reason="test").get()
    assert (row.state, row.tries, row.acknowledged_at) == ("stored", 1, None)
    bring(tmp_path, foreign())
    poll(connection_id=door)
    run_pending()
    with clock.frozen(DAY + timedelta(minutes=5)):
        poll(connection_id=door)
    assert state(Delivery.objects.unscoped(reason="test").get().pk) == "13"
    run_pending()  # the clerk's list has it; nothing was registered yet, so it is asked there
    assert incoming(agency)[0].delivery_id == Delivery.objects.unscoped(reason="test").get().pk


def test_a_recall_and_an_update_that_strikes_us_off_ask_too(
    agency: AgencyRow, door: int, tmp_path: Path
) -> None:
    for number, act in (
        ("12", edxml.Business(1, "Gửi nhầm", "X1,2026/11/20,12/BM")),
        ("13", edxml.Business(2, "Đổi nơi nhận", receivers_changed=True, receiver_lines=(edxml.ReceiverLine("H99.04", edxml.ReceiverChange.REMOVED),))),
    ):  # fmt: skip
        bring(tmp_path, foreign(number))
        poll(connection_id=door)
        bring(tmp_path, foreign(number, business=act, attachments=()))
        poll(connection_id=door)
    assert set(Delivery.objects.unscoped(reason="test").values_list("state", flat=True)) == {"13"}


def test_a_status_that_does_not_fit_changes_nothing_and_an_unknown_one_is_dead(
    agency: AgencyRow, door: int, tmp_path: Path
) -> None:
    made = send(agency, "X1")
    for code in ("06", "02", "77"):
        bring(tmp_path, said(foreign(), code, "H99.04,2026/11/20,05/BC-SNV"), PackageKind.STATUS)
    poll(connection_id=door)
    assert state(made["X1"]) == "06"
    assert list(Inbox.objects.unscoped(reason="test").order_by("id").values_list("state", "error")) == [
        ("done", ""), ("done", "exchange.status_out_of_order"), ("dead", "exchange.unknown_status"),
    ]  # fmt: skip


def test_a_stranger_may_not_speak_for_another(agency: AgencyRow, door: int, tmp_path: Path) -> None:
    made = send(agency, "X1")
    other = foreign(header=replace(foreign().header, sender=edxml.Party("X9", name="Khác")))
    bring(tmp_path, said(other, "06", "H99.04,2026/11/20,05/BC-SNV"), PackageKind.STATUS)
    poll(connection_id=door)
    assert state(made["X1"]) == "queued"
    person = make_actor(make_agency("Khác"), Role.CLERK)
    with pytest.raises(Forbidden):
        exchange.report(actor=person, delivery_id=made["X1"], code="01")


class Broken(DemoAxis):
    """Fails as it is told: a code for a receiver, or for everything."""

    trouble: dict[str, AxisError] = {}

    def send(self, package: bytes, *, kind: PackageKind, sender: str, receivers: Any) -> str:
        for code in (*receivers, "*"):
            if code in self.trouble:
                raise self.trouble[code]
        return super().send(package, kind=kind, sender=sender, receivers=receivers)

    def fetch(self, remote_id: str) -> Fetched:
        if "fetch" in self.trouble:
            raise self.trouble["fetch"]
        return super().fetch(remote_id)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> dict[str, AxisError]:
    trouble: dict[str, AxisError] = {}
    monkeypatch.setattr(Broken, "trouble", trouble)
    monkeypatch.setitem(ADAPTERS, "demo", Broken)  # type: ignore[arg-type]
    return trouble


def test_a_trouble_waits_in_order_and_holds_up_nobody_else(
    agency: AgencyRow, door: int, broken: dict[str, AxisError]
) -> None:
    broken["X1"] = AxisError("server", words="bận")
    send(agency, "X1", "X2")
    send(agency, "X1")
    push(connection_id=door)
    rows = list(Outbox.objects.unscoped(reason="test").order_by("id").values_list("state", "tries"))
    assert rows == [("queued", 1), ("sent", 1), ("queued", 0)]
    broken.clear()
    push(connection_id=door)
    assert Outbox.objects.unscoped(reason="test").filter(state="sent").count() == 1
    with clock.frozen(DAY + timedelta(minutes=1)):
        push(connection_id=door)
        push(connection_id=door)
    assert set(Outbox.objects.unscoped(reason="test").values_list("state", flat=True)) == {"sent"}
    assert Connection.objects.unscoped(reason="test").get().error == "server: bận"


def test_a_backlog_leaves_in_one_visit_and_in_order(agency: AgencyRow, door: int, tmp_path: Path) -> None:
    stranger(tmp_path)
    made = [send(agency, "X1")["X1"] for _ in range(3)]
    push(connection_id=door)
    rows = (
        Outbox.objects.unscoped(reason="test")
        .order_by("sent_at", "remote_id")
        .values_list("delivery_id", "state")
    )
    assert list(rows) == [(one, "sent") for one in made]


def test_while_one_worker_is_at_the_door_another_leaves(agency: AgencyRow, door: int) -> None:
    send(agency, "X1")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            for way in ("out", "in"):
                cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"exchange {way} {door}"])
        push(connection_id=door)
        poll(connection_id=door)
    finally:
        other.close()
    assert (
        Outbox.objects.unscoped(reason="test").get().state,
        Connection.objects.unscoped(reason="test").get().polled_at,
    ) == ("queued", None)


def test_a_status_that_nobody_takes_is_a_dead_letter_without_a_notice(
    agency: AgencyRow, door: int, tmp_path: Path, broken: dict[str, AxisError]
) -> None:
    bring(tmp_path, foreign())
    poll(connection_id=door)
    broken["X1"] = AxisError("no_receiver", permanent=True)
    run_pending()
    assert Outbox.objects.unscoped(reason="test").get().state == "dead"
    assert not Event.objects.filter(name="exchange.DeliveryFailed").exists()


def test_an_answer_that_came_first_is_not_turned_into_a_failure(
    agency: AgencyRow, door: int, tmp_path: Path, broken: dict[str, AxisError]
) -> None:
    broken["X1"] = AxisError("answer", permanent=True)  # it had been taken all the same
    made = send(agency, "X1")
    bring(tmp_path, said(foreign(), "01", "H99.04,2026/11/20,05/BC-SNV"), PackageKind.STATUS)
    poll(connection_id=door)
    push(connection_id=door)
    assert state(made["X1"]) == "01"


def test_bytes_kept_here_that_cannot_be_read_any_more(door: int) -> None:
    Inbox.objects.create(
        connection_id=door, remote_id="none", kind="edoc", state="stored", body=b"<", at=DAY, next_at=DAY
    )
    poll(connection_id=door)
    assert Inbox.objects.unscoped(reason="test").get().state == "dead"


def test_a_file_that_is_only_announced_is_left_out(agency: AgencyRow, door: int, tmp_path: Path) -> None:
    announced = edxml.Attachment("2", "b.pdf", None)
    bring(tmp_path, foreign(attachments=(*foreign().attachments, announced)))
    poll(connection_id=door)
    assert [one["name"] for one in Delivery.objects.unscoped(reason="test").get().envelope.files] == [
        "12.pdf"
    ]


def test_a_package_refused_for_good_is_a_dead_letter_and_told(
    agency: AgencyRow, admin: Actor, door: int, broken: dict[str, AxisError]
) -> None:
    broken["X1"] = AxisError("no_receiver", permanent=True)
    made = send(agency, "X1")
    push(connection_id=door)
    assert state(made["X1"]) == "failed"
    failed = Event.objects.filter(name="exchange.DeliveryFailed").get()
    assert (failed.data["agency_id"], failed.data["reason"]) == (agency.id, "no_receiver")
    [letter] = exchange.dead_letters(admin, agency.id)
    assert (letter.way, letter.state, letter.other) == ("out", "dead", "X1")
    broken.clear()
    clerk = make_actor(agency, Role.CLERK)
    for nobody in (make_actor(agency), make_actor(make_agency("Khác"), Role.ADMIN)):
        with pytest.raises(Forbidden):
            exchange.retry(actor=nobody, outbox_id=letter.id)
        with pytest.raises(Forbidden):
            exchange.dead_letters(nobody, agency.id)
    exchange.retry(actor=clerk, outbox_id=letter.id)
    with pytest.raises(Conflict):
        exchange.retry(actor=clerk, outbox_id=letter.id)
    with pytest.raises(NotFound):
        exchange.retry(actor=clerk, outbox_id=0)
    push(connection_id=door)
    assert (state(made["X1"]), Outbox.objects.unscoped(reason="test").get().state) == ("queued", "sent")


def test_a_package_expires_and_its_sender_hears(
    agency: AgencyRow, door: int, broken: dict[str, AxisError]
) -> None:
    broken["*"] = AxisError("unreachable")
    made = send(agency, "X1")
    with clock.frozen(DAY + timedelta(hours=73)):
        push(connection_id=door)
    assert (Outbox.objects.unscoped(reason="test").get().state, state(made["X1"])) == ("expired", "failed")


def test_a_file_purged_meanwhile_cannot_leave(agency: AgencyRow, door: int) -> None:
    made = send(agency, "X1")
    envelope = Delivery.objects.unscoped(reason="test").get().envelope
    envelope.files[0]["file_id"] = 0
    envelope.save()
    push(connection_id=door)
    assert (Outbox.objects.unscoped(reason="test").get().state, state(made["X1"])) == ("dead", "failed")


def test_a_visit_that_ends_early_goes_on_where_it_stopped(
    agency: AgencyRow, door: int, tmp_path: Path, broken: dict[str, AxisError]
) -> None:
    bring(tmp_path, foreign())
    broken["fetch"] = AxisError("unreachable")
    poll(connection_id=door)
    row = Inbox.objects.unscoped(reason="test").get()
    assert (row.state, Connection.objects.unscoped(reason="test").get().polled_at) == ("listed", None)
    broken.clear()
    poll(connection_id=door)
    assert Inbox.objects.unscoped(reason="test").get().state == "done"
    Inbox.objects.unscoped(reason="test").update(acknowledged_at=None)  # killed before the axis heard of it
    poll(connection_id=door)
    assert Inbox.objects.unscoped(reason="test").get().acknowledged_at is not None
    run_pending()
    assert len(incoming(agency)) == 1


def test_packages_that_cannot_be_read_are_dead_letters(
    agency: AgencyRow, admin: Actor, door: int, tmp_path: Path, broken: dict[str, AxisError]
) -> None:
    box = stranger(tmp_path, "H99.04")
    (tmp_path / "H99.04" / "1.edoc").write_bytes(b"<edXML>")
    unknown = edxml.write(foreign()).replace(b"BussinessDocType>0", b"BussinessDocType>9")
    (tmp_path / "H99.04" / "2.edoc").write_bytes(unknown)
    poll(connection_id=door)
    assert list(Inbox.objects.unscoped(reason="test").order_by("id").values_list("state", flat=True)) == [
        "dead",
        "dead",
    ]
    assert {one.way for one in exchange.dead_letters(admin, agency.id)} == {"in"}
    assert box.listed(PackageKind.DOCUMENT, DAY) == []
    (tmp_path / "H99.04" / "3.edoc").write_bytes(b"x")
    broken["fetch"] = AxisError("answer", permanent=True)
    poll(connection_id=door)
    assert Inbox.objects.unscoped(reason="test").filter(state="dead").count() == 3


def test_a_status_without_its_document_is_given_up_in_the_end(door: int, tmp_path: Path) -> None:
    bring(tmp_path, said(foreign(), "01", "nothing"), PackageKind.STATUS)
    poll(connection_id=door)
    Inbox.objects.unscoped(reason="test").update(tries=29, next_at=DAY)
    poll(connection_id=door)
    assert Inbox.objects.unscoped(reason="test").get().state == "dead"


def test_files_beside_a_message_are_put_where_it_announces_them() -> None:
    announced = foreign(
        attachments=(edxml.Attachment("1", "a.pdf", None), edxml.Attachment("2", "b.pdf", b"%PDF-b"))
    )
    fetched = Fetched(edxml.write(announced), files=(("a.pdf", b"%PDF-a"), ("c.pdf", b"%PDF-c")))
    found = edxml.read(polling._body(fetched)).attachments
    assert [(one.name, one.content) for one in found] == [
        ("a.pdf", b"%PDF-a"),
        ("b.pdf", b"%PDF-b"),
        ("c.pdf", b"%PDF-c"),
    ]


def test_each_minute_every_open_door_is_visited(
    agency: AgencyRow, admin: Actor, door: int, tmp_path: Path
) -> None:
    bring(tmp_path, foreign())
    visit_doors()
    visit_doors()
    run_pending()
    assert len(incoming(agency)) == 1
    exchange.disconnect(actor=admin, agency_id=agency.id)
    bring(tmp_path, foreign("13"))
    poll(connection_id=door)
    push(connection_id=door)
    assert len(incoming(agency)) == 1
    with pytest.raises(Invalid):
        send(agency, "X1")


def test_a_status_of_an_agency_without_a_door_stays_here(
    agency: AgencyRow, admin: Actor, door: int, tmp_path: Path
) -> None:
    bring(tmp_path, foreign())
    poll(connection_id=door)
    exchange.disconnect(actor=admin, agency_id=agency.id)
    run_pending()
    assert Outbox.objects.unscoped(reason="test").count() == 0
    assert len(incoming(agency)) == 1


def test_doors_are_opened_by_those_who_may(agency: AgencyRow, admin: Actor, tmp_path: Path) -> None:
    clerk, other = make_actor(agency, Role.CLERK), make_actor(make_agency("Khác"), Role.ADMIN)
    values = {
        "agency_id": agency.id,
        "adapter": "lgsp",
        "endpoint": "https://axis.example.vn",
        "system_id": "S",
    }
    for nobody in (clerk, other):
        with pytest.raises(Forbidden):
            exchange.connect(actor=nobody, **values)
        with pytest.raises(Forbidden):
            exchange.set_credentials(actor=nobody, agency_id=agency.id, secret="x")
        with pytest.raises(Forbidden):
            exchange.disconnect(actor=nobody, agency_id=agency.id)
    for wrong in ({"adapter": "fax"}, {"endpoint": "http://axis.example.vn"}):
        with pytest.raises(Invalid):
            exchange.connect(actor=admin, **(values | wrong))
    for act in (exchange.disconnect, exchange.set_credentials):
        with pytest.raises(Invalid):
            act(
                actor=admin,
                agency_id=agency.id,
                **({"secret": "x"} if act is exchange.set_credentials else {}),
            )
    assert exchange.door(admin, agency.id) is None
    exchange.connect(actor=admin, **values)
    shown = exchange.door(clerk, agency.id)
    assert shown is not None
    assert (shown.adapter, shown.active, shown.waiting, shown.changing) == ("lgsp", True, 0, False)
    with pytest.raises(Forbidden):
        exchange.door(other, agency.id)


def test_secrets_are_sealed_and_change_without_a_gap(
    agency: AgencyRow, admin: Actor, door: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = ["old"]

    class Guarded(DemoAxis):
        def __init__(self, access: Access) -> None:
            super().__init__(access)
            if access.secret not in accepted:
                raise AxisError("credentials")

    monkeypatch.setitem(ADAPTERS, "demo", Guarded)  # type: ignore[arg-type]
    exchange.set_credentials(actor=admin, agency_id=agency.id, secret="old")
    exchange.set_credentials(actor=admin, agency_id=agency.id, secret="new", username="u", password="p")
    row = Connection.objects.unscoped(reason="test").get()
    assert b"old" not in bytes(row.secrets)
    poll(connection_id=door)
    assert (
        Connection.objects.unscoped(reason="test").get().error,
        bool(Connection.objects.unscoped(reason="test").get().next_secrets),
    ) == ("", True)
    accepted[:] = ["new"]
    poll(connection_id=door)
    row = Connection.objects.unscoped(reason="test").get()
    assert credentials.opened(row, following=False) == ("new", "u", "p")
    assert bytes(row.next_secrets) == b""
    accepted[:] = ["third"]
    poll(connection_id=door)
    assert Connection.objects.unscoped(reason="test").get().error == "credentials"


def test_a_secret_sealed_by_another_installation_does_not_open(door: int, settings: Any) -> None:
    Connection.objects.unscoped(reason="test").update(
        secrets=credentials.seal(secret="x", username="", password="")
    )
    settings.SECRET_KEY = "another one that nobody knows"
    poll(connection_id=door)
    assert "set it again" in Connection.objects.unscoped(reason="test").get().error
