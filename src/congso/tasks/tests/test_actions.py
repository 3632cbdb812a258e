from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from congso.audit import api as audit
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.people.testing import UnitFactory, make_actor, make_agency
from congso.tasks import api as tasks
from congso.tasks.models import Assignment
from congso.tasks.queries import directives_of, given_by, open_and_given, open_for, open_in_sight

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=clock.VIETNAM)
ABOUT = tasks.About(SubjectRef("thing", 5), "Rà soát biên chế", "UBND tỉnh Mẫu · 3411/UBND-NC", 2)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


class House:
    def __init__(self) -> None:
        self.agency = make_agency()
        self.unit = UnitFactory(agency_id=self.agency.id)
        self.leader = make_actor(self.agency, Role.LEADER, title="Giám đốc")
        self.head = make_actor(self.agency, Role.UNIT_HEAD, unit=self.unit, title="Trưởng phòng")
        self.officer = make_actor(self.agency, Role.OFFICER, unit=self.unit)
        self.other = make_actor(self.agency, Role.OFFICER, unit=UnitFactory(agency_id=self.agency.id))
        self.stranger = make_actor(make_agency(), Role.LEADER)

    def give(
        self, *lines: tasks.Line, text: str = "Nghiên cứu, tham mưu", actor: Actor | None = None
    ) -> tuple[int, ...]:
        return tasks.give_directive(
            actor=actor or self.leader, about=ABOUT, text=text, lines=lines
        ).assignment_ids

    def to_unit(self, days: int = 3) -> int:
        return self.give(tasks.Line(tasks.LEAD, unit_id=self.unit.pk, due_at=NOW + timedelta(days=days)))[0]

    def to_officer(self) -> int:
        return self.give(tasks.Line(tasks.LEAD, appointment_id=self.officer.appointment_id))[0]


@pytest.fixture
def house() -> House:
    return House()


def state_of(assignment_id: int) -> str:
    return str(Assignment.objects.unscoped(reason="test").get(pk=assignment_id).state)


class TestDirective:
    def test_is_written_with_its_assignments_and_journalled(self, house: House) -> None:
        made = house.to_unit()
        (shown,) = directives_of(house.leader, ABOUT.subject)
        assert (shown.text, shown.by_name) == ("Nghiên cứu, tham mưu", house.leader.name)
        assert [row.name for row in shown.rows] == [house.unit.name]
        (line,) = audit.trail([ABOUT.subject])
        assert (line.verb, line.data["assignments"]) == ("thing.directed", [made])

    def test_a_unit_of_another_agency_is_refused_and_nothing_is_written(self, house: House) -> None:
        foreign = UnitFactory()
        with pytest.raises(Invalid, match=r"tasks\.assignee_elsewhere"):
            house.give(tasks.Line(tasks.LEAD, unit_id=foreign.pk))
        assert directives_of(house.leader, ABOUT.subject) == []

    def test_a_person_of_another_agency_is_refused(self, house: House) -> None:
        with pytest.raises(Invalid, match=r"tasks\.assignee_elsewhere"):
            house.give(tasks.Line(tasks.LEAD, appointment_id=house.stranger.appointment_id))

    def test_somebody_who_left_yesterday_is_refused_by_name(self, house: House) -> None:
        people.end_appointment(
            actor=Actor.system(), appointment_id=house.officer.appointment_id or 0, until=date(2026, 11, 16)
        )
        with pytest.raises(Invalid, match=r"tasks\.assignee_gone") as refused:
            house.to_officer()
        assert refused.value.params == {"name": house.officer.name, "day": "16/11/2026"}

    def test_a_deadline_in_the_past_is_refused(self, house: House) -> None:
        with pytest.raises(Invalid, match=r"tasks\.deadline_past"):
            house.to_unit(days=-1)


