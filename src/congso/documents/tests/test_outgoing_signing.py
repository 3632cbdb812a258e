"""The person's signature: what was shown is what is signed, one bad one never spoils the rest."""

from datetime import date, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from congso.audit import api as audit
from congso.documents import testing_outgoing as made
from congso.documents.actions.prepare_signing import prepare_signing, see_draft
from congso.documents.actions.sign_drafts import sign_draft, sign_drafts
from congso.documents.models import Answer, Draft, DraftState, Hold, OutgoingDocument, SlipStep
from congso.documents.support_draft import ref
from congso.files import api as files
from congso.files.testing import make_file
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.people.testing import make_actor, make_agency
from congso.signing import api as signing
from congso.signing.testing import give_key_to_person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def house() -> made.House:
    return made.make_house()


def again(draft: Draft) -> Draft:
    return Draft.objects.unscoped(reason="test").get(pk=draft.pk)


def test_signing_makes_the_outgoing_document(house: made.House) -> None:
    draft = made.on_the_table(house, urgency=2)
    line = made.add_line(draft, make_agency("Sở Tài chính"))
    paper = make_file(house.officer, "Phụ lục.pdf")
    files.use(paper.id, ref(draft), "appendix")
    doc = made.signed(house, draft)
    assert (doc.state, doc.number, doc.urgency, doc.signer_title) == ("signed", None, 2, "Giám đốc")
    assert (again(draft).state, draft.steps.get().result) == (DraftState.SIGNED, "approved")
    line.refresh_from_db()
    assert line.outgoing_id == doc.pk
    assert [file.id for file in files.files_of(SubjectRef("outgoing", doc.pk), "appendix")] == [paper.id]
    (report,) = signing.validate(files.read(doc.signed_file_id or 0))
    assert (report.verdict, report.field) == (signing.Verdict.VALID, signing.PERSONAL)
    assert (
        Hold.objects.unscoped(reason="test").get(subject_kind="outgoing", subject_id=doc.pk).stage == "number"
    )
    verbs = [row.verb for row in audit.trail([SubjectRef("outgoing", doc.pk)])]
    assert verbs == ["outgoing.signed"]
    names = set(ProcrastinateJob.objects.values_list("task_name", flat=True))
    assert {"documents.index", "kernel.deliver"} <= names


def test_what_was_shown_is_what_is_signed(house: made.House) -> None:
    draft = made.on_the_table(house)
    file_id = prepare_signing(actor=house.leader, draft_id=draft.pk)
    assert prepare_signing(actor=house.leader, draft_id=draft.pk) == file_id
    shown = files.read(file_id)
    signed = files.read(made.signed(house, draft).signed_file_id or 0)
    assert signed.startswith(shown)


def test_only_the_signer_prepares(house: made.House) -> None:
    draft = made.on_the_table(house)
    other = make_actor(house.agency, Role.LEADER, title="Phó Giám đốc")
    with pytest.raises(Forbidden):
        prepare_signing(actor=other, draft_id=draft.pk)
    with pytest.raises(NotFound):
        prepare_signing(actor=make_actor(make_agency("Sở Y tế"), Role.LEADER), draft_id=draft.pk)
    Draft.objects.unscoped(reason="test").filter(pk=draft.pk).update(state="drafting")
    with pytest.raises(Conflict):
        prepare_signing(actor=house.leader, draft_id=draft.pk)


