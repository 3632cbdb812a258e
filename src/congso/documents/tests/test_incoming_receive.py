"""Arrivals come in: files, paper, deliveries."""

from datetime import date, datetime

import pytest

from congso.audit.api import trail
from congso.documents import testing_incoming as t
from congso.documents.actions.receive_delivery import fields_from_envelope, receive_delivery
from congso.documents.actions.receive_incoming import attach_files, receive_paper, receive_upload
from congso.documents.actions.state_incoming_marking import state_incoming_marking
from congso.documents.jobs_incoming import stamp_incoming, validate_incoming
from congso.documents.models import Hold, IncomingDocument
from congso.documents.signature_sums import signatures_checked
from congso.files import api as files
from congso.files.testing import make_file, scan_pdf, text_pdf, word
from congso.guard.api import SecretMarking
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, NotFound
from congso.kernel.models import Event
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor
from congso.pure.layout.overlay import UnreadablePdf
from congso.signing import api as signing
from congso.signing.api import SignatureReport, Trust, Verdict
from congso.signing.testing import boxes, give_key_to_person, unsigned_page

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def office():
    return t.make_office()


def all_of(actor):
    return list(IncomingDocument.objects.for_actor(actor).order_by("pk"))


def test_each_file_is_an_arrival_and_a_bad_one_spoils_nothing(office):
    results = receive_upload(
        actor=office.clerk,
        files=[("Một.pdf", text_pdf("Một")), ("Hỏng.pdf", b"%PDF-1.7 cut off"), ("Hai.docx", word("Hai"))],
    )
    assert [one.refusal is None for one in results] == [True, False, True]
    assert results[1].refusal.code.startswith("files.")
    first, second = all_of(office.clerk)
    assert [results[0].incoming_id, results[2].incoming_id] == [first.pk, second.pk]
    assert (first.state, first.channel, first.pages, first.received_at) == (
        "waiting",
        "upload",
        1,
        clock.now(),
    )
    assert Hold.objects.unscoped(reason="test").get(subject_id=first.pk).holder_name == "Văn thư"
    assert [line.verb for line in trail([SubjectRef("incoming", first.pk)])] == ["incoming.received"]
    assert Event.objects.filter(name="documents.IncomingReceived").count() == 2


def test_files_sent_together_are_one_arrival(office):
    bad, main, appendix = receive_upload(
        actor=office.clerk,
        files=[("Rỗng.pdf", b""), ("Chính.pdf", text_pdf("Chính")), ("Phụ lục.docx", word("Phụ lục"))],
        together=True,
    )
    (incoming,) = all_of(office.clerk)
    assert bad.refusal is not None
    assert main.incoming_id == appendix.incoming_id == incoming.pk
    held = files.uses_of([SubjectRef("incoming", incoming.pk)])[SubjectRef("incoming", incoming.pk)]
    assert [(use.file.name, use.role) for use in held] == [
        ("Chính.pdf", "main"),
        ("Phụ lục.docx", "attachment"),
    ]


def test_only_bad_files_make_no_arrival(office):
    (result,) = receive_upload(actor=office.clerk, files=[("a.pdf", b"PK no pdf")], together=True)
    assert result.refusal is not None
    assert all_of(office.clerk) == []


def test_an_upload_sent_again_after_a_lost_connection_is_one_arrival(office):
    first = t.receive(office.clerk, once_key="abc")
    (again,) = receive_upload(actor=office.clerk, files=[("Công văn.pdf", text_pdf())], once_key="abc")
    assert again.incoming_id == first.pk
    assert len(all_of(office.clerk)) == 1


def test_files_of_one_set_sent_one_by_one_gather_in_one_arrival(office):
    appendix = ("Phụ lục.docx", word("Phụ lục"))
    sent = [("Chính.pdf", text_pdf("Chính")), appendix, appendix]
    for file in sent:
        receive_upload(actor=office.clerk, files=[file], together=True, once_key="set")
    (incoming,) = all_of(office.clerk)
    names = [file.name for file in files.files_of(SubjectRef("incoming", incoming.pk))]
    assert names == ["Chính.pdf", "Phụ lục.docx"]


def test_the_same_bytes_are_attached_once(office):
    incoming = t.receive(office.clerk, text_pdf("Chính"))
    call = {"actor": office.clerk, "incoming_id": incoming.pk}
    attach_files(
        **call, files=[("Kèm.pdf", text_pdf("Kèm")), ("Kèm lại.pdf", text_pdf("Kèm")), ("x.pdf", b"")]
    )
    assert len(files.files_of(SubjectRef("incoming", incoming.pk))) == 2


