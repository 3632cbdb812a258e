"""Packages taken from a member, kept for others, handed over, acknowledged. A member reaches its own mailbox and no other."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Count, Min, Q

from congso.exchange.axis import PackageKind
from congso.exchange.hub.registry import find
from congso.exchange.models import Copy, Member, Parcel
from congso.exchange.packages import key_of
from congso.kernel import clock
from congso.kernel.ids import uuid7
from congso.kernel.jobs import job
from congso.pure import edxml

PAGE: Final = 200  # lines a visit gets; the rest comes with the next, when these are acknowledged
_KEPT: Final = timedelta(days=30)
_OPEN: Final = (Copy.State.INITIAL, Copy.State.PROCESSING)
_WAITS: Final = "SELECT 1 FROM exchange_copy WHERE receiver_id = %s AND kind = %s AND state IN ('initial', 'processing') LIMIT 1"


class HubRefusal(Exception):
    """A call that was not done. `code` is one of the provincial axis' numbers (STANDARDS of the field)."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words


@dataclass(frozen=True, slots=True)
class MailboxLine:
    public_id: str
    kind: str
    sender: str
    receiver: str
    title: str
    notation: str
    state: str
    at: datetime
    state_at: datetime


def accept(member: Member, kind: str, data: bytes, sha256: str = "") -> str:
    """Take a package; committed when this returns. The same one sent again while it still waits keeps its id.

    Raises HubRefusal 10 (hash), 22 (no message, or of another kind), 19 (in another's name), 18 and 23 (receivers).
    """
    try:
        message = edxml.read(data, sha256=sha256)
        key = key_of(message)
    except edxml.Unreadable as error:
        raise HubRefusal(10 if error.code == "hash_differs" else 22, str(error)) from error
    except edxml.NotWritable as error:
        raise HubRefusal(22, str(error)) from error
    if (message.kind is edxml.Kind.STATUS) != (kind == PackageKind.STATUS):
        raise HubRefusal(22, "another kind of message")
    if message.header.sender.organ_id.strip().upper() not in {member.code, member.old_code} - {""}:
        raise HubRefusal(19, "sent in another's name")
    receivers = _receivers(message)
    header, now = message.header, clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {
            "lock": f"{member.pk} {key}", "sender": member.pk, "key": key, "public_id": uuid7(), "kind": kind, "size": len(data),
            "document_id": message.concerned_document_id[:150], "title": header.subject[:500], "notation": str(header.code)[:50],
            "body": data, "sha256": hashlib.sha256(data).hexdigest(), "now": now, "receivers": [one.pk for one in receivers],
        })  # fmt: skip
        cursor.nextset()
        (public_id,) = cursor.fetchone()
    return str(public_id)


# One journey to the database and one commit. Two calls with the same package at once: the second waits at the lock and then, with a
# look of its own at the tables, finds what the first one made.
_KEEP: Final = """
SELECT pg_advisory_xact_lock(hashtextextended(%(lock)s, 1));
WITH known AS (
  SELECT public_id FROM exchange_parcel p WHERE sender_id = %(sender)s AND key = %(key)s AND EXISTS (
    SELECT 1 FROM exchange_copy c WHERE c.parcel_id = p.id AND c.state IN ('initial', 'processing'))
  ORDER BY id LIMIT 1
), made AS (
  INSERT INTO exchange_parcel (public_id, sender_id, kind, document_id, title, notation, key, body, size, sha256, at)
  SELECT %(public_id)s, %(sender)s, %(kind)s, %(document_id)s, %(title)s, %(notation)s, %(key)s, %(body)s, %(size)s, %(sha256)s, %(now)s
  WHERE NOT EXISTS (SELECT 1 FROM known) RETURNING id, public_id
), placed AS (
  INSERT INTO exchange_copy (parcel_id, receiver_id, kind, state, state_at)
  SELECT made.id, receiver, %(kind)s, 'initial', %(now)s FROM made, unnest(%(receivers)s::bigint[]) receiver
)
SELECT public_id FROM known UNION ALL SELECT public_id FROM made
"""


def _receivers(message: edxml.Message) -> list[Member]:
    """Of a document its `To`; of a status whoever sent, or with 13 received, the document it speaks of."""
    status = message.status
    codes = [status.response_for.organ_id] if status else [one.organ_id for one in message.header.receivers]
    found: dict[int, Member] = {}
    for code in codes:
        row = find(code)
        if row is None:
            raise HubRefusal(18, f"no such receiver: {code}")
        if not row.active:
            raise HubRefusal(23, f"receiver locked: {code}")
        found[row.pk] = row
    if not found:
        raise HubRefusal(18, "no receiver")
    return list(found.values())


def listed(member: Member, kind: str) -> list[MailboxLine]:
    """What waits, oldest first, however old; a new page comes when these are acknowledged."""
    if not _waits(member, kind):
        return []
    rows = Copy.objects.of_member(member).filter(kind=kind, state__in=_OPEN).order_by("id")
    return [
        _line(row) for row in rows.select_related("parcel__sender", "receiver").defer("parcel__body")[:PAGE]
    ]


def _waits(member: Member, kind: str) -> bool:
    """Most mailboxes are empty most of the time: one look into the index of what waits (`exchange_mailbox`)."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, [member.pk, kind])
        return cursor.fetchone() is not None


def sent(member: Member, kind: str, since: datetime | None = None) -> list[MailboxLine]:
    """What the member sent, newest first, a line for each receiver with the transport's state."""
    rows = Copy.objects.sent_by(member).filter(kind=kind)
    if since is not None:
        rows = rows.filter(parcel__at__gte=since)
    rows = rows.select_related("parcel__sender", "receiver").defer("parcel__body").order_by("-id")
    return [_line(row) for row in rows[:PAGE]]


