"""XML Signature (W3C recommendation) over a whole message: one reference to the document, enveloped, with an X.509 certificate.

Only that profile is made, and verifying.py accepts no other: parts of documents, XPath and several references are how
signatures are wrapped around other content. Whether the certificate is trusted is not decided here.
"""

import base64
import hashlib
from collections.abc import Iterable
from typing import Final, Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from congso.pure.edxml.names import DS, QCVN

MORE: Final = "http://www.w3.org/2001/04/xmldsig-more#"
RSA_SHA256: Final = f"{MORE}rsa-sha256"
ECDSA_SHA256: Final = f"{MORE}ecdsa-sha256"
SHA256: Final = "http://www.w3.org/2001/04/xmlenc#sha256"
C14N: Final = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
C14N_11: Final = "http://www.w3.org/2006/12/xml-c14n11"
EXCLUSIVE: Final = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED: Final = f"{DS}enveloped-signature"


class Key(Protocol):
    """A key that signs, wherever it lives; LocalKey is one in memory."""

    @property
    def method(self) -> str:
        """Algorithm address of the signature, such as RSA_SHA256."""

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""

    def sign(self, data: bytes) -> bytes:
        """Signature value as the recommendation wants it (for ECDSA r and s beside each other)."""


class LocalKey:
    """A private key in memory, RSA or on a NIST curve, with its certificate."""

    def __init__(
        self, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, certificate: x509.Certificate
    ) -> None:
        self._key = key
        self.certificate = certificate.public_bytes(Encoding.DER)
        self.method = RSA_SHA256 if isinstance(key, rsa.RSAPrivateKey) else ECDSA_SHA256

    def sign(self, data: bytes) -> bytes:
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        r, s = decode_dss_signature(self._key.sign(data, ec.ECDSA(hashes.SHA256())))
        size = (self._key.key_size + 7) // 8
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def digest_of(pieces: Iterable[bytes]) -> bytes:
    """SHA-256 of canonical bytes that come in pieces."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.digest()


def block(key: Key, digest: bytes) -> bytes:
    """The `Signature` element for a document whose canonical bytes without it have that SHA-256.

    It stands in the envelope, where the norm's namespace is bound twice: Canonical XML carries both bindings into SignedInfo.
    """
    inside = (
        f'<ds:CanonicalizationMethod Algorithm="{C14N}"></ds:CanonicalizationMethod>'
        f'<ds:SignatureMethod Algorithm="{key.method}"></ds:SignatureMethod>'
        f'<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="{ENVELOPED}"></ds:Transform>'
        f'<ds:Transform Algorithm="{C14N}"></ds:Transform></ds:Transforms>'
        f'<ds:DigestMethod Algorithm="{SHA256}"></ds:DigestMethod>'
        f"<ds:DigestValue>{base64.b64encode(digest).decode()}</ds:DigestValue></ds:Reference></ds:SignedInfo>"
    )
    canonical = f'<ds:SignedInfo xmlns="{QCVN}" xmlns:ds="{DS}" xmlns:edXML="{QCVN}">{inside}'
    value = base64.b64encode(key.sign(canonical.encode())).decode()
    certificate = base64.b64encode(key.certificate).decode()
    return (
        f'<ds:Signature xmlns:ds="{DS}"><ds:SignedInfo>{inside}<ds:SignatureValue>{value}</ds:SignatureValue><ds:KeyInfo>'
        f"<ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>"
    ).encode()
