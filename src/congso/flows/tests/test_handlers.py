"""Each handler alone: run twice it has one effect, for a missing thing it does no harm."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from congso.config.subscriptions import SUBSCRIPTIONS
from congso.documents import events as facts
from congso.documents import testing_incoming as arrivals
from congso.documents import testing_outgoing as made
from congso.documents.actions.direct_incoming import direct_incoming
from congso.documents.actions.receive_delivery import receive_delivery
from congso.documents.models import Answer, IncomingDocument, OutgoingDocument, Recipient
from congso.exchange import api as exchange
from congso.exchange import events as road
from congso.flows import closing, delivery, notify
from congso.guard import events as guard
from congso.guard.api import contest
from congso.guard.testing import refuse
from congso.kernel import clock, events
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Forbidden, NotFound
from congso.kernel.events import Event
from congso.kernel.models import Handled, LiveMessage
from congso.kernel.refs import SubjectRef
from congso.notices.models import Notice
from congso.people.rows import AgencyRow
from congso.people.testing import make_actor, make_agency, make_unit
from congso.tasks import api as tasks
from congso.tasks import events as work
from congso.tasks.api import Line

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def house() -> made.House:
    return made.make_house()


@pytest.fixture
def finance() -> AgencyRow:
    return make_agency("Sở Tài chính")


@pytest.fixture
def doc(house: made.House, finance: AgencyRow) -> OutgoingDocument:
    draft = made.on_the_table(house)
    made.add_line(draft, finance)
    return made.issued(house, draft)


def run(handler: Callable[[Any], None], event: Event, times: int = 2) -> None:
    for _ in range(times):
        handler(event)


def sent(doc: OutgoingDocument) -> int:
    """The delivery of the document's only line, after it was sent."""
    delivery.send_issued(facts.OutgoingIssued(doc.pk, doc.agency_id))
    return Recipient.objects.unscoped(reason="test").get(outgoing=doc).delivery_id or 0


def opened(doc: OutgoingDocument, finance: AgencyRow) -> tuple[int, IncomingDocument]:
    delivery_id = sent(doc)
    delivery.open_envelope(road.EnvelopeArrived(delivery_id, finance.id))
    return delivery_id, IncomingDocument.objects.unscoped(reason="test").get(delivery_id=delivery_id)


def state(delivery_id: int) -> str:
    return exchange.deliveries([delivery_id])[delivery_id].state


def notices_of(actor: Actor) -> list[tuple[str, str]]:
    rows = Notice.objects.unscoped(reason="test").filter(person_id=actor.person_id).order_by("id")
    return [(row.kind, str(row.params["title"])) for row in rows]


def test_every_event_of_the_loop_has_its_handlers() -> None:
    named = {handler for handlers in SUBSCRIPTIONS.values() for handler in handlers}
    own = {
        value for module in (closing, delivery, notify) for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
        and list(inspect.signature(value).parameters) == ["event"]
    }  # fmt: skip
    assert delivery.send_issued in own
    assert own <= named


def test_a_handler_runs_once_per_event(house: made.House, doc: OutgoingDocument) -> None:
    row = events.EventRow.objects.get(name="documents.OutgoingIssued")
    for _ in range(2):
        events.deliver(event_id=row.pk, handler="congso.flows.delivery.send_issued")
    assert Handled.objects.filter(event=row).count() == 1
    assert (
        len(exchange.statuses([Recipient.objects.unscoped(reason="test").get(outgoing=doc).delivery_id or 0]))
        == 1
    )


def test_sent_once(doc: OutgoingDocument) -> None:
    first = sent(doc)
    assert sent(doc) == first
    assert made.states(doc) == {"Sở Tài chính": "sent"}
    with pytest.raises(NotFound):
        delivery.send_issued(facts.OutgoingIssued(0, doc.agency_id))


def test_opened_once(doc: OutgoingDocument, finance: AgencyRow) -> None:
    delivery_id = sent(doc)
    run(delivery.open_envelope, road.EnvelopeArrived(delivery_id, finance.id))
    assert IncomingDocument.objects.unscoped(reason="test").filter(delivery_id=delivery_id).count() == 1
    assert state(delivery_id) == "01"


