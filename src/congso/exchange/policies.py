"""Who may look after an agency's door to the axis."""

from congso.kernel.actor import Actor, Role

_VERBS = {"connect": (Role.ADMIN,), "retry": (Role.ADMIN, Role.CLERK), "view": (Role.ADMIN, Role.CLERK)}


def may(actor: Actor, verb: str, agency_id: int) -> str:
    """ "" when allowed, else a reason code. Verbs: connect, retry, view."""
    if actor.is_system:
        return "" if actor.agency_id in {None, agency_id} else "exchange.forbidden"
    allowed = actor.agency_id == agency_id and actor.has(*_VERBS[verb])
    return "" if allowed else "exchange.forbidden"
