"""Who may do what with a signed or issued document; agrees with `OutgoingDocument.objects.for_actor`."""

from collections.abc import Mapping
from typing import Final

from congso.documents import involve, rules_outgoing
from congso.documents.models import OutgoingDocument
from congso.documents.models.scopes import SEES_ALL
from congso.documents.policies_incoming import HIDDEN, NO_RIGHT, YES, Decision
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict
from congso.kernel.refs import SubjectRef

KIND: Final = "outgoing"
_CLERK: Final = frozenset({Role.CLERK})
_DRAFTERS: Final = frozenset({Role.OFFICER, Role.UNIT_HEAD, Role.OFFICE, Role.CLERK, Role.LEADER})
_ROLES: Final[Mapping[str, frozenset[Role]]] = {
    "number": _CLERK,
    "return": _CLERK,
    "seal": _CLERK,
    "scan": _CLERK,
    "finish_paper": _CLERK,
    "cancel": _CLERK,
    "recipients": _CLERK,
    "restrict": _CLERK,
    "hand_over": _CLERK,
    "recall": frozenset({Role.CLERK, Role.LEADER}),
    "correct": _DRAFTERS,
    "allow_seal": _CLERK,
}
VERBS: Final = tuple(_ROLES)


def sees(actor: Actor, outgoing: OutgoingDocument) -> bool:
    if actor.is_system:
        return actor.agency_id in (None, outgoing.agency_id)
    if actor.agency_id is None:
        return False
    if is_guest(actor, outgoing):
        # Of a further body of a joint document.
        return OutgoingDocument.objects.for_guest(actor).filter(pk=outgoing.pk).exists()
    if actor.has(*SEES_ALL):
        return True
    unit = actor.unit_id if actor.has(Role.UNIT_HEAD) else None
    return involve.is_involved(SubjectRef(KIND, outgoing.pk), person_id=actor.person_id, unit_id=unit)


def is_guest(actor: Actor, outgoing: OutgoingDocument) -> bool:
    return not actor.is_system and actor.agency_id != outgoing.agency_id


def may(actor: Actor, verb: str, outgoing: OutgoingDocument, *, seen: bool | None = None) -> Decision:
    """Right first, then state. `seen`: the answer of `sees`, when it is known already."""
    if not (sees(actor, outgoing) if seen is None else seen):
        return HIDDEN
    if verb == "view":
        return YES
    # The clerk of a further body gives leave to seal and does nothing else; the lead body's own clerk need not.
    if not actor.is_system and (
        is_guest(actor, outgoing) is not (verb == "allow_seal") or not actor.has(*_ROLES[verb])
    ):
        return NO_RIGHT
    if outgoing.source_import_id is not None:
        return Decision("documents.outgoing_imported", Conflict)
    code = rules_outgoing.state_refusal(verb, outgoing.state)
    return Decision(code, Conflict) if code else YES


def may_bring(actor: Actor) -> Decision:
    """Issue what was signed on paper, make copies, reserve numbers: the clerk's own acts."""
    return YES if actor.agency_id is not None and actor.has(Role.CLERK) else NO_RIGHT


def may_keep_series(actor: Actor) -> Decision:
    """Say which kinds are numbered together, close a year's book: the clerk, or the agency's administrator."""
    return YES if actor.agency_id is not None and actor.has(Role.CLERK, Role.ADMIN) else NO_RIGHT
