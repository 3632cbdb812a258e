"""Lines of a register in the columns of Decree 30, annex IV: a few queries for any number of lines."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from congso.documents.models import (
    Answer,
    Hold,
    IncomingDocument,
    OutgoingDocument,
    Recipient,
    RegisterNumber,
)
from congso.documents.rules_incoming import printed_code
from congso.documents.rules_registers import CANCELLED, RESERVED, USED
from congso.documents.texts_incoming import STATES
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.pure import layout
from congso.pure.kinds import Urgency, kind_of
from congso.pure.layout.register import Row
from congso.pure.numbering import format_number, full_code

# Cells of the printed law form, in its language whatever the reader's.
ELECTRONIC: Final = "Điện tử"
_MOST_RECIPIENTS: Final = 12
BOOK, FOLLOW_UP, DELIVERY = "so", "theo-doi", "chuyen-giao"
# Of what leaves on paper: the book that the post office signs, and what is written on the envelopes.
POST, ENVELOPES = "buu-dien", "bi-thu"
PAPER_FORMS: Final = (POST, ENVELOPES)


@dataclass(frozen=True, slots=True)
class BookLine:
    """One number of a register: `row` holds its cells in the order of the form, `note` says why it has no document."""

    number: int
    date: date
    state: str
    row: Row
    subject: SubjectRef | None

    @property
    def cancelled(self) -> bool:
        return self.state == CANCELLED

    @property
    def cells(self) -> tuple[str, ...]:
        return self.row.cells()


def form_of(direction: str, form: str) -> layout.RegisterForm:
    """The law form shown: the register itself, of arrivals the follow-up register and the delivery book, of what leaves on paper the
    book of the post office and the list of envelopes."""
    if direction != "incoming":
        papers = {POST: layout.POST_BOOK, ENVELOPES: layout.ENVELOPE_LIST}
        return papers.get(form, layout.OUTGOING_REGISTER)
    forms = {FOLLOW_UP: layout.FOLLOW_UP_REGISTER, DELIVERY: layout.DELIVERY_BOOK}
    return forms.get(form, layout.INCOMING_REGISTER)


def lines_of(actor: Actor, numbers: Sequence[RegisterNumber], *, direction: str, form: str) -> list[BookLine]:
    """The lines of these numbers, in their order: one each, of what leaves on paper one for each recipient. Documents are read
    through the actor's scope."""
    if direction == "incoming":
        arrivals = _Arrivals(actor, numbers, answers=form == FOLLOW_UP)
        return [_line(number, arrivals.row(number, form)) for number in numbers]
    issued = _Issued(actor, numbers)
    if form in PAPER_FORMS:
        return [_line(number, row) for number in numbers for row in issued.papers(number, form)]
    return [_line(number, issued.row(number)) for number in numbers]


def _line(number: RegisterNumber, row: Row) -> BookLine:
    subject = SubjectRef(number.subject_kind, number.subject_id) if number.subject_id else None
    return BookLine(number.number, number.date, number.state, row, subject)


def _story(number: RegisterNumber) -> str:
    """What the note says of a number that is not simply used."""
    if number.state == USED:
        # Kept for it before it was signed: the register says why its date may stand behind that of a later number.
        kept_on = _day(number.at)
        return f"Giữ số ngày {kept_on:%d/%m/%Y}: {number.reason}" if number.reason and kept_on else ""
    words = {CANCELLED: "Đã hủy", RESERVED: "Giữ số"}.get(number.state, "")
    return f"{words}: {number.reason}" if words else ""


def _notes(*texts: str) -> str:
    return "; ".join(text for text in texts if text)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(clock.VIETNAM).date() if moment else None


def _titled(kind: str, subject: str) -> str:
    return f"{kind}: {subject}" if kind and subject else kind or subject


