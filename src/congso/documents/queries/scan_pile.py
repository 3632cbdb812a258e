"""A scanned pile as its screen shows it, and who reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from congso.documents import policies_incoming as policies
from congso.documents.actions.split_pile import PILE
from congso.documents.models import IncomingDocument, ScanPile
from congso.documents.queries.incoming import WaitingRow, waiting_rows
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.kernel.refs import SubjectRef


@dataclass(frozen=True, slots=True)
class PileRow:
    """`parts`: (pages there, the arrival). `file_url`: the pile as it was scanned, "" when it is not for these eyes. `purged`: a part carried a
    secrecy marking, so the pile is gone."""

    id: int
    name: str
    state: str
    reason: str
    pages: int
    looked: int
    at: datetime
    notes: Mapping[str, Any]
    parts: Sequence[tuple[str, WaitingRow]]
    file_url: str
    purged: bool


def one(actor: Actor, pile_id: int) -> PileRow:
    """Raises Forbidden documents.forbidden, NotFound documents.pile_unknown."""
    policies.receiving_agency(actor)
    row = ScanPile.objects.for_actor(actor).filter(pk=pile_id).first()
    if row is None:
        raise NotFound("documents.pile_unknown")
    arrivals = list(IncomingDocument.objects.for_actor(actor).filter(pile=row).order_by("pk"))
    shown = waiting_rows(actor, arrivals)
    file = files.row(row.file_id)
    visible = file.state == "ready" or (file.state == "held" and file.uploader_id == actor.person_id)
    return PileRow(
        id=row.pk,
        name=row.name,
        state=row.state,
        reason=row.reason,
        pages=row.pages,
        looked=row.looked,
        at=row.at.astimezone(clock.VIETNAM),
        notes=row.notes,
        parts=[(arrival.pile_pages, line) for arrival, line in zip(arrivals, shown, strict=True)],
        file_url=reverse("files:original", args=[PILE, row.pk, row.file_id]) if visible else "",
        purged=file.state == "purged",
    )


def readable(actor: Actor, subject: SubjectRef) -> bool:
    """Whoever receives for the agency reads its piles: what `files` asks."""
    return (
        policies.may_receive(actor).allowed
        and ScanPile.objects.for_actor(actor).filter(pk=subject.id).exists()
    )
