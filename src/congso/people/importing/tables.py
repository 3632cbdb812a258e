"""Reading a CSV or XLSX table that nobody has vouched for."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from congso.kernel.errors import Invalid
from congso.pure import vietnamese

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_PARTS = 500
MAX_ROWS = 5000
MAX_COLUMNS = 40
MAX_CELL = 1000
_BROKEN = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    OSError,
    EOFError,
    ParseError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    InvalidFileException,
    NotImplementedError,
    AttributeError,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table; `number` as the spreadsheet counts it. Cells are text, formulas marked by `FORMULA`."""

    number: int
    cells: tuple[str, ...]


FORMULA = "\x00formula"


def read(name: str, content: bytes, *, most: int = MAX_ROWS) -> list[Line]:
    """The rows that are not empty, the header first. The kind of file is told by its content, not by its name.

    At most `most` rows under the header.

    Raises Invalid people.import_too_big, import_bomb, import_unreadable, import_too_many_rows, import_empty.
    """
    if len(content) > MAX_BYTES:
        raise Invalid("people.import_too_big", field="file", most=MAX_BYTES // 1024 // 1024)
    lines: list[Line] = []
    for line in _xlsx(content) if content.startswith(b"PK") else _csv(content):
        if line.number > most + 1:
            raise Invalid("people.import_too_many_rows", field="file", most=most)
        if any(line.cells):
            lines.append(line)
    if len(lines) < 2:
        raise Invalid("people.import_empty", field="file")
    return lines


def _unreadable() -> Invalid:
    return Invalid("people.import_unreadable", field="file")


def _xlsx(content: bytes) -> Iterator[Line]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except _BROKEN as error:
        raise _unreadable() from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Invalid("people.import_bomb", field="file")
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What the file says of its own size is not to be believed.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
            yield Line(number, tuple(_cell(cell) for cell in row))
    except _BROKEN as error:
        raise _unreadable() from error


def _cell(cell: Any) -> str:
    if getattr(cell, "data_type", "") == "f":
        return FORMULA
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _text(str(value))


def _text(value: str) -> str:
    text = " ".join(vietnamese.nfc(value.replace("\x00", "")).split())[:MAX_CELL]
    return FORMULA if text.startswith(("=", "@")) else text


def _csv(content: bytes) -> Iterator[Line]:
    text = _decode(content)
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            yield Line(reader.line_num, tuple(_text(cell) for cell in row[:MAX_COLUMNS]))
    except csv.Error as error:
        raise _unreadable() from error


def _decode(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else Windows-1258 (Excel on a Vietnamese machine)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _unreadable()
