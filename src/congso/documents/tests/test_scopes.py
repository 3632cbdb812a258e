"""Every queryset of a domain refuses to run unscoped; with a stranger's eyes it is empty."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.db.models import Count

from congso.documents import testing_incoming as t
from congso.documents import testing_records as tr
from congso.documents.models import (
    Answer,
    Draft,
    DraftTemplate,
    DraftVersion,
    Hold,
    IncomingDocument,
    IncomingReading,
    Involvement,
    JointParty,
    OutgoingDocument,
    PaperReturn,
    Recipient,
    Register,
    RegisterImport,
    RegisterNumber,
    SavedSearch,
    ScanPile,
    SearchColumns,
    SearchEntry,
    SlipStep,
    StockPhrase,
    WorkFile,
    WorkFileItem,
)
from congso.documents.search_index import index
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.kernel.scoping import ScopedQuerySet, UnscopedQuery
from congso.kernel.testing import actor as an_actor
from congso.people.testing import make_actor, make_agency, make_body, make_unit

pytestmark = pytest.mark.django_db
DOMAINS = ("documents", "tasks", "people", "files", "guard", "notices")
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
    assert labels >= {model._meta.label for model in apps.get_app_config("documents").get_models()}
    assert labels >= {"tasks.Assignment", "tasks.Directive", "people.Unit", "files.File", "notices.Notice"}


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
    """An agency with a row of every kind."""
    office = t.make_office()
    make_unit(office.agency, "Phòng Nội vụ")
    arrival = t.make_incoming(office.clerk)
    work_file = tr.make_file(office.clerk)
    t.index()
    draft = draft_of(office)
    about = {"agency_id": office.agency.id, "name": "Biên chế", "at": clock.now()}
    StockPhrase.objects.create(agency_id=office.agency.id, text="Chủ trì tham mưu")
    DraftTemplate.objects.create(agency_id=office.agency.id, kind="bao_cao", name="Báo cáo quý")
    SearchColumns.objects.create(person_id=office.clerk.person_id)
    SavedSearch.objects.create(
        agency_id=office.agency.id, person_id=office.clerk.person_id, name="Biên chế", created_at=clock.now()
    )
    RegisterImport.objects.create(by_name=office.clerk.name, **about)
    ScanPile.objects.create(file_id=arrival.main_file_id, **about)
    IncomingReading.objects.create(incoming=arrival, at=clock.now())
    PaperReturn.objects.create(incoming=arrival, at=clock.now(), by_name=office.clerk.name)
    Answer.objects.create(incoming=arrival, draft=draft)
    WorkFileItem.objects.create(
        work_file=work_file, ordinal=1, subject_kind="incoming", subject_id=arrival.pk,
        added_at=clock.now(), added_by_name=office.clerk.name,
    )  # fmt: skip
    OutgoingDocument.objects.create(
        agency_id=office.agency.id, body_id=draft.body_id, kind="bao_cao", symbol="SNV", subject="Đã ký",
        check_token="-" * 22, draft=draft,
    )  # fmt: skip
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
    other = make_agency("Sở Tài chính")
    JointParty.objects.create(
        draft=draft, order=2, agency_id=other.id, body_id=make_body(other).id, signature_key="HEAD",
        signer_id=make_actor(other, Role.LEADER).appointment_id,
    )  # fmt: skip
    return draft


def test_there_is_a_row_of_every_kind(filled):
    """Else that a stranger sees none would prove nothing."""
    for model in SCOPED:
        if model._meta.app_label == "documents":
            assert model.objects.unscoped(reason="test").exists(), model


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
            seen = rows.for_actor(stranger)
            if model is DraftTemplate:
                seen = seen.exclude(agency=None)
            assert not seen.exists(), model
            assert seen.count() == 0, model


# What an agency keeps for all who work there; every other row of `documents` asks who takes part, or whose it is.
COMMON = {
    Register, RegisterNumber, SearchEntry, StockPhrase, DraftTemplate, RegisterImport, ScanPile,
}  # fmt: skip


def test_a_colleague_who_takes_no_part_sees_no_document(filled):
    colleague = make_actor(filled.agency)
    for model in SCOPED:
        if model._meta.app_label == "documents":
            assert model.objects.for_actor(colleague).exists() is (model in COMMON), model


def test_the_agency_itself_sees_its_own(filled):
    assert Register.objects.for_actor(filled.clerk).exists()
    assert SearchEntry.objects.for_actor(filled.clerk).count() == 2
    assert StockPhrase.objects.for_actor(filled.leader).exists()


def test_the_index_forgets_what_must_not_be_found(filled):
    (entry,) = SearchEntry.objects.for_actor(filled.clerk).filter(subject_kind="work_file")
    index(SubjectRef("work_file", 10**9))
    assert SearchEntry.objects.for_actor(filled.clerk).filter(pk=entry.pk).exists()


PARTS = (SlipStep, DraftVersion, Recipient, JointParty)
OF_ARRIVAL = (PaperReturn, IncomingReading, Answer, Hold, Involvement)


def take_part(colleague, kind, subject_id):
    Involvement.objects.create(
        subject_kind=kind, subject_id=subject_id, agency_id=colleague.agency_id, person_id=colleague.person_id,
        why="support", at=clock.now(),
    )  # fmt: skip


def test_a_row_of_a_draft_is_seen_by_who_sees_the_draft(filled):
    colleague = make_actor(filled.agency)
    for model in (*PARTS, RegisterNumber):
        assert model.objects.for_actor(filled.leader).count() == 1, model
        assert model.objects.for_actor(Actor.system(filled.agency.id)).count() == 1, model
        assert model.objects.for_actor(Actor.system()).exists(), model
    for model in PARTS:
        assert not model.objects.for_actor(colleague).exists(), model
    take_part(colleague, "draft", Draft.objects.for_actor(filled.leader).get().pk)
    for model in (*PARTS, Answer, Involvement):
        assert model.objects.for_actor(colleague).count() == 1, model
    for model in (PaperReturn, IncomingReading, WorkFileItem, Hold):
        assert not model.objects.for_actor(colleague).exists(), model


def test_a_row_of_an_arrival_is_seen_by_who_sees_the_arrival(filled):
    arrival = IncomingDocument.objects.for_actor(filled.clerk).get()
    colleague, head = make_actor(filled.agency), make_actor(filled.agency, Role.UNIT_HEAD)
    take_part(colleague, "incoming", arrival.pk)
    for model in OF_ARRIVAL:
        assert model.objects.for_actor(colleague).exists(), model
        assert not model.objects.for_actor(head).exists(), model
        assert model.objects.for_actor(filled.leader).exists(), model
        assert model.objects.for_actor(Actor.system()).exists(), model
    assert {row.subject_kind for row in Hold.objects.for_actor(colleague)} == {"incoming"}
    assert not WorkFileItem.objects.for_actor(colleague).exists()


def test_what_lies_in_a_work_file_is_seen_by_who_sees_the_file(filled):
    colleague = make_actor(filled.agency)
    take_part(colleague, "work_file", WorkFile.objects.for_actor(filled.clerk).get().pk)
    assert WorkFileItem.objects.for_actor(colleague).count() == 1
    assert not WorkFileItem.objects.for_actor(make_actor(filled.agency)).exists()


def test_the_other_bodies_of_a_joint_document_see_their_rows_when_they_are_asked(filled):
    party = JointParty.objects.unscoped(reason="test").get()
    signer = replace(make_actor(party.agency, Role.LEADER), appointment_id=party.signer_id)
    clerk = make_actor(party.agency, Role.CLERK)
    assert not JointParty.objects.for_actor(signer).exists()
    step = Draft.objects.for_actor(filled.leader).get().steps.get()
    SlipStep.objects.unscoped(reason="test").filter(pk=step.pk).update(
        stage="sign", appointment_id=party.signer_id
    )
    assert JointParty.objects.for_actor(signer).get() == party
    assert not JointParty.objects.for_actor(clerk).exists()
    party.outgoing = OutgoingDocument.objects.for_actor(filled.leader).get()
    party.save()
    assert JointParty.objects.for_actor(clerk).get() == party
    assert not JointParty.objects.for_actor(make_actor(party.agency)).exists()
    assert not JointParty.objects.for_actor(make_actor(make_agency("Sở Y tế"), Role.CLERK)).exists()


def test_what_a_person_keeps_is_that_persons_alone(filled):
    StockPhrase.objects.create(agency_id=filled.agency.id, person_id=filled.clerk.person_id, text="Lưu")
    for model in (SearchColumns, SavedSearch):
        assert model.objects.for_actor(filled.clerk).count() == 1, model
        assert model.objects.for_actor(Actor.system()).exists(), model
        for other in (filled.leader, make_actor(filled.agency), Actor.system(filled.agency.id)):
            assert not model.objects.for_actor(other).exists(), model
    assert StockPhrase.objects.for_actor(filled.clerk).count() == 2
    assert StockPhrase.objects.for_actor(filled.leader).count() == 1


def test_a_second_post_elsewhere_brings_no_saved_search_along(filled):
    elsewhere = replace(filled.clerk, agency_id=make_agency("Sở Y tế").id)
    assert SearchColumns.objects.for_actor(elsewhere).exists()
    assert not SavedSearch.objects.for_actor(elsewhere).exists()


def test_templates_are_the_built_in_ones_and_those_of_the_agency(filled):
    DraftTemplate.objects.create(kind="bao_cao", name="Báo cáo có sẵn cho mọi cơ quan")
    stranger = make_actor(make_agency("Sở Y tế"), Role.OFFICER)
    assert not DraftTemplate.objects.for_actor(stranger).exclude(agency=None).exists()
    assert DraftTemplate.objects.for_actor(stranger).filter(agency=None).exists()
    assert DraftTemplate.objects.for_actor(filled.leader).filter(agency_id=filled.agency.id).count() == 1


def test_who_holds_the_parent_needs_no_further_word(filled):
    draft = Draft.objects.for_actor(filled.leader).get()
    assert draft.steps.count() == draft.versions.count() == draft.recipients.count() == 1
    assert draft.recipients.filter(channel="none").exists()
    (fetched,) = Draft.objects.for_actor(filled.leader).prefetch_related("recipients", "steps")
    assert [row.name for row in fetched.recipients.all()] == ["Sở Tài chính"]
    assert [row.stage for row in fetched.steps.all()] == ["content"]
    assert Register.objects.for_actor(filled.clerk).get().numbers.exists()
    arrival = IncomingDocument.objects.for_actor(filled.clerk).get()
    assert arrival.answers.get().draft_id == draft.pk
    assert arrival.papers.count() == draft.answers.count() == draft.parties.count() == 1
    assert arrival.reading.state == "reading"
    assert WorkFile.objects.for_actor(filled.clerk).get().items.get().subject_id == arrival.pk


def test_the_id_of_a_parent_is_not_the_parent(filled):
    draft = Draft.objects.for_actor(filled.leader).get()
    for model in (*PARTS, Answer):
        with pytest.raises(UnscopedQuery):
            model.objects.filter(draft_id=draft.pk).exists()
        with pytest.raises(UnscopedQuery):
            model.objects.filter(draft=draft).exists()
    for model in (Hold, Involvement):
        with pytest.raises(UnscopedQuery):
            model.objects.filter(subject_kind="draft", subject_id=draft.pk).exists()
