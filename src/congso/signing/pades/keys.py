"""What a key holder must offer, and the bridge from it to pyHanko."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Protocol, TypeVar

from asn1crypto import x509
from pyhanko.sign.signers import Signer as PyhankoSigner

from congso.signing.pades.errors import (
    CERTIFICATE_EXPIRED,
    CERTIFICATE_NOT_YET_VALID,
    SignatureRefused,
)

Answer = TypeVar("Answer")


class Signer(Protocol):
    """A key that stays where it is: in memory, on a token, with a remote service.

    `sign` takes the bytes to be signed (not their digest) and the name of the digest ("sha256"), and returns a raw
    signature: PKCS#1 v1.5 for RSA, DER for ECDSA.
    """

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""
        ...

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates of the issuers, DER, nearest first; the root may be left out."""
        ...

    def sign(self, data: bytes, digest: str) -> bytes: ...


def pyhanko_signer(signer: Signer) -> PyhankoSigner:
    """What pyHanko lays the signature out by. It never signs: its SimpleSigner would parse the key anew each time,
    and RSA keys twice (95 ms); see `envelope`."""
    return PyhankoSigner(signing_cert=x509.Certificate.load(signer.certificate), embed_roots=False)


def require_valid(certificate: x509.Certificate, at: datetime) -> None:
    """Refuse a certificate outside its validity at `at` (aware)."""
    if at < certificate.not_valid_before:
        raise SignatureRefused(CERTIFICATE_NOT_YET_VALID)
    if at > certificate.not_valid_after:
        raise SignatureRefused(CERTIFICATE_EXPIRED)


def finish(coroutine: Coroutine[Any, Any, Answer]) -> Answer:
    """Run to the end, also in a thread that already has an event loop, where `asyncio.run` refuses."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
