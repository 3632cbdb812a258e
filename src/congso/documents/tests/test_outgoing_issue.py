"""Numbered, sealed, printed, returned, cancelled: what an issued file proves, and what a failed seal keeps."""

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from congso.audit import api as audit
from congso.documents import seals
from congso.documents import testing_outgoing as made
from congso.documents.actions.cancel_outgoing import cancel_outgoing, return_signed
from congso.documents.actions.issue_outgoing import issue_outgoing
from congso.documents.actions.seal_outgoing import finish_on_paper, seal, seal_outgoing
from congso.documents.models import Draft, Hold, OutgoingDocument, Recipient, RegisterNumber
from congso.files import api as files
from congso.files.testing import image
from congso.kernel import clock, wording
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_agency
from congso.signing import api as signing
from congso.signing.testing import give_key_to_body
from congso.signing.tests.made import pdfsig, with_stamp_on_page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def house() -> made.House:
    return made.make_house()


def draft_of(pk: int) -> Draft:
    return Draft.objects.unscoped(reason="test").get(pk=pk)


def events(name: str) -> int:
    return Event.objects.filter(name=f"documents.{name}").count()


def jobs(name: str) -> int:
    return ProcrastinateJob.objects.filter(task_name=name, status="todo").count()


def test_every_fault_has_its_sentence() -> None:
    for fault in signing.Fault:
        said = wording.say(f"documents.seal_fault_{fault}")
        assert "Chưa phát hành" in said or "chưa phát hành" in said, fault


def test_issued_in_two_steps(house: made.House) -> None:
    doc = made.numbered(house)
    assert (doc.state, doc.number, doc.issued_date) == ("numbered", 1, made.DAY.date())
    assert (doc.code_key, doc.issued_by_name) == ("1 bc snv", house.clerk.name)
    assert (jobs("documents.seal"), events("OutgoingNumbered"), events("OutgoingIssued")) == (1, 1, 0)
    seal(outgoing_id=doc.pk)
    doc = made.outgoing(doc.pk)
    assert (doc.state, doc.issued_at, doc.signatures["state"]) == ("issued", clock.now(), "valid")
    assert events("OutgoingIssued") == 1
    assert draft_of(doc.draft_id or 0).state == "issued"
    assert not Hold.objects.unscoped(reason="test").filter(subject_kind="outgoing", until=None).exists()
    verbs = [row.verb for row in audit.trail([SubjectRef("outgoing", doc.pk)])]
    assert verbs == ["outgoing.signed", "outgoing.numbered", "outgoing.issued"]


def test_every_issued_file_is_proved_twice(house: made.House, tmp_path: Path) -> None:
    pdf = files.read(made.issued(house).file_id or 0)
    assert signing.faults_of_issued(pdf) == ()
    assert pdfsig(pdf, tmp_path) == [(signing.PERSONAL, False, True), (signing.SEAL, True, True)]
    person, agency = signing.validate(pdf)
    assert person.modification in (signing.Modification.NONE, signing.Modification.FORM_FILLING)
    assert agency.modification is signing.Modification.NONE
    assert {person.verdict, agency.verdict} == {signing.Verdict.VALID}


def test_a_number_stamped_into_the_page_is_caught(house: made.House, tmp_path: Path) -> None:
    doc = made.numbered(house)
    spoilt = with_stamp_on_page(files.read(doc.signed_file_id or 0))
    # Poppler alone would let it pass.
    assert pdfsig(spoilt, tmp_path) == [(signing.PERSONAL, False, True)]
    with patch.object(seals.file_store, "read", return_value=spoilt):
        seal(outgoing_id=doc.pk)
    doc = made.outgoing(doc.pk)
    assert (doc.state, doc.number, doc.seal_error) == ("seal_failed", 1, "documents.seal_fault_changed_after")
    assert (doc.file_id, doc.seal_retry_at, events("OutgoingIssued")) == (None, None, 0)


