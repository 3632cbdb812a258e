"""Ink-signed papers, joint papers, true copies, corrections: the other ways into the outgoing register."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from congso.documents import seals
from congso.documents import testing_incoming as arrivals
from congso.documents import testing_outgoing as made
from congso.documents.actions.bring_ink import InkFields, add_scan, bring_ink
from congso.documents.actions.correct_outgoing import restrict_outgoing, start_correction
from congso.documents.actions.keep_series import reserve_number
from congso.documents.actions.make_copy import CopyFields, make_copy
from congso.documents.actions.seal_outgoing import finish_on_paper, seal
from congso.documents.actions.sign_drafts import sign_draft
from congso.documents.models import Draft, IncomingDocument, OutgoingDocument, SlipStep
from congso.documents.support_outgoing import register_of
from congso.files import api as files
from congso.files.testing import image, locked_pdf, scan_pdf, text_pdf
from congso.guard.api import SecretMarking
from congso.kernel import clock
from congso.kernel.actor import Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, make_agency, make_body
from congso.signing import api as signing
from congso.signing.testing import give_key_to_body
from congso.signing.tests.made import pdfsig

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def house() -> made.House:
    return made.make_house()


def ink(house: made.House, **changes: object) -> InkFields:
    values: dict[str, object] = {
        "body_id": house.body.id, "kind": "quyet_dinh", "symbol": "qđ - snv", "subject": "Cử  công chức",
        "signer_name": "Vũ Đình Khoát", "signed_on": date(2026, 11, 17), **changes,
    }  # fmt: skip
    return InkFields(**values)  # type: ignore[arg-type]


def brought(house: made.House, scan: bytes | None = None, **changes: object) -> OutgoingDocument:
    given = ("quyet-dinh.pdf", scan) if scan is not None else None
    return made.outgoing(
        bring_ink(actor=house.clerk, fields=ink(house, **changes), scan=given, unmarked=True)
    )


def sealed(doc: OutgoingDocument) -> OutgoingDocument:
    seal(outgoing_id=doc.pk)
    return made.outgoing(doc.pk)


@pytest.mark.parametrize("paper_sealed", [True, False])
def test_an_ink_signed_scan_gets_the_agencys_signature(
    house: made.House, tmp_path: Path, *, paper_sealed: bool
) -> None:
    scan = scan_pdf(2)
    doc = sealed(brought(house, scan, paper_sealed=paper_sealed, unit_id=house.unit.id))
    assert (doc.state, doc.number, doc.symbol, doc.subject) == ("issued", 1, "QĐ-SNV", "Cử công chức")
    assert (doc.pages, doc.archive_holder) == (2, house.unit.name)
    pdf = files.read(doc.file_id or 0)
    assert pdf.startswith(scan)
    assert signing.faults_of_issued(pdf, person=False) == ()
    assert pdfsig(pdf, tmp_path) == [(signing.SEAL, True, True)]


def test_a_number_first_and_the_scan_after(house: made.House) -> None:
    doc = brought(house)
    assert (doc.state, doc.number, doc.signed_file_id) == ("numbered", 1, None)
    assert sealed(doc).state == "numbered"
    with pytest.raises(Invalid) as unstated:
        add_scan(actor=house.clerk, outgoing_id=doc.pk, scan=("a.pdf", scan_pdf()), unmarked=False)
    assert unstated.value.code == "documents.scan_marking_unstated"
    with pytest.raises(Invalid, match="scan_locked"):
        add_scan(
            actor=house.clerk, outgoing_id=doc.pk, scan=("a.pdf", locked_pdf("Có hạn chế")), unmarked=True
        )
    with pytest.raises(Invalid) as picture:
        add_scan(actor=house.clerk, outgoing_id=doc.pk, scan=("a.pdf", image()), unmarked=True)
    assert picture.value.code == "documents.scan_not_pdf"
    with pytest.raises(Forbidden):
        add_scan(actor=house.leader, outgoing_id=doc.pk, scan=("a.pdf", scan_pdf()), unmarked=True)
    add_scan(actor=house.clerk, outgoing_id=doc.pk, scan=("a.pdf", io.BytesIO(scan_pdf())), unmarked=True)
    add_scan(actor=house.clerk, outgoing_id=doc.pk, scan=("b.pdf", scan_pdf()), unmarked=True)
    assert [file.name for file in files.files_of(SubjectRef("outgoing", doc.pk), "signed")] == ["b.pdf"]
    assert sealed(doc).state == "issued"
    with pytest.raises(Conflict):
        add_scan(actor=house.clerk, outgoing_id=doc.pk, scan=("a.pdf", scan_pdf()), unmarked=True)
    other = made.numbered(house)
    with pytest.raises(Conflict) as unexpected:
        add_scan(actor=house.clerk, outgoing_id=other.pk, scan=("a.pdf", scan_pdf()), unmarked=True)
    assert unexpected.value.code == "documents.scan_not_expected"


def test_what_the_clerk_must_read_off_the_paper(house: made.House) -> None:
    elsewhere = make_body(make_agency("Sở Tài chính", body=False), "Sở Tài chính")
    refused: dict[str, dict[str, object]] = {
        "documents.ink_subject_missing": {"subject": " "},
        "documents.ink_symbol_missing": {"symbol": " - "},
        "documents.ink_signer_missing": {"signer_name": ""},
        "documents.kind_wrong": {"kind": "la_thu"},
        "documents.body_elsewhere": {"body_id": elsewhere.id},
        "documents.body_twice": {"joint_bodies": (house.body.id,)},
        "documents.date_before_signing": {"signed_on": date(2026, 11, 18)},
    }
    for code, changes in refused.items():
        with pytest.raises(Invalid) as one:
            brought(house, **changes)
        assert one.value.code == code
    with pytest.raises(Invalid):
        bring_ink(actor=house.clerk, fields=ink(house, joint_bodies=(elsewhere.id,)))
    with pytest.raises(SecretMarking):
        brought(house, subject="TUYỆT MẬT")
    with pytest.raises(SecretMarking):
        brought(house, text_pdf("MẬT\nSố: 01/QĐ-SNV"))
    with pytest.raises(Forbidden):
        bring_ink(actor=house.leader, fields=ink(house))
    assert not OutgoingDocument.objects.unscoped(reason="test").exists()


def test_an_ink_paper_uses_a_reserved_number(house: made.House) -> None:
    book = register_of(agency_id=house.agency.id, body_id=house.body.id, kind="quyet_dinh", year=2026)
    number = reserve_number(actor=house.clerk, register_id=book.pk, reason="Trình ký giấy")
    made.numbered(house)
    made_id = bring_ink(actor=house.clerk, fields=ink(house), reserved=number)
    assert made.outgoing(made_id).number == number


def test_blank_number_and_date_are_filled_like_a_form(house: made.House, tmp_path: Path) -> None:
    doc = sealed(brought(house, text_pdf("Số:      /QĐ-SNV\n\n\nVũ Đình Khoát"), fill_blank=True))
    pdf = files.read(doc.file_id or 0)
    assert (doc.state, pdfsig(pdf, tmp_path)) == ("issued", [(signing.SEAL, True, True)])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fields = {str(field["/T"]): str(field.get("/V", "")) for field in opened.Root.AcroForm.Fields}
    assert (fields["so"], fields["nam"]) == ("01", "2026")


@pytest.mark.parametrize("fill_blank", [True, False])
def test_a_joint_paper_bears_the_lead_bodys_number_and_every_seal(
    house: made.House, tmp_path: Path, *, fill_blank: bool
) -> None:
    others = [make_body(house.agency, name) for name in ("Hội đồng nhân dân", "Ban Thường trực")]
    for body in others:
        give_key_to_body(body.id)
    ids = tuple(body.id for body in others)
    doc = sealed(brought(house, scan_pdf(), joint_bodies=ids, fill_blank=fill_blank))
    assert (doc.state, doc.number, doc.body_id) == ("issued", 1, house.body.id)
    pdf = files.read(doc.file_id or 0)
    assert signing.faults_of_issued(pdf, person=False) == ()
    found = pdfsig(pdf, tmp_path)
    assert [(field, valid) for field, _covered, valid in found] == [
        ("DauCoQuan2", True), ("DauCoQuan3", True), ("DauCoQuan", True),
    ]  # fmt: skip
    owners = [report.serial for report in signing.validate(pdf)]
    assert len(set(owners)) == 3


def test_a_joint_body_without_a_key_keeps_the_number(house: made.House) -> None:
    other = make_body(house.agency, "Hội đồng nhân dân")
    doc = sealed(brought(house, scan_pdf(), joint_bodies=(other.id,)))
    assert (doc.state, doc.number, doc.seal_error) == ("seal_failed", 1, "signing.certificate_missing")


def arrival(house: made.House, content: bytes | None = None, **columns: object) -> IncomingDocument:
    incoming = arrivals.receive(house.clerk, content or text_pdf("Kính gửi", "Trang hai", "Trang ba"))
    arrivals.register(house.clerk, incoming, number=str(incoming.pk))
    IncomingDocument.objects.unscoped(reason="test").filter(pk=incoming.pk).update(**columns)
    return arrivals.row(incoming.pk)


def copied(
    house: made.House, incoming: IncomingDocument, form: str = "sao_y", **more: object
) -> OutgoingDocument:
    fields = CopyFields(form, house.body.id, **more)  # type: ignore[arg-type]
    return made.outgoing(make_copy(actor=house.clerk, incoming_id=incoming.pk, fields=fields))


def test_sao_y_in_a_series_of_its_own(house: made.House, tmp_path: Path) -> None:
    incoming = arrival(house)
    made.numbered(house)
    doc = sealed(copied(house, incoming))
    assert (doc.state, doc.number, doc.symbol, doc.kind) == ("issued", 1, "SY-SNV", "sao_y")
    assert (doc.register.direction, doc.register.series) == ("copy", "SY")  # type: ignore[union-attr]
    pdf, source = files.read(doc.file_id or 0), files.read(incoming.main_file_id or 0)
    assert pdf.startswith(source)
    assert pdfsig(pdf, tmp_path) == [(signing.SEAL, True, True)]
    assert made.outgoing(copied(house, incoming).pk).number == 2
    excerpt = sealed(copied(house, incoming, "trich_sao", pages=(3, 1)))
    assert (excerpt.number, excerpt.symbol, excerpt.pages) == (1, "TrS-SNV", 2)
    with pikepdf.open(io.BytesIO(files.read(excerpt.file_id or 0))) as opened:
        assert len(opened.pages) == 2


def test_a_copy_on_paper_is_printed_signed_and_sealed_by_hand(house: made.House) -> None:
    incoming = arrival(house)
    doc = sealed(copied(house, incoming, on_paper=True, signer_id=house.leader.appointment_id))
    assert (doc.state, doc.signer_name, doc.signature_lines) == ("numbered", house.leader.name, ["GIÁM ĐỐC"])
    with pikepdf.open(io.BytesIO(files.read(doc.file_id or 0))) as opened:
        assert len(opened.pages) >= 3
    finish_on_paper(actor=house.clerk, outgoing_id=doc.pk)
    assert made.outgoing(doc.pk).state == "issued"
    office = make_actor(house.agency, Role.OFFICE, title="Chánh Văn phòng")
    pages = copied(house, incoming, "trich_sao", pages=(2,), on_paper=True, signer_id=office.appointment_id)
    assert (pages.signature_lines, sealed(pages).state) == (["CHÁNH VĂN PHÒNG"], "numbered")


def test_an_electronic_original_is_forwarded_not_copied(house: made.House) -> None:
    incoming = arrival(house, channel="internal")
    with pytest.raises(Invalid) as refused:
        copied(house, incoming)
    assert refused.value.code == "documents.copy_forward_original"
    assert copied(house, incoming, "trich_sao", pages=(1,)).number == 1
    signed = arrival(house, text_pdf("Khác"), signatures={"state": "valid", "signatures": []})
    with pytest.raises(Invalid):
        copied(house, signed)


def test_what_cannot_be_copied(house: made.House) -> None:
    incoming = arrival(house)
    elsewhere = make_actor(make_agency("Sở Tài chính"), Role.CLERK)
    for pages in ((), (9,), (1, 2, 3)):
        with pytest.raises(Invalid):
            copied(house, incoming, "trich_sao", pages=pages)
    with pytest.raises(Invalid) as unsigned:
        copied(house, incoming, on_paper=True)
    assert unsigned.value.code == "documents.copy_signer_wrong"
    with pytest.raises(Invalid):
        copied(house, incoming, on_paper=True, signer_id=elsewhere.appointment_id)
    with pytest.raises(NotFound):
        make_copy(actor=elsewhere, incoming_id=incoming.pk, fields=CopyFields("sao_y", house.body.id))
    with pytest.raises(Forbidden):
        make_copy(actor=house.leader, incoming_id=incoming.pk, fields=CopyFields("sao_y", house.body.id))
    with pytest.raises(Conflict):
        copied(house, arrivals.receive(house.clerk, text_pdf("Chưa vào sổ")))
    paper = arrivals.receive(house.clerk, image(), name="quet.jpg")
    IncomingDocument.objects.unscoped(reason="test").filter(pk=paper.pk).update(state="registered")
    with pytest.raises(Conflict) as no_pdf:
        copied(house, arrivals.row(paper.pk))
    assert no_pdf.value.code == "documents.copy_needs_pdf"


def test_a_source_that_cannot_be_opened_keeps_its_number(
    house: made.House, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = copied(house, arrival(house), on_paper=True, signer_id=house.leader.appointment_id)
    monkeypatch.setattr(seals.file_store, "read", lambda file_id: b"%PDF-1.7 broken")
    assert seals.sealed_pdf(doc).refused == "documents.copy_unreadable"


def test_a_correction_is_an_official_letter_to_the_same_recipients(house: made.House) -> None:
    draft = made.on_the_table(house)
    made.add_line(draft, make_agency("Sở Tài chính"))
    doc = made.issued(house, draft)
    first = start_correction(actor=house.officer, outgoing_id=doc.pk, once_key="k")
    assert start_correction(actor=house.officer, outgoing_id=doc.pk, once_key="k") == first
    letter = Draft.objects.unscoped(reason="test").get(pk=first)
    assert (letter.kind, letter.corrects_id) == ("cong_van", doc.pk)
    assert letter.subject == "đính chính Báo cáo số 01/BC-SNV ngày 17/11/2026"
    assert list(letter.recipients.values_list("name", flat=True)) == ["Sở Tài chính"]
    SlipStep.objects.create(
        draft=letter, stage="sign", version=1, appointment_id=house.leader.appointment_id, since=clock.now()
    )
    Draft.objects.unscoped(reason="test").filter(pk=first).update(
        state="signing", signer_id=house.leader.appointment_id, signature_lines=["GIÁM ĐỐC"]
    )
    signed = made.outgoing(sign_draft(actor=house.leader, draft_id=first, seen_revision=letter.revision))
    assert signed.corrects_id == doc.pk
    stranger = make_actor(house.agency, Role.OFFICER)
    with pytest.raises(NotFound):
        start_correction(actor=stranger, outgoing_id=doc.pk)
    with pytest.raises(Conflict):
        start_correction(actor=house.officer, outgoing_id=signed.pk)


def test_kept_inside(house: made.House) -> None:
    doc = made.signed(house)
    restrict_outgoing(actor=house.clerk, outgoing_id=doc.pk, restricted=True)
    assert made.outgoing(doc.pk).restricted
    with pytest.raises(Forbidden):
        restrict_outgoing(actor=house.officer, outgoing_id=doc.pk, restricted=False)