def test_prepared_while_the_text_changed(house: made.House, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = made.on_the_table(house)
    real = made.sign_draft.__globals__["draft_signing"].form_of

    def slow(one: Draft) -> bytes:
        pdf: bytes = real(one)
        Draft.objects.unscoped(reason="test").filter(pk=draft.pk).update(revision=7)
        return pdf

    monkeypatch.setattr("congso.documents.draft_signing.form_of", slow)
    with pytest.raises(Conflict) as refused:
        prepare_signing(actor=house.leader, draft_id=draft.pk)
    assert refused.value.code == "documents.changed_meanwhile"
    assert again(draft).prepared_file_id is None


def test_a_new_page_replaces_the_old_one(house: made.House) -> None:
    draft = made.on_the_table(house)
    first = prepare_signing(actor=house.leader, draft_id=draft.pk)
    Draft.objects.unscoped(reason="test").filter(pk=draft.pk).update(prepared_file_id=None, subject="Khác")
    second = prepare_signing(actor=house.leader, draft_id=draft.pk)
    assert [file.id for file in files.files_of(ref(draft), "prepared")] == [second]
    assert first != second


def test_seen_is_written_once(house: made.House) -> None:
    draft = made.on_the_table(house)
    see_draft(actor=house.leader, draft_id=draft.pk, revision=draft.revision)
    first = draft.steps.get().seen_at
    with clock.frozen(made.DAY + timedelta(hours=1)):
        see_draft(actor=house.leader, draft_id=draft.pk, revision=draft.revision)
    assert draft.steps.get().seen_at == first
    assert Hold.objects.unscoped(reason="test").get(subject_kind="draft", until=None).working_since == first
    with pytest.raises(Conflict):
        see_draft(actor=house.leader, draft_id=draft.pk, revision=99)
    with pytest.raises(Forbidden):
        see_draft(actor=house.officer, draft_id=draft.pk, revision=draft.revision)


def test_a_double_press_signs_once(house: made.House) -> None:
    draft = made.on_the_table(house)
    first = sign_draft(actor=house.leader, draft_id=draft.pk, seen_revision=draft.revision)
    second = sign_draft(actor=house.leader, draft_id=draft.pk, seen_revision=draft.revision)
    assert first == second
    assert OutgoingDocument.objects.unscoped(reason="test").count() == 1
    # Nobody else is answered with it, and the system has no appointment of its own.
    with pytest.raises(Refusal):
        sign_draft(actor=house.clerk, draft_id=draft.pk, seen_revision=draft.revision)
    with pytest.raises(Refusal):
        sign_draft(actor=Actor.system(house.agency.id), draft_id=draft.pk, seen_revision=draft.revision)


def test_the_system_has_no_hand(house: made.House) -> None:
    draft = made.on_the_table(house, signature_lines=[], signature_key="")
    with pytest.raises(Forbidden):
        sign_draft(actor=Actor.system(house.agency.id), draft_id=draft.pk, seen_revision=draft.revision)


def test_each_of_a_batch_has_its_own_result(house: made.House) -> None:
    good = [made.on_the_table(house, f"Báo cáo {number}") for number in (1, 2)]
    changed = made.on_the_table(house, "Giấy mời")
    elsewhere = made.make_house("Sở Tài chính", keys=False)
    foreign = made.on_the_table(elsewhere)
    wanted = [(good[0].pk, 1), (changed.pk, 5), (foreign.pk, 1), (good[1].pk, 1), (good[0].pk, 1)]
    found = sign_drafts(actor=house.leader, wanted=wanted)
    codes = [one.refusal.code if one.refusal else "" for one in found]
    assert codes == ["", "documents.changed_meanwhile", "documents.not_found", ""]
    assert [one.outgoing_id is not None for one in found] == [True, False, False, True]
    assert found[0].at == made.DAY
    assert again(changed).state == DraftState.SIGNING


def test_what_was_not_looked_at_is_not_signed_from_the_screen(house: made.House) -> None:
    draft = made.on_the_table(house)
    (blind,) = sign_drafts(actor=house.leader, wanted=[(draft.pk, 1)], only_seen=True)
    assert blind.refusal is not None
    assert blind.refusal.code == "documents.sign_unseen"
    see_draft(actor=house.leader, draft_id=draft.pk, revision=1)
    (done,) = sign_drafts(actor=house.leader, wanted=[(draft.pk, 1)], only_seen=True)
    assert done.outgoing_id is not None


def test_expired_certificate_refuses_and_keeps_the_draft(house: made.House) -> None:
    deputy = make_actor(house.agency, Role.LEADER, title="Phó Giám đốc")
    give_key_to_person(
        deputy.person_id or 0,
        since=datetime(2026, 1, 1, tzinfo=clock.VIETNAM),
        until=made.DAY - timedelta(days=1),
    )
    draft = made.on_the_table(house, signer_id=deputy.appointment_id, signature_key="", signature_lines=[])
    option = people.signature_options(deputy, house.body.id, clock.today())[0]
    Draft.objects.unscoped(reason="test").filter(pk=draft.pk).update(signature_lines=list(option.lines))
    (refused,) = sign_drafts(actor=deputy, wanted=[(draft.pk, 1)])
    assert refused.refusal is not None
    assert refused.refusal.code == "signing.certificate_expired"
    assert again(draft).state == DraftState.SIGNING
    assert SlipStep.objects.unscoped(reason="test").get(draft=draft).result == "open"


def test_a_delegation_that_ended_names_its_reason(house: made.House) -> None:
    from congso.people.models import Delegation, IssuingBody, Post

    head = Post.objects.get(pk=house.leader.post_id)
    IssuingBody.objects.filter(pk=house.body.id).update(head_post=head)
    chief = make_actor(house.agency, Role.OFFICE, title="Chánh Văn phòng")
    give_key_to_person(chief.person_id or 0)
    grant = Delegation.objects.create(
        body_id=house.body.id, form="TL", giver=head, taker_id=chief.post_id, since=date(2026, 1, 1),
        until=date(2026, 12, 31), content="Giấy mời", authority="QĐ 15/QĐ-SNV",
    )  # fmt: skip
    (option,) = people.signature_options(chief, house.body.id, clock.today())
    fields = {
        "signer_id": chief.appointment_id, "signature_lines": list(option.lines), "signature_key": option.key,
        "delegation_id": option.delegation_id,
    }  # fmt: skip
    good, late = (made.on_the_table(house, subject, **fields) for subject in ("Giấy mời 1", "Giấy mời 2"))
    assert sign_drafts(actor=chief, wanted=[(good.pk, 1)])[0].outgoing_id is not None
    Delegation.objects.filter(pk=grant.pk).update(until=date(2026, 11, 1))
    (ended,) = sign_drafts(actor=chief, wanted=[(late.pk, 1)])
    assert ended.refusal is not None
    assert ended.refusal.code == "people.delegation_expired"


def test_a_block_that_was_never_this_persons(house: made.House) -> None:
    draft = made.on_the_table(house, signature_lines=["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"])
    (refused,) = sign_drafts(actor=house.leader, wanted=[(draft.pk, 1)])
    assert refused.refusal is not None
    assert refused.refusal.code == "people.signature_no_power"


def test_answers_follow_the_signed_document(house: made.House) -> None:
    from congso.documents.testing_incoming import make_incoming

    arrival = make_incoming(house.clerk)
    draft = made.on_the_table(house)
    Answer.objects.create(incoming=arrival, draft=draft)
    doc = made.signed(house, draft)
    assert Answer.objects.unscoped(reason="test").get().outgoing_id == doc.pk
