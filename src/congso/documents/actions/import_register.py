"""The register of another product comes in as a table: all of its rows, or none (Decree 30 art. 22, annex IV)."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any, Final

from django.db import transaction

from congso.audit import api as audit
from congso.documents import numbers, rules_import_outgoing, search_index
from congso.documents import rules_import as rules
from congso.documents.actions import import_outgoing
from congso.documents.models import IncomingDocument, Register, RegisterImport, RegisterNumber
from congso.documents.policies_incoming import require
from congso.documents.policies_records import may_import
from congso.documents.queries.incoming_search import words_with
from congso.documents.rules_import import Entry, Wrong
from congso.documents.rules_incoming import code_key
from congso.documents.support_import import REASON, STEP, Found, Refused, checked, finished, journal
from congso.documents.support_incoming import KIND
from congso.documents.support_outgoing import own_body
from congso.guard import api as guard
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.kernel.jobs import job
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.pure.leaks import find_field_marking

MOST: Final = 10_000
SHOWN_ERRORS: Final = 500
_FREE: Final = ("mapping", "refused", "failed")
_COPIED: Final = (
    "number", "symbol", "document_date", "kind", "issuer_name", "subject", "signer_name", "urgency", "pages", "copies",
    "description",
)  # fmt: skip


def upload_register(*, actor: Actor, name: str, content: bytes, body_id: int | None = None) -> int:
    """Keep a table until its columns are chosen; what was left half-way by the same person is dropped. Returns its id.

    `body_id`: documents that left, of this issuing body; else arrivals. Raises Forbidden; Invalid people.import_* for no readable
    table, documents.import_too_many, documents.import_marked, documents.body_elsewhere.
    """
    require(may_import(actor))
    if body_id is not None:
        own_body(actor, body_id)
    targets = rules.TARGETS if body_id is None else rules_import_outgoing.TARGETS
    lines = _lines(name, content)
    _refuse_marked(actor, lines)
    header = rules.header_at([cells for _, cells in lines], targets)
    count = len(lines) - header - 1
    if count > MOST:
        raise Invalid("documents.import_too_many", field="file", most=MOST, count=count)
    if not count:
        raise Invalid("people.import_empty", field="file")
    with transaction.atomic():
        mine = RegisterImport.objects.for_actor(actor).filter(by_id=actor.person_id, state__in=_FREE)
        mine.delete()
        made = RegisterImport.objects.unscoped(reason=REASON).create(
            agency_id=actor.agency_id or 0,
            direction="incoming" if body_id is None else "outgoing",
            body_id=body_id,
            by_id=actor.person_id,
            by_name=actor.name,
            name=name[:255],
            sha256=hashlib.sha256(content).hexdigest(),
            at=clock.now(),
            table=zlib.compress(json.dumps(lines, ensure_ascii=False).encode()),
            header=header,
            rows=count,
            mapping=rules.guess(lines[header][1], targets),
        )
    return int(made.pk)


def _lines(name: str, content: bytes) -> list[tuple[int, list[str]]]:
    try:
        found = people.read_table(name, content, most=MOST + rules.HEADER_AMONG)
    except Invalid as refusal:
        if refusal.code != "people.import_too_many_rows":
            raise
        # Titles above the headings are no rows: the limit that is told is that of the rows.
        raise Invalid(refusal.code, field="file", most=MOST) from refusal
    return [(line.number, list(line.cells)) for line in found]


def _refuse_marked(actor: Actor, lines: Sequence[tuple[int, Sequence[str]]]) -> None:
    """State secrets never enter: a row with a marking in any column keeps the whole table out, and nothing of it is kept."""
    seen: dict[str, bool] = {}
    rows: list[int] = []
    for number, cells in lines:
        for cell in cells:
            if cell not in seen:
                seen[cell] = bool(cell) and find_field_marking(cell) is not None
                if seen[cell] and not rows:
                    _record(actor, cell)
            if seen[cell]:
                rows.append(number)
                break
    if rows:
        shown = ", ".join(str(one) for one in rows[:20]) + (", …" if len(rows) > 20 else "")
        raise Invalid("documents.import_marked", field="file", rows=shown, count=len(rows))


def _record(actor: Actor, cell: str) -> None:
    try:
        guard.check_fields(actor=actor, values={"row": cell}, entrance="register_import")
    except guard.SecretMarking:
        return


def start_import(*, actor: Actor, import_id: int, mapping: Mapping[str, int], scheme: str = "one") -> None:
    """Check and write in the background with these columns. `scheme`: of documents that left, one series for all kinds or one
    for each ("kind"). Raises Forbidden, NotFound, Conflict, Invalid documents.import_*."""
    require(may_import(actor))
    mine = RegisterImport.objects.for_actor(actor).filter(pk=import_id)
    one = mine.first()
    if one is None:
        raise NotFound("documents.import_unknown")
    if scheme not in rules_import_outgoing.SCHEMES:
        raise Invalid("documents.import_scheme", field="scheme")
    if problems := _column_problems(one, mapping):
        target, code = problems[0]
        raise Invalid(code, field=target)
    with transaction.atomic():
        changed = mine.filter(state__in=_FREE).update(
            state="running", mapping=dict(mapping), scheme=scheme, checked=0, errors=[], error_count=0
        )
        if not changed:
            raise Conflict("documents.import_running")
        audit.record(actor, "register.import_started", SubjectRef("register_import", import_id))
        run_import.defer(import_id=import_id)


def _column_problems(one: RegisterImport, mapping: Mapping[str, int]) -> list[tuple[str, str]]:
    if one.direction == "incoming":
        return rules.mapping_problems(mapping)
    problems = rules_import_outgoing.column_problems(mapping)
    return problems + rules.mapping_problems(mapping, rules_import_outgoing.TARGETS)


def drop_import(*, actor: Actor, import_id: int) -> None:
    """Throw an unfinished table away. Raises Forbidden, NotFound."""
    require(may_import(actor))
    gone, _ = RegisterImport.objects.for_actor(actor).filter(pk=import_id, state__in=_FREE).delete()
    if not gone:
        raise NotFound("documents.import_unknown")


@job("documents.import_register", retry=0)
def run_import(*, import_id: int) -> None:
    """Check every row, then write them all at once. What is wrong is kept by row; what fails leaves nothing behind."""
    rows = RegisterImport.objects.unscoped(reason=REASON).filter(pk=import_id, state="running")
    one = rows.select_related("agency").first()
    if one is None:
        return
    try:
        found = _incoming(one) if one.direction == "incoming" else import_outgoing.run(one)
        if not found:
            return
    except Refused as refusal:
        found = refusal.found
    except Exception:
        rows.update(state="failed", finished_at=clock.now())
        raise
    found.sort(key=lambda pair: pair[0])
    told = [[row, wrong.target, wrong.code, dict(wrong.params)] for row, wrong in found[:SHOWN_ERRORS]]
    rows.update(state="refused", errors=told, error_count=len(found), finished_at=clock.now())


def _incoming(one: RegisterImport) -> Found:
    """What is wrong; with nothing wrong all rows are written."""
    entries, found = checked(one, rules.entry)
    found += rules.repeated(entries)
    if not found:
        prepared = [_prepared(one, entry) for entry in entries]
        with transaction.atomic():
            _write(one, prepared)
    return found


Prepared = tuple[Entry, IncomingDocument, list[Any]]


def _prepared(one: RegisterImport, entry: Entry) -> Prepared:
    """The entry to be and its row of the search, all but the ids: made before any lock is taken."""
    given, now = entry.fields, clock.now()
    document = IncomingDocument(
        agency_id=one.agency_id,
        state="closed",
        channel="import",
        source_import=one,
        received_at=datetime.combine(entry.day, time(), clock.VIETNAM),
        arrival_number=entry.number,
        arrival_date=entry.day,
        registered_at=now,
        registered_by_id=one.by_id,
        registered_by_name=one.by_name,
        closed_at=now,
        close_kind="imported",
        close_reason=f"{one.name[:250]} #{entry.row}",
        code_key=code_key(given.number, given.symbol),
        **{name: getattr(given, name) for name in _COPIED},
    )
    return entry, document, search_index.row(SubjectRef(KIND, 0), words_with(document, ""))


def _write(one: RegisterImport, prepared: Sequence[Prepared]) -> None:
    """In the caller's transaction. Raises Refused: numbers given already, a closed book."""
    made = {str(year): count for year, count in _counts(prepared).items()}
    if not finished(one, made):
        return
    books = _books(one, prepared)
    _refuse_taken(books, prepared)
    for entry, document, _ in prepared:
        document.register_id = books[entry.day.year].pk
    IncomingDocument.objects.unscoped(reason=REASON).bulk_create(
        [document for _, document, _ in prepared], batch_size=STEP
    )
    RegisterNumber.objects.bulk_create(
        [_number(one, entry, document) for entry, document, _ in prepared], batch_size=STEP
    )
    for year, book in books.items():
        days = [(entry.number, entry.day) for entry, _, _ in prepared if entry.day.year == year]
        book.last = max(book.last, max(number for number, _ in days))
        book.last_date = max(day for day in (book.last_date, *(day for _, day in days)) if day)
        book.save(update_fields=["last", "last_date"])
    for _, document, row in prepared:
        row[1] = document.pk
        row[8].append(f"r:{document.register_id}")
    search_index.add_all([row for _, _, row in prepared])
    journal(one, made)


