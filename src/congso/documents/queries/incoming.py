"""Lists and counts of arrivals, as frozen rows. Every list takes a fixed number of queries."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet

from congso.documents.models import Hold, IncomingDocument, Involvement, Register, SearchEntry
from congso.documents.queries.incoming_marks import Mark, marks_of
from congso.documents.queries.keyset import Key, page
from congso.documents.rules_incoming import printed_code, registering_deadline
from congso.documents.support_incoming import KIND, fields_of, ref
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.pagination import Page
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.pure.kinds import Urgency
from congso.pure.numbering import normal_code, parse_code
from congso.pure.vietnamese import fold
from congso.ui.api import Deadline, deadline

RETURNED: Final = ("refused", "withdrawn")
IN_REGISTER: Final = ("registered", "assigned", "working", "closed", "cancelled")
WAITING_SIZE: Final = 60
ROUND_SIZE: Final = 500
REGISTERED_SIZE: Final = 40

_BY_URGENCY = (Key("urgency", int), Key("received_at", datetime.fromisoformat, False), Key("pk", int, False))
_BY_NUMBER = (Key("arrival_date", date.fromisoformat), Key("arrival_number", int), Key("pk", int))
_BY_TIME = (Key("received_at", datetime.fromisoformat), Key("pk", int))


def grade(urgency: int) -> int:
    """The badge of an urgency: "Hỏa tốc hẹn giờ" wears that of "Hỏa tốc"."""
    return min(urgency, Urgency.EXPRESS)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An arrival before it has a number, or one that was returned. `held`: a scan whose marking is not stated yet.

    `reading`: "", reading, done or failed. `twin`: it may repeat another, whose number is `twin_number` when it has one.
    """

    id: int
    state: str
    issuer: str
    subject: str
    code: str
    urgency: int
    received_at: datetime
    channel: str
    held: bool
    attachments: int
    late: bool = False
    reason: str = ""
    reading: str = ""
    twin: bool = False
    twin_number: int | None = None

    @property
    def grade(self) -> int:
        return grade(self.urgency)


@dataclass(frozen=True, slots=True)
class RegisteredRow:
    """An arrival in the register. `new`: it waits in the reader's own hands and was not opened yet."""

    id: int
    number: int
    arrival_date: date
    code: str
    issuer: str
    subject: str
    urgency: int
    holder: str
    state: str
    due: Deadline | None
    done_days: int | None
    new: bool

    @property
    def grade(self) -> int:
        return grade(self.urgency)


@dataclass(frozen=True, slots=True)
class Filters:
    """Of the registered ones; empty means any. `late`: not settled and past its deadline."""

    state: str = ""
    since: date | None = None
    until: date | None = None
    urgency: int | None = None
    kind: str = ""
    unit_id: int | None = None
    text: str = ""
    late: bool = False


def _visible(actor: Actor) -> QuerySet[IncomingDocument]:
    rows: QuerySet[IncomingDocument] = IncomingDocument.objects.for_actor(actor)
    return rows


def waiting_count(actor: Actor) -> int:
    return _visible(actor).filter(state="waiting").count()


def nav_count(actor: Actor) -> int:
    """What the rail shows: arrivals to register for a clerk, those in one's own hands for the others. One query."""
    if actor.has(Role.CLERK):
        return waiting_count(actor)
    if actor.agency_id is None:
        return 0
    holds = Hold.objects.unscoped(reason="this person's own hands, in the agency acted for")
    mine = holds.filter(subject_kind=KIND, until=None, side=False, person_id=actor.person_id)
    return mine.filter(agency_id=actor.agency_id).values("subject_id").distinct().count()


def waiting(actor: Actor, *, older: str = "", newer: str = "") -> Page[WaitingRow]:
    """Most urgent first, then whoever waits longest. Five queries and the calendar."""
    rows = _visible(actor).filter(state="waiting")
    found = page(rows, _BY_URGENCY, size=WAITING_SIZE, older=older, newer=newer)
    return Page(waiting_rows(actor, found.rows), found.older, found.newer)