def _line(row: Copy) -> MailboxLine:
    parcel = row.parcel
    return MailboxLine(
        str(parcel.public_id), row.kind, parcel.sender.code, row.receiver.code, parcel.title, parcel.notation, row.state,
        parcel.at, row.state_at,
    )  # fmt: skip


def fetch(member: Member, public_id: str) -> tuple[Parcel, bytes]:
    """The parcel and its bytes. Raises HubRefusal 10 for what is not in this mailbox, or was cleared away."""
    row = _own(member, public_id)
    if row is None or row.parcel.body is None:
        raise HubRefusal(10, "not in this mailbox")
    Copy.objects.of_member(member).filter(pk=row.pk, state=Copy.State.INITIAL).update(
        state=Copy.State.PROCESSING, state_at=clock.now()
    )
    return row.parcel, bytes(row.parcel.body)


def acknowledge(member: Member, public_id: str, state: str) -> None:
    """`done`, `fail` or `processing`; what is done stays so. Raises HubRefusal 10, 21."""
    if state not in {Copy.State.DONE, Copy.State.FAIL, Copy.State.PROCESSING}:
        raise HubRefusal(21, f"no such state: {state}")
    row = _own(member, public_id)
    if row is None:
        raise HubRefusal(10, "not in this mailbox")
    Copy.objects.of_member(member).filter(pk=row.pk, state__in=_OPEN).update(
        state=state, state_at=clock.now()
    )


def _own(member: Member, public_id: str) -> Copy | None:
    try:
        wanted = uuid.UUID(public_id)
    except ValueError:
        return None
    rows = Copy.objects.of_member(member).select_related("parcel__sender")
    return rows.filter(parcel__public_id=wanted).first()


@dataclass(frozen=True, slots=True)
class Figures:
    """Documents and statuses of one member since a moment. `waiting`: in its mailbox now."""

    code: str
    name: str
    active: bool
    sent: int
    received: int
    waiting: int
    unreadable: int
    seen_at: datetime | None
    # Until a member's first status on a document in its mailbox, on average; None without any.
    answers_after: timedelta | None = None
    changing: bool = False  # a new secret waits for its first use


def figures(since: datetime) -> list[Figures]:
    """A row for each member, by code, in five queries."""
    outgoing = dict(
        Parcel.objects.unscoped(reason="the whole hub")
        .filter(at__gte=since)
        .values_list("sender_id")
        .annotate(Count("id"))
    )
    box = _mailboxes(since)
    answers = _answer_times(since)
    nothing = (0, 0, 0)
    return [
        Figures(
            code=one.code,
            name=one.name,
            active=one.active,
            sent=outgoing.get(one.pk, 0),
            received=box.get(one.pk, nothing)[0],
            waiting=box.get(one.pk, nothing)[1],
            unreadable=box.get(one.pk, nothing)[2],
            seen_at=one.seen_at,
            answers_after=answers.get(one.pk),
            changing=bool(one.next_secret),
        )
        for one in Member.objects.unscoped(reason="the whole hub").order_by("code")
    ]


def _answer_times(since: datetime) -> dict[int, timedelta]:
    """Of documents that came since: how long until the first status of each member on each."""
    documents = (
        Copy.objects.unscoped(reason="the whole hub")
        .filter(kind=str(PackageKind.DOCUMENT), parcel__at__gte=since)
        .order_by("-id")
    )
    came = {
        (receiver, document_id): at
        for receiver, document_id, at in documents.values_list(
            "receiver_id", "parcel__document_id", "parcel__at"
        )
    }
    told = (
        Parcel.objects.unscoped(reason="the whole hub")
        .filter(kind=str(PackageKind.STATUS), at__gte=since)
        .values_list("sender_id", "document_id")
    )
    waits: dict[int, list[timedelta]] = {}
    for sender, document_id, first in told.annotate(first=Min("at")):
        at = came.get((sender, document_id))
        if at is not None:
            waits.setdefault(sender, []).append(max(first - at, timedelta()))
    return {sender: sum(found, timedelta()) / len(found) for sender, found in waits.items()}


def _mailboxes(since: datetime) -> dict[int, tuple[int, int, int]]:
    """Taken, waiting, unreadable of each mailbox."""
    rows = (
        Copy.objects.unscoped(reason="the whole hub")
        .filter(Q(state_at__gte=since) | Q(state__in=_OPEN))
        .values_list("receiver_id")
    )
    counted = rows.annotate(
        done=Count("id", filter=Q(state=Copy.State.DONE)),
        open=Count("id", filter=Q(state__in=_OPEN)),
        bad=Count("id", filter=Q(state=Copy.State.FAIL)),
    )
    return {row[0]: (row[1], row[2], row[3]) for row in counted}


@job("exchange.clear_parcels", retry=0, cron="20 2 * * *")
def clear_parcels() -> None:
    """The bytes of parcels that everybody took a month ago; their lines stay as the trace."""
    before = clock.now() - _KEPT
    waiting = Copy.objects.unscoped(reason="the whole hub").filter(state__in=_OPEN).values("parcel_id")
    Parcel.objects.unscoped(reason="the whole hub").filter(at__lt=before, body__isnull=False).exclude(
        pk__in=waiting
    ).update(body=None)
