"""An agency's door to an axis: opened, changed, closed, its secrets renewed while it works."""

from django.db import transaction

from congso.audit import api as audit
from congso.exchange import credentials, policies
from congso.exchange.adapters import ADAPTERS
from congso.exchange.models import Connection
from congso.kernel.actor import Actor
from congso.kernel.errors import Forbidden, Invalid
from congso.kernel.refs import SubjectRef


def _allowed(actor: Actor, agency_id: int) -> None:
    if reason := policies.may(actor, "connect", agency_id):
        raise Forbidden(reason)


def connect(
    *, actor: Actor, agency_id: int, adapter: str, endpoint: str, system_id: str, client_certificate: str = ""
) -> int:
    """Open or change the agency's one door; returns its id. Secrets are set apart (`set_credentials`).

    Raises Forbidden exchange.forbidden, Invalid exchange.unknown_adapter, exchange.endpoint.
    """
    _allowed(actor, agency_id)
    if adapter not in ADAPTERS:
        raise Invalid("exchange.unknown_adapter", field="adapter")
    if adapter != "demo" and not endpoint.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise Invalid("exchange.endpoint", field="endpoint")
    values = {
        "adapter": adapter, "endpoint": endpoint, "system_id": system_id, "client_certificate": client_certificate, "active": True,
    }  # fmt: skip
    with transaction.atomic():
        row, _ = Connection.objects.update_or_create(agency_id=agency_id, defaults=values)
        audit.record(
            actor, "connection.opened", SubjectRef("connection", row.pk), adapter=adapter, endpoint=endpoint
        )
    return row.pk


def set_credentials(
    *, actor: Actor, agency_id: int, secret: str, username: str = "", password: str = ""
) -> None:
    """The first ones, or ones that follow: the old ones work until the axis takes the new. Raises Forbidden, Invalid
    exchange.no_connection."""
    _allowed(actor, agency_id)
    sealed = credentials.seal(secret=secret, username=username, password=password)
    with transaction.atomic():
        row = Connection.objects.select_for_update().filter(agency_id=agency_id).first()
        if row is None:
            raise Invalid("exchange.no_connection")
        name = "next_secrets" if row.secrets else "secrets"
        Connection.objects.filter(pk=row.pk).update(**{name: sealed})
        audit.record(
            actor, "connection.secrets", SubjectRef("connection", row.pk), following=bool(row.secrets)
        )


def disconnect(*, actor: Actor, agency_id: int) -> None:
    """Nothing is sent or asked for any more; what waits goes on waiting. Raises Forbidden, Invalid exchange.no_connection."""
    _allowed(actor, agency_id)
    with transaction.atomic():
        if not Connection.objects.filter(agency_id=agency_id).update(active=False):
            raise Invalid("exchange.no_connection")
        row = Connection.objects.get(agency_id=agency_id)
        audit.record(actor, "connection.closed", SubjectRef("connection", row.pk))
