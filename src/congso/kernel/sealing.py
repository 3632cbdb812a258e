"""Secrets at rest, sealed with a key drawn from the installation's own secret; one key for each purpose."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unsealable(Exception):
    """The installation's secret is another one now, or the bytes were touched: the secret must be set again."""


def seal(purpose: str, text: str) -> bytes:
    return _sealer(purpose).encrypt(text.encode())


def unsealed(purpose: str, sealed: bytes) -> str:
    """Raises Unsealable."""
    try:
        return _sealer(purpose).decrypt(sealed).decode()
    except InvalidToken as error:
        raise Unsealable(purpose) from error


def _sealer(purpose: str) -> Fernet:
    key = hmac.new(settings.SECRET_KEY.encode(), purpose.encode(), hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
