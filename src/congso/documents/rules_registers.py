"""When the book of a year may be closed, and what stands in the note of a number. Plain values, no clock.

Decree 30/2020 arts. 15, 16, 22: numbers run from 1 January to 31 December; the book kept electronically is printed and bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

USED: Final = "used"
RESERVED: Final = "reserved"
CANCELLED: Final = "cancelled"


@dataclass(frozen=True, slots=True)
class Loose:
    """What keeps a book open: numbers reserved, numbered without a seal, missing without a word."""

    reserved: int = 0
    unsealed: int = 0
    holes: Sequence[int] = ()


def closing_refusal(*, closed: bool, year: int, today: date, loose: Loose, reason: str) -> str:
    """Why the book cannot be closed, as a code `documents.<reason>`; "" when it can."""
    if closed:
        return "documents.register_closed"
    if loose.reserved:
        return "documents.register_has_reserved"
    if loose.unsealed:
        return "documents.register_has_unsealed"
    if loose.holes:
        return "documents.register_has_holes"
    if today <= date(year, 12, 31) and not reason:
        return "documents.register_year_running"
    return ""


def spans(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers joined: 3, 4, 5, 9 gives (3, 5), (9, 9)."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
