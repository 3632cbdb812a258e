"""Secrets of a door, sealed at rest with a key drawn from the installation's secret."""

import base64
import hashlib
import hmac
import json

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from congso.exchange.axis import AxisError
from congso.exchange.models import Connection


def _sealer() -> Fernet:
    key = hmac.new(settings.SECRET_KEY.encode(), b"congso.exchange.credentials", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(*, secret: str, username: str, password: str) -> bytes:
    return _sealer().encrypt(json.dumps([secret, username, password]).encode())


def unsealed(sealed: bytes) -> tuple[str, str, str]:
    """Secret, user name, password. Raises AxisError credentials when the installation's secret is another one now."""
    try:
        secret, username, password = json.loads(_sealer().decrypt(sealed)) if sealed else ("", "", "")
    except InvalidToken as error:
        raise AxisError("credentials", words="the stored secret cannot be opened: set it again") from error
    return str(secret), str(username), str(password)


def opened(connection: Connection, *, following: bool) -> tuple[str, str, str]:
    """Of a door; see `unsealed`."""
    return unsealed(bytes(connection.next_secrets if following else connection.secrets))
