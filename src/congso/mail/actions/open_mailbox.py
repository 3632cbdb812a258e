"""An address of the agency that is read: opened, changed, tried, closed and opened again."""

from typing import Any, Final

from django.db import transaction

from congso.audit import api as audit
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.kernel.sealing import Unsealable, seal, unsealed
from congso.mail import imap, policies, rules
from congso.mail.imap import Place
from congso.mail.models import Mailbox

PURPOSE: Final = "congso.mail.mailbox"
_PATIENCE: Final = 15.0  # seconds that somebody waits before a screen


def place_of(box: Mailbox) -> Place:
    return Place(box.host, box.port, box.security, box.folder)


def open_mailbox(
    *,
    actor: Actor,
    agency_id: int,
    address: str,
    server: Place,
    username: str,
    password: str = "",
    mailbox_id: int | None = None,
) -> int:
    """A new mailbox, or one that is changed; letters of earlier days are left alone. Returns its id.

    An empty password keeps the one there is, unless another server or user would be given it. Raises NotFound
    mail.no_mailbox, Forbidden mail.forbidden, Invalid mail.server, mail.server_open, mail.address_taken, mail.password_needed.
    """
    allowed(actor, agency_id)
    if code := rules.address_problem(server.host, server.security):
        raise Invalid(code, field="host")
    values: dict[str, Any] = {
        "address": address, "host": server.host, "port": server.port, "security": server.security, "folder": server.folder,
        "username": username, "active": True, "error": "",
    }  # fmt: skip
    with transaction.atomic():
        known = _load(actor, mailbox_id) if mailbox_id is not None else None
        if password:
            values["password"] = seal(PURPOSE, password)
        elif known is None or _way(known) != (server.host, server.port, server.security, username):
            raise Invalid("mail.password_needed", field="password")
        if known is None or (known.host, known.folder, known.username) != (
            server.host,
            server.folder,
            username,
        ):
            # Numbers of another folder mean nothing here.
            values |= {"since": clock.today(), "validity": 0, "last_uid": 0}
        box_id = _save(actor, agency_id, known, values)
        audit.record(
            actor, "mailbox.opened", SubjectRef("mailbox", box_id), address=address, host=server.host
        )
    return box_id


def _way(box: Mailbox) -> tuple[str, int, str, str]:
    return box.host, box.port, box.security, box.username


def _save(actor: Actor, agency_id: int, known: Mailbox | None, values: dict[str, Any]) -> int:
    rows = Mailbox.objects.for_actor(actor).filter(agency_id=agency_id)
    if known is not None:
        rows = rows.exclude(pk=known.pk)
    # Two at once are kept apart by the constraint; the second is answered as any lost race is.
    if rows.filter(address=values["address"]).exists():
        raise Invalid("mail.address_taken", field="address", address=values["address"])
    if known is None:
        return Mailbox.objects.create(agency_id=agency_id, **values).pk
    Mailbox.objects.for_actor(actor).filter(pk=known.pk).update(**values)
    return known.pk


def close_mailbox(*, actor: Actor, mailbox_id: int) -> None:
    """Nothing is read from it any more. Raises NotFound mail.no_mailbox, Forbidden mail.forbidden."""
    _switch(actor, mailbox_id, active=False)


def reopen_mailbox(*, actor: Actor, mailbox_id: int) -> None:
    """Read again, also what came meanwhile. Raises NotFound mail.no_mailbox, Forbidden mail.forbidden."""
    _switch(actor, mailbox_id, active=True)


def _switch(actor: Actor, mailbox_id: int, *, active: bool) -> None:
    with transaction.atomic():
        row = _load(actor, mailbox_id)
        Mailbox.objects.for_actor(actor).filter(pk=row.pk).update(active=active, error="")
        audit.record(actor, "mailbox.reopened" if active else "mailbox.closed", SubjectRef("mailbox", row.pk))


def try_mailbox(*, actor: Actor, mailbox_id: int) -> tuple[str, int]:
    """Sign in and open the folder, read nothing. Returns a trouble ("" when the server answered; its code, then its words) and
    how many messages lie there. Calls the network, in no transaction. Raises NotFound mail.no_mailbox, Forbidden mail.forbidden.
    """
    row = _load(actor, mailbox_id)
    audit.record(actor, "mailbox.tried", SubjectRef("mailbox", row.pk))
    error, count = "", 0
    try:
        password = unsealed(PURPOSE, bytes(row.password))
        with imap.opened(
            place_of(row), username=row.username, password=password, patience=_PATIENCE
        ) as folder:
            count = folder.count
    except imap.Trouble as trouble:
        error = f"{trouble.code}: {trouble.words}"
    except Unsealable:
        error = "sealed"
    at = {"error_at": clock.now()} if error else {}
    Mailbox.objects.for_actor(actor).filter(pk=row.pk).update(error=error, **at)
    return error, count


def _load(actor: Actor, mailbox_id: int) -> Mailbox:
    row = Mailbox.objects.for_actor(actor).filter(pk=mailbox_id).first()
    if row is None:
        raise NotFound("mail.no_mailbox")
    allowed(actor, row.agency_id)
    return row


def allowed(actor: Actor, agency_id: int) -> None:
    """Raises Forbidden mail.forbidden to whom the mailboxes are not given."""
    if reason := policies.may(actor, "connect", agency_id):
        raise Forbidden(reason)
