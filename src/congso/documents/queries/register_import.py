"""One table on its way into the registers, as its screen shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from congso.documents.actions.import_register import table_of
from congso.documents.models import Register, RegisterImport
from congso.documents.policies_incoming import require
from congso.documents.policies_records import may_import
from congso.documents.rules_import import FORMULA, TARGETS, counts_columns
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound

_PREVIEW: Final = 5


@dataclass(frozen=True, slots=True)
class ImportRow:
    """`headings`: of the columns. `preview`: (row, cells) of the first ones. `books`: (year, entries, id of the register)."""

    id: int
    name: str
    state: str
    rows: int
    checked: int
    mapping: Mapping[str, int]
    headings: Sequence[str]
    preview: Sequence[tuple[int, Sequence[str]]]
    errors: Sequence[tuple[int, str, str, Mapping[str, Any]]]
    error_count: int
    books: Sequence[tuple[str, int, int | None]]
    by_name: str
    finished_at: datetime | None


def one(actor: Actor, import_id: int) -> ImportRow:
    """Raises Forbidden documents.forbidden, NotFound documents.import_unknown."""
    require(may_import(actor))
    row = RegisterImport.objects.for_actor(actor).filter(pk=import_id).first()
    if row is None:
        raise NotFound("documents.import_unknown")
    lines = table_of(row) if row.state in ("mapping", "refused", "failed") else []
    below = [
        line for line in lines[row.header + 1 : row.header + 2 + _PREVIEW] if not counts_columns(line[1])
    ]
    return ImportRow(
        id=row.pk,
        name=row.name,
        state=row.state,
        rows=row.rows,
        checked=row.checked,
        mapping=row.mapping,
        headings=[_shown(cell) for cell in lines[row.header][1]] if lines else [],
        preview=[(number, [_shown(cell) for cell in cells]) for number, cells in below[:_PREVIEW]],
        errors=[(number, target, code, params) for number, target, code, params in row.errors],
        error_count=row.error_count,
        books=_books(actor, row.made),
        by_name=row.by_name,
        finished_at=row.finished_at.astimezone(clock.VIETNAM) if row.finished_at else None,
    )


def _shown(cell: str) -> str:
    return "=…" if cell == FORMULA else cell


def _books(actor: Actor, made: Mapping[str, int]) -> list[tuple[str, int, int | None]]:
    if not made:
        return []
    rows = Register.objects.for_actor(actor).filter(
        direction="incoming", year__in=[int(year) for year in made]
    )
    ids = dict(rows.values_list("year", "pk"))
    return [(year, count, ids.get(int(year))) for year, count in made.items()]


def recent(actor: Actor) -> list[tuple[int, str, str, int, datetime]]:
    """(id, name, state, rows, when) of the last ones of the agency, newest first."""
    require(may_import(actor))
    rows = RegisterImport.objects.for_actor(actor).order_by("-at")[:10]
    return [(row.pk, row.name, row.state, row.rows, row.at.astimezone(clock.VIETNAM)) for row in rows]


def target_names() -> list[tuple[str, bool]]:
    """(target, required) in the order of the register."""
    return [(one.name, one.required) for one in TARGETS]
