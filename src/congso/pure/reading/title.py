"""Kind and subject (Decree 30, annex I, cell 5a) and the addressees (9a), between letterhead and body."""

import dataclasses
import itertools
import re
from collections.abc import Sequence

from congso.pure.reading.header import NUMBER_LABEL, Header, Row, row_of
from congso.pure.reading.letterhead import certainty, code_of, found
from congso.pure.reading.page_model import Page
from congso.pure.reading.result import Found
from congso.pure.reading.text import alike, compact, is_rule, is_upper, plain, tidy
from congso.pure.reading.vocabulary import (
    AUTHORITIES,
    KINDS_BY_LENGTH,
    MARKS,
    kind_of_symbol,
)

_ROWS_LOOKED_AT = 45
_ADDRESSED = re.compile(r"^\W*k[ií1]nh\s*g[uư][ií1l]\b\s*[:.;]*\s*")
_BODY = re.compile(
    r"^\W*(?:can cu|thuc hien|xet |theo de nghi|theo (?:cong van|van ban|ke hoach|quyet dinh|nghi quyet)|kinh gui|hom nay|phan (?:thu|[ivx\d]+\b)|chuong [ivx\d]|dieu \d"
    r"|[ivx]+\s*[.)/]\s|\d+\s*[.)]\s|noi nhan|quyet dinh\s*:|quyet nghi\s*:|nham |de (?:trien|thuc|phuc|dam|kip|tang)|tiep theo|trong thoi gian"
    r"|muc luc|quoc hoi ban hanh|[a-z]\s*[.)]\s)"
)
_LEAD = re.compile(r"(?:\W|du thao\b)+(?=\w)")
_IN_BRACKETS = re.compile(r"^\((?:kem|ban hanh|kien|thay cho|trinh|tai lieu|du thao|so|da|phuc vu|gui|lan)\b")
# A longer kind that begins with a shorter one ("Báo cáo tóm tắt") counts only where it is the whole line: what
# follows "BÁO CÁO" on its line is mostly the subject.
_WHOLE = frozenset(
    short
    for short, _ in KINDS_BY_LENGTH
    if any(short != other and short.startswith(other) for other, _ in KINDS_BY_LENGTH)
)


@dataclasses.dataclass(frozen=True, slots=True)
class Heading:
    """The line that names the kind: the kind, what follows it on the line, its row."""

    kind: str
    rest: str
    row: Row
    at: int


def read_title(header: Header, fields: dict[str, Found]) -> dict[str, Found]:
    """Kind, subject (unless V/v gave it) and addressees. `fields` holds what the letterhead gave."""
    rows = _rows_under(header)
    page = header.page.index
    symbol = fields["symbol"].value if "symbol" in fields else ""
    heading = _heading(rows, header, str(symbol))
    made: dict[str, Found] = {}
    if heading is not None:
        under = rows[heading.at + 1 : heading.at + 3]
        code = next((row for row in under if NUMBER_LABEL.search(row.folded)), None)
        if code is not None and header.number is None:
            # Contracts and minutes carry their number under the heading.
            made.update(code_of(code, page))
        rows = [row for row in rows if row is not code]
        subject_rows = _subject_rows(rows, heading, header)
        made.update(_from_heading(heading, subject_rows, page))
        if kind_of_symbol(str(symbol)) == "Văn bản hợp nhất":
            # A consolidated text shows the heading of the act it consolidates.
            made["kind"] = dataclasses.replace(fields["symbol"], value="Văn bản hợp nhất")
            if "subject" in made:
                made["subject"] = dataclasses.replace(
                    made["subject"], value=f"{heading.row.text} {made['subject'].value}"
                )
    else:
        made.update(_kind_without_heading(fields, rows))
        if header.number is not None and header.number.folded.startswith("ban an"):
            made["kind"] = found("Bản án", [header.number], page, 0.95)
        if "subject" not in fields and "kind" in made:
            made.update(_subject_without_heading(str(made["kind"].value), rows, header))
    made.update(_addressees(rows, page))
    return made


def _rows_under(header: Header) -> list[Row]:
    """Rows below the national title that belong to no cell of the letterhead."""
    used = {id(word) for row in (*header.left, *header.about) for word in row.line.words}
    used |= {id(word) for row in (header.number, header.date, header.title) if row for word in row.line.words}
    rows = []
    for line in header.page.lines:
        if line.y0 <= header.title.y0:
            continue
        words = [word for word in line.words if id(word) not in used]
        if words:
            rows.append(row_of(words))
    return [row for row in rows if row.text and not is_rule(row.text)][:_ROWS_LOOKED_AT]


