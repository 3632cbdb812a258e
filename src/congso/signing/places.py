"""Where keys are that this house does not hold: libraries of tokens and remote services, as the installation names them.

A certificate's `material` keeps names alone. Paths of libraries and addresses of services come from the operator: whoever
could name a library could run a program.
"""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from congso.signing.adapters import errors
from congso.signing.adapters.csc import SECONDS, Remote, Service
from congso.signing.adapters.pkcs11 import Place
from congso.signing.models import Certificate
from congso.signing.pades.errors import SignatureRefused

SOFTWARE: Final = "software"
TOKEN: Final = "pkcs11"  # noqa: S105  # a kind of key
REMOTE: Final = "csc"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Library:
    name: str
    path: str


def libraries() -> tuple[Library, ...]:
    """`CONGSO_PKCS11_LIBRARIES`: `name=/path/of.so`, separated by commas."""
    parts = (one.partition("=") for one in settings.CONGSO_PKCS11_LIBRARIES)
    return tuple(Library(name.strip(), path.strip()) for name, _sign, path in parts if path.strip())


def library(name: str) -> Library:
    """Raises SignatureRefused signing.token_unknown."""
    for one in libraries():
        if one.name == name:
            return one
    raise SignatureRefused(errors.TOKEN_UNKNOWN, name[:40])


def services() -> tuple[Service, ...]:
    """The JSON list in the file `CONGSO_REMOTE_SIGNING` (default: `remote-signing.json` in the data folder)."""
    path = Path(settings.CONGSO_REMOTE_SIGNING or settings.DATA_DIR / "remote-signing.json")
    try:
        return tuple(_service(one) for one in json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.warning("remote signing services cannot be read: %s", type(error).__name__)
        return ()


def _service(given: dict[str, Any]) -> Service:
    return Service(
        name=str(given["name"]),
        title=str(given.get("title", given["name"])),
        url=str(given["url"]),
        client=str(given.get("client", "")),
        secret=str(given.get("secret", "")),
        seconds=int(given.get("seconds", SECONDS)),
    )


def service(name: str) -> Service:
    """Raises SignatureRefused signing.remote_unknown."""
    for one in services():
        if one.name == name:
            return one
    raise SignatureRefused(errors.REMOTE_UNKNOWN, name[:40])


def remote(name: str) -> Remote:
    return Remote(service(name))


def token_material(name: str, token: str, key: str) -> bytes:
    return json.dumps({"library": name, "token": token, "key": key}).encode()


def remote_material(name: str, credential: str) -> bytes:
    return json.dumps({"service": name, "credential": credential}).encode()


def token_of(certificate: Certificate) -> Place:
    kept = json.loads(bytes(certificate.material))
    return Place(library(kept["library"]).path, kept["token"], kept["key"])


def credential_of(certificate: Certificate) -> tuple[Remote, str]:
    kept = json.loads(bytes(certificate.material))
    return remote(kept["service"]), kept["credential"]
