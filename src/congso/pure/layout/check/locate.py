"""Where the findings of a Word file stand on the page that was made of it: by their words, and only when these stand there once."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Final

from congso.pure.layout.check.model import Finding, Paper, Spot
from congso.pure.layout.check.text import key

# Letters of an excerpt that are looked for: fewer say too little, more may run over the end of a printed line.
_LEAST: Final = 6
_MOST: Final = 30


def located(findings: Iterable[Finding], page: Paper) -> tuple[Finding, ...]:
    """The same findings, in their order, with the place of those that are found on the page and had none."""
    lines = [(key(line.text), line.spot) for line in page.lines if line.spot is not None]
    return tuple(
        dataclasses.replace(one, spot=_place(key(one.excerpt), lines)) if one.spot is None else one
        for one in findings
    )


def _place(wanted: str, lines: Sequence[tuple[str, Spot]]) -> Spot | None:
    if len(wanted) < _LEAST:
        return None
    start = wanted[:_MOST]
    # A short printed line holds only the beginning of its paragraph.
    hits = [spot for said, spot in lines if start in said or (len(said) > _LEAST and start.startswith(said))]
    return hits[0] if len(hits) == 1 else None
