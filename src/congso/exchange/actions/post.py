"""Packages put into the outbox, in the transaction of the act that made them; and tried again by hand."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from congso.audit import api as audit
from congso.exchange import policies, rules
from congso.exchange.actions.push import push, tell_sender
from congso.exchange.axis import PackageKind
from congso.exchange.models import Connection, Delivery, Inbox, Outbox
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, NotFound
from congso.kernel.refs import SubjectRef


def door_of(agency_id: int) -> Connection | None:
    return (
        Connection.objects.unscoped(reason="asked by the act")
        .filter(agency_id=agency_id, active=True)
        .first()
    )


def post_document(connection: Connection, delivery: Delivery) -> None:
    _put(connection, delivery, PackageKind.DOCUMENT, delivery.receiver_code, {})


def post_status(delivery: Delivery, code: str, note: str, actor: Actor) -> None:
    """A status that concerns an agency elsewhere goes there; between two agencies of this installation nothing is posted."""
    if code in rules.BY_SENDER:
        own, receiver_code = delivery.envelope.sender_id, delivery.receiver_code
    else:
        own, receiver_code = delivery.receiver_id, delivery.envelope.sender_code
    connection = door_of(own) if own is not None and receiver_code else None
    if connection is None:
        return
    told = {
        "code": code, "note": note, "staff": actor.name, "department": actor.post_title,
        "at": clock.now().replace(microsecond=0).isoformat(),
    }  # fmt: skip
    _put(connection, delivery, PackageKind.STATUS, receiver_code, told)


def _put(
    connection: Connection, delivery: Delivery, kind: PackageKind, receiver_code: str, status: dict[str, str]
) -> None:
    now = clock.now()
    Outbox.objects.create(
        connection=connection,
        delivery=delivery,
        kind=str(kind),
        receiver_code=receiver_code,
        status=status,
        at=now,
        next_at=now,
        expires_at=now + timedelta(hours=connection.expire_hours),
    )
    push.defer(once=f"push {connection.pk}", connection_id=connection.pk)


def replace_dead(connection: Connection, subject: SubjectRef, codes: Sequence[str]) -> None:
    """What could not leave is sent again in a new envelope: the old package is not to be tried any more."""
    Outbox.objects.unscoped(reason="asked by the act").filter(
        connection=connection, kind=str(PackageKind.DOCUMENT), receiver_code__in=codes,
        state__in=(Outbox.State.DEAD, Outbox.State.EXPIRED), delivery__envelope__subject_kind=subject.kind,
        delivery__envelope__subject_id=subject.id,
    ).update(state=Outbox.State.REPLACED)  # fmt: skip


def retry(*, actor: Actor, outbox_id: int) -> None:
    """Try a dead letter or an expired package again, with a new time limit. Raises NotFound, Forbidden, Conflict."""
    with transaction.atomic():
        row = (
            Outbox.objects.unscoped(reason="asked by the act")
            .select_for_update(of=("self",))
            .select_related("connection", "delivery__envelope")
            .filter(pk=outbox_id)
            .first()
        )
        if row is None:
            raise NotFound("exchange.no_package")
        if reason := policies.may(actor, "retry", row.connection.agency_id):
            raise Forbidden(reason)
        if row.state not in {Outbox.State.DEAD, Outbox.State.EXPIRED}:
            raise Conflict("exchange.package_not_dead")
        now = clock.now()
        Outbox.objects.unscoped(reason="asked by the act").filter(pk=row.pk).update(
            state=Outbox.State.QUEUED, tries=0, next_at=now, error="",
            expires_at=now + timedelta(hours=row.connection.expire_hours),
        )  # fmt: skip
        if (
            Delivery.objects.unscoped(reason="asked by the act")
            .filter(pk=row.delivery_id, state=rules.FAILED)
            .update(state=rules.QUEUED, state_at=now)
        ):
            tell_sender(row.delivery, "waiting")
        push.defer(once=f"push {row.connection_id}", connection_id=row.connection_id)
        audit.record(actor, "package.retried", SubjectRef("package", row.pk))


def open_again(*, actor: Actor, inbox_id: int) -> None:
    """Try a package that came and could not be read or placed once more. Raises NotFound, Forbidden, Conflict."""
    with transaction.atomic():
        rows = (
            Inbox.objects.unscoped(reason="asked by the act")
            .select_for_update(of=("self",))
            .select_related("connection")
            .defer("body")
        )
        row = rows.filter(pk=inbox_id).first()
        if row is None:
            raise NotFound("exchange.no_package")
        if reason := policies.may(actor, "retry", row.connection.agency_id):
            raise Forbidden(reason)
        if row.state != Inbox.State.DEAD:
            raise Conflict("exchange.package_not_dead")
        state = Inbox.State.STORED if row.size else Inbox.State.LISTED
        Inbox.objects.unscoped(reason="asked by the act").filter(pk=row.pk).update(
            state=state, acknowledged_at=None, tries=0, next_at=clock.now(), error=""
        )
        audit.record(actor, "package.reopened", SubjectRef("package", row.pk))
