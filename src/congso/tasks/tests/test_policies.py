"""One assignment and the list ask the same question."""

from datetime import datetime

import pytest

from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.people.testing import UnitFactory, make_actor, make_agency
from congso.tasks import api as tasks
from congso.tasks.models import Assignment
from congso.tasks.policies import may, visible_to

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 17, 9, 0, tzinfo=clock.VIETNAM)


class Case:
    def __init__(self) -> None:
        self.agency = make_agency()
        self.unit = UnitFactory(agency_id=self.agency.id)
        self.leader = make_actor(self.agency, Role.LEADER)
        self.other_leader = make_actor(self.agency, Role.LEADER)
        self.clerk = make_actor(self.agency, Role.CLERK)
        self.head = make_actor(self.agency, Role.UNIT_HEAD, unit=self.unit)
        self.officer = make_actor(self.agency, Role.OFFICER, unit=self.unit)
        self.other = make_actor(self.agency, Role.OFFICER)
        self.stranger = make_actor(make_agency(), Role.LEADER)
        self.to_unit = self.give(tasks.Line(tasks.LEAD, unit_id=self.unit.pk))
        self.to_officer = self.give(tasks.Line(tasks.LEAD, appointment_id=self.officer.appointment_id))

    def give(self, line: tasks.Line) -> Assignment:
        with clock.frozen(NOW):
            given = tasks.give_directive(
                actor=self.leader, about=tasks.About(SubjectRef("thing", 1), "Việc"), text="", lines=[line]
            )
        rows = Assignment.objects.unscoped(reason="test").select_related("directive", "appointment__post")
        return rows.get(pk=given.assignment_ids[0])

    def all(self) -> tuple[Actor, ...]:
        people = (
            self.leader,
            self.other_leader,
            self.clerk,
            self.head,
            self.officer,
            self.other,
            self.stranger,
        )
        return (*people, Actor.system(), Actor.system(self.agency.id))


@pytest.fixture
def case() -> Case:
    return Case()


def test_seen_alone_is_seen_in_the_list(case: Case) -> None:
    for actor in case.all():
        rows = Assignment.objects.for_actor(actor).filter(visible_to(actor))
        listed = set(rows.values_list("pk", flat=True))
        alone = {one.pk for one in (case.to_unit, case.to_officer) if not may(actor, "view", one)}
        assert listed == alone, actor.post_title


@pytest.mark.parametrize(
    ("who", "verb", "thing", "code"),
    [
        ("leader", "view", "to_unit", ""),
        ("head", "view", "to_officer", ""),
        ("officer", "view", "to_unit", "tasks.not_found"),
        ("stranger", "start", "to_unit", "tasks.not_found"),
        ("leader", "take_back", "to_unit", ""),
        ("other_leader", "take_back", "to_unit", ""),
        ("clerk", "take_back", "to_unit", "tasks.forbidden"),
        ("head", "assign_on", "to_unit", ""),
        ("officer", "assign_on", "to_officer", "tasks.forbidden"),
        ("officer", "start", "to_officer", ""),
        ("head", "start", "to_officer", "tasks.forbidden"),
        ("head", "finish", "to_unit", ""),
    ],
)
def test_who_may(case: Case, who: str, verb: str, thing: str, code: str) -> None:
    assert may(getattr(case, who), verb, getattr(case, thing)) == code


def test_the_system_may(case: Case) -> None:
    assert may(Actor.system(), "take_back", case.to_unit) == ""
