"""Who may do what with an arrival. `may` and the list scope (`IncomingDocument.objects.for_actor`) agree.

Decree 30/2020: the clerk receives, registers, passes on (arts. 20–22); the head directs (art. 23); who was given the work
settles it (art. 24).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from congso.documents import rules_incoming
from congso.documents.models import IncomingDocument, Involvement
from congso.documents.models.scopes import SEES_ALL
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from congso.kernel.refs import SubjectRef

KIND: Final = "incoming"
_CLERK: Final = frozenset({Role.CLERK})
# Posts that may act by their role alone; "lead" besides means: whoever leads the handling may too.
_ROLES: Final[Mapping[str, frozenset[Role]]] = {
    "receive": _CLERK,
    "register": _CLERK,
    "edit": _CLERK,
    "state_marking": _CLERK,
    "refuse": _CLERK,
    "resolve_twin": _CLERK,
    "cancel": _CLERK,
    "add_paper": _CLERK,
    "withdraw": _CLERK,
    "copy": _CLERK,
    "close": frozenset({Role.CLERK, Role.LEADER}),
    "reopen": frozenset({Role.CLERK, Role.LEADER}),
    "assign": frozenset({Role.LEADER, Role.OFFICE}),
    "answer": frozenset({Role.LEADER}),
}
_LEADERS_OF_WORK: Final = frozenset({"close", "answer"})
_SUPPORT: Final = frozenset({"answer"})


def subject(incoming_id: int) -> SubjectRef:
    return SubjectRef(KIND, incoming_id)


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed when `code` is empty; else the reason, and the refusal that carries it."""

    code: str = ""
    refusal: type[Refusal] = Forbidden

    @property
    def allowed(self) -> bool:
        return not self.code


YES: Final = Decision()
HIDDEN: Final = Decision("documents.not_found", NotFound)
NO_RIGHT: Final = Decision("documents.forbidden", Forbidden)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one actor is to one arrival: sees it at all, leads its handling, supports it."""

    sees: bool
    leads: bool = False
    supports: bool = False


def standing(actor: Actor, incoming: IncomingDocument) -> Standing:
    """At most one query; ask once for many verbs."""
    if actor.is_system:
        return Standing(sees=actor.agency_id in (None, incoming.agency_id))
    if actor.agency_id is None or actor.agency_id != incoming.agency_id:
        return Standing(sees=False)
    if actor.has(Role.LEADER):
        return Standing(sees=True)  # may by the post whatever leading or supporting would allow
    if incoming.state == "waiting" and actor.has(*SEES_ALL):
        return Standing(sees=True)  # nobody takes part in what has no number yet
    why = _parts(actor, incoming)
    sees = actor.has(*SEES_ALL) or bool(why)
    return Standing(sees=sees, leads="lead" in why, supports="support" in why)


def _parts(actor: Actor, incoming: IncomingDocument) -> set[str]:
    """Why this person, or the unit this person heads, takes part: what the scope of lists looks at."""
    who = Q(person_id=actor.person_id)
    if actor.has(Role.UNIT_HEAD) and actor.unit_id is not None:
        who |= Q(unit_id=actor.unit_id)
    parts = Involvement.objects.unscoped(reason="the ground of the rights themselves")
    rows = parts.filter(who, subject_kind=KIND, subject_id=incoming.pk)
    return set(rows.values_list("why", flat=True))


def may(actor: Actor, verb: str, incoming: IncomingDocument, place: Standing | None = None) -> Decision:
    """Right first, then state. `place`: the actor's standing when it is known already."""
    place = place or standing(actor, incoming)
    if not place.sees:
        return HIDDEN
    if verb == "view":
        return YES
    if not _has_right(actor, verb, place):
        return NO_RIGHT
    code = rules_incoming.state_refusal(verb, incoming.state)
    return Decision(code, Conflict) if code else YES


def _has_right(actor: Actor, verb: str, place: Standing) -> bool:
    if actor.is_system or actor.has(*_ROLES[verb]):
        return True
    if verb == "assign":
        return actor.has(Role.UNIT_HEAD) and (place.leads or place.supports)
    return (verb in _LEADERS_OF_WORK and place.leads) or (verb in _SUPPORT and place.supports)


def may_receive(actor: Actor) -> Decision:
    """Bringing a new arrival in: there is no thing yet, only the agency."""
    return YES if actor.agency_id is not None and actor.has(Role.CLERK) else NO_RIGHT


def receiving_agency(actor: Actor) -> int:
    """The agency this clerk receives for. Raises Forbidden documents.forbidden."""
    if actor.agency_id is None or not may_receive(actor).allowed:
        raise NO_RIGHT.refusal(NO_RIGHT.code)
    return actor.agency_id


def require(decision: Decision, **params: object) -> None:
    """Raise the refusal of a decision that says no."""
    if decision.code:
        raise decision.refusal(decision.code, **params)
