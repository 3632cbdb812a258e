"""What is made from the file of an arrival: the stamped rendition, the summary of its signatures."""

from collections.abc import Sequence
from typing import Any

from congso.documents.models import IncomingDocument
from congso.kernel import clock
from congso.pure.layout.overlay import UnreadablePdf
from congso.pure.layout.stamp import ArrivalStamp, place_stamp
from congso.signing import api as signing
from congso.signing.api import SignatureReport, Trust, Verdict


def stamped(pdf: bytes, incoming: IncomingDocument) -> tuple[bytes | None, str]:
    """The rendition with the stamp "ĐẾN" and "", or None and why it cannot be made (encrypted, broken, empty)."""
    at = incoming.registered_at.astimezone(clock.VIETNAM) if incoming.registered_at else None
    leader = incoming.leader
    stamp = ArrivalStamp(
        agency=incoming.agency.name.upper(),
        number=str(incoming.arrival_number),
        date=incoming.arrival_date,
        time=at.time() if at else None,
        forwarded_to=f"{leader.post.title} {leader.person.full_name}" if leader else "",
    )
    try:
        return place_stamp(pdf, stamp), ""
    except UnreadablePdf as unreadable:
        return None, unreadable.code


def signature_summary(pdf: bytes) -> dict[str, Any]:
    """{"state", "signatures"} as plain values; names are as the certificates give them."""
    reports = [report for report in signing.validate(pdf) if not report.is_timestamp]
    rows = [
        {
            "name": report.subject,
            "organization": report.organization,
            "verdict": str(report.verdict),
            "trust": str(report.trust),
            "at": report.signed_at.isoformat() if report.signed_at else "",
        }
        for report in reports
    ]
    return {"state": summary_state(reports), "signatures": rows}


def summary_state(reports: Sequence[SignatureReport]) -> str:
    """none: not signed; invalid: a signature is broken or the page was changed after it; unknown: it cannot be read;
    valid: all hold and their authorities are believed here; untrusted: they hold, but not all authorities are.
    """
    verdicts = {report.verdict for report in reports}
    if not verdicts:
        return "none"
    if verdicts & {Verdict.BROKEN, Verdict.CHANGED_AFTER}:
        return "invalid"
    if verdicts != {Verdict.VALID}:
        return "unknown"
    return "valid" if all(report.trust is Trust.TRUSTED for report in reports) else "untrusted"
