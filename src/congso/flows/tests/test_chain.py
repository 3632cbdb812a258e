"""The closed loop in one piece: issued there, worked on here, answered, and both ends know it."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from congso.documents import testing_draft as drafts
from congso.documents import testing_incoming as arrivals
from congso.documents import testing_outgoing as made
from congso.documents.actions.cancel_outgoing import recall_outgoing
from congso.documents.actions.change_recipients import resend
from congso.documents.actions.choose_signer import choose_signer
from congso.documents.actions.create_draft import create_draft
from congso.documents.actions.direct_incoming import direct_incoming
from congso.documents.actions.refuse_incoming import refuse_incoming
from congso.documents.actions.register_incoming import register_incoming
from congso.documents.actions.submit_draft import approve_step, submit_draft
from congso.documents.actions.withdraw_incoming import withdraw_incoming
from congso.documents.events import OutgoingIssued
from congso.documents.models import Answer, IncomingDocument, OutgoingDocument, Recipient
from congso.documents.queries.incoming_document import document as arrival_page
from congso.exchange.actions.send import carry
from congso.exchange.events import EnvelopeArrived
from congso.files import api as files
from congso.flows import delivery
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.testing import run_pending
from congso.notices import api as notices
from congso.signing import api as signing
from congso.tasks import api as tasks
from congso.tasks.api import Line

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def province() -> made.House:
    return made.make_house("Ủy ban nhân dân tỉnh Mẫu")


@pytest.fixture
def department() -> made.House:
    return made.make_house("Sở Nội vụ")


def issue_to(sender: made.House, receiver: made.House) -> OutgoingDocument:
    draft = made.on_the_table(sender, "Rà soát biên chế cấp xã", kind="cong_van", symbol="UBND-NC")
    made.add_line(draft, receiver.agency)
    doc = made.numbered(sender, draft)
    run_pending()
    return made.outgoing(doc.pk)


def arrival_of(house: made.House) -> IncomingDocument:
    return IncomingDocument.objects.for_actor(house.clerk).get()


def register(house: made.House) -> IncomingDocument:
    """Registered with the fields that came in the envelope: the clerk types nothing."""
    incoming = arrival_of(house)
    shown = arrival_page(house.clerk, incoming.pk)
    register_incoming(
        actor=house.clerk, incoming_id=incoming.pk, fields=shown.fields, expected_version=shown.version,
        leader_appointment_id=house.leader.appointment_id,
    )  # fmt: skip
    run_pending()
    return arrival_of(house)


def state_at(sender: made.House, doc: OutgoingDocument) -> tuple[str, str]:
    line = Recipient.objects.unscoped(reason="test").get(outgoing=doc)
    return line.state, line.state_note


@pytest.mark.slow
def test_the_whole_loop(province: made.House, department: made.House) -> None:
    doc = issue_to(province, department)
    assert (doc.state, state_at(province, doc)) == ("issued", ("01", ""))

    incoming = arrival_of(department)
    assert (incoming.state, incoming.channel, incoming.number, incoming.symbol) == (
        "waiting", "internal", "01", "UBND-NC",
    )  # fmt: skip
    assert incoming.issuer_agency_id == province.agency.id
    assert incoming.signatures["state"] == "valid"
    original = files.read(doc.file_id or 0)
    assert files.read(incoming.main_file_id or 0) == original

    incoming = register(department)
    assert state_at(province, doc) == ("03", "1")
    assert files.read(incoming.main_file_id or 0) == original

    line = Line(
        tasks.LEAD, appointment_id=department.officer.appointment_id, due_at=made.DAY + timedelta(days=3)
    )
    assignments = direct_incoming(
        actor=department.leader, incoming_id=incoming.pk, text="Tham mưu trả lời", lines=[line]
    ).assignment_ids
    run_pending()
    assert state_at(province, doc)[0] == "04"
    assert "flows.assigned_lead" in told(department.officer)

    answer = answered(department, incoming)
    assert state_at(province, doc)[0] == "05"
    (signed,) = made.sign_drafts_of(department, [answer])
    made.issue_outgoing(actor=department.clerk, outgoing_id=signed)
    run_pending()

    reply = made.outgoing(signed)
    assert (reply.state, reply.number) == ("issued", 1)
    assert signing.faults_of_issued(files.read(reply.file_id or 0)) == ()
    incoming = arrival_of(department)
    assert (incoming.state, incoming.close_kind) == ("closed", "answered")
    assert state_at(province, doc)[0] == "06"
    assert [line.state for line in tasks.lines(assignments)] == ["done"]
    back = arrival_of(province)
    assert (back.state, back.subject, back.issuer_name) == ("waiting", reply.subject, "Sở Nội vụ")
    assert made.states(reply) == {"Ủy ban nhân dân tỉnh Mẫu": "01"}
    assert "flows.issued" in told(department.officer)


def told(actor: Actor) -> list[str]:
    return [notice.kind for notice in notices.notices_of(actor).rows]


def answered(house: made.House, incoming: IncomingDocument) -> int:
    """A draft that answers the arrival, up to the signer's table."""
    draft_id = create_draft(actor=house.officer, kind="bao_cao", answers=[incoming.pk])
    drafts.edit(house.officer, draft_id, content=drafts.TEXT, symbol="BC-SNV")
    choose_signer(
        actor=house.officer, draft_id=draft_id, appointment_id=house.leader.appointment_id or 0, key="HEAD"
    )
    assert submit_draft(actor=house.officer, draft_id=draft_id) == "form"
    assert approve_step(actor=house.clerk, draft_id=draft_id) == "sign"
    run_pending()
    return draft_id


