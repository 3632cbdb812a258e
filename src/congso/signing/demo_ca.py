"""A certificate authority for the demo and for tests. Its names say in Vietnamese that nothing here binds anybody."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    KeySerializationEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from congso.signing.adapters.software import PrivateKey, SoftwareSigner

DEMO: Final = "DEMO – không có giá trị pháp lý"
Algorithm = Literal["p256", "rsa2048"]


@dataclass(frozen=True)
class Validity:
    """From and to, both aware."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Authority:
    """A certificate with its key that signs other certificates."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


@dataclass(frozen=True)
class DemoCA:
    """Root and issuing authority. The root is what a reader of the demo trusts."""

    root: Authority
    issuing: Authority

    @property
    def trust_roots(self) -> tuple[bytes, ...]:
        return (self.root.der,)

    def certify(
        self, subject: x509.Name, validity: Validity, algorithm: Algorithm = "p256"
    ) -> SoftwareSigner:
        """A new key for `subject`, for signing documents alone."""
        key = new_key(algorithm)
        certificate = _certificate(subject, key, validity, self.issuing, ca=False)
        return SoftwareSigner(
            certificate=certificate.public_bytes(Encoding.DER), chain=(self.issuing.der,), key=key
        )


def make_ca(validity: Validity) -> DemoCA:
    """Fresh keys under names that are always the same."""
    root = _authority("Công Sở Demo Root CA", validity, None)
    return DemoCA(root=root, issuing=_authority("Công Sở Demo CA", validity, root))


def load_or_make_ca(folder: Path, validity: Validity, password: bytes) -> DemoCA:
    """The authority kept in `folder` (mode 0700, PKCS#12), made there on first use."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = folder / "demo-ca.p12"
    if not store.exists():
        ca = make_ca(validity)
        _write_ca(store, ca, password)
        return ca
    opened = pkcs12.load_pkcs12(store.read_bytes(), password)
    root_store = pkcs12.load_pkcs12((folder / "demo-root.p12").read_bytes(), password)
    return DemoCA(root=_opened(root_store), issuing=_opened(opened))


def person_name(full_name: str, agency: str, place: str, uid: str) -> x509.Name:
    """Subject as the government's authority writes it: name, agency, place, identifier."""
    return _name(full_name, agency, place, uid)


def agency_name(body: str, parent: str, place: str, uid: str) -> x509.Name:
    """Subject of an agency's seal certificate."""
    return _name(body, parent, place, uid)


def new_key(algorithm: Algorithm) -> PrivateKey:
    if algorithm == "rsa2048":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


def to_pkcs12(signer: SoftwareSigner, password: bytes, *, rounds: int = 100_000) -> bytes:
    """The key with its chain, to be opened by `adapters.software.load_pkcs12`.

    `rounds` slow down guessing and matter for passwords that people choose.
    """
    return pkcs12.serialize_key_and_certificates(
        name=None,
        key=signer.key,
        cert=x509.load_der_x509_certificate(signer.certificate),
        cas=[x509.load_der_x509_certificate(issuer) for issuer in signer.chain],
        encryption_algorithm=_lock(password, rounds),
    )


def _lock(password: bytes, rounds: int) -> KeySerializationEncryption:
    return (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(rounds)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(password)
    )


def _name(common: str, organisation: str, place: str, uid: str) -> x509.Name:
    parts: Sequence[tuple[x509.ObjectIdentifier, str]] = (
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.LOCALITY_NAME, place),
        (NameOID.ORGANIZATION_NAME, organisation[:64]),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, DEMO),
        (NameOID.COMMON_NAME, common[:64]),
        (NameOID.USER_ID, uid),
    )
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])


def _authority(common: str, validity: Validity, issuer: Authority | None) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(common, "Công Sở", "", "")
    return Authority(certificate=_certificate(name, key, validity, issuer, ca=True), key=key)


def _certificate(
    subject: x509.Name, key: PrivateKey, validity: Validity, issuer: Authority | None, *, ca: bool
) -> x509.Certificate:
    signing_key: PrivateKey = issuer.key if issuer else key
    issuer_name = issuer.certificate.subject if issuer else subject
    issuer_key = issuer.certificate.public_key() if issuer else key.public_key()
    usage = x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(_serial(key))
        .not_valid_before(validity.since)
        .not_valid_after(validity.until)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)  # type: ignore[arg-type]
        .sign(signing_key, hashes.SHA256())
    )


def _serial(key: PrivateKey) -> int:
    digest = x509.SubjectKeyIdentifier.from_public_key(key.public_key()).digest
    return int.from_bytes(hashlib.sha256(digest).digest()[:16], "big") >> 1


def _write_ca(store: Path, ca: DemoCA, password: bytes) -> None:
    """Root first: a folder left half-written is made anew at the next start."""
    for path, authority in ((store.with_name("demo-root.p12"), ca.root), (store, ca.issuing)):
        data = pkcs12.serialize_key_and_certificates(
            name=None,
            key=authority.key,
            cert=authority.certificate,
            cas=None,
            encryption_algorithm=_lock(password, 1000),
        )
        path.write_bytes(data)
        path.chmod(0o600)


def _opened(store: pkcs12.PKCS12KeyAndCertificates) -> Authority:
    key, found = store.key, store.cert
    if found is None or not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("the demo authority's folder holds something else; move it away and start again")
    return Authority(certificate=found.certificate, key=key)
