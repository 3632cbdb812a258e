"""One outgoing document as its page shows it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse

from congso.documents import policies_outgoing as policies
from congso.documents import rules_outgoing as rules
from congso.documents.models import OutgoingDocument, Recipient, Register, RegisterNumber
from congso.documents.queries.incoming import grade
from congso.documents.rules_incoming import printed_code as incoming_code
from congso.documents.support_outgoing import load, printed_code, ref, signed_on
from congso.files import api as files
from congso.files.api import FileRow
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.pure.kinds import kind_of
from congso.pure.numbering import format_number
from congso.ui.api import ViewerPage

_ROLES: Final = ("main", "signed", "source")


@dataclass(frozen=True, slots=True)
class Line:
    """A recipient. `group`: done, act or way; `by_hand`: the clerk moves its state."""

    id: int
    channel: str
    name: str
    detail: str
    state: str
    note: str
    at: datetime | None
    group: str
    by_hand: bool
    copies: int
    queued: bool  # handed to the axis' queue: it can no longer be taken off


@dataclass(frozen=True, slots=True)
class Closed:
    """An arrival that this document answers."""

    id: int
    code: str
    number: int | None
    state: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The number the next press would give, and the ones kept for later with the date each would bear.

    `last_date`: no earlier date is given.
    """

    code: str
    register: str
    last: int
    today: date
    last_date: date | None
    reserved: tuple[tuple[int, date, str], ...]

    @property
    def number(self) -> str:
        """Without the symbol, where a press has little room."""
        return self.code.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Party:
    """A further body of a joint document; `allowed_at` None: its clerk has not given leave to seal."""

    agency_id: int
    body: str
    signer: str
    allowed_at: datetime | None
    allowed_by: str


@dataclass(frozen=True, slots=True)
class Document:
    """Everything of one outgoing document that its reader may see. `may` has an entry for every verb."""

    id: int
    row: OutgoingDocument
    code: str
    kind: str
    lines: tuple[Line, ...]
    answers: tuple[Closed, ...]
    corrections: tuple[tuple[int, str], ...]
    parties: tuple[Party, ...]
    guest: bool
    files: tuple[FileRow, ...]
    shown: FileRow | None
    proposal: Proposal | None
    may: Mapping[str, bool]

    @property
    def grade(self) -> int:
        return grade(self.row.urgency)

    @property
    def figures(self) -> Counter[str]:
        """How many lines are done, on the way, or want something of the clerk."""
        return Counter(line.group for line in self.lines if line.channel != "none")

    @property
    def signatures(self) -> Mapping[str, Any]:
        return self.row.signatures or {}

    @property
    def seals_awaited(self) -> str:
        """Names of the bodies of a numbered joint document whose seal is missing."""
        waits = self.row.state in (rules.NUMBERED, rules.SEAL_FAILED) and not self.row.on_paper
        return ", ".join(one.body for one in self.parties if waits and one.allowed_at is None)

    @property
    def local_recalled_at(self) -> datetime | None:
        return _local(self.row.recalled_at)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """(step, "done" | "now" | "todo") of the line at the head of the page."""
        at = {"signed": 1, "numbered": 2, "seal_failed": 2}.get(self.row.state, 3)
        sent = self.row.state == "issued" and not self.figures["way"]
        names = ("person", "number", "seal", "send")
        return [
            (name, "done" if order < at or sent else ("now" if order == at else "todo"))
            for order, name in enumerate(names)
        ]


def document(actor: Actor, outgoing_id: int) -> Document:
    """Raises NotFound documents.not_found. Five queries, one of them for the number it waits for."""
    row = load(actor, outgoing_id)
    uses = files.uses_of([ref(row)])[ref(row)]
    by_role = {use.role: use.file for use in uses}
    shown = next((by_role[role] for role in _ROLES if role in by_role), None)
    may = {verb: policies.may(actor, verb, row, seen=True).allowed for verb in policies.VERBS}
    parties = _parties(row)
    mine = [one for one in parties if one.agency_id == actor.agency_id and one.allowed_at is None]
    may["allow_seal"] = may["allow_seal"] and bool(mine) and not row.on_paper
    return Document(
        id=row.pk,
        row=row,
        code=printed_code(row),
        kind=_kind(row),
        lines=lines(row),
        answers=_answers(row),
        corrections=_corrections(actor, row),
        parties=parties,
        guest=policies.is_guest(actor, row),
        files=tuple(use.file for use in uses if use.role not in _ROLES),
        shown=shown,
        proposal=_proposal(row) if may["number"] else None,
        may=_narrowed(row, may),
    )


