"""A document that was sent is updated, or replaced by another one: what went before is asked back by the message that brings the new."""

import dataclasses
from collections.abc import Sequence

from django.db import transaction

from congso.exchange import rules
from congso.exchange.actions.report import report
from congso.exchange.actions.send import Abroad, DocumentFields, EnclosedFile, document_id, send, send_abroad
from congso.exchange.models import Delivery, Envelope
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden
from congso.kernel.refs import SubjectRef
from congso.people import api as people


@dataclasses.dataclass(frozen=True, slots=True)
class Superseding:
    """What is sent in place of what was, and why."""

    subject: SubjectRef
    fields: DocumentFields
    files: Sequence[EnclosedFile]
    kind: str  # update, replace
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Superseded:
    """New deliveries: receiver agency id, and organ code of an agency elsewhere → delivery id."""

    here: dict[int, int]
    abroad: dict[str, int]


def supersede(*, actor: Actor, deliveries: Sequence[int], by: Superseding) -> Superseded:
    """Ask the receivers of these deliveries for their consent (13, answered by 15 or 16) and send them what comes instead.

    A receiver that gave the document back, or gives it back in this moment, gets nothing. In the caller's transaction.
    Raises Forbidden exchange.not_your_delivery, Invalid exchange.no_connection.
    """
    here: dict[int, int] = {}
    abroad: dict[str, int] = {}
    with transaction.atomic():
        rows = Delivery.objects.for_actor(actor).filter(
            pk__in=deliveries, envelope__sender_id=actor.agency_id
        )
        found = list(rows.select_related("envelope").order_by("id"))
        if len(found) != len(set(deliveries)):
            raise Forbidden("exchange.not_your_delivery")
        for row in found:
            served = row.receiver_id in here or row.receiver_code in abroad
            try:
                report(
                    actor=actor, delivery_id=row.pk, code=rules.TAKING_BACK, note=by.reason,
                    carried=bool(row.receiver_code) and not served,
                )  # fmt: skip
            except Conflict:
                continue
            if served:
                continue
            fields = dataclasses.replace(by.fields, about=row.envelope.document_id, reason=by.reason[:300])
            if row.receiver_id is None:
                to = [Abroad(row.receiver_code, row.receiver_name)]
                abroad |= send_abroad(
                    actor=actor, subject=by.subject, fields=fields, files=by.files, receivers=to, kind=by.kind
                )
            elif not _has_it(actor, row.receiver_id, fields, by.kind):
                here |= send(
                    actor=actor, subject=by.subject, fields=fields, files=by.files, receivers=[row.receiver_id],
                    kind=by.kind,
                )  # fmt: skip
    return Superseded(here, abroad)


def _has_it(actor: Actor, receiver_id: int, fields: DocumentFields, kind: str) -> bool:
    """The new document went to this agency of the installation already."""
    if kind != Envelope.Kind.REPLACE:
        return False
    sender = people.agency(actor.agency_id or 0)
    rows = Delivery.objects.for_actor(actor).filter(
        receiver_id=receiver_id, envelope__sender_id=sender.id,
        envelope__document_id=document_id(sender.code, fields.day, fields.number, fields.symbol),
    )  # fmt: skip
    return rows.exclude(state__in=(rules.REFUSED, rules.TAKE_BACK_AGREED, rules.FAILED)).exists()