class TestPassingOn:
    def pass_on(self, house: House, actor: Actor, to: Actor, assignment: int, days: int = 2) -> tasks.Given:
        line = tasks.Line(tasks.LEAD, appointment_id=to.appointment_id, due_at=NOW + timedelta(days=days))
        return tasks.assign_on(actor=actor, assignment_id=assignment, text="", lines=[line])

    def test_who_holds_a_part_of_it_gets_no_second_one(self, house: House) -> None:
        """The back button brings the same form again; after a take-back it may be given anew."""
        made = house.to_unit()
        (first,) = self.pass_on(house, house.head, house.officer, made).assignment_ids
        with pytest.raises(Conflict, match=r"tasks\.given_already") as refused:
            self.pass_on(house, house.head, house.officer, made)
        assert refused.value.params == {"name": house.officer.name}
        tasks.take_back(actor=house.head, assignment_id=first, reason="đổi hạn")
        assert self.pass_on(house, house.head, house.officer, made).assignment_ids

    def test_the_head_gives_it_to_somebody_of_the_unit(self, house: House) -> None:
        made = house.to_unit()
        given = self.pass_on(house, house.head, house.officer, made)
        assert state_of(made) == "working"
        assert [row.id for row in tasks.open_for(house.officer)] == list(given.assignment_ids)
        assert tasks.open_for(house.head) == []

    def test_an_officer_of_the_unit_may_not(self, house: House) -> None:
        with pytest.raises(NotFound):
            self.pass_on(house, house.officer, house.officer, house.to_unit())

    def test_nobody_of_another_agency_even_learns_of_it(self, house: House) -> None:
        with pytest.raises(NotFound):
            self.pass_on(house, house.stranger, house.officer, house.to_unit())

    def test_the_leader_who_gave_it_is_not_the_unit(self, house: House) -> None:
        with pytest.raises(Forbidden, match=r"tasks\.forbidden"):
            self.pass_on(house, house.leader, house.officer, house.to_unit())

    def test_only_within_the_unit(self, house: House) -> None:
        with pytest.raises(Invalid, match=r"tasks\.outside_unit"):
            self.pass_on(house, house.head, house.other, house.to_unit())

    def test_no_later_than_the_unit(self, house: House) -> None:
        with pytest.raises(Invalid, match=r"tasks\.deadline_after_unit"):
            self.pass_on(house, house.head, house.officer, house.to_unit(days=1), days=2)

    def test_not_after_it_was_taken_back(self, house: House) -> None:
        made = house.to_unit()
        tasks.take_back(actor=house.leader, assignment_id=made, reason="giao nhầm")
        with pytest.raises(Conflict, match=r"tasks\.wrong_state"):
            self.pass_on(house, house.head, house.officer, made)


class TestSteps:
    def test_seen_started_finished(self, house: House) -> None:
        made = house.to_officer()
        tasks.see(actor=house.officer, assignment_id=made)
        assert state_of(made) == "seen"
        tasks.start(actor=house.officer, assignment_id=made)
        tasks.finish(actor=house.officer, assignment_id=made, note="đã trình")
        assert state_of(made) == "done"

    def test_somebody_else_looking_is_not_seen(self, house: House) -> None:
        made = house.to_officer()
        tasks.see(actor=house.leader, assignment_id=made)
        assert state_of(made) == "sent"

    def test_starting_twice_is_a_conflict(self, house: House) -> None:
        made = house.to_officer()
        tasks.start(actor=house.officer, assignment_id=made)
        with pytest.raises(Conflict):
            tasks.start(actor=house.officer, assignment_id=made)

    def test_the_giver_may_not_finish_it(self, house: House) -> None:
        with pytest.raises(Forbidden):
            tasks.finish(actor=house.leader, assignment_id=house.to_officer())

    def test_another_officer_does_not_see_it(self, house: House) -> None:
        with pytest.raises(NotFound):
            tasks.start(actor=house.other, assignment_id=house.to_officer())

    def test_finishing_ends_what_was_passed_on(self, house: House) -> None:
        made = house.to_unit()
        line = tasks.Line(tasks.LEAD, appointment_id=house.officer.appointment_id)
        (below,) = tasks.assign_on(actor=house.head, assignment_id=made, text="", lines=[line]).assignment_ids
        tasks.finish(actor=house.head, assignment_id=made)
        assert state_of(below) == "taken_back"

    def test_returned_with_a_reason(self, house: House) -> None:
        made = house.to_officer()
        tasks.return_(actor=house.officer, assignment_id=made, reason="không thuộc lĩnh vực")
        assert state_of(made) == "returned"

    def test_returning_needs_a_reason(self, house: House) -> None:
        with pytest.raises(Invalid, match=r"tasks\.reason_missing"):
            tasks.return_(actor=house.officer, assignment_id=house.to_officer(), reason=" ")

    def test_taken_back_by_the_giver_with_all_below(self, house: House) -> None:
        made = house.to_unit()
        line = tasks.Line(tasks.LEAD, appointment_id=house.officer.appointment_id)
        (below,) = tasks.assign_on(actor=house.head, assignment_id=made, text="", lines=[line]).assignment_ids
        tasks.take_back(actor=house.leader, assignment_id=made, reason="đổi đơn vị")
        assert (state_of(made), state_of(below)) == ("taken_back", "taken_back")

    def test_the_assignee_may_not_take_it_back(self, house: House) -> None:
        with pytest.raises(Forbidden):
            tasks.take_back(actor=house.officer, assignment_id=house.to_officer(), reason="x")

    def test_the_giver_moves_the_deadline(self, house: House) -> None:
        made = house.to_officer()
        tasks.move_deadline(actor=house.leader, assignment_id=made, due_at=NOW + timedelta(days=4))
        assert tasks.open_for(house.officer)[0].due_at == NOW + timedelta(days=4)

    def test_never_into_the_past(self, house: House) -> None:
        with pytest.raises(Invalid, match=r"tasks\.deadline_past"):
            tasks.move_deadline(
                actor=house.leader, assignment_id=house.to_officer(), due_at=NOW - timedelta(minutes=1)
            )

    def test_a_settled_subject_ends_everything_open(self, house: House) -> None:
        made = house.to_officer()
        tasks.close_all(actor=Actor.system(house.agency.id), subject=ABOUT.subject)
        assert state_of(made) == "done"

    def test_a_cancelled_subject_takes_everything_back(self, house: House) -> None:
        made = house.to_officer()
        tasks.drop_all(actor=Actor.system(house.agency.id), subject=ABOUT.subject)
        assert state_of(made) == "taken_back"


