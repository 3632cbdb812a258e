"""What the imports of both registers share: the table kept, rows checked, the end written down."""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from congso.audit import api as audit
from congso.documents import rules_import as rules
from congso.documents.models import RegisterImport
from congso.documents.rules_import import Wrong
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef

STEP: Final = 1000
REASON: Final = "the import of the actor's own agency"
Found = list[tuple[int, Wrong]]
E = TypeVar("E")


class Refused(Exception):
    """Rolls the writing back."""

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.found = found


def table_of(one: RegisterImport) -> list[tuple[int, list[str]]]:
    """The rows as read: (row of the spreadsheet, cells)."""
    return [(row, cells) for row, cells in json.loads(zlib.decompress(bytes(one.table)))] if one.table else []


def checked(
    one: RegisterImport, entry: Callable[[int, Sequence[str], Mapping[str, int], date], E | list[Wrong]]
) -> tuple[list[E], Found]:
    """The entries and what is wrong by row; how far it got is written down on the way."""
    today = clock.today()
    entries: list[E] = []
    found: Found = []
    for place, (row, cells) in enumerate(table_of(one)[one.header + 1 :]):
        if place % STEP == 0:
            RegisterImport.objects.unscoped(reason=REASON).filter(pk=one.pk).update(checked=place)
        if not place and rules.counts_columns(cells):
            continue
        made = entry(row, cells, one.mapping, today)
        if isinstance(made, list):
            found += [(row, wrong) for wrong in made]
        else:
            entries.append(made)
    return entries, found


def finished(one: RegisterImport, made: Mapping[str, int]) -> bool:
    """In the transaction that writes the entries; False when another run has written them."""
    mine = RegisterImport.objects.unscoped(reason=REASON).filter(pk=one.pk, state="running")
    return bool(
        mine.update(state="done", table=b"", checked=one.rows, made=dict(made), finished_at=clock.now())
    )


def journal(one: RegisterImport, made: Mapping[str, int]) -> None:
    subject = SubjectRef("register_import", one.pk)
    actor = Actor.system(one.agency_id)
    audit.record(actor, "register.imported", subject, by=one.by_id, sha256=one.sha256, made=dict(made))
