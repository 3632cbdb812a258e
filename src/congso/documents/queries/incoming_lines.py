"""One arrival in one line: what other domains say about it, where it is found, which delivery brought it."""

from dataclasses import dataclass

from django.urls import reverse

from congso.documents.rules_incoming import printed_code
from congso.documents.support_incoming import load
from congso.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """`title`: number and symbol, then the subject. `leader_person_id`: whose directive it waits for or had."""

    id: int
    title: str
    url: str
    state: str
    leader_person_id: int | None
    arrival_number: int | None


def incoming_line(*, actor: Actor, incoming_id: int) -> IncomingLine:
    """Raises NotFound documents.not_found."""
    row = load(actor, incoming_id)
    parts = [printed_code(row.number, row.symbol), row.subject]
    return IncomingLine(
        id=row.pk,
        title=" · ".join(part for part in parts if part),
        url=reverse("documents:incoming_document", args=[row.pk]),
        state=row.state,
        leader_person_id=row.leader.person_id if row.leader else None,
        arrival_number=row.arrival_number,
    )


def delivery_of(*, actor: Actor, incoming_id: int) -> int | None:
    """The delivery that brought the arrival, None when it came otherwise. Raises NotFound documents.not_found."""
    return load(actor, incoming_id).delivery_id
