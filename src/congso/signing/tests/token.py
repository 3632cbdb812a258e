"""A token made of software (SoftHSM2), with keys and certificates of the test authority on it."""

import os
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from congso.signing import samples
from congso.signing.adapters.pkcs11 import Place
from congso.signing.adapters.software import SoftwareSigner

PIN = "48151623"
_PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so")
LIBRARY = next((path for path in _PLACES if Path(path).exists()), "")
KEYS = {"rsa2048": "01", "p256": "02", "stranger": "03"}


@dataclass(frozen=True)
class Token:
    library: str
    serial: str

    def place(self, name: str) -> Place:
        return Place(self.library, self.serial, KEYS[name])


def signer(name: str) -> SoftwareSigner:
    """What lies on the token under `name`. Of "stranger" the key is not the certificate's."""
    return samples.person("rsa2048" if name == "rsa2048" else "p256")


@cache
def token() -> Token:
    """Made once per process: libraries see the tokens that were there when they were loaded."""
    if not LIBRARY:
        pytest.skip("SoftHSM2 is not installed, so tokens are NOT tested: apt-get install softhsm2")
    folder = Path(mkdtemp(prefix="congso-softhsm-"))
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    command = ["softhsm2-util", "--init-token", "--free", "--label", "thu", "--so-pin", PIN, "--pin", PIN]
    subprocess.run(command, check=True, capture_output=True)
    (found,) = [one for one in pkcs11.lib(LIBRARY).get_tokens() if one.label == "thu"]
    with found.open(rw=True, user_pin=PIN) as session:
        for name, key_id in KEYS.items():
            _put(session, name, bytes.fromhex(key_id))
    return Token(LIBRARY, found.serial.decode().strip())


def _put(session: Any, name: str, key_id: bytes) -> None:
    kept = signer(name)
    key = samples.agency().key if name == "stranger" else kept.key
    der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    template = decode_rsa_private_key(der) if name == "rsa2048" else decode_ec_private_key(der)
    usual = {Attribute.TOKEN: True, Attribute.ID: key_id}
    session.create_object(template | usual | {Attribute.PRIVATE: True, Attribute.SIGN: True})
    certificates = [kept.certificate] if name != "rsa2048" else [kept.certificate, *kept.chain]
    for der in certificates:
        session.create_object(decode_x509_certificate(der) | usual | {Attribute.PRIVATE: False})
