"""The trace of one document: who held it, how long in working hours, what they did, who looked at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from congso.audit import api as audit
from congso.documents.models import Answer, Draft, Hold, IncomingDocument, OutgoingDocument
from congso.documents.rules_trace import Held, Minutes, Piece, Total, pieces, totals
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.kernel.refs import SubjectRef
from congso.people import api as people

# Reading is its own list: among the acts it would drown them.
READING = ("document.opened", "file.downloaded", "file.printed")


@dataclass(frozen=True, slots=True)
class Trace:
    pieces: tuple[Piece, ...]
    sides: tuple[Piece, ...]
    totals: tuple[Total, ...]
    steps: tuple[audit.Line, ...]
    readings: tuple[audit.Line, ...]
    due_at: datetime | None
    due_minutes: int | None
    working: int
    waiting: int
    to_directive: int | None  # working minutes from receiving an arrival to its first directive


def trace(actor: Actor, subject: SubjectRef) -> Trace:
    """Raises NotFound documents.not_found when the actor may not see the document. Hands of its answers' drafts follow its own."""
    row = _seen(actor, subject)
    if row is None:
        raise NotFound("documents.not_found")
    family = [subject, *_continued(subject)]
    holds = _holds(family)
    calendar, now = people.calendar_of(row.agency_id), clock.now()
    main = [one for one, side in holds if not side]
    bar = pieces(main, now, calendar.working_minutes)
    beside = pieces([one for one, side in holds if side], now, calendar.working_minutes)
    lines = audit.trail(family)
    due = row.due_at.astimezone(clock.VIETNAM) if row.due_at else None
    return Trace(
        pieces=tuple(bar),
        sides=tuple(beside),
        totals=tuple(totals([*bar, *beside])),
        steps=tuple(line for line in _once(lines) if line.verb not in READING),
        readings=tuple(line for line in lines if line.verb in READING),
        due_at=due,
        due_minutes=calendar.working_minutes(bar[0].since, due) if due and bar else None,
        working=sum(part.minutes for part in bar if part.working),
        waiting=sum(part.minutes for part in bar if not part.working),
        to_directive=_to_directive(lines, calendar.working_minutes),
    )


def _once(lines: Sequence[audit.Line]) -> Sequence[audit.Line]:
    """Signing is journalled on the draft and on the document made of it: read together it is one step."""
    if any(line.verb == "draft.signed" for line in lines):
        return [line for line in lines if line.verb != "outgoing.signed"]
    return lines


def _to_directive(lines: Sequence[audit.Line], minutes: Minutes) -> int | None:
    received = next((line.at for line in lines if line.verb == "incoming.received"), None)
    directed = next((line.at for line in lines if line.verb == "incoming.directed"), None)
    return max(0, minutes(received, directed)) if received and directed else None


def _seen(actor: Actor, subject: SubjectRef) -> IncomingDocument | Draft | OutgoingDocument | None:
    if subject.kind == "incoming":
        return IncomingDocument.objects.for_actor(actor).filter(pk=subject.id).first()
    if subject.kind == "draft":
        mine, guest = Draft.objects.for_actor(actor), Draft.objects.for_guest(actor)
        return mine.filter(pk=subject.id).first() or guest.filter(pk=subject.id).first()
    if subject.kind == "outgoing":
        own, joint = OutgoingDocument.objects.for_actor(actor), OutgoingDocument.objects.for_guest(actor)
        return own.filter(pk=subject.id).first() or joint.filter(pk=subject.id).first()
    return None


def _continued(subject: SubjectRef) -> list[SubjectRef]:
    """An arrival goes on in the draft of its answer, a draft in the document issued from it."""
    found: list[SubjectRef] = []
    if subject.kind == "incoming":
        answers = Answer.objects.unscoped(reason="of an arrival in sight")
        rows = answers.filter(incoming_id=subject.id).values_list("draft_id", "outgoing_id")
        for draft_id, outgoing_id in rows:
            found += [SubjectRef("draft", draft_id)] if draft_id else []
            found += [SubjectRef("outgoing", outgoing_id)] if outgoing_id else []
    if subject.kind == "draft":
        issued = OutgoingDocument.objects.unscoped(reason="issued from a draft in sight").filter(
            draft_id=subject.id
        )
        found += [SubjectRef("outgoing", one) for one in issued.values_list("pk", flat=True)]
    if subject.kind == "outgoing":
        drafts = OutgoingDocument.objects.unscoped(reason="the draft of a document in sight").filter(
            pk=subject.id
        )
        found += [SubjectRef("draft", one) for one in drafts.values_list("draft_id", flat=True) if one]
    return found


def _holds(family: Sequence[SubjectRef]) -> list[tuple[Held, bool]]:
    """(hold, side), oldest first. While an answer is drafted the arrival's own hold runs on: it counts once, as the draft's."""
    rows: list[Hold] = []
    holds = Hold.objects.unscoped(reason="of a document in sight, or of what it went on in")
    for subject in family:
        rows += holds.filter(subject_kind=subject.kind, subject_id=subject.id)
    rows.sort(key=lambda row: (row.since, row.pk))
    drafted_from = min((row.since for row in rows if row.subject_kind == "draft"), default=None)
    found: list[tuple[Held, bool]] = []
    for row in rows:
        until = row.until
        if drafted_from and row.subject_kind == "incoming" and not row.side and row.stage == "handle":
            if row.since >= drafted_from:
                continue
            until = min(until or drafted_from, drafted_from)
        held = Held(row.holder_name, row.stage, _local(row.since), _maybe(row.working_since), _maybe(until))
        found.append((held, row.side))
    return found


def _local(moment: datetime) -> datetime:
    return moment.astimezone(clock.VIETNAM)


def _maybe(moment: datetime | None) -> datetime | None:
    return _local(moment) if moment else None
