"""One list of recipients over every road: agencies of the axis are picked, sent to, heard of, sent to again, asked to give back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from congso.documents import testing_draft as t
from congso.documents import testing_outgoing as made
from congso.documents.actions import change_recipients as lines
from congso.documents.actions.cancel_outgoing import recall_outgoing
from congso.documents.actions.set_recipients import set_recipients
from congso.documents.events import OutgoingIssued, RecipientsAdded
from congso.documents.models import OutgoingDocument, Recipient
from congso.documents.rules_draft import RecipientLine
from congso.exchange import api as exchange
from congso.exchange import directory
from congso.exchange.actions.poll import poll
from congso.exchange.actions.push import push
from congso.exchange.adapters import ADAPTERS
from congso.exchange.adapters.demo import DemoAxis
from congso.exchange.axis import Access, AxisError, Member
from congso.exchange.models import Connection, Delivery, Outbox
from congso.flows import delivery
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.testing import run_pending
from congso.people.rows import AgencyRow
from congso.people.testing import make_actor, make_agency, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HTMX = {"HTTP_HX_REQUEST": "true"}
MEMBERS = [
    Member("X", "Tỉnh Mẫu"), Member("X1", "Sở Tài chính tỉnh Mẫu", "X"), Member("X2", "Sở Y tế tỉnh Mẫu", "X"),
    Member("H99.77", "Sở Xây dựng", "X"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def house() -> made.House:
    return made.make_house("Sở Nội vụ")


@pytest.fixture
def door(house: made.House, tmp_path: Path) -> Connection:
    return opened(house.agency, tmp_path)


def opened(agency: AgencyRow, folder: Path) -> Connection:
    exchange.connect(
        actor=make_actor(agency, Role.ADMIN), agency_id=agency.id, adapter="demo", endpoint=str(folder),
        system_id=agency.code,
    )  # fmt: skip
    row = Connection.objects.unscoped(reason="test").get(agency_id=agency.id)
    directory.keep(row, MEMBERS)
    return row


def issued(house: made.House, *to: tuple[str, str]) -> OutgoingDocument:
    """Numbered and said to be issued, its lines over the axis sent."""
    draft = made.on_the_table(house)
    for name, code in to:
        made.add_line(draft, name, "axis", address=code)
    doc = made.numbered(house, draft)
    OutgoingDocument.objects.unscoped(reason="test").filter(pk=doc.pk).update(state="issued")
    delivery.send_issued(OutgoingIssued(doc.pk, house.agency.id))
    return made.outgoing(doc.pk)


def state(doc: OutgoingDocument) -> dict[str, str]:
    return dict(
        Recipient.objects.unscoped(reason="test")
        .filter(outgoing=doc, channel="axis")
        .values_list("address", "state")
    )


def exchanged(door: Connection) -> None:
    push(connection_id=door.pk)
    poll(connection_id=door.pk)
    run_pending()


def test_states_come_back_to_each_line(house: made.House, door: Connection) -> None:
    doc = issued(house, ("Sở Tài chính tỉnh Mẫu", "X1"), ("Sở Y tế tỉnh Mẫu", "X2"))
    assert state(doc) == {"X1": "waiting", "X2": "waiting"}
    delivery.send_issued(RecipientsAdded(doc.pk, house.agency.id))
    assert Delivery.objects.unscoped(reason="test").count() == 2, "what waits in the queue is not sent twice"
    waiting = Recipient.objects.unscoped(reason="test").filter(outgoing=doc)[0]
    with pytest.raises(Conflict):
        lines.drop_recipient(actor=house.clerk, outgoing_id=doc.pk, recipient_id=waiting.pk)
    exchanged(door)
    assert state(doc) == {"X1": "03", "X2": "03"}


def test_a_line_that_failed_says_why_and_is_sent_again(
    house: made.House, door: Connection, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shut(DemoAxis):
        def send(self, *_args: object, **_more: object) -> str:
            raise AxisError("receiver_locked", permanent=True, words="X1")

    monkeypatch.setattr("congso.exchange.adapters.ADAPTERS", {**ADAPTERS, "demo": Shut})
    doc = issued(house, ("Sở Tài chính tỉnh Mẫu", "X1"))
    exchanged(door)
    assert state(doc) == {"X1": "failed"}
    page = (
        sign_in(client, house.clerk)
        .get(reverse("documents:outgoing_document", args=[doc.pk]))
        .content.decode()
    )
    assert "Nơi nhận đang bị khóa trên trục." in page
    assert "Gửi lại" in page
    monkeypatch.undo()
    row = Recipient.objects.unscoped(reason="test").get(outgoing=doc)
    with pytest.raises(Forbidden):
        lines.resend(actor=house.officer, outgoing_id=doc.pk, recipient_id=row.pk)
    other = make_actor(make_agency("Sở Y tế"), Role.CLERK)
    with pytest.raises(NotFound):
        lines.resend(actor=other, outgoing_id=doc.pk, recipient_id=row.pk)
    client.post(reverse("documents:recipient_resend", args=[doc.pk, row.pk]))
    run_pending()
    assert set(Outbox.objects.unscoped(reason="test").values_list("state", flat=True)) >= {"replaced"}
    exchanged(door)
    assert state(doc) == {"X1": "03"}


def test_a_dead_package_tried_by_hand_turns_the_line_too(
    house: made.House, door: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DemoAxis, "send", _refuses)
    doc = issued(house, ("Sở Tài chính tỉnh Mẫu", "X1"))
    exchanged(door)
    monkeypatch.undo()
    dead = Outbox.objects.unscoped(reason="test").get(state="dead")
    exchange.retry(actor=make_actor(house.agency, Role.ADMIN), outbox_id=dead.pk)
    run_pending()
    exchanged(door)
    assert state(doc) == {"X1": "03"}


def _refuses(*_args: object, **_more: object) -> str:
    raise AxisError("no_receiver", permanent=True)


def test_without_a_door_the_line_fails_and_agencies_here_are_sent_to(house: made.House) -> None:
    here = make_agency("Sở Xây dựng", code="H99.77")
    draft = made.on_the_table(house)
    made.add_line(draft, here)
    made.add_line(draft, "Bộ Mẫu", "axis", address="X1")
    doc = made.numbered(house, draft)
    OutgoingDocument.objects.unscoped(reason="test").filter(pk=doc.pk).update(state="issued")
    delivery.send_issued(OutgoingIssued(doc.pk, house.agency.id))
    rows = {
        row.name: (row.state, row.state_note)
        for row in Recipient.objects.unscoped(reason="test").filter(outgoing=doc)
    }
    assert rows == {"Sở Xây dựng": ("sent", ""), "Bộ Mẫu": ("failed", "no_connection")}


def test_a_recall_reaches_the_axis_and_its_answer_comes_back(house: made.House, door: Connection) -> None:
    doc = issued(house, ("Sở Tài chính tỉnh Mẫu", "X1"))
    exchanged(door)
    with pytest.raises(Forbidden):
        recall_outgoing(actor=house.officer, outgoing_id=doc.pk, reason="Sai")
    recall_outgoing(actor=house.leader, outgoing_id=doc.pk, reason="Sai số liệu")
    run_pending()
    assert state(doc) == {"X1": "13"}
    told = Outbox.objects.unscoped(reason="test").get(kind="status")
    assert (told.receiver_code, told.status["code"], told.status["note"]) == ("X1", "13", "Sai số liệu")
    exchange.report(actor=Actor.system(), delivery_id=told.delivery_id, code="15", note="Đã gỡ")
    run_pending()
    assert state(doc) == {"X1": "15"}


def test_the_picker_finds_the_axis_and_groups_of_it(client: Client, tmp_path: Path) -> None:
    make_agency(
        "Sở Xây dựng", code="H99.77"
    )  # reached without the axis: its line of the directory is not offered
    house = t.make_house()
    opened(house.agency, tmp_path)
    draft_id = t.make_draft(house, recipients=())
    sign_in(client, house.drafter)
    address = reverse("documents:draft_recipients", args=[draft_id])
    found = client.post(address, {"tim": "tai chinh"}, **HTMX).content.decode()
    assert 'value="x:X1"' in found
    assert "x:H99.77" not in client.post(address, {"tim": "H99.77"}, **HTMX).content.decode()
    assert 'value="xg:X"' in client.post(address, {"tim": "tỉnh mẫu"}, **HTMX).content.decode()
    for nobody in ("x:", "x:Z", "xg:", "xg:X1", "xg:Z"):
        assert 'name="dong"' not in client.post(address, {"them": nobody}, **HTMX).content.decode()
    one = client.post(address, {"them": "x:X1"}, **HTMX).context["lines"][0][0]
    again = client.post(address, {"dong": one.value, "them": "x:X1"}, **HTMX).context["lines"]
    assert [line.line.name for line, _channel in again] == ["Sở Tài chính tỉnh Mẫu"]
    group = client.post(address, {"them": "xg:X"}, **HTMX).context["lines"][0][0]
    assert json.loads(group.value)[-1] == ["X1", "X2"]
    assert client.post(address, {"dong": [group.value, one.value], "ghi": "1"}).status_code == 302
    rows = (
        Recipient.objects.unscoped(reason="test")
        .filter(draft_id=draft_id)
        .values_list("channel", "address", "name", "group")
    )
    label = "Các đơn vị thuộc Tỉnh Mẫu"
    assert list(rows) == [
        ("axis", "X1", "Sở Tài chính tỉnh Mẫu", label), ("axis", "X2", "Sở Y tế tỉnh Mẫu", label),
    ]  # fmt: skip
    shown = client.get(address).context["lines"]
    assert [(line.line.name, line.codes) for line, _channel in shown] == [(label, ("X1", "X2"))]
    with pytest.raises(Invalid) as refused:
        set_recipients(
            actor=house.drafter, draft_id=draft_id, lines=[RecipientLine("axis", "Bộ", address="Z")]
        )
    assert refused.value.code == "documents.recipient_not_on_axis"


def test_the_clerk_adds_a_line_over_the_axis(house: made.House, door: Connection, client: Client) -> None:
    doc = issued(house)
    sign_in(client, house.clerk)
    hints = client.get(reverse("documents:outgoing_agencies"), {"name": "y te"}).content.decode()
    assert "Sở Y tế tỉnh Mẫu" in hints
    address = reverse("documents:recipient_add", args=[doc.pk])
    for typed in ("Sở Y tế tỉnh Mẫu", "X1"):
        assert client.post(address, {"channel": "axis", "name": typed}).status_code == 302
    assert client.post(address, {"channel": "axis", "name": "Sở Không có"}).status_code == 422
    run_pending()
    exchanged(door)
    assert state(doc) == {"X1": "03", "X2": "03"}
    with pytest.raises(Invalid):
        lines.add_recipients(
            actor=house.clerk, outgoing_id=doc.pk, added=[lines.NewRecipient("Z", axis_code="Z")]
        )
    assert (
        lines.add_recipients(
            actor=house.clerk, outgoing_id=doc.pk, added=[lines.NewRecipient(axis_code="X1")]
        )
        == []
    )


def test_the_directory_is_what_the_axis_lists_now(
    house: made.House, door: Connection, tmp_path: Path
) -> None:
    listed = directory.Directory()
    directory.keep(door, [Member("X1", "Sở Mới")])
    assert [one.name for one in listed.find(house.agency.id, "", 5)] == ["Sở Mới"]
    assert listed.find(make_agency("Sở Y tế").id, "", 5) == []
    DemoAxis(Access(str(tmp_path), "X5"))
    with clock.frozen(made.DAY.replace(day=made.DAY.day + 1)):
        poll(connection_id=door.pk)
    assert "X5" in listed.named(house.agency.id, ["X5", "X1"])
    exchange.disconnect(actor=make_actor(house.agency, Role.ADMIN), agency_id=house.agency.id)
    assert listed.named(house.agency.id, ["X5"]) == {}


def test_an_axis_without_a_directory_is_still_visited(
    house: made.House, door: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_told(_self: object) -> list[Member]:
        raise AxisError("answer", words="no list")

    monkeypatch.setattr(DemoAxis, "agencies", none_told)
    Connection.objects.unscoped(reason="test").filter(pk=door.pk).update(
        directory_at=made.DAY.replace(year=2020)
    )
    poll(connection_id=door.pk)
    row = Connection.objects.unscoped(reason="test").get(pk=door.pk)
    assert row.polled_at == row.directory_at == clock.now()
    assert row.error == "answer: no list"
