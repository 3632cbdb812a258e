"""The clerk's work on the list of recipients, before and after issuing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from congso.audit import api as audit
from congso.documents import rules_outgoing, search_index
from congso.documents.axis_directory import directory
from congso.documents.events import RecipientsAdded
from congso.documents.models import OutgoingDocument, Recipient
from congso.documents.support_outgoing import load_for, ref
from congso.guard import api as guard
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.people import api as people


@dataclass(frozen=True, slots=True)
class NewRecipient:
    """One more receiver: an agency of the installation (`agency_id`) or of the axis (`axis_code`), an e-mail address, or paper."""

    name: str = ""
    agency_id: int | None = None
    axis_code: str = ""
    address: str = ""
    copies: int = 1


def add_recipients(*, actor: Actor, outgoing_id: int, added: Sequence[NewRecipient]) -> list[int]:
    """Add lines; after issuing they are sent at once. Agencies on the list already are not added twice. Their ids.

    Raises NotFound, Forbidden, Conflict (cancelled, recalled), Invalid documents.recipient_unnamed,
    documents.recipient_self, documents.recipient_not_on_axis; the guard's for a secrecy marking. Event RecipientsAdded.
    """
    guard.check_fields(
        actor=actor,
        values={f"name{order}": f"{one.name} {one.address}" for order, one in enumerate(added)},
        entrance="outgoing",
    )
    with transaction.atomic():
        outgoing = load_for(actor, "recipients", outgoing_id)
        last = outgoing.recipients.aggregate(last=Max("order"))["last"] or 0
        rows = outgoing.recipients.filter(channel__in=rules_outgoing.BY_MACHINE)
        known = {
            (agency_id, "" if agency_id else code)
            for agency_id, code in rows.values_list("agency_id", "address")
        }
        made = [
            _add(outgoing, one, last + step)
            for step, one in enumerate(added, 1)
            if (one.agency_id, one.axis_code) not in known
        ]
        audit.record(actor, "outgoing.recipients_added", ref(outgoing), recipients=made)
        search_index.later(ref(outgoing))
        if made and outgoing.state == rules_outgoing.ISSUED:
            events.publish(RecipientsAdded(outgoing_id=outgoing.pk, agency_id=outgoing.agency_id))
    return made


def _add(outgoing: OutgoingDocument, one: NewRecipient, order: int) -> int:
    name, address = " ".join(one.name.split())[:200], one.address.strip()[:300]
    if one.agency_id is not None:
        if one.agency_id == outgoing.agency_id:
            raise Invalid("documents.recipient_self", field="name")
        name = people.agency(one.agency_id).name
    if one.axis_code:
        listed = directory().named(outgoing.agency_id, [one.axis_code])
        if not listed:
            raise Invalid("documents.recipient_not_on_axis", field="name", name=name or one.axis_code)
        name, address = listed[one.axis_code].name, one.axis_code
    if not name:
        raise Invalid("documents.recipient_unnamed", field="name")
    made = Recipient.objects.create(
        outgoing=outgoing, channel=_channel(one, address), agency_id=one.agency_id, name=name, address=address, order=order,
        copies=max(one.copies, 1),
    )  # fmt: skip
    return made.pk


def _channel(one: NewRecipient, address: str) -> str:
    if one.agency_id is not None:
        return "internal"
    if one.axis_code:
        return "axis"
    return "email" if "@" in address else "paper"


def drop_recipient(*, actor: Actor, outgoing_id: int, recipient_id: int) -> None:
    """Take off a line that never left, was refused or failed. Raises NotFound, Forbidden, Conflict documents.recipient_sent."""
    with transaction.atomic():
        outgoing = load_for(actor, "recipients", outgoing_id)
        row = _line(outgoing, recipient_id)
        queued = row.state == "waiting" and row.delivery_id is not None
        if queued or row.state not in ("waiting", "02", "failed"):
            raise Conflict("documents.recipient_sent", name=row.name)
        outgoing.recipients.filter(pk=row.pk).delete()
        audit.record(actor, "outgoing.recipient_dropped", ref(outgoing), name=row.name)
        search_index.later(ref(outgoing))


def resend(*, actor: Actor, outgoing_id: int, recipient_id: int, address: str = "") -> None:
    """Send again to an agency that returned it or that the axis did not reach, in an envelope of its own; or another letter, perhaps
    to a corrected `address`, where the mail server refused one. Event RecipientsAdded.

    Raises NotFound, Forbidden, Conflict documents.recipient_not_returned; the guard's for a secrecy marking in the address.
    """
    guard.check_fields(actor=actor, values={"address": address}, entrance="outgoing")
    with transaction.atomic():
        outgoing = load_for(actor, "recipients", outgoing_id)
        row = _line(outgoing, recipient_id)
        corrected = {"address": address.strip()[:300]} if address.strip() and row.channel == "email" else {}
        changed = outgoing.recipients.filter(
            pk=row.pk, channel__in=rules_outgoing.SENT_AGAIN, state__in=("02", "failed")
        ).update(state="waiting", delivery_id=None, state_at=clock.now(), state_note="", **corrected)
        if not changed or outgoing.state != rules_outgoing.ISSUED:
            raise Conflict("documents.recipient_not_returned", name=row.name)
        audit.record(actor, "outgoing.resent", ref(outgoing), recipient=recipient_id, name=row.name)
        events.publish(RecipientsAdded(outgoing_id=outgoing.pk, agency_id=outgoing.agency_id))


def mark_recipient(
    *, actor: Actor, outgoing_id: int, recipient_id: int, state: str, note: str = "", address: str = ""
) -> None:
    """E-mail and paper lines are moved by the clerk: handed over ("sent"), receipt signed ("06"), came back ("failed"),
    taken back ("15"). `address`: corrected at the same time.

    Raises NotFound, Forbidden, Conflict (not issued yet), Invalid documents.recipient_state_unknown,
    documents.recipient_by_machine (the line of an agency that reports by itself).
    """
    if state not in rules_outgoing.BY_HAND:
        raise Invalid("documents.recipient_state_unknown", field="state")
    with transaction.atomic():
        outgoing = load_for(actor, "hand_over", outgoing_id)
        row = _line(outgoing, recipient_id)
        if row.channel in rules_outgoing.BY_MACHINE and not outgoing.on_paper:
            raise Invalid("documents.recipient_by_machine", name=row.name)
        corrected = {"address": address.strip()[:300]} if address.strip() else {}
        outgoing.recipients.filter(pk=row.pk).update(
            state=state, state_at=clock.now(), state_note=" ".join(note.split())[:300], **corrected
        )
        audit.record(actor, "outgoing.handed_over", ref(outgoing), recipient=recipient_id, state=state)


def _line(outgoing: OutgoingDocument, recipient_id: int) -> Recipient:
    row = outgoing.recipients.select_for_update().filter(pk=recipient_id).first()
    if row is None:
        raise NotFound("documents.recipient_unknown")
    return row