def _parties(row: OutgoingDocument) -> tuple[Party, ...]:
    rows = row.parties.select_related("body", "signer__person") if row.joint else []
    return tuple(
        Party(
            one.agency_id,
            one.body.name,
            one.signer.person.full_name,
            _local(one.seal_allowed_at),
            one.seal_allowed_by_name,
        )
        for one in rows
    )


def _narrowed(row: OutgoingDocument, may: dict[str, bool]) -> dict[str, bool]:
    """Verbs that this one's way of issuing does not know."""
    printed = row.on_paper and row.file_id is not None
    may["finish_paper"] = may["finish_paper"] and printed
    may["scan"] = may["scan"] and row.origin == "ink"
    may["seal"] = may["seal"] and row.state == rules.SEAL_FAILED
    return may


def _kind(row: OutgoingDocument) -> str:
    kind = kind_of(row.kind)
    return kind.name if kind else row.kind


def lines(row: OutgoingDocument) -> tuple[Line, ...]:
    """Recipients as the page lists them: those that want something first."""
    order = {"act": 0, "done": 1, "way": 1}
    found = [_line(row, one) for one in row.recipients.select_related("agency")]
    return tuple(sorted(found, key=lambda line: order[line.group]))


def _line(row: OutgoingDocument, one: Recipient) -> Line:
    internal = one.channel == "internal"
    detail = one.agency.code if internal and one.agency else one.address
    return Line(
        id=one.pk,
        channel=one.channel,
        name=one.name,
        detail=detail,
        state=one.state,
        note=one.state_note,
        at=_local(one.state_at),
        group=rules.line_group(one.state),
        by_hand=one.channel in ("email", "paper") or (one.channel in rules.BY_MACHINE and row.on_paper),
        copies=one.copies,
        queued=one.state == "waiting" and one.delivery_id is not None,
    )


def _answers(row: OutgoingDocument) -> tuple[Closed, ...]:
    rows = row.answers.select_related("incoming").order_by("id")
    return tuple(
        Closed(
            one.incoming.pk,
            incoming_code(one.incoming.number, one.incoming.symbol),
            one.incoming.arrival_number,
            one.incoming.state,
            _local(one.incoming.closed_at),
        )
        for one in rows
    )


def _corrections(actor: Actor, row: OutgoingDocument) -> tuple[tuple[int, str], ...]:
    """Official letters that correct this one; none before it is issued."""
    if row.state not in (rules.ISSUED, rules.RECALLED):
        return ()
    rows = OutgoingDocument.objects.for_actor(actor).filter(corrects_id=row.pk).exclude(state=rules.CANCELLED)
    return tuple((one.pk, printed_code(one)) for one in rows.order_by("pk"))


def _local(moment: datetime | None) -> datetime | None:
    return moment.astimezone(clock.VIETNAM) if moment else None


def _proposal(row: OutgoingDocument) -> Proposal:
    today = clock.today()
    register, kept = _register(row, today.year)
    last = register.last if register else 0
    return Proposal(
        code=f"{format_number(last + 1)}/{row.symbol}",
        register=register.name if register else "",
        last=last,
        today=today,
        last_date=register.last_date if register else None,
        reserved=tuple(
            (number, rules.reserved_day(day, signed_on(row)), reason) for number, day, reason in kept
        ),
    )


def _register(row: OutgoingDocument, year: int) -> tuple[Register | None, list[tuple[int, date, str]]]:
    """The register that would number it, and the numbers it keeps; no register is opened by looking. One query."""
    kept = (
        RegisterNumber.objects.filter(register=OuterRef("pk"), state="reserved")
        .order_by("number")
        .values(found=JSONObject(number="number", day="date", reason="reason"))
    )
    rows = Register.objects.unscoped(reason="series of the body of a document just loaded").filter(
        agency_id=row.agency_id, body_id=row.body_id, direction="outgoing", year=year
    )
    known = list(rows.annotate(kept=ArraySubquery(kept)).order_by("pk"))
    chosen = rules.choose_series([rules.Series(one.pk, tuple(one.kinds)) for one in known], row.kind)
    for one in known:
        if one.pk == chosen:
            return one, [(its["number"], date.fromisoformat(its["day"]), its["reason"]) for its in one.kept]
    return None, []


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages to look at."""

    name: str
    pages: tuple[ViewerPage, ...]
    pdf_url: str
    download_url: str


def sheet(shown: Document) -> Sheet | None:
    """Of the issued file, else of the newest one there is. None without a file, or when it has no pages."""
    file = shown.shown
    if file is None:
        return None
    subject = ref(shown.row)
    images = files.viewer_pages(subject, file.id)
    original = reverse("files:original", args=[subject.kind, subject.id, file.id])
    pages = tuple(ViewerPage(one.number, one.url, *one.points) for one in images)
    return Sheet(file.name, pages, f"{original}?xem=1", original)