def test_nothing_is_attached_to_a_registered_arrival(office):
    incoming = t.make_incoming(office.clerk)
    with pytest.raises(Conflict, match=r"documents\.incoming_registered_already"):
        attach_files(actor=office.clerk, incoming_id=incoming.pk, files=[("Kèm.pdf", text_pdf("Kèm"))])


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.OFFICE, Role.ADMIN])
def test_only_a_clerk_receives(office, role):
    actor = make_actor(office.agency, role)
    with pytest.raises(Forbidden, match=r"documents\.forbidden"):
        receive_upload(actor=actor, files=[("a.pdf", text_pdf())])
    with pytest.raises(Forbidden, match=r"documents\.forbidden"):
        receive_paper(actor=actor)


def test_a_scan_of_paper_is_marked_as_such(office):
    assert t.receive(office.clerk, paper=True).paper_original
    assert all_of(office.clerk)[0].channel == "paper"


def test_paper_without_a_scan_is_registered_by_its_fields(office):
    made = t.row(receive_paper(actor=office.clerk, note="Giấy mời họp"))
    assert (made.subject, made.main_file_id, made.paper_original) == ("Giấy mời họp", None, True)
    assert t.register(office.clerk, made).number == 1
    t.run_jobs()
    assert not t.row(made.pk).stamped_file
    with pytest.raises(SecretMarking):
        receive_paper(actor=office.clerk, note="TUYỆT MẬT")


def test_a_held_scan_said_to_be_marked_is_purged_and_returned(office):
    incoming = t.receive(office.clerk, scan_pdf())
    state_incoming_marking(actor=office.clerk, incoming_id=incoming.pk, marked=True)
    assert t.row(incoming.pk).state == "refused"
    assert files.row(incoming.main_file_id).state == "purged"


def test_a_held_scan_said_to_be_clean_can_be_registered(office):
    incoming = t.receive(office.clerk, scan_pdf())
    with pytest.raises(NotFound):
        state_incoming_marking(
            actor=make_actor(office.agency, Role.CLERK), incoming_id=incoming.pk, marked=False
        )
    state_incoming_marking(actor=office.clerk, incoming_id=incoming.pk, marked=False)
    assert files.row(incoming.main_file_id).state == "ready"
    with pytest.raises(NotFound):
        state_incoming_marking(actor=office.clerk, incoming_id=incoming.pk, marked=False)


ENVELOPE = {
    "number": "88", "symbol": "TTr-UBND", "kind": "to_trinh", "subject": "Đề nghị điều động", "date": "2026-11-16",
    "issuer": "UBND phường Trà Giang", "issuer_agency_id": None, "signer_name": "Lê Văn Tám", "signer_title": "Chủ tịch",
    "urgency": 2, "due": "2026-11-20T17:00:00+07:00", "pages": 3,
}  # fmt: skip


def test_a_delivery_becomes_the_receivers_own_record_once(office):
    sender = t.make_office("UBND phường Trà Giang")
    sent = make_file(sender.clerk, "Tờ trình.pdf")
    call = {
        "actor": Actor.system(),
        "agency_id": office.agency.id,
        "delivery_id": 41,
        "fields": ENVELOPE | {"issuer_agency_id": sender.agency.id},
        "files": [{"file_id": sent.id, "name": sent.name, "sha256": sent.sha256, "role": "main"}],
    }
    made, again = receive_delivery(**call), receive_delivery(**call)
    assert made == again
    row = t.row(made)
    assert (row.agency_id, row.channel, row.code_key, row.kind) == (
        office.agency.id,
        "internal",
        "88 ttr ubnd",
        "Tờ trình",
    )
    assert (row.urgency, row.pages, row.issuer_agency_id) == (2, 3, sender.agency.id)
    own = files.row(row.main_file_id)
    assert (own.sha256, own.agency_id) == (sent.sha256, office.agency.id)
    assert own.id != sent.id
    assert not IncomingDocument.objects.for_actor(sender.clerk).exists()


def test_a_delivery_lost_in_a_race_is_the_other_ones_record(office, monkeypatch):
    call = {
        "actor": Actor.system(),
        "agency_id": office.agency.id,
        "delivery_id": 41,
        "fields": ENVELOPE,
        "files": [],
    }
    first = receive_delivery(**call)
    answers = iter([None, first])
    monkeypatch.setattr("congso.documents.actions.receive_delivery._delivered", lambda _id: next(answers))
    assert receive_delivery(**call) == first


def test_an_envelope_with_gaps_leaves_them_to_the_clerk():
    given = fields_from_envelope(
        {"subject": "Thư", "due": "2026-11-20", "date": "khi nào đó", "kind": "Thư ngỏ"}
    )
    assert (given.number, given.kind, given.document_date) == ("", "Thư ngỏ", None)
    assert (given.due_on, given.due_time) == (date(2026, 11, 20), None)


def signed(person_id: int) -> bytes:
    give_key_to_person(person_id)
    form = signing.prepare_form(unsigned_page(), boxes())
    return signing.sign_personal(form, signing.hand_for(person_id))


