"""Search over the index: exact accents first, then without; newest first; only what the reader may open.

Numbers and symbols have a key of their own (`pure.numbering.normal_code`), because the text parser mangles `15/2024/QĐ-UBND`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from congso.documents.models import (
    Draft,
    IncomingDocument,
    Involvement,
    OutgoingDocument,
    SearchEntry,
    WorkFile,
)
from congso.documents.models.scopes import SEES_ALL
from congso.documents.queries.lines import url_of
from congso.documents.rules_incoming import printed_code
from congso.documents.texts_incoming import STATES
from congso.kernel.actor import Actor, Role
from congso.kernel.pagination import decode, encode
from congso.kernel.refs import SubjectRef
from congso.pure.kinds import kind_of
from congso.pure.numbering import full_code, normal_code, parse_code
from congso.pure.vietnamese import fold, fold_marks

PAGE_SIZE: Final = 20
COUNTED: Final = 1000  # beyond it the screen says "more than"
PLACES: Final = ("incoming", "outgoing", "draft", "work_file")
_WORD: Final = re.compile(r"[^\W_]+")
_PARTS: Final = re.compile(r'"([^"]*)"|([^"]+)')


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """Empty means any. `places`: of PLACES; `kind`: a code of pure.kinds."""

    text: str = ""
    places: tuple[str, ...] = ()
    kind: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def narrowed(self) -> bool:
        return replace(self, text="") != SearchFilters()


@dataclass(frozen=True, slots=True)
class HitRow:
    """One found thing. `title`: pieces with whether they match; `exact`: its accents match as typed; `inside`: the title
    does not show why, the words are in other fields or in the text."""

    subject: SubjectRef
    url: str
    code: str
    place: str
    number: str
    date: date | None
    author: str
    state: tuple[str, str, str]
    title: Sequence[tuple[str, bool]]
    exact: bool
    inside: bool

    @property
    def plain_title(self) -> str:
        return "".join(piece for piece, _ in self.title)


@dataclass(frozen=True, slots=True)
class Found:
    """`count` stops at COUNTED + 1; `older`: the cursor of the next page, "" at the end."""

    rows: Sequence[HitRow]
    count: int
    exact_count: int
    older: str

    @property
    def many(self) -> bool:
        return self.count > COUNTED


def search(actor: Actor, filters: SearchFilters, *, older: str = "") -> Found:
    """A page of hits. Without words, the newest things that fit the filters; without either, nothing."""
    words = _Words(filters.text)
    if words.empty and not filters.narrowed:
        return Found([], 0, 0, "")
    rows = _narrowed(visible(actor), filters)
    exact, folded = words.apply(rows)
    cursor = _Cursor.read(older)
    entries, after = _page([exact, folded], cursor)
    hits = list(_hits(actor, entries, words))
    exact_count = exact[: COUNTED + 1].count()
    more = folded[: COUNTED + 1 - exact_count].count() if exact_count <= COUNTED else 0
    return Found(hits, exact_count + more, exact_count, after)


def visible(actor: Actor) -> QuerySet[SearchEntry]:
    """Rows of things this actor may open: the agency's for those who see all of it, else what they take part in."""
    rows: QuerySet[SearchEntry] = SearchEntry.objects.for_actor(actor)
    if actor.is_system or actor.has(*SEES_ALL):
        return rows
    who = Q(person_id=actor.person_id)
    if actor.has(Role.UNIT_HEAD) and actor.unit_id is not None:
        who |= Q(unit_id=actor.unit_id)
    part = Involvement.objects.filter(
        who, subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id")
    )
    return rows.filter(Exists(part))


def _narrowed(rows: QuerySet[SearchEntry], given: SearchFilters) -> QuerySet[SearchEntry]:
    if given.places:
        rows = rows.filter(subject_kind__in=given.places)
    if given.kind:
        known = kind_of(given.kind)
        # Arrivals keep the name of an open list, our own documents its code.
        names = {given.kind} | ({known.name, known.name[:20]} if known else set())
        rows = rows.filter(kind__in=names)
    if given.since:
        rows = rows.filter(date__gte=given.since)
    if given.until:
        rows = rows.filter(date__lte=given.until)
    return rows


