"""An agency's address that is read: opened, changed, closed."""

from dataclasses import dataclass

from django.db import transaction

from congso.audit import api as audit
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden, Invalid
from congso.kernel.refs import SubjectRef
from congso.kernel.sealing import seal
from congso.mail import policies, rules
from congso.mail.models import Mailbox

PURPOSE = "congso.mail.mailbox"


@dataclass(frozen=True, slots=True)
class Server:
    """`security`: tls, starttls; none only to this very machine."""

    host: str
    port: int = 993
    security: str = "tls"
    folder: str = "INBOX"


def open_mailbox(
    *, actor: Actor, agency_id: int, address: str, server: Server, username: str, password: str
) -> int:
    """Open or change the agency's one mailbox; letters of earlier days are left alone. Returns its id.

    Raises Forbidden mail.forbidden, Invalid mail.server, mail.server_open.
    """
    _allowed(actor, agency_id)
    if code := rules.address_problem(server.host, server.security):
        raise Invalid(code, field="host")
    values = {
        "address": address, "host": server.host, "port": server.port, "security": server.security, "folder": server.folder,
        "username": username, "password": seal(PURPOSE, password), "active": True,
    }  # fmt: skip
    with transaction.atomic():
        known = Mailbox.objects.for_actor(actor).select_for_update().filter(agency_id=agency_id).first()
        if known is not None and (known.address, known.host, known.folder) != (
            address,
            server.host,
            server.folder,
        ):
            values |= {"since": clock.today(), "validity": 0, "last_uid": 0}
        row, _made = Mailbox.objects.for_actor(actor).update_or_create(
            agency_id=agency_id, defaults=values, create_defaults=values | {"since": clock.today()}
        )
        audit.record(
            actor, "mailbox.opened", SubjectRef("mailbox", row.pk), address=address, host=server.host
        )
    return row.pk


def close_mailbox(*, actor: Actor, agency_id: int) -> None:
    """Nothing is read any more. Raises Forbidden mail.forbidden, Invalid mail.no_mailbox."""
    _allowed(actor, agency_id)
    with transaction.atomic():
        if not Mailbox.objects.for_actor(actor).filter(agency_id=agency_id).update(active=False):
            raise Invalid("mail.no_mailbox")
        row = Mailbox.objects.for_actor(actor).get(agency_id=agency_id)
        audit.record(actor, "mailbox.closed", SubjectRef("mailbox", row.pk))


def _allowed(actor: Actor, agency_id: int) -> None:
    if reason := policies.may(actor, "connect", agency_id):
        raise Forbidden(reason)