def returned(actor: Actor, *, older: str = "", newer: str = "") -> Page[WaitingRow]:
    """Returned to the sender or given back after a recall, newest first."""
    rows = _visible(actor).filter(state__in=RETURNED)
    found = page(rows, _BY_TIME, size=WAITING_SIZE, older=older, newer=newer)
    return Page(waiting_rows(actor, found.rows), found.older, found.newer)


def next_waiting(actor: Actor, *, urgency: int, received_at: datetime, done_id: int) -> int | None:
    """The arrival that opens after this one: below it in the list, else the first of those that are left."""
    rows = _visible(actor).filter(state="waiting").exclude(pk=done_id)
    ordered = rows.order_by("-urgency", "received_at", "pk").values_list("pk", flat=True)
    below = Q(urgency__lt=urgency) | Q(urgency=urgency, received_at__gt=received_at)
    below |= Q(urgency=urgency, received_at=received_at, pk__gt=done_id)
    return ordered.filter(below).first() or ordered.first()


def waiting_ids(actor: Actor) -> list[int]:
    """Those that a round of registering goes through, in the order of the list."""
    ordered = _visible(actor).filter(state="waiting").order_by("-urgency", "received_at", "pk")
    return list(ordered.values_list("pk", flat=True)[:ROUND_SIZE])


def still_waiting(actor: Actor, ids: Sequence[int]) -> set[int]:
    """Which of these have no number yet."""
    return set(_visible(actor).filter(pk__in=ids, state="waiting").values_list("pk", flat=True))


def waiting_rows(actor: Actor, rows: Iterable[IncomingDocument]) -> list[WaitingRow]:
    shown = list(rows)
    uses = files.uses_of([ref(row) for row in shown]) if shown else {}
    own = {row.pk: [use.file for use in uses[ref(row)]] for row in shown}
    held = {pk for pk, kept in own.items() if any(file.state == "held" for file in kept)}
    hashes = {pk: kept[0].sha256 for pk, kept in own.items() if kept}
    marks = marks_of(actor, [row for row in shown if row.state == "waiting"], hashes, held)
    calendar = people.calendar_of(actor.agency_id) if shown and actor.agency_id is not None else None
    now = clock.now()
    made = []
    for row in shown:
        due = registering_deadline(row.received_at, row.urgency, calendar) if calendar else None
        mark = marks.get(row.pk) or Mark(fields_of(row))
        made.append(
            WaitingRow(
                id=row.pk,
                state=row.state,
                issuer=mark.fields.issuer_name,
                subject=mark.fields.subject or name_of(own[row.pk], actor),
                code=printed_code(mark.fields.number, mark.fields.symbol),
                urgency=row.urgency,
                received_at=row.received_at.astimezone(clock.VIETNAM),
                channel=row.channel,
                held=row.pk in held,
                attachments=max(len(own[row.pk]) - 1, 0),
                late=row.state == "waiting" and due is not None and now > due and not row.urgency,
                reason=row.refuse_reason or row.recall_reason,
                reading=mark.reading,
                twin=mark.twin,
                twin_number=mark.twin_number,
            )
        )
    return made


def name_of(own: Sequence[files.FileRow], actor: Actor) -> str:
    """The name of the main file stands for the subject until somebody wrote one; a held scan tells others nothing."""
    if not own or (own[0].state == "held" and own[0].uploader_id != actor.person_id):
        return ""
    return own[0].name


def registered(actor: Actor, filters: Filters, *, older: str = "", newer: str = "") -> Page[RegisteredRow]:
    """The register, newest number first; cancelled numbers stand in it. Two queries and the calendar."""
    rows = _filtered(actor, filters)
    found = page(rows, _BY_NUMBER, size=REGISTERED_SIZE, older=older, newer=newer)
    return Page(_registered_rows(actor, found.rows), found.older, found.newer)