def test_a_failed_seal_keeps_its_number_and_is_tried_again(house: made.House) -> None:
    poor = made.make_house("Sở Tài chính", keys=False)
    made.give_key_to_person(poor.leader.person_id or 0)
    doc = made.numbered(poor)
    ProcrastinateJob.objects.all().delete()
    seal(outgoing_id=doc.pk)
    doc = made.outgoing(doc.pk)
    assert (doc.state, doc.number, doc.seal_error) == ("seal_failed", 1, "signing.certificate_missing")
    assert (doc.seal_attempts, doc.seal_retry_at) == (1, clock.now() + timedelta(seconds=60))
    assert jobs("documents.seal") == 1
    for _ in range(5):
        seal(outgoing_id=doc.pk)
    assert (made.outgoing(doc.pk).seal_attempts, made.outgoing(doc.pk).seal_retry_at) == (6, None)
    give_key_to_body(poor.body.id)
    assert seal_outgoing(actor=poor.clerk, outgoing_id=doc.pk)
    doc = made.outgoing(doc.pk)
    assert (doc.state, doc.number, doc.seal_error) == ("issued", 1, "")


def test_the_seal_job_runs_twice_and_for_nothing(house: made.House) -> None:
    doc = made.issued(house)
    seal(outgoing_id=doc.pk)
    seal(outgoing_id=0)
    assert events("OutgoingIssued") == 1
    assert len(files.files_of(SubjectRef("outgoing", doc.pk), "main")) == 1


def test_two_seals_at_once_issue_once(house: made.House) -> None:
    doc = made.numbered(house)
    finished = seals.sealed_pdf(doc)

    def meanwhile(one: OutgoingDocument) -> seals.Sealed:
        OutgoingDocument.objects.unscoped(reason="test").filter(pk=one.pk).update(state="issued")
        return finished

    with patch("congso.documents.seals.sealed_pdf", side_effect=meanwhile):
        seal(outgoing_id=doc.pk)
    assert events("OutgoingIssued") == 0
    assert not files.files_of(SubjectRef("outgoing", doc.pk), "main")


def test_nothing_signed_is_not_sealed(house: made.House) -> None:
    doc = made.numbered(house)
    doc.signed_file_id = None
    assert seals.sealed_pdf(doc).refused == "documents.seal_nothing_signed"


def test_only_the_clerk_numbers(house: made.House) -> None:
    doc = made.signed(house)
    with pytest.raises(Forbidden):
        issue_outgoing(actor=house.leader, outgoing_id=doc.pk)
    with pytest.raises(Forbidden):
        issue_outgoing(actor=house.officer, outgoing_id=doc.pk)
    for stranger in (make_actor(make_agency("Sở Y tế"), Role.CLERK), make_actor(house.agency, Role.OFFICER)):
        with pytest.raises(NotFound):
            issue_outgoing(actor=stranger, outgoing_id=doc.pk)
    with pytest.raises(NotFound):
        issue_outgoing(actor=house.clerk, outgoing_id=0)
    assert not RegisterNumber.objects.unscoped(reason="test").exists()


def test_numbering_lost_the_race(house: made.House) -> None:
    doc = made.signed(house)

    def meanwhile(**given: object) -> int:
        OutgoingDocument.objects.unscoped(reason="test").filter(pk=doc.pk).update(state="cancelled")
        return 1

    with (
        patch("congso.documents.numbers.take_number", side_effect=meanwhile),
        pytest.raises(Conflict) as lost,
    ):
        issue_outgoing(actor=house.clerk, outgoing_id=doc.pk)
    assert lost.value.code == "documents.changed_meanwhile"


def test_an_unread_scan_beside_it_holds_the_number_back(house: made.House) -> None:
    doc = made.signed(house)
    scan = files.store(actor=house.officer, name="quet.jpg", content=image())
    files.use(scan.id, SubjectRef("outgoing", doc.pk), "attachment")
    with pytest.raises(Conflict) as refused:
        issue_outgoing(actor=house.clerk, outgoing_id=doc.pk)
    assert refused.value.code == "documents.outgoing_file_held"