def test_what_happens_there_is_reported_here(doc: OutgoingDocument, finance: AgencyRow) -> None:
    delivery_id, incoming = opened(doc, finance)
    IncomingDocument.objects.unscoped(reason="test").filter(pk=incoming.pk).update(arrival_number=5127)
    place = (incoming.pk, finance.id)
    for handler, event, code in (
        (delivery.report_registered, facts.IncomingRegistered(*place), "03"),
        (delivery.report_assigned, facts.IncomingAssigned(*place), "04"),
        (delivery.report_working, facts.IncomingWorkStarted(*place), "05"),
        (delivery.report_done, facts.IncomingClosed(*place, "answered"), "06"),
    ):
        run(handler, event)
        assert state(delivery_id) == code
    notes = {row.code: row.description for row in exchange.statuses([delivery_id])[delivery_id]}
    assert notes["03"] == "5127"


def test_refused_there(doc: OutgoingDocument, finance: AgencyRow) -> None:
    delivery_id, incoming = opened(doc, finance)
    run(delivery.report_refused, facts.IncomingRefused(incoming.pk, finance.id, "Không thuộc thẩm quyền"))
    assert state(delivery_id) == "02"
    # What no longer fits is left unsaid, and nobody is stopped by it.
    delivery.report_done(facts.IncomingClosed(incoming.pk, finance.id, "filed"))
    assert state(delivery_id) == "02"


def test_what_came_otherwise_reports_nothing(house: made.House) -> None:
    incoming = arrivals.make_incoming(house.clerk)
    before = LiveMessage.objects.count()
    delivery.report_done(facts.IncomingClosed(incoming.pk, house.agency.id, "filed"))
    assert LiveMessage.objects.count() == before
    with pytest.raises(NotFound):
        delivery.report_done(facts.IncomingClosed(0, house.agency.id, "filed"))


def test_a_report_of_the_wrong_end_is_not_swallowed(doc: OutgoingDocument) -> None:
    with pytest.raises(Forbidden):
        delivery._try_report(Actor.system(doc.agency_id), sent(doc), "03")


def test_the_senders_line_turns_once(doc: OutgoingDocument) -> None:
    delivery_id = sent(doc)
    event = road.StatusReported(delivery_id, "03", f"outgoing:{doc.pk}", "5127")
    before = LiveMessage.objects.filter(kind="recipient").count()
    run(delivery.show_state_to_sender, event)
    assert made.states(doc) == {"Sở Tài chính": "03"}
    assert LiveMessage.objects.filter(kind="recipient").count() == before + 1
    delivery.show_state_to_sender(road.StatusReported(delivery_id, "06", "draft:1", ""))
    delivery.show_state_to_sender(road.StatusReported(0, "06", "outgoing:1", ""))
    assert made.states(doc) == {"Sở Tài chính": "03"}


@pytest.mark.parametrize(("agreed", "code"), [(True, "15"), (False, "16")])
def test_a_recall_asks_and_is_answered(
    doc: OutgoingDocument, finance: AgencyRow, *, agreed: bool, code: str
) -> None:
    delivery_id, incoming = opened(doc, finance)
    run(delivery.take_back, facts.OutgoingRecalled(doc.pk, doc.agency_id, "Sai"))
    run(delivery.ask_receiver, road.StatusReported(delivery_id, "13", f"outgoing:{doc.pk}", "Sai"))
    delivery.ask_receiver(road.StatusReported(delivery_id, "01", f"outgoing:{doc.pk}", ""))
    assert state(delivery_id) == "13"
    assert arrivals.row(incoming.pk).recall_reason == "Sai"
    answer = facts.IncomingRecallAnswered(incoming.pk, finance.id, agreed=agreed, reason="Đã xử lý")
    run(delivery.report_recall_answer, answer)
    assert [row.code for row in exchange.statuses([delivery_id])[delivery_id]].count(code) == 1


def test_a_recall_where_nothing_is_left_is_answered_at_once(
    doc: OutgoingDocument, finance: AgencyRow
) -> None:
    delivery_id, incoming = opened(doc, finance)
    IncomingDocument.objects.unscoped(reason="test").filter(pk=incoming.pk).update(state="cancelled")
    delivery.take_back(facts.OutgoingRecalled(doc.pk, doc.agency_id, "Sai"))
    run(delivery.ask_receiver, road.StatusReported(delivery_id, "13", f"outgoing:{doc.pk}", "Sai"))
    assert state(delivery_id) == "15"


