"""What a key holder must offer, and the bridge from it to pyHanko."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Protocol, TypeVar

from asn1crypto import algos, x509
from pyhanko.sign.signers import Signer as PyhankoSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

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


class Bridge(PyhankoSigner):
    """pyHanko's SimpleSigner parses an RSA key anew for every signature, twice (95 ms); this one never sees the key."""

    def __init__(self, signer: Signer) -> None:
        certificate = x509.Certificate.load(signer.certificate)
        store = SimpleCertificateStore.from_certs(x509.Certificate.load(issuer) for issuer in signer.chain)
        mechanism = "sha256_ecdsa" if certificate.public_key.algorithm == "ec" else "sha256_rsa"
        super().__init__(
            signing_cert=certificate,
            cert_registry=store,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": mechanism}),
            embed_roots=False,
        )
        self._holder = signer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._holder.sign(data, digest_algorithm)


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
