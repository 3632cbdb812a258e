"""Rules of căn cứ, of the signature block and of the recipients."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from congso.pure.layout.check.foot import RANKS, Foot
from congso.pure.layout.check.found import finding
from congso.pure.layout.check.head import Head
from congso.pure.layout.check.head_rules import SELF_TOLD
from congso.pure.layout.check.model import Finding, Line, Paper, Severity
from congso.pure.layout.check.text import flat, folded, is_upper, without_footnote
from congso.pure.vietnamese import nfc

_POWER: Final = re.compile(
    r"^(T\s*/\s*M|K\s*/\s*T|T\s*/\s*L|TUQ|TM|KT|TL|Q)(?=[\s./:]|$)\s*([./:]?)\s*(.*)$", re.IGNORECASE
)
_DEPUTY: Final = ("pho ", "thu truong")
_VT: Final = re.compile(r"\bVT\b|văn thư", re.IGNORECASE)


def foot_findings(paper: Paper, head: Head, foot: Foot) -> Iterator[Finding]:
    yield from _bases(foot.bases)
    for block in foot.blocks:
        yield from _block(block)
    for name in foot.names:
        if is_upper(name.text):
            yield finding("sign.name_case", name)
        elif RANKS.match(nfc(name.text)):
            yield finding("sign.rank", name)
    told = head.kind is not None and head.kind.code in SELF_TOLD - {"cong_van", "cong_dien"}
    if not told:
        yield from _recipients(paper, foot)


def _bases(bases: Sequence[Line]) -> Iterator[Finding]:
    for number, base in enumerate(bases, start=1):
        said = without_footnote(base.text)
        if number < len(bases):
            if not said.endswith(";"):
                yield finding("basis.semicolon", base)
        elif not said.endswith("."):
            yield finding("basis.last", base)


def _block(block: Sequence[Line]) -> Iterator[Finding]:
    powers = [_power(line) for line in block]
    yield from _order(block, powers)
    for index, (line, power) in enumerate(zip(block, powers, strict=True)):
        if power is None:
            continue
        name, mark, rest = power
        if name == "KT":
            yield from _for_head(line, rest, block[index + 1 :])
        if mark != ".":
            yield finding("sign.form", line, wanted=f"{name}.")
    if any(not is_upper(line.text) for line in block):
        yield finding("sign.case", next(line for line in block if not is_upper(line.text)))
    alone = not any(power and power[0] == "KT" for power in powers)
    if alone and folded(block[-1]).startswith(_DEPUTY) and powers[-1] is None:
        yield finding("sign.deputy_alone", block[-1])


def _power(line: Line) -> tuple[str, str, str] | None:
    """ "KT. CHỦ TỊCH" as KT, its mark, and what follows; None for a plain title."""
    found = _POWER.match(nfc(line.text))
    if found is None:
        return None
    raw = found[1].upper()
    name = re.sub(r"[\s/]", "", raw)
    return name, "/" if "/" in raw else found[2], found[3].strip()


def _order(block: Sequence[Line], powers: Sequence[tuple[str, str, str] | None]) -> Iterator[Finding]:
    names = [power[0] if power else "" for power in powers]
    if "TM" in names and any(name in ("KT", "TL", "TUQ") for name in names[: names.index("TM")]):
        yield finding("sign.order", block[names.index("TM")])


def _for_head(line: Line, rest: str, below: Sequence[Line]) -> Iterator[Finding]:
    if not rest or flat(rest).startswith(_DEPUTY):
        yield finding("sign.head_title", line)
    elif not below:
        yield finding("sign.deputy_title", line)


def _recipients(paper: Paper, foot: Foot) -> Iterator[Finding]:
    if foot.label is None:
        if foot.blocks:
            yield finding("recipients.missing", foot.blocks[0][0])
        return
    items = foot.recipients
    if not items:
        yield finding("recipients.missing", foot.label, Severity.WARNING)
        return
    kept = [item for item in items if _is_archive(item.text)]
    if not kept:
        if not _elsewhere(paper, foot.label):
            yield finding("recipients.archive", items[-1])
    elif not _VT.search(nfc(kept[0].text)) or not re.search(r"lưu\s*:", nfc(kept[0].text), re.IGNORECASE):
        yield finding("recipients.archive_form", kept[0])
    yield from _marks(items, foot.label)


def _is_archive(text: str) -> bool:
    return bool(re.match(r"^\W*(noi nhan\s*:\s*)?\W*luu\b", flat(text)))


def _elsewhere(paper: Paper, label: Line) -> bool:
    """The archive's line stands apart from the list (another column, the next page)."""
    after = paper.lines[paper.lines.index(label) :]
    return any(re.search(r"(^|[-;.\s])luu\s*:?\s*(vt|van thu)", folded(line)) for line in after[:80])


def _marks(items: Sequence[Line], label: Line) -> Iterator[Finding]:
    for number, item in enumerate(items, start=1):
        text = item.text.rstrip()
        if item is label:
            text = text.partition(":")[2].strip()
        dashed = item.listed or text[:1] in "-–"
        ended = text.endswith("." if number == len(items) else ";")
        if not dashed or not ended:
            yield finding("recipients.marks", item)
            return
