"""Registers and work files for tests."""

from procrastinate.contrib.django.models import ProcrastinateJob

from congso.documents.actions.save_work_file import create_work_file
from congso.documents.jobs_records import export_register, print_book
from congso.documents.models import Register, WorkFile
from congso.documents.rules_work_files import FileFields
from congso.documents.search_index import index
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef

YEAR = 2026


def the_register(agency_id: int, direction: str = "incoming") -> Register:
    return Register.objects.unscoped(reason="test").get(agency_id=agency_id, direction=direction)


def make_file(
    actor: Actor, code: str = "TCBC.01", title: str = "Biên chế cấp xã 2026", **more: object
) -> WorkFile:
    """An open work file kept by the actor, searchable at once."""
    fields = FileFields(year=YEAR, code=code, title=title, retention="10 năm", **more)  # type: ignore[arg-type]
    made = create_work_file(actor=actor, fields=fields)
    index(SubjectRef("work_file", made))
    return work_file(made)


def work_file(work_file_id: int) -> WorkFile:
    """As it lies in the database now."""
    return WorkFile.objects.unscoped(reason="test").get(pk=work_file_id)


def run_prints() -> int:
    """The waiting print jobs alone; returns how many ran."""
    done = 0
    for made in (print_book, export_register):
        for waiting in ProcrastinateJob.objects.filter(status="todo", task_name=made.name).order_by("id"):
            made(**waiting.args)
            waiting_id = waiting.pk
            done += 1 if waiting_id else 0
    return done
