"""The CMS envelope of a PAdES B-B signature (ETSI EN 319 142-1, 6.3), written straight as DER.

pyHanko builds the same through asn1crypto objects in 15 ms of pure Python; one signature of a hundred then costs
more in its envelope than in its mathematics.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from asn1crypto import x509

INTEGER_1: Final = bytes.fromhex("020101")
DATA: Final = bytes.fromhex("06092a864886f70d010701")
SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702")
CONTENT_TYPE: Final = bytes.fromhex("06092a864886f70d010903")
MESSAGE_DIGEST: Final = bytes.fromhex("06092a864886f70d010904")
SIGNING_CERTIFICATE_V2: Final = bytes.fromhex("060b2a864886f70d010910022f")
SHA256: Final = bytes.fromhex("300b0609608648016503040201")
SHA256_RSA: Final = bytes.fromhex("300d06092a864886f70d01010b0500")
SHA256_ECDSA: Final = bytes.fromhex("300a06082a8648ce3d040302")
SEQUENCE, SET, OCTETS, CONTEXT_0 = 0x30, 0x31, 0x04, 0xA0


def der(tag: int, *parts: bytes) -> bytes:
    """One value in definite-length form."""
    body = b"".join(parts)
    size = len(body)
    if size < 0x80:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + body


@dataclass(frozen=True)
class Identity:
    """What the envelope repeats of the certificate."""

    issuer_and_serial: bytes
    attribute: bytes
    algorithm: bytes


@lru_cache(maxsize=1024)
def identity(certificate: bytes) -> Identity:
    """Read once per certificate (DER)."""
    parsed = x509.Certificate.load(certificate)
    body = parsed["tbs_certificate"]
    fingerprint = der(OCTETS, hashlib.sha256(certificate).digest())
    value = der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, fingerprint)))
    return Identity(
        issuer_and_serial=der(SEQUENCE, body["issuer"].dump(), body["serial_number"].dump()),
        attribute=der(SEQUENCE, SIGNING_CERTIFICATE_V2, der(SET, value)),
        algorithm=SHA256_ECDSA if parsed.public_key.algorithm == "ec" else SHA256_RSA,
    )


def envelope(
    digest: bytes, certificate: bytes, chain: tuple[bytes, ...], sign: Callable[[bytes], bytes]
) -> bytes:
    """SignedData over a detached SHA-256 `digest`; `sign` gets the signed attributes as a DER set."""
    who = identity(certificate)
    attributes = sorted(
        (
            der(SEQUENCE, CONTENT_TYPE, der(SET, DATA)),
            der(SEQUENCE, MESSAGE_DIGEST, der(SET, der(OCTETS, digest))),
            who.attribute,
        )
    )
    signature = sign(der(SET, *attributes))
    signer = der(
        SEQUENCE,
        INTEGER_1,
        who.issuer_and_serial,
        SHA256,
        der(CONTEXT_0, *attributes),
        who.algorithm,
        der(OCTETS, signature),
    )
    signed = der(
        SEQUENCE,
        INTEGER_1,
        der(SET, SHA256),
        der(SEQUENCE, DATA),
        der(CONTEXT_0, *sorted((certificate, *chain))),
        der(SET, signer),
    )
    return der(SEQUENCE, SIGNED_DATA, der(CONTEXT_0, signed))
