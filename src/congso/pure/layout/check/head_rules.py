"""Rules of the head: national title, motto, body, number and symbol, place and date, subject, addressees."""

import datetime
import re
from collections.abc import Iterator
from typing import Final

from congso.pure.kinds import KINDS, kind_of_symbol
from congso.pure.layout.check.found import finding
from congso.pure.layout.check.head import MOTTO, NATIONAL, Head
from congso.pure.layout.check.model import Finding, Line, Paper, Severity
from congso.pure.layout.check.text import flat, folded, is_upper, key, upper_share
from congso.pure.vietnamese import nfc, normal_tone

_DASHES: Final = "-–—‐‑−"
_PHRASES: Final = tuple(MOTTO.split(" - "))
_NUMBER: Final = re.compile(
    r"^\D*?s[ốôo]\s*(?P<colon>[:.]?)\s*(?P<number>[\d .…_]*?)\s*(?P<slash>[/\-]?)\s*(?P<symbol>[^\W\d_].*)?$",
    re.IGNORECASE,
)
_FULL: Final = re.compile(
    r"^(?P<place>.*?)(?P<comma>,?)\s*(?P<first>ngày)\s*(?P<day>\d{0,2})\D*?tháng\s*(?P<month>\d{0,2})\D*?năm\s*(?P<year>\d{0,4})",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(r"\b\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d\d){1,2}\b")
_ABOUT: Final = re.compile(r"^V/v(?=\s)")
# Kinds that name what they are about by themselves, or follow a form of their own.
SELF_TOLD: Final = frozenset(
    {"bien_ban", "hop_dong", "ban_ghi_nho", "ban_thoa_thuan", "giay_uy_quyen", "giay_moi", "giay_gioi_thieu",
     "giay_nghi_phep", "phieu_gui", "phieu_chuyen", "phieu_bao", "thu_cong", "cong_van", "cong_dien"}
)  # fmt: skip


def head_findings(paper: Paper, head: Head) -> Iterator[Finding]:
    sure = paper.source == "docx"
    yield from _national(head, sure)
    yield from _motto(head, sure)
    yield from _bodies(head)
    yield from _number(head, sure)
    yield from _date(head)
    if head.kind is not None and head.kind.code == "cong_van":
        yield from _letter(paper, head)
    elif head.title is not None:
        yield from _titled(paper, head)


def _doubtful(sure: bool) -> Severity | None:
    """What a PDF's text layer may have garbled is a warning there."""
    return None if sure else Severity.WARNING


def _national(head: Head, sure: bool) -> Iterator[Finding]:
    line = head.national
    if line is None:
        yield finding("head.national_missing", head.motto or head.number, _doubtful(sure))
        return
    said = normal_tone(" ".join(line.text.split()))
    if said == NATIONAL:
        return
    if not is_upper(line.text):
        yield finding("head.national_case", line)
    if key(line.text) != key(NATIONAL) or said.upper() != NATIONAL:
        # Tone marks of this very line are garbled by many makers of PDF ("HÕA" for "HÒA").
        yield finding("head.national_words", line, None if sure else Severity.NOTE)


def _motto(head: Head, sure: bool) -> Iterator[Finding]:
    line = head.motto
    if line is None:
        if head.national is not None:
            yield finding("head.motto_missing", head.national, _doubtful(sure))
        return
    said = nfc(" ".join(line.text.split()))
    if said == MOTTO:
        return
    phrases = [phrase.strip() for phrase in re.split(f"[{_DASHES}]", said)]
    if key(said) != key(MOTTO) or len(phrases) != len(_PHRASES):
        yield finding("head.motto_words", line, _doubtful(sure))
        return
    if re.search(rf"\S[{_DASHES}]|[{_DASHES}]\S", said):
        yield finding("head.motto_spaces", line)
    if any(char in said for char in _DASHES[1:]):
        yield finding("head.motto_dash", line)
    if any(
        phrase != wanted and phrase.lower() == wanted.lower()
        for phrase, wanted in zip(phrases, _PHRASES, strict=True)
    ):
        yield finding("head.motto_case", line)


def _bodies(head: Head) -> Iterator[Finding]:
    if not head.bodies:
        yield finding("head.body_missing", head.national)
        return
    for line in head.bodies:
        if upper_share(line.text) < 0.7:
            yield finding("head.body_case", line)
            return


def _number(head: Head, sure: bool) -> Iterator[Finding]:
    line = head.number
    if line is None:
        yield finding("number.missing", head.bodies[-1] if head.bodies else head.national)
        return
    found = _NUMBER.match(nfc(line.text))
    if found is None:
        return
    number, symbol = "".join(found["number"].split()), (found["symbol"] or "").strip()
    if re.fullmatch(r"[1-9]", number):
        yield finding("number.zero", line, wanted=f"Số: 0{number}/{symbol}")
    if not line.stamp and (found["colon"] != ":" or (symbol and found["slash"] != "/")):
        yield finding("number.form", line)
    if symbol:
        yield from _symbol(head, line, symbol, sure)


def _symbol(head: Head, line: Line, symbol: str, sure: bool) -> Iterator[Finding]:
    parts = [part for part in re.split(r"[-/,&.\s]+", symbol) if part]
    wrong = [part for index, part in enumerate(parts) if _small(part, first=index == 0)]
    if wrong and "/" in line.text:
        yield finding("number.symbol_case", line, wanted=_capital(symbol))
    if sure and re.search(r"\s-|-\s", symbol):
        yield finding("number.symbol_spaces", line)
    kind, named = head.kind, kind_of_symbol(symbol.upper())
    if (
        head.title is not None
        and kind is not None
        and kind.abbreviation
        and named is not None
        and named != kind
    ):
        yield finding("number.kind", line, kind=kind.name, wanted=kind.abbreviation)


_ABBREVIATIONS: Final = {kind.abbreviation.upper(): kind.abbreviation for kind in KINDS if kind.abbreviation}


def _small(part: str, *, first: bool) -> bool:
    """A group of a symbol in small letters. Official ones mix ("TTr", "QyĐ", "TTg", "GDTrH"), but begin with a capital
    and hold another."""
    letters = "".join(char for char in part if char.isalpha())
    official = _ABBREVIATIONS.get(letters.upper()) if first else None
    if official is not None and letters != official and not letters.isupper():
        return True
    if len(letters) > 1 and letters.islower():
        return True
    return len(letters) > 2 and letters != official and letters[0].isupper() and letters[1:].islower()


def _capital(symbol: str) -> str:
    first, dash, rest = symbol.partition("-")
    return _ABBREVIATIONS.get(first.strip().upper(), first.upper()) + dash + rest.upper()


def _date(head: Head) -> Iterator[Finding]:
    line = head.date
    if line is None:
        yield finding("date.missing", head.motto or head.national)
        return
    if line.stamp:
        return  # partly filled in by a signature: its own words are not the file's
    said = nfc(" ".join(line.text.split()))
    found = _FULL.match(said)
    if found is None or _PLAIN.search(said):
        yield finding("date.form", line)
        return
    if (found["first"], "tháng" in said, "năm" in said) != ("ngày", True, True):
        yield finding("date.form", line, Severity.WARNING if found["place"] else None)
    yield from _figures(line, found)
    yield from _place(line, found)


def _figures(line: Line, found: re.Match[str]) -> Iterator[Finding]:
    day, month, year = found["day"], found["month"], found["year"]
    if re.fullmatch(r"[1-9]", day) or month in ("1", "2"):
        right = f"ngày {day.zfill(2)} tháng {month.zfill(2) if month in ('1', '2') else month} năm {year}"
        yield finding("date.zero", line, wanted=right)
    if day and month and len(year) == 4:
        try:
            datetime.date(int(year), int(month), int(day))
        except ValueError:
            yield finding("date.impossible", line)


def _place(line: Line, found: re.Match[str]) -> Iterator[Finding]:
    place = found["place"].strip()
    if not any(char.isalpha() for char in place):
        yield finding("date.place", line)
    elif not found["comma"]:
        yield finding("date.comma", line)
    elif place[0].islower():
        yield finding("date.place", line, Severity.WARNING)


def _letter(paper: Paper, head: Head) -> Iterator[Finding]:
    stray = head.stray_about or _below(paper, head)
    if not head.about:
        if stray is not None:
            yield finding("subject.about_place", stray)
        elif head.number is not None:
            yield finding("subject.about_missing", head.number)
    elif not _ABOUT.match(nfc(head.about[0].text)):
        yield finding("subject.about_lead", head.about[0])
    if head.addressees is None:
        yield finding("address.missing", head.about[-1] if head.about else head.number)


def _below(paper: Paper, head: Head) -> Line | None:
    """A line "V/v …" that stands over the text instead of under the number."""
    near = paper.lines[max(head.end - 2, 0) : head.end + 6]
    return next((line for line in near if flat(line.text).startswith("v/v ")), None)


def _titled(paper: Paper, head: Head) -> Iterator[Finding]:
    told = head.kind is not None and (head.kind.code in SELF_TOLD or not head.kind.ordinal)
    if head.subject:
        if folded(head.subject[0]).startswith("v/v"):
            yield finding("subject.title_lead", head.subject[0])
    elif not told:
        after = paper.lines[head.end : head.end + 1]
        if after and folded(after[0]).startswith(("kinh gui", "can cu ", "dieu 1")):
            yield finding("subject.missing", head.title)