def test_printed_for_the_wet_seal(house: made.House, tmp_path: Path) -> None:
    doc = made.numbered(house, on_paper=True, restricted=True)
    assert (doc.on_paper, doc.restricted) == (True, True)
    with pytest.raises(Conflict) as early:
        finish_on_paper(actor=house.clerk, outgoing_id=doc.pk)
    assert early.value.code == "documents.not_printed_yet"
    seal(outgoing_id=doc.pk)
    seal(outgoing_id=doc.pk)
    doc = made.outgoing(doc.pk)
    assert (doc.state, events("OutgoingIssued")) == ("numbered", 0)
    assert pdfsig(files.read(doc.file_id or 0), tmp_path) == [(signing.PERSONAL, False, True)]
    with pytest.raises(Forbidden):
        finish_on_paper(actor=house.officer, outgoing_id=doc.pk)
    finish_on_paper(actor=house.clerk, outgoing_id=doc.pk)
    assert (made.outgoing(doc.pk).state, events("OutgoingIssued")) == ("issued", 1)
    with pytest.raises(Conflict):
        finish_on_paper(actor=house.clerk, outgoing_id=doc.pk)


def test_a_page_changed_before_printing_is_caught_too(house: made.House) -> None:
    doc = made.numbered(house, on_paper=True)
    spoilt = with_stamp_on_page(files.read(doc.signed_file_id or 0))
    with patch.object(seals.file_store, "read", return_value=spoilt):
        assert seals.sealed_pdf(doc).refused == "documents.seal_fault_changed_after"


def test_returned_before_it_has_a_number(house: made.House) -> None:
    draft = made.on_the_table(house)
    line = made.add_line(draft, "Ông Nông Văn Sằm", "paper")
    doc = made.signed(house, draft)
    with pytest.raises(Invalid):
        return_signed(actor=house.clerk, outgoing_id=doc.pk, reason=" ")
    with pytest.raises(Forbidden):
        return_signed(actor=house.officer, outgoing_id=doc.pk, reason="Thiếu phụ lục")
    return_signed(actor=house.clerk, outgoing_id=doc.pk, reason="Thiếu  phụ lục")
    doc, draft = made.outgoing(doc.pk), draft_of(draft.pk)
    assert (doc.state, doc.cancel_reason, doc.draft_id) == ("cancelled", "Thiếu phụ lục", None)
    assert (draft.state, draft.returned, draft.revision) == ("drafting", True, 3)
    line.refresh_from_db()
    assert (line.draft_id, line.outgoing_id) == (draft.pk, None)
    assert Hold.objects.unscoped(reason="test").get(until=None).person_id == house.officer.person_id
    assert events("DraftReturned") == 1
    with pytest.raises(Conflict):
        return_signed(actor=house.clerk, outgoing_id=doc.pk, reason="Lần nữa")


def test_a_cancelled_number_stays_with_its_reason(house: made.House) -> None:
    doc = made.numbered(house)
    with pytest.raises(Invalid):
        cancel_outgoing(actor=house.clerk, outgoing_id=doc.pk, reason="")
    with pytest.raises(Forbidden):
        cancel_outgoing(actor=house.leader, outgoing_id=doc.pk, reason="Sai")
    cancel_outgoing(actor=house.clerk, outgoing_id=doc.pk, reason="Sai nơi nhận")
    kept = RegisterNumber.objects.unscoped(reason="test").get()
    assert (kept.number, kept.state, kept.reason) == (1, "cancelled", "Sai nơi nhận")
    assert events("OutgoingCancelled") == 1
    with pytest.raises(Conflict):
        seal_outgoing(actor=house.clerk, outgoing_id=doc.pk)
    assert made.numbered(house).number == 2


def test_what_is_issued_is_recalled_and_not_cancelled(house: made.House) -> None:
    doc = made.issued(house)
    with pytest.raises(Conflict):
        cancel_outgoing(actor=house.clerk, outgoing_id=doc.pk, reason="Sai")
    with pytest.raises(Conflict):
        seal_outgoing(actor=Actor.system(house.agency.id), outgoing_id=doc.pk)
    assert not Recipient.objects.unscoped(reason="test").filter(outgoing=doc).exists()
