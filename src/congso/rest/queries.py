"""Keys of a person."""

from dataclasses import dataclass
from datetime import date, datetime

from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.rest.models import Token


@dataclass(frozen=True, slots=True)
class TokenRow:
    id: int
    name: str
    post: str
    service: bool
    created_at: datetime
    expires_at: datetime
    used_on: date | None


def tokens_of(actor: Actor) -> list[TokenRow]:
    """Living keys of the person, newest first."""
    rows = Token.objects.filter(
        appointment__person_id=actor.person_id or 0, revoked_at=None, expires_at__gt=clock.now()
    ).select_related("appointment__post__agency")
    return [
        TokenRow(
            id=row.pk,
            name=row.name,
            post=f"{row.appointment.post.title} · {row.appointment.post.agency.name}",
            service=row.service,
            created_at=row.created_at,
            expires_at=row.expires_at,
            used_on=row.used_on,
        )
        for row in rows.order_by("-pk")
    ]
