"""What waits for one person's approval or signature, and what that person has signed or returned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import F, QuerySet

from congso.documents.models import SlipStep
from congso.documents.queries.drafts import due_of
from congso.documents.queries.incoming import grade
from congso.documents.texts_draft import kind_short
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.ui.api import Deadline

LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One step of a slip. `stage`: content, form or sign; `since` when it came, `done_at` when it was dealt with."""

    draft_id: int
    stage: str
    subject: str
    short: str
    unit: str
    drafter: str
    urgency: int
    due: Deadline | None
    attachments: int
    seen: bool
    revision: int
    version: int
    since: datetime
    done_at: datetime | None
    remarks: str

    @property
    def grade(self) -> int:
        return grade(self.urgency)


def open_steps(actor: Actor) -> QuerySet[SlipStep]:
    """Who is asked: the one named on the slip, and the office for the form. A deputy head may act too, but is not asked.

    Each half by its own index; joint documents come from other agencies too. Carries `urgency` and `due_at` of
    the draft: a union is ordered by columns of its own.
    """
    every = (
        SlipStep.objects.unscoped(reason="steps that name this very post, or the own office")
        .filter(result=SlipStep.Result.OPEN)
        .select_related("draft__unit", "draft__drafter__person")
        .annotate(urgency=F("draft__urgency"), due_at=F("draft__due_at"))
    )
    if actor.appointment_id is None:
        return every.none()
    mine = every.filter(appointment_id=actor.appointment_id)
    if not actor.has(Role.OFFICE):
        return mine
    return mine.union(every.filter(stage=SlipStep.Stage.FORM, draft__agency_id=actor.agency_id or 0))


def most_urgent(actor: Actor, limit: int) -> list[SlipStep]:
    """The first of `open_steps` by urgency, then deadline, then how long they wait. One query."""
    rows = open_steps(actor).order_by(F("urgency").desc(), F("due_at").asc(nulls_last=True), "since", "pk")
    return list(rows[:limit])


def waiting(actor: Actor) -> list[ApprovalRow]:
    """To sign first, then to approve; most urgent, then by deadline. Two queries and the calendar."""
    return _rows(sorted(most_urgent(actor, LIMIT), key=_weight))


def _weight(step: SlipStep) -> tuple[bool, int, bool, datetime, datetime]:
    draft = step.draft
    due = draft.due_at or step.since
    return (step.stage != SlipStep.Stage.SIGN, -draft.urgency, draft.due_at is None, due, step.since)


def done(actor: Actor, result: str) -> list[ApprovalRow]:
    """What this person agreed to ("approved") or returned ("returned"), newest first."""
    rows = (
        SlipStep.objects.unscoped(reason="steps this very person settled")
        .filter(
            result=result,
            by_person_id=actor.person_id,
            by_person_id__isnull=False,
        )
        .exclude(stage=SlipStep.Stage.SUBMIT)
        .select_related("draft__unit", "draft__drafter__person")
        .order_by("-done_at", "-pk")[:LIMIT]
    )
    return _rows(list(rows))


def _rows(steps: Sequence[SlipStep]) -> list[ApprovalRow]:
    refs = [SubjectRef("draft", step.draft_id) for step in steps]
    uses = files.uses_of(refs) if refs else {}
    return [
        ApprovalRow(
            draft_id=step.draft_id,
            stage=step.stage,
            subject=step.draft.subject,
            short=kind_short(step.draft.kind),
            unit=step.draft.unit.name if step.draft.unit else "",
            drafter=step.draft.drafter.person.full_name,
            urgency=step.draft.urgency,
            due=due_of(step.draft),
            attachments=sum(use.role in ("attachment", "appendix") for use in uses[ref]),
            seen=step.seen_at is not None,
            revision=step.draft.revision,
            version=step.version,
            since=step.since.astimezone(clock.VIETNAM),
            done_at=step.done_at.astimezone(clock.VIETNAM) if step.done_at else None,
            remarks=step.remarks,
        )
        for ref, step in zip(refs, steps, strict=True)
    ]
