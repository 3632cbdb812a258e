"""Opening somebody's key for one batch, wherever it is, and closing it after."""

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from asn1crypto import x509

from congso.kernel import clock
from congso.kernel.refs import SubjectRef
from congso.signing import keyring, levels, places, queries
from congso.signing.adapters import errors
from congso.signing.adapters.pkcs11 import session_of
from congso.signing.models import Certificate
from congso.signing.pades.errors import SignatureRefused
from congso.signing.pades.signing import Hand
from congso.signing.places import REMOTE, TOKEN

Told = Callable[[datetime], None]
# Refusals of a key after which no further document of the batch is tried.
STOPS: Final = frozenset(
    {errors.TOKEN_GONE, errors.TOKEN_FAILED, errors.PIN_LOCKED, errors.TOKEN_KEY_MISSING}
)


@dataclass
class Collector:
    """Stands in for a remote key while the pages are made: notes what is to be signed, signs nothing."""

    certificate: bytes
    chain: tuple[bytes, ...]
    digests: list[bytes] = field(default_factory=list)

    def sign(self, data: bytes, digest: str) -> bytes:
        self.digests.append(hashlib.new(digest, data).digest())
        rsa = x509.Certificate.load(self.certificate).public_key.algorithm == "rsa"
        return bytes(512 if rsa else 72)


@dataclass(frozen=True)
class SignedAlready:
    """A remote key whose service has answered: gives the signature of each hash that it was asked for, of no other."""

    certificate: bytes
    chain: tuple[bytes, ...]
    signatures: Mapping[bytes, bytes] = field(repr=False)

    def sign(self, data: bytes, digest: str) -> bytes:
        found = self.signatures.get(hashlib.new(digest, data).digest())
        if found is None:
            raise SignatureRefused(errors.SIGNATURE_WRONG, "the file changed while the user confirmed")
        return found


@contextmanager
def held(
    owner: SubjectRef, *, pin: str, pages: Callable[[Hand], None], told: Told
) -> Iterator[Callable[[], Hand]]:
    """Gives the hand for each next signature. Raises Refusal signing.certificate_*, _pin_*, _token_*, _remote_*.

    `pages(hand)` makes every page of the batch without keeping it: a remote service signs all their hashes after one
    confirmation, of which `told` hears until when it is waited for. `pin` is for tokens.
    """
    at = clock.now()
    row, image = queries.usable(owner, at), queries.picture_of(owner)
    lasting = levels.lasting()
    if row.adapter == TOKEN:
        with session_of(places.token_of(row), bytes(row.der), _chain(row), pin) as signer:
            yield lambda: Hand(signer, clock.now(), image, lasting)
    elif row.adapter == REMOTE:
        collector = Collector(bytes(row.der), _chain(row))
        hand = Hand(collector, at, image, lasting)
        # No time stamps over what is thrown away, but the room for them: the hash is of the file with its room.
        pages(dataclasses.replace(hand, lasting=dataclasses.replace(lasting, dry=True) if lasting else None))
        service, credential = places.credential_of(row)
        signatures = (
            service.sign(credential, bytes(row.der), collector.digests, told) if collector.digests else {}
        )
        done = dataclasses.replace(hand, signer=SignedAlready(bytes(row.der), _chain(row), signatures))
        yield lambda: done
    else:
        kept = keyring.signer_of(row)
        yield lambda: Hand(kept, clock.now(), image, lasting)


def _chain(row: Certificate) -> tuple[bytes, ...]:
    return tuple(bytes(one) for one in row.chain)
