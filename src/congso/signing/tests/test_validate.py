"""Signatures that we do not make ourselves."""

import warnings
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from congso.signing import samples
from congso.signing.checking.report import Modification, Trust, Verdict
from congso.signing.checking.validate import validate
from congso.signing.pades.forms import prepare_form
from congso.signing.pades.proof import Fault, faults_of_issued
from congso.signing.pades.signing import seal, sign_personal
from congso.signing.pades.writing import open_revision
from congso.signing.tests import made

ROOTS = samples.authority().trust_roots


def key_and_certificate() -> tuple[keys.PrivateKeyInfo, x509.Certificate]:
    signer = samples.person("rsa2048")
    der = signer.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return keys.PrivateKeyInfo.load(der), x509.Certificate.load(signer.certificate)


def stamper() -> DummyTimeStamper:
    key, certificate = key_and_certificate()
    return DummyTimeStamper(certificate, key, fixed_dt=samples.MOMENT)


def other_program(subfilter: SigSeedSubFilter, stamp: bool) -> bytes:
    """Signed by pyHanko's own signer, into a field it adds itself."""
    key, certificate = key_and_certificate()
    signer = SimpleSigner(certificate, key, SimpleCertificateStore())
    metadata = PdfSignatureMetadata(field_name="Signature1", md_algorithm="sha256", subfilter=subfilter)
    output = PdfSigner(metadata, signer, timestamper=stamper() if stamp else None).sign_pdf(
        open_revision(samples.unsigned_page())
    )
    return output.getvalue()


@pytest.mark.parametrize("subfilter", [SigSeedSubFilter.PADES, SigSeedSubFilter.ADOBE_PKCS7_DETACHED])
@pytest.mark.parametrize("stamp", [True, False])
def test_other_programs(subfilter: SigSeedSubFilter, stamp: bool) -> None:
    (report,) = validate(other_program(subfilter, stamp))
    assert (report.verdict, report.has_timestamp) == (Verdict.VALID, stamp)
    assert report.signed_at is not None
    assert report.signed_at.tzinfo is not None


def test_time_stamp_of_the_file_may_follow_the_seal() -> None:
    stamped = PdfTimeStamper(stamper()).timestamp_pdf(
        open_revision(made.issued()), "sha256", validation_context=None
    )
    *signatures, stamp = validate(stamped.getvalue())
    assert [report.verdict for report in signatures] == [Verdict.VALID] * 2
    assert (stamp.is_timestamp, stamp.verdict) == (True, Verdict.VALID)
    assert signatures[-1].modification is Modification.VALIDATION_DATA
    assert faults_of_issued(stamped.getvalue()) == ()


def without_form(contents: bytes | None = None) -> bytes:
    """Rewritten by a careless program that dropped the form but left the widgets on the page."""
    output = BytesIO()
    with pikepdf.open(BytesIO(made.signed())) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if contents is not None and field.FT == "/Sig" and "/V" in field:
                field.V.Contents = contents
        del pdf.Root.AcroForm
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pdf.save(output)
    return output.getvalue()


def test_a_signature_left_on_a_page_without_its_form_is_broken() -> None:
    (report,) = validate(without_form())
    assert (report.field, report.verdict, report.subject) == ("ChuKyCaNhan", Verdict.BROKEN, "Trần Thị Bình")


def test_a_signature_that_is_no_signature() -> None:
    assert [report.verdict for report in validate(without_form(b"nothing"))] == [Verdict.BROKEN]


def test_a_field_added_after_the_certification_is_told() -> None:
    """As the usual signing tool does it: harmless to the page, but none of our issued files may show it."""
    key, certificate = key_and_certificate()
    signer = SimpleSigner(certificate, key, SimpleCertificateStore())
    metadata = PdfSignatureMetadata(field_name="Signature9", md_algorithm="sha256")
    place = SigFieldSpec("Signature9", box=(300, 700, 400, 740))
    late = PdfSigner(metadata, signer, new_field_spec=place).sign_pdf(open_revision(made.signed())).getvalue()
    first, second = validate(late, ROOTS)
    assert (first.verdict, first.field_added_late) == (Verdict.VALID, True)
    assert not second.field_added_late
    assert Fault.SEAL_MISSING in faults_of_issued(late, ROOTS)


def test_dates_outside_the_certificate() -> None:
    report = validate(made.issued())[0]
    assert report.trust is Trust.NOT_CHECKED
    assert report.not_before == samples.SINCE
    assert report.not_after == samples.UNTIL


def test_a_number_printed_by_the_layout_needs_no_field() -> None:
    boxes = {name: box for name, box in samples.boxes().items() if name != "so"}
    signed = sign_personal(prepare_form(samples.unsigned_page(), boxes), made.personal_hand())
    sealed = seal(signed, made.seal_hand(), field="DauCoQuan")
    assert faults_of_issued(sealed, ROOTS) == ()
