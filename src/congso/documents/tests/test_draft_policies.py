"""Who sees and may do what with a draft: lists and pages agree."""

from datetime import datetime

import pytest

from congso.documents import policies_draft as policies
from congso.documents import testing_draft as t
from congso.documents.actions.submit_draft import finish, take_back_draft
from congso.documents.models import Draft, SlipStep
from congso.documents.policies_incoming import receiving_agency
from congso.documents.support_draft import open_step
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, NotFound
from congso.kernel.testing import actor as an_actor
from congso.people.testing import make_actor, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def house():
    return t.make_house()


def test_lists_and_pages_agree_about_who_sees(house):
    draft_id = t.make_submitted(house)
    draft = t.row(draft_id)
    others = make_unit(house.agency, "Phòng khác")
    actors = {
        house.drafter: True, house.head: True, house.office: True, house.clerk: True, house.leader: True,
        make_actor(house.agency, Role.OFFICER, unit=house.unit): False,
        make_actor(house.agency, Role.UNIT_HEAD, unit=others): False,
        make_actor(house.agency, Role.ADMIN): False,
        t.make_house("Sở Tài chính").leader: False,
        Actor.system(): True, Actor.system(house.agency.id): True, Actor.system(house.agency.id + 10_000): False,
    }  # fmt: skip
    for actor, sees in actors.items():
        assert policies.sees(actor, draft) is sees, actor
        assert Draft.objects.for_actor(actor).filter(pk=draft_id).exists() is sees, actor
        decision = policies.may(actor, "view", draft)
        assert decision.allowed is sees
        assert sees or decision.refusal is NotFound


def test_a_person_without_an_agency_sees_and_receives_nothing(house):
    nobody = an_actor(Role.CLERK, agency_id=None)
    assert not policies.sees(nobody, t.row(t.make_draft(house)))
    assert receiving_agency(house.clerk) == house.agency.id
    for wrong in (nobody, house.drafter):
        with pytest.raises(Forbidden):
            receiving_agency(wrong)


def test_rights_follow_the_hands(house):
    draft = t.row(t.make_submitted(house))
    step = open_step(draft)
    allowed = {
        name: {
            verb for verb in policies.VERBS if policies.may(getattr(house, name), verb, draft, step).allowed
        }
        for name in ("drafter", "head", "office", "leader")
    }
    assert allowed == {
        "drafter": {"take_back"}, "head": {"edit", "approve", "return"}, "office": set(), "leader": set(),
    }  # fmt: skip
    assert policies.may(Actor.system(house.agency.id), "approve", draft, step).allowed
    assert not policies.may(house.drafter, "approve", draft, step).allowed


def test_the_form_is_checked_by_anyone_of_the_office(house):
    draft = t.row(t.make_submitted(house, stage="form"))
    step = open_step(draft)
    second = make_actor(house.agency, Role.OFFICE, title="Phó Chánh Văn phòng")
    assert policies.may(second, "approve", draft, step).allowed
    assert not policies.may(house.clerk, "approve", draft, step).allowed


def test_refusals_tell_a_second_press_from_a_lack_of_rights(house):
    draft_id = t.make_submitted(house)
    draft = t.row(draft_id)
    step = open_step(draft)
    assert policies.may(house.drafter, "edit", draft, step).code == "documents.draft_with_reviewer"
    assert policies.may(house.office, "approve", draft, step).refusal is Forbidden
    take_back_draft(actor=house.drafter, draft_id=draft_id)
    assert policies.may(house.head, "approve", t.row(draft_id), None).refusal is Conflict
    assert not policies.holds_step(house.head, SlipStep.objects.unscoped(reason="test").get(pk=step.pk)), (
        "a step that ended is nobody's"
    )


def test_drafting_needs_a_post_that_handles_papers(house):
    assert policies.may_draft(house.drafter).allowed
    assert not policies.may_draft(make_actor(house.agency, Role.ADMIN)).allowed
    assert not policies.may_draft(Actor.system(house.agency.id)).allowed


def test_a_step_ends_once(house):
    step = open_step(t.row(t.make_submitted(house)))
    finish(house.head, step, "approved", "")
    with pytest.raises(Conflict, match=r"documents\.changed_meanwhile"):
        finish(house.head, step, "approved", "")
