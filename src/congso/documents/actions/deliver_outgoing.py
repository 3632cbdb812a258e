"""What leaves: the parcel for the envelope, and the states that come back. Called by `flows`, inside its transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from congso.documents import rules_outgoing
from congso.documents.models import Answer, OutgoingDocument, Recipient
from congso.documents.support_outgoing import load, ref
from congso.files import api as file_store
from congso.kernel import clock, live
from congso.kernel.actor import Actor
from congso.pure.kinds import kind_of
from congso.pure.numbering import format_number

_ENCLOSED = {"main": 0, "appendix": 1, "attachment": 2}


@dataclass(frozen=True, slots=True)
class Parcel:
    """Arguments for exchange.send: `fields` of the envelope, `files` main first, receiving agencies (none: nothing to send)."""

    fields: dict[str, Any]
    files: tuple[dict[str, Any], ...]
    receivers: tuple[int, ...]


def parcel(*, actor: Actor, outgoing_id: int) -> Parcel:
    """What an issued document says on its envelope. Only internal lines that were not sent yet are receivers.

    Their rows stay locked until the caller's transaction ends: two senders at once send each line once. What was issued
    on paper has no agency signature and does not leave this way.
    """
    outgoing = load(actor, outgoing_id)
    if outgoing.state != rules_outgoing.ISSUED or outgoing.on_paper:
        return Parcel({}, (), ())
    waiting = outgoing.recipients.select_for_update().filter(
        channel="internal", state="waiting", agency__isnull=False
    )
    receivers = tuple(dict.fromkeys(row.agency_id for row in waiting if row.agency_id is not None))
    return Parcel(_fields(outgoing), _files(outgoing), receivers) if receivers else Parcel({}, (), ())


def _fields(outgoing: OutgoingDocument) -> dict[str, Any]:
    known = kind_of(outgoing.kind)
    return {
        "number": format_number(outgoing.number or 0),
        "symbol": outgoing.symbol,
        "kind": known.name if known else outgoing.kind,
        "subject": outgoing.subject,
        "issuer": outgoing.body.name,
        "issuer_agency_id": outgoing.agency_id,
        "date": outgoing.issued_date.isoformat() if outgoing.issued_date else "",
        "signer_name": outgoing.signer_name,
        "signer_title": outgoing.signer_title,
        "urgency": outgoing.urgency,
        "due": outgoing.due_at.astimezone(clock.VIETNAM).isoformat() if outgoing.due_at else "",
        "pages": outgoing.pages,
    }


def _files(outgoing: OutgoingDocument) -> tuple[dict[str, Any], ...]:
    uses = [one for one in file_store.uses_of([ref(outgoing)])[ref(outgoing)] if one.role in _ENCLOSED]
    return tuple(
        {"file_id": one.file.id, "name": one.file.name, "sha256": one.file.sha256, "role": one.role}
        for one in sorted(uses, key=lambda one: _ENCLOSED[one.role])
    )


def note_sent(*, actor: Actor, outgoing_id: int, deliveries: Mapping[int, int]) -> None:
    """Receiver agency id → delivery id, written on the recipient lines; their state follows from now on."""
    for agency_id, delivery_id in deliveries.items():
        Recipient.objects.filter(
            outgoing_id=outgoing_id, agency_id=agency_id, channel="internal", state="waiting"
        ).update(delivery_id=delivery_id, state="sent", state_at=clock.now(), state_note="")
    _tell(outgoing_id, actor.agency_id)


def recipient_state(*, actor: Actor, delivery_id: int, code: str, note: str = "") -> None:
    """A status came back for this delivery. Unknown deliveries and latecomers change nothing."""
    with transaction.atomic():
        rows = Recipient.objects.select_for_update(of=("self",)).filter(
            delivery_id=delivery_id, outgoing__isnull=False
        )
        for row in rows.select_related("outgoing"):
            state = rules_outgoing.recipient_state(row.state, code)
            if state == row.state or row.outgoing is None:
                continue
            Recipient.objects.filter(pk=row.pk).update(
                state=state, state_at=clock.now(), state_note=note[:300]
            )
            _tell(row.outgoing.pk, row.outgoing.agency_id)


def _tell(outgoing_id: int, agency_id: int | None) -> None:
    """Open pages of the document read their lines again."""
    live.publish(f"agency:{agency_id}", "recipient", outgoing=outgoing_id)


def sent_deliveries(*, actor: Actor, outgoing_id: int) -> list[int]:
    """Deliveries of a recalled document whose receivers can still be asked to give it back."""
    outgoing = load(actor, outgoing_id)
    rows = outgoing.recipients.filter(channel="internal", delivery_id__isnull=False)
    found = [row.delivery_id for row in rows if rules_outgoing.may_recall(row.state) and row.delivery_id]
    return list(dict.fromkeys(found))


def answered_by(*, actor: Actor, outgoing_id: int) -> list[int]:
    """Ids of the arrivals this document closes."""
    rows = Answer.objects.filter(outgoing_id=load(actor, outgoing_id).pk, closes=True)
    return list(rows.order_by("incoming_id").values_list("incoming_id", flat=True))
