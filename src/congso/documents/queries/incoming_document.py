"""One arrival as its page and its form show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from congso.documents import policies_incoming as policies
from congso.documents.models import Answer, Hold, IncomingDocument
from congso.documents.queries.incoming import days_early, due_of, holders
from congso.documents.rules_incoming import Fields, printed_code
from congso.documents.support_incoming import fields_of, load, ref
from congso.files import api as files
from congso.files.api import FileRow
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.ui.api import Deadline, ViewerPage

PDF: Final = "application/pdf"
VERBS: Final = (
    "register", "edit", "refuse", "resolve_twin", "cancel", "close", "reopen", "add_paper", "withdraw", "assign",
    "answer", "copy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of the arrival with the pages to look at. `stamped`: the pages are those of the rendition."""

    file: FileRow
    main: bool
    visible: bool
    stamped: bool = False
    pages: tuple[ViewerPage, ...] = ()
    pdf_url: str = ""
    download_url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Everything of one arrival that its reader may see. `may` has an entry for every verb of `VERBS`."""

    id: int
    agency_id: int
    version: int
    state: str
    channel: str
    code: str
    fields: Fields
    number: int | None
    arrival_date: date | None
    received_at: datetime
    registered_at: datetime | None
    registered_by: str
    leader_id: int | None
    leader: str
    holder: Hold | None
    due: Deadline | None
    due_at: datetime | None
    done_days: int | None
    closed_at: datetime | None
    close_kind: str
    close_reason: str
    refuse_reason: str
    cancel_reason: str
    recall_asked_at: datetime | None
    recall_reason: str
    twin_kind: str
    twin_id: int | None
    twin_number: int | None
    signatures: Mapping[str, Any]
    stamp_error: str
    stamped: bool
    files: tuple[FileRow, ...]
    may: Mapping[str, bool]
    delivery_id: int | None
    # The scanned pile it is a part of: its id, name, and the pages there.
    pile: tuple[int, str, str] | None = None

    @property
    def locked(self) -> bool:
        """Its maker bars changing or printing one of its files; it is read and passed on all the same."""
        return any(file.locked for file in self.files)

    @property
    def held(self) -> bool:
        """A scan waits for the clerk to say whether it carries a secrecy marking."""
        return any(file.state == "held" for file in self.files)


def document(actor: Actor, incoming_id: int) -> Document:
    """Raises NotFound documents.not_found. Four queries."""
    row = load(actor, incoming_id)
    place = policies.standing(actor, row)
    allowed = {verb: policies.may(actor, verb, row, place).allowed for verb in VERBS}
    allowed["withdraw"] = allowed["withdraw"] and row.recall_asked_at is not None
    return _document(row, allowed)


def _document(row: IncomingDocument, allowed: Mapping[str, bool]) -> Document:
    return Document(
        id=row.pk,
        agency_id=row.agency_id,
        version=row.version,
        state=row.state,
        channel=row.channel,
        code=printed_code(row.number, row.symbol),
        fields=fields_of(row),
        number=row.arrival_number,
        arrival_date=row.arrival_date,
        received_at=row.received_at.astimezone(clock.VIETNAM),
        registered_at=_local(row.registered_at),
        registered_by=row.registered_by_name,
        leader_id=row.leader_id,
        leader=row.leader.person.full_name if row.leader else "",
        holder=holders([row.pk]).get(row.pk) if row.state != "waiting" else None,
        due=due_of(row),
        due_at=_local(row.due_at),
        done_days=days_early(row),
        closed_at=_local(row.closed_at),
        close_kind=row.close_kind,
        close_reason=row.close_reason,
        refuse_reason=row.refuse_reason,
        cancel_reason=row.cancel_reason,
        recall_asked_at=_local(row.recall_asked_at),
        recall_reason=row.recall_reason,
        twin_kind=row.twin_kind,
        twin_id=row.twin_id,
        twin_number=row.twin.arrival_number if row.twin else None,
        signatures=row.signatures or {},
        stamp_error=row.stamp_error,
        stamped=row.stamped_file,
        files=tuple(files.files_of(ref(row))),
        may=allowed,
        delivery_id=row.delivery_id,
        pile=(row.pile.pk, row.pile.name, row.pile_pages) if row.pile else None,
    )


def _local(moment: datetime | None) -> datetime | None:
    return moment.astimezone(clock.VIETNAM) if moment else None


def sheet(
    actor: Actor, shown: Document, file_id: int | None = None, *, original: bool = False
) -> Sheet | None:
    """The pages of one file, the main one by default, stamped when there is a stamp. None: there is no such file."""
    if not shown.files:
        return None
    file = next((one for one in shown.files if one.id == file_id), None) if file_id else shown.files[0]
    if file is None:
        return None
    main = file.id == shown.files[0].id
    visible = file.state == "ready" or (file.state == "held" and files.may_state(actor, file))
    if not visible:
        return Sheet(file, main, visible=False)
    stamped = main and shown.stamped and not original
    subject = policies.subject(shown.id)
    images = files.viewer_pages(subject, file.id, "stamped" if stamped else None)
    place = [subject.kind, subject.id, file.id]
    original_url = reverse("files:original", args=place)
    pdf_url = reverse("files:rendition", args=[*place, "stamped"]) if stamped else f"{original_url}?xem=1"
    return Sheet(
        file,
        main,
        visible=True,
        stamped=stamped,
        pages=tuple(ViewerPage(one.number, one.url, *one.points) for one in images),
        pdf_url=pdf_url if file.mime == PDF else "",
        download_url=original_url,
    )


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A draft or an issued document that answers the arrival."""

    kind: str
    id: int
    code: str
    subject: str
    state: str
    closes: bool


