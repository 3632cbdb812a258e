"""A work file ends, or is taken up again; its retention runs from the year it ended."""

from datetime import date

from django.db import transaction

from congso.audit import api as audit
from congso.documents.models import WorkFile
from congso.documents.support_work_files import change, lock, ref
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid


def close_work_file(*, actor: Actor, work_file_id: int, on: date | None = None) -> None:
    """`on`: the day the work ended, today by default.

    Raises NotFound, Forbidden, Conflict documents.work_file_closed, Invalid documents.work_file_days_wrong.
    """
    with transaction.atomic():
        work_file = lock(actor, "close", work_file_id)
        day = on or clock.today()
        if work_file.started_on is not None and day < work_file.started_on:
            raise Invalid("documents.work_file_days_wrong", field="on")
        change(work_file, state=WorkFile.State.CLOSED, ended_on=day)
        audit.record(actor, "work_file.closed", ref(work_file), on=day.isoformat())


def reopen_work_file(*, actor: Actor, work_file_id: int) -> None:
    """Raises NotFound, Forbidden, Conflict documents.work_file_open_already."""
    with transaction.atomic():
        work_file = lock(actor, "reopen", work_file_id)
        change(work_file, state=WorkFile.State.OPEN, ended_on=None)
        audit.record(actor, "work_file.reopened", ref(work_file))
