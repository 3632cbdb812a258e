"""Keys held in this process: for the demo and for tests, never for real documents."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from congso.signing.pades.errors import KEY_UNREADABLE, SignatureRefused

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_DIGESTS: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


@dataclass(frozen=True)
class SoftwareSigner:
    """A loaded RSA or EC key with its certificate; keep the object, loading an RSA key costs more than signing."""

    certificate: bytes
    chain: tuple[bytes, ...]
    key: PrivateKey = field(repr=False)

    def sign(self, data: bytes, digest: str) -> bytes:
        algorithm = _DIGESTS[digest]
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), algorithm)
        return self.key.sign(data, ec.ECDSA(algorithm))


def load_pkcs12(data: bytes, password: bytes) -> SoftwareSigner:
    """Open a PKCS#12 store with one key; SignatureRefused(KEY_UNREADABLE) for a wrong password or any other content."""
    try:
        store = pkcs12.load_pkcs12(data, password)
    except ValueError as error:
        raise SignatureRefused(KEY_UNREADABLE, str(error)) from error
    key, found = store.key, store.cert
    if found is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise SignatureRefused(KEY_UNREADABLE, "no RSA or EC key with a certificate")
    return SoftwareSigner(
        certificate=found.certificate.public_bytes(Encoding.DER),
        chain=tuple(extra.certificate.public_bytes(Encoding.DER) for extra in store.additional_certs),
        key=key,
    )
