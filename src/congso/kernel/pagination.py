"""Pages by key, not by offset: page 1,000 costs what page 1 costs."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_LONGEST = 1000  # characters; json.loads recurses with what it is given


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`older` and `newer` are cursors for the neighbouring pages, empty at the ends."""

    rows: Sequence[T]
    older: str = ""
    newer: str = ""


def encode(values: Sequence[Any]) -> str:
    raw = json.dumps(list(values), default=str, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode(cursor: str) -> list[Any] | None:
    """The values of a cursor, or None when it is not one of ours."""
    if len(cursor) > _LONGEST:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = json.loads(raw)
    except ValueError:
        return None
    return values if isinstance(values, list) else None
