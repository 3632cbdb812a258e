"""Directives on arrivals: the act, the form, the panel, the trace."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from congso.documents import testing_incoming as t
from congso.documents.actions.direct_incoming import (
    confirm_proposal,
    direct_incoming,
    follow_assignment,
    pass_on_incoming,
    propose_handling,
    reopen_unanswered,
    start_incoming,
)
from congso.documents.actions.stock_phrases import add_phrase, count_uses
from congso.documents.models import Hold, IncomingDocument, Involvement
from congso.documents.queries.direct import offer, own_phrases
from congso.documents.queries.trace import trace
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_agency, make_unit, sign_in
from congso.tasks import api as tasks
from congso.tasks.api import Line

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(NOW):
        yield


class House:
    def __init__(self) -> None:
        office = t.make_office()
        self.agency, self.clerk, self.leader = office.agency, office.clerk, office.leader
        self.unit = make_unit(self.agency, "Phòng TCBC")
        self.side = make_unit(self.agency, "Phòng CCVC")
        self.head = make_actor(self.agency, Role.UNIT_HEAD, unit=self.unit, name="Phan Hữu Tường")
        self.officer = make_actor(self.agency, Role.OFFICER, unit=self.unit, name="Bùi Khánh Ly")
        self.bystander = make_actor(self.agency, Role.OFFICER, unit=self.side)
        self.office = make_actor(self.agency, Role.OFFICE)
        self.stranger = make_actor(make_agency(), Role.LEADER)
        self.arrival = t.make_incoming(self.clerk)

    def lead(self, days: int = 3) -> Line:
        return Line(tasks.LEAD, unit_id=self.unit.id, due_at=NOW + timedelta(days=days))

    def direct(self, *lines: Line, actor: Actor | None = None, text: str = "Tham mưu trả lời") -> tasks.Given:
        return direct_incoming(
            actor=actor or self.leader, incoming_id=self.arrival.pk, text=text, lines=lines or (self.lead(),)
        )

    def state(self) -> str:
        return t.row(self.arrival.pk).state

    def main_holder(self) -> str:
        return (
            Hold.objects.unscoped(reason="test")
            .get(subject_kind="incoming", subject_id=self.arrival.pk, until=None, side=False)
            .holder_name
        )


@pytest.fixture
def house() -> House:
    return House()


class TestDirecting:
    def test_assigns_hands_over_and_lets_the_unit_see_it(self, house: House) -> None:
        assert not IncomingDocument.objects.for_actor(house.head).exists()
        informed = Line(tasks.INFORM, appointment_id=house.bystander.appointment_id)
        house.direct(house.lead(), Line(tasks.SUPPORT, unit_id=house.side.id), informed)
        assert house.state() == "assigned"
        assert house.main_holder() == "Phòng TCBC"
        sides = (
            Hold.objects.unscoped(reason="test")
            .filter(subject_id=house.arrival.pk, side=True)
            .values_list("holder_name", flat=True)
        )
        assert list(sides) == ["Phòng CCVC"]
        assert IncomingDocument.objects.for_actor(house.head).exists()
        assert set(Involvement.objects.unscoped(reason="test").filter(subject_kind="incoming").values_list("why", flat=True)) >= {
            "lead", "support", "informed",
        }  # fmt: skip

    def test_words_alone_leave_it_where_it_is(self, house: House) -> None:
        direct_incoming(actor=house.leader, incoming_id=house.arrival.pk, text="Đã xem", lines=())
        assert house.state() == "registered"

    @pytest.mark.parametrize("who", ["clerk", "office"])
    def test_only_a_leader_directs(self, house: House, who: str) -> None:
        with pytest.raises(Forbidden):
            house.direct(actor=getattr(house, who))
        assert house.state() == "registered"

    @pytest.mark.parametrize("who", ["officer", "stranger"])
    def test_others_do_not_even_learn_of_it(self, house: House, who: str) -> None:
        with pytest.raises(NotFound):
            house.direct(actor=getattr(house, who))

    def test_a_faulty_line_writes_nothing(self, house: House) -> None:
        with pytest.raises(Invalid, match=r"tasks\.deadline_past"):
            house.direct(house.lead(days=-1))
        assert (house.state(), tasks.directives_of(house.leader, SubjectRef("incoming", house.arrival.pk))) == (
            "registered", [],
        )  # fmt: skip

    def test_somebody_changed_it_meanwhile(self, house: House) -> None:
        with pytest.raises(Conflict, match=r"documents\.changed_meanwhile"):
            direct_incoming(
                actor=house.leader, incoming_id=house.arrival.pk, text="x", lines=(), expected_version=99
            )


class TestPassingOn:
    def pass_on(self, house: House, actor: Actor, given: tasks.Given) -> tasks.Given:
        line = Line(tasks.LEAD, appointment_id=house.officer.appointment_id)
        return pass_on_incoming(
            actor=actor,
            incoming_id=house.arrival.pk,
            assignment_id=given.assignment_ids[0],
            text="",
            lines=[line],
        )

    def test_the_officer_holds_it_now(self, house: House) -> None:
        self.pass_on(house, house.head, house.direct())
        assert house.main_holder() == "Bùi Khánh Ly"
        assert IncomingDocument.objects.for_actor(house.officer).exists()

    def test_a_supporting_unit_works_beside(self, house: House) -> None:
        given = house.direct(
            Line(tasks.LEAD, unit_id=house.side.id), Line(tasks.SUPPORT, unit_id=house.unit.id)
        )
        line = Line(tasks.LEAD, appointment_id=house.officer.appointment_id)
        pass_on_incoming(
            actor=house.head,
            incoming_id=house.arrival.pk,
            assignment_id=given.assignment_ids[1],
            text="",
            lines=[line],
        )
        assert house.main_holder() == "Phòng CCVC"

    def test_an_officer_may_not(self, house: House) -> None:
        with pytest.raises(NotFound):
            self.pass_on(house, house.officer, house.direct())

    def test_a_stranger_may_not(self, house: House) -> None:
        with pytest.raises(NotFound):
            self.pass_on(house, house.stranger, house.direct())


class TestProposal:
    def propose(self, house: House, actor: Actor) -> None:
        propose_handling(actor=actor, incoming_id=house.arrival.pk, text="Giao TCBC", lines=[house.lead()])

    def test_the_leader_confirms_in_one_press(self, house: House) -> None:
        self.propose(house, house.office)
        given = confirm_proposal(actor=house.leader, incoming_id=house.arrival.pk)
        assert (house.state(), len(given.assignment_ids), t.row(house.arrival.pk).proposal) == (
            "assigned",
            1,
            None,
        )

    def test_nothing_to_confirm(self, house: House) -> None:
        with pytest.raises(Invalid, match=r"documents\.no_proposal"):
            confirm_proposal(actor=house.leader, incoming_id=house.arrival.pk)

    def test_the_office_does_not_confirm_itself(self, house: House) -> None:
        self.propose(house, house.office)
        with pytest.raises(Forbidden):
            confirm_proposal(actor=house.office, incoming_id=house.arrival.pk)

    def test_a_leader_directs_rather_than_proposes(self, house: House) -> None:
        with pytest.raises(Forbidden, match=r"documents\.only_office_proposes"):
            self.propose(house, house.leader)

    def test_not_after_it_was_directed(self, house: House) -> None:
        house.direct()
        with pytest.raises(Conflict, match=r"documents\.directed_already"):
            self.propose(house, house.office)


class TestFollowing:
    def test_work_begins_once(self, house: House) -> None:
        house.direct()
        system = Actor.system(house.agency.id)
        start_incoming(actor=system, incoming_id=house.arrival.pk)
        start_incoming(actor=system, incoming_id=house.arrival.pk)
        assert house.state() == "working"

    def test_a_returned_lead_goes_back_to_its_giver(self, house: House) -> None:
        (made,) = house.direct().assignment_ids
        tasks.return_(actor=house.head, assignment_id=made, reason="không thuộc lĩnh vực")
        follow_assignment(
            actor=Actor.system(house.agency.id), incoming_id=house.arrival.pk, assignment_id=made
        )
        assert house.main_holder() == house.leader.name

    def test_a_finished_support_lets_go(self, house: House) -> None:
        lead = Line(tasks.LEAD, unit_id=house.side.id)
        _, made = house.direct(lead, Line(tasks.SUPPORT, unit_id=house.unit.id)).assignment_ids
        tasks.finish(actor=house.head, assignment_id=made)
        follow_assignment(
            actor=Actor.system(house.agency.id), incoming_id=house.arrival.pk, assignment_id=made
        )
        assert (
            not Hold.objects.unscoped(reason="test")
            .filter(subject_id=house.arrival.pk, side=True, until=None)
            .exists()
        )

    def test_only_what_was_answered_is_taken_up_again(self, house: House) -> None:
        system = Actor.system(house.agency.id)
        assert reopen_unanswered(actor=system, incoming_id=house.arrival.pk) is False
        IncomingDocument.objects.for_actor(house.clerk).update(state="closed", close_kind="answered")
        assert reopen_unanswered(actor=system, incoming_id=house.arrival.pk) is True
        assert house.state() == "working"


class TestTrace:
    def test_waiting_and_working_of_each_hand(self, house: House) -> None:
        with clock.frozen(NOW + timedelta(hours=2)):
            house.direct()
        with clock.frozen(NOW + timedelta(hours=6)):
            shown = trace(house.leader, SubjectRef("incoming", house.arrival.pk))
        assert [one.holder for one in shown.totals][-2:] == [house.leader.name, "Phòng TCBC"]
        assert shown.steps[-1].verb == "incoming.directed"
        assert shown.to_directive == 120
        assert shown.working + shown.waiting == sum(one.working + one.waiting for one in shown.totals)

    @pytest.mark.parametrize("who", ["bystander", "stranger"])
    def test_is_for_those_who_see_the_document(self, house: House, who: str) -> None:
        with pytest.raises(NotFound):
            trace(getattr(house, who), SubjectRef("incoming", house.arrival.pk))

    def test_of_nothing(self, house: House) -> None:
        with pytest.raises(NotFound):
            trace(house.leader, SubjectRef("person", 1))


class TestScreens:
    def url(self, house: House, name: str = "incoming_assign") -> str:
        return reverse(f"documents:{name}", args=[house.arrival.pk])

    def test_the_leader_assigns_from_the_form(self, client, house: House) -> None:
        sign_in(client, house.leader)
        assert "Phòng TCBC" in client.get(self.url(house)).content.decode()
        posted = {
            f"part-u{house.unit.id}": "lead", f"part-u{house.side.id}": "support", "day": "19/11/2026",
            f"due-u{house.side.id}": "18/11/2026", "phrase": ["Để biết, thực hiện."], "text": "Gấp",
        }  # fmt: skip
        answer = client.post(self.url(house), posted)
        assert answer.status_code in (302, 303)
        (given,) = tasks.directives_of(house.leader, SubjectRef("incoming", house.arrival.pk))
        assert given.text == "Để biết, thực hiện. Gấp"
        assert [(row.part, f"{row.due_at.astimezone(clock.VIETNAM):%d/%m %H:%M}") for row in given.rows] == [
            ("lead", "19/11 17:00"), ("support", "18/11 17:00"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("posted", "says"),
        [
            ({"text": ""}, "Chưa ghi ý kiến"),
            ({"text": "x", "day": "other", "other_day": "hôm qua"}, "chưa đọc được"),
        ],
    )
    def test_a_fault_is_said_in_the_form_and_nothing_is_lost(self, client, house, posted, says) -> None:
        sign_in(client, house.leader)
        answer = client.post(self.url(house), {**posted, f"part-u{house.unit.id}": ""})
        assert answer.status_code == 422
        assert says in answer.content.decode()

    def test_a_secrecy_marking_in_the_directive_is_refused(self, client, house: House) -> None:
        sign_in(client, house.leader)
        answer = client.post(self.url(house), {"text": "TỐI MẬT"})
        assert answer.status_code in (403, 422)
        assert tasks.directives_of(house.leader, SubjectRef("incoming", house.arrival.pk)) == []

    def test_the_head_passes_on_and_sees_only_the_unit(self, client, house: House) -> None:
        house.direct()
        sign_in(client, house.head)
        shown = client.get(self.url(house)).content.decode()
        assert "Bùi Khánh Ly" in shown
        assert "Phòng CCVC" not in shown
        client.post(self.url(house), {f"part-p{house.officer.appointment_id}": "lead"})
        assert house.main_holder() == "Bùi Khánh Ly"

    def test_the_office_proposes_and_the_leader_confirms(self, client, house: House) -> None:
        sign_in(client, house.office)
        client.post(self.url(house), {f"part-u{house.unit.id}": "lead", "text": "Giao TCBC"})
        sign_in(client, house.leader)
        assert "Giao TCBC" in client.get(self.url(house)).content.decode()
        client.post(self.url(house, "incoming_confirm_proposal"))
        assert house.state() == "assigned"

    @pytest.mark.parametrize("who", ["officer", "stranger"])
    def test_closed_to_others(self, client, house: House, who: str) -> None:
        sign_in(client, getattr(house, who))
        assert client.get(self.url(house)).status_code == 404

    def test_panel_marks_as_seen_and_offers_the_acts(self, client, house: House) -> None:
        (made,) = house.direct().assignment_ids
        sign_in(client, house.head)
        shown = client.get(reverse("tasks:panel", args=[house.arrival.pk])).content.decode()
        assert "Báo xong" in shown
        assert client.post(reverse("tasks:act", args=[made, "start"])).status_code in (302, 303)
        assert tasks.lines([made])[0].state == "working"

    def test_panel_is_closed_to_strangers(self, client, house: House) -> None:
        house.direct()
        sign_in(client, house.bystander)
        assert client.get(reverse("tasks:panel", args=[house.arrival.pk])).status_code == 404

    @pytest.mark.parametrize(
        ("verb", "posted", "state"),
        [
            ("finish", {}, "done"),
            ("return", {"reason": "không thuộc lĩnh vực"}, "returned"),
        ],
    )
    def test_steps_of_the_holder(self, client, house: House, verb, posted, state) -> None:
        (made,) = house.direct().assignment_ids
        sign_in(client, house.head)
        client.post(reverse("tasks:act", args=[made, verb]), posted)
        assert tasks.lines([made])[0].state == state

    def test_steps_of_the_giver(self, client, house: House) -> None:
        (made,) = house.direct().assignment_ids
        sign_in(client, house.leader)
        act = reverse("tasks:act", args=[made, "move_deadline"])
        assert client.post(act, {"due": "mai"}).status_code == 422
        assert client.post(act, {"due": "20/11/2026", "next": "//evil.example"}).url == reverse("tasks:tasks")
        take_back = reverse("tasks:act", args=[made, "take_back"])
        assert client.post(take_back, {"reason": "nhầm", "next": "/"}).url == "/"
        assert client.post(reverse("tasks:act", args=[made, "explode"])).status_code == 404

    @pytest.mark.parametrize("view", ["", "da-giao", "ca-co-quan"])
    def test_task_list(self, client, house: House, view, django_assert_max_num_queries) -> None:
        house.direct()
        sign_in(client, house.leader if view else house.head)
        client.get(reverse("tasks:tasks"))
        with django_assert_max_num_queries(12):
            shown = client.get(reverse("tasks:tasks"), {"xem": view}).content.decode()
        assert "Rà soát, báo cáo việc bố trí cán bộ" in shown

    def test_trace_page_and_panel(
        self, client, house: House, settings, django_assert_max_num_queries
    ) -> None:
        settings.CONGSO_COUNTS_SECONDS = 5  # as in production
        house.direct()
        sign_in(client, house.leader)
        client.get(reverse("tasks:tasks"))
        with django_assert_max_num_queries(12):
            shown = client.get(reverse("documents:trace", args=["incoming", house.arrival.pk]))
        assert "bút phê, giao việc" in shown.content.decode()
        panel = client.get(reverse("documents:trace_incoming", args=[house.arrival.pk])).content.decode()
        assert "Phòng TCBC" in panel

    def test_trace_page_of_a_stranger(self, client, house: House) -> None:
        sign_in(client, house.stranger)
        assert client.get(reverse("documents:trace", args=["incoming", house.arrival.pk])).status_code == 404


class TestPhrases:
    def test_own_phrases_stand_in_the_form(self, client, house: House) -> None:
        sign_in(client, house.leader)
        page = reverse("documents:phrases")
        client.post(page, {"text": "Trình tôi trước  thứ Sáu."})
        client.post(page, {"text": "Trình tôi trước thứ Sáu."})
        assert [text for _, text in own_phrases(house.leader)] == ["Trình tôi trước thứ Sáu."]
        assert (
            "Trình tôi trước thứ Sáu."
            in client.get(reverse("documents:incoming_assign", args=[house.arrival.pk])).content.decode()
        )

    def test_are_nobody_elses(self, client, house: House) -> None:
        sign_in(client, house.leader)
        client.post(reverse("documents:phrases"), {"text": "Của riêng tôi"})
        ((key, _),) = own_phrases(house.leader)
        assert own_phrases(house.office) == []
        sign_in(client, house.office)
        client.post(reverse("documents:phrase_drop", args=[key]))
        assert len(own_phrases(house.leader)) == 1
        sign_in(client, house.leader)
        client.post(reverse("documents:phrase_drop", args=[key]))
        assert own_phrases(house.leader) == []

    @pytest.mark.parametrize("text", ["  ", "TUYỆT MẬT"])
    def test_nothing_empty_and_nothing_marked(self, client, house: House, text: str) -> None:
        sign_in(client, house.leader)
        assert client.post(reverse("documents:phrases"), {"text": text}).status_code in (403, 422)
        assert own_phrases(house.leader) == []

    def test_thirty_are_enough(self, house: House) -> None:
        for number in range(30):
            add_phrase(actor=house.leader, text=f"Câu {number}")
        with pytest.raises(Invalid, match=r"documents\.phrases_full"):
            add_phrase(actor=house.leader, text="Câu nữa")

    def test_what_is_used_most_stands_first(self, house: House) -> None:
        add_phrase(actor=house.leader, text="Một")
        add_phrase(actor=house.leader, text="Hai")
        count_uses(actor=house.leader, used=["Hai"])
        assert offer(house.leader).phrases[:2] == ("Hai", "Một")

    def test_somebody_without_a_post_keeps_none(self, house: House) -> None:
        with pytest.raises(Forbidden):
            add_phrase(actor=Actor.system(), text="Một")