def answered(house: made.House) -> tuple[IncomingDocument, OutgoingDocument]:
    incoming = arrivals.make_incoming(house.clerk)
    draft = made.on_the_table(house)
    Answer.objects.create(incoming=incoming, draft=draft)
    return incoming, made.issued(house, draft)


def test_closed_by_its_answer_once(house: made.House) -> None:
    incoming, doc = answered(house)
    run(closing.close_answered, facts.OutgoingIssued(doc.pk, doc.agency_id))
    row = arrivals.row(incoming.pk)
    assert (row.state, row.close_kind) == ("closed", "answered")
    run(closing.reopen_unanswered, facts.OutgoingCancelled(doc.pk, doc.agency_id))
    assert arrivals.row(incoming.pk).state == "working"
    with pytest.raises(NotFound):
        closing.close_answered(facts.OutgoingIssued(0, doc.agency_id))


def assigned(house: made.House, *more: Line) -> tuple[IncomingDocument, tuple[int, ...]]:
    incoming = arrivals.make_incoming(house.clerk)
    lead = Line(tasks.LEAD, appointment_id=house.officer.appointment_id)
    given = direct_incoming(actor=house.leader, incoming_id=incoming.pk, text="Tham mưu", lines=[lead, *more])
    return incoming, given.assignment_ids


def states_of(ids: tuple[int, ...]) -> list[str]:
    return [line.state for line in tasks.lines(ids)]


def test_assignments_end_with_the_arrival(house: made.House) -> None:
    incoming, ids = assigned(house)
    run(closing.end_assignments, facts.IncomingClosed(incoming.pk, house.agency.id, "answered"))
    assert states_of(ids) == ["done"]
    closing.end_assignments(facts.IncomingClosed(0, house.agency.id, "answered"))


@pytest.mark.parametrize("agreed", [True, False])
def test_assignments_fall_with_what_is_given_back(house: made.House, *, agreed: bool) -> None:
    incoming, ids = assigned(house)
    answer = facts.IncomingRecallAnswered(incoming.pk, house.agency.id, agreed=agreed, reason="")
    run(closing.drop_withdrawn, answer)
    assert states_of(ids) == (["taken_back"] if agreed else ["sent"])


def test_assignments_fall_with_a_cancelled_registration(house: made.House) -> None:
    incoming, ids = assigned(house)
    run(closing.drop_assignments, facts.IncomingCancelled(incoming.pk, house.agency.id))
    assert states_of(ids) == ["taken_back"]


def test_the_lead_begins_the_work(house: made.House) -> None:
    incoming, ids = assigned(house)
    subject, agency = f"incoming:{incoming.pk}", house.agency.id
    closing.begin_incoming(work.WorkStarted(ids[0], subject, agency, tasks.SUPPORT))
    closing.begin_incoming(work.WorkStarted(ids[0], "group:1", agency, tasks.LEAD))
    assert arrivals.row(incoming.pk).state == "assigned"
    run(closing.begin_incoming, work.WorkStarted(ids[0], subject, agency, tasks.LEAD))
    assert arrivals.row(incoming.pk).state == "working"


def test_hands_follow_the_assignment(house: made.House) -> None:
    incoming, ids = assigned(house)
    agency = house.agency.id
    run(closing.follow_assignment, work.AssignmentDone(ids[0], f"incoming:{incoming.pk}", agency, tasks.LEAD))
    closing.follow_assignment(work.AssignmentDone(ids[0], "group:1", agency, tasks.LEAD))


def test_a_new_arrival_moves_the_counts(house: made.House) -> None:
    run(notify.arrival_waits, facts.IncomingReceived(7, house.agency.id))
    told = LiveMessage.objects.filter(channel=f"agency:{house.agency.id}", kind="arrivals")
    assert [message.payload for message in told] == [{"id": 7}, {"id": 7}]


