"""An arrival is settled, or taken up again (Decree 30 art. 24)."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands
from congso.documents.events import IncomingClosed, IncomingReopened
from congso.documents.models import IncomingDocument, Involvement, OutgoingState
from congso.documents.rules_incoming import CLOSE_KINDS, answered
from congso.documents.support_incoming import CLERKS, KIND, change, load, load_for, ref
from congso.documents.support_words import need_reason
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid


def close_incoming(
    *, actor: Actor, incoming_id: int, kind: str, reason: str, expected_version: int | None = None
) -> None:
    """Settled without an answer: `kind` "information" or "filed", with the reason. Event IncomingClosed.

    Raises Forbidden, NotFound, Conflict (not registered, closed already, changed meanwhile), Invalid
    documents.close_kind_wrong or documents.reason_missing.
    """
    if kind not in CLOSE_KINDS:
        raise Invalid("documents.close_kind_wrong", field="kind")
    said = need_reason(actor, reason, entrance="incoming")
    with transaction.atomic():
        incoming = load_for(actor, "close", incoming_id)
        _close(actor, incoming, kind, said, expected_version=expected_version)


def close_by_answers(*, actor: Actor, incoming_id: int, outgoing_id: int) -> bool:
    """Close when every closing answer has been issued; called for each arrival that `outgoing_id` answers.

    True when it closed now. A closed or cancelled arrival and an unissued answer change nothing. Event IncomingClosed.
    """
    with transaction.atomic():
        incoming = load(actor, incoming_id)
        if not _open(incoming) or not answered(_closing(incoming)):
            return False
        _close(actor, incoming, "answered", "", outgoing=outgoing_id)
    return True


def reopen_incoming(
    *, actor: Actor, incoming_id: int, reason: str, expected_version: int | None = None
) -> None:
    """Taken up again, in the hands of its leader. Event IncomingReopened.

    Raises Forbidden, NotFound, Conflict documents.incoming_not_closed, documents.paper_of_another (the record is only the
    paper of another one), Invalid documents.reason_missing.
    """
    said = need_reason(actor, reason, entrance="incoming")
    with transaction.atomic():
        incoming = load_for(actor, "reopen", incoming_id)
        if incoming.twin_kind == "paper_original":
            raise Invalid("documents.paper_of_another", number=incoming.arrival_number)
        state = "assigned" if _has_lead(incoming) else "registered"
        change(
            incoming,
            expected_version=expected_version,
            state=state,
            closed_at=None,
            close_kind="",
            close_reason="",
        )
        leader = incoming.leader.person if incoming.leader else None
        hands.pass_to(
            ref(incoming),
            agency_id=incoming.agency_id,
            holder_name=leader.full_name if leader else CLERKS,
            stage="direct",
            person_id=leader.pk if leader else None,
        )
        audit.record(actor, "incoming.reopened", ref(incoming), reason=said)
        events.publish(IncomingReopened(incoming_id=incoming.pk, agency_id=incoming.agency_id))


def _open(incoming: IncomingDocument) -> bool:
    return incoming.state in ("registered", "assigned", "working")


def _closing(incoming: IncomingDocument) -> list[bool]:
    """Whether each closing answer is issued. A withdrawn draft answers nothing any more."""
    rows = incoming.answers.filter(closes=True).select_related("draft__outgoing", "outgoing")
    issued: list[bool] = []
    for row in rows:
        if row.draft is not None and row.draft.state == "withdrawn":
            continue
        outgoing = row.outgoing or getattr(row.draft, "outgoing", None)
        issued.append(outgoing is not None and outgoing.state == OutgoingState.ISSUED)
    return issued


def _has_lead(incoming: IncomingDocument) -> bool:
    rows = Involvement.objects.unscoped(reason="of the arrival in hand")
    return rows.filter(subject_kind=KIND, subject_id=incoming.pk, why="lead").exists()


def _close(
    actor: Actor,
    incoming: IncomingDocument,
    kind: str,
    reason: str,
    *,
    expected_version: int | None = None,
    outgoing: int | None = None,
) -> None:
    change(
        incoming,
        expected_version=expected_version,
        state="closed",
        closed_at=clock.now(),
        close_kind=kind,
        close_reason=reason,
    )
    hands.release(ref(incoming))
    more = {"outgoing": outgoing} if outgoing is not None else {"reason": reason}
    audit.record(actor, "incoming.closed", ref(incoming), kind=kind, **more)
    events.publish(IncomingClosed(incoming_id=incoming.pk, agency_id=incoming.agency_id, close_kind=kind))
