"""What signatures come to, and when a silent authority is asked again."""

from datetime import timedelta

import pytest

from congso.signing import rules_checks as rules
from congso.signing.checking.report import Revocation, SignatureReport, Trust, Verdict


def report(verdict: Verdict = Verdict.VALID, trust: Trust = Trust.TRUSTED, **more: object) -> SignatureReport:
    return SignatureReport(field="a", verdict=verdict, trust=trust, **more)  # type: ignore[arg-type]


GOOD = report()


@pytest.mark.parametrize(
    ("reports", "state"),
    [
        ([], "none"),
        ([GOOD, GOOD], "valid"),
        ([GOOD, report(Verdict.BROKEN)], "invalid"),
        ([report(Verdict.CHANGED_AFTER), report(Verdict.UNREADABLE)], "invalid"),
        ([GOOD, report(Verdict.UNREADABLE)], "unknown"),
        ([GOOD, report(trust=Trust.UNTRUSTED)], "untrusted"),
        ([report(trust=Trust.NOT_CHECKED)], "untrusted"),
        *[
            ([GOOD, report(trust=trust)], "opposed")
            for trust in (
                Trust.EXPIRED, Trust.NOT_YET_VALID, Trust.REVOKED, Trust.REVOKED_LATER, Trust.WRONG_USAGE
            )
        ],
        ([GOOD, report(trust=Trust.UNTRUSTED, is_timestamp=True)], "valid"),
        ([GOOD, report(Verdict.BROKEN, is_timestamp=True)], "invalid"),
    ],
)  # fmt: skip
def test_the_state_of_a_file(reports: list[SignatureReport], state: str) -> None:
    assert rules.state_of(reports) == state


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ([], "none"),
        (["none", "valid"], "valid"),
        (["valid", "untrusted", "opposed"], "opposed"),
        (["unknown", "invalid", "valid"], "invalid"),
    ],
)
def test_the_worst_of_several(states: list[str], state: str) -> None:
    assert rules.worst(states) == state


def test_a_silent_authority_is_asked_again_ever_later_and_then_no_more() -> None:
    silent = [GOOD, report(revocation=Revocation.UNKNOWN)]
    waits = [rules.ask_again_in(silent, tries) for tries in range(1, len(rules.WAITS) + 2)]
    assert waits[0] == timedelta(hours=1)
    assert waits == [*sorted(wait for wait in waits if wait), None]
    assert rules.ask_again_in([report(revocation=Revocation.GOOD)], 1) is None
