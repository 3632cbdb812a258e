"""Print or export a register. A small one at once; a large one as a job that tells when it is ready."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from congso.audit import api as audit
from congso.documents import register_files
from congso.documents.jobs_records import export_register
from congso.documents.queries import registers as q
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.kernel.refs import SubjectRef

# About a second to lay out.
AT_ONCE: Final = 800
OUTPUTS: Final = ("pdf", "xlsx")


@dataclass(frozen=True, slots=True)
class Printed:
    """`made` is None when it is made by a job and a notice will lead to it."""

    made: register_files.Made | None
    lines: int


def print_register(
    *, actor: Actor, register_id: int, form: str, output: str, filters: q.BookFilters | None = None
) -> Printed:
    """Raises Forbidden, NotFound documents.register_unknown, Invalid documents.bad_output."""
    if output not in OUTPUTS:
        raise Invalid("documents.bad_output")
    given = filters or q.BookFilters()
    book = q.register(actor, register_id)
    lines = q.count(actor, book, given)
    with transaction.atomic():
        # Use of the register is kept (Annex VI, F6.11).
        audit.record(
            actor, "register.printed", SubjectRef("register", book.id), form=form, output=output, lines=lines
        )
        if lines > AT_ONCE:
            export_register.defer(
                register_id=book.id, agency_id=actor.agency_id, person_id=actor.person_id, form=form, output=output,
                filters=given.plain(),
            )  # fmt: skip
            return Printed(None, lines)
    rows = list(q.all_lines(actor, book, given, form=form))
    made = register_files.make(
        book, rows, agency_id=actor.agency_id or 0, form=form, output=output, filters=given
    )
    return Printed(made, lines)
