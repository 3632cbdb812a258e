"""Opened software keys of this process, and where other keys are. Loading an RSA key costs more than signing with it, so each is opened once."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from threading import Lock

from django.conf import settings

from congso.signing.adapters import errors, software
from congso.signing.models import Certificate
from congso.signing.pades.errors import SignatureRefused
from congso.signing.pades.keys import Signer
from congso.signing.places import REMOTE, SOFTWARE, TOKEN

Opener = Callable[[Certificate], Signer]
LIMIT = 1000
_lock = Lock()
_opened: dict[tuple[int, bytes], Signer] = {}


def store_password() -> bytes:
    """Of the key stores in our database: 256 bits drawn from the installation's secret."""
    return hmac.new(settings.SECRET_KEY.encode(), b"congso.signing.keys", hashlib.sha256).hexdigest().encode()


def _open_software(certificate: Certificate) -> Signer:
    return software.load_pkcs12(bytes(certificate.material), store_password())


def _needs_pin(_certificate: Certificate) -> Signer:
    raise SignatureRefused(errors.PIN_NEEDED)


def _needs_confirmation(_certificate: Certificate) -> Signer:
    raise SignatureRefused(errors.REMOTE_NEEDED)


# Tokens and remote services sign with their holder's doing alone: see `hands`.
ADAPTERS: Mapping[str, Opener] = {
    SOFTWARE: _open_software,
    TOKEN: _needs_pin,
    REMOTE: _needs_confirmation,
}


def signer_of(certificate: Certificate) -> Signer:
    """The open key; raises SignatureRefused signing.key_unreadable when it does not open, signing.pin_needed or
    signing.remote_needed when it is elsewhere."""
    key = (certificate.pk, bytes(certificate.fingerprint))
    with _lock:
        found = _opened.get(key)
    if found is not None:
        return found
    opened = ADAPTERS[certificate.adapter](certificate)
    with _lock:
        if len(_opened) >= LIMIT:
            _opened.clear()
        _opened[key] = opened
    return opened


def forget() -> None:
    """Close all keys, as after a change of the installation's secret."""
    with _lock:
        _opened.clear()
