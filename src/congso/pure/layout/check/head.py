"""The head of a document: Decree 30, annex I, cells 1 to 5, 9a, 10 and 11, found by their places and their words."""

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from congso.pure.kinds import KINDS, OFFICIAL_LETTER, Kind, kind_named, kind_of, kind_of_symbol
from congso.pure.layout.check.model import MM, Line, Paper, Spot
from congso.pure.layout.check.text import flat, folded, is_upper, joined, key, upper_share
from congso.pure.vietnamese import nfc

NATIONAL: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
_NATIONAL, _MOTTO = key(NATIONAL), key(MOTTO)
_PARTY: Final = ("dangcongsanvietnam", "doantncshochiminh", "doanthanhniencongsanhochiminh")
_PAGES: Final = 4  # a cover or a table of contents may stand before the head
_LINES: Final = 80
_LIKE: Final = 0.88
_ROW: Final = 5.0
_COLUMN: Final = 100.0
# On the text itself: folded, "SỞ NỘI VỤ" would begin with "Số".
_NUMBER: Final = re.compile(
    r"^(?:(?:bộ )?luật |nghị quyết |pháp lệnh |lệnh |văn bản )?"
    r"(?:số\s*(?:[:.]|(?=[\s\d/…_(-])|$)|s[oô]\s*[:.]?\s*(?=[\d/…_]))",
    re.IGNORECASE,
)
_DAY: Final = re.compile(
    r"\bngay\b.*thang|thang.*\bnam\b|\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:\d\d){1,2}\b"
)
_MARKS: Final = re.compile(
    r"^\W*(du thao(\s*(lan)?\s*\d*)|hoa toc( hen gio)?|thuong khan|khan|mat|toi mat|tuyet mat|luu hanh noi bo"
    r"|xem xong tra lai|ban sao|sao y.*|lan \d.*|thoi gian ky.*|ky boi.*|nguoi ky.*|co quan:.*|ngay ky.*)\W*$"
)
_ABOUT: Final = re.compile(r"^(v\s*/\s*v|ve viec)\b")
_RULE: Final = re.compile(r"^[\s\-–—_*=.~⸻]+$")
_BODY: Final = ("kinh gui", "can cu ", "dieu 1", "thuc hien ", "theo de nghi", "xet ")
_MIDDLE, _LONG = 30, 260
# Titles that are no kind of the decree but name a document all the same.
_TITLES: Final = (
    "luat",
    "bo luat",
    "phap lenh",
    "nghi dinh",
    "thong tu",
    "thong tu lien tich",
    "lenh",
    "ket luan",
    "quy hoach",
)
_TITLE_NAMES: Final = sorted((*(flat(kind.name) for kind in KINDS), *_TITLES), key=len, reverse=True)


@dataclasses.dataclass(slots=True)
class Head:
    """`column` lines are printed lines joined along their row. `end` is the index of the first line after the head."""

    national: Line | None = None
    motto: Line | None = None
    party: Line | None = None
    bodies: tuple[Line, ...] = ()
    number: Line | None = None
    date: Line | None = None
    about: tuple[Line, ...] = ()
    stray_about: Line | None = None
    title: Line | None = None
    subject: tuple[Line, ...] = ()
    addressees: Line | None = None
    kind: Kind | None = None
    page: int = 0
    end: int = 0


def find_head(paper: Paper) -> Head:
    lines = [part for line in _first(paper) for part in _apart(line)]
    head = Head()
    at = _start(lines)
    if at is None:
        return head
    first = lines[at]
    head.page = first.spot.page if first.spot else 0
    if paper.source == "pdf":
        left, right, end = _pdf_columns(lines, at, paper.sheets[head.page].width * MM)
    else:
        left, right, end = _word_columns(lines)
    _fill_right(head, right)
    _fill_left(head, left)
    head.end = end
    _fill_middle(head, lines)
    # Two columns drawn as one line were cut: the caller counts uncut lines.
    head.end -= len(lines) - len(_first(paper))
    return head


def _first(paper: Paper) -> list[Line]:
    """Lines in which a head may stand."""
    early = (line for line in paper.lines if not line.spot or line.spot.page < _PAGES)
    return list(itertools.islice(early, _LINES * _PAGES))


