"""An agency's door to an axis: opened, changed, closed, its secrets renewed while it works."""

import contextlib
from typing import Final

from django.db import transaction

from congso.audit import api as audit
from congso.exchange import credentials, directory, policies
from congso.exchange.adapters import ADAPTERS
from congso.exchange.axis import AxisError, PackageKind
from congso.exchange.door import Door
from congso.exchange.models import Connection
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden, Invalid
from congso.kernel.refs import SubjectRef

_PATIENCE: Final = 15.0  # seconds that somebody waits before a screen


def allowed(actor: Actor, agency_id: int) -> None:
    """Raises Forbidden exchange.forbidden to whom the door is not given."""
    if reason := policies.may(actor, "connect", agency_id):
        raise Forbidden(reason)


def connect(
    *,
    actor: Actor,
    agency_id: int,
    adapter: str,
    endpoint: str,
    system_id: str,
    client_certificate: str | None = None,
) -> int:
    """Open or change the agency's one door; returns its id. Secrets are set apart (`set_credentials`); another
    address takes them away. `client_certificate` None: as it was.

    Raises Forbidden exchange.forbidden, Invalid exchange.unknown_adapter, exchange.endpoint.
    """
    allowed(actor, agency_id)
    if adapter not in ADAPTERS:
        raise Invalid("exchange.unknown_adapter", field="adapter")
    if adapter != "demo" and not endpoint.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise Invalid("exchange.endpoint", field="endpoint")
    values = {
        "adapter": adapter, "endpoint": endpoint, "system_id": system_id, "active": True,
    }  # fmt: skip
    if client_certificate is not None:
        values["client_certificate"] = client_certificate
    with transaction.atomic():
        elsewhere = (
            Connection.objects.for_actor(actor)
            .filter(agency_id=agency_id)
            .exclude(adapter=adapter, endpoint=endpoint)
        )
        # Secrets cannot be read back, so they are not sent to another address either.
        elsewhere.update(secrets=b"", next_secrets=b"", directory_at=None, error="")
        row, _ = Connection.objects.for_actor(actor).update_or_create(agency_id=agency_id, defaults=values)
        audit.record(
            actor, "connection.opened", SubjectRef("connection", row.pk), adapter=adapter, endpoint=endpoint
        )
    return row.pk


def set_credentials(
    *, actor: Actor, agency_id: int, secret: str, username: str = "", password: str = ""
) -> None:
    """The first ones, or ones that follow: the old ones work until the axis takes the new. Raises Forbidden, Invalid
    exchange.no_connection."""
    allowed(actor, agency_id)
    sealed = credentials.seal(secret=secret, username=username, password=password)
    with transaction.atomic():
        row = Connection.objects.for_actor(actor).select_for_update().filter(agency_id=agency_id).first()
        if row is None:
            raise Invalid("exchange.no_connection")
        name = "next_secrets" if row.secrets else "secrets"
        Connection.objects.for_actor(actor).filter(pk=row.pk).update(**{name: sealed})
        audit.record(
            actor, "connection.secrets", SubjectRef("connection", row.pk), following=bool(row.secrets)
        )


def disconnect(*, actor: Actor, agency_id: int) -> None:
    """Nothing is sent or asked for any more; what waits goes on waiting. Raises Forbidden, Invalid exchange.no_connection."""
    allowed(actor, agency_id)
    with transaction.atomic():
        if not Connection.objects.for_actor(actor).filter(agency_id=agency_id).update(active=False):
            raise Invalid("exchange.no_connection")
        row = Connection.objects.for_actor(actor).get(agency_id=agency_id)
        audit.record(actor, "connection.closed", SubjectRef("connection", row.pk))


def reconnect(*, actor: Actor, agency_id: int) -> None:
    """The closed door opens again with what was set. Raises Forbidden, Invalid exchange.no_connection."""
    allowed(actor, agency_id)
    with transaction.atomic():
        if not Connection.objects.for_actor(actor).filter(agency_id=agency_id).update(active=True):
            raise Invalid("exchange.no_connection")
        row = Connection.objects.for_actor(actor).get(agency_id=agency_id)
        audit.record(actor, "connection.opened", SubjectRef("connection", row.pk), adapter=row.adapter)


def try_door(*, actor: Actor, agency_id: int) -> tuple[str, int]:
    """Knock: the mailbox is asked for and the directory fetched. Returns the code of an AxisError ("" when the axis answered) and
    how many agencies it lists. Calls the network, in no transaction. Raises Forbidden, Invalid exchange.no_connection.
    """
    allowed(actor, agency_id)
    row = Connection.objects.for_actor(actor).filter(agency_id=agency_id).first()
    if row is None:
        raise Invalid("exchange.no_connection")
    now = clock.now()
    audit.record(actor, "connection.tried", SubjectRef("connection", row.pk))
    try:
        with contextlib.closing(Door(row, patience=_PATIENCE)) as door:
            door.call(lambda axis: axis.listed(PackageKind.STATUS, now))
            listed = directory.fetch(row, door)
    except AxisError as error:
        Connection.objects.for_actor(actor).filter(pk=row.pk).update(error=str(error)[:400], error_at=now)
        return error.code, 0
    Connection.objects.for_actor(actor).filter(pk=row.pk).update(error="")
    return "", listed
