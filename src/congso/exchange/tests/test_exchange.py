"""Envelopes: one effect however often they run, states from the right end only."""

from dataclasses import asdict

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from congso.audit import api as audit
from congso.exchange import api as exchange
from congso.exchange.actions.send import carry
from congso.exchange.models import Delivery, Envelope
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Invalid
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef
from congso.people.rows import AgencyRow
from congso.people.testing import make_agency

pytestmark = pytest.mark.django_db

FIELDS = exchange.DocumentFields(
    number="05", symbol="BC-SNV", kind="Báo cáo", subject="Biên chế", issuer="Sở Nội vụ", date="2026-11-17",
    signer_name="Vũ Đình Khoát", signer_title="Giám đốc",
)  # fmt: skip
FILE = exchange.EnclosedFile(1, "05-BC-SNV.pdf", "ab" * 32, "main")
SUBJECT = SubjectRef("outgoing", 7)


@pytest.fixture
def sender() -> AgencyRow:
    return make_agency("Sở Nội vụ", code="H99.04")


@pytest.fixture
def receiver() -> AgencyRow:
    return make_agency("Sở Tài chính")


@pytest.fixture
def delivery(sender: AgencyRow, receiver: AgencyRow) -> int:
    made = exchange.send(
        actor=Actor.system(sender.id), subject=SUBJECT, fields=FIELDS, files=[FILE],
        receivers=[receiver.id, receiver.id],
    )  # fmt: skip
    assert list(made) == [receiver.id]
    return made[receiver.id]


def state(delivery_id: int) -> str:
    return exchange.deliveries([delivery_id])[delivery_id].state


def arrivals() -> int:
    return Event.objects.filter(name="exchange.EnvelopeArrived").count()


def test_an_envelope_says_what_was_sent(delivery: int, sender: AgencyRow, receiver: AgencyRow) -> None:
    brought = exchange.brought(delivery)
    assert (brought["document_id"], brought["kind"]) == ("H99.04,2026/11/17,05/BC-SNV", "new")
    assert (brought["sender_id"], brought["sender_name"], brought["receiver_id"]) == (
        sender.id, "Sở Nội vụ", receiver.id,
    )  # fmt: skip
    assert brought["files"] == [asdict(FILE)]
    assert exchange.DocumentFields(**{**brought["fields"], "answers": ()}) == FIELDS
    assert brought["state"] == "queued"
    assert [line.verb for line in audit.trail([SUBJECT])] == ["outgoing.sent"]
    assert ProcrastinateJob.objects.filter(task_name="exchange.carry").count() == 1
    assert Envelope.objects.unscoped(reason="test").count() == 1


def test_carrying_twice_announces_until_it_has_arrived(delivery: int, receiver: AgencyRow) -> None:
    carry(delivery_id=delivery)
    assert arrivals() == 1
    exchange.arrived(delivery_id=delivery, subject=SubjectRef("incoming", 3))
    exchange.report(actor=Actor.system(receiver.id), delivery_id=delivery, code="01")
    carry(delivery_id=delivery)
    assert arrivals() == 1
    assert Delivery.objects.unscoped(reason="test").get(arrived_kind="incoming", arrived_id=3).pk == delivery


def test_states_travel_back_with_who_said_them(delivery: int, receiver: AgencyRow) -> None:
    clerk = Actor(kind=Actor.system().kind, name="Lê Thị Hà", agency_id=receiver.id, post_title="Văn thư")
    for code in ("01", "03", "01"):
        exchange.report(actor=clerk, delivery_id=delivery, code=code, note="5127" if code == "03" else "")
    rows = exchange.statuses([delivery])[delivery]
    assert [(row.code, row.description, row.staff, row.department) for row in rows] == [
        ("01", "", "Lê Thị Hà", "Văn thư"), ("03", "5127", "Lê Thị Hà", "Văn thư"), ("01", "", "Lê Thị Hà", "Văn thư"),
    ]  # fmt: skip
    found = exchange.deliveries([delivery])[delivery]
    assert (found.state, found.note, found.receiver_name) == ("03", "5127", "Sở Tài chính")
    events = Event.objects.filter(name="exchange.StatusReported").order_by("id")
    assert [(event.data["code"], event.data["sender_subject"]) for event in events] == [
        ("01", "outgoing:7"), ("03", "outgoing:7"), ("01", "outgoing:7"),
    ]  # fmt: skip


def test_each_end_reports_its_own_codes(delivery: int, sender: AgencyRow, receiver: AgencyRow) -> None:
    stranger = make_agency("Sở Y tế")
    for agency, code in ((sender, "01"), (stranger, "01"), (receiver, "13"), (stranger, "13")):
        with pytest.raises(Forbidden):
            exchange.report(actor=Actor.system(agency.id), delivery_id=delivery, code=code)
    with pytest.raises(Invalid):
        exchange.report(actor=Actor.system(receiver.id), delivery_id=delivery, code="99")
    assert (state(delivery), exchange.statuses([delivery])[delivery]) == ("queued", [])
    exchange.report(actor=Actor.system(), delivery_id=delivery, code="01")
    assert state(delivery) == "01"


def test_a_status_that_does_not_fit_is_a_conflict(delivery: int, receiver: AgencyRow) -> None:
    there = Actor.system(receiver.id)
    exchange.report(actor=there, delivery_id=delivery, code="02", note="Không thuộc thẩm quyền")
    with pytest.raises(Conflict) as refused:
        exchange.report(actor=there, delivery_id=delivery, code="03")
    assert refused.value.code == "exchange.status_out_of_order"
    assert [row.code for row in exchange.statuses([delivery])[delivery]] == ["02"]


def test_a_refused_taking_back_returns_to_the_state_before(
    delivery: int, sender: AgencyRow, receiver: AgencyRow
) -> None:
    here, there = Actor.system(sender.id), Actor.system(receiver.id)
    for actor, code, then in (
        (there, "01", "01"), (there, "03", "03"), (here, "13", "13"), (there, "04", "13"), (there, "16", "04"),
        (here, "13", "13"), (there, "15", "15"),
    ):  # fmt: skip
        assert exchange.report(actor=actor, delivery_id=delivery, code=code) == then
    assert Delivery.objects.unscoped(reason="test").get(pk=delivery).state == "15"
