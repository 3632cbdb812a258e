"""The whole check of one file: read it, find its parts, recognise its regime, ask the rules, weigh the answers."""

import dataclasses
import datetime
from collections.abc import Iterator

from congso.pure.kinds import Kind
from congso.pure.layout.check.foot import Foot, find_foot
from congso.pure.layout.check.foot_rules import foot_findings
from congso.pure.layout.check.head import Head, find_head
from congso.pure.layout.check.head_rules import head_findings
from congso.pure.layout.check.model import Finding, Paper, Severity, UnreadablePaper
from congso.pure.layout.check.page_rules import page_findings
from congso.pure.layout.check.party_rules import party_findings
from congso.pure.layout.check.pdf import read_pdf
from congso.pure.layout.check.regimes import ND30, PARTY, UNKNOWN, Regime, issued_on, recognise
from congso.pure.layout.check.word import read_docx
from congso.pure.layout.check.word_rules import word_findings

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """`findings` in reading order within each severity, the gravest first."""

    regime: Regime
    kind: Kind | None
    date: datetime.date | None
    paper: Paper
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


def check(data: bytes) -> Report:
    """Check a PDF or a Word file (DOCX) by its content. Raises UnreadablePaper."""
    if data[:1024].lstrip().startswith(b"%PDF"):
        return check_paper(read_pdf(data))
    if data.startswith(b"PK"):
        return check_paper(read_docx(data))
    raise UnreadablePaper("unknown")


def check_paper(paper: Paper) -> Report:
    """A file without a text layer, or with one laid over a scan, has only its paper looked at."""
    if paper.text_layer != "yes":
        sheets = tuple(page_findings(paper, Head(), Foot()))
        return Report(UNKNOWN, None, None, paper, _weighed(sheets, UNKNOWN))
    head = find_head(paper)
    regime = recognise(paper, head)
    foot = find_foot(paper, head)
    findings = tuple(finding for finding in _all(paper, head, foot, regime) if _applies(finding.code, regime))
    return Report(regime, head.kind, issued_on(head), paper, _weighed(findings, regime))


def _all(paper: Paper, head: Head, foot: Foot, regime: Regime) -> Iterator[Finding]:
    yield from page_findings(paper, head, foot)
    yield from head_findings(paper, head)
    yield from foot_findings(paper, head, foot)
    yield from word_findings(paper, foot)
    if regime is PARTY:
        yield from party_findings(head, foot)


def _applies(code: str, regime: Regime) -> bool:
    return regime is ND30 or code.startswith(regime.rules)


def _weighed(findings: tuple[Finding, ...], regime: Regime) -> tuple[Finding, ...]:
    """No errors outside the regime whose text the rules are taken from."""
    if not regime.errors:
        findings = tuple(
            dataclasses.replace(finding, severity=Severity.WARNING)
            if finding.severity is Severity.ERROR
            else finding
            for finding in findings
        )
    return tuple(sorted(findings, key=lambda finding: (_ORDER.index(finding.severity), _place(finding))))


def _place(finding: Finding) -> tuple[int, float, float]:
    if finding.spot is None:
        return (-1 if not finding.paragraph else 0), finding.paragraph, 0.0
    return finding.spot.page, finding.spot.y0, finding.spot.x0
