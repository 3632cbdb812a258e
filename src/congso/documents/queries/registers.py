"""Registers of an agency: the list of books, one book filtered, its unexplained numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from congso.documents.models import (
    IncomingDocument,
    OutgoingDocument,
    Recipient,
    Register,
    RegisterNumber,
)
from congso.documents.policies_incoming import require
from congso.documents.policies_records import may_read_registers
from congso.documents.queries.keyset import Key, page
from congso.documents.queries.register_rows import PAPER_FORMS, BookLine, lines_of
from congso.documents.rules_registers import CANCELLED, RESERVED, USED
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.kernel.pagination import Page
from congso.kernel.refs import SubjectRef
from congso.pure import numbering
from congso.pure.kinds import kind_of

PAGE_SIZE: Final = 40
_CHUNK: Final = 1000
_BY_NUMBER: Final = (Key("number", int, False),)
_STATES: Final[Mapping[str, numbering.SeriesState]] = {
    USED: "issued",
    RESERVED: "reserved",
    CANCELLED: "cancelled",
}
OPEN_ARRIVALS: Final = ("registered", "assigned", "working")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One book. `body`: whose numbers they are, "" for arrivals. `asked_by`: the clerk who asks to close it."""

    id: int
    name: str
    direction: str
    year: int
    series: str
    body_id: int | None
    body: str
    last: int
    last_date: date | None
    used: int
    reserved: int
    cancelled: int
    closed_at: datetime | None
    closed_by: str
    asked_at: datetime | None
    asked_by: str
    reason: str
    book_file_id: int | None

    @property
    def unexplained(self) -> int:
        return self.last - self.used - self.reserved - self.cancelled


