"""A raw signature is held against its certificate before it goes into a file: keys elsewhere may be others than we think."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

SHA256_LENGTH = 32


def fits(certificate: bytes, digest: bytes, signature: bytes) -> bool:
    """Whether `signature` over a SHA-256 `digest` was made with the key of `certificate` (both as of `pades.keys.Signer`)."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    hashed = utils.Prehashed(hashes.SHA256())
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, digest, padding.PKCS1v15(), hashed)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, digest, ec.ECDSA(hashed))
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True


def der_of_plain(signature: bytes) -> bytes:
    """r and s side by side, as tokens give them, in DER."""
    half = len(signature) // 2
    return encode_dss_signature(int.from_bytes(signature[:half]), int.from_bytes(signature[half:]))
