"""Who may look after an agency's mailbox, and what may leave by e-mail."""

from congso.kernel.actor import Actor, Role

_VERBS = {"connect": (Role.ADMIN,), "retry": (Role.CLERK,), "view": (Role.ADMIN, Role.CLERK)}


def may(actor: Actor, verb: str, agency_id: int) -> str:
    """ "" when allowed, else a reason code. Verbs: connect, retry, view."""
    if actor.is_system:
        return "" if actor.agency_id in {None, agency_id} else "mail.forbidden"
    allowed = actor.agency_id == agency_id and actor.has(*_VERBS[verb])
    return "" if allowed else "mail.forbidden"


def may_leave(*, restricted: bool) -> str:
    """Reason code against e-mail: what circulates inside only stays inside (secrets are refused long before)."""
    return "mail.restricted" if restricted else ""
