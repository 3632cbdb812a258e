"""The hits of a page with the fields of the things themselves, read through their own scope: what cannot be opened is not
shown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congso.documents import draft_text
from congso.documents.models import (
    Draft,
    IncomingDocument,
    OutgoingDocument,
    Register,
    SearchEntry,
    WorkFile,
    WorkFileItem,
)
from congso.documents.queries.lines import url_of
from congso.documents.rules_incoming import printed_code
from congso.documents.support_outgoing import printed_code as printed_code_out
from congso.documents.texts_draft import STATES as DRAFT_STATES
from congso.documents.texts_incoming import STATES as INCOMING_STATES
from congso.documents.texts_outgoing import state_words
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.pure import search
from congso.pure.kinds import Urgency, kind_of
from congso.pure.search import Piece, Question

# Fields that are shown when neither subject nor text says why a document was found: key of the facet, label.
_WHY: Final = (
    ("i", lazy("Cơ quan ban hành")),
    ("s", lazy("Người ký")),
    ("d", lazy("Người soạn")),
    ("t", lazy("Nơi nhận")),
)


@dataclass(frozen=True, slots=True)
class HitRow:
    """One found thing. `title`: pieces with whether they match; `exact`: its accents match as typed; `snippet`: the line of
    the text that matches, on `page`; `why`: the name and the pieces of another field; `inside`: none of these shows it.
    `cells`: the values of all columns a person may choose (texts_search.COLUMNS), as shown."""

    subject: SubjectRef
    url: str
    code: str
    place: str
    number: str
    date: date | None
    author: str
    state: tuple[str, str, str]
    title: Sequence[Piece]
    exact: bool
    inside: bool
    group: str = "all"
    page: int = 0
    snippet: Sequence[Piece] = ()
    why: tuple[str, Sequence[Piece]] | None = None
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain_title(self) -> str:
        return "".join(piece for piece, _on in self.title)


@dataclass(frozen=True, slots=True)
class _Detail:
    """What the thing itself says. `file_id`: whose text is shown; `text`: the text where it lies in the row."""

    code: str
    author: str
    state: tuple[str, str, str]
    file_id: int | None = None
    text: str = ""
    due: date | None = None
    arrived: date | None = None


def hits(
    actor: Actor, entries: Sequence[tuple[SearchEntry, str]], question: Question, *, snippets: bool = True
) -> Iterator[HitRow]:
    """In the order given. At most seven queries, whatever the number of entries."""
    details = _details(actor, [entry for entry, _group in entries])
    wanted = (
        [one.file_id for one in details.values() if one.file_id] if snippets and not question.empty else []
    )
    texts = files.texts(wanted) if wanted else {}
    books, folders = ({}, {}) if snippets else (_books(actor, entries), _folders(actor, entries))
    for entry, group in entries:
        subject = SubjectRef(entry.subject_kind, entry.subject_id)
        detail = details.get(subject)
        if detail is None:
            continue
        found = _where(entry, detail, question, group, texts.get(detail.file_id or 0) if snippets else [])
        cells = _cells(entry, detail) | books.get(entry.pk, {}) | folders.get(subject, {})
        yield HitRow(
            subject=subject, url=url_of(subject), code=detail.code, place=entry.subject_kind, number=entry.number_key,
            date=entry.date, author=detail.author, state=detail.state, group=group, exact=group != "folded",
            cells=cells, **found,
        )  # fmt: skip


def _where(
    entry: SearchEntry, detail: _Detail, question: Question, group: str, pages: Sequence[str] | None
) -> dict[str, Any]:
    """Where the words stand: in the subject, on a line of the text, in another field."""
    exact = group == "exact"
    title = search.marked(_subject(entry), question, exact=exact)
    line = search.snippet(pages or [detail.text], question, exact=exact, known=entry.title)
    shown = any(on for _text, on in title) or line is not None or group in ("all", "code")
    why = None if shown else _why(entry, question, exact=exact)
    return {
        "title": title,
        "snippet": line.pieces if line else (),
        "page": line.page if line and pages else 0,
        "why": why,
        "inside": not shown and why is None,
    }


def _subject(entry: SearchEntry) -> str:
    """With a capital, as lists show it: in a letter it goes on after "V/v"."""
    return entry.title[:1].upper() + entry.title[1:]


def _why(entry: SearchEntry, question: Question, *, exact: bool) -> tuple[str, Sequence[Piece]] | None:
    for letter, label in _WHY:
        for name in _values(entry, letter):
            pieces = search.marked(name, question, exact=exact)
            if any(on for _text, on in pieces):
                return str(label), pieces
    return None


def _values(entry: SearchEntry, letter: str) -> list[str]:
    return [key[2:] for key in entry.facets if key.startswith(f"{letter}:")]


def _cells(entry: SearchEntry, detail: _Detail) -> dict[str, str]:
    urgency = int((_values(entry, "u") or ["0"])[0])
    kinds = [known.name if (known := kind_of(key)) else key for key in _values(entry, "k")]
    return {
        "place": entry.subject_kind,
        "number": entry.number_key,
        "code": detail.code,
        "date": _day(entry.date),
        "kind": ", ".join(_(kind) for kind in kinds),
        "subject": _subject(entry),
        "issuer": ", ".join(_values(entry, "i")),
        "signer": ", ".join(_values(entry, "s")),
        "drafter": ", ".join(_values(entry, "d")),
        "recipients": "; ".join(_values(entry, "t")),
        "urgency": _(Urgency(urgency).label) if urgency else "",
        "state": detail.state[2],
        "due": _day(detail.due),
        "arrived": _day(detail.arrived),
    }


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _books(actor: Actor, entries: Sequence[tuple[SearchEntry, str]]) -> dict[int, dict[str, str]]:
    """The register of each entry, by entry."""
    wanted = {entry.pk: int(values[0]) for entry, _group in entries if (values := _values(entry, "r"))}
    names = dict(
        Register.objects.for_actor(actor).filter(pk__in=set(wanted.values())).values_list("pk", "name")
    )
    return {entry: {"register": names.get(book, "")} for entry, book in wanted.items()}


def _folders(actor: Actor, entries: Sequence[tuple[SearchEntry, str]]) -> dict[SubjectRef, dict[str, str]]:
    """The work files a thing lies in, as far as the reader sees them."""
    ids: dict[str, list[int]] = {}
    for entry, _group in entries:
        ids.setdefault(entry.subject_kind, []).append(entry.subject_id)
    found: dict[SubjectRef, list[int]] = {}
    for kind, keys in ids.items():
        items = WorkFileItem.objects.unscoped(reason="of documents in sight; the files are asked below")
        items = items.filter(subject_kind=kind, subject_id__in=keys)
        for file_id, key in items.values_list("work_file_id", "subject_id"):
            found.setdefault(SubjectRef(kind, key), []).append(file_id)
    wanted = {one for listed in found.values() for one in listed}
    codes = dict(WorkFile.objects.for_actor(actor).filter(pk__in=wanted).values_list("pk", "code"))
    return {
        subject: {"work_file": ", ".join(codes[one] for one in listed if one in codes)}
        for subject, listed in found.items()
    }


def _details(actor: Actor, entries: Sequence[SearchEntry]) -> dict[SubjectRef, _Detail]:
    ids: dict[str, list[int]] = {}
    for entry in entries:
        ids.setdefault(entry.subject_kind, []).append(entry.subject_id)
    return {
        SubjectRef(kind, one.pk): _MAKERS[kind](one)
        for kind, keys in ids.items()
        for one in things(actor, kind).filter(pk__in=keys)
    }


def things(actor: Actor, kind: str) -> QuerySet[Any]:
    """What of a kind this actor may open."""
    if kind == "incoming":
        return IncomingDocument.objects.for_actor(actor)
    if kind == "outgoing":
        return OutgoingDocument.objects.for_actor(actor).select_related("body")
    return Draft.objects.for_actor(actor) if kind == "draft" else WorkFile.objects.for_actor(actor)


def _incoming(row: IncomingDocument) -> _Detail:
    kind, icon, words = INCOMING_STATES[row.state]
    return _Detail(
        code=printed_code(row.number, row.symbol),
        author=row.issuer_name,
        state=(kind, icon, str(words)),
        file_id=row.main_file_id,
        due=row.due_at.astimezone(clock.VIETNAM).date() if row.due_at else None,
        arrived=row.arrival_date,
    )


def _outgoing(row: OutgoingDocument) -> _Detail:
    kind, icon, words = state_words(row.state, on_paper=row.on_paper, has_scan=row.signed_file_id is not None)
    return _Detail(
        code=printed_code_out(row),
        author=row.body.name,
        state=(kind, icon, str(words)),
        file_id=row.file_id or row.signed_file_id,
        due=row.due_at.astimezone(clock.VIETNAM).date() if row.due_at else None,
    )


def _draft(row: Draft) -> _Detail:
    kind, icon, words = DRAFT_STATES[row.state]
    due = row.due_at.astimezone(clock.VIETNAM).date() if row.due_at else None
    if row.source_file_id is not None:
        return _Detail(f"…/{row.symbol}", "", (kind, icon, str(words)), file_id=row.source_file_id, due=due)
    return _Detail(f"…/{row.symbol}", "", (kind, icon, str(words)), text=draft_text.plain_text(row), due=due)


def _work_file(row: WorkFile) -> _Detail:
    return _Detail(row.code, row.retention, ("", "", _(row.get_state_display())), text=row.description)


_MAKERS: Final[Mapping[str, Callable[[Any], _Detail]]] = {
    "incoming": _incoming,
    "outgoing": _outgoing,
    "draft": _draft,
    "work_file": _work_file,
}
