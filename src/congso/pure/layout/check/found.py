"""How a rule makes a finding: from the line it is about, with the severity of its row unless it says less."""

import dataclasses

from congso.pure.layout.check.model import Finding, Line, Severity
from congso.pure.layout.check.rules import RULES
from congso.pure.layout.check.text import excerpt, excerpt_at


def finding(
    code: str, line: Line | None = None, severity: Severity | None = None, **params: str | int
) -> Finding:
    """A finding of a rule; `line` None when it concerns the whole file."""
    return Finding(
        code=code,
        severity=severity or RULES[code].severity,
        params=params,
        spot=line.spot if line else None,
        paragraph=line.paragraph if line else 0,
        excerpt=excerpt(line.text) if line else "",
    )


def at_word(code: str, line: Line, start: int, **params: str | int) -> Finding:
    """A finding about a word that begins at `start` of a line's text; the excerpt holds the words round it."""
    made = finding(code, line)
    return dataclasses.replace(made, params=params, excerpt=excerpt_at(line.text, start))


def length(value: float) -> str:
    """Millimetres or points for a sentence: one decimal with a comma, none when whole."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
