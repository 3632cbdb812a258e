"""Every queryset of a domain refuses to run unscoped; with a stranger's eyes it is empty."""

import pytest
from django.apps import apps
from django.db.models import Count

from congso.documents import testing_incoming as t
from congso.documents import testing_records as tr
from congso.documents.models import (
    Draft,
    DraftVersion,
    Involvement,
    Recipient,
    Register,
    RegisterNumber,
    SearchEntry,
    SlipStep,
    StockPhrase,
)
from congso.documents.search_index import index
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.kernel.scoping import ScopedQuerySet, UnscopedQuery
from congso.kernel.testing import actor as an_actor
from congso.people.testing import make_actor, make_agency, make_body, make_unit

pytestmark = pytest.mark.django_db
DOMAINS = ("documents", "tasks", "people", "files", "guard")
SCOPED = sorted(
    (
        model
        for domain in DOMAINS
        for model in apps.get_app_config(domain).get_models()
        if isinstance(model._default_manager.all(), ScopedQuerySet)
    ),
    key=lambda model: model._meta.label,
)
RUNS = {
    "iteration": lambda rows: list(rows),
    "first": lambda rows: rows.first(),
    "one": lambda rows: rows.get(pk=1),
    "values": lambda rows: list(rows.values_list("pk", flat=True)),
    "iterator": lambda rows: next(rows.iterator(), None),
    "bulk": lambda rows: rows.in_bulk([1]),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "aggregate": lambda rows: rows.aggregate(n=Count("pk")),
    "update": lambda rows: rows.update(pk=1),
    "delete": lambda rows: rows.delete(),
    "filtered": lambda rows: list(rows.filter(pk=1).exclude(pk=2).order_by("pk")),
}


def test_the_domains_have_scoped_managers():
    labels = {model._meta.label for model in SCOPED}
    assert labels >= {
        "documents.IncomingDocument", "documents.Draft", "documents.OutgoingDocument", "documents.WorkFile",
        "documents.Register", "documents.SearchEntry", "documents.RegisterNumber", "documents.Recipient",
        "documents.DraftVersion", "documents.SlipStep", "tasks.Assignment", "tasks.Directive", "people.Unit", "files.File",
    }  # fmt: skip


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_nothing_runs_without_a_scope(model, run):
    with pytest.raises(UnscopedQuery):
        RUNS[run](model._default_manager.all())


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_a_reason_must_be_given(model):
    with pytest.raises(ValueError, match="say why"):
        model._default_manager.all().unscoped(reason="")
    assert list(model._default_manager.all().unscoped(reason="test")[:1]) is not None


@pytest.fixture
def filled():
    """An agency with something of every kind that is quick to make."""
    office = t.make_office()
    make_unit(office.agency, "Phòng Nội vụ")
    t.make_incoming(office.clerk)
    tr.make_file(office.clerk)
    t.index()
    StockPhrase.objects.create(agency_id=office.agency.id, text="Chủ trì tham mưu")
    draft_of(office)
    return office


def draft_of(office):
    """A draft with a row of each kind that lies in it."""
    draft = Draft.objects.create(
        agency_id=office.agency.id, body_id=make_body(office.agency).id, drafter_id=office.clerk.appointment_id,
        kind="bao_cao", subject="Tình hình biên chế", symbol="SNV", created_at=clock.now(), updated_at=clock.now(),
    )  # fmt: skip
    SlipStep.objects.create(draft=draft, stage="content", version=1, since=clock.now())
    DraftVersion.objects.create(draft=draft, number=1, by_name="Bùi Khánh Ly", at=clock.now())
    Recipient.objects.create(draft=draft, channel="none", name="Sở Tài chính")
    return draft


@pytest.mark.parametrize("roles", [(), (Role.CLERK,), (Role.LEADER,), (Role.UNIT_HEAD,), (Role.ADMIN,)])
def test_a_stranger_sees_nothing(filled, roles):
    strangers = [
        make_actor(make_agency("Sở Y tế"), *roles),
        an_actor(*roles, agency_id=None, person_id=10**9),
        Actor.system(10**9),
    ]
    for model in SCOPED:
        rows = model._default_manager.all()
        if not hasattr(rows, "for_actor"):
            assert model._meta.app_label == "files"  # read only through the policy of what holds the file
            continue
        for stranger in strangers:
            assert not rows.for_actor(stranger).exists(), model
            assert rows.for_actor(stranger).count() == 0, model


def test_a_colleague_who_takes_no_part_sees_no_document(filled):
    colleague = make_actor(filled.agency)
    for model in SCOPED:
        rows = model._default_manager.all()
        seen = rows.for_actor(colleague) if hasattr(rows, "for_actor") else rows
        if seen._scope == "involved":
            assert not seen.exists(), model


def test_the_agency_itself_sees_its_own(filled):
    assert Register.objects.for_actor(filled.clerk).exists()
    assert SearchEntry.objects.for_actor(filled.clerk).count() == 2
    assert StockPhrase.objects.for_actor(filled.leader).exists()


def test_the_index_forgets_what_must_not_be_found(filled):
    (entry,) = SearchEntry.objects.for_actor(filled.clerk).filter(subject_kind="work_file")
    index(SubjectRef("work_file", 10**9))
    assert SearchEntry.objects.for_actor(filled.clerk).filter(pk=entry.pk).exists()


PARTS = (SlipStep, DraftVersion, Recipient)


def test_a_row_of_a_draft_is_seen_by_who_sees_the_draft(filled):
    colleague = make_actor(filled.agency)
    for model in (*PARTS, RegisterNumber):
        assert model.objects.for_actor(filled.leader).count() == 1, model
        assert model.objects.for_actor(Actor.system(filled.agency.id)).count() == 1, model
        assert model.objects.for_actor(Actor.system()).exists(), model
    for model in PARTS:
        assert not model.objects.for_actor(colleague).exists(), model
    draft = Draft.objects.for_actor(filled.leader).get()
    at = {"subject_kind": "draft", "subject_id": draft.pk, "agency_id": filled.agency.id, "at": clock.now()}
    Involvement.objects.create(person_id=colleague.person_id, why="support", **at)
    for model in PARTS:
        assert model.objects.for_actor(colleague).count() == 1, model


def test_who_holds_the_parent_needs_no_further_word(filled):
    draft = Draft.objects.for_actor(filled.leader).get()
    assert draft.steps.count() == draft.versions.count() == draft.recipients.count() == 1
    assert draft.recipients.filter(channel="none").exists()
    (fetched,) = Draft.objects.for_actor(filled.leader).prefetch_related("recipients", "steps")
    assert [row.name for row in fetched.recipients.all()] == ["Sở Tài chính"]
    assert [row.stage for row in fetched.steps.all()] == ["content"]
    assert Register.objects.for_actor(filled.clerk).get().numbers.exists()


def test_the_id_of_a_parent_is_not_the_parent(filled):
    draft = Draft.objects.for_actor(filled.leader).get()
    for model in PARTS:
        with pytest.raises(UnscopedQuery):
            model.objects.filter(draft_id=draft.pk).exists()
        with pytest.raises(UnscopedQuery):
            model.objects.filter(draft=draft).exists()
