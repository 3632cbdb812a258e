"""The register of documents that left, as another product exports it (Decree 30/2020 annex IV). Plain values, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from congso.documents.rules_import import Numbered, RowReader, Target, Wrong, values_of
from congso.pure.kinds import OFFICIAL_LETTER, kind_code, kind_named, kind_of, kind_of_symbol
from congso.pure.numbering import Code, parse_code

# One series for all kinds, or one for each kind (art. 15): only the agency that numbered them knows.
SCHEMES: Final = ("one", "kind")
_LIMITS: Final = {"subject": 500, "signer_name": 50, "drafter": 200, "keeper": 200}
_MOST_NUMBER: Final = 9_999_999
_LONGEST_SYMBOL: Final = 60
_LONGEST_NAME: Final = 200
_LONGEST_KIND: Final = 20

TARGETS: Final = (
    Target("code", ("so ky hieu", "so ky hieu van ban", "so va ky hieu", "so hieu", "so hieu van ban", "so ky hieu vb", "skh", "so van ban di", "so di")),
    Target("document_number", ("so van ban", "so vb", "so cua van ban")),
    Target("symbol", ("ky hieu", "ky hieu van ban")),
    Target("issued_date", ("ngay van ban", "ngay thang van ban", "ngay ban hanh", "ngay phat hanh", "ngay thang", "ngay thang nam van ban", "ngay ky", "ngay di", "ngay vb"), True),
    Target("year", ("nam", "nam so", "nam ban hanh")),
    Target("kind", ("loai van ban", "ten loai", "loai", "loai vb", "hinh thuc van ban", "ten loai van ban")),
    Target("subject", ("trich yeu", "trich yeu noi dung", "ten loai va trich yeu noi dung van ban", "ten loai va trich yeu noi dung", "ten loai va trich yeu", "noi dung", "ve viec", "noi dung trich yeu"), True),
    Target("signer_name", ("nguoi ky", "ho ten nguoi ky")),
    Target("recipients", ("noi nhan van ban", "noi nhan", "don vi nhan", "co quan nhan")),
    Target("keeper", ("don vi nguoi nhan ban luu", "don vi nhan ban luu", "nguoi nhan ban luu", "noi luu", "luu")),
    Target("drafter", ("don vi soan thao", "nguoi soan thao", "don vi soan", "nguoi soan")),
    Target("copies", ("so luong ban", "so ban")),
    Target("pages", ("so trang", "so to")),
    Target("urgency", ("do khan", "muc do khan", "muc khan")),
)  # fmt: skip
_REQUIRED: Final = tuple(one.name for one in TARGETS if one.required)


@dataclass(frozen=True, slots=True)
class Issued(Numbered):
    """A document that left. `kind`: a code of the decree, or the name of another kind (the list is open)."""

    symbol: str
    kind: str
    subject: str
    signer_name: str
    recipients: tuple[str, ...]
    keeper: str
    drafter: str
    copies: int
    pages: int | None
    urgency: int


def column_problems(mapping: Mapping[str, int]) -> list[tuple[str, str]]:
    """Number and symbol stand in one column or in two."""
    whole = "code" in mapping or {"document_number", "symbol"} <= set(mapping)
    return [] if whole else [("code", "documents.import_column_missing")]


def entry(row: int, cells: Sequence[str], mapping: Mapping[str, int], today: date) -> Issued | list[Wrong]:
    """A row as it would be kept, or everything that is wrong with it."""
    reading = _Row(values_of(cells, mapping, TARGETS), today, _REQUIRED, _LIMITS)
    made = reading.entry(row)
    return made if made is not None and not reading.wrong else reading.wrong


class _Row(RowReader):
    def entry(self, row: int) -> Issued | None:
        day, code = self.day("issued_date"), self._code()
        told = self.year()
        if day is not None and told and int(told) != day.year:
            self.fail("year", "out_year", year=day.year)
        kind = self._kind(code.symbol if code else "")
        texts = {name: self.text(name) for name in _LIMITS}
        recipients = self._recipients()
        counts = (self.count("copies"), self.count("pages"), self.urgency())
        if code is None or day is None:
            return None
        return Issued(
            row=row, number=code.number, day=day, symbol=code.symbol, kind=kind, subject=texts["subject"],
            signer_name=texts["signer_name"], recipients=recipients, keeper=texts["keeper"], drafter=texts["drafter"],
            copies=counts[0] or 1, pages=counts[1], urgency=counts[2],
        )  # fmt: skip

    def _code(self) -> Code | None:
        number, symbol = self.values["document_number"], self.values["symbol"]
        text = self.values["code"] or (f"{number}/{symbol}" if number and symbol else number or symbol)
        code = parse_code(text)
        if code is None or not code.symbol or code.number > _MOST_NUMBER:
            self.fail("code", "code" if text else "empty")
        elif code.suffix or code.year:
            # 15a, 15/2024/QĐ-UBND: the registers here hold whole numbers of a year.
            self.fail("code", "code_more", written=str(code))
        elif len(code.symbol) > _LONGEST_SYMBOL:
            self.fail("code", "long", most=_LONGEST_SYMBOL)
        else:
            return code
        return None

    def _kind(self, symbol: str) -> str:
        """As it is named; else as the symbol tells; else an official letter, whose symbol names no kind."""
        named = self.values["kind"]
        if not named:
            found = kind_of_symbol(symbol)
            return found.code if found else OFFICIAL_LETTER
        if kind_of(kind_code(named)):
            return kind_code(named)
        if len(named) > _LONGEST_KIND:
            self.fail("kind", "long", most=_LONGEST_KIND)
        return kind_named(named).name

    def _recipients(self) -> tuple[str, ...]:
        lines = self.values["recipients"].replace("\n", ";").split(";")
        names = tuple(name for line in lines if (name := " ".join(line.split()).strip(" -.,")))
        if any(len(name) > _LONGEST_NAME for name in names):
            self.fail("recipients", "long", most=_LONGEST_NAME)
        return names


def book_of(one: Issued, scheme: str) -> tuple[str, tuple[str, ...]]:
    """(series, the kinds it numbers) of a year that has no register here yet."""
    if scheme == "one":
        return "chung", ()
    kind = kind_of(one.kind)
    name = kind.abbreviation or kind.name if kind else one.kind
    return name[:_LONGEST_KIND], (one.kind,)