def changed(pdf: bytes) -> bytes:
    """One byte of the comment in the head is another: every page looks as before."""
    at = pdf.index(b"\n%") + 3
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def test_signatures_are_read_and_a_changed_file_is_told(office):
    pdf = signed(office.leader.person_id)
    whole, broken = t.receive(office.clerk, pdf), t.receive(office.clerk, changed(pdf))
    t.run_jobs()
    found = t.row(whole.pk).signatures
    assert (found["state"], len(found["signatures"]), found["signatures"][0]["verdict"]) == (
        "valid",
        1,
        "valid",
    )
    assert t.row(broken.pk).signatures["state"] == "invalid"


def test_everything_that_came_with_it_is_checked_and_the_worst_is_told(office):
    pdf = signed(office.leader.person_id)
    incoming = t.receive(office.clerk, pdf)
    bad = make_file(office.clerk, "phu-luc.pdf", changed(pdf)).id
    files.use(bad, SubjectRef("incoming", incoming.pk), "attachment", 1)
    t.run_jobs()
    found = t.row(incoming.pk).signatures
    assert (found["state"], [one["verdict"] for one in found["signatures"]]) == (
        "invalid",
        ["valid", "broken"],
    )
    files.purge(actor=office.clerk, file_id=bad, reason="Thử")
    signatures_checked(file_id=incoming.main_file_id)
    assert t.row(incoming.pk).signatures["state"] == "valid"


def test_a_file_added_later_is_checked_too(office):
    incoming = t.receive(office.clerk, signed(office.leader.person_id))
    t.run_jobs()
    bad = changed(signed(office.leader.person_id))
    attach_files(actor=office.clerk, incoming_id=incoming.pk, files=[("phu-luc.pdf", bad)])
    t.run_jobs()
    assert t.row(incoming.pk).signatures["state"] == "invalid"


def test_a_later_check_reaches_the_arrival_alone_that_holds_the_file(office):
    first, second = (t.receive(office.clerk, signed(office.leader.person_id)) for _ in range(2))
    t.run_jobs()
    rows = IncomingDocument.objects.unscoped(reason="test")
    rows.update(signatures={"state": "old", "signatures": []})
    signatures_checked(file_id=first.main_file_id)
    assert [t.row(one.pk).signatures["state"] for one in (first, second)] == ["valid", "old"]


def test_what_cannot_be_signed_is_said_to_have_no_signature(office):
    plain = t.receive(office.clerk, text_pdf("Không ký"))
    office_file = t.receive(office.clerk, word("Không ký"), "a.docx")
    t.run_jobs()
    assert [t.row(one.pk).signatures["state"] for one in (plain, office_file)] == ["none", "none"]


def test_jobs_for_what_is_gone_do_nothing(office):
    validate_incoming(incoming_id=0)
    stamp_incoming(incoming_id=0)
    incoming = t.receive(office.clerk)
    files.purge(actor=office.clerk, file_id=incoming.main_file_id, reason="Thử")
    t.run_jobs()
    assert t.row(incoming.pk).signatures is None


def test_a_file_purged_before_its_stamp_is_told(office):
    incoming = t.make_incoming(office.clerk)
    files.purge(actor=office.clerk, file_id=incoming.main_file_id, reason="Thử")
    t.run_jobs()
    assert t.row(incoming.pk).stamp_error == "files.purged"


def test_a_pdf_that_cannot_carry_a_stamp_is_told(office, monkeypatch):
    def unreadable(pdf, stamp):
        raise UnreadablePdf("encrypted")

    monkeypatch.setattr("congso.documents.rendering_incoming.place_stamp", unreadable)
    incoming = t.make_incoming(office.clerk)
    t.run_jobs()
    assert (t.row(incoming.pk).stamped_file, t.row(incoming.pk).stamp_error) == (False, "encrypted")


@pytest.mark.parametrize(
    ("verdicts", "trust", "state"),
    [
        ([], Trust.TRUSTED, "none"),
        ([Verdict.VALID, Verdict.VALID], Trust.TRUSTED, "valid"),
        ([Verdict.VALID], Trust.NOT_CHECKED, "untrusted"),
        ([Verdict.VALID, Verdict.BROKEN], Trust.TRUSTED, "invalid"),
        ([Verdict.CHANGED_AFTER], Trust.TRUSTED, "invalid"),
        ([Verdict.UNREADABLE], Trust.TRUSTED, "unknown"),
    ],
)
def test_the_worst_signature_speaks_for_the_file(verdicts, trust, state):
    reports = [
        SignatureReport(field=str(n), verdict=verdict, trust=trust) for n, verdict in enumerate(verdicts)
    ]
    assert signing.state_of(reports) == state
