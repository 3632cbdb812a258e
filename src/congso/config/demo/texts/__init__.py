"""What the papers of the demo say. Everything is invented; {year}, {next_year}, {month}, {quarter} are filled for the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from congso.config.demo.texts import culture, economy, ground, staff


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper's words. `subjects`: wordings that the same body fits; `kind` a code of `pure.kinds`."""

    key: str
    kind: str
    field: str
    subjects: tuple[str, ...]
    body: tuple[str, ...]

    def subject(self, turn: int, on: date) -> str:
        return self.subjects[turn % len(self.subjects)].format(**calendar_words(on))

    def paragraphs(self, on: date) -> tuple[str, ...]:
        words = calendar_words(on)
        return tuple(line.format(**words) for line in self.body)


def calendar_words(on: date) -> Mapping[str, str]:
    quarter = (on.month - 1) // 3 + 1
    return {
        "year": str(on.year),
        "next_year": str(on.year + 1),
        "month": str(on.month),
        "quarter": ("I", "II", "III", "IV")[quarter - 1],
    }


def _read(text: str) -> list[Letter]:
    """Blocks apart by a blank line: "key | kind | field", subjects marked "*", then the paragraphs."""
    found = []
    for block in text.strip().split("\n\n"):
        lines = [line.strip() for line in block.splitlines()]
        key, kind, field = (part.strip() for part in lines[0].split("|"))
        subjects = tuple(line[1:].strip() for line in lines if line.startswith("*"))
        body = tuple(line for line in lines[1:] if not line.startswith("*"))
        found.append(Letter(key, kind, field, subjects, body))
    return found


LETTERS: tuple[Letter, ...] = tuple(
    letter for module in (staff, ground, economy, culture) for letter in _read(module.TEXT)
)
BY_KEY: Mapping[str, Letter] = {letter.key: letter for letter in LETTERS}