def _apart(line: Line) -> tuple[Line, ...]:
    """A line in which the name of a body runs into the national title, as two."""
    if line.spot is None or line.side != "full":
        return (line,)
    for words in (_NATIONAL, _MOTTO):
        said = key(line.text)
        if said.endswith(words) and said != words:
            cut = next(at for at in range(len(line.text), -1, -1) if key(line.text[at:]) == words)
            middle = line.spot.x0 + (line.spot.x1 - line.spot.x0) * cut / len(line.text)
            look = dataclasses.replace(line.spans[-1], text=line.text[cut:])
            left = dataclasses.replace(line.spans[0], text=line.text[:cut])
            return (
                dataclasses.replace(line, spans=(left,), spot=dataclasses.replace(line.spot, x1=middle - 1)),
                dataclasses.replace(line, spans=(look,), spot=dataclasses.replace(line.spot, x0=middle)),
            )
    return (line,)


def _is_national(text: str) -> bool:
    said = key(text)
    if abs(len(said) - len(_NATIONAL)) > 6:
        return False
    return said == _NATIONAL or SequenceMatcher(None, said, _NATIONAL, autojunk=False).ratio() >= _LIKE


def _is_motto(text: str) -> bool:
    said = key(text)
    if abs(len(said) - len(_MOTTO)) > 5:
        return False
    return said == _MOTTO or SequenceMatcher(None, said, _MOTTO, autojunk=False).ratio() >= _LIKE


def _start(lines: Sequence[Line]) -> int | None:
    """Where the head begins: at the national title, else the title of the Party or a union, the motto, or the number."""
    tests: tuple[Callable[[Line], bool], ...] = (
        lambda line: _is_national(line.text),
        lambda line: key(line.text) in _PARTY and is_upper(line.text),
        lambda line: _is_motto(line.text),
        lambda line: bool(_NUMBER.match(nfc(line.text))) and "/" in line.text,
    )
    for test in tests:
        for index, line in enumerate(lines[:_LINES]):
            if test(line):
                return index
    return None


def _pdf_columns(lines: Sequence[Line], at: int, width: float) -> tuple[list[Line], list[Line], int]:
    """Left and right column of the head, rows joined, and the index of the first line after it."""
    start = lines[at].at
    # Without a title at the right, the half of the page divides the columns.
    divide = start.x0 - 2 if start.middle > width / 2 else width * 0.47
    left: list[Line] = []
    right: list[Line] = []
    end = len(lines)
    for index, line in enumerate(lines):
        spot = line.at
        if spot.page < start.page or (spot.page == start.page and spot.y1 < start.y0 - 60):
            continue
        if spot.page > start.page or _ends_head(line, spot, start, divide, width):
            end = index
            break
        at_right = spot.middle >= divide and spot.x0 > divide - 24
        (right if at_right or _is_national(line.text) or _is_motto(line.text) else left).append(line)
    return _in_rows(left), _in_rows(right), end


def _ends_head(line: Line, spot: Spot, start: Spot, divide: float, width: float) -> bool:
    said = folded(line)
    if said.startswith(("kinh gui", "can cu ")) or spot.y0 > start.y1 + 230:
        return True
    if spot.y0 < start.y1 + 12 or line.stamp or _MARKS.match(said):
        return False
    across = spot.x0 < divide - 40 and spot.x1 > divide + 45
    # A short title stands in the middle of the page, not of a column.
    centred = abs(spot.middle - width / 2 - 6) < 22 and spot.x0 > width * 0.2
    return across or (centred and bool(_title_kind(line.text)))


def _in_rows(lines: Sequence[Line]) -> list[Line]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.at.y1):
        if rows and abs(rows[-1][0].at.y1 - line.at.y1) < _ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [joined(sorted(row, key=lambda line: line.at.x0)) for row in rows]


def _word_columns(lines: Sequence[Line]) -> tuple[list[Line], list[Line], int]:
    left: list[Line] = []
    right: list[Line] = []
    for index, line in enumerate(lines):
        said = folded(line)
        if said.startswith(("kinh gui", "can cu ")) or len(line.text) > 160:
            return left, right, index
        plain = line.side in ("full", "center")
        if plain and (_title_kind(line.text) or (index > 12 and not line.table)):
            return left, right, index
        astray = bool(left) and not line.table and bool(_ABOUT.match(said)) and left[-1].table
        known = astray or _is_national(line.text) or _is_motto(line.text) or _is_date(line)
        if line.side == "right" or (plain and known):
            right.append(line)
        elif line.side == "left" or not _MARKS.match(said):
            left.append(line)
    return left, right, len(lines)


