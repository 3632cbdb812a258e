"""Secrets of a door and of a member, sealed at rest (`kernel.sealing`)."""

import json

from congso.exchange.axis import AxisError
from congso.exchange.models import Connection
from congso.kernel import sealing

_PURPOSE = "congso.exchange.credentials"


def seal(*, secret: str, username: str, password: str) -> bytes:
    return sealing.seal(_PURPOSE, json.dumps([secret, username, password]))


def unsealed(sealed: bytes) -> tuple[str, str, str]:
    """Secret, user name, password. Raises AxisError credentials when the installation's secret is another one now."""
    try:
        secret, username, password = (
            json.loads(sealing.unsealed(_PURPOSE, sealed)) if sealed else ("", "", "")
        )
    except sealing.Unsealable as error:
        raise AxisError("credentials", words="the stored secret cannot be opened: set it again") from error
    return str(secret), str(username), str(password)


def opened(connection: Connection, *, following: bool) -> tuple[str, str, str]:
    """Of a door; see `unsealed`."""
    return unsealed(bytes(connection.next_secrets if following else connection.secrets))