def text_frame(page: Page) -> tuple[float, float]:
    """Left and right edge of the body, from the page's long lines."""
    long = [line for line in page.lines if line.x1 - line.x0 > 0.55 * page.width]
    if len(long) < 3:
        return 0.14 * page.width, 0.9 * page.width
    left = sorted(line.x0 for line in long)[len(long) // 4]
    right = sorted(line.x1 for line in long)[len(long) // 2]
    return left, right


def _heading(rows: Sequence[Row], header: Header, symbol: str) -> Heading | None:
    left, right = text_frame(header.page)
    middle, reach = (left + right) / 2, 0.14 * header.page.width
    for at, row in enumerate(rows):
        if MARKS.match(row.folded) or "doclaptudohanhphuc" in compact(row.text):
            continue
        if _ADDRESSED.match(row.folded):
            return None
        if abs(row.line.middle - middle) <= reach:
            match = kind_at_start(row.text) if _may_head(row) else None
            if match:
                return Heading(match[0], match[1], row, at)
            unknown = _spelled_by(symbol, row)
            if unknown:
                return Heading(unknown, "", row, at)
        if _starts_body(row, left, right):
            return None
    return None


def _may_head(row: Row) -> bool:
    return is_upper(row.text, 0.75) or (row.line.bold and len(row.text) < 40)


def _starts_body(row: Row, left: float, right: float) -> bool:
    """A grounds line, a numbered part, or a line of running text."""
    if is_upper(row.text):
        return False
    long = row.line.x1 - row.line.x0 > 0.8 * (right - left)
    return bool(_BODY.match(row.folded)) or (long and abs(row.line.x1 - right) < 12)


def kind_at_start(text: str) -> tuple[str, str] | None:
    """The longest known kind that opens the text, and what follows it; spaced-out capitals are understood."""
    lead = _LEAD.match(plain(text))
    text = text[lead.end() :] if lead else text
    key = compact(text)
    for short, name in KINDS_BY_LENGTH:
        if key == short:
            return name, ""
        if key.startswith(short) and short not in _WHOLE:
            rest = _after(text, len(short))
            if rest is not None:
                return name, rest
    for short, name in KINDS_BY_LENGTH:
        if len(short) >= 6 and abs(len(key) - len(short)) <= 2 and alike(key, short, 0.84):
            return name, ""
    return None


def _after(text: str, letters: int) -> str | None:
    """What follows the first `letters` letters, when these end with a word."""
    place = 0
    while letters:
        letters -= text[place].isalnum()
        place += 1
    rest = text[place:]
    return None if rest[:1].isalnum() else rest.strip(" :.-")


def _spelled_by(symbol: str, row: Row) -> str | None:
    """An unknown kind whose initials open the symbol: CTPH- and CHƯƠNG TRÌNH PHỐI HỢP."""
    short = plain(re.split(r"[-/]", re.sub(r"^(?:19|20)\d\d/", "", symbol))[0])
    words = row.folded.split()
    if len(short) < 2 or not is_upper(row.text) or not 2 <= len(words) <= 6:
        return None
    initials = "".join(word[0] for word in words)
    return row.text.capitalize() if initials == short else None


def _subject_rows(rows: Sequence[Row], heading: Heading, header: Header) -> list[Row]:
    left, right = text_frame(header.page)
    middle = heading.row.line.middle
    if abs(middle - (left + right) / 2) > 0.1 * header.page.width:
        middle = (left + right) / 2
    taken: list[Row] = []
    last = heading.row
    for row in rows[heading.at + 1 :]:
        if MARKS.match(row.folded) and abs(row.line.middle - middle) > 40:
            continue
        if _ends_subject(row, taken, last, heading):
            break
        if taken and row.line.x1 < min(one.line.x0 for one in taken) - 4:
            continue  # a stamp beside the subject
        off = abs(row.line.middle - middle)
        heavy = row.line.bold and heading.row.line.bold
        if off > (0.055 if heavy else 0.025) * header.page.width:
            if off > 60 and row.line.x1 - row.line.x0 < 0.3 * header.page.width and not taken:
                continue
            break
        taken.append(row)
        last = row
    return taken


def _ends_subject(row: Row, taken: Sequence[Row], last: Row, heading: Heading) -> bool:
    goes_on = bool(taken) and row.text[:2].isalpha() and row.text[:2].islower()
    if (_BODY.match(row.folded) and not goes_on) or _IN_BRACKETS.match(row.folded):
        return True
    gap = row.y0 - last.y1
    if gap > (1.1 if taken else 2.6) * row.height:
        return True
    if not taken:
        return False
    first = taken[0]
    if first.line.bold and not row.line.bold:
        return True
    if is_upper(row.text) and not is_upper(first.text, 0.6):
        return True
    authority = is_upper(row.text) and AUTHORITIES.match(row.folded)
    return bool(authority) and gap > 0.35 * row.height and _wider_gap(row, taken, last)


def _wider_gap(row: Row, taken: Sequence[Row], last: Row) -> bool:
    """Is the space above the row clearly larger than inside the subject?"""
    inside = [two.y0 - one.y1 for one, two in itertools.pairwise(taken)]
    return not inside or (row.y0 - last.y1) > max(inside) + 0.25 * row.height


def _from_heading(heading: Heading, rows: Sequence[Row], page: int) -> dict[str, Found]:
    made = {"kind": found(heading.kind, [heading.row], page, 0.98)}
    parts = [heading.rest, *(row.text for row in rows)]
    subject = re.sub(r"^[\s:*-]+", "", tidy(" ".join(part for part in parts if part)))
    subject = re.sub(r"(?:\s*\[\d{1,2}\]|[\s*:_-]+)$", "", subject) if rows else subject
    if subject:
        source = [heading.row, *rows] if heading.rest else rows
        made["subject"] = found(subject, list(source), page, 0.93 if rows else 0.7)
    return made


def _subject_without_heading(kind: str, rows: Sequence[Row], header: Header) -> dict[str, Found]:
    """Centred lines from "Về việc" on, where a reader of pictures lost the heading over them."""
    middle = sum(text_frame(header.page)) / 2
    for at, row in enumerate(rows):
        if _BODY.match(row.folded) or _ADDRESSED.match(row.folded):
            break
        if row.folded.startswith("ve viec ") and abs(row.line.middle - middle) < 0.03 * header.page.width:
            heading = Heading(kind, "", row, at - 1)
            made = _from_heading(heading, _subject_rows(rows, heading, header), header.page.index)
            return {name: one for name, one in made.items() if name == "subject"}
    return {}


def _kind_without_heading(fields: dict[str, Found], rows: Sequence[Row]) -> dict[str, Found]:
    symbol = fields.get("symbol")
    named = kind_of_symbol(str(symbol.value)) if symbol else None
    if named and symbol:
        return {"kind": dataclasses.replace(symbol, value=named, confidence=symbol.confidence * 0.85)}
    addressed = next((row for row in rows if _ADDRESSED.match(row.folded)), None)
    if "subject" in fields:
        sure = 0.95 if addressed else 0.85
        return {"kind": dataclasses.replace(fields["subject"], value="Công văn", confidence=sure)}
    if addressed and symbol:
        return {"kind": dataclasses.replace(symbol, value="Công văn", confidence=symbol.confidence * 0.8)}
    return {}


def _addressees(rows: Sequence[Row], page: int) -> dict[str, Found]:
    at = next((index for index, row in enumerate(rows) if _ADDRESSED.match(row.folded)), None)
    if at is None:
        return {}
    first = rows[at]
    label = _ADDRESSED.match(first.folded)
    opening = first.text[label.end() :] if label else ""
    taken = [first]
    texts = [opening] if opening.strip(" .…_") else []
    for row in rows[at + 1 :]:
        listed = re.match(r"^[-+•*]|^\d+[.)]", row.text)
        gap = row.y0 - taken[-1].y1
        beside = gap < -0.3 * row.height
        if not (listed or beside) and (gap > 0.9 * row.height or row.line.x0 < first.line.x0 - 4):
            break
        if not listed and not beside and _BODY.match(row.folded):
            break
        texts.append(row.text)
        taken.append(row)
    items = split_items(texts)
    if not items:
        return {}
    sure = 0.93 * certainty(taken)
    box = found("", taken, page, 1.0).box
    return {"addressees": Found(items, sure, box)}


_BULLET = re.compile(r"^\s*(?:[-+•*●▪§]|\d{1,2}[.)](?=\s))\s*")


def split_items(texts: Sequence[str]) -> tuple[str, ...]:
    """Entries of a list printed over lines: a bullet opens one, a semicolon closes one."""
    items: list[str] = []
    closed = True
    bulleted = any(_BULLET.match(text) for text in texts)
    for text in texts:
        opens = bool(_BULLET.match(text)) or (closed and (not bulleted or items[-1:] == []))
        bare = _BULLET.sub("", text).strip()
        if opens or not items or (closed and bare[:1].isupper()):
            items.append(bare)
        else:
            items[-1] = f"{items[-1]} {bare}"
        closed = bare.endswith((";", "."))
    cleaned = (re.sub(r"^[\s:]+|[\s;.,]+$", "", part) for item in items for part in item.split(";"))
    return tuple(item for item in cleaned if compact(item))
