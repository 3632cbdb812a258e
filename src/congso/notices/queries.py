"""Reads of one person's notices."""

from congso.kernel import pagination
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.notices.models import Notice
from congso.notices.rows import NoticeRow

PER_PAGE = 40


def unread_count(actor: Actor) -> int:
    return Notice.objects.for_actor(actor).filter(seen_at=None).count()


def notices_of(actor: Actor, *, before: str = "", only_unseen: bool = False) -> pagination.Page[NoticeRow]:
    """Newest first, PER_PAGE at a time; `before` is the cursor `older` of the page above. One query."""
    rows = Notice.objects.for_actor(actor).order_by("-id")
    if only_unseen:
        rows = rows.filter(seen_at=None)
    cursor = pagination.decode(before)
    if cursor and isinstance(cursor[0], int):
        rows = rows.filter(pk__lt=cursor[0])
    found = list(rows[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    older = pagination.encode([shown[-1].pk]) if len(found) > PER_PAGE else ""
    return pagination.Page(rows=[_row(row) for row in shown], older=older)


def _row(row: Notice) -> NoticeRow:
    subject = SubjectRef.parse(row.subject) if row.subject else None
    return NoticeRow(row.pk, row.kind, row.params, subject, row.url, row.at, row.seen_at is not None)
