"""The mailbox is read: every package is written down before it is fetched, kept before it has effect, acknowledged after."""

import contextlib
import hashlib
import random
from dataclasses import replace
from datetime import datetime, timedelta

from congso.exchange import directory, rules_axis
from congso.exchange.actions.open_package import Later, open_package
from congso.exchange.actions.push import push
from congso.exchange.alone import alone
from congso.exchange.axis import AxisError, Fetched, PackageKind
from congso.exchange.door import Door
from congso.exchange.models import Connection, Inbox
from congso.exchange.signatures import found_in
from congso.kernel import clock
from congso.kernel.jobs import job
from congso.pure import edxml

_BEFORE = timedelta(days=3)  # an axis may list a package late
_DIRECTORY_AGE = timedelta(hours=20)


@job("exchange.round", retry=0, cron="* * * * *")
def visit_doors() -> None:
    """Each minute at every door: what waits goes out, what waits there comes in."""
    for connection_id in (
        Connection.objects.unscoped(reason="job of the door").filter(active=True).values_list("id", flat=True)
    ):
        push.defer(once=f"push {connection_id}", connection_id=connection_id)
        poll.defer(once=f"poll {connection_id}", connection_id=connection_id)


@job("exchange.poll", retry=0)
def poll(*, connection_id: int) -> None:
    """One visit. A trouble with one package leaves the others alone; a trouble with the axis ends the visit."""
    connection = Connection.objects.unscoped(reason="job of the door").get(pk=connection_id)
    with alone("in", connection_id) as mine:
        if not mine or not connection.active:
            return
        with contextlib.closing(Door(connection)) as door:
            _visit(connection, door)


def _visit(connection: Connection, door: Door) -> None:
    now = clock.now()
    this = Connection.objects.unscoped(reason="job of the door").filter(pk=connection.pk)
    try:
        for kind in PackageKind:
            _note_listed(connection, door, kind, (connection.polled_at or now) - _BEFORE)
        for row_id in list(_open_rows(connection, now)):
            _work(door, row_id)
    except AxisError as error:
        this.update(error=str(error)[:400], error_at=now)
        return
    this.update(polled_at=now, error="")
    if connection.directory_at is None or connection.directory_at < now - _DIRECTORY_AGE:
        _renew_directory(connection, door, now)


def _renew_directory(connection: Connection, door: Door, now: datetime) -> None:
    """An axis that tells no directory is still one to exchange with; one known from before stays in use."""
    try:
        directory.fetch(connection, door)
    except AxisError as error:
        told = {"directory_at": now} if connection.directory_at else {}
        Connection.objects.unscoped(reason="job of the door").filter(pk=connection.pk).update(
            error=str(error)[:400], error_at=now, **told
        )


def _note_listed(connection: Connection, door: Door, kind: PackageKind, since: datetime) -> None:
    now = clock.now()
    found = door.call(lambda axis: axis.listed(kind, since))
    Inbox.objects.bulk_create(
        [
            Inbox(connection=connection, remote_id=one.remote_id[:200], kind=str(kind), at=now, next_at=now)
            for one in found
        ],
        ignore_conflicts=True,
    )


def _open_rows(connection: Connection, now: datetime) -> list[int]:
    rows = Inbox.objects.unscoped(reason="job of the door").filter(
        connection=connection, acknowledged_at=None, next_at__lte=now
    )
    return list(rows.order_by("id").values_list("id", flat=True))


def _work(door: Door, row_id: int) -> None:
    """One package as far as it goes: fetched, kept, opened, acknowledged. Whoever is killed on the way goes on from there."""
    row = Inbox.objects.unscoped(reason="job of the door").get(pk=row_id)
    if row.state == Inbox.State.LISTED and not _fetch(door, row):
        return
    if row.state == Inbox.State.STORED and not _open(row):
        return
    taken = row.state in {Inbox.State.DONE, Inbox.State.DUPLICATE, Inbox.State.REFUSED}
    door.call(lambda axis: axis.acknowledge(row.remote_id, taken=taken))
    Inbox.objects.unscoped(reason="job of the door").filter(pk=row.pk).update(acknowledged_at=clock.now())


def _fetch(door: Door, row: Inbox) -> bool:
    try:
        fetched = door.call(lambda axis: axis.fetch(row.remote_id))
        body, found = _body(fetched), found_in(fetched.data)
    except AxisError as error:
        if not error.permanent:
            raise
        return _dead(row, str(error))
    except edxml.Unreadable as error:
        return _dead(row, str(error))
    row.state, row.body, row.size = Inbox.State.STORED, body, len(body)
    row.sha256 = hashlib.sha256(body).hexdigest()
    row.signature, row.signer = found.state, found.signer
    row.save(update_fields=["state", "body", "size", "sha256", "signature", "signer"])
    return True


def _body(fetched: Fetched) -> bytes:
    """Bytes that hold what the axis promised. Files that it hands over beside the message are put where it announces them."""
    message = edxml.read(fetched.data, sha256=fetched.sha256)
    return edxml.write(_filled(message, dict(fetched.files))) if fetched.files else fetched.data


def _filled(message: edxml.Message, files: dict[str, bytes]) -> edxml.Message:
    known = {one.name for one in message.attachments}
    held = [
        replace(one, content=files[one.name]) if one.content is None and one.name in files else one
        for one in message.attachments
    ]
    more = [
        edxml.Attachment(f"beside-{position}", name, content)
        for position, (name, content) in enumerate(files.items(), start=1)
        if name not in known
    ]
    return replace(message, attachments=(*held, *more))


def _open(row: Inbox) -> bool:
    """True when the package has had its effect, or never will."""
    try:
        open_package(row)
    except Later as reason:
        return _again(row, str(reason))
    except edxml.Unreadable as error:
        return _dead(row, str(error))
    return True


def _again(row: Inbox, reason: str) -> bool:
    """It may become possible: a status that overtook its document, a database that was busy."""
    tries = row.tries + 1
    if tries >= rules_axis.INBOX_TRIES:
        return _dead(row, reason)
    wait = rules_axis.wait_after(tries, random.random())  # noqa: S311  spreads tries, guards nothing
    Inbox.objects.unscoped(reason="job of the door").filter(pk=row.pk).update(
        tries=tries, next_at=clock.now() + timedelta(seconds=wait), error=reason[:400]
    )
    return False


def _dead(row: Inbox, reason: str) -> bool:
    row.state, row.error = Inbox.State.DEAD, reason[:400]
    row.save(update_fields=["state", "error"])
    return True