def test_returned_with_a_reason_and_sent_again(province: made.House, department: made.House) -> None:
    doc = issue_to(province, department)
    first = arrival_of(department)
    refuse_incoming(actor=department.clerk, incoming_id=first.pk, reason="Không thuộc thẩm quyền")
    run_pending()
    assert state_at(province, doc) == ("02", "Không thuộc thẩm quyền")
    line = Recipient.objects.unscoped(reason="test").get(outgoing=doc)
    resend(actor=province.clerk, outgoing_id=doc.pk, recipient_id=line.pk)
    run_pending()
    assert state_at(province, doc) == ("01", "")
    second = IncomingDocument.objects.for_actor(department.clerk).get(state="waiting")
    assert second.pk != first.pk


@pytest.mark.parametrize(
    ("agree", "state", "there"), [(True, "15", "withdrawn"), (False, "16", "registered")]
)
def test_a_recall_is_answered_by_the_receiver(
    province: made.House, department: made.House, *, agree: bool, state: str, there: str
) -> None:
    doc = issue_to(province, department)
    incoming = register(department)
    recall_outgoing(actor=province.leader, outgoing_id=doc.pk, reason="Sai số liệu")
    run_pending()
    assert state_at(province, doc) == ("13", "Sai số liệu")
    assert arrival_of(department).recall_reason == "Sai số liệu"
    withdraw_incoming(actor=department.clerk, incoming_id=incoming.pk, agree=agree, reason="Đã xử lý")
    run_pending()
    assert (state_at(province, doc)[0], arrival_of(department).state) == (state, there)
    assert made.outgoing(doc.pk).state == "recalled"


def test_recalled_before_it_was_opened(province: made.House, department: made.House) -> None:
    draft = made.on_the_table(province)
    made.add_line(draft, department.agency)
    doc = made.issued(province, draft)
    delivery.send_issued(OutgoingIssued(outgoing_id=doc.pk, agency_id=province.agency.id))
    # The road is slow today: the recall overtakes the envelope, announced or not.
    delivery_id = Recipient.objects.unscoped(reason="test").get(outgoing=doc).delivery_id or 0
    ProcrastinateJob.objects.filter(task_name="exchange.carry").delete()
    recall_outgoing(actor=province.clerk, outgoing_id=doc.pk, reason="Gửi nhầm")
    run_pending()
    carry(delivery_id=delivery_id)
    delivery.open_envelope(EnvelopeArrived(delivery_id=delivery_id, receiver_id=department.agency.id))
    run_pending()
    assert state_at(province, doc) == ("15", "Nơi nhận không giữ văn bản này")
    assert not IncomingDocument.objects.for_actor(department.clerk).exists()


def test_an_answer_that_is_recalled_answers_nothing(province: made.House, department: made.House) -> None:
    incoming = arrivals.make_incoming(department.clerk)
    draft = made.on_the_table(department)
    Answer.objects.create(incoming=incoming, draft=draft)
    doc = made.numbered(department, draft)
    run_pending()
    assert arrivals.row(incoming.pk).state == "closed"
    recall_outgoing(actor=department.clerk, outgoing_id=doc.pk, reason="Sai")
    run_pending()
    assert arrivals.row(incoming.pk).state == "working"


def test_one_answer_closes_several_and_several_close_one(department: made.House) -> None:
    two = [arrivals.make_incoming(department.clerk, number=str(number)) for number in (10, 11)]
    first, second = (made.on_the_table(department, f"Trả lời {number}") for number in (1, 2))
    for incoming in two:
        Answer.objects.create(incoming=incoming, draft=first)
    Answer.objects.create(incoming=two[0], draft=second)
    made.numbered(department, first)
    run_pending()
    assert [arrivals.row(one.pk).state for one in two] == ["registered", "closed"]
    made.numbered(department, second)
    run_pending()
    assert [arrivals.row(one.pk).state for one in two] == ["closed", "closed"]
