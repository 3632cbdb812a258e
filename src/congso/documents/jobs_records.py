"""Background work on records: printing books, exporting long registers, reminding of files that may be closed."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from congso.audit import api as audit
from congso.documents import register_files
from congso.documents.models import Register
from congso.documents.queries import registers as q
from congso.documents.queries import work_files as wq
from congso.documents.queries.register_rows import BOOK
from congso.files import api as files
from congso.kernel.actor import Actor, Role
from congso.kernel.jobs import job
from congso.kernel.refs import SubjectRef
from congso.notices import api as notices
from congso.people import api as people

_REASON = "a job prints the book it was given"


@job("documents.print_book", retry=6)
def print_book(*, register_id: int) -> None:
    """The frozen book as PDF, kept with the register. A book printed already stays as it is."""
    one = Register.objects.unscoped(reason=_REASON).get(pk=register_id)
    if one.closed_at is None or one.book_file_id is not None:
        return
    actor = Actor.system(one.agency_id)
    book = q.register(actor, register_id)
    with transaction.atomic():
        file_id = _kept(actor, book, BOOK, "pdf", q.BookFilters(), role="book")
        rows = Register.objects.unscoped(reason=_REASON).filter(pk=register_id, book_file_id=None)
        if not rows.update(book_file_id=file_id):
            return
        audit.record(actor, "register.book_printed", SubjectRef("register", register_id), file=file_id)
        told = people.people_of(one.agency_id, roles=(Role.CLERK, Role.LEADER))
        url = reverse("documents:register", args=[register_id])
        subject = SubjectRef("register", register_id)
        notices.notify(
            [row.person_id for row in told], "documents.register_printed", {"title": one.name}, subject, url
        )


@job("documents.export_register", retry=3)
def export_register(
    *,
    register_id: int,
    agency_id: int,
    person_id: int | None,
    form: str,
    output: str,
    filters: dict[str, Any],
) -> None:
    """The filtered register as a file of its own, and a notice to who asked for it."""
    actor = Actor.system(agency_id)
    book = q.register(actor, register_id)
    subject = SubjectRef("register", register_id)
    with transaction.atomic():
        file_id = _kept(actor, book, form, output, q.BookFilters.from_plain(filters), role="export")
        if person_id is not None:
            url = reverse("files:original", args=["register", register_id, file_id])
            notices.notify([person_id], "documents.export_ready", {"title": book.name}, subject, url)


def _kept(
    actor: Actor, book: q.RegisterRow, form: str, output: str, filters: q.BookFilters, *, role: str
) -> int:
    lines = list(q.all_lines(actor, book, filters, form=form))
    made = register_files.make(
        book, lines, agency_id=actor.agency_id or 0, form=form, output=output, filters=filters
    )
    row = files.store(
        actor=actor, name=made.name, content=made.content, purpose=f"register_{role}", trusted=True
    )
    files.use(row.id, SubjectRef("register", book.id), role)
    return row.id


@job("documents.remind_work_files", retry=3, cron="30 7 1 * *")
def remind_work_files() -> None:
    """On the first of each month keepers are told which of their files have nothing open any more (F030)."""
    for keeper_id, rows in wq.settled_by_keeper().items():
        params = {"count": len(rows), "title": "; ".join(row.title for row in rows[:3])}
        url = f"{reverse('documents:work_files')}?xem=xong"
        with transaction.atomic():
            notices.notify([keeper_id], "documents.work_files_settled", params, None, url)
