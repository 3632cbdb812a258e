"""A pointer to a thing of another domain where a foreign key would point upward or sideways."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class SubjectRef:
    """`kind` is "incoming", "draft", "outgoing", "work_file", "task", "person", "agency", …; `id` its primary key."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Inverse of `str`. Raises ValueError on anything else."""
        kind, _, number = text.partition(":")
        if not kind or not number.isdecimal():
            raise ValueError(f"not a reference: {text!r}")
        return cls(kind, int(number))
