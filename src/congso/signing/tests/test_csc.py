import hashlib
import threading
from datetime import timedelta
from http.server import ThreadingHTTPServer
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from congso.kernel import clock
from congso.signing import samples
from congso.signing.adapters import errors
from congso.signing.adapters.csc import Remote, Service, simulator
from congso.signing.adapters.csc.line import Silent, over_http
from congso.signing.adapters.proving import fits
from congso.signing.pades.errors import SignatureRefused
from congso.signing.testing import line_to
from congso.signing.tests import remote as far

DIGESTS = [hashlib.sha256(bytes([one])).digest() for one in range(5)]


def sign(service: Remote, certificate: bytes | None = None, told=lambda until: None):
    return service.sign(simulator.CREDENTIAL, certificate or samples.person().certificate, DIGESTS, told)


def refused(service: Remote, certificate: bytes | None = None) -> str:
    with pytest.raises(SignatureRefused) as caught:
        sign(service, certificate)
    return caught.value.code


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("scal", [1, 2])
def test_one_confirmation_covers_a_batch(version, scal):
    calls: list[str] = []
    signed = sign(far.remote(far.simulator(scal=scal), version, calls))
    assert all(fits(samples.person().certificate, digest, signed[digest]) for digest in DIGESTS)
    assert calls == ["oauth2/token", "credentials/info", "credentials/authorize", "signatures/signHash"]


def test_rsa_keys_and_plain_ec_signatures():
    rsa = samples.person("rsa2048").certificate
    signed = sign(far.remote(far.simulator(algorithm="rsa2048")), rsa)
    assert fits(rsa, DIGESTS[0], signed[DIGESTS[0]])
    signed = sign(far.remote(far.simulator(plain=True)))
    assert fits(samples.person().certificate, DIGESTS[0], signed[DIGESTS[0]])


def test_a_credential_that_covers_few_asks_more_often():
    calls: list[str] = []
    assert len(sign(far.remote(far.simulator(most=2), calls=calls))) == len(DIGESTS)
    assert calls.count("credentials/authorize") == 3


def test_the_user_is_waited_for_and_told_until_when():
    told = []
    sign(far.remote(far.simulator(far.later(4)), seconds=90), told=told.append)
    assert len(told) == 5
    assert len(set(told)) == 1


def test_nobody_confirms(monkeypatch):
    start = clock.now()
    looks = iter(range(1000))
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(seconds=30 * next(looks)))
    assert refused(far.remote(far.simulator(lambda _asked: ""))) == errors.REMOTE_TIMEOUT


def test_the_user_refuses_at_once_or_later():
    assert refused(far.remote(far.simulator(lambda _asked: "no"))) == errors.REMOTE_REFUSED
    assert refused(far.remote(far.simulator(far.later(2, "no")))) == errors.REMOTE_REFUSED


def test_another_certificate_than_the_one_kept():
    asked = []
    other = far.remote(far.simulator(lambda one: asked.append(one) or "yes"))
    assert refused(other, samples.agency().certificate) == errors.REMOTE_CERTIFICATE
    assert not asked  # the user is not bothered for nothing


def test_a_key_that_is_not_the_certificates():
    made = far.simulator()
    service = far.remote(made)
    service.credential(simulator.CREDENTIAL)
    made._raw = lambda digest: samples.agency().sign(digest, "sha256")
    assert refused(service) == errors.SIGNATURE_WRONG


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((200, b"<html>"), errors.REMOTE_SILENT),
        ((200, b"[]"), errors.REMOTE_SILENT),
        ((200, b"{}"), errors.REMOTE_SILENT),
        ((503, b"{}"), errors.REMOTE_SILENT),
        ((400, b'{"error": "invalid_request"}'), errors.REMOTE_REFUSED),
        ((400, b'{"error": "expired_token"}'), errors.REMOTE_TIMEOUT),
    ],
)
def test_answers_that_are_none(answer, code):
    assert refused(Remote(far.service(), lambda *_call: answer)) == code


@pytest.mark.parametrize("broken", [b'{"signatures": ["%"]}', b'{"signatures": []}', b"{}"])
def test_signatures_that_are_none(broken):
    made = far.simulator()

    def line(url, headers, body, waits):
        return (200, broken) if url.endswith("signHash") else line_to(made)(url, headers, body, waits)

    code = errors.SIGNATURE_WRONG if b"[]" in broken else errors.REMOTE_SILENT
    assert refused(Remote(far.service(), line)) == code


@pytest.mark.parametrize(("late", "code"), [(True, errors.REMOTE_TIMEOUT), (False, errors.REMOTE_SILENT)])
def test_a_line_that_goes_dead_while_the_user_is_asked(late, code):
    made = far.simulator()

    def line(url, headers, body, waits):
        if url.endswith("authorize"):
            raise Silent(late=late)
        return line_to(made)(url, headers, body, waits)

    assert refused(Remote(far.service(), line)) == code


def test_a_leave_without_leave_or_handle_is_a_refusal():
    made = far.simulator()

    def line(url, headers, body, waits):
        return (200, b"{}") if url.endswith("authorize") else line_to(made)(url, headers, body, waits)

    assert refused(Remote(far.service(), line)) == errors.REMOTE_REFUSED


def test_the_simulator_keeps_its_rules():
    made = far.simulator(scal=2)
    entered = f"Bearer {made.token}"
    assert made.answer("credentials/list", b"{}")[0] == 401
    assert made.answer("credentials/list", b"{", entered)[0] == 400
    assert made.answer("elsewhere", b"{}", entered)[0] == 404
    assert made.answer("credentials/info", b'{"credentialID": "other"}', entered)[0] == 400
    many = b'{"credentialID": "khoa-thu", "numSignatures": 101}'
    assert made.answer("credentials/authorize", many, entered)[0] == 400
    one = b'{"credentialID": "khoa-thu", "numSignatures": 1, "hashes": ["YQ=="]}'
    leave = made.answer("credentials/authorize", one, entered)[1]["SAD"]
    other = b'{"credentialID": "khoa-thu", "SAD": "%s", "hashes": ["Yg=="]}' % leave.encode()
    assert made.answer("signatures/signHash", other, entered)[0] == 400
    assert made.answer("signatures/signHash", other, entered)[0] == 400


def test_over_a_real_line_with_a_page_in_place_of_the_phone():
    made = far.simulator(lambda _asked: "")
    server = ThreadingHTTPServer(("127.0.0.1", 0), simulator.handler_of(made))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}"

    def confirm(_seconds: float) -> None:
        page = urlopen(f"{home}/").read().decode()
        assert "5 chữ ký" in page
        (handle,) = made.asked
        urlopen(f"{home}/", data=urlencode({handle: "yes"}).encode()).close()

    try:
        service = Remote(Service("thu", "Thử", f"{home}/csc/v2", "congso", "x"), pause=confirm)
        assert [one.id for one in service.credentials_of(simulator.USER)] == [simulator.CREDENTIAL]
        assert service.credentials_of("ai khác") == []
        assert len(sign(service)) == len(DIGESTS)
        with pytest.raises(SignatureRefused) as caught:
            service.credential("không có")
        assert caught.value.code == errors.REMOTE_REFUSED
    finally:
        server.shutdown()
        server.server_close()
    with pytest.raises(SignatureRefused) as caught:
        service.credential(simulator.CREDENTIAL)
    assert caught.value.code == errors.REMOTE_SILENT


@pytest.mark.parametrize("url", ["http://ky-so.example/csc/v1/x", "ftp://localhost/x"])
def test_nothing_goes_over_an_open_line(url):
    with pytest.raises(Silent):
        over_http(url, {}, b"{}", 0)
