"""The proof demanded of every issued file: person first, number next, agency last, and nothing after."""

from collections.abc import Sequence
from enum import StrEnum
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from congso.signing.checking.report import SignatureReport, Trust, Verdict
from congso.signing.checking.validate import validate
from congso.signing.pades.geometry import NUMBER, PERSONAL, SEAL, is_text_field
from congso.signing.pades.objects import entry


class Fault(StrEnum):
    """Why a file is not fit to be issued."""

    UNSIGNED = "unsigned"
    BROKEN = "broken"
    CHANGED_AFTER = "changed_after"
    PERSON_MISSING = "person_missing"
    SEAL_MISSING = "seal_missing"
    SEAL_NOT_LAST = "seal_not_last"
    FIELD_ADDED_LATE = "field_added_late"
    SEALED_BEFORE_NUMBER = "sealed_before_number"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"


_FAULTS = {
    Verdict.BROKEN: Fault.BROKEN,
    Verdict.UNREADABLE: Fault.BROKEN,
    Verdict.CHANGED_AFTER: Fault.CHANGED_AFTER,
}
_DOUBTS = {
    Trust.UNTRUSTED: Fault.UNTRUSTED,
    Trust.WRONG_USAGE: Fault.UNTRUSTED,
    Trust.REVOKED: Fault.UNTRUSTED,
    Trust.REVOKED_LATER: Fault.UNTRUSTED,
    Trust.EXPIRED: Fault.EXPIRED,
    Trust.NOT_YET_VALID: Fault.EXPIRED,
}


def faults_of_issued(
    pdf: bytes, trust_roots: Sequence[bytes] = (), *, person: bool = True
) -> tuple[Fault, ...]:
    """What is wrong with a file about to be issued, worst first; empty when nothing is.

    Of a joint document every place made for a signature or a seal must be signed. `person` is False for scans of ink-signed papers and for copies, which carry the agency's signature alone.
    """
    reports = validate(pdf, trust_roots)
    if not reports:
        return (Fault.UNSIGNED,)
    faults = [_FAULTS[report.verdict] for report in reports if report.verdict in _FAULTS]
    if Fault.BROKEN not in faults:
        faults += _order(pdf, reports, person)
    signers = [report for report in reports if not report.is_timestamp]
    faults += [_DOUBTS[report.trust] for report in signers if report.trust in _DOUBTS]
    return tuple(dict.fromkeys(faults))


def _order(pdf: bytes, reports: list[SignatureReport], person: bool) -> list[Fault]:
    faults = []
    names = [report.field for report in reports if not report.is_timestamp]
    empty = _empty_places(pdf)
    if person and (PERSONAL in empty or not any(name.startswith(PERSONAL) for name in names)):
        faults.append(Fault.PERSON_MISSING)
    if SEAL not in names:
        return [*faults, Fault.SEAL_MISSING]
    if SEAL in empty:
        faults.append(Fault.SEAL_MISSING)
    if names[-1] != SEAL:
        faults.append(Fault.SEAL_NOT_LAST)
    if any(report.field_added_late for report in reports):
        faults.append(Fault.FIELD_ADDED_LATE)
    sealed_at = next(report.revision for report in reports if report.field == SEAL)
    if _has_empty_number(pdf, sealed_at):
        faults.append(Fault.SEALED_BEFORE_NUMBER)
    return faults


def _empty_places(pdf: bytes) -> set[str]:
    """Kinds of signature fields, `PERSONAL` and `SEAL`, of which one was made and not signed."""
    reader = PdfFileReader(BytesIO(pdf), strict=False)
    names = [name for name, _value, _field in enumerate_sig_fields(reader, filled_status=False)]
    return {kind for kind in (PERSONAL, SEAL) if any(name.startswith(kind) for name in names)}


def _has_empty_number(pdf: bytes, revision: int) -> bool:
    """Whether the file had an empty field for its number when it was sealed."""
    root = PdfFileReader(BytesIO(pdf), strict=False).get_historical_root(revision)
    fields = [field.get_object() for field in entry(entry(root, "/AcroForm"), "/Fields", ())]
    numbers = [
        field
        for field in fields
        if is_text_field(str(entry(field, "/T", ""))) and str(field["/T"]).endswith(NUMBER)
    ]
    return any(not str(entry(field, "/V", "")).strip() for field in numbers)
