"""A further body of a joint document seals: its own clerk gives leave, the job seals (Decree 30 arts. 32, 33)."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents import support_joint
from congso.documents.actions.seal_outgoing import seal
from congso.documents.support_outgoing import load_for, ref
from congso.kernel import clock, live
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict
from congso.signing import api as signing


def allow_seal(*, actor: Actor, outgoing_id: int) -> bool:
    """Leave to seal for the bodies of the actor's agency; True when nobody else's is missing and the seals are on their way.

    Raises NotFound, Forbidden (not the clerk of a further body), Conflict documents.seal_allowed_already,
    documents.outgoing_wrong_state (not numbered, issued already), and the refusal of the body's key (expired, missing).
    """
    with transaction.atomic():
        outgoing = load_for(actor, "allow_seal", outgoing_id)
        mine = outgoing.parties.filter(agency_id=actor.agency_id or 0, seal_allowed_at=None)
        for party in mine:
            signing.signer_for_body(party.body_id)
        if not mine.update(seal_allowed_at=clock.now(), seal_allowed_by_name=actor.name):
            raise Conflict("documents.seal_allowed_already")
        audit.record(actor, "outgoing.seal_allowed", ref(outgoing))
        whole = not support_joint.seals_awaited(outgoing)
        if whole:
            seal.defer(outgoing_id=outgoing.pk)
        live.publish(f"agency:{outgoing.agency_id}", "outgoing", id=outgoing.pk, state=outgoing.state)
    return whole
