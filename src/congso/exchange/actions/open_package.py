"""A package takes effect once: an arrival at the receiver's door, a status on a delivery, a taking-back."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from congso.exchange import rules
from congso.exchange.actions.post import post_status
from congso.exchange.actions.report import report
from congso.exchange.events import EnvelopeArrived
from congso.exchange.models import Delivery, Envelope, Inbox
from congso.exchange.packages import fields_of, key_of
from congso.files import api as file_store
from congso.kernel import clock, events
from congso.kernel.actor import Actor, ActorKind
from congso.kernel.errors import Conflict, Invalid, Refusal
from congso.kernel.wording import explain
from congso.people import api as people
from congso.pure import edxml

_NAMESPACE: Final = uuid.UUID("6d2b7c1e-6c52-4f0e-9a57-0d1f6f1c102e")
# A document that was given back or returned may be sent again as it was.
_OPEN_AGAIN: Final = (rules.REFUSED, rules.TAKE_BACK_AGREED)


class Later(Exception):
    """Not now: what it speaks of is not here yet."""


def open_package(row: Inbox) -> None:
    """Raises Later, Unreadable. `row.state` is done, duplicate, refused or dead afterwards."""
    message = edxml.read(bytes(row.body or b""))
    match message.kind:
        case edxml.Kind.STATUS:
            _status(row, message)
        case edxml.Kind.RECALL:
            _taken_back(row, message)
        case edxml.Kind.UNKNOWN:
            _end(row, Inbox.State.DEAD, error="unknown act")
        case _ if _removes_us(row, message):
            _taken_back(row, message)
        case _:
            _document(row, message)


def _end(row: Inbox, state: Inbox.State, *, delivery_id: int | None = None, error: str = "") -> None:
    """The bytes have done their work: what arrived lives on in `files`, what is dead stays to be looked at."""
    row.state, row.delivery_id, row.error = state, delivery_id, error[:400]
    if state is not Inbox.State.DEAD:
        row.body = None
    row.save(update_fields=["state", "delivery", "error", "body", "key"])


def _document(row: Inbox, message: edxml.Message) -> None:
    row.key = key_of(message)
    known = (
        Inbox.objects.unscoped(reason="job of the door").filter(connection=row.connection_id, key=row.key, delivery__isnull=False)
        .exclude(pk=row.pk).exclude(delivery__state__in=_OPEN_AGAIN).first()
    )  # fmt: skip
    if known is not None:
        _end(row, Inbox.State.DUPLICATE, delivery_id=known.delivery_id)
        return
    agency_id = row.connection.agency_id
    if (here := _replaced_by_known(row, message)) is not None:
        with transaction.atomic():
            _ask_back_superseded(row, message)
            if here.state in rules.BY_RECEIVER:
                # The sender follows the replacement by the package that brought it last.
                post_status(here, here.state, "", Actor.system())
            _end(row, Inbox.State.DONE, delivery_id=here.pk)
        return
    try:
        files = _stored(agency_id, message.attachments)
    except Refusal as refusal:
        _send_back(row, message, explain(refusal))
        return
    with transaction.atomic():
        _ask_back_superseded(row, message)
        delivery = _delivery(row, message, files, fields_of(message))
        events.publish(EnvelopeArrived(delivery_id=delivery.pk, receiver_id=agency_id))
        _end(row, Inbox.State.DONE, delivery_id=delivery.pk)


def _replaced_by_known(row: Inbox, message: edxml.Message) -> Delivery | None:
    """A replacement by a document that came before: it is not registered twice."""
    if message.kind is not edxml.Kind.REPLACE:
        return None
    known = _from_sender(row, message).filter(envelope__document_id=message.header.document_id)
    return known.select_related("envelope").exclude(state__in=_OPEN_AGAIN).order_by("-id").first()


def _ask_back_superseded(row: Inbox, message: edxml.Message) -> None:
    """The clerk is asked for what an update or a replacement puts out of force, as for a recall; what is not here needs no answer."""
    act = message.business
    if act is None or message.kind not in {edxml.Kind.UPDATE, edxml.Kind.REPLACE}:
        return
    about = [act.document_id or message.header.document_id] if message.kind is edxml.Kind.UPDATE else []
    about += [one.document_id for one in act.replacements]
    for document_id in dict.fromkeys(one for one in about if one):
        known = (
            _from_sender(row, message)
            .filter(envelope__document_id=document_id)
            .exclude(state__in=(*_OPEN_AGAIN, rules.TAKING_BACK))
        )
        for delivery_id in list(known.values_list("pk", flat=True)):
            report(
                actor=Actor.system(), delivery_id=delivery_id, code=rules.TAKING_BACK, note=act.reason[:300]
            )


def _from_sender(row: Inbox, message: edxml.Message) -> QuerySet[Delivery]:
    return Delivery.objects.unscoped(reason="job of the door").filter(
        receiver_id=row.connection.agency_id, envelope__sender_code=message.header.sender.organ_id[:35]
    )


def _stored(agency_id: int, attachments: Sequence[edxml.Attachment]) -> list[dict[str, Any]]:
    """Kept for the receiver like any upload: looked at by guard, type by content. Raises Refusal for the first that is not taken."""
    found = []
    for position, one in enumerate(attachments):
        if one.content is None:
            continue
        file = file_store.store(
            actor=Actor.system(agency_id), name=one.name, content=one.content, purpose="incoming"
        )
        role = "attachment" if position else "main"
        found.append({"file_id": file.id, "name": file.name, "sha256": file.sha256, "role": role})
    return found


def _delivery(
    row: Inbox, message: edxml.Message, files: list[dict[str, Any]], fields: dict[str, Any]
) -> Delivery:
    sender = message.header.sender
    envelope = Envelope.objects.create(
        message_id=uuid.uuid5(_NAMESPACE, f"{row.connection_id} {row.remote_id}"),
        document_id=message.header.document_id[:150],
        kind=message.kind.value,
        sender_code=sender.organ_id[:35],
        sender_name=sender.name[:200],
        subject_kind="package",
        subject_id=row.pk,
        fields=fields,
        files=files,
        at=clock.now(),
    )
    return Delivery.objects.create(
        envelope=envelope, receiver_id=row.connection.agency_id, state=rules.QUEUED, state_at=clock.now()
    )


def _send_back(row: Inbox, message: edxml.Message, reason: str) -> None:
    """Returned to the sender with the reason (02). Of what was not taken nothing is kept, not even its subject."""
    with transaction.atomic():
        issued = message.header.promulgation_date
        fields = {
            "number": message.header.code.number[:20], "symbol": message.header.code.notation[:60],
            "date": issued.isoformat() if issued else "",
        }  # fmt: skip
        delivery = _delivery(row, message, [], fields)
        report(
            actor=Actor.system(row.connection.agency_id),
            delivery_id=delivery.pk,
            code=rules.REFUSED,
            note=reason[:300],
        )
        _end(row, Inbox.State.REFUSED, delivery_id=delivery.pk, error=reason)


def _removes_us(row: Inbox, message: edxml.Message) -> bool:
    """An update that strikes this agency off the list of receivers."""
    own = {code for _, code in people.codes_of(row.connection.agency_id)}
    own.add(people.agency(row.connection.agency_id).code)
    lines = message.business.receiver_lines if message.business else ()
    return any(one.organ_id in own and one.change is edxml.ReceiverChange.REMOVED for one in lines)


def _taken_back(row: Inbox, message: edxml.Message) -> None:
    """A recall asks like status 13: the receiver's clerk answers with 15 or 16."""
    reason = message.business.reason if message.business else ""
    _ask_back(row, message.concerned_document_id, message.header.sender, reason, None)


