"""Documents that left, from the register of another product: their numbers kept as used, no file, nothing sent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any, Final

from django.db import transaction

from congso.documents import numbers, search_index
from congso.documents import rules_import as rules
from congso.documents import rules_import_outgoing as rules_outgoing
from congso.documents.models import OutgoingDocument, Recipient, Register, RegisterImport, RegisterNumber
from congso.documents.queries.outgoing_search import words_with
from congso.documents.rules_import import Wrong
from congso.documents.rules_import_outgoing import Issued
from congso.documents.rules_outgoing import Series, choose_series
from congso.documents.support_import import REASON, STEP, Found, Refused, checked, finished, journal
from congso.documents.support_outgoing import KIND, new_token, series_of
from congso.kernel import clock
from congso.kernel.refs import SubjectRef
from congso.pure.numbering import normal_code

_MOST_RECIPIENTS: Final = 200
# A register: of a year that has some here its id, else (year, series, kinds) of the one to be opened; None: no series takes the kind.
Book = int | tuple[int, str, tuple[str, ...]] | None


def run(one: RegisterImport) -> Found:
    """What is wrong; with nothing wrong all rows are written. Raises Refused."""
    entries, found = checked(one, rules_outgoing.entry)
    books = _books(one, entries)
    found += _homeless(entries, books)
    found += [
        (row, Wrong("code", "documents.import_out_twice", wrong.params))
        for row, wrong in rules.repeated(entries, books)
    ]
    if not found:
        prepared = [_prepared(one, entry) for entry in entries]
        with transaction.atomic():
            _write(one, entries, books, prepared)
    return found


def _books(one: RegisterImport, entries: Sequence[Issued]) -> list[Book]:
    """The register of each entry: as the series of a year stand here, else as the agency says that it numbered."""
    years = {entry.day.year for entry in entries}
    known = {
        year: [Series(row.pk, tuple(row.kinds)) for row in series_of(one.agency_id, one.body_id or 0, year)]
        for year in years
    }
    return [
        choose_series(known[entry.day.year], entry.kind)
        if known[entry.day.year]
        else (entry.day.year, *rules_outgoing.book_of(entry, one.scheme))
        for entry in entries
    ]


def _homeless(entries: Sequence[Issued], books: Sequence[Book]) -> Found:
    return [
        (entry.row, Wrong("kind", "documents.import_no_book", {"year": entry.day.year}))
        for entry, book in zip(entries, books, strict=True)
        if book is None
    ]


Prepared = tuple[OutgoingDocument, list[Any]]


def _prepared(one: RegisterImport, entry: Issued) -> Prepared:
    """The document to be and its row of the search, all but the ids: made before any lock is taken."""
    now = clock.now()
    made = OutgoingDocument(
        agency_id=one.agency_id,
        body=one.body,
        state="issued",
        origin="import",
        on_paper=True,
        source_import=one,
        kind=entry.kind,
        symbol=entry.symbol,
        subject=entry.subject,
        urgency=entry.urgency,
        drafter_name=entry.drafter,
        signer_name=entry.signer_name,
        number=entry.number,
        code_key=normal_code(f"{entry.number}/{entry.symbol}")[:80],
        issued_date=entry.day,
        numbered_at=now,
        issued_at=datetime.combine(entry.day, time(), clock.VIETNAM),
        issued_by_name=one.by_name,
        pages=entry.pages,
        copies=entry.copies,
        check_token=new_token(),
        archive_holder=entry.keeper,
    )
    return made, search_index.row(SubjectRef(KIND, 0), words_with(made, entry.recipients, ""))


def _write(
    one: RegisterImport, entries: Sequence[Issued], books: Sequence[Book], prepared: Sequence[Prepared]
) -> None:
    """In the caller's transaction. Raises Refused: numbers given already, a closed book."""
    registers = _locked(one, books)
    chosen = [registers[book] for book in books]
    made = {str(pk): count for pk, count in Counter(book.pk for book in chosen).items()}
    if not finished(one, made):
        return
    _refuse_taken(entries, chosen)
    for (document, _), book in zip(prepared, chosen, strict=True):
        document.register_id = book.pk
    OutgoingDocument.objects.unscoped(reason=REASON).bulk_create(
        [document for document, _ in prepared], batch_size=STEP
    )
    _number(one, entries, prepared)
    _name_recipients(entries, prepared)
    for book in {book.pk: book for book in chosen}.values():
        mine = [entry for entry, its in zip(entries, chosen, strict=True) if its.pk == book.pk]
        book.last = max(book.last, *(entry.number for entry in mine))
        book.last_date = max(day for day in (book.last_date, *(entry.day for entry in mine)) if day)
        book.save(update_fields=["last", "last_date"])
    for document, row in prepared:
        row[1] = document.pk
        row[8].append(f"r:{document.register_id}")
    search_index.add_all([row for _, row in prepared])
    journal(one, made)


def _locked(one: RegisterImport, books: Sequence[Book]) -> Mapping[Book, Register]:
    """The registers, opened where they are missing, and locked: whoever takes a number waits until these stand."""
    ids: dict[Book, int] = {}
    for book in dict.fromkeys(books):
        if isinstance(book, tuple):
            year, series, kinds = book
            opened = numbers.register_for(
                agency_id=one.agency_id, direction="outgoing", year=year, body_id=one.body_id, series=series
            )
            if kinds and not opened.kinds:
                opened.kinds = list(kinds)
                opened.save(update_fields=["kinds"])
            ids[book] = opened.pk
        elif book is not None:
            ids[book] = book
    rows = Register.objects.unscoped(reason=REASON).select_for_update().filter(pk__in=ids.values())
    locked = {row.pk: row for row in rows.order_by("pk")}
    return {book: locked[pk] for book, pk in ids.items()}


def _refuse_taken(entries: Sequence[Issued], chosen: Sequence[Register]) -> None:
    rows = RegisterNumber.objects.unscoped(reason="numbers of the registers being filled")
    ids = {book.pk for book in chosen}
    taken = set(rows.filter(register_id__in=ids).values_list("register_id", "number"))
    found: Found = []
    for entry, book in zip(entries, chosen, strict=True):
        said = {"number": entry.number, "year": entry.day.year, "name": book.name}
        if book.closed_at:
            found.append((entry.row, Wrong("code", "documents.import_book_closed", {"name": book.name})))
        elif (book.pk, entry.number) in taken:
            found.append((entry.row, Wrong("code", "documents.import_out_taken", said)))
    if found:
        raise Refused(found)


def _number(one: RegisterImport, entries: Sequence[Issued], prepared: Sequence[Prepared]) -> None:
    now = clock.now()
    RegisterNumber.objects.bulk_create(
        [
            RegisterNumber(
                register_id=document.register_id or 0, number=entry.number, date=entry.day,
                state=RegisterNumber.State.USED, subject_kind=KIND, subject_id=document.pk, by_name=one.by_name, at=now,
            )
            for entry, (document, _) in zip(entries, prepared, strict=True)
        ],
        batch_size=STEP,
    )  # fmt: skip


def _name_recipients(entries: Sequence[Issued], prepared: Sequence[Prepared]) -> None:
    """Named on the document, as the register says; nothing is sent to them from here."""
    Recipient.objects.bulk_create(
        [
            Recipient(outgoing=document, channel=Recipient.Channel.NONE, name=name, order=order)
            for entry, (document, _) in zip(entries, prepared, strict=True)
            for order, name in enumerate(entry.recipients[:_MOST_RECIPIENTS])
        ],
        batch_size=STEP,
    )
