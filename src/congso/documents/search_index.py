"""The searchable row of each document: words folded by us into stored columns, since the database has no `unaccent`.

Each kind of subject registers how its words are read; `reindex` runs as a job after a change, `find` is in queries.search.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection, transaction

from congso.documents.models import Involvement, SearchEntry
from congso.kernel.jobs import job
from congso.kernel.refs import SubjectRef
from congso.pure import search
from congso.pure.vietnamese import nfc

# Of the way the columns are made; rows made in an older way are made anew in the background.
VERSION: Final = 1
# A tsvector takes at most 1 MB; a book of a thousand pages is cut here, its fields never are.
_TEXT_LIMIT: Final = 400_000
_RECIPIENTS: Final = 60  # that are counted and chosen by; all of them are found by their words
_BATCH: Final = 300
COLUMNS: Final = (
    "subject_kind", "subject_id", "agency_id", "code_key", "number_key", "kind", "date", "title", "facets", "made_by",
    "exact", "folded",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What is searched of one document. `fields` weigh more than `content`.

    `kind`: the code of pure.kinds, or the name of a kind outside the decree; `signer`, `issuer`, `drafter` and
    `recipients` as printed; `symbol`: number and symbol as printed.
    """

    agency_id: int
    title: str
    fields: tuple[str, ...]
    content: str = ""
    code_key: str = ""
    number_key: str = ""
    kind: str = ""
    date: datetime.date | None = None
    issuer: str = ""
    signer: str = ""
    drafter: str = ""
    recipients: tuple[str, ...] = field(default=())
    urgency: int | None = None
    register_id: int | None = None


_readers: dict[str, Callable[[int], Words | None]] = {}


def register_reader(kind: str, reader: Callable[[int], Words | None]) -> None:
    """`reader(subject_id)` gives the words, or None when the thing must not be found (any more)."""
    if kind in _readers:
        raise ValueError(f"{kind} has a reader already")
    _readers[kind] = reader


def later(subject: SubjectRef) -> None:
    """Index again after the caller's transaction commits."""
    reindex.defer(kind=subject.kind, subject_id=subject.id)


# A rush of arrivals is found before it is stamped.
@job("documents.index", retry=5, priority=10)
def reindex(*, kind: str, subject_id: int) -> None:
    index(SubjectRef(kind, subject_id))


def takes_part_later(subject: SubjectRef) -> None:
    """Somebody takes part in the thing, or no longer: note it in the index after the caller's transaction commits."""
    index_readers.defer(
        kind=subject.kind, subject_id=subject.id, once=f"search-readers-{subject.kind}-{subject.id}"
    )


@job("documents.index_readers", retry=5, priority=10)
def index_readers(*, kind: str, subject_id: int) -> None:
    """Who takes part, without reading the words again. Nothing happens to what is not in the index."""
    subject = SubjectRef(kind, subject_id)
    with transaction.atomic():
        _lock(subject)
        entry = _mine(subject).only("facets").first()
        if entry is None:
            return
        kept = [key for key in entry.facets if key[:2] not in ("w:", "x:")]
        _mine(subject).update(facets=[*kept, *_parts(subject)])


@job("documents.index_old", retry=0, cron="* * * * *")
def index_old() -> None:
    """Rows made in an older way, newest documents first: after an upgrade all of them, a batch a minute."""
    rows = SearchEntry.objects.unscoped(reason="made in an older way").exclude(made_by=VERSION)
    found = rows.order_by("-pk").values_list("subject_kind", "subject_id")[:_BATCH]
    for kind, subject_id in list(found):
        index(SubjectRef(kind, subject_id))


def index(subject: SubjectRef) -> None:
    """Write or remove the searchable row now."""
    with transaction.atomic():
        _lock(subject)
        words = _readers[subject.kind](subject.id)
        if words is None:
            _mine(subject).delete()
            return
        values = row(subject, words, _parts(subject))
        changed = ", ".join(f"{name} = EXCLUDED.{name}" for name in COLUMNS[2:])
        places = ", ".join("%s::tsvector" if name in ("exact", "folded") else "%s" for name in COLUMNS)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO documents_searchentry ({', '.join(COLUMNS)}) VALUES ({places}) "  # noqa: S608
                f"ON CONFLICT (subject_kind, subject_id) DO UPDATE SET {changed}",
                values,
            )


def add_all(rows: Sequence[Sequence[Any]]) -> None:
    """Many rows of new documents at once, made by `row`, in the caller's transaction."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY documents_searchentry ({', '.join(COLUMNS)}) FROM STDIN") as copy,
    ):
        for values in rows:
            copy.write_row(values)


def _mine(subject: SubjectRef) -> Any:
    rows = SearchEntry.objects.unscoped(reason="index of one subject")
    return rows.filter(subject_kind=subject.kind, subject_id=subject.id)


def _lock(subject: SubjectRef) -> None:
    """One writer at a time for a thing: the later one reads what the earlier one committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"search {subject}"])


def _parts(subject: SubjectRef) -> list[str]:
    parts = Involvement.objects.unscoped(reason="keys of the index, written by a job")
    rows = parts.filter(subject_kind=subject.kind, subject_id=subject.id)
    return part_facets(rows.values_list("person_id", "unit_id"))


def part_facets(parts: Iterable[tuple[int | None, int | None]]) -> list[str]:
    """Keys of those who take part: (person, unit) as in Involvement."""
    found = [f"w:{person}" if person is not None else f"x:{unit}" for person, unit in parts]
    return list(dict.fromkeys(found))


def row(subject: SubjectRef, words: Words, parts: Sequence[str] = ()) -> list[Any]:
    """The values of COLUMNS; also for COPY, which takes many rows at once."""
    exact, folded = search.vectors(
        [one for one in (words.title, *words.fields) if one],
        words.content[:_TEXT_LIMIT],
        {
            "i": [words.issuer],
            "s": [words.signer],
            "d": [words.drafter],
            "t": words.recipients,
            "h": [words.title],
        },
    )
    return [
        subject.kind, subject.id, words.agency_id, words.code_key[:60], words.number_key, words.kind[:20], words.date,
        words.title[:500], [*facets(subject, words), *parts], VERSION, exact, folded,
    ]  # fmt: skip


def facets(subject: SubjectRef, words: Words) -> list[str]:
    """The keys a document is found and counted by; see SearchEntry."""
    named = [
        ("k", words.kind),
        ("i", words.issuer),
        ("s", words.signer),
        ("d", words.drafter),
        *(("t", name) for name in words.recipients[:_RECIPIENTS]),
    ]
    found = [f"a:{words.agency_id}", f"p:{subject.kind}"]
    found += [f"{letter}:{' '.join(nfc(text).split())[:200]}" for letter, text in named if text.strip()]
    found += [f"u:{words.urgency}"] if words.urgency is not None else []
    found += [f"r:{words.register_id}"] if words.register_id is not None else []
    return list(dict.fromkeys([*found, *search.code_facets(words.code_key, words.number_key)]))