def _counts(prepared: Sequence[Prepared]) -> dict[int, int]:
    years = [entry.day.year for entry, _, _ in prepared]
    return {year: years.count(year) for year in sorted(set(years))}


def _books(one: RegisterImport, prepared: Sequence[Prepared]) -> dict[int, Register]:
    """The register of each year, locked: whoever takes a number waits until these stand."""
    years = _counts(prepared)
    ids = [
        numbers.register_for(agency_id=one.agency_id, direction="incoming", year=year).pk for year in years
    ]
    rows = Register.objects.unscoped(reason=REASON).select_for_update().filter(pk__in=ids).order_by("pk")
    books = {row.year: row for row in rows}
    closed: Found = []
    for year, book in books.items():
        if book.closed_at:
            first = next(entry.row for entry, _, _ in prepared if entry.day.year == year)
            closed.append((first, Wrong("number", "documents.import_book_closed", {"name": book.name})))
    if closed:
        raise Refused(closed)
    return books


def _refuse_taken(books: Mapping[int, Register], prepared: Sequence[Prepared]) -> None:
    ids = {book.pk: year for year, book in books.items()}
    every = RegisterNumber.objects.unscoped(reason="numbers of the registers being filled")
    rows = every.filter(register_id__in=ids).values_list("register_id", "number")
    taken = {(ids[register_id], number) for register_id, number in rows}
    found: Found = [
        (
            entry.row,
            Wrong(
                "number", "documents.import_number_taken", {"number": entry.number, "year": entry.day.year}
            ),
        )
        for entry, _, _ in prepared
        if (entry.day.year, entry.number) in taken
    ]
    if found:
        raise Refused(found)


def _number(one: RegisterImport, entry: Entry, document: IncomingDocument) -> RegisterNumber:
    return RegisterNumber(
        register_id=document.register_id or 0,
        number=entry.number,
        date=entry.day,
        state=RegisterNumber.State.USED,
        subject_kind=KIND,
        subject_id=document.pk,
        by_name=one.by_name,
        at=clock.now(),
    )
