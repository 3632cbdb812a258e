"""A document that was sent is updated or replaced: both ends keep the trace, the receiver is asked, its word comes back."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congso.audit import api as audit
from congso.documents import api as documents
from congso.documents import testing_outgoing as made
from congso.documents.actions.cancel_outgoing import recall_outgoing
from congso.documents.actions.supersede_outgoing import replace_outgoing, update_outgoing
from congso.documents.actions.withdraw_incoming import withdraw_incoming
from congso.documents.events import OutgoingIssued
from congso.documents.models import IncomingDocument, OutgoingDocument, Recipient
from congso.exchange import api as exchange
from congso.exchange.actions.poll import poll
from congso.exchange.actions.push import push
from congso.exchange.adapters.demo import DemoAxis
from congso.exchange.axis import Access, PackageKind
from congso.exchange.models import Connection, Inbox, Outbox
from congso.flows import delivery, superseding
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import run_pending
from congso.people.rows import AgencyRow
from congso.people.testing import make_actor, make_agency, sign_in
from congso.pure import edxml

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATER = made.DAY.date() + timedelta(days=9)


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def house() -> made.House:
    return made.make_house("Sở Nội vụ")


@pytest.fixture
def far(tmp_path: Path) -> AgencyRow:
    """An agency that the axis alone reaches; it lies in this database, and nothing is told between the two but over the axis."""
    agency = make_agency("Sở Tài chính tỉnh Mẫu", code="X1")
    opened(agency, tmp_path)
    return agency


@pytest.fixture
def door(house: made.House, tmp_path: Path) -> Connection:
    return opened(house.agency, tmp_path)


def opened(agency: AgencyRow, folder: Path) -> Connection:
    exchange.connect(
        actor=make_actor(agency, Role.ADMIN), agency_id=agency.id, adapter="demo", endpoint=str(folder), system_id=agency.code,
    )  # fmt: skip
    DemoAxis(Access(str(folder), agency.code))
    return Connection.objects.for_actor(Actor.system(agency.id)).get()


def issued(house: made.House, *to: tuple[str, str], here: AgencyRow | None = None) -> OutgoingDocument:
    draft = made.on_the_table(house)
    for name, code in to:
        made.add_line(draft, name, "axis", address=code)
    if here is not None:
        made.add_line(draft, here)
    doc = made.numbered(house, draft)
    OutgoingDocument.objects.unscoped(reason="test").filter(pk=doc.pk).update(state="issued")
    delivery.send_issued(OutgoingIssued(doc.pk, house.agency.id))
    if here is not None:
        run_pending()
    return made.outgoing(doc.pk)


def exchanged() -> None:
    """Until both have said all they have to say."""
    for _ in range(2):
        for row in Connection.objects.unscoped(reason="test").order_by("id"):
            push(connection_id=row.pk)
        for row in Connection.objects.unscoped(reason="test").order_by("id"):
            poll(connection_id=row.pk)
        run_pending()


def lines(doc: OutgoingDocument) -> list[tuple[str, str]]:
    rows = Recipient.objects.unscoped(reason="test").filter(outgoing=doc).order_by("order", "id")
    return list(rows.values_list("name", "state"))


def arrivals(agency: AgencyRow) -> list[IncomingDocument]:
    return list(IncomingDocument.objects.for_actor(Actor.system(agency.id)).order_by("id"))


def code(doc: OutgoingDocument) -> str:
    return f"{doc.number:02}/{doc.symbol}"


def acts(kind: str, subject_id: int) -> list[str]:
    return [one.verb for one in audit.trail([SubjectRef(kind, subject_id)])]


@pytest.mark.parametrize("agree", [True, False])
def test_an_update_asks_and_the_answer_comes_back(
    house: made.House, door: Connection, far: AgencyRow, agree: bool
) -> None:
    doc = issued(house, (far.name, "X1"))
    exchanged()
    assert lines(doc) == [(far.name, "01")]
    update_outgoing(actor=house.clerk, outgoing_id=doc.pk, due_on=LATER, reason="Gia hạn")
    run_pending()
    exchanged()
    assert lines(doc) == [(far.name, "13"), (far.name, "01")]
    before, now = arrivals(far)
    assert (before.recall_reason, before.recall_asked_at) == ("Cập nhật: Gia hạn", made.DAY)
    assert now.due_at is not None
    assert (now.due_at.astimezone(clock.VIETNAM).date(), before.due_at) == (LATER, None)
    clerk = make_actor(far, Role.CLERK)
    withdraw_incoming(actor=clerk, incoming_id=before.pk, agree=agree, reason="" if agree else "Đang xử lý")
    run_pending()
    exchanged()
    assert lines(doc) == [(far.name, "15" if agree else "16"), (far.name, "01")]
    assert arrivals(far)[0].state == ("withdrawn" if agree else "waiting")
    assert "outgoing.updated" in acts("outgoing", doc.pk)
    assert {"incoming.recall_asked", "incoming.recall_answered"} <= set(acts("incoming", before.pk))
    assert made.outgoing(doc.pk).state == "issued"


@pytest.mark.parametrize("known", [False, True], ids=["new to them", "they have it"])
def test_a_replacement_takes_the_place(
    house: made.House, door: Connection, far: AgencyRow, known: bool
) -> None:
    doc = issued(house, (far.name, "X1"))
    other = issued(house, *([(far.name, "X1")] if known else []))
    exchanged()
    replace_outgoing(actor=house.leader, outgoing_id=doc.pk, by_code=f" {code(other)} ", reason="Sai số liệu")
    run_pending()
    exchanged()
    old = made.outgoing(doc.pk)
    assert (old.state, old.recall_reason) == ("recalled", f"Thay thế bằng {code(other)}: Sai số liệu")
    assert (lines(doc), lines(other)) == ([(far.name, "13")], [(far.name, "01")])
    before, now = arrivals(far)
    assert (before.recall_reason, now.recall_asked_at) == (old.recall_reason, None)
    assert (int(now.number), now.symbol) == (other.number, other.symbol)
    withdraw_incoming(actor=make_actor(far, Role.CLERK), incoming_id=before.pk, agree=True)
    run_pending()
    exchanged()
    assert (lines(doc), lines(other)) == ([(far.name, "15")], [(far.name, "01")])
    assert "outgoing.replaced" in acts("outgoing", doc.pk)
    assert "outgoing.replaces" in acts("outgoing", other.pk)
    with pytest.raises(Conflict):
        update_outgoing(actor=house.clerk, outgoing_id=doc.pk, due_on=None, reason="Gửi lại")


def test_between_agencies_here(house: made.House) -> None:
    near = make_agency("Sở Y tế", code="H99.55")
    doc, other = issued(house, here=near), issued(house)
    update_outgoing(actor=house.clerk, outgoing_id=doc.pk, due_on=None, reason="Bản trước mờ")
    run_pending()
    assert lines(doc) == [("Sở Y tế", "13"), ("Sở Y tế", "01")]
    assert [one.recall_asked_at is not None for one in arrivals(near)] == [True, False]
    replace_outgoing(actor=house.clerk, outgoing_id=doc.pk, by_code=code(other), reason="Sai")
    run_pending()
    assert (lines(doc)[1], lines(other)) == (("Sở Y tế", "13"), [("Sở Y tế", "01")])
    third = issued(house, here=near)
    last = issued(house, here=near)
    replace_outgoing(actor=house.clerk, outgoing_id=third.pk, by_code=code(last), reason="Sai")
    run_pending()
    assert len(arrivals(near)) == 5, "what they have is not sent a second time"
    assert (lines(third), lines(last)) == ([("Sở Y tế", "13")], [("Sở Y tế", "01")])


def test_the_message_says_what_it_is(house: made.House, door: Connection, tmp_path: Path) -> None:
    """To one that answers by itself and knows neither: it takes both for new, and the line goes on waiting for its word."""
    doc = issued(house, ("Bộ Mẫu", "X9"))
    exchanged()
    other = issued(house)
    DemoAxis(Access(str(tmp_path), "X9"))
    update_outgoing(actor=house.clerk, outgoing_id=doc.pk, due_on=LATER, reason="Gia hạn")
    run_pending()
    exchanged()
    replace_outgoing(actor=house.clerk, outgoing_id=doc.pk, by_code=code(other), reason="Sai")
    run_pending()
    exchanged()
    box = DemoAxis(Access(str(tmp_path), "X9"))
    sent = [edxml.read(box.fetch(one.remote_id).data) for one in box.listed(PackageKind.DOCUMENT, made.DAY)]
    about = sent[0].header.document_id
    assert [one.kind for one in sent] == [edxml.Kind.UPDATE, edxml.Kind.REPLACE]
    update, replacement = (one.business or edxml.Business() for one in sent)
    assert (update.document_id, update.content_changed, update.reason) == (about, True, "Cập nhật: Gia hạn")
    assert replacement.replacements == (edxml.Replacement(about, ("X9",)),)
    assert not box.listed(PackageKind.STATUS, made.DAY), "the message itself asks"
    assert lines(doc)[0] == ("Bộ Mẫu", "13")


def test_what_is_still_in_the_queue_is_asked_for_behind_it(
    house: made.House, door: Connection, far: AgencyRow
) -> None:
    doc, other = issued(house, (far.name, "X1")), issued(house, (far.name, "X1"))
    recall_outgoing(actor=house.clerk, outgoing_id=other.pk, reason="Nhầm")
    update_outgoing(actor=house.clerk, outgoing_id=doc.pk, due_on=None, reason="Thiếu trang")
    assert lines(other) == [(far.name, "waiting")]
    run_pending()
    assert (lines(other), lines(doc)) == ([(far.name, "13")], [(far.name, "13"), (far.name, "sent")])
    exchanged()
    exchanged()
    exchanged()
    # Taken back before anybody opened it: that is said at once, and only the update became an arrival.
    assert [one.recall_reason for one in arrivals(far)] == [""]
    assert (lines(other), lines(doc)) == ([(far.name, "15")], [(far.name, "15"), (far.name, "01")])


def test_nothing_but_the_asking_leaves_where_the_content_is_gone(
    house: made.House, door: Connection, far: AgencyRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = issued(house, (far.name, "X1"))
    exchanged()
    monkeypatch.setattr(superseding.documents, "contents", lambda **_: documents.Parcel({}, (), ()))
    update_outgoing(actor=house.clerk, outgoing_id=doc.pk, due_on=None, reason="Gửi lại")
    run_pending()
    exchanged()
    assert lines(doc) == [(far.name, "13")]
    assert [one.recall_asked_at is not None for one in arrivals(far)] == [True]


def test_without_a_door_they_are_asked_later(house: made.House, door: Connection, far: AgencyRow) -> None:
    doc = issued(house, (far.name, "X1"))
    exchanged()
    exchange.disconnect(actor=make_actor(house.agency, Role.ADMIN), agency_id=house.agency.id)
    update_outgoing(actor=house.clerk, outgoing_id=doc.pk, due_on=None, reason="Gửi lại")
    run_pending()
    assert lines(doc) == [(far.name, "13")]
    assert Outbox.objects.unscoped(reason="test").filter(kind="edoc").count() == 1


def test_who_may_not(house: made.House, door: Connection, far: AgencyRow) -> None:
    doc, other = issued(house, (far.name, "X1")), issued(house)
    waiting = made.signed(house)

    def both(actor: Actor, outgoing_id: int) -> list[Any]:
        return [
            lambda: replace_outgoing(actor=actor, outgoing_id=outgoing_id, by_code=code(other), reason="Sai"),
            lambda: update_outgoing(actor=actor, outgoing_id=outgoing_id, due_on=None, reason="Sai"),
        ]

    for error, tries in {
        NotFound: both(make_actor(far, Role.CLERK), doc.pk),
        Forbidden: both(house.officer, doc.pk),
        Conflict: both(house.clerk, waiting.pk),
    }.items():
        for act in tries:
            with pytest.raises(error):
                act()
    assert lines(doc) == [(far.name, "waiting")]
    with pytest.raises(Forbidden):
        exchange.supersede(
            actor=Actor.system(far.id), deliveries=exchange_ids(doc),
            by=exchange.Superseding(SubjectRef("outgoing", doc.pk), FIELDS, [], "update", "Sai"),
        )  # fmt: skip


FIELDS = exchange.DocumentFields("1", "BC", "Báo cáo", "B", "A", "2026-11-20", "Vũ Khoát", "Giám đốc")


def exchange_ids(doc: OutgoingDocument) -> list[int]:
    rows = Recipient.objects.unscoped(reason="test").filter(outgoing=doc)
    return [one for one in rows.values_list("delivery_id", flat=True) if one]


@pytest.mark.parametrize("by", ["", "99/BC-SNV", "itself"])
def test_a_replacement_is_an_issued_document_of_the_agency(
    house: made.House, door: Connection, far: AgencyRow, by: str
) -> None:
    doc = issued(house, (far.name, "X1"))
    with pytest.raises(Invalid) as refused:
        replace_outgoing(
            actor=house.clerk, outgoing_id=doc.pk, by_code=code(doc) if by == "itself" else by, reason="Sai"
        )
    assert (refused.value.code, refused.value.field) == ("documents.replacement_unknown", "by")
    assert made.outgoing(doc.pk).state == "issued"


def test_an_update_needs_somebody_who_has_it_and_a_day_ahead(house: made.House) -> None:
    doc = issued(house)
    for due, error in ((date(2020, 1, 1), Invalid), (None, Conflict)):
        with pytest.raises(error):
            update_outgoing(actor=house.clerk, outgoing_id=doc.pk, due_on=due, reason="Sai")
    with pytest.raises(Invalid):
        update_outgoing(actor=house.clerk, outgoing_id=doc.pk, due_on=None, reason=" ")


def test_the_screens(house: made.House, door: Connection, far: AgencyRow, client: Client) -> None:
    doc, other = issued(house, (far.name, "X1")), issued(house)
    pages = [reverse(f"documents:outgoing_{name}", args=[doc.pk]) for name in ("replace", "update")]
    sign_in(client, house.officer)
    assert {client.get(page).status_code for page in pages} <= {403, 404}
    sign_in(client, house.clerk)
    shown = client.get(reverse("documents:outgoing_document", args=[doc.pk])).content.decode()
    assert all(f'href="{page}"' in shown for page in pages)
    assert "Gửi bản cập nhật" in client.get(pages[1]).content.decode()
    wrong = client.post(pages[0], {"by": "99/BC", "reason": "Sai"})
    assert (wrong.status_code, "mang số 99/BC" in wrong.content.decode()) == (422, True)
    assert client.post(pages[1], {"due_on": "1/1/2020", "reason": "Sai"}).status_code == 422
    assert client.post(pages[1], {"due_on": "", "reason": "Gửi lại"}).status_code == 302
    assert client.post(pages[0], {"by": code(other), "reason": "Sai"}).status_code == 302
    run_pending()
    assert client.get(pages[0]).status_code == 409
    assert (
        "Thay thế bằng" in client.get(reverse("documents:outgoing_document", args=[doc.pk])).content.decode()
    )


def test_a_stranger_takes_nothing_back_by_a_replacement(
    house: made.House, door: Connection, tmp_path: Path
) -> None:
    """It names a document of somebody else: its own comes in, the other one is left alone."""
    for sender, number, act in (
        ("X1", "1", edxml.Business(0)),
        ("X2", "2", edxml.Business(3, "Sai", replacements=(edxml.Replacement("X1,2026/11/20,1/BM", (house.agency.code,)),))),
        ("X2", "3", edxml.Business(2, "Sai", document_id="X1,2026/11/20,1/BM")),
    ):  # fmt: skip
        header = edxml.Header(
            sender=edxml.Party(sender, name=sender), receivers=(edxml.Party(house.agency.code, name="Sở Nội vụ"),),
            document_id=f"{sender},2026/11/20,{number}/BM", code=edxml.Code(number, "BM"), promulgation_date=made.DAY.date(),
            document_type=edxml.DocumentType(18, 0, "Công văn"), subject="Rà soát",
        )  # fmt: skip
        DemoAxis(Access(str(tmp_path), sender)).send(
            edxml.write(edxml.Message(header, act)), kind=PackageKind.DOCUMENT, sender=sender, receivers=[house.agency.code]
        )  # fmt: skip
    exchanged()
    assert set(Inbox.objects.unscoped(reason="test").values_list("state", flat=True)) == {"done"}
    assert [one.recall_asked_at for one in arrivals(house.agency)] == [None, None, None]
