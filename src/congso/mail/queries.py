"""Reads of letters and mailboxes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from congso.documents import api as documents
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden, NotFound
from congso.mail import policies
from congso.mail.models import Letter, Mailbox, Received


@dataclass(frozen=True, slots=True)
class LinkFile:
    id: int
    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What the holder of a letter's address sees."""

    agency_id: int
    outgoing_id: int
    code: str
    kind: str
    subject: str
    issuer: str
    issued_date: date | None
    until: datetime
    files: tuple[LinkFile, ...]


@dataclass(frozen=True, slots=True)
class LetterRow:
    """`state`: waiting, sent, refused, dead, dropped; `error`: the server's words."""

    id: int
    recipient_id: int
    address: str
    state: str
    linked: bool
    tries: int
    next_at: datetime
    sent_at: datetime | None
    error: str


@dataclass(frozen=True, slots=True)
class MailboxRow:
    """A mailbox as its administrator sees it: without the password. `error`: code of a trouble and the server's words; `filed` and
    `left`: messages that became arrivals, and that did not."""

    id: int
    address: str
    host: str
    port: int
    security: str
    username: str
    folder: str
    active: bool
    polled_at: datetime | None
    error: str
    error_at: datetime | None
    since: date
    filed: int
    left: int


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A message that was not filed. `state`: marked, oversize, broken; `address`: of the mailbox it came to."""

    sender: str
    address: str
    state: str
    size: int
    at: datetime


def link(token: str) -> LinkPage | None:
    """None for an unknown address, one whose day is over, and a document recalled or restricted meanwhile: not told apart."""
    row = (
        Letter.objects.unscoped(reason="who holds the secret of the link is let in by it")
        .filter(token=token, link_until__gt=clock.now())
        .first()
    )
    if row is None:
        return None
    try:
        issued = documents.issued_letter(actor=Actor.system(row.agency_id), outgoing_id=row.outgoing_id)
    except NotFound:
        return None
    if not issued.open or policies.may_leave(restricted=issued.restricted):
        return None
    return LinkPage(
        agency_id=row.agency_id,
        outgoing_id=row.outgoing_id,
        code=issued.code,
        kind=issued.kind,
        subject=issued.subject,
        issuer=issued.issuer,
        issued_date=issued.issued_date,
        until=row.link_until.astimezone(clock.VIETNAM),
        files=tuple(LinkFile(one.id, one.name, one.mime, one.size) for one in issued.files),
    )


def letters(*, actor: Actor, outgoing_id: int) -> dict[int, LetterRow]:
    """Line of the document → its letter, for clerks of the agency. One query."""
    rows = Letter.objects.for_actor(actor).filter(outgoing_id=outgoing_id)
    return {
        row.recipient_id: LetterRow(
            row.pk, row.recipient_id, row.address, row.state, row.linked, row.tries, row.next_at, row.sent_at, row.error
        )
        for row in rows
    }  # fmt: skip


def mailboxes(*, actor: Actor, agency_id: int) -> list[MailboxRow]:
    """By address. One query. Raises Forbidden mail.forbidden."""
    _may_view(actor, agency_id)
    filed = Count("messages", filter=Q(messages__state=Received.State.FILED))
    rows = Mailbox.objects.for_actor(actor).filter(agency_id=agency_id)
    return [_row(one) for one in rows.annotate(filed=filed, every=Count("messages")).order_by("address")]


def _row(one: Any) -> MailboxRow:
    return MailboxRow(
        one.pk, one.address, one.host, one.port, one.security, one.username, one.folder, one.active, local(one.polled_at),
        one.error, local(one.error_at), one.since, one.filed, one.every - one.filed,
    )  # fmt: skip


def left_behind(*, actor: Actor, agency_id: int, most: int = 100) -> list[ReceivedRow]:
    """Messages that stayed on the server only, newest first. Raises Forbidden mail.forbidden."""
    _may_view(actor, agency_id)
    rows = Received.objects.for_actor(actor).filter(mailbox__agency_id=agency_id)
    rows = rows.exclude(state=Received.State.FILED).select_related("mailbox").order_by("-id")
    return [
        ReceivedRow(row.sender, row.mailbox.address, row.state, row.size, row.at.astimezone(clock.VIETNAM))
        for row in rows[:most]
    ]


def local(moment: datetime | None) -> datetime | None:
    return moment.astimezone(clock.VIETNAM) if moment else None


def _may_view(actor: Actor, agency_id: int) -> None:
    if reason := policies.may(actor, "view", agency_id):
        raise Forbidden(reason)
