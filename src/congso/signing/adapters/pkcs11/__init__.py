"""Keys on tokens and hardware modules (PKCS#11). The PIN is asked at signing, lives as long as the call that opens the
session, and is neither kept nor logged.

One session serves a whole batch. Tokens know one login per program, so a token works for one batch at a time.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

import pkcs11
from asn1crypto import x509
from pkcs11 import exceptions as wrong

from congso.signing.adapters import errors
from congso.signing.adapters.proving import der_of_plain, fits
from congso.signing.pades.errors import SignatureRefused

WAIT: Final = 30  # seconds for another batch on the same token
# DigestInfo of SHA-256 (RFC 8017, 9.2): tokens that cannot hash sign it as it is.
DIGEST_INFO: Final = bytes.fromhex("3031300d060960864801650304020105000420")
_GONE: Final = (
    wrong.NoSuchToken, wrong.TokenNotPresent, wrong.TokenNotRecognised, wrong.DeviceRemoved, wrong.SlotIDInvalid,
    wrong.SessionHandleInvalid, wrong.SessionClosed,
)  # fmt: skip
_PIN: Final = (wrong.PinIncorrect, wrong.PinInvalid, wrong.PinLenRange)
_LOCKED: Final = (wrong.PinLocked, wrong.PinExpired, wrong.UserPinNotInitialized)
_guard = Lock()
_tokens: dict[tuple[str, str], Lock] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key is: path of the maker's library, serial number of the token, id of the key on it (hex)."""

    library: str
    token: str
    key: str


@dataclass(frozen=True, slots=True)
class Found:
    """A certificate on a token."""

    token: str
    label: str
    key: str
    certificate: bytes


@dataclass(frozen=True)
class TokenSigner:
    """A key in an open session."""

    certificate: bytes
    chain: tuple[bytes, ...]
    key: Any = field(repr=False)

    def sign(self, data: bytes, digest: str) -> bytes:
        """Raises SignatureRefused signing.token_gone, _failed, signing.signature_wrong."""
        hashed = hashlib.new(digest, data).digest()
        with _plainly():
            if self.key.key_type is pkcs11.KeyType.RSA:
                signature = bytes(self.key.sign(DIGEST_INFO + hashed, mechanism=pkcs11.Mechanism.RSA_PKCS))
            else:
                signature = der_of_plain(bytes(self.key.sign(hashed, mechanism=pkcs11.Mechanism.ECDSA)))
        if not fits(self.certificate, hashed, signature):
            raise SignatureRefused(errors.SIGNATURE_WRONG, "the key of the token is not the certificate's")
        return signature


def certificates_on(library: str) -> list[Found]:
    """Of all tokens in reach, without a PIN and without those of authorities. Raises SignatureRefused signing.token_*."""
    return [one for one in _certificates(library) if not x509.Certificate.load(one.certificate).ca]


def chain_on(library: str, certificate: bytes) -> tuple[bytes, ...]:
    """Certificates of the issuers that lie on any token, nearest first. Raises SignatureRefused signing.token_*."""
    parsed = [x509.Certificate.load(one.certificate) for one in _certificates(library)]
    authorities = {one.subject.dump(): one for one in parsed if one.ca}
    chain: list[bytes] = []
    at = x509.Certificate.load(certificate)
    while (issuer := authorities.get(at.issuer.dump())) and issuer.dump() not in [*chain, at.dump()]:
        chain.append(issuer.dump())
        at = issuer
    return tuple(chain)


def _certificates(library: str) -> list[Found]:
    found: list[Found] = []
    with _plainly():
        for token in _library(library).get_tokens():
            if not token.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED:
                continue
            with token.open() as session:
                for one in session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}):
                    key = bytes(one[pkcs11.Attribute.ID]).hex()
                    found.append(Found(_serial(token), token.label, key, bytes(one[pkcs11.Attribute.VALUE])))
    return found


@contextmanager
def session_of(place: Place, certificate: bytes, chain: tuple[bytes, ...], pin: str) -> Iterator[TokenSigner]:
    """The key, open until the end of the block.

    Raises SignatureRefused signing.pin_needed, _pin_wrong, _pin_locked, signing.token_gone, _busy, _key_missing, _failed.
    """
    if not pin:
        raise SignatureRefused(errors.PIN_NEEDED)
    with _guard:
        token_lock = _tokens.setdefault((place.library, place.token), Lock())
    if not token_lock.acquire(timeout=WAIT):
        raise SignatureRefused(errors.TOKEN_BUSY)
    try:
        with _plainly():
            session = _token(place).open(user_pin=pin)
        try:
            yield TokenSigner(certificate, chain, _key(session, place))
        finally:
            _close(session)
    finally:
        token_lock.release()


def _close(session: Any) -> None:
    """A token that is gone has closed it already."""
    try:
        session.close()
    except wrong.PKCS11Error:
        return


def _key(session: Any, place: Place) -> Any:
    with _plainly():
        wanted = {
            pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY,
            pkcs11.Attribute.ID: bytes.fromhex(place.key),
        }
        for key in session.get_objects(wanted):
            return key
    raise SignatureRefused(errors.TOKEN_KEY_MISSING)


def _token(place: Place) -> Any:
    for token in _library(place.library).get_tokens():
        if _serial(token) == place.token:
            return token
    raise SignatureRefused(errors.TOKEN_GONE)


def _serial(token: Any) -> str:
    serial: bytes = token.serial
    return serial.decode("ascii", "replace").strip()


def _library(path: str) -> Any:
    return pkcs11.lib(path)


@contextmanager
def _plainly() -> Iterator[None]:
    """What the maker's library says, as one of our codes. Its text is left out: some name the holder."""
    try:
        yield
    except SignatureRefused:
        raise
    except _PIN as error:
        raise SignatureRefused(errors.PIN_WRONG, type(error).__name__) from None
    except _LOCKED as error:
        raise SignatureRefused(errors.PIN_LOCKED, type(error).__name__) from None
    except _GONE as error:
        raise SignatureRefused(errors.TOKEN_GONE, type(error).__name__) from None
    except (wrong.PKCS11Error, RuntimeError) as error:
        raise SignatureRefused(errors.TOKEN_FAILED, type(error).__name__) from None
