"""Who knocks: credentials of both faces, limits, and the moment a member was last seen."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.core.cache import cache

from congso.exchange.hub.mailbox import HubRefusal
from congso.exchange.hub.registry import find, secrets_of, used
from congso.exchange.models import Member
from congso.kernel import clock

TOKEN_SECONDS: Final = 1800
CALLS_A_MINUTE: Final = 600
_SKEW: Final = timedelta(minutes=15)
_SALT: Final = "congso.exchange.hub"
WRONG: Final = "wrong SystemId or SecretKey"


class TooMany(Exception):
    """More calls in a minute than a member may make."""


def token_for(username: str, password: str) -> str:
    """A bearer token of half an hour. Raises HubRefusal 15."""
    member = by_secret(username, password)
    return signing.dumps({"member": member.pk}, salt=_SALT)


def by_token(token: str, system_id: str, secret: str) -> Member:
    """The member of all three, which must agree. Raises HubRefusal 15, TooMany."""
    try:
        told = signing.loads(token, salt=_SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature as error:
        raise HubRefusal(15, "no such token, or it ran out") from error
    member = by_secret(system_id, secret)
    if told["member"] != member.pk:
        raise HubRefusal(15, WRONG)
    return member


def by_secret(system_id: str, secret: str) -> Member:
    """Raises HubRefusal 15, TooMany. A locked member is told so only after its secret was right."""
    member = find(system_id)
    known = secrets_of(member) if member else []
    right = [one for one in known if hmac.compare_digest(one.encode(), secret.encode())]
    if member is None or not right:
        _limited(f"wrong {system_id[:40]}")
        raise HubRefusal(15, WRONG)
    return _let_in(member, secret)


def by_signature(headers: Mapping[str, str], prefix: str) -> tuple[Member, dict[str, str]]:
    """The national axis' way: the JSON of all parameters under an HMAC. Returns the member and the parameters.

    Raises HubRefusal 15 for a wrong signature, one older or newer than a quarter of an hour, or headers that say otherwise.
    """
    text = headers.get(f"{prefix}sign-header", "")
    try:
        told = json.loads(text)
        values = {str(name): str(value) for name, value in told.items()}
        moment = datetime.strptime(values["timestamp"], "%d%m%YT%H%M%S%z")
    except (ValueError, AttributeError, KeyError) as error:
        raise HubRefusal(15, WRONG) from error
    member = find(values.get("systemid", ""))
    given = headers.get(f"{prefix}hash-header", "").lower()
    right = [
        one for one in (secrets_of(member) if member else []) if hmac.compare_digest(_mac(one, text), given)
    ]
    if member is None or not right or abs(clock.now() - moment) > _SKEW:
        _limited(f"wrong {values.get('systemid', '')[:40]}")
        raise HubRefusal(15, WRONG)
    if any(headers.get(f"{prefix}{name}", value) != value for name, value in values.items()):
        raise HubRefusal(15, "a header differs from what was signed")
    return _let_in(member, right[0]), values


def _let_in(member: Member, secret: str) -> Member:
    _limited(f"member {member.pk}")
    used(member, secret)
    if not member.active:
        raise HubRefusal(23, "this member is locked")
    # Once a minute is enough to know who lives.
    if cache.add(f"exchange.seen:{member.pk}", 1, 60):
        Member.objects.unscoped(reason="the member that was let in").filter(pk=member.pk).update(
            seen_at=clock.now()
        )
    return member


def _limited(who: str) -> None:
    name = hashlib.sha256(who.encode()).hexdigest()
    key = f"exchange.calls:{name}:{clock.now():%H%M}"
    cache.add(key, 0, 120)
    if int(cache.incr(key)) > CALLS_A_MINUTE:
        raise TooMany


def _mac(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
