"""Checking the form of a finished file against Decree 30/2020: PDF or Word in, findings with their places out.

Everything that others call is named here.
"""

from congso.pure.layout.check.locate import located
from congso.pure.layout.check.model import Finding, Paper, Severity, Spot, UnreadablePaper
from congso.pure.layout.check.pdf import read_pdf
from congso.pure.layout.check.regimes import REGIMES, Regime
from congso.pure.layout.check.report import Report, check, check_paper
from congso.pure.layout.check.rules import RULES, Rule
from congso.pure.layout.check.words import article, as_json, mend, place, rule

__all__ = [
    "REGIMES",
    "RULES",
    "Finding",
    "Paper",
    "Regime",
    "Report",
    "Rule",
    "Severity",
    "Spot",
    "UnreadablePaper",
    "article",
    "as_json",
    "check",
    "check_paper",
    "located",
    "mend",
    "place",
    "read_pdf",
    "rule",
]
