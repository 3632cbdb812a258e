"""Rules of the words themselves: syllables, tone marks, capital letters, abbreviations."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from congso.pure.layout.check.foot import Foot
from congso.pure.layout.check.found import at_word
from congso.pure.layout.check.model import Finding, Line, Paper
from congso.pure.layout.check.text import is_upper, upper_share
from congso.pure.vietnamese import nfc
from congso.pure.vietnamese_syllables import impossible, tone_variants

_MOST_WORDS, _MOST_CAPS, _MOST_SHORT = 15, 3, 3
_KINDS: Final = "Bộ luật|Luật|Nghị định|Thông tư|Quyết định|Nghị quyết|Pháp lệnh|Hiến pháp|Chỉ thị"
_ARTICLE: Final = re.compile(rf"(?<![\w.])điều\s+\d+[a-zđ]?\s+(?:của\s+)?(?:{_KINDS})\b")
_KIND: Final = re.compile(
    r"(?<=\s)(?<!pháp )(?:luật|nghị định|thông tư|quyết định|nghị quyết|chỉ thị)\s+số\s*:?\s*\d+[^\s,;]*/\S+"
)
_COUNTRY: Final = re.compile(r"(?<!\w)(?:việt nam|Việt nam)(?!\w)")
_DAY: Final = re.compile(r"(?<!\w)[Tt]hứ (hai|ba|tư|năm|sáu|bảy)(?=,? ngày)")
_SHORT: Final = re.compile(r"(?<![\w/\-.&])[A-ZĐ]{2,8}(?![\w/\-&])")
_ROMAN: Final = re.compile(r"^[IVXLCDM]+$")
# In every agency's mouth, or a name of its own.
_KNOWN: Final = frozenset(
    [
        "UBND",
        "HĐND",
        "TW",
        "TP",
        "HCM",
        "TPHCM",
        "VN",
        "VNĐ",
        "VND",
        "USD",
        "EUR",
        "GDP",
        "CNTT",
        "QĐ",
        "NĐ",
        "CP",
        "TTg",
        "BNV",
        "BTC",
        "NSNN",
        "BHXH",
        "BHYT",
        "BHTN",
        "CCCD",
        "CMND",
        "PCCC",
        "KT",
        "TM",
        "TL",
        "TUQ",
        "VT",
        "PL",
        "ISO",
        "TCVN",
        "QCVN",
        "PDF",
        "QR",
        "ID",
        "IT",
        "AI",
        "HTX",
        "THCS",
        "THPT",
        "CBCC",
        "CBCCVC",
        "KTXH",
        "QPPL",
        "VBQPPL",
        "MTTQ",
        "TNCS",
        "CSHCM",
        "CNXH",
        "XHCN",
        "ASEAN",
        "WTO",
        "UNESCO",
        "UNICEF",
        "WHO",
        "FDI",
        "ODA",
        "COVID",
        "SARS",
        "HIV",
        "AIDS",
        "ATM",
        "SMS",
        "USB",
        "LED",
        "CD",
        "DVD",
        "STT",
        "TT",
        "EU",
        "OECD",
        "CPTPP",
        "RCEP",
        "WB",
        "IMF",
        "ADB",
        "UN",
        "LHQ",
        "ADN",
        "GPU",
        "CPU",
        "API",
        "QH",
        "UBTVQH",
        "PPP",
        "KPI",
        "ICT",
        "IP",
        "TV",
        "FM",
        "BOT",
        "BT",
        "CEO",
        "CPI",
    ]
)


def word_findings(paper: Paper, foot: Foot) -> Iterator[Finding]:
    lines = [line for line in paper.lines if not line.stamp]
    yield from _syllables(lines)
    yield from _tones(lines)
    yield from _capitals(lines)
    yield from _short(foot.body)


def _syllables(lines: Sequence[Line]) -> Iterator[Finding]:
    """Each impossible word once."""
    seen: set[str] = set()
    for line in lines:
        for found in impossible(line.text):
            word = found.group()
            if word in seen:
                continue
            seen.add(word)
            yield at_word("spelling.syllable", line, found.start(), word=word)
            if len(seen) == _MOST_WORDS:
                return


def _tones(lines: Sequence[Line]) -> Iterator[Finding]:
    """One note for a file that mixes the two schools: at the first word of the rarer one."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    places: dict[str, Line] = {}
    for line in lines:
        if is_upper(line.text):
            continue  # "CỘNG HÒA" of the national title is written for the reader, not by him
        for counter, words in zip((first, last), tone_variants(line.text), strict=True):
            for word in words:
                counter[word.group()] += 1
                places.setdefault(word.group(), line)
    if first and last:
        rare, common = sorted((first, last), key=lambda counter: counter.total())
        one = next(iter(rare))
        yield at_word(
            "spelling.tone",
            places[one],
            max(places[one].text.find(one), 0),
            one=one,
            other=next(iter(common)),
        )


def _capitals(lines: Sequence[Line]) -> Iterator[Finding]:
    rules = (("caps.article", _ARTICLE), ("caps.kind", _KIND), ("caps.country", _COUNTRY), ("caps.day", _DAY))
    counts: Counter[str] = Counter()
    for line in lines:
        text = nfc(line.text)
        for code, pattern in rules:
            found = pattern.search(text)
            if found is None or counts[code] == _MOST_CAPS:
                continue
            counts[code] += 1
            params = {"wanted": f"thứ {found[1].capitalize()}"} if code == "caps.day" else {}
            yield at_word(code, line, found.start(), **params)


def _short(lines: Sequence[Line]) -> Iterator[Finding]:
    """Abbreviations used more than once whose first use does not follow the words they stand for."""
    first: dict[str, Line] = {}
    counts: Counter[str] = Counter()
    for line in lines:
        if upper_share(line.text) > 0.6 or line.stamp:
            continue
        for found in _SHORT.finditer(nfc(line.text)):
            counts[found.group()] += 1
            first.setdefault(found.group(), line)
    text = "\n".join(line.text for line in lines)
    told = 0
    for word, line in first.items():
        if counts[word] < 2 or word in _KNOWN or _ROMAN.match(word) or _explained(word, text):
            continue
        yield at_word("abbreviation.unexplained", line, max(line.text.find(word), 0), word=word)
        told += 1
        if told == _MOST_SHORT:
            return


def _explained(word: str, text: str) -> bool:
    return bool(
        re.search(
            rf"\([^()]*\b{word}\b[^()]*\)|(?:viết|gọi) tắt là\s*:?\s*[“\"]?{word}\b|là\s+[“\"]?{word}\b", text
        )
    )
