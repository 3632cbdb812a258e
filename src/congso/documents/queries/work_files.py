"""Work files: the yearly list, one file with its contents, the panel of a document."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from congso.documents import policies_records as policies
from congso.documents.models import Draft, IncomingDocument, OutgoingDocument, WorkFile, WorkFileItem
from congso.documents.queries.keyset import Key, page
from congso.documents.queries.work_file_lines import ContentLine, content_lines
from congso.documents.rules_work_files import next_code
from congso.documents.search_index import Words
from congso.documents.support_work_files import load, see_subject
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.pagination import Page
from congso.kernel.refs import SubjectRef
from congso.people import api as people

PAGE_SIZE: Final = 40
_BY_CODE: Final = (Key("year", int), Key("code", str, False), Key("pk", int, False))
_MOST_CHOICES: Final = 200
VIEWS: Final = ("mo", "cua-toi", "xong", "ket-thuc")


@dataclass(frozen=True, slots=True)
class WorkFileRow:
    """A line of the list. `documents`: how many it holds; `settled`: it is open and nothing in it is any more."""

    id: int
    year: int
    code: str
    title: str
    retention: str
    rights: str
    language: str
    description: str
    unit_id: int | None
    unit: str
    keeper_id: int | None
    keeper: str
    state: str
    started_on: date | None
    ended_on: date | None
    documents: int
    settled: bool

    @property
    def closed(self) -> bool:
        return self.state == WorkFile.State.CLOSED


@dataclass(frozen=True, slots=True)
class FileFilters:
    """`view`: one of VIEWS, "" for all. `year` None: every year."""

    view: str = ""
    year: int | None = None
    text: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class WorkFilePage:
    row: WorkFileRow
    lines: Sequence[ContentLine]
    may: dict[str, bool]

    @property
    def pages(self) -> int:
        return sum(line.pages or 0 for line in self.lines)


def work_files(actor: Actor, filters: FileFilters, *, older: str = "", newer: str = "") -> Page[WorkFileRow]:
    """Newest year first, then by code."""
    rows = _filtered(actor, filters)
    found = page(rows, _BY_CODE, size=PAGE_SIZE, older=older, newer=newer)
    return Page([_row(one) for one in found.rows], found.older, found.newer)


def every_file(actor: Actor, year: int) -> list[WorkFileRow]:
    """The whole list of a year, to be printed."""
    return [_row(one) for one in _filtered(actor, FileFilters(year=year)).order_by("code", "pk")]


def years(actor: Actor) -> list[int]:
    found = set(WorkFile.objects.for_actor(actor).values_list("year", flat=True).distinct())
    return sorted(found | {clock.today().year}, reverse=True)


def settled_count(actor: Actor) -> int:
    """Files of the actor's own that may be closed."""
    return _with_signs(WorkFile.objects.for_actor(actor)).filter(_SETTLED, keeper_id=actor.person_id).count()


def settled_by_keeper() -> dict[int, list[WorkFileRow]]:
    """For the reminder: every keeper's files in which nothing is open any more."""
    rows = _with_signs(WorkFile.objects.unscoped(reason="the reminder goes to each keeper alone"))
    found: dict[int, list[WorkFileRow]] = defaultdict(list)
    for one in rows.filter(_SETTLED, keeper__isnull=False).order_by("year", "code"):
        found[one.keeper_id].append(_row(one))
    return found


def work_file(actor: Actor, work_file_id: int) -> WorkFilePage:
    """Raises NotFound documents.work_file_unknown."""
    loaded = load(actor, work_file_id)
    one = _with_signs(WorkFile.objects.for_actor(actor)).get(pk=loaded.pk)
    lines = content_lines(actor, list(loaded.items.all()))
    may = {verb: policies.may(actor, verb, loaded).allowed for verb in policies.VERBS}
    return WorkFilePage(_row(one), lines, may)


_SETTLED: Final = Q(state="open", full=True, busy_arrivals=False, busy_drafts=False, busy_outgoing=False)


def _items(**more: Any) -> Exists:
    items = WorkFileItem.objects.unscoped(reason="of work files in scope")
    return Exists(items.filter(work_file=OuterRef("pk"), **more))


