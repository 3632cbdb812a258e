"""Which rules of form a document stands under, recognised from its head. Each regime is a row of data.

Only a regime with `errors` can give errors; the findings of the others are warnings at most, because they are
measured with rules that their own texts share with Decree 30 and may word otherwise.
"""

import dataclasses
import datetime
import re
from typing import Final

from congso.pure.layout.check.head import Head
from congso.pure.layout.check.model import Paper
from congso.pure.layout.check.text import flat, key

IN_FORCE: Final = datetime.date(2020, 3, 5)  # Decree 30/2020, article 37


@dataclasses.dataclass(frozen=True, slots=True)
class Regime:
    """`rules`: prefixes of the codes that apply, all when empty; `source`: the text that rules its form."""

    code: str
    name: str
    source: str
    errors: bool = False
    rules: tuple[str, ...] = ()


def _(text: str) -> str:
    """Marks a Vietnamese term for the catalogue of translations; it is translated where it is shown."""
    return text


_WORDS: Final = ("spelling.", "caps.", "abbreviation.")
# Căn cứ of these end with the sentence that enacts, so "basis.last" is not theirs.
_SHARED: Final = (
    "paper.", "margin.", "font.", "page.", "head.national_case", "head.motto_", "date.form", "date.zero", "date.impossible",
    "basis.semicolon", "sign.", "recipients.archive", "recipients.marks", *_WORDS,
)  # fmt: skip

ND30: Final = Regime("nd30", _("Văn bản hành chính"), "Nghị định 30/2020/NĐ-CP", errors=True)
QPPL: Final = Regime(
    "qppl", _("Văn bản quy phạm pháp luật"), _("Luật Ban hành văn bản quy phạm pháp luật"), rules=_SHARED
)
ASSEMBLY: Final = Regime(
    "assembly",
    _("Văn bản của Quốc hội"),
    _("Quy định của Quốc hội"),
    rules=tuple(code for code in _SHARED if not code.startswith("recipients.")),
)
PARTY: Final = Regime(
    "party",
    _("Văn bản của Đảng"),
    _("Hướng dẫn 05-HD/VPTW (trước ngày 27/5/2026: 36-HD/VPTW)"),
    # Margins of 20, 20, 30 and 15 mm lie within those of the decree; number and day are written with the same zeros.
    rules=(
        "paper.",
        "margin.",
        "font.",
        "page.",
        "number.zero",
        "date.form",
        "date.zero",
        "date.impossible",
        "party.",
        *_WORDS,
    ),
)
UNION: Final = Regime(
    "union",
    _("Văn bản của tổ chức chính trị - xã hội"),
    _("Hướng dẫn của tổ chức (như 29-HD/TWĐTN-VP)"),
    rules=("paper.", "font.", "head.national_case", "head.motto_", *_WORDS),
)
GAZETTE: Final = Regime("gazette", _("Công báo"), _("Quy định về Công báo"), rules=("spelling.",))
BEFORE: Final = Regime(
    "before_nd30", _("Văn bản trước ngày 05/3/2020"), "Thông tư 01/2011/TT-BNV", rules=("none.",)
)
ATTACHED: Final = Regime("attached", _("Tài liệu kèm theo"), "Nghị định 30/2020/NĐ-CP", rules=_SHARED)
UNKNOWN: Final = Regime("unknown", _("Không nhận ra thể thức"), "", rules=_WORDS)
REGIMES: Final = (ND30, QPPL, ASSEMBLY, PARTY, UNION, GAZETTE, BEFORE, ATTACHED, UNKNOWN)

