"""Choose which of somebody's certificates signs."""

from django.db import transaction

from congso.audit import api as audit
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.kernel.refs import SubjectRef
from congso.signing import owners, policies
from congso.signing.models import Certificate


def use_certificate(*, actor: Actor, owner: SubjectRef, certificate_id: int) -> None:
    """From the next signature on. A person may choose for themselves.

    Raises Forbidden signing.may_not_manage, NotFound signing.certificate_unknown (also one of somebody else).
    """
    policies.must_manage(actor, owner, owners.agencies_of(owner), own_allowed=True)
    mine = Certificate.objects.unscoped(reason="of an owner whom the actor manages").filter(
        owner_kind=owner.kind, owner_id=owner.id
    )
    with transaction.atomic():
        if not mine.filter(pk=certificate_id).update(in_use_since=clock.now()):
            raise NotFound("signing.certificate_unknown")
        audit.record(actor, "signing.certificate_chosen", owner, certificate=certificate_id)
