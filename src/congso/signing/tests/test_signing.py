from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.sign.fields import MDPPerm

from congso.pure.layout.engine import Box
from congso.signing import demo_ca, demo_images, samples
from congso.signing.adapters.software import load_pkcs12
from congso.signing.checking.report import Verdict
from congso.signing.checking.validate import validate
from congso.signing.pades import errors, forms
from congso.signing.pades.errors import SignatureRefused
from congso.signing.pades.geometry import PERSONAL, SEAL, boxes_from_anchors, seal_over
from congso.signing.pades.proof import faults_of_issued
from congso.signing.pades.signing import (
    _sign,
    fill_and_seal,
    fill_number,
    issue_values,
    seal,
    seal_only,
    seal_with_text,
    sign_personal,
)
from congso.signing.pades.textstamp import appendix_lines, copy_lines
from congso.signing.pades.writing import open_revision
from congso.signing.tests import made

ROOTS = samples.authority().trust_roots


def refusal(act: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(SignatureRefused) as caught:
        act(*args, **kwargs)
    return caught.value.code


def blank(rotate: int = 0, pages: int = 1) -> bytes:
    """A scan: pages without a form, lying on a side when `rotate` says so."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(842, 595) if rotate % 180 else (595, 842))
        pdf.pages[-1].Rotate = rotate
    output = BytesIO()
    pdf.save(output)
    return output.getvalue()


@pytest.mark.parametrize("algorithm", ["p256", "rsa2048"])
def test_every_revision_keeps_the_bytes_before_it(algorithm: demo_ca.Algorithm, tmp_path: Path) -> None:
    signed = sign_personal(made.prepared(), made.personal_hand(algorithm))
    issued = fill_and_seal(signed, made.seal_hand(), number="05", issued_on=made.DAY)
    assert signed.startswith(made.prepared())
    assert issued.startswith(signed)
    assert made.pdfsig(issued, tmp_path) == [(PERSONAL, False, True), (SEAL, True, True)]
    assert faults_of_issued(issued, ROOTS) == ()


def test_report_says_who_signed_and_when() -> None:
    person, agency = validate(made.issued(), ROOTS)
    assert (person.field, person.subject, person.organization) == (
        PERSONAL, "Trần Thị Bình", "Ủy ban nhân dân tỉnh Mẫu",
    )  # fmt: skip
    assert (person.issuer, person.digest, person.signed_at) == ("Công Sở Demo CA", "sha256", samples.MOMENT)
    assert (person.covers_whole_file, agency.covers_whole_file) == (False, True)
    assert not person.weak_digest
    assert not person.has_timestamp
    assert int(person.serial, 16) > 0


def test_values_of_the_form() -> None:
    assert issue_values(" 07 ", date(2026, 2, 3)) == {"so": "07", "ngay": "03", "thang": "02", "nam": "2026"}
    assert issue_values("15", date(2026, 3, 10))["thang"] == "3"


def test_filled_fields_are_read_by_other_programs() -> None:
    with pikepdf.open(BytesIO(made.issued())) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert [str(fields[name].V) for name in ("so", "ngay", "thang")] == ["05", "17", "11"]
        assert all("/N" in field.AP for field in fields.values())
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        assert fields["so"].Ff == 1
        assert pdf.open_metadata().pdfa_status == "2B"


def test_refusals_of_the_form() -> None:
    box = samples.boxes()[PERSONAL]
    page = samples.unsigned_page()
    assert refusal(forms.prepare_form, page, {"so": replace(box, page=7)}) == errors.PAGE_MISSING
    assert refusal(forms.prepare_form, page, {"so": replace(box, x1=box.x0)}) == errors.BOX_EMPTY
    assert refusal(forms.prepare_form, made.signed(), {PERSONAL + "2": box}) == errors.ALREADY_SIGNED
    assert refusal(forms.prepare_form, made.prepared(), {"so": box}) == errors.FIELD_EXISTS
    assert refusal(forms.prepare_form, made.prepared(), {PERSONAL: box}) == errors.FIELD_EXISTS
    assert refusal(forms.prepare_form, b"not a pdf", {"so": box}) == errors.NOT_A_PDF


def test_encrypted_files_are_refused() -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(samples.unsigned_page())) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refusal(forms.prepare_form, output.getvalue(), samples.boxes()) == errors.ENCRYPTED


def test_refusals_of_signatures() -> None:
    hand = made.personal_hand()
    assert refusal(sign_personal, samples.unsigned_page(), hand) == errors.FIELD_MISSING
    assert refusal(sign_personal, made.signed(), hand) == errors.FIELD_SIGNED
    assert refusal(sign_personal, made.issued(), hand, field="ChuKyKhac") == errors.FIELD_MISSING
    assert refusal(sign_personal, b"", hand) == errors.NOT_A_PDF
    early = replace(hand, at=samples.SINCE - timedelta(days=1))
    late = replace(hand, at=samples.UNTIL + timedelta(seconds=1))
    assert refusal(sign_personal, made.prepared(), early) == errors.CERTIFICATE_NOT_YET_VALID
    assert refusal(sign_personal, made.prepared(), late) == errors.CERTIFICATE_EXPIRED
    broken = replace(hand, image=b"\x89PNG nothing")
    assert refusal(sign_personal, made.prepared(), broken) == errors.IMAGE_UNREADABLE


def test_refusals_of_the_seal() -> None:
    hand = made.seal_hand()
    assert (
        refusal(fill_and_seal, made.signed(), hand, number=" ", issued_on=made.DAY) == errors.NUMBER_MISSING
    )
    assert refusal(fill_and_seal, made.prepared(), hand, number="5", issued_on=made.DAY) == errors.NOT_SIGNED
    assert refusal(fill_and_seal, made.issued(), hand, number="5", issued_on=made.DAY) == errors.FIELD_SIGNED
    assert (
        refusal(fill_and_seal, made.signed(), hand, number="五", issued_on=made.DAY)
        == errors.CHARACTER_MISSING
    )
    long = "123456789012345"
    assert (
        refusal(fill_and_seal, made.signed(), hand, number=long, issued_on=made.DAY) == errors.TEXT_TOO_WIDE
    )
    scan = seal_only(blank(), hand, samples.boxes()[SEAL], field="Khac")
    assert refusal(fill_and_seal, scan, hand, number="5", issued_on=made.DAY) == errors.FIELD_MISSING


def test_certified_against_all_changes_takes_no_more() -> None:
    locked = _sign(open_revision(made.prepared()), PERSONAL, made.personal_hand(), certify=MDPPerm.NO_CHANGES)
    assert refusal(seal, locked, made.seal_hand(), field=SEAL) == errors.LOCKED


def test_two_signers_and_two_bodies() -> None:
    """A joint document: number of the lead body, whose seal comes last."""
    personal = samples.boxes()[PERSONAL]
    left = replace(personal, x0=personal.x0 - 190, x1=personal.x1 - 190)
    boxes = samples.boxes() | {PERSONAL + "2": left, SEAL + "2": seal_over(left)}
    pdf = sign_personal(forms.prepare_form(samples.unsigned_page(), boxes), made.personal_hand())
    pdf = sign_personal(pdf, made.personal_hand("rsa2048"), field=PERSONAL + "2")
    pdf = seal(fill_number(pdf, number="12", issued_on=made.DAY), made.seal_hand(), field=SEAL + "2")
    pdf = fill_and_seal(pdf, made.seal_hand(), number="12", issued_on=made.DAY)
    assert [report.verdict for report in validate(pdf)] == [Verdict.VALID] * 4
    assert faults_of_issued(pdf, ROOTS) == ()


def test_signature_without_a_picture_shows_nothing() -> None:
    pdf = sign_personal(made.prepared(), replace(made.personal_hand(), image=None))
    assert len(pdf) < len(made.signed())
    assert [report.verdict for report in validate(pdf)] == [Verdict.VALID]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_scans_and_copies_are_sealed_whichever_way_they_lie(rotate: int) -> None:
    scan = seal_only(blank(rotate, pages=2), made.seal_hand(), Box(1, 100, 100, 202, 202))
    copy = seal_with_text(blank(rotate), made.seal_hand(), copy_lines("Sao y", "Sở Nội vụ", samples.MOMENT))
    for pdf in (scan, copy):
        assert faults_of_issued(pdf, ROOTS, person=False) == ()


def test_words_of_copies_and_appendices() -> None:
    assert copy_lines("Sao y", "Sở Nội vụ", samples.MOMENT)[2] == "17/11/2026 09:30:00 +07:00"
    assert appendix_lines("15/QĐ-UBND", samples.MOMENT)[0] == "Kèm theo văn bản số 15/QĐ-UBND"


def test_a_damaged_scan_is_mended_a_signed_file_never() -> None:
    whole = blank()
    damaged = whole.replace(b"startxref", b"startyref")
    assert faults_of_issued(
        seal_only(damaged, made.seal_hand(), Box(0, 100, 100, 202, 202)), ROOTS, person=False
    ) == ()  # fmt: skip
    spoilt = made.issued().replace(b"startxref", b"startyref")
    assert refusal(seal_only, spoilt, made.seal_hand(), Box(0, 1, 1, 9, 9)) == errors.NOT_A_PDF
    assert refusal(seal_only, b"%PDF-", made.seal_hand(), Box(0, 1, 1, 9, 9)) == errors.NOT_A_PDF


def test_anchors_of_the_layout_become_fields() -> None:
    box = Box(0, 300, 200, 450, 270)
    anchors = {"number": box, "date": box, "date_day": box, "date_year": box, "signature": box, "seal": box,
               "signature_2": box, "appendix1_number": box}  # fmt: skip
    fields = boxes_from_anchors(anchors, printed={"date_year"})
    assert list(fields) == ["so", "ngay", "phuluc1_so", PERSONAL, PERSONAL + "2", SEAL, SEAL + "2"]
    assert fields[SEAL].x1 == 350
    assert round(fields[SEAL].width, 2) == 102.05


def test_keys_survive_a_pkcs12_store() -> None:
    for algorithm in ("p256", "rsa2048"):
        signer = samples.person(algorithm)
        opened = load_pkcs12(demo_ca.to_pkcs12(signer, b"secret"), b"secret")
        assert (opened.certificate, opened.chain) == (signer.certificate, signer.chain)
        assert opened.sign(b"data", "sha256")
    store = demo_ca.to_pkcs12(samples.person(), b"secret")
    assert refusal(load_pkcs12, store, b"other") == errors.KEY_UNREADABLE
    assert refusal(load_pkcs12, b"", b"") == errors.KEY_UNREADABLE


def test_signing_inside_a_running_event_loop() -> None:
    import asyncio

    async def inside() -> bytes:
        return sign_personal(made.prepared(), made.personal_hand())

    assert [report.verdict for report in validate(asyncio.run(inside()))] == [Verdict.VALID]


def test_refusal_reads_well_in_a_log() -> None:
    assert str(SignatureRefused(errors.LOCKED)) == "signing.locked"
    assert str(SignatureRefused(errors.LOCKED, "why")) == "signing.locked: why"


def test_pictures_are_transparent_and_repeatable() -> None:
    assert demo_images.signature_png("a") == demo_images.signature_png("a") != demo_images.signature_png("b")
    assert demo_images.seal_png("Sở Nội vụ")[:4] == b"\x89PNG"
