"""What a reader must know about every signature of a file.

`pdfsig` alone is not enough: it does not look at what was appended after a signature. pyHanko's analysis of the
revisions decides whether the page is still the signed one, and what it cannot see is looked for in the raw bytes.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from congso.signing.checking import proofs
from congso.signing.checking.integrity import Aftermath, aftermath, breach
from congso.signing.checking.opening import Unreadable, open_signed, rescued, shows_traces
from congso.signing.checking.proofs import Luggage
from congso.signing.checking.report import Cause, Modification, SignatureReport, Trust, Verdict
from congso.signing.checking.trust import Court, standing_of, text_of
from congso.signing.pades.objects import entry

WEAK_DIGESTS: Final = frozenset({"md2", "md5", "sha1"})
KNOWN: Final = frozenset(
    {"/adbe.pkcs7.detached", "/adbe.pkcs7.sha1", "/ETSI.CAdES.detached", "/ETSI.RFC3161"}
)
_DAMAGED: Final = SignatureReport(field="", verdict=Verdict.UNREADABLE, cause=Cause.DAMAGED)


def validate(pdf: bytes, trust_roots: Sequence[bytes] = ()) -> list[SignatureReport]:
    """A report for every signature, oldest first; an empty list for a file without any. Never raises on bad input.

    `trust_roots`: DER certificates; without them trust is `not_checked`. Nothing is fetched from a network.
    """
    if not shows_traces(pdf):
        return []
    try:
        return examine(pdf, Court(tuple(trust_roots)))
    except Unreadable:
        return [_DAMAGED]


def examine(pdf: bytes, court: Court) -> list[SignatureReport]:
    """Like `validate`, before a court that may ask the network. A damaged file that speaks of signatures has one that is
    not to be judged. Raises Unreadable for what is no PDF, damaged without a signature, or locked by a password.
    """
    try:
        reader, found = open_signed(pdf)
    except Unreadable as unreadable:
        if unreadable.why == "password":
            raise
        if shows_traces(pdf) and b"endobj" in pdf:
            return [_DAMAGED]
        if unreadable.why == "not_pdf":
            raise
        return _hidden(rescued(pdf))
    if not found:
        # A form that was thrown away, or a dictionary with one wrong byte: nobody takes it for an unsigned file.
        return [_DAMAGED] if shows_traces(pdf) else []
    luggage = proofs.luggage_of(reader)
    reports = [_report(pdf, reader, one, court, luggage) for one in found]
    return _together(sorted(reports, key=lambda report: report.revision))


def _hidden(count: int) -> list[SignatureReport]:
    lost = SignatureReport(field="", verdict=Verdict.BROKEN, cause=Cause.REWRITTEN)
    return [lost] * count


def _report(
    pdf: bytes,
    reader: PdfFileReader,
    found: tuple[str, generic.DictionaryObject],
    court: Court,
    luggage: Luggage,
) -> SignatureReport:
    name, field = found
    revision = 0
    try:
        revision = reader.xrefs.get_last_change(field.raw_get("/V").reference)
        if entry(entry(field, "/V"), "/SubFilter") not in KNOWN:
            return SignatureReport(
                field=name, verdict=Verdict.UNREADABLE, cause=Cause.KIND, revision=revision
            )
        signature = EmbeddedPdfSignature(reader, field, name)
        return _examined(pdf, signature, court, luggage)
    except Exception:  # hostile, as above
        return SignatureReport(field=name, verdict=Verdict.BROKEN, cause=Cause.EMPTY, revision=revision)


def _examined(pdf: bytes, signature: EmbeddedPdfSignature, court: Court, luggage: Luggage) -> SignatureReport:
    coverage = signature.evaluate_signature_coverage()
    cause = breach(pdf, signature, coverage)
    if cause is not Cause.NONE:
        changed: dict[str, Any] = {"verdict": Verdict.BROKEN, "cause": cause}
    else:
        after = _after(pdf, signature, coverage)
        verdict = Verdict.VALID if after.cause is Cause.NONE else Verdict.CHANGED_AFTER
        changed = {
            "verdict": verdict,
            "cause": after.cause,
            "modification": after.modification,
            "field_added_late": after.lenient,
            "filled_after": after.filled if after.modification is Modification.FORM_FILLING else (),
        }
    return SignatureReport(
        field=signature.field_name,
        covers_whole_file=coverage == SignatureCoverageLevel.ENTIRE_FILE,
        revision=signature.signed_revision,
        may_fill=signature.docmdp_level is not None and signature.docmdp_level.value > 1,
        **changed,
        **_signer(signature, court, luggage, broken=cause is not Cause.NONE),
    )


def _after(pdf: bytes, signature: EmbeddedPdfSignature, coverage: SignatureCoverageLevel) -> Aftermath:
    """What cannot be compared with the signed revision was not signed."""
    try:
        return aftermath(pdf, signature, coverage)
    except Exception:  # hostile, as above
        return Aftermath(Modification.OTHER, Cause.PAGES)


def _signer(
    signature: EmbeddedPdfSignature, court: Court, luggage: Luggage, *, broken: bool
) -> dict[str, Any]:
    """Who signed, when, and how the certificate stands."""
    certificate = signature.signer_cert
    is_stamp = signature.sig_object_type == "/DocTimeStamp"
    signed_at = signature.self_reported_timestamp
    if signed_at is not None and signed_at.tzinfo is None:
        signed_at = signed_at.astimezone()
    token = proofs.token_of(signature)
    proven_at = None
    if token is not None and not broken:
        proven_at = proofs.stamped_at(token, signature.signer_info["signature"].native, court, luggage)
    if is_stamp:
        signed_at = signature.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    standing = standing_of(
        certificate,
        [*signature.other_embedded_certs, *luggage.certificates],
        proven_at or signed_at,
        court,
        luggage.evidence + proofs.own_evidence(signature),
        stamps=is_stamp,
    )
    if is_stamp and standing.trust is Trust.TRUSTED and not broken:
        proven_at = signed_at
    trust = standing.trust
    if trust is Trust.REVOKED_LATER and proven_at is not None:
        trust = Trust.TRUSTED
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return {
        "trust": trust,
        "is_timestamp": is_stamp,
        "subject": text_of(subject.get("common_name")),
        "organization": text_of(subject.get("organization_name")),
        "issuer": text_of(issuer.get("common_name")) or text_of(issuer.get("organization_name")),
        "serial": f"{certificate.serial_number:X}",
        "signed_at": signed_at,
        "has_timestamp": token is not None,
        "proven_at": proven_at,
        "digest": signature.md_algorithm,
        "weak_digest": signature.md_algorithm in WEAK_DIGESTS,
        "algorithm": certificate.public_key.algorithm,
        "not_before": certificate.not_valid_before,
        "not_after": certificate.not_valid_after,
        "chain": standing.chain,
        "revocation": standing.revocation,
        "revoked_at": standing.revoked_at,
    }


def _together(reports: list[SignatureReport]) -> list[SignatureReport]:
    """What signatures of one file say of each other: a later time stamp proves the earlier ones, and what was filled in
    is vouched for by the signer who allowed it or by whoever signed afterwards."""
    judged: list[SignatureReport] = []
    places = {report.field for report in reports}
    for at, report in enumerate(reports):
        values = tuple(name for name in report.filled_after if name not in places)
        report = replace(report, filled_after=values)
        later = [one for one in reports[at + 1 :] if one.holds]
        seen = [one.proven_at for one in later if one.is_timestamp and one.proven_at is not None]
        allowed = any(one.may_fill for one in reports[: at + 1])
        judged.append(_vouched(_proven(report, min(seen, default=None)), later, allowed))
    return judged


def _proven(report: SignatureReport, seen: Any) -> SignatureReport:
    if seen is None or report.proven_at is not None or not report.holds:
        return report
    trust = report.trust
    if trust is Trust.REVOKED_LATER and (report.revoked_at is None or seen < report.revoked_at):
        trust = Trust.TRUSTED
    return replace(report, proven_at=seen, trust=trust)


def _vouched(report: SignatureReport, later: Sequence[SignatureReport], allowed: bool) -> SignatureReport:
    """`allowed`: this signer or one before certified the file for filling in."""
    unsigned = not any(not one.is_timestamp for one in later)
    if report.holds and report.filled_after and unsigned and not allowed:
        return replace(report, verdict=Verdict.CHANGED_AFTER, cause=Cause.FORM)
    return report
