"""Findings in words and as JSON, at display time: the caller brings the translation of its reader's language."""

from collections.abc import Callable
from typing import Any

from congso.pure.layout.check.model import Finding, Severity
from congso.pure.layout.check.regimes import ND30
from congso.pure.layout.check.report import Report
from congso.pure.layout.check.rules import PARTS, RULES

Translate = Callable[[str], str]
DECREE = "Nghị định 30/2020/NĐ-CP"


def _same(text: str) -> str:
    return text


def rule(finding: Finding, translate: Translate = _same) -> str:
    """The sentence of the rule."""
    return _filled(translate(RULES[finding.code].rule), finding, translate)


def mend(finding: Finding, translate: Translate = _same) -> str:
    """How to mend it."""
    return _filled(translate(RULES[finding.code].mend), finding, translate)


def article(finding: Finding) -> str:
    """ "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II.3"."""
    where = RULES[finding.code].article
    part = PARTS.get(str(finding.params.get("part", "")))
    if not where.startswith("Phụ lục"):
        return where
    return f"{DECREE}, {where}{part.article if part else ''}"


def place(finding: Finding) -> str:
    """ "trang 1", "đoạn 12" of a Word file, empty for the whole file."""
    if finding.spot is not None:
        return f"trang {finding.spot.page + 1}"
    return f"đoạn {finding.paragraph}" if finding.paragraph else ""


def _filled(sentence: str, finding: Finding, translate: Translate) -> str:
    params: dict[str, Any] = dict(finding.params)
    if "part" in params:
        params["part"] = translate(PARTS[str(params["part"])].name)
    return sentence % params if "%" in sentence else sentence


def as_json(report: Report, file: str) -> dict[str, Any]:
    """One object: the regime recognised, the counts, and each finding with its rule, article, place and mend.

    `page` counts from 1; `box` is x0, y0, x1, y1 in points from the top left; both null in Word files, which have
    `paragraph` (from 1) instead.
    """
    return {
        "file": file,
        "format": report.paper.source,
        "pages": report.paper.pages,
        "text_layer": report.paper.text_layer,
        "regime": report.regime.code,
        "regime_name": report.regime.name,
        "checked_against": DECREE if report.regime is ND30 else report.regime.source,
        "kind": report.kind.name if report.kind else None,
        "date": report.date.isoformat() if report.date else None,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "findings": [_finding(finding) for finding in report.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    spot = finding.spot
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "rule": rule(finding),
        "article": article(finding),
        "page": spot.page + 1 if spot else None,
        "box": [round(value, 1) for value in (spot.x0, spot.y0, spot.x1, spot.y1)] if spot else None,
        "paragraph": finding.paragraph or None,
        "excerpt": finding.excerpt or None,
        "mend": mend(finding),
    }
