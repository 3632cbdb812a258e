"""The searchable row of each document: folded by us into stored columns, since the database has no `unaccent`.

Each kind of subject registers how its words are read; `reindex` runs as a job after a change, `find` is in queries.search.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from congso.documents.models import SearchEntry
from congso.kernel.jobs import job
from congso.kernel.refs import SubjectRef
from congso.pure import vietnamese

# A GIN index takes at most about 1 MB of lexemes a row; a book of a thousand pages is cut here, its fields never are.
_TEXT_LIMIT = 400_000


@dataclass(frozen=True, slots=True)
class Words:
    """What is searched of one document. `fields` weigh more than `content`."""

    agency_id: int
    title: str
    fields: tuple[str, ...]
    content: str = ""
    code_key: str = ""
    number_key: str = ""
    kind: str = ""
    date: datetime.date | None = None


_readers: dict[str, Callable[[int], Words | None]] = {}


def register_reader(kind: str, reader: Callable[[int], Words | None]) -> None:
    """`reader(subject_id)` gives the words, or None when the thing must not be found (any more)."""
    if kind in _readers:
        raise ValueError(f"{kind} has a reader already")
    _readers[kind] = reader


def later(subject: SubjectRef) -> None:
    """Index again after the caller's transaction commits."""
    reindex.defer(kind=subject.kind, subject_id=subject.id)


@job("documents.index", retry=5)
def reindex(*, kind: str, subject_id: int) -> None:
    index(SubjectRef(kind, subject_id))


def index(subject: SubjectRef) -> None:
    """Write or remove the searchable row now."""
    words = _readers[subject.kind](subject.id)
    mine = SearchEntry.objects.unscoped(reason="index of one subject").filter(
        subject_kind=subject.kind, subject_id=subject.id
    )
    if words is None:
        mine.delete()
        return
    heads, body = "\n".join((words.title, *words.fields)), words.content[:_TEXT_LIMIT]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_searchentry "
            "(subject_kind, subject_id, agency_id, code_key, number_key, kind, date, title, exact, folded) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, "
            "setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'C'), "
            "setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'C')) "
            "ON CONFLICT (subject_kind, subject_id) DO UPDATE SET agency_id = EXCLUDED.agency_id, "
            "code_key = EXCLUDED.code_key, number_key = EXCLUDED.number_key, kind = EXCLUDED.kind, "
            "date = EXCLUDED.date, title = EXCLUDED.title, exact = EXCLUDED.exact, folded = EXCLUDED.folded",
            [
                subject.kind,
                subject.id,
                words.agency_id,
                words.code_key,
                words.number_key,
                words.kind,
                words.date,
                words.title[:500],
                vietnamese.fold_marks(heads),
                vietnamese.fold_marks(body),
                vietnamese.fold(heads),
                vietnamese.fold(body),
            ],
        )