class _Words:
    """What was typed: single words (beginnings count), phrases in quotes, a number with or without its symbol."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.exact = _tsquery(fold_marks(self.text))
        self.folded = _tsquery(fold(self.text))
        self.code = normal_code(self.text) if parse_code(self.text) else ""
        self.stems = _WORD.findall(fold(self.text))
        self.exact_stems = _WORD.findall(fold_marks(self.text))

    @property
    def empty(self) -> bool:
        return not self.folded

    def apply(self, rows: QuerySet[SearchEntry]) -> tuple[QuerySet[SearchEntry], QuerySet[SearchEntry]]:
        """(exact hits, hits that match only without accents)."""
        if self.empty:
            return rows, rows.none()
        by_code = Q()
        if self.code:
            by_code = (
                Q(code_key=self.code) | Q(code_key__startswith=f"{self.code} ") | Q(number_key=self.code)
            )
        exact = Q(exact=SearchQuery(self.exact, search_type="raw", config="simple"))
        folded = Q(folded=SearchQuery(self.folded, search_type="raw", config="simple"))
        first = exact | by_code if by_code else exact
        return rows.filter(first), rows.filter(folded).exclude(first)

    def marked(self, title: str, *, exact: bool) -> list[tuple[str, bool]]:
        """The title cut where it matches, neighbours joined; `exact`: only what has the accents that were typed."""
        key, stems = (fold_marks, self.exact_stems) if exact else (fold, self.stems)
        pieces: list[tuple[str, bool]] = []
        at = 0
        for word in _WORD.finditer(title):
            if not any(key(word.group()).startswith(stem) for stem in stems):
                continue
            between = title[at : word.start()]
            if pieces and between.isspace():
                pieces[-1] = (pieces[-1][0] + between + word.group(), True)
            else:
                pieces += [(between, False), (word.group(), True)]
            at = word.end()
        pieces.append((title[at:], False))
        return [(text, on) for text, on in pieces if text]


def _tsquery(text: str) -> str:
    """A query of to_tsquery in raw form: words are letters and digits alone, so nothing of its syntax can be typed."""
    found = []
    for part in _PARTS.finditer(text):
        phrase, loose = part.groups()
        if phrase is not None:
            found += [" <-> ".join(_WORD.findall(phrase))]
        else:
            found += [f"{word}:*" for word in _WORD.findall(loose)]
    return " & ".join(f"({one})" for one in found if one)


@dataclass(frozen=True, slots=True)
class _Cursor:
    """Behind which row: the group (0 exact, 1 without accents), the date ("" for none), the id."""

    group: int = 0
    day: date | None = None
    id: int | None = None

    @classmethod
    def read(cls, text: str) -> "_Cursor":
        values = decode(text) if text else None
        try:
            group, day, key = values or [None] * 3
            return cls(int(group), date.fromisoformat(day) if day else None, int(key))
        except (TypeError, ValueError):
            return cls()

    def beyond(self, rows: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
        """PostgreSQL sorts undated rows first when newest come first."""
        if self.id is None:
            return rows
        if self.day is None:
            return rows.filter(Q(date=None, pk__lt=self.id) | Q(date__isnull=False))
        return rows.filter(Q(date__lt=self.day) | Q(date=self.day, pk__lt=self.id))


def _page(
    groups: Sequence[QuerySet[SearchEntry]], cursor: _Cursor
) -> tuple[list[tuple[SearchEntry, bool]], str]:
    """A page that may run from the exact hits into the others, and the cursor behind it."""
    found: list[tuple[SearchEntry, bool]] = []
    for number, rows in enumerate(groups):
        if number < cursor.group or len(found) > PAGE_SIZE:
            continue
        start = cursor if number == cursor.group else _Cursor()
        wanted = PAGE_SIZE + 1 - len(found)
        part = start.beyond(rows).defer("exact", "folded").order_by("-date", "-pk")[:wanted]
        found += [(entry, number == 0) for entry in part]
    if len(found) <= PAGE_SIZE:
        return found, ""
    found = found[:PAGE_SIZE]
    last, exact = found[-1]
    return found, encode([0 if exact else 1, last.date.isoformat() if last.date else "", last.pk])


def _hits(actor: Actor, entries: Sequence[tuple[SearchEntry, bool]], words: _Words) -> Iterator[HitRow]:
    """With the fields of the things themselves, read through their own scope: what cannot be opened is not shown."""
    details = _details(actor, [entry for entry, _ in entries])
    for entry, exact in entries:
        subject = SubjectRef(entry.subject_kind, entry.subject_id)
        detail = details.get(subject)
        if detail is None:
            continue
        title = words.marked(entry.title, exact=exact)
        inside = bool(words.stems) and not any(on for _, on in title) and not words.code
        yield HitRow(
            subject=subject, url=url_of(subject), date=entry.date, title=title, exact=exact, inside=inside,
            place=entry.subject_kind, number=entry.number_key, **detail,
        )  # fmt: skip


def _details(actor: Actor, entries: Iterable[SearchEntry]) -> Mapping[SubjectRef, dict[str, Any]]:
    ids: dict[str, list[int]] = {place: [] for place in PLACES}
    for entry in entries:
        ids.setdefault(entry.subject_kind, []).append(entry.subject_id)
    found: dict[SubjectRef, dict[str, Any]] = {}
    for one in (
        IncomingDocument.objects.for_actor(actor).filter(pk__in=ids["incoming"]) if ids["incoming"] else []
    ):
        kind, icon, said = STATES[one.state]
        told = {
            "code": printed_code(one.number, one.symbol),
            "author": one.issuer_name,
            "state": (kind, icon, str(said)),
        }
        found[SubjectRef("incoming", one.pk)] = told
    outgoing = OutgoingDocument.objects.for_actor(actor).select_related("body")
    for out in outgoing.filter(pk__in=ids["outgoing"]) if ids["outgoing"] else []:
        code = full_code(out.number, out.symbol) if out.number else f"…/{out.symbol}"
        told = {"code": code, "author": out.body.name, "state": ("", "", _(out.get_state_display()))}
        found[SubjectRef("outgoing", out.pk)] = told
    for draft in Draft.objects.for_actor(actor).filter(pk__in=ids["draft"]) if ids["draft"] else []:
        told = {"code": f"…/{draft.symbol}", "author": "", "state": ("", "", _(draft.get_state_display()))}
        found[SubjectRef("draft", draft.pk)] = told
    for file in WorkFile.objects.for_actor(actor).filter(pk__in=ids["work_file"]) if ids["work_file"] else []:
        told = {"code": file.code, "author": file.retention, "state": ("", "", _(file.get_state_display()))}
        found[SubjectRef("work_file", file.pk)] = told
    return found