@dataclass(frozen=True, slots=True)
class PaperRow:
    at: datetime
    by: str
    place: str


@dataclass(frozen=True, slots=True)
class Related:
    """What hangs on an arrival: answers, papers, and the arrivals it repeats or that repeat it."""

    answers: tuple[AnswerRow, ...]
    papers: tuple[PaperRow, ...]
    twins: tuple[tuple[int, str, str], ...]  # id, kind, words


def related(actor: Actor, incoming_id: int) -> Related:
    """Raises NotFound documents.not_found."""
    row = load(actor, incoming_id)
    answers = row.answers.select_related("draft", "outgoing").order_by("id")
    papers = row.papers.order_by("at")
    twins = IncomingDocument.objects.for_actor(actor).filter(twin_id=row.pk).order_by("pk")
    listed = [(one.pk, one.twin_kind, printed_code(one.number, one.symbol)) for one in twins]
    if row.twin is not None:
        listed.insert(0, (row.twin.pk, f"of_{row.twin_kind}", str(row.twin.arrival_number or "")))
    return Related(
        answers=tuple(shown for one in answers if (shown := _answer(one)) is not None),
        papers=tuple(
            PaperRow(paper.at.astimezone(clock.VIETNAM), paper.by_name, paper.place) for paper in papers
        ),
        twins=tuple(listed),
    )


def _answer(row: Answer) -> AnswerRow | None:
    if row.outgoing is not None:
        out = row.outgoing
        code = printed_code(str(out.number or ""), out.symbol)
        return AnswerRow("outgoing", out.pk, code, out.subject, out.state, row.closes)
    draft = row.draft
    return (
        AnswerRow("draft", draft.pk, draft.symbol, draft.subject, draft.state, row.closes) if draft else None
    )


_COMPARED: Final[tuple[tuple[str, Promise], ...]] = (
    ("number", lazy("Số")),
    ("symbol", lazy("Ký hiệu")),
    ("document_date", lazy("Ngày văn bản")),
    ("kind", lazy("Loại")),
    ("issuer_name", lazy("Cơ quan ban hành")),
    ("subject", lazy("Trích yếu")),
    ("signer_name", lazy("Người ký")),
    ("due_on", lazy("Hạn trả lời")),
    ("pages", lazy("Số trang")),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two arrivals, as shown."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


def compare(one: Document, other: Document) -> list[Compared]:
    """The fields of two arrivals line by line."""
    return [
        Compared(str(label), _shown(getattr(one.fields, name)), _shown(getattr(other.fields, name)))
        for name, label in _COMPARED
    ]


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