def _with_signs(rows: QuerySet[WorkFile]) -> QuerySet[Any]:
    """With the number of documents, and whether any of them is still open."""
    why = "only whether something is open"
    arrivals = IncomingDocument.objects.unscoped(reason=why)
    drafts = Draft.objects.unscoped(reason=why).exclude(state__in=("issued", "withdrawn"))
    outgoing = OutgoingDocument.objects.unscoped(reason=why)
    open_arrivals = arrivals.filter(state__in=("waiting", "registered", "assigned", "working"))
    open_outgoing = outgoing.filter(state__in=("signed", "numbered", "seal_failed"))
    return rows.select_related("unit", "keeper").annotate(
        documents=Count("items"),
        full=_items(),
        busy_arrivals=_items(subject_kind="incoming", subject_id__in=open_arrivals.values("pk")),
        busy_drafts=_items(subject_kind="draft", subject_id__in=drafts.values("pk")),
        busy_outgoing=_items(subject_kind="outgoing", subject_id__in=open_outgoing.values("pk")),
    )


def _filtered(actor: Actor, given: FileFilters) -> QuerySet[Any]:
    rows = _with_signs(WorkFile.objects.for_actor(actor))
    if given.year is not None:
        rows = rows.filter(year=given.year)
    if given.unit_id is not None:
        rows = rows.filter(unit_id=given.unit_id)
    if given.text:
        rows = rows.filter(Q(title__icontains=given.text) | Q(code__icontains=given.text))
    if given.view == "xong":
        return rows.filter(_SETTLED)
    if given.view == "cua-toi":
        return rows.filter(keeper_id=actor.person_id, state="open")
    states = {"mo": "open", "ket-thuc": "closed"}
    return rows.filter(state=states[given.view]) if given.view in states else rows


def _row(one: Any) -> WorkFileRow:
    busy = one.busy_arrivals or one.busy_drafts or one.busy_outgoing
    return WorkFileRow(
        id=one.pk,
        year=one.year,
        code=one.code,
        title=one.title,
        retention=one.retention,
        rights=one.rights,
        language=one.language,
        description=one.description,
        unit_id=one.unit_id,
        unit=one.unit.name if one.unit else "",
        keeper_id=one.keeper_id,
        keeper=one.keeper.full_name if one.keeper else "",
        state=one.state,
        started_on=one.started_on,
        ended_on=one.ended_on,
        documents=one.documents,
        settled=one.state == "open" and one.full and not busy,
    )


@dataclass(frozen=True, slots=True)
class Panel:
    """`files`: where the document lies, with whether the actor may take it out; `choices`: open files it may go into."""

    subject: SubjectRef
    files: Sequence[tuple[int, str, str, bool]]
    choices: Sequence[tuple[int, str]]


def panel(actor: Actor, subject: SubjectRef) -> Panel:
    """Raises NotFound documents.not_found for a document the actor may not see."""
    see_subject(actor, subject)
    mine = WorkFile.objects.for_actor(actor)
    inside = mine.filter(items__subject_kind=subject.kind, items__subject_id=subject.id).order_by(
        "year", "code"
    )
    files = [(one.pk, one.code, one.title, policies.may(actor, "remove", one).allowed) for one in inside]
    known = {row[0] for row in files}
    return Panel(subject, files, [one for one in choices(actor) if one[0] not in known])


def choices(actor: Actor) -> list[tuple[int, str]]:
    """Open files the actor may put documents into, newest first: (id, code and title)."""
    rows = WorkFile.objects.for_actor(actor).filter(state="open").order_by("-year", "code")[:_MOST_CHOICES]
    return [(one.pk, label(one)) for one in rows]


def label(one: WorkFile) -> str:
    """Code and title, as a choice names a file."""
    return f"{one.code} · {one.title}"


def proposed_code(actor: Actor, year: int) -> str:
    """The next free code of the actor's unit."""
    unit = people.unit(actor.unit_id) if actor.unit_id is not None else None
    prefix = (unit.symbol if unit else "") or "HS"
    rows = WorkFile.objects.unscoped(reason="codes are unique in the agency").filter(
        agency_id=actor.agency_id or 0, year=year, code__startswith=f"{prefix}."
    )
    return next_code(prefix, set(rows.values_list("code", flat=True)))


def search_words(work_file_id: int) -> Words | None:
    """What is searched of a work file."""
    rows = WorkFile.objects.unscoped(reason="the index is read through the reader's scope")
    one = rows.filter(pk=work_file_id).select_related("keeper", "unit").first()
    if one is None:
        return None
    keeper = one.keeper.full_name if one.keeper else ""
    given = (
        one.code,
        keeper,
        one.unit.name if one.unit else "",
        one.description,
    )
    return Words(
        agency_id=one.agency_id,
        title=one.title,
        fields=tuple(text for text in given if text),
        drafter=keeper,
        date=one.started_on or one.created_at.astimezone(clock.VIETNAM).date(),
    )