def _is_date(line: Line) -> bool:
    return bool(_DAY.search(folded(line))) and len(line.text) < 90


def _above(line: Line, national: Line | None) -> bool:
    """Higher than the national title: the running head of a gazette, a stamp of time."""
    return bool(national and national.spot and line.spot and line.spot.y1 < national.spot.y1 + 2)


def _fill_right(head: Head, right: Sequence[Line]) -> None:
    head.national = next((line for line in right if _is_national(line.text)), None)
    before: Line | None = None
    for line in right:
        if before is not None and before.text.endswith(",") and folded(line).startswith("ngay"):
            line = joined((before, line))  # a long place name took a line of its own
        before = line
        if head.motto is None and _is_motto(line.text):
            head.motto = line
        elif head.party is None and key(line.text) in _PARTY:
            head.party = line
        elif head.date is None and _is_date(line) and not _above(line, head.national):
            head.date = line
        elif head.stray_about is None and _ABOUT.match(folded(line)):
            head.stray_about = line


def _fill_left(head: Head, left: Iterable[Line]) -> None:
    bodies: list[Line] = []
    about: list[Line] = []
    for line in left:
        said = folded(line)
        if _RULE.match(line.text) or _MARKS.match(said) or (line.stamp and not _NUMBER.match(nfc(line.text))):
            continue
        if head.number is None and _NUMBER.match(nfc(line.text)):
            head.number = line
        elif head.date is None and _is_date(line) and not _above(line, head.national):
            head.date = line
        elif head.number is None and not _ABOUT.match(said):
            bodies.append(line)
        elif _beside(head.number, line):
            head.stray_about = line if _ABOUT.match(said) else head.stray_about
        else:
            about.append(line)
    head.bodies = tuple(line for line in bodies if upper_share(line.text) > 0 or len(line.text) > 3)
    head.about = tuple(about)


def _beside(number: Line | None, line: Line) -> bool:
    """Far from the column of the number, though nothing else stands at its right."""
    if number is None or number.spot is None or line.spot is None:
        return False
    return abs(line.spot.middle - number.spot.middle) > _COLUMN


def _title_kind(text: str) -> str:
    """The folded name of the kind that a line in capitals names as a title, empty when it names none."""
    if upper_share(text) < 0.9 or len(text) > 90:
        return ""
    said = flat(text)
    return next((name for name in _TITLE_NAMES if said == name or said.startswith(f"{name} ")), "")


def _fill_middle(head: Head, lines: Sequence[Line]) -> None:
    """Title, subject and addressees below the two columns; the head then ends below them."""
    rest = lines[head.end : head.end + _MIDDLE]
    for offset, line in enumerate(rest):
        if len(line.text) > _LONG or folded(line).startswith(_BODY):
            break
        if is_upper(line.text) and line.side in ("full", "center") and not _MARKS.match(folded(line)):
            head.title = line
            head.subject = _subject(rest[offset + 1 :])
            head.end += offset + 1 + len(head.subject)
            break
    head.addressees = next((line for line in rest if folded(line).startswith("kinh gui")), None)
    head.kind = _kind(head)


def _subject(lines: Sequence[Line]) -> tuple[Line, ...]:
    found: list[Line] = []
    for line in lines[:8]:
        said = folded(line)
        if (
            said.startswith(_BODY)
            or len(line.text) > 400
            or (found and not line.bold)
            or _RULE.match(line.text)
        ):
            break
        if _MARKS.match(said):
            continue
        if not line.bold and not _ABOUT.match(said) and line.side != "center":
            break
        if is_upper(line.text) and found:
            break  # the line of authority: "ỦY BAN NHÂN DÂN TỈNH …"
        found.append(line)
    return tuple(found)


def _kind(head: Head) -> Kind | None:
    if head.title is not None:
        return kind_named(_name_of(head.title.text))
    if head.addressees is not None or head.about:
        return kind_of(OFFICIAL_LETTER)
    symbol = head.number.text.partition("/")[2] if head.number else ""
    return kind_of_symbol(symbol) if symbol else None


def _name_of(title: str) -> str:
    """The name of the kind in a title; the whole title when it is none that is known."""
    count = len(_title_kind(title).split())
    return " ".join(title.split()[:count] if count else title.split()).capitalize()
