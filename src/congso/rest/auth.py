"""Who calls: a signed-in browser (with CSRF) or the bearer of a key. Both end in the same Actor as the screens'."""

import time
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from congso.kernel import clock
from congso.kernel.actor import Actor, ActorKind
from congso.kernel.errors import Forbidden, Refusal
from congso.people import api as people
from congso.rest.actions import PREFIX, digest_of
from congso.rest.models import Token

CALLS_A_MINUTE = 300


class TooMany(Refusal):
    """More calls than one caller may make in a minute."""

    status = 429


class SessionAuth(APIKeyCookie):
    """The session of the screens; calls that change something need the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            return None
        limit(f"person:{actor.person_id}")
        return actor


class TokenAuth(HttpBearer):
    """`Authorization: Bearer cs_…`"""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        if not token.startswith(PREFIX):
            return None
        rows = Token.objects.filter(digest=digest_of(token), revoked_at=None, expires_at__gt=clock.now())
        row = rows.select_related("appointment").first()
        if row is None:
            return None
        limit(f"token:{row.pk}")
        try:
            actor = people.actor_for(row.appointment.person_id, row.appointment_id)
        except Forbidden:  # the post ended, and with it the key
            return None
        if row.used_on != clock.today():
            Token.objects.filter(pk=row.pk).update(used_on=clock.today())
        if row.service:
            actor = replace(actor, kind=ActorKind.SERVICE, name=f"{row.name} ({actor.name})")
        request.actor = actor  # type: ignore[attr-defined]
        return actor


def limit(caller: str) -> None:
    """Count a call. Raises TooMany rest.too_many."""
    key = f"rest:{caller}:{int(time.time()) // 60}"
    cache.add(key, 0, 120)
    if cache.incr(key) > CALLS_A_MINUTE:
        raise TooMany("rest.too_many")