@dataclass(frozen=True, slots=True)
class BookFilters:
    """Empty means any. `state`: used, reserved, cancelled; of arrivals also open, late, closed. `party`: issuer or recipient."""

    since: date | None = None
    until: date | None = None
    kind: str = ""
    party: str = ""
    first: int | None = None
    last: int | None = None
    state: str = ""

    @property
    def empty(self) -> bool:
        return self == BookFilters()

    def plain(self) -> dict[str, Any]:
        """As a job carries it."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> "BookFilters":
        given: dict[str, Any] = {
            one.name: values[one.name] for one in fields(cls) if values.get(one.name) not in (None, "")
        }
        for name in ("since", "until"):
            if name in given:
                given[name] = date.fromisoformat(given[name])
        return cls(**given)


def years(actor: Actor) -> list[int]:
    """Years that have books, newest first, this year always among them."""
    require(may_read_registers(actor))
    found = set(Register.objects.for_actor(actor).values_list("year", flat=True))
    return sorted(found | {clock.today().year}, reverse=True)


def registers(actor: Actor, *, year: int) -> list[RegisterRow]:
    """Arrivals first, then what leaves, then copies. Raises Forbidden documents.forbidden."""
    require(may_read_registers(actor))
    rows = _counted(Register.objects.for_actor(actor).filter(year=year))
    order = ["incoming", "outgoing", "copy"]
    return sorted((_row(one) for one in rows), key=lambda one: (order.index(one.direction), one.body, one.id))


def register(actor: Actor, register_id: int) -> RegisterRow:
    """Raises Forbidden documents.forbidden, NotFound documents.register_unknown."""
    require(may_read_registers(actor))
    found = _counted(Register.objects.for_actor(actor).filter(pk=register_id)).first()
    if found is None:
        raise NotFound("documents.register_unknown")
    return _row(found)


def _counted(rows: QuerySet[Register]) -> QuerySet[Any]:
    states = {
        state: Count("numbers", filter=Q(numbers__state=state)) for state in (USED, RESERVED, CANCELLED)
    }
    return rows.select_related("body").annotate(**states)


def _row(one: Any) -> RegisterRow:
    return RegisterRow(
        id=one.pk,
        name=one.name,
        direction=one.direction,
        year=one.year,
        series=one.series,
        body_id=one.body_id,
        body=one.body.name if one.body else "",
        last=one.last,
        last_date=one.last_date,
        used=one.used,
        reserved=one.reserved,
        cancelled=one.cancelled,
        closed_at=one.closed_at,
        closed_by=one.closed_by_name,
        asked_at=one.close_asked_at,
        asked_by=one.close_asked_by_name,
        reason=one.close_reason,
        book_file_id=one.book_file_id,
    )


def book_page(
    actor: Actor, book: RegisterRow, filters: BookFilters, *, form: str, older: str = "", newer: str = ""
) -> Page[BookLine]:
    """Numbers ascending, forty a page."""
    found = page(
        _on_form(_numbers(actor, book, filters), form), _BY_NUMBER, size=PAGE_SIZE, older=older, newer=newer
    )
    return Page(lines_of(actor, found.rows, direction=book.direction, form=form), found.older, found.newer)


def count(actor: Actor, book: RegisterRow, filters: BookFilters) -> int:
    return _numbers(actor, book, filters).count()


def all_lines(actor: Actor, book: RegisterRow, filters: BookFilters, *, form: str) -> Iterator[BookLine]:
    """Every line that fits the filters, read in pieces."""
    rows = _on_form(_numbers(actor, book, filters), form).order_by("number")
    after = 0
    while part := list(rows.filter(number__gt=after)[:_CHUNK]):
        yield from lines_of(actor, part, direction=book.direction, form=form)
        after = part[-1].number


def _on_form(rows: QuerySet[RegisterNumber], form: str) -> QuerySet[RegisterNumber]:
    """The book of the post office has only what left on paper."""
    if form not in PAPER_FORMS:
        return rows
    papers = Recipient.objects.unscoped(reason="of documents of a register already in sight")
    return rows.filter(
        subject_id__in=papers.filter(channel="paper", outgoing__isnull=False).values("outgoing_id")
    )


def _numbers(actor: Actor, book: RegisterRow, given: BookFilters) -> QuerySet[RegisterNumber]:
    rows = _of(book)
    bounds = {
        "date__gte": given.since,
        "date__lte": given.until,
        "number__gte": given.first,
        "number__lte": given.last,
    }
    rows = rows.filter(**{name: value for name, value in bounds.items() if value is not None})
    if given.state in _STATES:
        rows = rows.filter(state=given.state)
    documents = _documents(actor, book, given)
    return rows if documents is None else rows.filter(subject_id__in=documents)


def _documents(actor: Actor, book: RegisterRow, given: BookFilters) -> QuerySet[Any, Any] | None:
    """Ids of the documents that fit; None when no filter looks at documents."""
    if book.direction == "incoming":
        return _arrivals(actor, given)
    rows: QuerySet[OutgoingDocument] = OutgoingDocument.objects.for_actor(actor)
    if not (given.kind or given.party):
        return None
    if given.kind:
        rows = rows.filter(kind=given.kind)
    if given.party:
        rows = rows.filter(recipients__name__icontains=given.party)
    return rows.values("pk")


def _arrivals(actor: Actor, given: BookFilters) -> QuerySet[Any, Any] | None:
    progress = given.state in ("open", "late", "closed")
    if not (given.kind or given.party or progress):
        return None
    rows: QuerySet[IncomingDocument] = IncomingDocument.objects.for_actor(actor)
    known = kind_of(given.kind)
    if given.kind:
        rows = rows.filter(kind__iexact=known.name if known else given.kind)
    if given.party:
        rows = rows.filter(issuer_name__icontains=given.party)
    if given.state == "closed":
        rows = rows.filter(state="closed")
    elif progress:
        rows = rows.filter(state__in=OPEN_ARRIVALS)
    if given.state == "late":
        rows = rows.filter(due_at__lt=clock.now())
    return rows.values("pk")


@dataclass(frozen=True, slots=True)
class Gap:
    """A number without a document: reserved or cancelled with its reason, or unexplained (no state)."""

    number: int
    state: str
    reason: str
    by: str
    at: datetime | None


def _of(book: RegisterRow) -> QuerySet[RegisterNumber]:
    return RegisterNumber.objects.unscoped(reason="of a register already in sight").filter(
        register_id=book.id
    )


def gaps(actor: Actor, book: RegisterRow, *, limit: int = 500) -> list[Gap]:
    """Every number that is not simply used, ascending: the report that explains the holes (F025)."""
    rows = _of(book).exclude(state=USED).order_by("number")[:limit]
    told = [
        Gap(row.number, row.state, row.reason, row.by_name, row.at.astimezone(clock.VIETNAM)) for row in rows
    ]
    told += [Gap(number, "", "", "", None) for number in holes(actor, book)[:limit]]
    return sorted(told, key=lambda gap: gap.number)


def holes(actor: Actor, book: RegisterRow) -> list[int]:
    """Numbers nobody can explain; empty in a healthy book."""
    if book.unexplained == 0:
        return []
    rows = _of(book).values_list("number", "state", "reason")
    return numbering.holes(((number, _STATES[state], why) for number, state, why in rows), last=book.last)


def readable(actor: Actor, subject: SubjectRef) -> bool:
    """Whether the actor may read the printed books of the register: what `files` asks."""
    if not may_read_registers(actor).allowed:
        return False
    return Register.objects.for_actor(actor).filter(pk=subject.id).exists()


def unsealed(actor: Actor, book: RegisterRow) -> int:
    """Numbered documents whose seal is still missing: the printed book would show them as issued. One query."""
    rows = OutgoingDocument.objects.for_actor(actor).filter(register_id=book.id)
    return rows.filter(state__in=("numbered", "seal_failed")).count()
