"""Keys for XML signatures of messages, and what is known of the certificate in one that arrived."""

from datetime import datetime

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from congso.kernel import clock
from congso.pure import edxml
from congso.pure.edxml.xmldsig import ECDSA_SHA256, RSA_SHA256
from congso.signing import owners, queries
from congso.signing.checking.report import Trust
from congso.signing.checking.trust import trust_of
from congso.signing.pades.keys import Signer
from congso.signing.trust import trust_roots


class XmlKey:
    """A signer as `edxml.write` wants it."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer
        self.certificate = signer.certificate
        public = x509.Certificate.load(signer.certificate).public_key
        self._size = 0 if public.algorithm == "rsa" else (public.bit_size + 7) // 8
        self.method = ECDSA_SHA256 if self._size else RSA_SHA256

    def sign(self, data: bytes) -> bytes:
        value = self._signer.sign(data, "sha256")
        if not self._size:
            return value
        r, s = decode_dss_signature(value)
        return r.to_bytes(self._size, "big") + s.to_bytes(self._size, "big")


def xml_key_for_body(body_id: int) -> edxml.Key:
    """The key of an issuing body, to sign what it sends to other systems; refusals as of `hand_for`."""
    return XmlKey(queries.signer_of(owners.body(body_id)))


def certificate_facts(der: bytes, *, at: datetime | None = None) -> tuple[str, Trust]:
    """Whose a certificate says it is, and whether it leads to an authority that the installation trusts at `at` (default: now).

    Bytes that are no certificate: no name, untrusted. A message brings no certificates of its issuers: those between must lie in
    the folder of trusted ones.
    """
    try:
        found = x509.Certificate.load(der, strict=True)
        subject = found.subject.native
        trust = trust_of(found, [], at or clock.now(), trust_roots())
    except ValueError:
        return "", Trust.UNTRUSTED
    name = subject.get("common_name") or subject.get("organization_name") or ""
    return str(name)[:200], trust
