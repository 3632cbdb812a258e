"""Who may do what with an assignment: for one (`may`) and for a list (`visible_to`), from the same facts."""

from django.db.models import Q

from congso.kernel.actor import Actor, Role
from congso.tasks.models import Assignment

SEES_ALL = (Role.CLERK, Role.LEADER, Role.OFFICE)


def holds(actor: Actor, assignment: Assignment) -> bool:
    """Assigned to this person, or to the unit this person heads."""
    if assignment.appointment_id is not None:
        return assignment.appointment_id == actor.appointment_id
    return actor.has(Role.UNIT_HEAD) and actor.unit_id == assignment.unit_id


def gave(actor: Actor, assignment: Assignment) -> bool:
    return actor.appointment_id is not None and assignment.directive.by_id == actor.appointment_id


def may(actor: Actor, verb: str, assignment: Assignment) -> str:
    """ "" when allowed, else a reason code. Verbs: view, see, start, finish, return, assign_on, take_back, move_deadline."""
    if actor.is_system:
        return ""
    if assignment.agency_id != actor.agency_id:
        return "tasks.not_found"
    if verb == "view":
        return "" if _may_view(actor, assignment) else "tasks.not_found"
    if verb in {"take_back", "move_deadline"}:
        allowed = gave(actor, assignment) or (actor.has(Role.LEADER) and assignment.parent_id is None)
        return "" if allowed else "tasks.forbidden"
    if verb == "assign_on":
        allowed = assignment.unit_id is not None and holds(actor, assignment)
        return "" if allowed else "tasks.forbidden"
    return "" if holds(actor, assignment) else "tasks.forbidden"


def _may_view(actor: Actor, assignment: Assignment) -> bool:
    if actor.has(*SEES_ALL) or gave(actor, assignment) or holds(actor, assignment):
        return True
    return (
        actor.has(Role.UNIT_HEAD)
        and assignment.appointment is not None
        and (assignment.appointment.post.unit_id == actor.unit_id)
    )


def visible_to(actor: Actor) -> Q:
    """The filter that agrees with `may(actor, "view", …)`, within the actor's agency."""
    if actor.is_system or actor.has(*SEES_ALL):
        return Q()
    mine = Q(appointment_id=actor.appointment_id) | Q(directive__by_id=actor.appointment_id)
    if actor.has(Role.UNIT_HEAD) and actor.unit_id is not None:
        mine |= Q(unit_id=actor.unit_id, appointment=None) | Q(appointment__post__unit_id=actor.unit_id)
    return mine
