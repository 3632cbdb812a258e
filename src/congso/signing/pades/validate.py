"""What a reader must know about every signature of a file.

`pdfsig` alone is not enough: it does not look at what was appended after a signature. pyHanko's analysis of the
revisions decides whether the page is still the signed one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from congso.signing.pades.integrity import HARMLESS, Modification, is_intact, modification_after
from congso.signing.pades.objects import entry
from congso.signing.pades.trust import Trust, trust_of

WEAK_DIGESTS: Final = frozenset({"md2", "md5", "sha1"})
KNOWN: Final = frozenset(
    {"/adbe.pkcs7.detached", "/adbe.pkcs7.sha1", "/ETSI.CAdES.detached", "/ETSI.RFC3161"}
)
MAX_NODES: Final = 20_000


class Verdict(StrEnum):
    """`changed_after`: the signed bytes are intact, but something other than form values was appended.

    `unreadable`: not to be judged, a damaged file or a kind of signature that nobody makes any more.
    """

    VALID = "valid"
    CHANGED_AFTER = "changed_after"
    BROKEN = "broken"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class SignatureReport:
    """One signature. Names are as the certificate gives them; moments are aware, `signed_at` is the signer's word."""

    field: str
    verdict: Verdict
    trust: Trust = Trust.NOT_CHECKED
    modification: Modification = Modification.OTHER
    covers_whole_file: bool = False
    is_timestamp: bool = False
    # The next signer's field was added after a certification for filling only: usual in the field, page unharmed.
    field_added_late: bool = False
    subject: str = ""
    organization: str = ""
    issuer: str = ""
    serial: str = ""
    signed_at: datetime | None = None
    has_timestamp: bool = False
    digest: str = ""
    weak_digest: bool = False
    not_before: datetime | None = None
    not_after: datetime | None = None
    revision: int = 0

    @property
    def expired_at_signing(self) -> bool:
        return self.trust is Trust.EXPIRED


def validate(pdf: bytes, trust_roots: Sequence[bytes] = ()) -> list[SignatureReport]:
    """A report for every signature, oldest first; an empty list for a file without any. Never raises on bad input.

    `trust_roots`: DER certificates; without them trust is `not_checked`. Nothing is fetched from a network.
    """
    if b"/ByteRange" not in pdf:
        return []
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        found = list(_fields(reader))
    except Exception:  # files are hostile and the parser's errors are of every type; the report is the answer
        return [SignatureReport(field="", verdict=Verdict.UNREADABLE)]
    reports = [_report(reader, name, field, trust_roots) for name, field in found]
    return sorted(reports, key=lambda report: report.revision)


def _fields(reader: PdfFileReader) -> Iterator[tuple[str, generic.DictionaryObject]]:
    """Signed fields of the form and, for files that lost their form on the way, those left on the pages."""
    signed = [
        (name, field.get_object()) for name, _value, field in enumerate_sig_fields(reader, filled_status=True)
    ]
    yield from signed
    if signed:
        return
    for widget in _widgets(reader):
        if entry(widget, "/FT") == "/Sig" and entry(entry(widget, "/V"), "/ByteRange") is not None:
            yield str(entry(widget, "/T", "")), widget


def _widgets(reader: PdfFileReader) -> Iterator[Any]:
    waiting, seen = [reader.root["/Pages"]], 0
    while waiting and seen < MAX_NODES:
        node = waiting.pop()
        seen += 1
        waiting.extend(kid.get_object() for kid in entry(node, "/Kids", ()))
        for annotation in entry(node, "/Annots", ()):
            yield annotation.get_object()


def _report(
    reader: PdfFileReader, name: str, field: generic.DictionaryObject, trust_roots: Sequence[bytes]
) -> SignatureReport:
    revision = 0
    try:
        if entry(entry(field, "/V"), "/SubFilter") not in KNOWN:
            return SignatureReport(field=name, verdict=Verdict.UNREADABLE)
        signature = EmbeddedPdfSignature(reader, field, name)
        revision = signature.signed_revision
        return _examine(signature, trust_roots)
    except Exception:
        return SignatureReport(field=name, verdict=Verdict.BROKEN, revision=revision)


def _examine(signature: EmbeddedPdfSignature, trust_roots: Sequence[bytes]) -> SignatureReport:
    certificate = signature.signer_cert
    signed_at = signature.self_reported_timestamp
    if signed_at is not None and signed_at.tzinfo is None:
        signed_at = signed_at.astimezone()
    coverage = signature.evaluate_signature_coverage()
    intact = is_intact(signature, coverage)
    modification, added_late = modification_after(signature, coverage)
    unharmed = Verdict.VALID if modification in HARMLESS else Verdict.CHANGED_AFTER
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return SignatureReport(
        field=signature.field_name,
        verdict=unharmed if intact else Verdict.BROKEN,
        trust=trust_of(certificate, signature.other_embedded_certs, signed_at, trust_roots),
        modification=modification,
        covers_whole_file=coverage == SignatureCoverageLevel.ENTIRE_FILE,
        is_timestamp=signature.sig_object_type == "/DocTimeStamp",
        field_added_late=added_late,
        subject=_text(subject.get("common_name")),
        organization=_text(subject.get("organization_name")),
        issuer=_text(issuer.get("common_name")) or _text(issuer.get("organization_name")),
        serial=f"{certificate.serial_number:X}",
        signed_at=signed_at,
        has_timestamp=_has_timestamp(signature),
        digest=signature.md_algorithm,
        weak_digest=signature.md_algorithm in WEAK_DIGESTS,
        not_before=certificate.not_valid_before,
        not_after=certificate.not_valid_after,
        revision=signature.signed_revision,
    )


def _has_timestamp(signature: EmbeddedPdfSignature) -> bool:
    tokens = find_cms_attribute_iter(signature.signer_info["unsigned_attrs"], "signature_time_stamp_token")
    return next(tokens, None) is not None


def _text(value: object) -> str:
    """A part of a name; certificates may repeat a part."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value) if value is not None else ""
