"""The columns of each kind of table, and values of cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from congso.kernel.actor import Role
from congso.kernel.errors import Invalid
from congso.people import words
from congso.people.importing.tables import FORMULA, Line
from congso.pure import vietnamese


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the key inside, `header` the word of the file (compared without marks and case)."""

    name: str
    header: str
    required: bool = False
    longest: int = 200
    example: str = ""


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong at a row (spreadsheet number) and column (its header, empty for the whole row); `code` is worded."""

    row: int
    column: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    number: int
    values: dict[str, str]


AGENCIES = (
    Column("code", "Mã định danh", True, 35, "H99.12.05"),
    Column("name", "Tên cơ quan", True, 200, "Chi cục Văn thư - Lưu trữ tỉnh Mẫu"),
    Column("short_name", "Tên ngắn", True, 60, "Chi cục VTLT"),
    Column("kind", "Loại", True, 40, "Sở, ban, ngành"),
    Column("parent", "Mã cấp trên", False, 35, "H99.12"),
    Column("place", "Địa danh", True, 60, "Mẫu"),
    Column("old_code", "Mã cũ", False, 35, "000.05.12.H99"),
    Column("address", "Địa chỉ", False, 300, "12 đường Hùng Vương"),
    Column("phone", "Điện thoại", False, 30, "0200 000 000"),
    Column("email", "Thư công vụ", False, 200, "vtlt@mau.example"),
)
UNITS = (
    Column("agency", "Mã cơ quan", True, 35, "H99.12"),
    Column("name", "Tên đơn vị", True, 200, "Phòng Tổ chức, biên chế"),
    Column("symbol", "Ký hiệu", False, 30, "TCBC"),
    Column("parent", "Thuộc đơn vị", False, 200, ""),
)
PEOPLE = (
    Column("agency", "Mã cơ quan", True, 35, "H99.12"),
    Column("unit", "Đơn vị", False, 200, "Phòng Tổ chức, biên chế"),
    Column("title", "Chức danh", True, 120, "Chuyên viên"),
    Column("rank", "Cấp", True, 1, "5"),
    Column("roles", "Quyền", False, 200, "Chuyên viên"),
    Column("fields", "Lĩnh vực", False, 300, ""),
    Column("full_name", "Họ và tên", True, 100, "Đỗ Thu Nga"),
    Column("username", "Tên đăng nhập", True, 60, "ngadt.snv"),
    Column("email", "Thư công vụ", False, 200, "ngadt@mau.example"),
    Column("phone", "Điện thoại", False, 30, "0912 000 000"),
    Column("since", "Từ ngày", True, 10, "01/07/2025"),
    Column("decision", "Quyết định", False, 120, "15/QĐ-SNV"),
)
KINDS = {"co-quan": AGENCIES, "don-vi": UNITS, "nguoi": PEOPLE}

_ROLES = {
    vietnamese.fold(label): role
    for role, label in (
        (Role.CLERK, "Văn thư"),
        (Role.LEADER, "Lãnh đạo cơ quan"),
        (Role.OFFICE, "Văn phòng"),
        (Role.UNIT_HEAD, "Lãnh đạo đơn vị"),
        (Role.OFFICER, "Chuyên viên"),
        (Role.ADMIN, "Quản trị"),
    )
}


def parse(kind: str, lines: Sequence[Line]) -> tuple[list[Row], list[RowError]]:
    """Rows by column name, and what the form of the table says against them.

    Raises Invalid people.import_kind, import_missing_columns, import_unknown_column, import_twice_column.
    """
    columns = KINDS.get(kind)
    if columns is None:
        raise Invalid("people.import_kind", field="kind")
    places = _places(columns, lines[0])
    rows: list[Row] = []
    errors: list[RowError] = []
    for line in lines[1:]:
        values = {}
        for column in columns:
            place = places.get(column.name)
            text = line.cells[place] if place is not None and place < len(line.cells) else ""
            error = _cell_error(column, text)
            if error:
                errors.append(RowError(line.number, column.header, error, {"most": column.longest}))
            values[column.name] = "" if error else text
        rows.append(Row(line.number, values))
    return rows, errors


def _places(columns: Sequence[Column], header: Line) -> dict[str, int]:
    known = {vietnamese.fold(column.header): column.name for column in columns}
    places: dict[str, int] = {}
    for place, text in enumerate(header.cells):
        word = " ".join(vietnamese.fold(text).replace("*", " ").split())
        if not word:
            continue
        name = known.get(word)
        if name is None:
            raise Invalid("people.import_unknown_column", field="file", column=_shown(text))
        if name in places:
            raise Invalid("people.import_twice_column", field="file", column=_shown(text))
        places[name] = place
    missing = [column.header for column in columns if column.required and column.name not in places]
    if missing:
        raise Invalid("people.import_missing_columns", field="file", columns=", ".join(missing))
    return places


def _shown(text: str) -> str:
    return "=…" if text == FORMULA else text[:60]


def _cell_error(column: Column, text: str) -> str | None:
    if text == FORMULA:
        return "people.import_formula"
    if column.required and not text:
        return "people.import_missing"
    return "people.import_too_long" if len(text) > column.longest else None


def day(text: str) -> date | None:
    """dd/mm/yyyy or yyyy-mm-dd; None for anything else."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def roles(text: str, rank: int) -> frozenset[Role] | None:
    """Roles from words separated by ; or , (empty: those usual for the rank); None for an unknown word."""
    if not text:
        usual = {1: Role.LEADER, 2: Role.LEADER, 3: Role.UNIT_HEAD, 4: Role.UNIT_HEAD}
        return frozenset({usual.get(rank, Role.OFFICER)})
    parts = [vietnamese.fold(part).strip() for part in text.replace(",", ";").split(";") if part.strip()]
    found = [_ROLES.get(part) for part in parts]
    return None if None in found else frozenset(role for role in found if role is not None)


def agency_kind(text: str) -> str | None:
    """The code of a kind of agency from its Vietnamese word or the code itself."""
    wanted = vietnamese.fold(text)
    for code in words.AGENCY_KINDS:
        if wanted in (code, _KIND_WORDS[code]):
            return code
    return None


_KIND_WORDS = {
    code: vietnamese.fold(label)
    for code, label in (
        ("committee", "UBND tỉnh"),
        ("department", "Sở, ban, ngành"),
        ("commune", "UBND xã, phường"),
        ("mass", "Mặt trận, đoàn thể"),
        ("middle", "Cấp trung gian"),
        ("party", "Cơ quan Đảng"),
        ("other", "Khác"),
    )
}
