"""What another agency of the installation sent becomes the receiver's own record."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from congso.documents.actions.receive_incoming import make
from congso.documents.models import IncomingDocument
from congso.documents.rules_incoming import Fields, tidy
from congso.files import api as file_store
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.pure.kinds import kind_of


def receive_delivery(
    *,
    actor: Actor,
    agency_id: int,
    delivery_id: int,
    fields: Mapping[str, Any],
    files: Sequence[Mapping[str, Any]],
    channel: str = "internal",
) -> int:
    """The receiver's own record of what another agency sent; bytes are shared, rights are not. Returns its id.

    `channel`: internal or axis. Idempotent by `delivery_id`. `fields` as in exchange.Envelope.fields, dates in ISO text; `files` as in Envelope.files
    (file_id of the sender), main document first. `actor` is the system. Raises Conflict files.purged or files.held.
    Event IncomingReceived.
    """
    if (known := _delivered(delivery_id)) is not None:
        return known
    given = tidy(fields_from_envelope(fields))
    try:
        with transaction.atomic():
            copies = [_held_here(int(one["file_id"]), agency_id, actor) for one in files]
            made = make(
                Actor.system(agency_id),
                agency_id,
                channel=channel,
                file_ids=copies,
                given=given,
                delivery_id=delivery_id,
            )
            return made.pk
    except IntegrityError:
        if (known := _delivered(delivery_id)) is None:
            raise
        return known


def _held_here(file_id: int, agency_id: int, actor: Actor) -> int:
    """What came over the axis was stored for the receiver already, scans that are held too."""
    if file_store.row(file_id).agency_id == agency_id:
        return file_id
    return file_store.copy_to_agency(file_id, agency_id, actor=actor).id


def _delivered(delivery_id: int) -> int | None:
    rows = IncomingDocument.objects.unscoped(reason="one record a delivery")
    known: int | None = rows.filter(delivery_id=delivery_id).values_list("pk", flat=True).first()
    return known


def fields_from_envelope(fields: Mapping[str, Any]) -> Fields:
    """Fields of an envelope as fields of an arrival; what is missing or unreadable stays empty for the clerk."""
    known_kind = kind_of(str(fields.get("kind") or ""))
    due = _moment(fields.get("due"))
    return Fields(
        number=str(fields.get("number") or ""),
        symbol=str(fields.get("symbol") or ""),
        document_date=_day(fields.get("date")),
        kind=known_kind.name if known_kind else str(fields.get("kind") or ""),
        issuer_name=str(fields.get("issuer") or ""),
        issuer_agency_id=fields.get("issuer_agency_id"),
        subject=str(fields.get("subject") or ""),
        signer_name=str(fields.get("signer_name") or ""),
        signer_title=str(fields.get("signer_title") or ""),
        urgency=int(fields.get("urgency") or 0),
        due_on=due.date() if due else _day(fields.get("due")),
        due_time=due.time() if due else None,
        pages=fields.get("pages"),
    )


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _moment(text: object) -> datetime | None:
    """A moment with its zone, in Vietnam; None for a bare date and anything else."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment.astimezone(clock.VIETNAM) if moment.tzinfo else None
