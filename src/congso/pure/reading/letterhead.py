"""Values out of the letterhead: parent and issuing body, number, symbol, place, date, subject after V/v."""

import datetime
import itertools
import re
from collections.abc import Sequence
from typing import cast

from congso.pure.reading.header import ABOUT, Header, Row, date_match
from congso.pure.reading.page_model import Box
from congso.pure.reading.result import Found
from congso.pure.reading.text import is_rule, is_upper, plain, tidy, without_dots
from congso.pure.reading.vocabulary import BODY_HEADS, BODY_TAILS, MARKS

_LABEL = re.compile(r"^\W*(?:[a-z]+\s+){0,3}?s[o06e](?:\s+(?:va\s+)?ky hieu|\s+hieu)?\s*[:.;]*\s*")
_CODE = re.compile(
    r"^(?P<number>\d{1,6}\s?[A-Za-zĐđ]?(?![A-Za-zĐđ\d]))?\s*(?P<joint>[/\\|-])?\s*(?P<symbol>.*)$"
)
_SYMBOL = re.compile(r"[0-9A-ZĐÂĂÊÔƠƯ][0-9A-Za-zĐđÂĂÊÔƠƯâăêôơư&.,+/-]*")
_SPECKS = " '\"“”‘’.,*|_"
_RUN_TOGETHER = re.compile(r"\W*S[ỞỚ]\w")  # SỞYTẾ, as pictures are read
_CITY = re.compile(r"^(?:tp|t\.p|thanh pho|thi tran|xa|phuong)\b")


def box_of(rows: Sequence[Row], page: int) -> Box:
    box = rows[0].line.box(page)
    for row in rows[1:]:
        box = box.joined(row.line.box(page))
    return box


def certainty(rows: Sequence[Row]) -> float:
    """What the source itself thinks of its words (1 for text of the file)."""
    return sum(row.line.confidence for row in rows) / len(rows)


def found(value: str, rows: Sequence[Row], page: int, confidence: float) -> Found:
    return Found(value, confidence * certainty(rows), box_of(rows, page))


def read_letterhead(header: Header) -> dict[str, Found]:
    fields = {**_bodies(header), **_code(header), **_place_and_date(header)}
    if header.about:
        words = " ".join(row.text for row in header.about)
        # "Về …" belongs to the subject, the letters V/v do not.
        subject = (
            words
            if plain(words[:2]) == "ve"
            else words[len(words) - len(ABOUT.sub("", plain(words), count=1)) :]
        )
        fields["subject"] = found(subject.strip(), header.about, header.page.index, 0.95)
    return fields


def _bodies(header: Header) -> dict[str, Found]:
    rows = [row for row in header.left if _is_name(row)]
    if not rows:
        return {}
    groups = _by_weight(rows) or _by_words(rows)
    page = header.page.index
    names = [_joined(group) for group in groups]
    sure = 0.97 if BODY_HEADS.match(plain(names[-1])) else 0.8
    fields = {"issuing_body": found(names[-1], groups[-1], page, sure)}
    if len(groups) > 1:
        above = [row for group in groups[:-1] for row in group]
        fields["parent_body"] = found(" ".join(names[:-1]), above, page, sure)
    return fields


def _is_name(row: Row) -> bool:
    if is_rule(row.text) or MARKS.match(row.folded) or not is_upper(row.text, 0.65):
        return False
    return sum(letter.isalpha() for letter in row.text) >= 2


def _by_weight(rows: Sequence[Row]) -> list[list[Row]] | None:
    """Annex I prints the parent body upright and the issuing body bold: one change from light to bold divides them."""
    weights = [row.line.bold for row in rows]
    first = weights.index(True) if True in weights else 0
    if not first or not all(weights[first:]):
        return None
    return [list(rows[:first]), list(rows[first:])]


def _by_words(rows: Sequence[Row]) -> list[list[Row]]:
    """A row opens a new name when it begins with a word that heads names of bodies."""
    groups = [[rows[0]]]
    for before, row in itertools.pairwise(rows):
        joint = re.search(r"(?:[-–&,]|\b(?:va|cua|cho|uy ban|hoi dong|dieu hanh))$", before.folded)
        bare = row.folded.lstrip(_SPECKS)
        opens = (BODY_HEADS.match(bare) and not BODY_TAILS.match(bare)) or _RUN_TOGETHER.match(row.text)
        if opens and not joint and not row.text.startswith("-"):
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _joined(rows: Sequence[Row]) -> str:
    return re.sub(r"^[\s'\"“”‘’.,*|_]+|\s*[-*_.:]+$", "", tidy(" ".join(row.text for row in rows))).strip()


def _code(header: Header) -> dict[str, Found]:
    return code_of(header.number, header.page.index) if header.number is not None else {}


def code_of(row: Row, page: int) -> dict[str, Found]:
    """Number and symbol of a row "Số: …"."""
    label = _LABEL.match(row.folded)
    text = without_dots(row.text[label.end() if label else 0 :]).strip()
    return code_fields(text, [row], page, 0.97 if label else 0.8)


def code_fields(text: str, rows: Sequence[Row], page: int, sure: float) -> dict[str, Found]:
    """Number and symbol out of what follows "Số:"; either may be blank."""
    match = cast(re.Match[str], _CODE.match(text))  # every part of it may be empty
    fields: dict[str, Found] = {}
    number = (match["number"] or "").replace(" ", "")
    symbol = _symbol(match["symbol"])
    if number and (symbol or match["joint"] or not match["symbol"]):
        fields["number"] = found(number, rows, page, sure if symbol else 0.7)
    if symbol:
        fields["symbol"] = found(symbol, rows, page, sure if match["joint"] else sure * 0.8)
    return fields


def _symbol(text: str) -> str:
    joined = re.sub(r"\s*([-/,&.+])\s*", r"\1", text.strip(" -/|\\:;.,"))
    match = _SYMBOL.match(joined)
    symbol = match[0].strip("-/.,") if match else ""
    return symbol if sum(letter.isupper() for letter in symbol) >= 1 and len(symbol) >= 2 else ""


def _place_and_date(header: Header) -> dict[str, Found]:
    if header.date is None:
        return {}
    row = header.date
    match = cast(re.Match[str], date_match(row.folded))  # the row was found by it
    fields: dict[str, Found] = {}
    page = header.page.index
    place = re.sub(r"^\W+|[\s,.;:-]+$", "", row.text[: match.start()])
    if 2 <= len(place) <= 60 and place[0].isupper() and not any(letter.isdigit() for letter in place[:3]):
        fields["place"] = found(place, [row], page, 0.97 if "," in row.text[: match.start()] else 0.85)
    day = date_of(match)
    if day:
        fields["date"] = found(day.isoformat(), [row], page, 0.98)
    return fields


def date_of(match: re.Match[str]) -> datetime.date | None:
    """The date of a match of `date_match`; None where a part is blank or no number."""
    parts = [re.sub(r"[\s./…_,:-]+", "", match[name]) for name in ("year", "month", "day")]
    if not all(part.isdecimal() for part in parts) or len(parts[0]) != 4:
        return None
    try:
        return datetime.date(*(int(part) for part in parts))
    except ValueError:
        return None