def _status(row: Inbox, message: edxml.Message) -> None:
    status = message.status
    if status is None:
        raise Later
    if status.code in rules.BY_SENDER:
        _ask_back(
            row, status.response_for.document_id, message.header.sender, status.description, status.staff
        )
        return
    deliveries = Delivery.objects.unscoped(reason="job of the door").filter(
        envelope__sender_id=row.connection.agency_id,
        envelope__document_id=status.response_for.document_id,
        receiver_code=message.header.sender.organ_id,
    )
    # After an update two deliveries bear one document id: consent concerns what is asked back, all else the newest.
    if status.code in {rules.TAKE_BACK_AGREED, rules.TAKE_BACK_REFUSED}:
        deliveries = deliveries.filter(state=rules.TAKING_BACK) or deliveries
    _reported(row, deliveries.order_by("-id").first(), status.code, status.description, status.staff)


def _ask_back(
    row: Inbox, document_id: str, sender: edxml.Party, reason: str, staff: edxml.Staff | None
) -> None:
    deliveries = Delivery.objects.unscoped(reason="job of the door").filter(
        receiver_id=row.connection.agency_id,
        envelope__document_id=document_id,
        envelope__sender_code=sender.organ_id,
    )
    _reported(row, deliveries.order_by("-id").first(), rules.TAKING_BACK, reason, staff)


def _reported(row: Inbox, delivery: Delivery | None, code: str, note: str, staff: edxml.Staff | None) -> None:
    """A status that no longer fits changes nothing and is not asked for again; one without its document waits for it."""
    if delivery is None:
        raise Later("the document it speaks of is not here")
    said = Actor(
        kind=ActorKind.SYSTEM,
        name=(staff.staff if staff else "")[:200],
        post_title=(staff.department if staff else "")[:200],
    )
    with transaction.atomic():
        try:
            report(actor=said, delivery_id=delivery.pk, code=code, note=note[:300])
        except (Conflict, Invalid) as refusal:
            state = Inbox.State.DONE if isinstance(refusal, Conflict) else Inbox.State.DEAD
            _end(row, state, delivery_id=delivery.pk, error=refusal.code)
            return
        _end(row, Inbox.State.DONE, delivery_id=delivery.pk)
