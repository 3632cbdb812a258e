"""Stop signing with a certificate."""

from django.db import transaction

from congso.audit import api as audit
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, NotFound
from congso.signing import owners, policies
from congso.signing.models import Certificate


def revoke_certificate(*, actor: Actor, certificate_id: int, reason: str) -> None:
    """From now on nothing is signed with it; what it signed before stays valid.

    Raises NotFound signing.certificate_unknown, Forbidden signing.may_not_manage, Conflict signing.certificate_revoked.
    """
    rows = Certificate.objects.unscoped(reason="the policy below decides")
    row = rows.filter(pk=certificate_id).first()
    if row is None:
        raise NotFound("signing.certificate_unknown")
    policies.must_manage(actor, row.owner, owners.agencies_of(row.owner))
    with transaction.atomic():
        changed = rows.filter(pk=row.pk, revoked_at=None).update(
            revoked_at=clock.now(), revoked_reason=reason[:300]
        )
        if not changed:
            raise Conflict("signing.certificate_revoked")
        audit.record(actor, "signing.certificate_revoked", row.owner, certificate=row.pk, serial=row.serial)
