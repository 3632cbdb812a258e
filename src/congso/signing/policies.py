"""Who looks after certificates and pictures: the agency's administrator; one's own picture, oneself."""

from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Forbidden
from congso.kernel.refs import SubjectRef
from congso.signing.owners import PERSON


def may_manage(
    actor: Actor, owner: SubjectRef, agencies: frozenset[int], *, own_allowed: bool = False
) -> bool:
    """`agencies` are the owner's."""
    if actor.is_system:
        return True
    if own_allowed and owner.kind == PERSON and owner.id == actor.person_id:
        return True
    return actor.has(Role.ADMIN) and actor.agency_id in agencies


def must_manage(
    actor: Actor, owner: SubjectRef, agencies: frozenset[int], *, own_allowed: bool = False
) -> None:
    """Raises Forbidden signing.may_not_manage."""
    if not may_manage(actor, owner, agencies, own_allowed=own_allowed):
        raise Forbidden("signing.may_not_manage")
