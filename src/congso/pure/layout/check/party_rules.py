"""Rules of the Party's papers where they differ from the decree's: Guidance 05-HD/VPTW, sizes as in annex 3 of 36-HD/VPTW.

Their texts were not at hand; what stands here is what published tables and descriptions agree on, and is a warning at most.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from congso.pure.layout.check.foot import Foot
from congso.pure.layout.check.found import finding
from congso.pure.layout.check.head import Head
from congso.pure.layout.check.model import Finding, Line
from congso.pure.layout.check.page_rules import look, most_text
from congso.pure.layout.check.text import flat, is_upper
from congso.pure.vietnamese import nfc

_NUMBER: Final = re.compile(r"^Số\s[\d\s.…_]*-\s?[^\W\d_]+/\S")
_POWER: Final = re.compile(r"^(TM|KT|TL)\s*\.", re.IGNORECASE)


def party_findings(head: Head, foot: Foot) -> Iterator[Finding]:
    if head.party is not None and not is_upper(head.party.text):
        yield finding("party.title_case", head.party)
    if head.number is not None and not head.number.stamp and not _NUMBER.match(nfc(head.number.text.strip())):
        yield finding("party.number_form", head.number)
    if head.about and flat(head.about[0].text).startswith("v/v"):
        yield finding("party.about_lead", head.about[0])
    for block in foot.blocks:
        yield from _powers(block)
    for line in foot.recipients:
        if re.match(r"^\W*luu\s*:", flat(line.text)):
            yield finding("party.archive_form", line)
    last = foot.body[-1] if foot.body else None
    if last is not None and last.text.rstrip().endswith("./."):
        yield finding("party.end", last)
    yield from _looks(head, foot)


def _powers(block: Sequence[Line]) -> Iterator[Finding]:
    for line in block:
        found = _POWER.match(nfc(line.text))
        if found is not None:
            yield finding("party.sign_form", line, wanted=f"{found[1][0].upper()}/{found[1][1].upper()}")


def _looks(head: Head, foot: Foot) -> Iterator[Finding]:
    def one(line: Line | None) -> Sequence[Line]:
        return (line,) if line is not None else ()

    parts: dict[str, Sequence[Line]] = {
        "title": one(head.party), "parent": head.bodies[:-1], "body": head.bodies[-1:], "number": one(head.number),
        "date": one(head.date), "about": head.about, "kind": one(head.title), "subject": head.subject, "text": most_text(foot),
        "office": [line for block in foot.blocks for line in block], "name": foot.names,
    }  # fmt: skip
    for name, lines in parts.items():
        yield from look(f"party.{name}", [line for line in lines if not line.stamp], family="party")