def _filtered(actor: Actor, filters: Filters) -> QuerySet[IncomingDocument]:
    rows = _visible(actor).filter(state__in=IN_REGISTER, arrival_number__isnull=False)
    rows = rows.exclude(twin_kind="paper_original")
    plain = {
        "state": filters.state,
        "arrival_date__gte": filters.since,
        "arrival_date__lte": filters.until,
        "urgency": filters.urgency,
        "kind": filters.kind,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value not in ("", None)})
    if filters.unit_id is not None:
        parts = Involvement.objects.unscoped(reason="narrows what is in scope").filter(
            subject_kind=KIND, subject_id=OuterRef("pk"), unit_id=filters.unit_id
        )
        rows = rows.filter(Exists(parts))
    if filters.late:
        rows = rows.filter(due_at__lt=clock.now()).exclude(state__in=("closed", "cancelled"))
    return rows.filter(_matches(actor, filters.text)) if filters.text.strip() else rows


def _matches(actor: Actor, text: str) -> Q:
    """By arrival number, by number and symbol, or by words with or without accents."""
    words = re.findall(r"[^\W_]+", fold(text))
    found = Q(code_key=normal_code(text)) if parse_code(text) else Q()
    if text.strip().isdecimal() and len(text.strip()) < 9:
        found |= Q(arrival_number=int(text))
    if words:
        query = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
        entries = SearchEntry.objects.for_actor(actor).filter(
            subject_kind=KIND, subject_id=OuterRef("pk"), folded=query
        )
        found |= Q(Exists(entries))
    return found or Q(pk=None)


def _registered_rows(actor: Actor, rows: Sequence[IncomingDocument]) -> list[RegisteredRow]:
    holds = holders([row.pk for row in rows])
    return [_registered_row(actor, row, holds.get(row.pk)) for row in rows]


def _registered_row(actor: Actor, row: IncomingDocument, hold: Hold | None) -> RegisteredRow:
    mine = hold is not None and hold.person_id is not None and hold.person_id == actor.person_id
    return RegisteredRow(
        id=row.pk,
        number=row.arrival_number or 0,
        arrival_date=row.arrival_date or clock.today(),
        code=printed_code(row.number, row.symbol),
        issuer=row.issuer_name,
        subject=row.subject,
        urgency=row.urgency,
        holder=hold.holder_name if hold else "",
        state=row.state,
        due=due_of(row),
        done_days=days_early(row),
        new=mine and hold is not None and hold.working_since is None,
    )


def holders(ids: Sequence[int]) -> dict[int, Hold]:
    """The main open hold of each arrival, in one query."""
    holds = Hold.objects.unscoped(reason="of arrivals in sight")
    rows = holds.filter(subject_kind=KIND, subject_id__in=ids, until=None, side=False)
    return {hold.subject_id: hold for hold in rows.order_by("since")} if ids else {}


def due_of(row: IncomingDocument) -> Deadline | None:
    """The deadline of an open arrival, graded in working time."""
    if row.due_at is None or row.state not in ("waiting", "registered", "assigned", "working"):
        return None
    calendar, now, at = people.calendar_of(row.agency_id), clock.now(), row.due_at.astimezone(clock.VIETNAM)
    late = calendar.working_minutes(at, now) if now > at else 0
    return deadline(at, now, late_minutes=late, days_left=calendar.workdays_between(now.date(), at.date()))


def days_early(row: IncomingDocument) -> int | None:
    """Working days between settling and the deadline; negative when it was late. None without either."""
    if row.state != "closed" or row.due_at is None or row.closed_at is None:
        return None
    closed = row.closed_at.astimezone(clock.VIETNAM).date()
    due = row.due_at.astimezone(clock.VIETNAM).date()
    return people.calendar_of(row.agency_id).workdays_between(closed, due)


def next_number(agency_id: int) -> int:
    """The number the next registration would take. Shown on the button; whoever is first gets it."""
    rows = Register.objects.unscoped(reason="the agency's own register").filter(
        agency_id=agency_id, direction="incoming", year=clock.today().year, series="chung", body=None
    )
    return (rows.values_list("last", flat=True).first() or 0) + 1


def readable(actor: Actor, subject: SubjectRef) -> bool:
    """Whether the actor may read the files of the arrival: what `files` asks for each page."""
    return _visible(actor).filter(pk=subject.id).exists()
