"""The slip of a draft: submit, approve, return, take back, withdraw (Decree 30 arts. 11–13)."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents import draft_text, hands, rules_draft, support_joint
from congso.documents.events import DraftReturned
from congso.documents.models import Draft, SlipStep
from congso.documents.support_draft import (
    KIND,
    change,
    check_signer,
    freeze_version,
    load_for,
    note_step,
    open_stage,
    ref,
    reviewers_of,
)
from congso.documents.support_words import look
from congso.files import api as files
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid


class NotReady(Invalid):
    """Something is missing before the draft may be submitted: all of it, the first as the sentence."""

    def __init__(self, missing: list[tuple[str, str]]) -> None:
        super().__init__(missing[0][1], field=missing[0][0])
        self.missing = tuple(missing)


def submit_draft(*, actor: Actor, draft_id: int, expected_revision: int | None = None, note: str = "") -> str:
    """Freeze a version and hand the slip to the first reviewer; returns the stage it went to.

    Raises NotFound, Forbidden, Conflict (already submitted, changed meanwhile), NotReady (fields missing), Invalid
    documents.reviewer_gone, Forbidden people.delegation_* when the signer's power has ended. Event DraftSubmitted.
    """
    look(actor, KIND, note=note)
    with transaction.atomic():
        draft, _ = load_for(actor, "submit", draft_id)
        missing = rules_draft.missing_fields(
            subject=draft.subject,
            signer=draft.signer_id,
            lines=draft.signature_lines,
            has_text=draft_text.has_text(draft),
            recipients=draft.recipients.count(),
        )
        if missing:
            raise NotReady(missing)
        check_signer(draft)
        if any(file.state == "held" for file in files.files_of(ref(draft))):
            raise Conflict("documents.draft_file_held")
        version = freeze_version(actor, draft, note)
        stage = rules_draft.next_stage("", reviewers_of(draft), draft.drafter_id)
        _move(actor, draft, stage, expected_revision=expected_revision, version=version)
        SlipStep.objects.create(
            draft=draft, stage=SlipStep.Stage.SUBMIT, version=version, appointment_id=actor.appointment_id,
            unit_id=actor.unit_id, result=SlipStep.Result.APPROVED, remarks=note, since=clock.now(),
            done_at=clock.now(), by_name=actor.name, by_person_id=actor.person_id,
        )  # fmt: skip
        open_stage(actor, draft, stage)
        note_step(actor, draft, "submitted", stage, note)
    return stage


def approve_step(
    *, actor: Actor, draft_id: int, remarks: str = "", expected_revision: int | None = None
) -> str:
    """Agree to the content or the form; returns the stage it went to. Raises NotFound, Forbidden, Conflict, Invalid."""
    look(actor, KIND, remarks=remarks)
    with transaction.atomic():
        draft, step = load_for(actor, "approve", draft_id)
        if step is None:
            raise Conflict("documents.draft_wrong_state")
        version = freeze_version(actor, draft, remarks)
        finish(actor, step, SlipStep.Result.APPROVED, remarks)
        stage = rules_draft.next_stage(step.stage, reviewers_of(draft), draft.drafter_id)
        _move(actor, draft, stage, expected_revision=expected_revision, version=version)
        open_stage(actor, draft, stage)
        note_step(actor, draft, "approved", step.stage, remarks)
    return stage


def return_draft(*, actor: Actor, draft_id: int, remarks: str, expected_revision: int | None = None) -> None:
    """Any reviewer sends it back to the drafter with remarks. Event DraftReturned. Raises also documents.reason_missing."""
    said = remarks.strip()
    if not said:
        raise Invalid("documents.reason_missing", field="remarks")
    look(actor, KIND, remarks=said)
    with transaction.atomic():
        draft, step = load_for(actor, "return", draft_id)
        if step is None:
            raise Conflict("documents.draft_wrong_state")
        version = freeze_version(actor, draft, said)
        finish(actor, step, SlipStep.Result.RETURNED, said)
        _back_to_drafter(actor, draft, returned=True, version=version, expected_revision=expected_revision)
        note_step(actor, draft, "returned", step.stage, said)
        events.publish(DraftReturned(draft_id=draft.pk, agency_id=draft.agency_id, stage=step.stage))


def take_back_draft(*, actor: Actor, draft_id: int, reason: str = "") -> None:
    """The drafter takes it back before it is signed. Raises NotFound, Forbidden, Conflict (signed, or not submitted)."""
    look(actor, KIND, reason=reason)
    with transaction.atomic():
        draft, step = load_for(actor, "take_back", draft_id)
        if step is None:
            raise Conflict("documents.draft_wrong_state")
        finish(actor, step, SlipStep.Result.TAKEN_BACK, reason)
        _back_to_drafter(actor, draft, returned=False)
        note_step(actor, draft, "taken_back", step.stage, reason)


def withdraw_draft(*, actor: Actor, draft_id: int, reason: str) -> None:
    """Give the draft up. It answers nothing any more; it stays readable. Raises also Invalid documents.reason_missing."""
    if not reason.strip():
        raise Invalid("documents.reason_missing", field="reason")
    look(actor, KIND, reason=reason)
    with transaction.atomic():
        draft, _ = load_for(actor, "withdraw", draft_id)
        change(draft, state=rules_draft.WITHDRAWN, updated_by_name=actor.name)
        hands.release(ref(draft))
        audit.record(actor, "draft.withdrawn", ref(draft), reason=reason.strip())


def reopen_draft(*, actor: Actor, draft_id: int) -> None:
    """Take a withdrawn draft up again. Raises NotFound, Forbidden, Conflict (not withdrawn)."""
    with transaction.atomic():
        draft, _ = load_for(actor, "reopen", draft_id)
        _back_to_drafter(actor, draft, returned=False)
        audit.record(actor, "draft.reopened", ref(draft))


def finish(actor: Actor, step: SlipStep, result: str, remarks: str) -> None:
    """Close the open step; a lost race is a Conflict. Also used when the signer signs."""
    changed = step.draft.steps.filter(pk=step.pk, result=SlipStep.Result.OPEN).update(
        result=result,
        remarks=remarks.strip(),
        done_at=clock.now(),
        by_name=actor.name,
        by_person_id=actor.person_id,
    )
    if not changed:
        raise Conflict("documents.changed_meanwhile")


def _move(actor: Actor, draft: Draft, stage: str, *, expected_revision: int | None, version: int) -> None:
    change(
        draft, expected_revision=expected_revision, state=rules_draft.STATE_OF_STAGE[stage], returned=False,
        version=version, prepared_file_id=None, updated_by_name=actor.name,
    )  # fmt: skip


def _back_to_drafter(
    actor: Actor,
    draft: Draft,
    *,
    returned: bool,
    version: int | None = None,
    expected_revision: int | None = None,
) -> None:
    change(
        draft, expected_revision=expected_revision, state=rules_draft.DRAFTING, returned=returned,
        version=version or draft.version, prepared_file_id=None, updated_by_name=actor.name,
    )  # fmt: skip
    support_joint.start_over(draft)
    person = draft.drafter.person
    hands.pass_to(
        ref(draft),
        agency_id=draft.agency_id,
        holder_name=person.full_name,
        stage="draft",
        person_id=person.pk,
    )
