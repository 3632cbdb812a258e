"""What leaves: the parcel for the envelope, and the states that come back. Called by `flows`, inside its transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from congso.documents import rules_outgoing
from congso.documents.models import OutgoingDocument, Recipient
from congso.documents.support_outgoing import load, ref
from congso.files import api as file_store
from congso.files.api import UseRow
from congso.kernel import clock, live
from congso.kernel.actor import Actor
from congso.pure.kinds import kind_of
from congso.pure.numbering import format_number

GONE = "Nội dung tệp đã bị xóa nên không gửi"
_ENCLOSED = {"main": 0, "appendix": 1, "attachment": 2}


@dataclass(frozen=True, slots=True)
class Parcel:
    """Arguments for exchange.send and send_abroad: `fields` of the envelope, `files` main first, agencies here, and organ code
    with name of those that the axis reaches (neither: nothing to send)."""

    fields: dict[str, Any]
    files: tuple[dict[str, Any], ...]
    receivers: tuple[int, ...]
    abroad: tuple[tuple[str, str], ...] = ()


def parcel(*, actor: Actor, outgoing_id: int) -> Parcel:
    """What an issued document says on its envelope. Only lines of agencies that were not sent yet are receivers.

    Their rows stay locked until the caller's transaction ends: two senders at once send each line once. What was issued
    on paper has no agency signature and does not leave this way; nor does what lost its content (its lines fail).
    """
    outgoing = load(actor, outgoing_id)
    if outgoing.state != rules_outgoing.ISSUED or outgoing.on_paper:
        return Parcel({}, (), ())
    waiting = list(
        outgoing.recipients.select_for_update().filter(
            channel__in=rules_outgoing.BY_MACHINE, state="waiting", delivery_id=None
        )
    )
    receivers = tuple(dict.fromkeys(row.agency_id for row in waiting if row.agency_id is not None))
    abroad = tuple({row.address: row.name for row in waiting if row.channel == "axis"}.items())
    if not receivers and not abroad:
        return Parcel({}, (), ())
    if any(one.file.state == "purged" for one in _enclosed(outgoing)):
        gone = outgoing.recipients.filter(pk__in=[row.pk for row in waiting])
        gone.update(state="failed", state_at=clock.now(), state_note=GONE)
        _tell(outgoing.pk, outgoing.agency_id)
        return Parcel({}, (), ())
    return Parcel(_fields(outgoing), _files(outgoing), receivers, abroad)


def contents(*, actor: Actor, outgoing_id: int) -> Parcel:
    """What an issued document says, without receivers: for those that had another one before. No fields: it cannot leave."""
    outgoing = load(actor, outgoing_id)
    if outgoing.on_paper or any(one.file.state == "purged" for one in _enclosed(outgoing)):
        return Parcel({}, (), ())
    return Parcel(_fields(outgoing), _files(outgoing), ())


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


def _enclosed(outgoing: OutgoingDocument) -> list[UseRow]:
    uses = [one for one in file_store.uses_of([ref(outgoing)])[ref(outgoing)] if one.role in _ENCLOSED]
    return sorted(uses, key=lambda one: _ENCLOSED[one.role])


def _files(outgoing: OutgoingDocument) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"file_id": one.file.id, "name": one.file.name, "sha256": one.file.sha256, "role": one.role}
        for one in _enclosed(outgoing)
    )


def note_sent(
    *, actor: Actor, outgoing_id: int, deliveries: Mapping[int, int], abroad: Mapping[str, int] | None = None
) -> None:
    """Receiver agency id (`abroad`: organ code) → delivery id, written on the recipient lines; their state follows from now on.

    A line over the axis goes on waiting: it is sent when the axis took its package.
    """
    lines = Recipient.objects.unscoped(reason="lines of the document that was just queued")
    waiting = lines.filter(outgoing_id=outgoing_id, state="waiting", delivery_id=None)
    for agency_id, delivery_id in deliveries.items():
        waiting.filter(agency_id=agency_id, channel="internal").update(
            delivery_id=delivery_id, state="sent", state_at=clock.now(), state_note=""
        )
    for code, delivery_id in (abroad or {}).items():
        waiting.filter(address=code, channel="axis").update(
            delivery_id=delivery_id, state_at=clock.now(), state_note=""
        )
    _tell(outgoing_id, actor.agency_id)


def note_unsendable(*, actor: Actor, outgoing_id: int, reason: str) -> None:
    """Lines over the axis that could not even be queued (no open door): failed, to be sent again by hand. `reason`: a code."""
    lines = Recipient.objects.unscoped(reason="lines of the document whose sending is told")
    lines.filter(outgoing_id=outgoing_id, channel="axis", state="waiting", delivery_id=None).update(
        state="failed", state_at=clock.now(), state_note=reason[:300]
    )
    _tell(outgoing_id, actor.agency_id)


def recipient_state(*, actor: Actor, delivery_id: int, code: str, note: str = "") -> None:
    """A status came back for this delivery. Unknown deliveries and latecomers change nothing."""
    with transaction.atomic():
        lines = Recipient.objects.unscoped(reason="the line of a delivery whose status came back")
        rows = lines.select_for_update(of=("self",)).filter(delivery_id=delivery_id, outgoing__isnull=False)
        for row in rows.select_related("outgoing"):
            state = rules_outgoing.recipient_state(row.state, code)
            if state == row.state or row.outgoing is None:
                continue
            lines.filter(pk=row.pk).update(state=state, state_at=clock.now(), state_note=note[:300])
            _tell(row.outgoing.pk, row.outgoing.agency_id)


def _tell(outgoing_id: int, agency_id: int | None) -> None:
    """Open pages of the document read their lines again."""
    live.publish(f"agency:{agency_id}", "recipient", outgoing=outgoing_id)


def sent_deliveries(*, actor: Actor, outgoing_id: int) -> list[int]:
    """Deliveries of a recalled document whose receivers can still be asked to give it back."""
    outgoing = load(actor, outgoing_id)
    rows = outgoing.recipients.filter(channel__in=rules_outgoing.BY_MACHINE, delivery_id__isnull=False)
    found = [row.delivery_id for row in rows if rules_outgoing.may_recall(row.state) and row.delivery_id]
    return list(dict.fromkeys(found))


def answered_by(*, actor: Actor, outgoing_id: int) -> list[int]:
    """Ids of the arrivals this document closes."""
    rows = load(actor, outgoing_id).answers.filter(closes=True)
    return list(rows.order_by("incoming_id").values_list("incoming_id", flat=True))
