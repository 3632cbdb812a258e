"""Lists and counts of drafts, as frozen rows. Every list takes a fixed number of queries."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from congso.documents.models import Draft, DraftTemplate, Hold, IncomingDocument, SearchEntry
from congso.documents.policies_draft import KIND
from congso.documents.queries.incoming import grade
from congso.documents.queries.keyset import Key, page
from congso.documents.rules_incoming import printed_code
from congso.documents.texts_draft import kind_name, kind_short, state_of
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.pagination import Page
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.pure.kinds import KINDS
from congso.pure.vietnamese import fold
from congso.ui.api import Deadline, deadline

OPEN: Final = ("drafting", "content", "form", "signing")
DONE: Final = ("signed", "issued", "withdrawn")
PAGE_SIZE: Final = 40
RECENT_KINDS: Final = 4
_BY_TIME = (Key("updated_at", datetime.fromisoformat), Key("pk", int))


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list. `state` is (component, icon, words); `holder` whose hands it is in."""

    id: int
    kind: str
    short: str
    subject: str
    symbol: str
    urgency: int
    state: tuple[str, str, Promise]
    due: Deadline | None
    drafter: str
    unit: str
    holder: str
    updated_at: datetime
    version: int
    mine: bool
    returned: bool

    @property
    def grade(self) -> int:
        return grade(self.urgency)


@dataclass(frozen=True, slots=True)
class Filters:
    """`whose`: "mine", "all" (whatever one may see) or "done"; the rest empty means any."""

    whose: str = "mine"
    state: str = ""
    kind: str = ""
    text: str = ""


def visible(actor: Actor) -> QuerySet[Draft]:
    return Draft.objects.for_actor(actor)


def readable(actor: Actor, subject: SubjectRef) -> bool:
    """Whether the actor may read the files of the draft: what `files` asks for each page."""
    mine, guest = visible(actor).filter(pk=subject.id), Draft.objects.for_guest(actor).filter(pk=subject.id)
    return mine.exists() or guest.exists()


def drafts(actor: Actor, filters: Filters, *, older: str = "", newer: str = "") -> Page[DraftRow]:
    """Newest change first. Two queries and the calendar."""
    rows = _filtered(actor, filters).select_related("drafter__person", "unit")
    found = page(rows, _BY_TIME, size=PAGE_SIZE, older=older, newer=newer)
    return Page(_rows(actor, found.rows), found.older, found.newer)


def _filtered(actor: Actor, filters: Filters) -> QuerySet[Draft]:
    rows = visible(actor)
    if filters.whose == "mine":
        rows = rows.filter(drafter_id=actor.appointment_id, state__in=OPEN)
    elif filters.whose == "done":
        rows = rows.filter(state__in=DONE)
    else:
        rows = rows.filter(state__in=OPEN)
    if filters.state == "returned":
        rows = rows.filter(state="drafting", returned=True)
    elif filters.state:
        rows = rows.filter(state=filters.state)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    return rows.filter(_matches(actor, filters.text)) if filters.text.strip() else rows


def _matches(actor: Actor, text: str) -> Q:
    """Words with or without accents."""
    words = re.findall(r"[^\W_]+", fold(text))
    if not words:
        return Q(pk=None)
    query = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
    entries = SearchEntry.objects.for_actor(actor).filter(
        subject_kind=KIND, subject_id=OuterRef("pk"), folded=query
    )
    return Q(Exists(entries))


def _rows(actor: Actor, rows: Sequence[Draft]) -> list[DraftRow]:
    holds = holders([row.pk for row in rows])
    return [
        DraftRow(
            id=row.pk,
            kind=kind_name(row.kind),
            short=kind_short(row.kind),
            subject=row.subject,
            symbol=row.symbol,
            urgency=row.urgency,
            state=state_of(row),
            due=due_of(row),
            drafter=row.drafter.person.full_name,
            unit=row.unit.name if row.unit else "",
            holder=holds[row.pk].holder_name if row.pk in holds else "",
            updated_at=row.updated_at.astimezone(clock.VIETNAM),
            version=row.version,
            mine=row.drafter_id == actor.appointment_id,
            returned=row.returned,
        )
        for row in rows
    ]


