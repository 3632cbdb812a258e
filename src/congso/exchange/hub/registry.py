"""Who has a mailbox, and with which secret."""

import hmac
import secrets
from typing import Final

from django.db import transaction

from congso.audit import api as audit
from congso.exchange import credentials
from congso.exchange.models import Member
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people import api as people

# Asked with every call of every member: to put the words together would cost more than to answer them. Unscoped, since nobody is let
# in before it.
_FIND: Final = (
    "SELECT * FROM exchange_member WHERE code = %s OR old_code = %s ORDER BY code = %s DESC LIMIT 1"
)


def allowed(actor: Actor) -> None:
    """The registry is the installation's, not an agency's."""
    if not (actor.is_system and actor.agency_id is None) and not people.is_installation_admin(actor):
        raise Forbidden("exchange.hub_forbidden")


def admit(
    *, actor: Actor, code: str, name: str, old_code: str = "", parent_code: str = "", email: str = ""
) -> str:
    """A mailbox for an agency; returns its secret, which is shown this once.

    Raises Forbidden exchange.hub_forbidden, Invalid exchange.member_code, Conflict exchange.member_known.
    """
    allowed(actor)
    code, old_code = code.strip().upper(), old_code.strip().upper()
    if not code or not name.strip():
        raise Invalid("exchange.member_code", field="code")
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        if find(code) is not None or (old_code and find(old_code) is not None):
            raise Conflict("exchange.member_known", member=code)
        row = Member.objects.create(
            code=code, old_code=old_code, name=name.strip(), parent_code=parent_code.strip().upper(), email=email,
            secret=credentials.seal(secret=secret, username="", password=""), since=clock.now(),
        )  # fmt: skip
        audit.record(actor, "member.admitted", SubjectRef("member", row.pk), code=code)
    return secret


def renew(*, actor: Actor, code: str) -> str:
    """A new secret, returned once; the old one opens until the new one is used. Raises Forbidden, NotFound exchange.no_member."""
    allowed(actor)
    secret = secrets.token_urlsafe(32)
    sealed = credentials.seal(secret=secret, username="", password="")
    with transaction.atomic():
        row = _known(code)
        Member.objects.unscoped(reason="allowed above").filter(pk=row.pk).update(next_secret=sealed)
        audit.record(actor, "member.secret", SubjectRef("member", row.pk))
    return secret


def set_active(*, actor: Actor, code: str, active: bool) -> None:
    """A locked member neither sends nor is sent to; its mailbox stays. Raises Forbidden, NotFound exchange.no_member."""
    allowed(actor)
    with transaction.atomic():
        row = _known(code)
        Member.objects.unscoped(reason="allowed above").filter(pk=row.pk).update(active=active)
        audit.record(actor, "member.unlocked" if active else "member.locked", SubjectRef("member", row.pk))


def find(code: str) -> Member | None:
    """By its code in either form."""
    wanted = code.strip().upper()
    if not wanted:
        return None
    return next(iter(Member.objects.raw(_FIND, [wanted, wanted, wanted])), None)


def _known(code: str) -> Member:
    row = find(code)
    if row is None:
        raise NotFound("exchange.no_member")
    return row


def secrets_of(member: Member) -> list[str]:
    """The ones that open: the present one, and the one that follows it."""
    sealed = [bytes(one) for one in (member.secret, member.next_secret) if one]
    return [credentials.unsealed(one)[0] for one in sealed]


def used(member: Member, secret: str) -> None:
    """A partner showed this one: if it is the new one, the old one is over."""
    following = bytes(member.next_secret)
    if following and hmac.compare_digest(credentials.unsealed(following)[0].encode(), secret.encode()):
        Member.objects.unscoped(reason="the member that was let in").filter(
            pk=member.pk, next_secret=following
        ).update(secret=following, next_secret=b"")
