"""From what was read off the pages to proposals for the form "Vào sổ"; which of them a person must look at first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from congso.documents.rules_incoming import Fields
from congso.pure.kinds import Urgency
from congso.pure.vietnamese import fold, nfc

SURE: Final = 0.85
FAIR: Final = 0.6
# Name in a reading → field of the form, in the order of the form.
NAMES: Final[Mapping[str, str]] = {
    "number": "number",
    "symbol": "symbol",
    "date": "document_date",
    "kind": "kind",
    "issuing_body": "issuer_name",
    "subject": "subject",
    "signer_name": "signer_name",
    "signer_title": "signer_title",
    "urgency": "urgency",
}
_LIMITS: Final = {
    "number": 11,
    "symbol": 60,
    "kind": 100,
    "issuer_name": 200,
    "subject": 500,
    "signer_name": 50,
    "signer_title": 100,
}
# After these words of a body's name a name of its own begins: the branch, or the place.
_HEADS: Final = frozenset(
    "so bo cuc vu phong ban vien truong khoa tinh pho huyen quan xa phuong thi dac va".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed value. `box`: page from 1, then left, top, right and bottom as shares of the page; None without a place."""

    value: str
    confidence: float
    box: tuple[int, float, float, float, float] | None = None

    @property
    def level(self) -> str:
        """sure, fair, or check: to be looked at first."""
        return "sure" if self.confidence >= SURE else "fair" if self.confidence >= FAIR else "check"


Size = tuple[float, float]


def proposals(read: Mapping[str, Any], sizes: Mapping[int, Size]) -> dict[str, Proposal]:
    """Fields of the form from a reading (`pure.reading.Reading.to_json`); `sizes` of its pages (from 1) in points."""
    made: dict[str, Proposal] = {}
    for name, field in NAMES.items():
        text = _value(field, read.get(name))
        if text:
            sure = float(read["confidence"].get(name, 0.0))
            made[field] = Proposal(text, round(sure, 3), _share(read["boxes"].get(name), sizes))
    return made


def _value(field: str, said: object) -> str:
    text = " ".join(nfc(str(said or "")).split())
    if field == "urgency":
        return urgency_of(text)
    if field == "issuer_name":
        text = body_name(text)
    elif field in {"subject", "signer_title"}:
        text = lowered(text)
    return text[: _LIMITS.get(field, 500)]


def _share(
    box: Mapping[str, float] | None, sizes: Mapping[int, Size]
) -> tuple[int, float, float, float, float] | None:
    size = sizes.get(int(box["page"])) if box else None
    if not box or not size or min(size) <= 0:
        return None
    across, down = size
    parts = (box["x0"] / across, box["y0"] / down, box["x1"] / across, box["y1"] / down)
    left, top, right, bottom = (round(min(max(part, 0.0), 1.0), 4) for part in parts)
    return int(box["page"]), left, top, right, bottom


def urgency_of(text: str) -> str:
    """The number of an urgency as the form has it; blank for none."""
    key = fold(text)
    levels = {fold(level.label): level.value for level in Urgency if level.value}
    return str(levels[key]) if key in levels else ""


def lowered(text: str) -> str:
    """A sentence for one in capitals; other text as it stands."""
    return text.capitalize() if text.isupper() and len(text) > 3 else text


def body_name(text: str) -> str:
    """The name of a body as registers write it: "SỞ VĂN HÓA VÀ THỂ THAO" gives "Sở Văn hóa và Thể thao"."""
    if not text.isupper():
        return text
    words = text.lower().split()
    return " ".join(_cased(words, at) for at in range(len(words)))


def _cased(words: Sequence[str], at: int) -> str:
    word, before = words[at], words[at - 1] if at else ""
    own = not at or fold(before) in _HEADS or before.endswith((",", "-")) or _in_place(words, at)
    small = word in {"và", "nhân"} or (
        fold(word) in {"pho", "xa", "tran"} and fold(before) in {"thanh", "thi"}
    )
    capital = own and not small
    if re.fullmatch(r"ubnd|hđnd|ubmttq|vp|tp\.?|tw|hcm", word):
        return word.upper()
    return word[:1].upper() + word[1:] if capital else word


def _in_place(words: Sequence[str], at: int) -> bool:
    """Is the word part of a place's name, which runs from its kind to the end?"""
    places = {"tinh", "huyen", "quan", "phuong", "pho", "khu"}
    return any(fold(word) in places for word in words[1:at])


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields of the form with proposals in the empty ones; `used` are the fields that hold a proposal."""

    fields: Fields
    used: frozenset[str]


def merged(given: Fields, proposed: Mapping[str, Proposal]) -> Merged:
    """What stands in the record comes first: a proposal fills a field that is empty."""
    empty, changes = Fields(), {}
    for name, one in proposed.items():
        if getattr(given, name) != getattr(empty, name):
            continue
        value = _typed(name, one.value)
        if value is not None:
            changes[name] = value
    return Merged(replace(given, **changes), frozenset(changes))


def _typed(name: str, text: str) -> Any:
    if name == "urgency":
        return int(text)
    if name != "document_date":
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def shown(name: str, text: str) -> str:
    """A proposal as the form shows it: dates the Vietnamese way."""
    day = _typed(name, text) if name == "document_date" else None
    return f"{day:%d/%m/%Y}" if isinstance(day, date) else text


def to_check(proposed: Mapping[str, Proposal], used: frozenset[str]) -> list[str]:
    """Fields to be looked at first: proposed without certainty, the least certain first."""
    doubtful = [name for name in used if proposed[name].level == "check"]
    return sorted(doubtful, key=lambda name: (proposed[name].confidence, list(NAMES.values()).index(name)))
