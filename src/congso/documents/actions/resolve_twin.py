"""What becomes of an arrival that repeats another (Decree 30 Annex VI, F1.9)."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands, search_index
from congso.documents.actions.refuse_incoming import return_to_sender
from congso.documents.events import IncomingRegistered
from congso.documents.models import IncomingDocument
from congso.documents.rules_incoming import TWIN_KINDS
from congso.documents.support_incoming import change, load, load_for, ref
from congso.documents.support_words import look
from congso.documents.wording_incoming import resent_reason
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid


def resolve_twin(
    *,
    actor: Actor,
    incoming_id: int,
    twin_id: int,
    kind: str,
    expected_version: int | None = None,
    place: str = "",
) -> None:
    """End the warning about `twin_id` in one of four ways.

    paper_original: this is the paper (or the scan) of a registered one; it takes the same number and no new one, and lies
    at `place`. resent: returned to the sender. replacement: it will be registered under a number of its own and then closes
    the old one. different: not the same document.
    Raises Forbidden, NotFound (either of the two), Conflict documents.twin_not_registered or changed_meanwhile, Invalid
    documents.twin_kind_wrong.
    """
    if kind not in TWIN_KINDS:
        raise Invalid("documents.twin_kind_wrong")
    look(actor, "incoming", place=place)
    with transaction.atomic():
        incoming = load_for(actor, "resolve_twin", incoming_id)
        twin = load(actor, twin_id)
        if twin.pk == incoming.pk:
            raise Invalid("documents.twin_kind_wrong")
        if kind in ("paper_original", "replacement") and twin.arrival_number is None:
            raise Conflict("documents.twin_not_registered")
        audit.record(actor, "incoming.twin_resolved", ref(incoming), twin=twin.pk, kind=kind)
        if kind == "paper_original":
            _same_number(actor, incoming, twin, place, expected_version)
        elif kind == "resent":
            reason = resent_reason(twin)
            return_to_sender(actor, incoming, reason, expected_version=expected_version, twin_kind="resent")
            change(incoming, twin_id=twin.pk)
        elif kind == "replacement":
            change(
                incoming,
                expected_version=expected_version,
                twin_id=twin.pk,
                twin_kind=kind,
                leader_id=twin.leader_id,
            )
        else:
            listed = [*incoming.not_twins, twin.pk]
            change(incoming, expected_version=expected_version, not_twins=listed)


def _same_number(
    actor: Actor, incoming: IncomingDocument, twin: IncomingDocument, place: str, expected: int | None
) -> None:
    now = clock.now()
    change(
        incoming,
        expected_version=expected,
        twin_id=twin.pk,
        twin_kind="paper_original",
        state="closed",
        close_kind="paper",
        closed_at=now,
        register_id=twin.register_id,
        arrival_number=twin.arrival_number,
        arrival_date=twin.arrival_date,
        registered_at=now,
        registered_by_id=actor.person_id,
        registered_by_name=actor.name,
    )
    hands.release(ref(incoming))
    twin.papers.create(at=now, by_name=actor.name, place=place[:200])
    change(twin, paper_original=True)
    audit.record(actor, "incoming.paper_added", ref(twin), paper=incoming.pk)
    if incoming.delivery_id is not None:
        # Its sender waits for the receipt, though no number was taken.
        events.publish(IncomingRegistered(incoming_id=incoming.pk, agency_id=incoming.agency_id))
    search_index.later(ref(twin))
