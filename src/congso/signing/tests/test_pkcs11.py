from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pkcs11
import pytest
from pkcs11 import exceptions as wrong

from congso.signing import samples
from congso.signing.adapters import errors
from congso.signing.adapters import pkcs11 as adapter
from congso.signing.adapters.pkcs11 import Place, TokenSigner, certificates_on, chain_on, session_of
from congso.signing.api import validate
from congso.signing.pades.errors import SignatureRefused
from congso.signing.pades.signing import Hand, sign_personal
from congso.signing.tests import made
from congso.signing.tests import token as soft


def opened(name: str, pin: str = soft.PIN) -> Any:
    kept = soft.signer(name)
    return session_of(soft.token().place(name), kept.certificate, kept.chain, pin)


def refused(name: str, pin: str) -> str:
    with pytest.raises(SignatureRefused) as caught, opened(name, pin):
        pass
    assert pin not in str(caught.value) or not pin
    return caught.value.code


@pytest.mark.parametrize("name", ["rsa2048", "p256"])
def test_a_token_signs_what_holds_and_one_session_serves_a_batch(name, monkeypatch):
    opens = []
    open_token = adapter._token
    monkeypatch.setattr(adapter, "_token", lambda place: opens.append(place) or open_token(place))
    with opened(name) as signer:
        files = [sign_personal(made.prepared(), Hand(signer, samples.MOMENT)) for _ in range(3)]
    for pdf in files:
        (report,) = validate(pdf, samples.authority().trust_roots)
        assert report.holds
    assert len(opens) == 1


def test_the_pin_opens_and_nothing_else_does():
    assert refused("p256", "00000000") == errors.PIN_WRONG
    assert refused("p256", "1") == errors.PIN_WRONG
    assert refused("p256", "") == errors.PIN_NEEDED
    with opened("p256") as signer:  # a wrong PIN keeps nobody out afterwards
        assert signer.sign(b"x", "sha256")
        assert soft.PIN not in repr(signer)


def test_a_token_that_is_not_there_and_a_key_that_is_not_on_it():
    place = soft.token().place("p256")
    for other, code in (
        (Place(place.library, "no such serial", place.key), errors.TOKEN_GONE),
        (Place(place.library, place.token, "ffff"), errors.TOKEN_KEY_MISSING),
        (Place("/no/such/library.so", place.token, place.key), errors.TOKEN_FAILED),
    ):
        with pytest.raises(SignatureRefused) as caught, session_of(other, b"", (), soft.PIN):
            pass
        assert caught.value.code == code


def test_a_key_that_is_not_the_certificates_signs_nothing():
    with opened("stranger") as signer, pytest.raises(SignatureRefused) as caught:
        signer.sign(b"x", "sha256")
    assert caught.value.code == errors.SIGNATURE_WRONG


def test_certificates_are_read_without_a_pin_and_authorities_left_out():
    token = soft.token()
    found = [one for one in certificates_on(token.library) if one.token == token.serial]
    assert {one.key for one in found} == set(soft.KEYS.values())
    rsa = soft.signer("rsa2048")
    assert chain_on(token.library, rsa.certificate)[: len(rsa.chain)] == rsa.chain


@dataclass
class Failing:
    """A key whose token answers with an error."""

    error: Exception
    key_type = pkcs11.KeyType.EC

    def sign(self, *_data: object, **_how: object) -> bytes:
        raise self.error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (wrong.DeviceRemoved(), errors.TOKEN_GONE),
        (wrong.SessionHandleInvalid(), errors.TOKEN_GONE),
        (wrong.PinLocked(), errors.PIN_LOCKED),
        (wrong.DeviceError(), errors.TOKEN_FAILED),
    ],
)
def test_what_a_token_says_while_it_signs(error, code):
    with pytest.raises(SignatureRefused) as caught:
        TokenSigner(b"", (), Failing(error)).sign(b"x", "sha256")
    assert caught.value.code == code
    assert caught.value.__cause__ is None


def test_a_locked_token_says_so_and_is_free_again(monkeypatch):
    closed = []

    def locked(**_pin: str) -> None:
        raise wrong.PinLocked

    monkeypatch.setattr(adapter, "_token", lambda place: SimpleNamespace(open=locked))
    place = Place("library", "locked one", "01")
    for _ in range(2):
        with pytest.raises(SignatureRefused) as caught, session_of(place, b"", (), "1234"):
            closed.append(1)
        assert caught.value.code == errors.PIN_LOCKED
    assert not closed


def test_a_token_works_for_one_batch_at_a_time(monkeypatch):
    monkeypatch.setattr(adapter, "WAIT", 0)
    with opened("p256"), pytest.raises(SignatureRefused) as caught, opened("p256"):
        pass
    assert caught.value.code == errors.TOKEN_BUSY


def test_a_token_pulled_out_in_a_batch_closes_quietly():
    def gone() -> None:
        raise wrong.DeviceRemoved

    adapter._close(SimpleNamespace(close=gone))
    with opened("p256") as signer:
        assert signer.sign(b"x", "sha256")