def test_who_is_told_of_an_arrival(house: made.House) -> None:
    incoming = arrivals.make_incoming(house.clerk)
    event = facts.IncomingRegistered(incoming.pk, house.agency.id)
    notify.leader_directs(event)
    ((kind, title),) = notices_of(house.leader)
    assert (kind, title.startswith("3411/UBND-NC")) == ("flows.arrival_to_direct", True)
    IncomingDocument.objects.unscoped(reason="test").filter(pk=incoming.pk).update(leader=None)
    notify.leader_directs(event)
    assert len(notices_of(house.leader)) == 1
    with pytest.raises(NotFound):
        notify.leader_directs(facts.IncomingRegistered(0, house.agency.id))


def test_who_is_told_of_a_draft(house: made.House) -> None:
    draft = made.on_the_table(house)
    notify.reviewer_waited_for(facts.DraftSubmitted(draft.pk, house.agency.id, "sign"))
    assert notices_of(house.leader) == [("flows.draft_sign", draft.subject)]
    notify.draft_returned(facts.DraftReturned(draft.pk, house.agency.id, "sign"))
    assert notices_of(house.officer) == [("flows.draft_returned", draft.subject)]
    doc = made.issued(house, draft)
    notify.reviewer_waited_for(facts.DraftSubmitted(draft.pk, house.agency.id, "sign"))
    assert len(notices_of(house.leader)) == 1
    notify.clerk_issues(facts.DocumentSigned(doc.pk, house.agency.id))
    assert notices_of(house.clerk) == [("flows.to_issue", f"01/BC-SNV {doc.subject}")]
    notify.drafter_issued(facts.OutgoingIssued(doc.pk, house.agency.id))
    assert notices_of(house.officer)[-1] == ("flows.issued", f"01/BC-SNV {doc.subject}")


def test_nobody_is_told_of_what_nobody_drafted(house: made.House) -> None:
    doc = made.issued(house)
    OutgoingDocument.objects.unscoped(reason="test").filter(pk=doc.pk).update(draft=None)
    notify.drafter_issued(facts.OutgoingIssued(doc.pk, house.agency.id))
    assert notices_of(house.officer) == []


def test_who_is_told_of_an_assignment(house: made.House) -> None:
    unit = make_unit(house.agency, "Phòng Cải cách hành chính")
    head = make_actor(house.agency, Role.UNIT_HEAD, unit=unit)
    incoming, ids = assigned(house, Line(tasks.SUPPORT, unit_id=unit.id))
    notify.assignees(work.Assigned(list(ids), f"incoming:{incoming.pk}", house.agency.id))
    assert [kind for kind, _ in notices_of(house.officer)] == ["flows.assigned_lead"]
    assert [kind for kind, _ in notices_of(head)] == ["flows.assigned_support"]
    notify.giver_returned(
        work.AssignmentReturned(ids[0], f"incoming:{incoming.pk}", house.agency.id, "Không rõ")
    )
    assert [kind for kind, _ in notices_of(house.leader)] == ["flows.assignment_returned"]
    notify.assignees(work.Assigned([], f"incoming:{incoming.pk}", house.agency.id))


def test_a_delivery_is_received_once_even_by_hand(
    house: made.House, doc: OutgoingDocument, finance: AgencyRow
) -> None:
    delivery_id, incoming = opened(doc, finance)
    brought = exchange.brought(delivery_id)
    again = receive_delivery(
        actor=Actor.system(finance.id), agency_id=finance.id, delivery_id=delivery_id, fields=brought["fields"],
        files=brought["files"],
    )  # fmt: skip
    assert again == incoming.pk
    assert SubjectRef("incoming", again).id == incoming.pk


def test_a_contested_refusal_is_told_to_whoever_may_decide(house: made.House) -> None:
    admin = make_actor(house.agency, Role.ADMIN)
    incident = refuse(admin)
    contest(actor=admin, incident_id=incident)
    notify.refusal_contested(guard.RefusalContested(incident, house.agency.id, admin.person_id or 0))
    (told,) = Notice.objects.unscoped(reason="test").filter(kind="flows.refusal_contested")
    assert (told.person_id, told.params["title"]) == (house.leader.person_id, admin.name)
    assert str(incident) in told.url