class TestLists:
    def test_list_and_detail_agree(self, house: House) -> None:
        """Whoever sees an assignment in a list may open it, and the other way round."""
        ids = [house.to_unit(), house.to_officer()]
        for actor in (house.leader, house.head, house.officer, house.other, house.stranger):
            listed = {row.id for row in open_in_sight(actor)}
            opened = set()
            for one in ids:
                try:
                    tasks.see(actor=actor, assignment_id=one)
                    opened.add(one)
                except NotFound:
                    pass
            assert listed == opened, actor.post_title

    def test_load_counts_open_and_late(self, house: House) -> None:
        house.to_unit(days=1)
        house.to_officer()
        with clock.frozen(NOW + timedelta(days=2)):
            load = tasks.load_of(house.leader)
        assert load.unit(house.unit.pk) == (1, 1)
        assert load.appointment(house.officer.appointment_id or 0) == (1, 0)
        assert load.unit(0) == (0, 0)

    def test_the_most_urgent_stands_first_even_without_a_deadline(self, house: House) -> None:
        def give(title: str, urgency: int, days: int | None) -> None:
            about = tasks.About(SubjectRef("thing", urgency), title, "UBND tỉnh Mẫu", urgency)
            due = NOW + timedelta(days=days) if days is not None else None
            line = tasks.Line(tasks.LEAD, appointment_id=house.officer.appointment_id, due_at=due)
            tasks.give_directive(actor=house.leader, about=about, text="Xử lý", lines=[line])

        for title, urgency, days in [
            ("thường, mai", 0, 1), ("hỏa tốc", 3, None), ("khẩn, không hạn", 1, None), ("khẩn, xa", 1, 9),
            ("khẩn, gần", 1, 2),
        ]:  # fmt: skip
            give(title, urgency, days)
        expected = ["hỏa tốc", "khẩn, gần", "khẩn, xa", "khẩn, không hạn", "thường, mai"]
        assert [row.title for row in open_for(house.officer)] == expected
        assert [row.title for row in open_for(house.officer, limit=1)] == ["hỏa tốc"], "the cut comes after"
        assert [row.title for row in given_by(house.leader)] == expected
        assert [row.title for row in open_in_sight(house.leader)] == expected
        assert [row.title for row in open_and_given(house.officer)[0]] == expected
        assert open_for(house.other) == [] == open_in_sight(house.stranger)
