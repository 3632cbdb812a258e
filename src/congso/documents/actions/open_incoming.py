"""The holder opened an arrival: from here on the trace counts work, not waiting."""

from congso.documents import hands
from congso.documents.models import Hold, IncomingDocument
from congso.documents.support_incoming import KIND, load
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef


def open_incoming(*, actor: Actor, incoming_id: int) -> None:
    """Begin the work of these hands; opening again changes nothing. Raises NotFound documents.not_found.

    One statement as a rule: the page that calls it has loaded the arrival already.
    """
    unit_id = actor.unit_id if actor.has(Role.UNIT_HEAD) else None
    seen = IncomingDocument.objects.for_actor(actor).filter(pk=incoming_id)
    holds = Hold.objects.unscoped(reason="of the arrival, if it is in sight").filter(subject_id__in=seen)
    begun = hands.begin_work(
        SubjectRef(KIND, incoming_id), person_id=actor.person_id, unit_id=unit_id, among=holds
    )
    if not begun:
        load(actor, incoming_id)
