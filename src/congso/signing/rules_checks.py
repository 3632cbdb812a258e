"""What a file's signatures come to, and when an authority that was silent is asked again."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from congso.signing.checking.report import Revocation, SignatureReport, Trust, Verdict

NONE, VALID, UNTRUSTED, OPPOSED, UNKNOWN, INVALID = (
    "none",
    "valid",
    "untrusted",
    "opposed",
    "unknown",
    "invalid",
)
_WORST_FIRST: Final = (INVALID, UNKNOWN, OPPOSED, UNTRUSTED, VALID, NONE)
# Networks come back within hours; after the last wait only changed roots ask again.
WAITS: Final = (
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(days=1),
    timedelta(days=2),
    timedelta(days=4),
)


def state_of(reports: Sequence[SignatureReport]) -> str:
    """none: not signed; invalid: a signature is broken or the page was changed after it; unknown: it cannot be read;
    opposed: they hold, but a signer's certificate was revoked, out of its time or made for something else;
    untrusted: they hold, but not all authorities are believed here; valid: all hold and all are believed.
    """
    verdicts = {report.verdict for report in reports}
    if not verdicts:
        return NONE
    if verdicts & {Verdict.BROKEN, Verdict.CHANGED_AFTER}:
        return INVALID
    if verdicts != {Verdict.VALID}:
        return UNKNOWN
    trusts = {report.trust for report in reports if not report.is_timestamp}
    if trusts - {Trust.TRUSTED, Trust.UNTRUSTED, Trust.NOT_CHECKED}:
        return OPPOSED
    return VALID if trusts == {Trust.TRUSTED} else UNTRUSTED


def worst(states: Iterable[str]) -> str:
    """Of several files of one thing; unsigned ones take nothing from the signed."""
    found = set(states)
    return next((state for state in _WORST_FIRST if state in found), NONE)


def ask_again_in(reports: Sequence[SignatureReport], tries: int) -> timedelta | None:
    """When nobody answered about a revocation: how long to wait after the try number `tries` (from 1); else None."""
    silent = any(report.revocation is Revocation.UNKNOWN for report in reports)
    return WAITS[tries - 1] if silent and tries <= len(WAITS) else None
