"""What stands between a draft and its submission, and who gets it."""

from collections.abc import Sequence
from dataclasses import dataclass

from congso.documents import draft_text, rules_draft
from congso.documents.models import Draft, SlipStep
from congso.documents.queries.draft_people import Reviewer, reviewers
from congso.documents.support_draft import load, ref
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.pure.layout import SlipOpinion, SubmissionSlip, render_submission_slip


@dataclass(frozen=True, slots=True)
class Readiness:
    """`missing`: (field, reason code); `unprintable`: signs the official fonts lack, which do not stop it."""

    missing: tuple[tuple[str, str], ...]
    unprintable: Sequence[str]
    reviewers: tuple[Reviewer, ...]


def readiness(actor: Actor, draft_id: int) -> Readiness:
    """Raises NotFound documents.not_found."""
    draft = load(actor, draft_id)
    missing = rules_draft.missing_fields(
        subject=draft.subject,
        signer=draft.signer_id,
        lines=draft.signature_lines,
        has_text=draft_text.has_text(draft),
        recipients=draft.recipients.count(),
    )
    return Readiness(tuple(missing), draft_text.unprintable(draft), tuple(reviewers(draft)))


def slip_pdf(actor: Actor, draft_id: int) -> bytes:
    """The slip to print: who submits what to whom, and what each has said. Raises NotFound documents.not_found."""
    draft = load(actor, draft_id)
    steps = list(draft.steps.order_by("since", "pk"))
    due = draft.due_at.astimezone(clock.VIETNAM).date() if draft.due_at else None
    first = next((step for step in steps if step.stage == SlipStep.Stage.SUBMIT), None)
    slip = SubmissionSlip(
        issuing_body=draft_text.letterhead(draft.body.name_line or draft.body.name.upper()),
        parent_body=draft_text.letterhead(draft.body.parent_line),
        place=draft.agency.place,
        date=first.since.astimezone(clock.VIETNAM).date() if first else clock.today(),
        submitted_to=_signer(draft),
        subject=draft.subject,
        unit=draft.unit.name if draft.unit else "",
        drafter=draft.drafter.person.full_name,
        attachments=tuple(file.name for file in files.files_of(ref(draft)) if file.state == "ready"),
        unit_head=_opinions(steps, "content"),
        office=_opinions(steps, "form"),
        signer=_opinions(steps, "sign"),
        due=due,
    )
    return render_submission_slip(slip).pdf


def _signer(draft: Draft) -> str:
    signer = draft.signer
    return f"{signer.post.title} {signer.person.full_name}" if signer else ""


def _opinions(steps: Sequence[SlipStep], stage: str) -> tuple[SlipOpinion, ...]:
    """What was said at a stage, oldest first; agreement without words says so."""
    said = {"approved": "Đồng ý.", "returned": "Trả lại."}
    found = []
    for step in steps:
        if step.stage == stage and step.result in said and step.done_at is not None:
            when = f"{step.done_at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}"
            found.append(SlipOpinion(step.by_name, step.remarks or said[step.result], when))
    return tuple(found)
