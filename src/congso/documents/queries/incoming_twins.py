"""Arrivals that may be the same document as another (Decree 30 Annex VI, F1.9)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from congso.documents.models import IncomingDocument
from congso.documents.rules_incoming import Fields, code_key, same_document
from congso.documents.support_incoming import KIND, fields_of, load
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor

LOST = ("refused", "cancelled", "withdrawn")
_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier arrival like this one. `why`: "code" (number, symbol, issuer) or "bytes"."""

    id: int
    why: str
    state: str
    number: int | None
    arrival_date: date | None
    registered_at: datetime | None
    received_at: datetime
    subject: str
    issuer: str
    channel: str
    pages: int | None
    version: int


def find_twins(*, actor: Actor, incoming: IncomingDocument, given: Fields) -> list[Twin]:
    """By code with the fields as given now, and by identical bytes; registered ones first. The clerk's "different" is kept."""
    if incoming.twin_kind in ("paper_original", "replacement"):
        return []
    by_code = _by_code(actor, incoming, given)
    by_bytes = _by_bytes(actor, incoming)
    seen: dict[int, Twin] = {}
    for why, rows in (("bytes", by_bytes), ("code", by_code)):
        for row in rows:
            if row.pk not in incoming.not_twins:
                seen.setdefault(row.pk, _twin(row, why))
    return sorted(seen.values(), key=lambda twin: (twin.number is None, twin.id))[:_AT_MOST]


def _alive(actor: Actor, incoming: IncomingDocument) -> QuerySet[IncomingDocument]:
    """Registered ones, and those that waited before this one: something received later is not what this repeats."""
    first = Q(arrival_number__isnull=False) | Q(pk__lt=incoming.pk)
    found: QuerySet[IncomingDocument] = IncomingDocument.objects.for_actor(actor).filter(first)
    return found.exclude(pk=incoming.pk).exclude(state__in=LOST).exclude(twin_kind="paper_original")


def _by_code(actor: Actor, incoming: IncomingDocument, given: Fields) -> list[IncomingDocument]:
    key = code_key(given.number, given.symbol)
    if not key:
        return []
    rows = _alive(actor, incoming).filter(code_key=key).order_by("id")[:50]
    return [row for row in rows if same_document(given, fields_of(row))]


def _by_bytes(actor: Actor, incoming: IncomingDocument) -> list[IncomingDocument]:
    if incoming.main_file_id is None:
        return []
    same = files.same_bytes(files.row(incoming.main_file_id).sha256, incoming.agency_id)
    ids = [subject.id for subject in same if subject.kind == KIND and subject.id != incoming.pk]
    return list(_alive(actor, incoming).filter(pk__in=ids)) if ids else []


def _twin(row: IncomingDocument, why: str) -> Twin:
    return Twin(
        id=row.pk,
        why=why,
        state=row.state,
        number=row.arrival_number,
        arrival_date=row.arrival_date,
        registered_at=row.registered_at.astimezone(clock.VIETNAM) if row.registered_at else None,
        received_at=row.received_at.astimezone(clock.VIETNAM),
        subject=row.subject,
        issuer=row.issuer_name,
        channel=row.channel,
        pages=row.pages,
        version=row.version,
    )


def twins_of(*, actor: Actor, incoming_id: int, given: Fields) -> list[Twin]:
    """`find_twins` for an arrival by its id. Raises NotFound documents.not_found."""
    return find_twins(actor=actor, incoming=load(actor, incoming_id), given=given)