_QPPL_TITLES: Final = frozenset(
    {
        "luat",
        "bo_luat",
        "phap_lenh",
        "nghi_dinh",
        "thong_tu",
        "thong_tu_lien_tich",
        "lenh",
        "van_ban_hop_nhat",
    }
)
_WITH_YEAR: Final = re.compile(r"/\s*((?:19|20)\d\d)\s*/")
_YEAR: Final = re.compile(r"(?:nam|[/.-])\s*((?:19|20)\d\d)")
_OF_ASSEMBLY: Final = re.compile(r"\b(QH|UBTVQH)\s?\d{0,2}\b|UBTVQH|VBHN|/\s*(L|PL)-CTN")
_OF_PARTY: Final = re.compile(r"/\s*(TU|TW|HU|ĐU|QU|TU\w*|HĐTV)\b|-[A-ZĐ]{1,4}/(TU|TW|HU|ĐU|ĐUK|VPTW|BTGTW)")
_DASHED: Final = re.compile(r"^\D*\d*\s*-\s*[A-ZĐa-z]{1,5}\s*/\s*\S")
_ASSEMBLY_BODIES: Final = ("quoc hoi", "uy ban thuong vu quoc hoi", "van phong quoc hoi")
_PARTY_BODIES: Final = (
    "ban chap hanh trung uong", "tinh uy", "thanh uy", "huyen uy", "quan uy", "dang uy", "dang bo", "chi bo", "bo chinh tri",
    "ban bi thu", "ban to chuc trung uong", "ban tuyen giao", "uy ban kiem tra", "van phong trung uong",
)  # fmt: skip
_UNION_BODIES: Final = (
    "mat tran to quoc", "uy ban mttq", "ubmttq", "lien doan lao dong", "cong doan", "doan tncs", "doan thanh nien", "tinh doan",
    "thanh doan", "huyen doan", "hoi lien hiep phu nu", "hoi nong dan", "hoi cuu chien binh", "hoi sinh vien",
    "hoi lien hiep thanh nien", "hoi dong doi", "trung uong doan", "tong lien doan",
)  # fmt: skip


def recognise(paper: Paper, head: Head) -> Regime:
    """The regime of a document, `UNKNOWN` when its head says nothing."""
    if any("cong bao/so" in flat(line.text).replace(" /", "/") for line in paper.lines[:12]):
        return GAZETTE
    issued = issued_on(head) or latest_day(head)
    if issued is not None and issued < IN_FORCE:
        return BEFORE
    bodies = flat(" ".join(line.text for line in head.bodies))
    number = head.number.text if head.number else ""
    return _of_politics(head, bodies, number) or _of_state(head, bodies, number)


def _of_politics(head: Head, bodies: str, number: str) -> Regime | None:
    if head.party is not None:
        return PARTY if key(head.party.text).startswith("dang") else UNION
    if any(body in bodies for body in _UNION_BODIES):
        return UNION
    party_body = bodies.startswith(_PARTY_BODIES) and head.national is None
    if party_body or (head.national is None and _OF_PARTY.search(number)):
        return PARTY
    return UNION if head.national is None and _DASHED.match(number) else None


def _of_state(head: Head, bodies: str, number: str) -> Regime:
    if _OF_ASSEMBLY.search(number) or bodies.startswith(_ASSEMBLY_BODIES):
        return ASSEMBLY
    if _WITH_YEAR.search(number) or (head.kind is not None and head.kind.code in _QPPL_TITLES):
        return QPPL
    if head.number is not None or head.about:
        return ND30
    if head.national is None and head.motto is None:
        return UNKNOWN
    # A head without a number: a paper of the decree's kinds still lacks it, another is a table or a study.
    return ND30 if head.kind is not None and head.kind.ordinal and head.date is not None else ATTACHED


_DATE: Final = re.compile(r"ngay\s*(\d{1,2})?\D*?thang\s*(\d{1,2})?\D*?nam\s*(\d{4})?")
_PLAIN: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")


def issued_on(head: Head) -> datetime.date | None:
    """The date of a head when it is written out in full and stands in the calendar."""
    said = flat(head.date.text) if head.date else ""
    found = _DATE.search(said) or _PLAIN.search(said)
    if found is None or not all(found.groups()):
        return None
    day, month, year = (int(figure) for figure in found.groups())
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def latest_day(head: Head) -> datetime.date | None:
    """The last day that a head can mean when day or month are still blank; None when it shows no year at all."""
    said = flat(head.date.text) if head.date else ""
    found = _YEAR.search(said)
    if found is None and head.number is not None:
        found = _WITH_YEAR.search(head.number.text)
    return datetime.date(int(found[1]), 12, 31) if found else None
