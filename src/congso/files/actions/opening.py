"""Who opened, downloaded and printed what (F034)."""

from datetime import timedelta

from django.db import connection, transaction

from congso.audit import api as audit
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef

ONE_OPENING = timedelta(minutes=10)
_STAMP = """
    INSERT INTO files_opening (person_id, subject_kind, subject_id, file_id, at) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (person_id, subject_kind, subject_id, file_id)
    DO UPDATE SET at = EXCLUDED.at WHERE files_opening.at < %s
    RETURNING id
"""


def opened(*, actor: Actor, subject: SubjectRef, file_id: int) -> bool:
    """Journal an opening, once per person and ten minutes. True when it was written."""
    if actor.person_id is None:
        return False
    now = clock.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_STAMP, [actor.person_id, subject.kind, subject.id, file_id, now, now - ONE_OPENING])
        first = cursor.fetchone() is not None
        if first:
            audit.record(actor, "document.opened", subject, file=file_id)
    return first


def taken(*, actor: Actor, subject: SubjectRef, file_id: int, verb: str) -> None:
    """Journal a download or a printing, each time. `verb`: "file.downloaded" or "file.printed"."""
    with transaction.atomic():
        audit.record(actor, verb, subject, file=file_id)
