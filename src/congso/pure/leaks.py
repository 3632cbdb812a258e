"""Secrecy markings on text: MẬT, TỐI MẬT, TUYỆT MẬT standing as a marking, not the word in a sentence.

The marking is a stamp or a cell of the page's head (Decree 30/2020/NĐ-CP annex I cell 10a), or the value of a field
"độ mật". Doubt is settled by form: capitals, brackets, a box, the neighbourhood of number and motto. What is found
is told by place and rule alone; a ``Marking`` never carries text of the document.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from congso.pure.vietnamese import fold, nfc


class Level(IntEnum):
    """Levels of state secrets, ascending."""

    MAT = 1
    TOI_MAT = 2
    TUYET_MAT = 3


class Rule(StrEnum):
    """How a marking was recognised."""

    ALONE = "leaks.alone"  # on a line of its own, in capitals, boxed or bracketed
    HEADER = "leaks.header"  # in the head of the page, beside number, motto, date or urgency
    LABELLED = "leaks.labelled"  # value of "độ mật"
    TICKED = "leaks.ticked"  # ticked among the levels of a form
    PREFIX = "leaks.prefix"  # in brackets before a subject
    FIELD = "leaks.field"  # the whole value of a form field


@dataclass(frozen=True, slots=True)
class Marking:
    """A marking found: page and line count from 1. Carries nothing of the content."""

    level: Level
    page: int
    line: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class _Phrase:
    level: Level
    capitals: bool
    boxed: bool
    plain: bool  # typed without marks, so "MAT" may be another word


_LONGEST_LINE: Final = 300
_HEAD_LINES: Final = 15
_HEADS: Final = {"": Level.MAT, "toi": Level.TOI_MAT, "tuyet": Level.TUYET_MAT}

_CANDIDATE: Final = re.compile(r"m[\W_]*[aâậạ][\W_]*t", re.IGNORECASE)
_REPEATED: Final = re.compile(r"((?:T[^\W\d_]{1,5}?)?M(?:Ậ|Â|A)T)\1*", re.IGNORECASE)
_EDGE: Final = r"[\W_]*"
_BOX: Final = frozenset("([{<«|*【〔「『＊★☆■□▌▐│┃║═─━-–—=~_#/\\•·")
_GAP: Final = re.compile(r"\s*[|│┃║¦\t]\s*|\s{2,}")

_LEVEL_WORD: Final = r"(?:(?:tuyệt|tối|tuyet|toi)\s+)?(?:mật|mât|mat)(?!\w)"
_ANY_LEVEL: Final = re.compile(_LEVEL_WORD, re.IGNORECASE)

# Parts of a page's head that may share a line with the marking.
_NUMBER: Final = (
    r"(?:số|so)\s*(?:(?:và\s*)?k[ýí]\s*hiệu\s*)?[:.]?\s*[\d.…_/]*\s*[a-zđ]?\s*[/-]\s*[^\s|/-][^\s|]*"
    rf"(?:\s*[-–]\s*(?!{_LEVEL_WORD})[^\s|]+)*"
)
_MOTTO: Final = r"cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|độc\s+lập\s*[-–—]\s*tự\s+do\s*[-–—]\s*hạnh\s+phúc"
_PLACE_AND_DATE: Final = r"[^\W\d][\w .]{0,40},?\s*ngày\s*[\d.…_ ]*\s*tháng\s*[\d.…_ ]*\s*năm\s*[\d.…_]*"
_OTHER_MARKS: Final = (
    r"hỏa\s+tốc(?:\s+hẹn\s+giờ)?|hoả\s+tốc(?:\s+hẹn\s+giờ)?|(?:thượng\s+)?khẩn|lưu\s+hành\s+nội\s+bộ|xem\s+xong\s+trả\s+lại"
    r"|bản\s+số\s*[:.]?\s*[\d./…_]*|trang\s*\d+(?:\s*/\s*\d+)?|(?:được|không)\s+(?:được\s+)?(?:phép\s+)?sao,?\s*chụp"
    r"|(?:thời\s+hạn\s+bảo\s+vệ[^:|]{0,25}:\s*)?\d+\s+năm"
)
_HEAD_PART: Final = re.compile(
    rf"(?<!\w)(?:{_NUMBER}|{_MOTTO}|{_PLACE_AND_DATE}|{_OTHER_MARKS})(?!\w)", re.IGNORECASE
)
# A line of the number, not a sentence that begins with "Số 15/QĐ-UBND …".
_NEAR_HEAD: Final = re.compile(
    rf"^{_EDGE}(?:{_NUMBER})(?:$|\s*[|│\t]|\s\s|\s+{_PLACE_AND_DATE})|{_MOTTO}", re.IGNORECASE
)

_LABEL: Final = (
    r"(?:dấu\s+chỉ\s+)?(?:(?:mức|cấp)\s+)?độ\s+(?:bảo\s+)?mật|(?:mức|cấp)\s+(?:bảo\s+)?mật|phân\s+loại\s+mật"
    r"|(?:muc\s+|cap\s+)?do\s+(?:bao\s+)?mat"
)
_LABELLED: Final = re.compile(
    rf"(?:^|[|;.•│(\t]|\s\s){_EDGE}(?:{_LABEL})(?:\s*\([^()]*\)|\s+của\s+(?:văn\s+bản|tài\s+liệu|hồ\s+sơ|công\s+văn))?"
    rf"(?:\s*[:：=|│\t–-]+\s*|\s\s+|\s+(?=[^\w\s]*[TM][ỐUẬÂA\s]))[^\w|;☐□]*(?P<value>{_LEVEL_WORD})(?P<rest>.*)",
    re.IGNORECASE,
)
_FIELD_ENDS: Final = re.compile(r"\s*(?:$|[|;,.)\]}│*'\"”»>]|\t|\s\s|[^\W\d](?:[\w/,]*\s){0,5}?[\w/]*\s*:)")
_LABEL_ONLY: Final = re.compile(rf"{_EDGE}(?:{_LABEL}){_EDGE}", re.IGNORECASE)
_TICKED: Final = re.compile(
    rf"(?:[☒☑✓✔✗✘]|\[\s*[x✓✔✗]\s*\]|\(\s*[x✓✔✗]\s*\))\s*(?P<value>{_LEVEL_WORD})(?=\s*(?:$|[☐☒☑□✓✔✗✘\[(|;,.)]))",
    re.IGNORECASE,
)
_PREFIX: Final = re.compile(rf"^\W*(?P<open>[\[(【{{])\s*(?P<value>{_LEVEL_WORD})\s*[\])】}}]", re.IGNORECASE)

_DOCUMENT_NOUN: Final = re.compile(
    rf"^{_EDGE}(?:TÀI LIỆU|VĂN BẢN|HỒ SƠ|CÔNG VĂN|BẢN ĐỒ)\s+(?P<value>(?i:{_LEVEL_WORD})){_EDGE}$"
)
# A line that ends so goes on in the next: "bí | mật", "độ | tối mật", "tài liệu | mật".
_GOES_ON: Final = re.compile(
    r"(?<!\w)(?:bí|bảo|cơ|thân|gan|túi|đường|ống|độ|loại|mức|cấp|và|hoặc|là|liệu|chữ|dấu|hồ sơ|văn bản)$",
    re.IGNORECASE,
)
# … and the first word below a lone MẬT that makes another word of it: "mật | độ", "mật | khẩu".
_GOES_ON_BELOW: Final = re.compile(
    r"(?:độ|ong|mã|khẩu|thiết|thám|vụ|lệnh|ước|danh|nghị|rỉ)(?:\s+\w+)?", re.IGNORECASE
)


def find_secrecy_marking(pages: Sequence[str] | str) -> Marking | None:
    """Return the highest marking of a document (the first of that level), or None.

    ``pages`` is the text of each page, or one text with form feeds between pages. Any normal form and line ending.
    """
    best: Marking | None = None
    for number, page in enumerate(pages.split("\f") if isinstance(pages, str) else pages, start=1):
        for marking in _markings_of_page(page, number):
            if best is None or marking.level > best.level:
                best = marking
    return best


def find_field_marking(value: str) -> Marking | None:
    """Return the marking in one form field: its whole value names a level in any case, or holds a marking as a text does."""
    phrase = _phrase(value.replace("_", " "))
    if phrase is not None:
        return Marking(phrase.level, 1, 1, Rule.FIELD)
    return find_secrecy_marking(value)


def _markings_of_page(page: str, number: int) -> Iterator[Marking]:
    text = nfc(page).replace("\u00a0", " ")
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    lines = _joined_letters([line.strip() for line in text.splitlines()])
    if not any(_CANDIDATE.search(line) for line in lines):
        return
    found = [
        Marking(level, number, index + 1, rule)
        for index, line in enumerate(lines)
        if len(line) <= _LONGEST_LINE and _CANDIDATE.search(line)
        for level, rule in _of_line(lines, index, first_page=number == 1)
    ]
    if {marking.level for marking in found if marking.rule is Rule.ALONE} == set(Level):
        # All three levels one under another: a text about levels, not a marked document.
        found = [marking for marking in found if marking.rule is not Rule.ALONE]
    yield from found


def _joined_letters(lines: list[str]) -> list[str]:
    """Join a word that the extraction gave one letter a line; line numbers stay."""
    joined = list(lines)
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and len(lines[end]) == 1:
            end += 1
        if end - start >= 3:
            joined[start] = "".join(lines[start:end])
            joined[start + 1 : end] = [""] * (end - start - 1)
        start = end + 1
    return joined


def _of_line(lines: list[str], index: int, *, first_page: bool) -> Iterator[tuple[Level, Rule]]:
    line = lines[index]
    alone = _phrase(line)
    if alone is not None and _stands_alone(lines, index, alone, first_page=first_page):
        yield max(alone.level, _split_level(lines, index, alone)), Rule.ALONE
        return
    for rule, pattern in ((Rule.LABELLED, _LABELLED), (Rule.TICKED, _TICKED), (Rule.PREFIX, _PREFIX)):
        for match in pattern.finditer(line):
            phrase = _phrase(match["value"])
            if phrase is not None and _says_marking(rule, match, phrase):
                yield phrase.level, rule
    if alone is not None:
        return
    noun = _DOCUMENT_NOUN.match(line)
    if noun is not None and sum(1 for above in lines[:index] if above) < 3:
        phrase = _phrase(noun["value"])
        if phrase is not None and phrase.capitals and not phrase.plain:
            yield phrase.level, Rule.ALONE
    level = _in_head(lines, index, first_page=first_page)
    if level is not None:
        yield level, Rule.HEADER


def _says_marking(rule: Rule, match: re.Match[str], phrase: _Phrase) -> bool:
    if rule is Rule.LABELLED:
        # "Độ mật: Mật, Tối mật, Tuyệt mật" offers, "độ mật: Mật theo quy định" tells.
        rest = match["rest"]
        return bool(_FIELD_ENDS.match(rest)) and not _ANY_LEVEL.search(rest)
    if rule is Rule.PREFIX:
        return phrase.capitals or match["open"] in "[【"
    return True


def _phrase(text: str) -> _Phrase | None:
    """Return the level when the text is nothing but its name, however spaced, boxed or repeated."""
    stripped = text.strip()
    letters = re.sub(r"[\W_]+", "", stripped)
    match = _REPEATED.fullmatch(letters)
    if match is None:
        return None
    word = match[1]
    level = _HEADS.get(fold(word[:-3]))
    if level is None:
        return None
    return _Phrase(
        level=level,
        capitals=letters == letters.upper(),
        boxed=stripped[0] in _BOX and stripped[-1] not in ".,;:" and not stripped[-1].isalnum(),
        plain=word.isascii(),
    )


def _stands_alone(lines: list[str], index: int, phrase: _Phrase, *, first_page: bool) -> bool:
    above = lines[index - 1] if index else ""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    if _LABEL_ONLY.fullmatch(above):
        return True
    near_head = first_page and _near_head(lines, index)
    if phrase.boxed and (not phrase.plain or phrase.level > Level.MAT or near_head):
        return True
    if not phrase.capitals:
        return near_head and lines[index][:1].isupper() and not phrase.plain
    if phrase.plain and phrase.level is Level.MAT and not near_head:
        return False
    if _GOES_ON.search(above) or (phrase.level is Level.MAT and _GOES_ON_BELOW.fullmatch(below)):
        return False
    # The last words of a paragraph: "… đóng dấu độ | TỐI MẬT."
    return not (lines[index][-1] in ".,;" and above and above[-1].isalnum())


def _split_level(lines: list[str], index: int, phrase: _Phrase) -> Level:
    """Return the level when TỐI or TUYỆT stands on the line above MẬT, as in a narrow stamp."""
    if phrase.level is not Level.MAT or index == 0:
        return phrase.level
    above = fold(re.sub(r"[\W_]+", "", lines[index - 1]))
    return _HEADS.get(above, Level.MAT)


def _near_head(lines: list[str], index: int) -> bool:
    filled = [place for place, line in enumerate(lines) if line]
    position = filled.index(index)
    return any(_NEAR_HEAD.search(lines[place]) for place in filled[max(0, position - 2) : position + 3])


def _in_head(lines: list[str], index: int, *, first_page: bool) -> Level | None:
    """Return the level standing beside parts of the page's head on the same line."""
    line = lines[index]
    rest, parts = _HEAD_PART.subn("|", line)
    if parts:
        phrase = _phrase(rest)
        if phrase is not None and (phrase.capitals or phrase.boxed or rest.strip(" |-–—")[:1].isupper()):
            return phrase.level
    cells = _GAP.split(rest)
    in_head = first_page and sum(1 for above in lines[:index] if above) < _HEAD_LINES
    if len(cells) < 2 or not (in_head or parts):
        return None
    phrases = [phrase for phrase in map(_phrase, cells) if phrase is not None]
    others = [cell for cell in cells if cell and _phrase(cell) is None]
    if len(phrases) != 1 or not phrases[0].capitals or phrases[0].plain:
        return None
    # Names of agencies and mottoes are in capitals too; the cells of a table are not.
    return phrases[0].level if all(len(cell) > 3 and cell == cell.upper() for cell in others) else None
