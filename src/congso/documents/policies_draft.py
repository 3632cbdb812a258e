"""Who may do what with a draft; agrees with `Draft.objects.for_actor`."""

from typing import Final

from congso.documents import involve, rules_draft
from congso.documents.models import Draft, SlipStep
from congso.documents.models.scopes import SEES_ALL
from congso.documents.policies_incoming import HIDDEN, NO_RIGHT, YES, Decision
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict
from congso.kernel.refs import SubjectRef

KIND: Final = "draft"
_BY_DRAFTER: Final = frozenset({"submit", "take_back", "withdraw", "reopen"})
_BY_REVIEWER: Final = frozenset({"approve", "return", "sign"})


def may_draft(actor: Actor) -> Decision:
    """Anyone in a post of an agency may draft; administrators without papers may not."""
    in_post = actor.agency_id is not None and actor.appointment_id is not None
    papers = actor.has(Role.OFFICER, Role.UNIT_HEAD, Role.OFFICE, Role.CLERK, Role.LEADER)
    return YES if in_post and papers else NO_RIGHT


def sees(actor: Actor, draft: Draft) -> bool:
    if actor.is_system:
        return actor.agency_id in (None, draft.agency_id)
    if actor.agency_id is None:
        return False
    if actor.agency_id != draft.agency_id:
        # A head of another agency who is asked to sign a joint document.
        return Draft.objects.for_guest(actor).filter(pk=draft.pk).exists()
    if actor.has(*SEES_ALL):
        return True
    unit = actor.unit_id if actor.has(Role.UNIT_HEAD) else None
    return involve.is_involved(SubjectRef(KIND, draft.pk), person_id=actor.person_id, unit_id=unit)


def may(
    actor: Actor, verb: str, draft: Draft, step: SlipStep | None = None, *, seen: bool = False
) -> Decision:
    """Right first, then state. `step`: the open step of the slip, when there is one; `seen`: loaded with these eyes."""
    if not seen and not sees(actor, draft):
        return HIDDEN
    if verb == "view":
        return YES
    if not _has_right(actor, verb, draft, step):
        return _why_not(actor, verb, draft, step)
    code = rules_draft.state_refusal(verb, draft.state)
    return Decision(code, Conflict) if code else YES


def _why_not(actor: Actor, verb: str, draft: Draft, step: SlipStep | None) -> Decision:
    """A second press, or a page left open, is no lack of rights: the draft has gone on."""
    if verb in _BY_REVIEWER and step is None:
        return Decision("documents.draft_wrong_state", Conflict)
    if verb == "edit" and is_drafter(actor, draft):
        return Decision("documents.draft_with_reviewer", Conflict)
    return NO_RIGHT


def _has_right(actor: Actor, verb: str, draft: Draft, step: SlipStep | None) -> bool:
    if actor.is_system:
        return True
    if verb in _BY_DRAFTER:
        return is_drafter(actor, draft)
    if verb in _BY_REVIEWER:
        return holds_step(actor, step)
    # Leaders edit as well as return (Annex VI, F1.13): whoever holds the step may correct the text.
    return holds_step(actor, step) if step is not None else is_drafter(actor, draft)


def is_drafter(actor: Actor, draft: Draft) -> bool:
    return actor.appointment_id is not None and draft.drafter_id == actor.appointment_id


def holds_step(actor: Actor, step: SlipStep | None) -> bool:
    """The open step names this appointment. Form may be checked by anyone of the office, content by any head of the unit."""
    if step is None or step.result != SlipStep.Result.OPEN:
        return False
    if step.stage == SlipStep.Stage.FORM and actor.has(Role.OFFICE):
        return actor.agency_id == step.draft.agency_id
    if step.stage == SlipStep.Stage.CONTENT and actor.has(Role.UNIT_HEAD) and step.unit_id is not None:
        return actor.unit_id == step.unit_id
    return actor.appointment_id is not None and step.appointment_id == actor.appointment_id


VERBS: Final = ("edit", "submit", "approve", "return", "take_back", "withdraw", "reopen", "sign")
