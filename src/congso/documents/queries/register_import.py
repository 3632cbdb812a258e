"""One table on its way into the registers, as its screen shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from congso.documents.models import Register, RegisterImport
from congso.documents.policies_incoming import require
from congso.documents.policies_records import may_import
from congso.documents.rules_import import FORMULA, TARGETS, counts_columns
from congso.documents.rules_import_outgoing import TARGETS as OUTGOING
from congso.documents.support_import import table_of
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.people import api as people

_PREVIEW: Final = 5


@dataclass(frozen=True, slots=True)
class ImportRow:
    """`headings`: of the columns. `preview`: (row, cells) of the first ones. `books`: (name, entries, id of the register).
    `body`: of documents that left, whose they are; `scheme`: how those were numbered."""

    id: int
    direction: str
    body: str
    scheme: str
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
    row = RegisterImport.objects.for_actor(actor).select_related("body").filter(pk=import_id).first()
    if row is None:
        raise NotFound("documents.import_unknown")
    lines = table_of(row) if row.state in ("mapping", "refused", "failed") else []
    below = [
        line for line in lines[row.header + 1 : row.header + 2 + _PREVIEW] if not counts_columns(line[1])
    ]
    return ImportRow(
        id=row.pk,
        direction=row.direction,
        body=row.body.name if row.body else "",
        scheme=row.scheme,
        name=row.name,
        state=row.state,
        rows=row.rows,
        checked=row.checked,
        mapping=row.mapping,
        headings=[_shown(cell) for cell in lines[row.header][1]] if lines else [],
        preview=[(number, [_shown(cell) for cell in cells]) for number, cells in below[:_PREVIEW]],
        errors=[(number, target, code, params) for number, target, code, params in row.errors],
        error_count=row.error_count,
        books=_books(actor, row),
        by_name=row.by_name,
        finished_at=row.finished_at.astimezone(clock.VIETNAM) if row.finished_at else None,
    )


def _shown(cell: str) -> str:
    return "=…" if cell == FORMULA else cell


def _books(actor: Actor, row: RegisterImport) -> list[tuple[str, int, int | None]]:
    if not row.made:
        return []
    keys = [int(key) for key in row.made]
    of_row = {"direction": "incoming", "year__in": keys} if row.direction == "incoming" else {"pk__in": keys}
    books = Register.objects.for_actor(actor).filter(**of_row)
    found = {(one.year if row.direction == "incoming" else one.pk): one for one in books}
    return [
        (
            found[key].name if key in found else str(key),
            row.made[str(key)],
            found[key].pk if key in found else None,
        )
        for key in keys
    ]


def recent(actor: Actor) -> list[tuple[int, str, str, int, datetime]]:
    """(id, name, state, rows, when) of the last ones of the agency, newest first."""
    require(may_import(actor))
    rows = RegisterImport.objects.for_actor(actor).order_by("-at")[:10]
    return [(row.pk, row.name, row.state, row.rows, row.at.astimezone(clock.VIETNAM)) for row in rows]


def target_names(direction: str) -> list[tuple[str, bool]]:
    """(target, required) in the order of the register."""
    targets = TARGETS if direction == "incoming" else OUTGOING
    return [(one.name, one.required) for one in targets]


def issuers(actor: Actor) -> list[tuple[int, str]]:
    """(id, name) of the bodies whose documents that left can be brought in."""
    require(may_import(actor))
    return [(one.id, one.name) for one in people.bodies_of(actor.agency_id or 0)]
