"""What crosses the axis reaches documents and people: lines turn, clerks hear."""

from pathlib import Path

import pytest

from congso.documents import testing_outgoing as made
from congso.exchange import api as exchange
from congso.exchange.events import DeliveryFailed, StatusReported
from congso.flows import axis, delivery
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.notices.models import Notice
from congso.people.testing import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    with clock.frozen(made.DAY):
        yield made.make_house("Sở Nội vụ")


def test_the_clerks_hear_that_a_document_could_not_leave(house: made.House) -> None:
    draft = made.on_the_table(house, "Rà soát biên chế", kind="cong_van", symbol="SNV-VP")
    doc = made.numbered(house, draft)
    before = Notice.objects.unscoped(reason="test").count()
    axis.sender_told(DeliveryFailed(1, house.agency.id, f"outgoing:{doc.pk}", "no_receiver"))
    told = Notice.objects.unscoped(reason="test").filter(kind="flows.delivery_failed")
    assert [one.person_id for one in told] == [house.clerk.person_id]
    assert told[0].url
    axis.sender_told(DeliveryFailed(1, house.agency.id, "package:1", "no_receiver"))
    assert Notice.objects.unscoped(reason="test").count() == before + 1


def test_nobody_here_answers_for_an_agency_elsewhere(house: made.House, tmp_path: Path) -> None:
    admin = make_actor(house.agency, Role.ADMIN)
    exchange.connect(
        actor=admin,
        agency_id=house.agency.id,
        adapter="demo",
        endpoint=str(tmp_path),
        system_id=house.agency.code,
    )
    fields = exchange.DocumentFields(
        "05", "BC", "Báo cáo", "Biên chế", "Sở Nội vụ", "2026-11-17", "Vũ Khoát", "Giám đốc"
    )
    sent = exchange.send_abroad(
        actor=Actor.system(house.agency.id), subject=SubjectRef("outgoing", 7), fields=fields, files=[],
        receivers=[exchange.Abroad("X1", "Bộ Mẫu")],
    )  # fmt: skip
    exchange.report(actor=Actor.system(house.agency.id), delivery_id=sent["X1"], code="13", note="Gửi nhầm")
    delivery.ask_receiver(StatusReported(sent["X1"], "13", "outgoing:7", "Gửi nhầm"))
    assert exchange.deliveries([sent["X1"]])[sent["X1"]].state == "13"
