"""The register of another product as a table: which column is what, and what a row says. Plain values, no clock.

Columns follow the register of Decree 30/2020 annex IV as other products export it, under the headings they give it.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from congso.documents.rules_incoming import FIRST_DATE, Fields, tidy
from congso.documents.rules_reading import urgency_of
from congso.pure.vietnamese import fold

FORMULA: Final = "\x00formula"  # what the reader of tables puts in place of a formula
HEADER_AMONG: Final = 15  # lines in which the headings are looked for: titles stand above them
_LIMITS: Final = {
    "kind": 100,
    "issuer_name": 200,
    "subject": 500,
    "signer_name": 50,
    "receiver": 200,
    "note": 250,
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a column may be. `known`: headings it goes by, without marks and signs, the usual one first."""

    name: str
    known: tuple[str, ...]
    required: bool = False


TARGETS: Final = (
    Target("number", ("so den", "so van ban den", "so vb den", "so thu tu den", "so vao so", "so dang ky", "so cong van den"), True),
    Target("arrival_date", ("ngay den", "ngay nhan", "ngay van ban den", "ngay vb den", "ngay vao so", "ngay dang ky", "ngay tiep nhan"), True),
    Target("year", ("nam", "nam so", "nam dang ky")),
    Target("issuer_name", ("tac gia", "co quan ban hanh", "noi ban hanh", "don vi ban hanh", "co quan gui", "noi gui", "don vi gui", "co quan phat hanh", "noi phat hanh", "co quan to chuc ban hanh"), True),
    Target("code", ("so ky hieu", "so va ky hieu", "so ky hieu van ban", "so hieu", "so hieu van ban", "so ky hieu vb", "skh")),
    Target("document_number", ("so van ban", "so vb", "so cua van ban")),
    Target("symbol", ("ky hieu", "ky hieu van ban")),
    Target("document_date", ("ngay van ban", "ngay ban hanh", "ngay vb", "ngay thang", "ngay ky", "ngay thang van ban", "ngay thang nam van ban")),
    Target("kind", ("loai van ban", "ten loai", "loai", "loai vb", "hinh thuc van ban", "ten loai van ban")),
    Target("subject", ("trich yeu", "trich yeu noi dung", "noi dung", "ten loai va trich yeu noi dung van ban", "ten loai va trich yeu noi dung", "ten loai va trich yeu", "ve viec", "noi dung trich yeu"), True),
    Target("signer_name", ("nguoi ky", "ho ten nguoi ky")),
    Target("urgency", ("do khan", "muc do khan", "muc khan")),
    Target("pages", ("so trang", "so to")),
    Target("copies", ("so ban", "so luong ban")),
    Target("receiver", ("don vi hoac nguoi nhan", "nguoi nhan", "don vi nhan", "don vi xu ly", "nguoi xu ly", "noi nhan")),
    Target("note", ("ghi chu", "chu thich")),
)  # fmt: skip
REQUIRED: Final = tuple(one.name for one in TARGETS if one.required)


def heading(text: str) -> str:
    """A heading as it is compared: "Số, ký hiệu (*)" gives "so ky hieu"."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def header_at(lines: Sequence[Sequence[str]], targets: Sequence[Target] = TARGETS) -> int:
    """The place of the line of headings: the one of the first lines with most headings that are known."""
    known = {word for target in targets for word in target.known}
    counts = [sum(heading(cell) in known for cell in cells) for cells in lines[:HEADER_AMONG]]
    return counts.index(max(counts)) if counts else 0


def guess(headings: Sequence[str], targets: Sequence[Target] = TARGETS) -> dict[str, int]:
    """Target to column: headings that are known, then those that begin with a known one."""
    words = [heading(one) for one in headings]
    found: dict[str, int] = {}
    for fits in (str.__eq__, lambda word, known: word.startswith(f"{known} ")):
        for target in targets:
            places = [
                place
                for known in target.known
                for place, word in enumerate(words)
                if place not in found.values() and fits(word, known)
            ]
            if places and target.name not in found:
                found[target.name] = places[0]
    return found


def mapping_problems(
    mapping: Mapping[str, int], targets: Sequence[Target] = TARGETS
) -> list[tuple[str, str]]:
    """(target, code) of what is missing or stands twice."""
    missing = [
        (one.name, "documents.import_column_missing")
        for one in targets
        if one.required and one.name not in mapping
    ]
    columns = list(mapping.values())
    return missing + [
        (name, "documents.import_column_twice")
        for name, column in mapping.items()
        if columns.count(column) > 1 and list(mapping).index(name) > columns.index(column)
    ]


def counts_columns(cells: Sequence[str]) -> bool:
    """The line "(1) (2) (3)" that printed registers have under their headings."""
    numbers = [re.fullmatch(r"\(?(\d{1,2})[a-z]?\)?", cell) for cell in cells if cell]
    return len(numbers) > 2 and [int(one[1]) for one in numbers if one] == list(range(1, len(numbers) + 1))


@dataclass(frozen=True, slots=True)
class Wrong:
    """What a row gets wrong: a target (or "" for the whole row), a code, its parameters."""

    target: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row that can be kept: its number and day in the register."""

    row: int
    number: int
    day: date


