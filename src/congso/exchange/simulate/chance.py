"""Faults by choice, the same for the same seed whatever the order of calls."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

FAULTS: Final = ("slow", "duplicate", "out-of-order", "corrupt", "wrong-codes")
USUAL: Final = 0.2


@dataclass(frozen=True, slots=True)
class Chance:
    """`faults`: name → how often, from 0 to 1."""

    seed: int = 1
    faults: Mapping[str, float] = field(default_factory=dict)

    def draw(self, *what: object) -> random.Random:
        """Of one thing that happens once."""
        return random.Random(f"{self.seed} {what}")  # noqa: S311  plays, guards nothing

    def strikes(self, fault: str, *what: object) -> bool:
        return self.draw(fault, *what).random() < self.faults.get(fault, 0.0)


def parse_fault(text: str) -> tuple[str, float]:
    """`corrupt` or `corrupt=0.5`. Raises ValueError."""
    name, _equals, often = text.partition("=")
    share = float(often) if often else USUAL
    if name not in FAULTS or not 0 <= share <= 1:
        raise ValueError(text)
    return name, share
