"""What was sent is put out of force by another document, or sent anew with other particulars (Decree 30 art. 18, QCVN 102:2016)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from congso.audit import api as audit
from congso.documents import rules_draft, rules_outgoing, search_index
from congso.documents.events import OutgoingReplaced, OutgoingUpdated
from congso.documents.models import OutgoingDocument, Recipient
from congso.documents.support_outgoing import change, load_for, printed_code, ref
from congso.documents.support_words import LONGEST, need_reason
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid
from congso.people import api as people
from congso.pure.numbering import normal_code


def replace_outgoing(*, actor: Actor, outgoing_id: int, by_code: str, reason: str) -> None:
    """Another issued document of the agency takes its place: this one is frozen, and every receiver is sent the other one and asked
    to give this one back. Its number stands.

    Raises NotFound, Forbidden, Conflict (not issued), Invalid documents.reason_missing, documents.replacement_unknown. Event
    OutgoingReplaced.
    """
    said = need_reason(actor, reason, entrance="outgoing")
    with transaction.atomic():
        outgoing = load_for(actor, "recall", outgoing_id)
        other = _issued(actor, outgoing, by_code)
        why = f"Thay thế bằng {printed_code(other)}: {said}"[:LONGEST]
        change(outgoing, state=rules_outgoing.RECALLED, recalled_at=clock.now(), recall_reason=why)
        # What has not left yet does not leave any more.
        outgoing.recipients.filter(state="waiting", delivery_id=None).update(state="15", state_at=clock.now())
        audit.record(
            actor, "outgoing.replaced", ref(outgoing), code=printed_code(outgoing), by=printed_code(other), reason=said
        )  # fmt: skip
        audit.record(actor, "outgoing.replaces", ref(other), code=printed_code(outgoing), reason=said)
        search_index.later(ref(outgoing))
        events.publish(
            OutgoingReplaced(
                outgoing_id=outgoing.pk, by_id=other.pk, agency_id=outgoing.agency_id, reason=why
            )
        )


def _issued(actor: Actor, outgoing: OutgoingDocument, code: str) -> OutgoingDocument:
    """The newest document of the same agency with this number and symbol."""
    rows = OutgoingDocument.objects.for_actor(actor).filter(
        agency_id=outgoing.agency_id,
        state=rules_outgoing.ISSUED,
        code_key=normal_code(code)[:80],
        on_paper=False,
    )
    found = (
        rows.exclude(pk=outgoing.pk).exclude(code_key="").order_by("-id").first() if code.strip() else None
    )
    if found is None:
        raise Invalid("documents.replacement_unknown", field="by", document=code.strip()[:80])
    return found


def update_outgoing(*, actor: Actor, outgoing_id: int, due_on: date | None, reason: str) -> None:
    """The same document once more to everybody who has it, with the day by which an answer is owed (None: as it was). The receivers
    are asked to give back what they have.

    Raises NotFound, Forbidden, Conflict (not issued; documents.nobody_to_update), Invalid documents.reason_missing,
    documents.draft_due_past. Event OutgoingUpdated.
    """
    said = need_reason(actor, reason, entrance="outgoing")
    if due_on is not None and due_on < clock.today():
        raise Invalid("documents.draft_due_past", field="due_on")
    with transaction.atomic():
        outgoing = load_for(actor, "recall", outgoing_id)
        lines = outgoing.recipients.filter(channel__in=rules_outgoing.BY_MACHINE, delivery_id__isnull=False)
        if outgoing.on_paper or not any(rules_outgoing.may_recall(line.state) for line in lines):
            raise Conflict("documents.nobody_to_update")
        if due_on is not None:
            change(outgoing, due_at=rules_draft.due_moment(due_on, people.calendar_of(outgoing.agency_id)))
        audit.record(
            actor, "outgoing.updated", ref(outgoing), code=printed_code(outgoing), reason=said,
            due=due_on.isoformat() if due_on else "",
        )  # fmt: skip
        events.publish(
            OutgoingUpdated(
                outgoing_id=outgoing.pk, agency_id=outgoing.agency_id, reason=f"Cập nhật: {said}"[:LONGEST]
            )
        )


def note_superseding(
    *, actor: Actor, outgoing_id: int, about_id: int, here: Mapping[int, int], abroad: Mapping[str, int]
) -> None:
    """Lines of the document that was sent instead: one for each receiver of the earlier, which follows the new delivery.

    `here`: agency id, `abroad`: organ code → delivery id. `about_id`: the document whose receivers they were.
    """
    rows = Recipient.objects.unscoped(reason="lines of what the system sent instead")
    own = rows.filter(outgoing_id=outgoing_id)
    before = {
        (row.channel, row.agency_id if row.channel == "internal" else row.address): row
        for row in rows.filter(outgoing_id=about_id).order_by("id")
    }
    last = max((row.order for row in own), default=0)
    made: list[tuple[str, int | str, int]] = [("internal", to, one) for to, one in here.items()]
    made += [("axis", to, one) for to, one in abroad.items()]
    for channel, to, delivery_id in made:
        sent = "waiting" if channel == "axis" else "sent"
        told = {"delivery_id": delivery_id, "state": sent, "state_at": clock.now(), "state_note": ""}
        which = {"agency_id": to} if channel == "internal" else {"address": to}
        if outgoing_id != about_id and own.filter(channel=channel, **which).update(**told):
            continue
        line, last = before[channel, to], last + 1
        Recipient.objects.create(
            outgoing_id=outgoing_id, channel=channel, agency_id=line.agency_id, name=line.name, address=line.address,
            purpose=line.purpose, group=line.group, copies=line.copies, order=last, **told,
        )  # fmt: skip
