"""Province, department, commune: a document goes down two steps, and each answer closes what it answers (S39)."""

from datetime import timedelta

import pytest

from congso.documents import testing_outgoing as made
from congso.documents.actions.direct_incoming import direct_incoming
from congso.documents.actions.register_incoming import register_incoming
from congso.documents.models import IncomingDocument, OutgoingDocument, Recipient
from congso.documents.queries.incoming_document import document as arrival_page
from congso.flows.tests.test_chain import answered, issue_to
from congso.kernel import clock
from congso.kernel.testing import run_pending
from congso.tasks import api as tasks
from congso.tasks.api import Line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


def register(house: made.House, sender: made.House) -> IncomingDocument:
    """What came from the sender, registered with the fields of the envelope."""
    incoming = IncomingDocument.objects.for_actor(house.clerk).get(issuer_agency_id=sender.agency.id)
    shown = arrival_page(house.clerk, incoming.pk)
    register_incoming(
        actor=house.clerk, incoming_id=incoming.pk, fields=shown.fields, expected_version=shown.version,
        leader_appointment_id=house.leader.appointment_id,
    )  # fmt: skip
    line = Line(tasks.LEAD, appointment_id=house.officer.appointment_id, due_at=made.DAY + timedelta(days=3))
    direct_incoming(actor=house.leader, incoming_id=incoming.pk, text="Tham mưu trả lời", lines=[line])
    run_pending()
    return IncomingDocument.objects.for_actor(house.clerk).get(pk=incoming.pk)


def answer(house: made.House, incoming: IncomingDocument) -> OutgoingDocument:
    (signed,) = made.sign_drafts_of(house, [answered(house, incoming)])
    made.issue_outgoing(actor=house.clerk, outgoing_id=signed)
    run_pending()
    return made.outgoing(signed)


def state(house: made.House, incoming: IncomingDocument) -> str:
    return IncomingDocument.objects.for_actor(house.clerk).get(pk=incoming.pk).state


@pytest.mark.slow
def test_a_document_goes_down_two_levels_and_each_answer_closes_its_original() -> None:
    province = made.make_house("Ủy ban nhân dân tỉnh Mẫu")
    department, commune = made.make_house("Sở Nội vụ"), made.make_house("Ủy ban nhân dân xã An Bình")
    down = issue_to(province, department)
    at_department = register(department, province)
    further = issue_to(department, commune)
    at_commune = register(commune, department)
    assert (
        not IncomingDocument.objects.for_actor(commune.clerk)
        .filter(issuer_agency_id=province.agency.id)
        .exists()
    )

    up = answer(commune, at_commune)
    assert (state(commune, at_commune), state(department, at_department)) == ("closed", "assigned")
    assert Recipient.objects.unscoped(reason="test").get(outgoing=further).state == "06"
    assert Recipient.objects.unscoped(reason="test").get(outgoing=down).state == "04"
    came = IncomingDocument.objects.for_actor(department.clerk).get(issuer_agency_id=commune.agency.id)
    assert (came.state, came.subject) == ("waiting", up.subject)

    reply = answer(department, at_department)
    assert (state(department, at_department), reply.state) == ("closed", "issued")
    assert Recipient.objects.unscoped(reason="test").get(outgoing=down).state == "06"
    back = IncomingDocument.objects.for_actor(province.clerk).get()
    assert (back.issuer_name, back.subject) == ("Sở Nội vụ", reply.subject)
    for stranger in (province, commune):
        assert not IncomingDocument.objects.for_actor(stranger.clerk).filter(pk=at_department.pk).exists()
