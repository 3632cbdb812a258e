"""Make and end keys of one's own posts."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from congso.audit import api as audit
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.rest.models import Token

PREFIX = "cs_"
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class NewToken:
    """`key` is shown now and never again."""

    id: int
    key: str
    expires_at: datetime


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def create_token(*, actor: Actor, name: str, days: int, service: bool = False) -> NewToken:
    """A key that acts as the actor's present post. Raises Forbidden people.no_post, Invalid rest.token_*."""
    if actor.appointment_id is None:
        raise Forbidden("people.no_post")
    clean = " ".join(name.split())[:100]
    if not clean:
        raise Invalid("rest.token_name_missing", field="name")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid("rest.token_days_wrong", field="days")
    key = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        made = Token.objects.create(
            appointment_id=actor.appointment_id,
            name=clean,
            digest=digest_of(key),
            service=service,
            created_at=clock.now(),
            expires_at=clock.now() + timedelta(days=days),
        )
        audit.record(
            actor, "token.created", SubjectRef("token", made.pk), name=clean, days=days, service=service
        )
    return NewToken(made.pk, key, made.expires_at)


def revoke_token(*, actor: Actor, token_id: int) -> None:
    """Raises NotFound rest.token_unknown for a key that is not the actor's own or ended already."""
    with transaction.atomic():
        rows = Token.objects.filter(pk=token_id, appointment__person_id=actor.person_id or 0, revoked_at=None)
        if actor.person_id is None or not rows.update(revoked_at=clock.now()):
            raise NotFound("rest.token_unknown")
        audit.record(actor, "token.revoked", SubjectRef("token", token_id))
