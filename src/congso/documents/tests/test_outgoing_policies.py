"""Who may do what with an outgoing document; the list and the detail agree."""

from dataclasses import replace

import pytest

from congso.documents import policies_outgoing as policies
from congso.documents import testing_outgoing as made
from congso.documents.models import OutgoingDocument
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, NotFound
from congso.kernel.testing import actor as plain
from congso.people.testing import make_actor, make_agency, make_unit

pytestmark = pytest.mark.django_db


def in_list(actor: Actor, doc: OutgoingDocument) -> bool:
    return OutgoingDocument.objects.for_actor(actor).filter(pk=doc.pk).exists()


@pytest.fixture
def house() -> made.House:
    with clock.frozen(made.DAY):
        return made.make_house()


@pytest.fixture
def doc(house: made.House) -> OutgoingDocument:
    with clock.frozen(made.DAY):
        return made.signed(house)


def test_list_and_detail_agree(house: made.House, doc: OutgoingDocument) -> None:
    head = make_actor(house.agency, Role.UNIT_HEAD, unit=house.unit)
    elsewhere = make_agency("Sở Tài chính")
    seeing = [house.clerk, house.leader, house.officer, Actor.system(), Actor.system(house.agency.id)]
    blind = [
        make_actor(house.agency, Role.OFFICER), make_actor(elsewhere, Role.CLERK), Actor.system(elsewhere.id),
        make_actor(house.agency, Role.UNIT_HEAD, unit=make_unit(house.agency, "Phòng khác")),
        plain(Role.CLERK, agency_id=None), head,
    ]  # fmt: skip
    assert [policies.sees(one, doc) for one in seeing] == [in_list(one, doc) for one in seeing] == [True] * 5
    assert [policies.sees(one, doc) for one in blind] == [in_list(one, doc) for one in blind] == [False] * 6


def test_a_head_sees_what_the_unit_takes_part_in(house: made.House) -> None:
    head = make_actor(house.agency, Role.UNIT_HEAD, unit=house.unit)
    officer = make_actor(house.agency, Role.OFFICER, unit=house.unit)
    with clock.frozen(made.DAY):
        draft = made.on_the_table(house)
        made.involve(made.ref(draft), agency_id=house.agency.id, why="drafter", unit_id=house.unit.id)
        doc = made.signed(house, draft)
    assert policies.sees(head, doc)
    assert in_list(head, doc)
    assert not policies.sees(officer, doc)


def test_right_comes_before_state(house: made.House, doc: OutgoingDocument) -> None:
    assert policies.may(house.clerk, "number", doc).allowed
    assert policies.may(house.officer, "view", doc).allowed
    assert policies.may(house.officer, "number", doc).refusal is Forbidden
    assert policies.may(house.officer, "cancel", doc).refusal is Forbidden
    wrong = policies.may(house.clerk, "cancel", doc)
    assert (wrong.refusal, wrong.code) == (Conflict, "documents.outgoing_wrong_state")
    assert policies.may(make_actor(make_agency("Sở Y tế"), Role.CLERK), "number", doc).refusal is NotFound
    assert policies.may(Actor.system(house.agency.id), "number", doc).allowed
    assert policies.may(house.clerk, "view", doc, seen=False).refusal is NotFound


def test_leaders_recall_and_officers_do_not(house: made.House, doc: OutgoingDocument) -> None:
    doc.state = "issued"
    assert policies.may(house.leader, "recall", doc).allowed
    assert policies.may(house.officer, "recall", doc).refusal is Forbidden
    assert policies.may(house.officer, "correct", doc).allowed


def test_the_clerks_own_acts(house: made.House) -> None:
    assert policies.may_bring(house.clerk).allowed
    assert not policies.may_bring(house.leader).allowed
    assert not policies.may_bring(replace(house.clerk, agency_id=None)).allowed
    assert policies.may_keep_series(house.clerk).allowed
    assert policies.may_keep_series(make_actor(house.agency, Role.ADMIN)).allowed
    assert not policies.may_keep_series(house.officer).allowed
    assert not policies.may_keep_series(replace(house.clerk, agency_id=None)).allowed
