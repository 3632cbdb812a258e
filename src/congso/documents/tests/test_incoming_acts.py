"""Returning, closing, reopening, paper, recall, opening of arrivals; who may see and do what."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congso.documents import involve
from congso.documents import policies_incoming as policies
from congso.documents import testing_incoming as t
from congso.documents.actions.add_paper import add_paper
from congso.documents.actions.close_incoming import close_by_answers, close_incoming, reopen_incoming
from congso.documents.actions.open_incoming import open_incoming
from congso.documents.actions.refuse_incoming import refuse_incoming
from congso.documents.actions.withdraw_incoming import ask_recall, withdraw_incoming
from congso.documents.models import (
    Answer,
    Hold,
    IncomingDocument,
    OutgoingDocument,
    PaperReturn,
    RegisterNumber,
)
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.people.testing import make_actor, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def office():
    return t.make_office()


def told(name):
    return list(Event.objects.filter(name=f"documents.{name}").values_list("data", flat=True))


def test_a_returned_arrival_takes_no_number_and_the_sender_reads_why(office):
    incoming = t.receive(office.clerk)
    refuse_incoming(actor=office.clerk, incoming_id=incoming.pk, reason="  Gửi nhầm  cơ quan ")
    row = t.row(incoming.pk)
    assert (row.state, row.refuse_reason) == ("refused", "Gửi nhầm cơ quan")
    assert told("IncomingRefused")[0]["reason"] == "Gửi nhầm cơ quan"
    assert RegisterNumber.objects.unscoped(reason="test").count() == 0
    assert not Hold.objects.unscoped(reason="test").filter(until=None).exists()


def test_refusals_of_returning(office):
    incoming = t.receive(office.clerk)
    call = {"incoming_id": incoming.pk, "reason": "Nhầm"}
    with pytest.raises(Invalid, match=r"documents\.reason_missing"):
        refuse_incoming(actor=office.clerk, incoming_id=incoming.pk, reason="")
    with pytest.raises(Forbidden):
        refuse_incoming(actor=office.leader, **call)
    with pytest.raises(NotFound):
        refuse_incoming(actor=t.make_office("Sở Tài chính").clerk, **call)
    with pytest.raises(Conflict, match=r"documents\.changed_meanwhile"):
        refuse_incoming(actor=office.clerk, **call, expected_version=7)
    t.register(office.clerk, incoming)
    with pytest.raises(Conflict, match=r"documents\.incoming_registered_already"):
        refuse_incoming(actor=office.clerk, **call)


@pytest.mark.parametrize("kind", ["information", "filed"])
def test_settled_without_an_answer(office, kind):
    incoming = t.make_incoming(office.clerk)
    close_incoming(actor=office.leader, incoming_id=incoming.pk, kind=kind, reason="Đã đọc")
    row = t.row(incoming.pk)
    assert (row.state, row.close_kind, row.close_reason) == ("closed", kind, "Đã đọc")
    assert told("IncomingClosed")[0]["close_kind"] == kind
    assert not Hold.objects.unscoped(reason="test").filter(until=None).exists()


def test_whoever_leads_the_handling_closes_it_supporters_do_not(office):
    incoming = t.make_incoming(office.clerk)
    lead, support = make_actor(office.agency), make_actor(office.agency)
    for actor, why in ((lead, "lead"), (support, "support")):
        subject = SubjectRef("incoming", incoming.pk)
        involve.involve(subject, agency_id=office.agency.id, why=why, person_id=actor.person_id)
    call = {"incoming_id": incoming.pk, "kind": "filed", "reason": "Lưu"}
    with pytest.raises(Forbidden):
        close_incoming(actor=support, **call)
    close_incoming(actor=lead, **call)
    with pytest.raises(Conflict, match=r"documents\.incoming_closed_already"):
        close_incoming(actor=lead, **call)


def test_refusals_of_closing(office):
    incoming = t.make_incoming(office.clerk)
    call = {"actor": office.clerk, "incoming_id": incoming.pk}
    with pytest.raises(Invalid, match=r"documents\.close_kind_wrong"):
        close_incoming(**call, kind="answered", reason="Xong")
    with pytest.raises(Invalid, match=r"documents\.reason_missing"):
        close_incoming(**call, kind="filed", reason=" ")
    with pytest.raises(Conflict, match=r"documents\.changed_meanwhile"):
        close_incoming(**call, kind="filed", reason="Lưu", expected_version=1)
    with pytest.raises(NotFound):
        close_incoming(actor=make_actor(office.agency), incoming_id=incoming.pk, kind="filed", reason="Lưu")


def test_reopened_in_the_hands_of_the_leader(office):
    incoming = t.make_incoming(office.clerk)
    close_incoming(actor=office.clerk, incoming_id=incoming.pk, kind="filed", reason="Lưu")
    reopen_incoming(actor=office.leader, incoming_id=incoming.pk, reason="Còn việc")
    row = t.row(incoming.pk)
    assert (row.state, row.close_kind, row.closed_at) == ("registered", "", None)
    assert Hold.objects.unscoped(reason="test").get(until=None).holder_name == "Vũ Đình Khoát"
    assert told("IncomingReopened")[0]["incoming_id"] == incoming.pk
    with pytest.raises(Conflict, match=r"documents\.incoming_not_closed"):
        reopen_incoming(actor=office.leader, incoming_id=incoming.pk, reason="Lần nữa")


def test_reopened_with_its_handlers_when_it_had_been_assigned(office):
    incoming = t.make_incoming(office.clerk)
    subject = SubjectRef("incoming", incoming.pk)
    involve.involve(subject, agency_id=office.agency.id, why="lead", person_id=office.leader.person_id)
    IncomingDocument.objects.for_actor(office.clerk).update(leader=None)
    close_incoming(actor=office.clerk, incoming_id=incoming.pk, kind="filed", reason="Lưu")
    reopen_incoming(actor=office.clerk, incoming_id=incoming.pk, reason="Còn việc")
    assert t.row(incoming.pk).state == "assigned"
    assert Hold.objects.unscoped(reason="test").get(until=None).holder_name == "Văn thư"


def test_the_paper_of_another_number_is_not_reopened_alone(office):
    incoming = t.make_incoming(office.clerk)
    IncomingDocument.objects.for_actor(office.clerk).update(state="closed", twin_kind="paper_original")
    with pytest.raises(Invalid, match=r"documents\.paper_of_another"):
        reopen_incoming(actor=office.clerk, incoming_id=incoming.pk, reason="Mở")


def answer(office, incoming, number, **fields):
    body = people.bodies_of(office.agency.id)[0]
    out = OutgoingDocument.objects.create(
        agency_id=office.agency.id, body_id=body.id, kind="cong_van", symbol="SNV", subject="Trả lời",
        check_token=f"token{number}", **fields,
    )  # fmt: skip
    Answer.objects.create(incoming=incoming, outgoing=out)
    return out


def test_it_closes_when_every_closing_answer_is_issued(office):
    incoming, system = t.make_incoming(office.clerk), Actor.system(office.agency.id)
    first, second = answer(office, incoming, 1, state="issued"), answer(office, incoming, 2)
    assert close_by_answers(actor=system, incoming_id=incoming.pk, outgoing_id=first.pk) is False
    OutgoingDocument.objects.unscoped(reason="test").filter(pk=second.pk).update(state="issued")
    assert close_by_answers(actor=system, incoming_id=incoming.pk, outgoing_id=second.pk) is True
    assert t.row(incoming.pk).close_kind == "answered"
    assert close_by_answers(actor=system, incoming_id=incoming.pk, outgoing_id=second.pk) is False


def test_one_answer_closes_several_arrivals_and_none_without_an_answer(office):
    one, two = t.make_incoming(office.clerk), t.make_incoming(office.clerk, number="7")
    alone = t.make_incoming(office.clerk, number="8")
    out = answer(office, one, 1, state="issued")
    Answer.objects.create(incoming=two, outgoing=out)
    system = Actor.system(office.agency.id)
    closed = [
        close_by_answers(actor=system, incoming_id=row.pk, outgoing_id=out.pk) for row in (one, two, alone)
    ]
    assert closed == [True, True, False]


def test_the_paper_half_is_written_down_with_its_place(office):
    incoming = t.make_incoming(office.clerk)
    add_paper(actor=office.clerk, incoming_id=incoming.pk, place="Tủ 2, cặp 11")
    assert PaperReturn.objects.unscoped(reason="test").get().place == "Tủ 2, cặp 11"
    assert t.row(incoming.pk).paper_original
    with pytest.raises(Invalid, match=r"documents\.place_missing"):
        add_paper(actor=office.clerk, incoming_id=incoming.pk, place=" ")
    with pytest.raises(Forbidden):
        add_paper(actor=office.leader, incoming_id=incoming.pk, place="Tủ 2")


def delivered(office):
    incoming = t.make_incoming(office.clerk)
    IncomingDocument.objects.for_actor(office.clerk).filter(pk=incoming.pk).update(delivery_id=5)
    return incoming


def test_a_recall_is_asked_once_and_agreed_to(office):
    incoming = delivered(office)
    for reason in ("Sai nội dung", "Lần hai"):
        assert ask_recall(actor=Actor.system(), delivery_id=5, reason=reason) == incoming.pk
    assert t.row(incoming.pk).recall_reason == "Sai nội dung"
    withdraw_incoming(actor=office.clerk, incoming_id=incoming.pk, agree=True)
    assert t.row(incoming.pk).state == "withdrawn"
    assert RegisterNumber.objects.unscoped(reason="test").get().state == "cancelled"
    assert told("IncomingRecallAnswered")[0]["agreed"] is True
    assert ask_recall(actor=Actor.system(), delivery_id=5, reason="Nữa") is None


def test_a_recall_before_registering_takes_no_number(office):
    incoming = t.receive(office.clerk)
    IncomingDocument.objects.for_actor(office.clerk).update(delivery_id=5)
    ask_recall(actor=Actor.system(), delivery_id=5, reason="")
    withdraw_incoming(actor=office.clerk, incoming_id=incoming.pk, agree=True)
    assert t.row(incoming.pk).state == "withdrawn"


def test_a_recall_is_refused_with_a_reason(office):
    incoming = delivered(office)
    assert ask_recall(actor=Actor.system(), delivery_id=6, reason="Sai") is None
    with pytest.raises(Conflict, match=r"documents\.no_recall"):
        withdraw_incoming(actor=office.clerk, incoming_id=incoming.pk, agree=True)
    ask_recall(actor=Actor.system(), delivery_id=5, reason="Sai")
    with pytest.raises(Invalid, match=r"documents\.reason_missing"):
        withdraw_incoming(actor=office.clerk, incoming_id=incoming.pk, agree=False)
    with pytest.raises(Forbidden):
        withdraw_incoming(actor=office.leader, incoming_id=incoming.pk, agree=True)
    withdraw_incoming(actor=office.clerk, incoming_id=incoming.pk, agree=False, reason="Đã xử lý xong")
    assert (t.row(incoming.pk).state, t.row(incoming.pk).recall_asked_at) == ("registered", None)


def test_opening_begins_the_work_of_the_holder_only(office):
    incoming = t.make_incoming(office.clerk)
    open_incoming(actor=office.clerk, incoming_id=incoming.pk)
    assert Hold.objects.unscoped(reason="test").get(until=None).working_since is None
    open_incoming(actor=office.leader, incoming_id=incoming.pk)
    assert Hold.objects.unscoped(reason="test").get(until=None).working_since == clock.now()
    with pytest.raises(NotFound):
        open_incoming(actor=make_actor(office.agency), incoming_id=incoming.pk)


@pytest.fixture
def province(office):
    """Two agencies, a unit, arrivals in several states, and people of every sort who take part in some."""
    other = t.make_office("Sở Tài chính")
    unit = make_unit(office.agency)
    people_here = [
        office.clerk, office.leader, other.clerk, other.leader, Actor.system(office.agency.id), Actor.system(),
        make_actor(office.agency, Role.OFFICE), make_actor(office.agency, Role.UNIT_HEAD, unit=unit),
        make_actor(office.agency, unit=unit), make_actor(office.agency, Role.ADMIN), make_actor(other.agency),
        Actor(kind=office.clerk.kind, name="Quản trị hệ thống", person_id=office.clerk.person_id, roles=frozenset({Role.ADMIN})),
    ]  # fmt: skip
    rows = [t.receive(office.clerk, once_key=str(n)) for n in range(3)] + [t.make_incoming(other.clerk)]
    return office, unit, people_here, rows


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_lists_and_single_documents_agree(province, data):
    office, unit, actors, rows = province
    actor, row = data.draw(st.sampled_from(actors)), data.draw(st.sampled_from(rows))
    person_id = data.draw(st.sampled_from([None, *(one.person_id for one in actors if one.person_id)]))
    unit_id = unit.id if person_id is None else None
    subject = SubjectRef("incoming", row.pk)
    why = data.draw(st.sampled_from(["lead", "support", "informed"]))
    involve.involve(subject, agency_id=office.agency.id, why=why, person_id=person_id, unit_id=unit_id)
    state = data.draw(st.sampled_from(["waiting", "registered", "closed", "refused"]))
    IncomingDocument.objects.unscoped(reason="test").filter(pk=row.pk).update(state=state)
    listed = set(IncomingDocument.objects.for_actor(actor).values_list("pk", flat=True))
    viewed = {one.pk for one in (t.row(r.pk) for r in rows) if policies.may(actor, "view", one).allowed}
    assert viewed == listed


def test_the_right_comes_before_the_state(office):
    incoming = t.make_incoming(office.clerk)
    officer, head = (
        make_actor(office.agency),
        make_actor(office.agency, Role.UNIT_HEAD, unit=make_unit(office.agency)),
    )
    assert policies.may(office.leader, "register", incoming).code == "documents.forbidden"
    assert policies.may(office.clerk, "register", incoming).code == "documents.incoming_registered_already"
    assert policies.may(officer, "view", incoming) == policies.HIDDEN
    assert policies.may(head, "assign", incoming) == policies.HIDDEN
    subject = SubjectRef("incoming", incoming.pk)
    involve.involve(subject, agency_id=office.agency.id, why="informed", unit_id=head.unit_id)
    assert policies.may(head, "assign", incoming).code == "documents.forbidden"
    involve.involve(subject, agency_id=office.agency.id, why="support", unit_id=head.unit_id)
    assert policies.may(head, "assign", incoming).allowed
    assert policies.may(head, "answer", incoming).allowed
    assert policies.may(head, "close", incoming).code == "documents.forbidden"
    assert policies.may_receive(Actor.system(office.agency.id)).allowed is False
