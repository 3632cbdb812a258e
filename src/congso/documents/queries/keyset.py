"""Pages by key over a queryset whose order is a chain of columns (kernel.pagination gives the cursors)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from congso.kernel.pagination import Page, decode, encode

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Key:
    """One column of the order; `read` turns the text of a cursor into a value and raises ValueError on anything else."""

    column: str
    read: Callable[[str], Any]
    descending: bool = True


def page(rows: QuerySet[M], keys: Sequence[Key], *, size: int, older: str = "", newer: str = "") -> Page[M]:
    """At most `size` rows after the cursor `older`, or before the cursor `newer`; a cursor that is not ours is ignored."""
    back = bool(newer)
    at = _values(newer or older, keys)
    ordered = rows.order_by(*[_order(key, back=back) for key in keys])
    found = list((ordered.filter(_beyond(keys, at, back=back)) if at else ordered)[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    if not found:
        return Page(rows=found)
    older_exists = more if not back else bool(at)
    newer_exists = more if back else bool(at)
    return Page(
        rows=found,
        older=_cursor(found[-1], keys) if older_exists else "",
        newer=_cursor(found[0], keys) if newer_exists else "",
    )


def _order(key: Key, *, back: bool) -> str:
    return key.column if key.descending == back else f"-{key.column}"


def _cursor(row: Model, keys: Sequence[Key]) -> str:
    return encode([str(getattr(row, key.column)) for key in keys])


def _values(cursor: str, keys: Sequence[Key]) -> list[Any]:
    raw = decode(cursor) if cursor else None
    if raw is None or len(raw) != len(keys):
        return []
    try:
        return [key.read(str(value)) for key, value in zip(keys, raw, strict=True)]
    except ValueError:
        return []


def _beyond(keys: Sequence[Key], values: Sequence[Any], *, back: bool) -> Q:
    """Lexicographic comparison, spelled out because the directions of the columns differ."""
    beyond, equal = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        side = "lt" if key.descending != back else "gt"
        beyond |= equal & Q(**{f"{key.column}__{side}": value})
        equal &= Q(**{key.column: value})
    return beyond