class _Arrivals:
    def __init__(self, actor: Actor, numbers: Sequence[RegisterNumber], *, answers: bool) -> None:
        ids = [one.subject_id for one in numbers if one.subject_kind == "incoming" and one.subject_id]
        self._rows: Mapping[int, IncomingDocument] = IncomingDocument.objects.for_actor(actor).in_bulk(ids)
        self._holds: dict[int, list[Hold]] = defaultdict(list)
        holds = Hold.objects.unscoped(reason="of arrivals in sight").filter(
            subject_kind="incoming", subject_id__in=list(self._rows), stage__in=("direct", "handle")
        )
        for hold in holds.order_by("since", "pk"):
            self._holds[hold.subject_id].append(hold)
        self._answers = _answers(self._rows) if answers else {}

    def row(self, number: RegisterNumber, form: str) -> Row:
        incoming = self._rows.get(number.subject_id or 0)
        if form == FOLLOW_UP:
            return self._follow_up(number, incoming)
        if form == DELIVERY:
            names, passed_on, receipt = self._passed(number)
            return layout.DeliveryRow(passed_on, str(number.number), names, receipt, _story(number))
        return self._book(number, incoming)

    def _passed(self, number: RegisterNumber) -> tuple[str, date | None, str]:
        """(to whom, when, receipt): who handles it once somebody was given it, else the leader it lies with."""
        holds = self._holds.get(number.subject_id or 0, [])
        chosen = [hold for hold in holds if hold.stage == "handle"] or holds[:1]
        if not chosen:
            return "", None, ""
        names = ", ".join(dict.fromkeys(hold.holder_name for hold in chosen))
        seen = all(hold.working_since is not None or hold.until is not None for hold in chosen)
        return names, _day(chosen[0].since), ELECTRONIC if seen else ""

    def _book(self, number: RegisterNumber, incoming: IncomingDocument | None) -> Row:
        shown = str(number.number)
        if incoming is None:
            return layout.IncomingRow(number.date, shown, "", "", None, "", note=_story(number))
        names, passed_on, receipt = self._passed(number)
        return layout.IncomingRow(
            arrived=number.date,
            arrival_number=shown,
            author=incoming.issuer_name,
            number_symbol=printed_code(incoming.number, incoming.symbol),
            dated=incoming.document_date,
            kind_and_subject=_titled(incoming.kind, incoming.subject),
            receiver=names,
            passed_on=passed_on,
            receipt=receipt,
            note=_notes(_story(number), _urgency(incoming.urgency)),
        )

    def _follow_up(self, number: RegisterNumber, incoming: IncomingDocument | None) -> Row:
        if incoming is None:
            return layout.FollowUpRow(str(number.number), "", "", None, note=_story(number))
        code = printed_code(incoming.number, incoming.symbol)
        parts = [incoming.kind, f"số {code}" if code else ""]
        parts += [f"ngày {incoming.document_date:%d/%m/%Y}" if incoming.document_date else ""]
        parts += [f"của {incoming.issuer_name}: {incoming.subject}"]
        return layout.FollowUpRow(
            arrival_number=str(number.number),
            document=" ".join(part for part in parts if part),
            receiver=self._passed(number)[0],
            due=_day(incoming.due_at),
            progress=str(STATES[incoming.state][2]),
            answer=", ".join(self._answers.get(incoming.pk, [])),
            note=_notes(_story(number), incoming.close_reason),
        )


def _urgency(level: int) -> str:
    return Urgency(level).label if level else ""


def _answers(ids: Iterable[int]) -> dict[int, list[str]]:
    """Numbers and symbols of the issued answers of each arrival."""
    found: dict[int, list[str]] = defaultdict(list)
    answers = Answer.objects.unscoped(reason="of arrivals in sight").filter(incoming_id__in=list(ids))
    rows = answers.select_related("outgoing", "draft__outgoing")
    for row in rows.order_by("pk"):
        outgoing = row.outgoing or getattr(row.draft, "outgoing", None)
        if outgoing is not None and outgoing.number is not None:
            found[row.incoming_id].append(full_code(outgoing.number, outgoing.symbol))
    return found


class _Issued:
    def __init__(self, actor: Actor, numbers: Sequence[RegisterNumber]) -> None:
        ids = [one.subject_id for one in numbers if one.subject_kind == "outgoing" and one.subject_id]
        rows = OutgoingDocument.objects.for_actor(actor).select_related("unit")
        self._rows: Mapping[int, OutgoingDocument] = rows.in_bulk(ids)
        self._recipients: dict[int, list[Recipient]] = defaultdict(list)
        lines = Recipient.objects.unscoped(reason="of documents of a register already in sight")
        for one in lines.filter(outgoing_id__in=ids):
            self._recipients[one.outgoing_id or 0].append(one)

    def row(self, number: RegisterNumber) -> Row:
        outgoing = self._rows.get(number.subject_id or 0)
        if outgoing is None:
            shown = format_number(number.number)
            return layout.OutgoingRow(shown, number.date, "", "", "", note=_story(number))
        recipients = self._recipients.get(outgoing.pk, [])
        kind = kind_of(outgoing.kind)
        recalled = f"Đã thu hồi: {outgoing.recall_reason}" if outgoing.recalled_at else ""
        return layout.OutgoingRow(
            number_symbol=full_code(number.number, outgoing.symbol),
            dated=outgoing.issued_date or number.date,
            kind_and_subject=_titled(kind.name if kind else outgoing.kind, outgoing.subject),
            signer=outgoing.signer_name,
            recipients=_joined([one.name for one in recipients]),
            keeper=outgoing.archive_holder or _notes("VT", outgoing.unit.name if outgoing.unit else ""),
            copies=str(outgoing.copies),
            passed_on=_day(outgoing.issued_at),
            receipt=ELECTRONIC if any(one.channel in ("internal", "axis") for one in recipients) else "",
            note=_notes(_story(number), recalled, _urgency(outgoing.urgency)),
        )

    def papers(self, number: RegisterNumber, form: str) -> Iterator[Row]:
        """A line for each recipient that gets it on paper."""
        outgoing = self._rows.get(number.subject_id or 0)
        if outgoing is None:
            return
        code = full_code(number.number, outgoing.symbol)
        for one in self._recipients.get(outgoing.pk, []):
            if one.channel != "paper":
                continue
            note = _notes("Bị trả lại" if one.state == "failed" else "", _urgency(outgoing.urgency))
            if form == ENVELOPES:
                yield layout.EnvelopeRow(one.name, one.address, code, str(one.copies), note)
            else:
                gone = _day(one.state_at) if one.state != "waiting" else None
                yield layout.PostRow(gone, code, _notes(one.name, one.address), "1", "", note)


def _joined(names: Sequence[str]) -> str:
    more = len(names) - _MOST_RECIPIENTS
    shown = "; ".join(names[:_MOST_RECIPIENTS])
    return f"{shown} và {more} nơi khác" if more > 0 else shown
