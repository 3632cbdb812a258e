"""The letterhead (Decree 30, annex I, cells 1 to 4 and 5b): bodies, number, symbol, place, date, V/v.

The national title anchors everything: it opens the right column, and what stands left of it at its height is the
left column. Party and mass organisations print their own name in its place.
"""

import dataclasses
import re
from collections.abc import Iterable, Sequence

from congso.pure.reading.page_model import Line, Page, Word
from congso.pure.reading.text import alike, compact, is_rule, is_upper, likeness_of, plain, tidy
from congso.pure.reading.vocabulary import MARKS

_NATIONAL = "conghoaxahoichunghiavietnam"
_MOTTO = "doclaptudohanhphuc"
_OTHER_TITLES = ("dangcongsanvietnam", "doantncshochiminh", "doanthanhniencongsanhochiminh")
_PAGES_LOOKED_AT = 8
_OPENINGS = frozenset("CĐDBO0G")
_SPECKS = "'\"“”‘’`.,:;*|_-–—"
NUMBER_LABEL = re.compile(
    r"^\W*(?:(?:bo )?luat|phap lenh|nghi quyet|nghi dinh|quyet dinh|lenh|sac lenh|thong tu|cong van|ban an)?\s*"
    # Not every "so" is "số": "Sở" heads names of bodies, and what follows tells them apart.
    r"s[o06e]\s*(?:(?:va )?ky hieu|hieu)?\s*(?:[:.;]|(?=[\d/…_-]))"
)
_DATE = re.compile(
    r"ng[aà4]y(?P<day>[^a-z]{0,24}?)th[aá4]ng(?P<month>[^a-z]{0,24}?)n[aă4]m\s*(?P<year>[\d\s.…_]{0,12})"
)
_DATED = re.compile(r"^\W*ngay\b")
_SHORT_DATE = re.compile(
    r"ngay\s*:?\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """Words of one column in one row, as a line with its tidied text and folded text."""

    line: Line
    text: str
    folded: str

    @property
    def y0(self) -> float:
        return self.line.y0

    @property
    def y1(self) -> float:
        return self.line.y1

    @property
    def height(self) -> float:
        return max(self.line.y1 - self.line.y0, 1.0)


@dataclasses.dataclass(frozen=True, slots=True)
class Header:
    """Where the parts of the letterhead stand on `page`; `about` are the rows of V/v."""

    page: Page
    left: tuple[Row, ...]
    number: Row | None
    about: tuple[Row, ...]
    date: Row | None
    title: Row


def row_of(words: Iterable[Word]) -> Row:
    line = Line(tuple(words))
    text = tidy(line.text)
    return Row(line, text, plain(text))


def find_header(pages: Sequence[Page]) -> Header | None:
    """The letterhead on the first page that has one; a table of contents or a cover may come before it."""
    for page in pages[:_PAGES_LOOKED_AT]:
        title = _title_row(page)
        if title is not None:
            return _read(page, title)
    return None


def has_title(page: Page) -> bool:
    """Does a document open on this page?"""
    return _title_row(page) is not None


def _title_row(page: Page) -> Row | None:
    """The national title (or the party's) in capitals; the part of its line right of the left column."""
    for line in page.lines:
        if line.y0 > 0.75 * page.height:
            break
        starts = [start for start in range(len(line.words)) if _may_open(line.words[start].text)]
        likeness, start = max(((_likeness(line, start, page), start) for start in starts), default=(0.0, 0))
        if likeness:
            return row_of(line.words[start:])
    return None


def _may_open(word: str) -> bool:
    bare = word.lstrip(_SPECKS)
    return bare[:1] in _OPENINGS and is_upper(bare)


def _likeness(line: Line, start: int, page: Page) -> float:
    """How like a title of state, party or youth union the line is from this word on; 0 when it is none."""
    text = " ".join(word.text for word in line.words[start : start + 14])
    key = compact(text)
    if not 14 <= len(key) <= 36 or not is_upper(text, 0.75):
        return 0.0
    likeness = max(likeness_of(key, _NATIONAL, 0.8), likeness_of(key, _NATIONAL[:20], 0.85))
    if not likeness and line.words[start].x0 > 0.42 * page.width:
        likeness = max(likeness_of(key, other, 0.85) for other in _OTHER_TITLES)
    return likeness


def _read(page: Page, title: Row) -> Header:
    edge = min([title.line.x0, *(row.x0 for row in _mottos(page, title))])
    date = _date_row(page, title, edge)
    if date is not None:
        # The line of place and date can be longer than the title over it.
        edge = min(edge, date.line.x0)
    rows = _rows_left(page, edge, title)
    at = next((index for index, row in enumerate(rows) if NUMBER_LABEL.search(row.folded)), None)
    if at is None:
        at = next((index for index, row in enumerate(rows) if _looks_like_code(row.text)), None)
    number = rows[at] if at is not None else None
    above = rows[:at] if at is not None else _upper_run(rows)
    about: list[Row] = []
    if at is not None:
        number, below = _with_rest(rows[at], rows[at + 1 :])
        about = _about_rows(below, number, page)
        # Judgments carry their date under their number.
        date = date or next(
            (row for row in below[:2] if _DATED.match(row.folded) and date_match(row.folded)), None
        )
    return Header(page, tuple(above), number, tuple(about), date, title)


def _mottos(page: Page, title: Row) -> list[Line]:
    reach = title.y1 + 3 * title.height
    return [
        line
        for line in page.lines
        if title.y0 <= line.y0 <= reach
        and line.x0 > title.line.x0 - 0.1 * page.width
        and alike(line.text, _MOTTO, 0.8)
    ]


def _rows_left(page: Page, edge: float, title: Row) -> list[Row]:
    """Rows of the left column from the height of the title to a fifth of the page below it."""
    top, reach = title.y0 - 0.9 * title.height, title.y1 + 0.22 * page.height
    rows: list[list[Word]] = []
    for line in page.lines:
        if not top <= line.y0 <= reach:
            continue
        beside_title = line.y0 < title.y1 + 1.6 * title.height
        words = _left_words(line, edge, page, beside_title=beside_title)
        # A speck between the columns belongs to neither; a ruled line is longer.
        text = "".join(word.text for word in words)
        if len(text) < 3 and not any(letter.isalnum() for letter in text):
            continue
        if rows and _same_row(rows[-1], words):
            rows[-1] = [*rows[-1], *words]
        else:
            rows.append(words)
    made = [row_of(words) for words in rows]
    return [row for row in made if row.text and not row.text.isdigit()]


def _left_words(line: Line, edge: float, page: Page, *, beside_title: bool) -> list[Word]:
    """The words left of the right column's edge; none of a line that runs through the whole page."""
    if line.x0 >= edge - 2:
        return []
    words = [word for word in line.words if (word.x0 + word.x1) / 2 < edge]
    if len(words) == len(line.words):
        return words
    rest = line.words[len(words) :]
    start = rest[0]
    text = " ".join(word.text for word in rest)
    apart = bool(words) and start.x0 - words[-1].x1 > 1.1 * line.size
    match = date_match(plain(tidy(text)))
    dated = match is not None and not text[:1].isdigit() and _stands_alone(row_of(rest), match)
    if apart or dated or (beside_title and is_upper(text)) or NUMBER_LABEL.search(plain(line.text)):
        # Both columns in one line: the date or the title begins where the right column begins.
        return words
    if line.x1 < page.width * 0.62 and start.x0 < edge + 40:
        return list(line.words)
    return []


def _same_row(words: Sequence[Word], more: Sequence[Word]) -> bool:
    one, two = words[-1], more[0]
    overlap = min(one.y1, two.y1) - max(one.y0, two.y0)
    return overlap >= 0.5 * min(one.y1 - one.y0, two.y1 - two.y0) and two.x0 >= one.x1 - 2


def _upper_run(rows: Sequence[Row]) -> list[Row]:
    """Without a number, the name of the body is the run of capitals at the top."""
    run: list[Row] = []
    for row in rows:
        if not is_rule(row.text) and not is_upper(row.text, 0.7):
            break
        if run and row.y0 - run[-1].y1 > 1.5 * row.height:
            break
        run.append(row)
    return run


def _looks_like_code(text: str) -> bool:
    return bool(re.match(r"^\W*\d{0,5}\s*[/-]\s*(?:\d{4}\s*/\s*)?[A-ZĐ][A-Za-zĐđ]*\s*-\s*[A-ZĐ]{2,}", text))


def _with_rest(row: Row, below: Sequence[Row]) -> tuple[Row, Sequence[Row]]:
    """A symbol that ends with a joint goes on in the next row."""
    near = below and below[0].y0 - row.y1 < row.height
    if near and row.text.endswith(("-", "/", ",")) and is_upper(below[0].text, 0.6):
        return row_of([*row.line.words, *below[0].line.words]), below[1:]
    return row, below


def _about_rows(rows: Sequence[Row], number: Row, page: Page) -> list[Row]:
    """Cell 5b: the rows right under the number that begin with V/v (or Về, Về việc)."""
    about: list[Row] = []
    last = number
    for row in rows:
        if row.y0 - last.y1 > 1.4 * max(row.height, last.height) or (
            about and row.line.middle > 0.5 * page.width
        ):
            break
        last = row
        if is_rule(row.text) or (MARKS.match(row.folded) and is_upper(row.text)):
            continue
        opens = bool(about) or ABOUT.match(row.folded)
        # The line to whom it goes may begin with a stamp that lies in it.
        if not opens or re.search(r"\bkinh gui\b|^noi nhan", row.folded):
            break
        about.append(row)
    return about


ABOUT = re.compile(r"^\W*(?:(?:v\s?[/.i1l]\s?v|vv|ve viec|v/|ve)\b|v/%)[\s:.]*")


def _date_row(page: Page, title: Row, edge: float) -> Row | None:
    """The line of place and date: in the right column, at most an eighth of the page under the title."""
    for line in page.lines:
        if not title.y0 < line.y0 < title.y1 + 0.14 * page.height or line.x1 < edge:
            continue
        words = _after_gap([word for word in line.words if word.x0 > edge - 70], line.size)
        same = [
            word
            for other in page.lines
            if other is not line and other.x0 > line.x1 and _same_row(line.words, other.words)
            for word in other.words
        ]
        row = row_of([*words, *same]) if words else None
        match = date_match(row.folded) if row else None
        if row and match and _stands_alone(row, match):
            return row
    return None


def _after_gap(words: list[Word], size: float) -> list[Word]:
    """Without what the left column left in the line: the place begins after the last wide gap before the day."""
    day = next((at for at, word in enumerate(words) if plain(word.text).startswith("ngay")), 0)
    gaps = [at for at in range(1, day) if words[at].x0 - words[at - 1].x1 > 0.9 * size]
    return words[gaps[-1] :] if gaps else words


def _stands_alone(row: Row, match: re.Match[str]) -> bool:
    """A line of place and date and nothing else; a sentence with a date in it goes on."""
    rest = [letter for letter in row.text[match.end() :] if letter.isalpha()]
    return len(rest) <= 2 and match.start() <= 60 and not row.text[:1].islower()


def date_match(folded: str) -> re.Match[str] | None:
    return _DATE.search(folded) or _SHORT_DATE.search(folded)
