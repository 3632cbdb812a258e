"""Documents that arrive twice."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from congso.documents import involve
from congso.documents import testing_incoming as t
from congso.documents.actions.resolve_twin import resolve_twin
from congso.documents.models import Hold, PaperReturn, RegisterNumber
from congso.documents.queries.incoming_twins import twins_of
from congso.files.testing import text_pdf
from congso.kernel import clock
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def office():
    return t.make_office()


@pytest.fixture
def pair(office):
    """A registered arrival and a scan of the same document that waits."""
    registered = t.make_incoming(office.clerk)
    return registered, t.receive(office.clerk, text_pdf("Bản quét khác byte"))


def found(office, incoming, given=t.FIELDS):
    return [
        (twin.id, twin.why) for twin in twins_of(actor=office.clerk, incoming_id=incoming.pk, given=given)
    ]


def test_same_number_symbol_and_issuer_is_a_twin(office, pair):
    registered, waiting = pair
    assert found(office, waiting) == [(registered.pk, "code")]
    written = replace(t.FIELDS, number="03411", symbol="ubnd - nc", issuer_name="UBND tỉnh Mẫu")
    assert found(office, waiting, written) == [(registered.pk, "code")]


def test_the_same_bytes_are_a_twin_whatever_is_written(office):
    registered = t.make_incoming(office.clerk)
    waiting = t.receive(office.clerk)
    assert found(office, waiting, replace(t.FIELDS, number="", symbol="")) == [(registered.pk, "bytes")]
    assert found(office, waiting) == [(registered.pk, "bytes")]


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "3412"},
        {"issuer_name": "Sở Xây dựng"},
        {"document_date": date(2025, 11, 16)},
        {"number": "", "symbol": ""},
    ],
)
def test_another_number_issuer_or_year_is_no_twin(office, pair, changes):
    assert found(office, pair[1], replace(t.FIELDS, **changes)) == []


def test_another_agencys_document_is_no_twin(office):
    elsewhere = t.make_office("Sở Tài chính")
    t.make_incoming(elsewhere.clerk)
    assert found(office, t.receive(office.clerk)) == []


def test_an_earlier_waiting_one_is_a_twin_of_the_later_not_the_other_way(office):
    first, second = t.receive(office.clerk), t.receive(office.clerk)
    assert found(office, second, t.Fields()) == [(first.pk, "bytes")]
    assert found(office, first, t.Fields()) == []


def test_returned_and_cancelled_ones_are_no_twins(office, pair):
    t.IncomingDocument.objects.for_actor(office.clerk).filter(pk=pair[0].pk).update(state="cancelled")
    assert found(office, pair[1]) == []


def test_registering_a_twin_waits_for_a_decision(office, pair):
    with pytest.raises(Conflict, match=r"documents\.twin_unresolved") as refused:
        t.register(office.clerk, pair[1])
    assert refused.value.params == {"number": 1}
    assert RegisterNumber.objects.unscoped(reason="test").count() == 1


def resolve(office, pair, kind, **more):
    resolve_twin(actor=office.clerk, incoming_id=pair[1].pk, twin_id=pair[0].pk, kind=kind, **more)


def test_a_different_one_gets_its_own_number(office, pair):
    resolve(office, pair, "different")
    waiting = t.row(pair[1].pk)
    assert found(office, waiting) == []
    assert t.register(office.clerk, waiting).number == 2


def test_the_paper_original_takes_the_same_number(office, pair):
    resolve(office, pair, "paper_original", place="Tủ 2")
    paper, registered = t.row(pair[1].pk), t.row(pair[0].pk)
    assert (paper.state, paper.close_kind, paper.arrival_number) == ("closed", "paper", 1)
    assert (registered.state, registered.paper_original) == ("registered", True)
    assert PaperReturn.objects.unscoped(reason="test").get(incoming=registered).place == "Tủ 2"
    assert RegisterNumber.objects.unscoped(reason="test").count() == 1
    assert not Event.objects.filter(name="documents.IncomingClosed").exists()


def test_a_delivered_one_that_came_on_paper_before_is_receipted(office, pair):
    t.IncomingDocument.objects.for_actor(office.clerk).filter(pk=pair[1].pk).update(delivery_id=9)
    before = Event.objects.filter(name="documents.IncomingRegistered").count()
    resolve(office, pair, "paper_original")
    assert Event.objects.filter(name="documents.IncomingRegistered").count() == before + 1


def test_a_resent_one_goes_back_with_the_number_it_has(office, pair):
    resolve(office, pair, "resent")
    row = t.row(pair[1].pk)
    assert (row.state, row.twin_id, row.twin_kind) == ("refused", pair[0].pk, "resent")
    event = Event.objects.get(name="documents.IncomingRefused")
    assert event.data["reason"] == "Văn bản gửi trùng, đã vào sổ số 1 ngày 17/11/2026"


def test_a_resent_one_of_a_waiting_one_says_so(office):
    first, second = t.receive(office.clerk), t.receive(office.clerk)
    resolve(office, (first, second), "resent")
    assert t.row(second.pk).refuse_reason == "Văn bản gửi trùng, bản gửi trước đang chờ vào sổ"


def test_a_replacement_closes_the_old_one_and_shows_itself_to_its_handlers(office, pair):
    officer = make_actor(office.agency)
    old = SubjectRef("incoming", pair[0].pk)
    involve.involve(old, agency_id=office.agency.id, why="lead", person_id=officer.person_id)
    resolve(office, pair, "replacement")
    assert found(office, t.row(pair[1].pk)) == []
    assert t.register(office.clerk, t.row(pair[1].pk)).number == 2
    replaced = t.row(pair[0].pk)
    assert (replaced.state, replaced.close_kind, replaced.close_reason) == ("closed", "replaced", "2")
    assert not Hold.objects.unscoped(reason="test").filter(subject_id=pair[0].pk, until=None).exists()
    assert t.IncomingDocument.objects.for_actor(officer).filter(pk=pair[1].pk).exists()


def test_a_replacement_of_a_closed_one_leaves_it_closed(office, pair):
    t.IncomingDocument.objects.for_actor(office.clerk).filter(pk=pair[0].pk).update(
        state="closed", close_kind="filed"
    )
    resolve(office, pair, "replacement")
    t.register(office.clerk, t.row(pair[1].pk))
    assert t.row(pair[0].pk).close_kind == "filed"


@pytest.mark.parametrize("kind", ["paper_original", "replacement"])
def test_what_has_no_number_yet_gives_none(office, kind):
    first, second = t.receive(office.clerk), t.receive(office.clerk)
    with pytest.raises(Conflict, match=r"documents\.twin_not_registered"):
        resolve(office, (first, second), kind)


def test_refusals_of_a_decision(office, pair):
    registered, waiting = pair
    with pytest.raises(Invalid, match=r"documents\.twin_kind_wrong"):
        resolve(office, pair, "somehow")
    with pytest.raises(Invalid, match=r"documents\.twin_kind_wrong"):
        resolve(office, (waiting, waiting), "different")
    with pytest.raises(Forbidden):
        resolve_twin(actor=office.leader, incoming_id=waiting.pk, twin_id=registered.pk, kind="different")
    stranger = t.make_incoming(t.make_office("Sở Tài chính").clerk)
    with pytest.raises(NotFound):
        resolve_twin(actor=office.clerk, incoming_id=waiting.pk, twin_id=stranger.pk, kind="different")
    with pytest.raises(Conflict, match=r"documents\.changed_meanwhile"):
        resolve(office, pair, "different", expected_version=9)
    resolve(office, pair, "resent")
    with pytest.raises(Conflict, match=r"documents\.incoming_refused_already"):
        resolve(office, pair, "different")