def holders(ids: Sequence[int]) -> dict[int, Hold]:
    """The open hold of each draft, in one query."""
    holds = Hold.objects.unscoped(reason="of drafts in sight")
    rows = holds.filter(subject_kind=KIND, subject_id__in=ids, until=None, side=False)
    return {hold.subject_id: hold for hold in rows.order_by("since")} if ids else {}


def due_of(row: Draft) -> Deadline | None:
    """The deadline of an open draft, graded in working time."""
    if row.due_at is None or row.state not in (*OPEN, "signed"):
        return None
    calendar, now, at = people.calendar_of(row.agency_id), clock.now(), row.due_at.astimezone(clock.VIETNAM)
    late = calendar.working_minutes(at, now) if now > at else 0
    return deadline(at, now, late_minutes=late, days_left=calendar.workdays_between(now.date(), at.date()))


@dataclass(frozen=True, slots=True)
class TemplateRow:
    id: int
    name: str
    own: bool


def templates(actor: Actor, kind: str) -> list[TemplateRow]:
    """Templates of the agency first, then those built in."""
    rows = DraftTemplate.objects.for_actor(actor).filter(kind=kind)
    ordered = sorted(rows, key=lambda row: (row.agency_id is None, row.order, row.pk))
    return [TemplateRow(row.pk, row.name, row.agency_id is not None) for row in ordered]


@dataclass(frozen=True, slots=True)
class KindRow:
    code: str
    name: str
    short: str


def kinds() -> list[KindRow]:
    """The 29 kinds in the order of the law."""
    return [KindRow(kind.code, kind.name, kind_short(kind.code)) for kind in KINDS]


def recent_kinds(actor: Actor) -> list[KindRow]:
    """Kinds this person drafted last, newest first."""
    codes = (
        visible(actor)
        .filter(drafter_id=actor.appointment_id)
        .order_by("-pk")
        .values_list("kind", flat=True)[:30]
    )
    recent = list(dict.fromkeys(codes))[:RECENT_KINDS]
    known = {kind.code: kind for kind in kinds()}
    return [known[code] for code in recent if code in known]


@dataclass(frozen=True, slots=True)
class Arrival:
    """An arrival that a draft answers. `closes`: it is settled when the answer is issued."""

    id: int
    code: str
    number: int | None
    subject: str
    issuer: str
    closes: bool = True


def arrivals(actor: Actor, ids: Sequence[int]) -> list[Arrival]:
    """Those of the ids that this actor may see, in the order asked."""
    found = {row.pk: row for row in IncomingDocument.objects.for_actor(actor).filter(pk__in=ids)}
    return [_arrival(found[pk]) for pk in dict.fromkeys(ids) if pk in found]


def begun_answers(actor: Actor, incoming_ids: Sequence[int]) -> list[Draft]:
    """Answers to these arrivals that the actor has begun and not submitted, the newest first."""
    mine = Draft.objects.for_actor(actor).filter(drafter_id=actor.appointment_id, state="drafting")
    return list(mine.filter(answers__incoming_id__in=list(incoming_ids)).distinct().order_by("-id"))


def answerable(actor: Actor, text: str = "", *, limit: int = 20) -> list[Arrival]:
    """Open arrivals this actor sees, newest first; `text` looks into subject, symbol and arrival number."""
    rows = IncomingDocument.objects.for_actor(actor).filter(state__in=("registered", "assigned", "working"))
    words = text.strip()
    if words:
        near = Q(subject__icontains=words) | Q(symbol__icontains=words) | Q(issuer_name__icontains=words)
        if words.isdecimal() and len(words) < 9:
            near |= Q(arrival_number=int(words)) | Q(number=words)
        rows = rows.filter(near)
    return [_arrival(row) for row in rows.order_by("-arrival_date", "-arrival_number")[:limit]]


def _arrival(row: IncomingDocument) -> Arrival:
    code = printed_code(row.number, row.symbol)
    return Arrival(row.pk, code, row.arrival_number, row.subject, row.issuer_name)
