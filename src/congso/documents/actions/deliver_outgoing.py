"""What leaves: the parcel for the envelope, the recipient lines and their states."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from congso.audit import api as audit
from congso.documents import rules_outgoing
from congso.documents.models import Answer, OutgoingDocument, Recipient
from congso.documents.support_outgoing import load, load_for, ref
from congso.files import api as file_store
from congso.kernel import clock, live
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.pure.kinds import kind_of
from congso.pure.numbering import format_number

PAPER_STATES = ("sent", "06")  # handed over; receipt signed


@dataclass(frozen=True, slots=True)
class Parcel:
    """Arguments for exchange.send: `fields` of the envelope, `files` main first, receiving agencies."""

    fields: dict[str, Any]
    files: tuple[dict[str, Any], ...]
    receivers: tuple[int, ...]


def parcel(*, actor: Actor, outgoing_id: int) -> Parcel:
    """What an issued document says on its envelope. Only internal lines that were not sent yet are receivers."""
    outgoing = load(actor, outgoing_id)
    if outgoing.number is None or outgoing.issued_date is None:
        return Parcel({}, (), ())
    known = kind_of(outgoing.kind)
    waiting = outgoing.recipients.filter(channel="internal", state="waiting", agency__isnull=False)
    fields = {
        "number": format_number(outgoing.number),
        "symbol": outgoing.symbol,
        "kind": known.name if known else outgoing.kind,
        "subject": outgoing.subject,
        "issuer": outgoing.body.name,
        "issuer_agency_id": outgoing.agency_id,
        "date": outgoing.issued_date.isoformat(),
        "signer_name": outgoing.signer_name,
        "signer_title": outgoing.signer_title,
        "urgency": outgoing.urgency,
        "due": outgoing.due_at.isoformat() if outgoing.due_at else "",
        "pages": outgoing.pages,
    }
    files = tuple(
        {"file_id": one.file.id, "name": one.file.name, "sha256": one.file.sha256, "role": one.role}
        for one in _enclosed(outgoing)
    )
    return Parcel(fields, files, tuple(row.agency_id for row in waiting if row.agency_id is not None))


def _enclosed(outgoing: OutgoingDocument) -> list[file_store.UseRow]:
    uses = file_store.uses_of(ref(outgoing))
    order = {"main": 0, "appendix": 1, "attachment": 2}
    return sorted((one for one in uses if one.role in order), key=lambda one: order[one.role])


def note_sent(*, actor: Actor, outgoing_id: int, deliveries: Mapping[int, int]) -> None:
    """Receiver agency id → delivery id, written on the recipient lines; their state follows from now on."""
    for agency_id, delivery_id in deliveries.items():
        Recipient.objects.filter(
            outgoing_id=outgoing_id, agency_id=agency_id, channel="internal", state="waiting"
        ).update(delivery_id=delivery_id, state="sent", state_at=clock.now())


def recipient_state(*, actor: Actor, delivery_id: int, code: str, note: str = "") -> None:
    """A status came back for this delivery. Unknown deliveries change nothing."""
    with transaction.atomic():
        row = (
            Recipient.objects.select_for_update()
            .filter(delivery_id=delivery_id)
            .select_related("outgoing")
            .first()
        )
        if row is None or row.outgoing is None:
            return
        state = rules_outgoing.recipient_state(row.state, code)
        if state == row.state:
            return
        Recipient.objects.filter(pk=row.pk).update(state=state, state_at=clock.now(), state_note=note[:300])
        live.publish(f"agency:{row.outgoing.agency_id}", "recipient", outgoing=row.outgoing.pk, state=state)


def mark_recipient(*, actor: Actor, outgoing_id: int, recipient_id: int, state: str, note: str = "") -> None:
    """E-mail and paper lines are moved by the clerk: handed over ("sent"), receipt signed ("06"). Raises Invalid, NotFound."""
    if state not in PAPER_STATES:
        raise Invalid("documents.recipient_state_unknown", field="state")
    with transaction.atomic():
        outgoing = load_for(actor, "hand_over", outgoing_id)
        changed = (
            Recipient.objects.filter(pk=recipient_id, outgoing=outgoing)
            .exclude(channel="internal")
            .update(state=state, state_at=clock.now(), state_note=note[:300])
        )
        if not changed:
            raise Invalid("documents.recipient_not_yours")
        audit.record(actor, "outgoing.handed_over", ref(outgoing), recipient=recipient_id, state=state)


def answered_by(*, actor: Actor, outgoing_id: int) -> list[int]:
    """Ids of the arrivals this document closes."""
    rows = Answer.objects.filter(outgoing_id=outgoing_id, closes=True)
    return list(rows.values_list("incoming_id", flat=True))
