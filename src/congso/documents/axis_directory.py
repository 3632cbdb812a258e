"""Agencies that only an axis reaches, as pickers of recipients see them.

The directory belongs to `exchange`, which lies above this domain and hands it in at start-up (`register_directory`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class AxisAgency:
    """`code`: organ code on the axis; `parent`: name of the agency above it, empty when it is not told."""

    code: str
    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class AxisGroup:
    """All agencies below one agency of the axis."""

    code: str
    label: str
    members: tuple[AxisAgency, ...]


class Directory(Protocol):
    """Of one agency: what its own door to the axis told. Without an open door everything is empty."""

    def find(self, agency_id: int, words: str, limit: int) -> list[AxisAgency]:
        """By words of name or code, with or without accents."""

    def named(self, agency_id: int, codes: Sequence[str]) -> dict[str, AxisAgency]:
        """Code → agency, those that stand in the directory."""

    def groups(self, agency_id: int, words: str, limit: int) -> list[AxisGroup]:
        """Agencies above others whose name or code has these words, each with all below it."""


class _Nobody:
    def find(self, agency_id: int, words: str, limit: int) -> list[AxisAgency]:
        return []

    def named(self, agency_id: int, codes: Sequence[str]) -> dict[str, AxisAgency]:
        return {}

    def groups(self, agency_id: int, words: str, limit: int) -> list[AxisGroup]:
        return []


_known: list[Directory] = [_Nobody()]


def register_directory(source: Directory) -> None:
    _known[0] = source


def directory() -> Directory:
    return _known[0]


def code_of(agency_id: int, typed: str) -> str:
    """The code of the one agency whose code or whole name was typed, "" when none or several bear it."""
    wanted = " ".join(typed.split())
    if named := directory().named(agency_id, [wanted]):
        return next(iter(named))
    hits = [
        one for one in directory().find(agency_id, wanted, 20) if one.name.casefold() == wanted.casefold()
    ]
    return hits[0].code if len(hits) == 1 else ""
