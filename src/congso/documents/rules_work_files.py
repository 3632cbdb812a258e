"""What a line of the yearly list of files must hold (Decree 30/2020 art. 28, Annex VI: input fields of hồ sơ). Plain values."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from congso.pure.vietnamese import nfc

RETENTIONS: Final = ("Vĩnh viễn", "70 năm", "50 năm", "20 năm", "10 năm", "5 năm", "2 năm")
LENGTHS: Final = {"code": 20, "title": 500, "retention": 30, "rights": 30, "language": 50, "description": 500}


@dataclass(frozen=True, slots=True)
class FileFields:
    """What is written of a work file. `keeper_id`: a person; `unit_id`: a unit of the agency."""

    year: int
    code: str = ""
    title: str = ""
    retention: str = ""
    rights: str = "Hạn chế"
    language: str = "Tiếng Việt"
    description: str = ""
    keeper_id: int | None = None
    unit_id: int | None = None
    started_on: date | None = None


def tidy(given: FileFields) -> FileFields:
    """NFC, single blanks, cut to the lengths of the law."""
    texts: dict[str, Any] = {}
    for one in fields(given):
        value = getattr(given, one.name)
        if isinstance(value, str):
            texts[one.name] = " ".join(nfc(value).split())[: LENGTHS[one.name]]
    return replace(given, **texts)


def problem(given: FileFields, this_year: int) -> tuple[str, str]:
    """(field, code) of the first broken rule; ("", "") when there is none."""
    for name in ("code", "title", "retention"):
        if not getattr(given, name):
            return name, "documents.work_file_field_missing"
    if not 1945 <= given.year <= this_year + 1:
        return "year", "documents.work_file_year_wrong"
    return "", ""


def next_code(prefix: str, taken: set[str]) -> str:
    """The first free code of a unit: "TCBC.01", "TCBC.02" …"""
    number = 1
    while (code := f"{prefix}.{number:02d}") in taken:
        number += 1
    return code