@dataclass(frozen=True, slots=True)
class Entry(Numbered):
    """An arrival."""

    fields: Fields


def entry(row: int, cells: Sequence[str], mapping: Mapping[str, int], today: date) -> Entry | list[Wrong]:
    """A row as it would be kept, or everything that is wrong with it."""
    reading = _Arrival(values_of(cells, mapping, TARGETS), today, REQUIRED, _LIMITS)
    made = reading.entry(row)
    return made if made is not None and not reading.wrong else reading.wrong


def values_of(cells: Sequence[str], mapping: Mapping[str, int], targets: Sequence[Target]) -> dict[str, str]:
    """Every target with what the row says, "" for what has no column."""
    found = {name: cells[place].strip() if place < len(cells) else "" for name, place in mapping.items()}
    return {one.name: found.get(one.name, "") for one in targets}


class RowReader:
    """What all registers write alike; whatever is wrong is gathered in `wrong`."""

    def __init__(
        self, values: Mapping[str, str], today: date, required: Sequence[str], limits: Mapping[str, int]
    ) -> None:
        self.values = values
        self.today = today
        self.required = required
        self.limits = limits
        self.wrong = [
            Wrong(name, "documents.import_formula") for name, text in values.items() if text == FORMULA
        ]

    def fail(self, target: str, code: str, **params: Any) -> None:
        self.wrong.append(Wrong(target, f"documents.import_{code}", params))

    def day(self, target: str) -> date | None:
        text = self.values[target]
        if not text:
            if target in self.required:
                self.fail(target, "empty")
            return None
        day = day_of(text)
        if day is None:
            self.fail(target, "day")
        elif not FIRST_DATE <= day <= self.today:
            self.fail(target, "day_range", today=f"{self.today:%d/%m/%Y}")
        return day

    def year(self) -> str:
        text = self.values["year"]
        if text and not re.fullmatch(r"\d{4}", text):
            self.fail("year", "year_form")
            return ""
        return text

    def text(self, name: str) -> str:
        text = self.values[name]
        if name in self.required and not text:
            self.fail(name, "empty")
        if len(text) > self.limits[name]:
            self.fail(name, "long", most=self.limits[name])
        return text

    def urgency(self) -> int:
        text = self.values["urgency"]
        if not text or heading(text) in {"thuong", "khong", "binh thuong", "0"}:
            return 0
        level = urgency_of(text)
        if not level:
            self.fail("urgency", "urgency")
        return int(level or 0)

    def count(self, name: str) -> int | None:
        text = self.values[name]
        if not text:
            return None
        if not re.fullmatch(r"\d{1,4}", text) or not int(text):
            self.fail(name, "count")
            return None
        return int(text)


class _Arrival(RowReader):
    def entry(self, row: int) -> Entry | None:
        day = self.day("arrival_date")
        number = self._number(day)
        fields = self._fields()
        if number is None or day is None:
            return None
        return Entry(row, number, day, fields)

    def _number(self, day: date | None) -> int | None:
        text = self.values["number"]
        found = re.fullmatch(r"(\d{1,7})(?:\s*/\s*(\d{4}))?", text)
        if not text:
            self.fail("number", "empty")
        if found is None or not int(found[1]):
            if text:
                self.fail("number", "number")
            return None
        years = {int(one) for one in (found[2], self.year()) if one}
        if day is not None and years - {day.year}:
            self.fail("year", "year", year=day.year)
        return int(found[1])

    def _fields(self) -> Fields:
        texts: dict[str, Any] = {name: self.text(name) for name in _LIMITS}
        given = Fields(
            document_date=self.day("document_date"),
            urgency=self.urgency(),
            pages=self.count("pages"),
            copies=self.count("copies") or 1,
            description=". ".join(one for one in (texts.pop("receiver"), texts.pop("note")) if one),
            **texts,
        )
        return coded(given, self.values["document_number"], self.values["symbol"], self.values["code"])


def coded(given: Fields, number: str, symbol: str, code: str) -> Fields:
    """With number and symbol, from two columns or from one; what is no code stays readable as the symbol."""
    whole = code or (f"{number}/{symbol}" if number and symbol else number or symbol)
    made = tidy(replace(given, number=whole)) if whole else tidy(given)
    if made.number[:1].isdecimal() and len(made.number) <= 11 and len(made.symbol) <= 60:
        return made
    return tidy(replace(given, number="", symbol=whole[:60]))


def day_of(text: str) -> date | None:
    """A day as registers write it; a time behind it is left out."""
    first = text.split()[0] if text.split() else ""
    for pattern in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y"):
        try:
            return datetime.strptime(first, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def repeated(entries: Sequence[Numbered], books: Sequence[Hashable] = ()) -> list[tuple[int, Wrong]]:
    """(row, what is wrong) of numbers that stand twice in one register. `books`: the register of each entry; else that of its year."""
    first: dict[tuple[Hashable, int], int] = {}
    found = []
    for one, book in zip(entries, books or [one.day.year for one in entries], strict=True):
        before = first.setdefault((book, one.number), one.row)
        if before != one.row:
            params = {"number": one.number, "year": one.day.year, "first": before}
            found.append((one.row, Wrong("number", "documents.import_number_twice", params)))
    return found
