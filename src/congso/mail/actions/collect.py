"""Mailboxes are visited: each message filed once, by its Message-ID; what cannot be filed stays on the server and is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.jobs import job
from congso.kernel.sealing import Unsealable, unsealed
from congso.mail import imap, inbound, rules
from congso.mail.actions.file_letter import NotFiled, file_letter
from congso.mail.actions.open_mailbox import PURPOSE, place_of
from congso.mail.events import LetterLeftBehind
from congso.mail.models import Mailbox, Received
from congso.mail.scopes import MailboxQuerySet

# A visitor who is killed keeps others out for so long; a long visit renews its stay with each message.
_STAY = timedelta(minutes=10)
_MEGA = 1024 * 1024
# The server counts days by its own clock.
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Known:
    """A message by what it is known by."""

    box: Mailbox
    key: str
    uid: int
    size: int

    def row(self) -> Received | None:
        """One effect in the agency: a message to two of its addresses is one message."""
        rows = Received.objects.for_actor(Actor.system(self.box.agency_id))
        return rows.filter(mailbox__agency_id=self.box.agency_id, key=self.key).order_by("id").first()

    def filed(self) -> bool:
        row = self.row()
        return row is not None and row.state == Received.State.FILED


def _boxes() -> MailboxQuerySet[Mailbox]:
    return Mailbox.objects.unscoped(reason="the job that visits every mailbox")


@job("mail.visit_mailboxes", retry=0, cron="* * * * *")
def visit_mailboxes() -> None:
    for mailbox_id in _boxes().filter(active=True).values_list("id", flat=True):
        collect.defer(once=f"mailbox {mailbox_id}", mailbox_id=mailbox_id)


@job("mail.collect", retry=0)
def collect(*, mailbox_id: int) -> None:
    """One visit. A trouble with one message leaves the others alone; a trouble with the server ends the visit."""
    with _alone(mailbox_id) as box:
        if box is None:
            return
        try:
            with _folder(box) as folder:
                _visit(box, folder)
        except (imap.Trouble, Unsealable) as trouble:
            words = f"{trouble.code}: {trouble.words}" if isinstance(trouble, imap.Trouble) else "sealed"
            _boxes().filter(pk=box.pk).update(error=words, error_at=clock.now())
            return
        _boxes().filter(pk=box.pk).update(polled_at=clock.now(), error="")


@contextmanager
def _alone(mailbox_id: int) -> Iterator[Mailbox | None]:
    now = clock.now()
    free = Q(busy_until=None) | Q(busy_until__lt=now)
    rows = _boxes().filter(free, pk=mailbox_id, active=True)
    if not rows.update(busy_until=now + _STAY):
        yield None
        return
    try:
        yield _boxes().get(pk=mailbox_id)
    finally:
        _boxes().filter(pk=mailbox_id).update(busy_until=None)


@contextmanager
def _folder(box: Mailbox) -> Iterator[imap.Folder]:
    password = unsealed(PURPOSE, bytes(box.password))
    with imap.opened(place_of(box), username=box.username, password=password) as folder:
        yield folder


def _visit(box: Mailbox, folder: imap.Folder) -> None:
    if folder.validity != box.validity:
        # Numbers were given anew: all since the first day are looked at again and known by their Message-IDs.
        box.validity, box.last_uid = folder.validity, 0
    for uid in folder.numbers(box.last_uid, box.since - _A_DAY):
        _take(box, folder, uid)
        box.last_uid = uid
        _boxes().filter(pk=box.pk).update(last_uid=uid, validity=box.validity, busy_until=clock.now() + _STAY)


def _take(box: Mailbox, folder: imap.Folder, uid: int) -> None:
    """One message as far as it goes. Killed before the number is noted, it is looked at again and known."""
    size = folder.size(uid)
    if size > settings.CONGSO_MAIL_IN_LIMIT:
        head = folder.head(uid)
        known = _Known(box, rules.message_key(inbound.message_id(head), head), uid, size)
        limits = {"size": -(-size // _MEGA), "limit": settings.CONGSO_MAIL_IN_LIMIT // _MEGA}
        _left(known, "oversize", {"sender": inbound.sender(head) or box.address, **limits})
        return
    data = folder.fetch(uid)
    known = _Known(box, rules.message_key(inbound.message_id(data), data), uid, size)
    if data and (known.row() is not None or _filed(known, data)) and known.filed():
        folder.seen(uid)


def _filed(known: _Known, data: bytes) -> bool:
    try:
        noted = {"mailbox": known.box, "key": known.key, "uid": known.uid, "size": known.size}
        file_letter(box=known.box, message=inbound.read(data), noted=noted)
    except inbound.Broken:
        _left(known, "broken", {"sender": inbound.sender(data) or known.box.address})
        return False
    except NotFiled as reason:
        _left(known, "marked", {}, reason.incident_id)
        return False
    return True


def _left(known: _Known, state: str, params: dict[str, Any], incident_id: int | None = None) -> None:
    """Written down once, with one sentence to the clerks. The message stays unread on the server."""
    with transaction.atomic():
        _row, fresh = known.box.messages.get_or_create(
            key=known.key,
            defaults={
                "sender": str(params.get("sender", ""))[:300], "state": state, "uid": known.uid, "size": known.size, "at": clock.now(),
            },
        )  # fmt: skip
        if fresh:
            events.publish(LetterLeftBehind(known.box.agency_id, f"mail.{state}", incident_id, params))
