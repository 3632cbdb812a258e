"""What is made from the file of an arrival: the stamped rendition, the summary of its signatures."""

from collections.abc import Iterable
from typing import Any

from congso.documents.models import IncomingDocument
from congso.kernel import clock
from congso.pure.layout.overlay import UnreadablePdf
from congso.pure.layout.stamp import ArrivalStamp, place_stamp
from congso.signing import api as signing
from congso.signing.api import SignatureReport


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
    """Of a file made here: {"state", "signatures"} as plain values; names are as the certificates give them."""
    reports = signing.validate(pdf)
    return summary_of(signing.state_of(reports), reports)


def summary_of(state: str, reports: Iterable[SignatureReport]) -> dict[str, Any]:
    """`state` as `signing.api.state_of` words it."""
    rows = [
        {
            "name": report.subject,
            "organization": report.organization,
            "verdict": str(report.verdict),
            "trust": str(report.trust),
            "at": report.signed_at.isoformat() if report.signed_at else "",
        }
        for report in reports
        if not report.is_timestamp
    ]
    return {"state": state, "signatures": rows}
