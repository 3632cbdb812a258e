"""The packages that went and came through an agency's door, as its screen lists them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Model, QuerySet

from congso.exchange import policies
from congso.exchange.models import Delivery, Inbox, Outbox
from congso.kernel import pagination
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden

ROWS: Final = 50
_DEAD: Final = ("dead", "expired")


@dataclass(frozen=True, slots=True)
class PackageLine:
    """`other`: the agency at the other end, as far as it is known; `title`: number and subject of the document it is about;
    `code`: of a status; `done_at`: taken by the axis, or acknowledged to it; `signature`: as in
    `signatures.Found`, of what went "trusted" when it was signed."""

    id: int
    way: str
    kind: str
    code: str
    other: str
    title: str
    state: str
    tries: int
    error: str
    at: datetime
    done_at: datetime | None
    dead: bool
    signature: str = ""
    signer: str = ""


def dead_count(actor: Actor) -> int:
    """Packages of the actor's agency that wait for a hand."""
    gone = Outbox.objects.for_actor(actor).filter(state__in=_DEAD)
    return gone.count() + Inbox.objects.for_actor(actor).filter(state="dead").count()


def packages(
    actor: Actor, agency_id: int, way: str, *, dead: bool, older: str, newer: str
) -> pagination.Page[PackageLine]:
    """Newest first. `way`: out or in. Raises Forbidden exchange.forbidden."""
    if reason := policies.may(actor, "view", agency_id):
        raise Forbidden(reason)
    if way == "in":
        come = Inbox.objects.for_actor(actor).filter(connection__agency_id=agency_id).defer("body")
        come = come.select_related("delivery__envelope")
        return _page(come.filter(state="dead") if dead else come, _come, older, newer)
    gone = (
        Outbox.objects.for_actor(actor)
        .filter(connection__agency_id=agency_id)
        .select_related("delivery__envelope__sender")
    )
    return _page(gone.filter(state__in=_DEAD) if dead else gone, _gone, older, newer)


def _page(rows: QuerySet[Any], line: Any, older: str, newer: str) -> pagination.Page[PackageLine]:
    after = _id_of(newer)
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: ROWS + 1])
        more_newer, found = len(found) > ROWS, found[:ROWS][::-1]
        more_older = True
    else:
        before = _id_of(older)
        wanted = rows if before is None else rows.filter(pk__lt=before)
        found = list(wanted.order_by("-pk")[: ROWS + 1])
        more_older, found, more_newer = len(found) > ROWS, found[:ROWS], before is not None
    return pagination.Page(
        [line(row) for row in found],
        older=_cursor(found[-1]) if found and more_older else "",
        newer=_cursor(found[0]) if found and more_newer else "",
    )


def _cursor(row: Model) -> str:
    return pagination.encode([row.pk])


def _id_of(cursor: str) -> int | None:
    values = pagination.decode(cursor) if cursor else None
    return values[0] if values and len(values) == 1 and isinstance(values[0], int) else None


def _title(delivery: Delivery | None) -> str:
    if delivery is None:
        return ""
    fields = delivery.envelope.fields
    code = "/".join(str(fields[name]) for name in ("number", "symbol") if fields.get(name))
    return " · ".join(part for part in (code, str(fields.get("subject") or "")) if part)


def _gone(row: Outbox) -> PackageLine:
    delivery, code = row.delivery, str(row.status.get("code", ""))
    back = row.kind == "status" and code != "13"
    name = delivery.envelope.sender_name if back else delivery.receiver_name
    return PackageLine(
        id=row.pk, way="out", kind=row.kind, code=code, other=name or row.receiver_code, title=_title(delivery),
        state=row.state, tries=row.tries, error=row.error, at=row.at, done_at=row.sent_at, dead=row.state in _DEAD,
        signature="trusted" if row.signer else "", signer=row.signer,
    )  # fmt: skip


def _come(row: Inbox) -> PackageLine:
    delivery = row.delivery
    status = row.kind == "status"
    name = (delivery.receiver_name if status else delivery.envelope.sender_name) if delivery else ""
    return PackageLine(
        id=row.pk, way="in", kind=row.kind, code="", other=name or row.remote_id, title=_title(delivery), state=row.state,
        tries=row.tries, error=row.error, at=row.at, done_at=row.acknowledged_at, dead=row.state == "dead",
        signature=row.signature, signer=row.signer,
    )  # fmt: skip
