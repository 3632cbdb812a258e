from typing import Any

import pytest

from congso.kernel.live_server.requests import Request, allowed_origin, head, parse


def request(**headers: str) -> Request:
    return Request("GET", "/live", {}, {name.replace("_", "-"): value for name, value in headers.items()})


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "[::1]", "congso.mau.gov.vn"]
    settings.CONGSO_PORT = 8000
    settings.CONGSO_PUBLIC_URL = "https://congso.mau.gov.vn/"
    settings.CSRF_TRUSTED_ORIGINS = []


def test_request_is_read() -> None:
    found = parse(
        b"GET /live?last=p1.2 HTTP/1.1\r\nHost: localhost:8001\r\nCookie: a=b; sessionid=abc; c=d\r\n"
    )
    assert found is not None
    assert (found.method, found.path, found.session, found.last) == ("GET", "/live", "abc", "p1.2")


def test_place_of_the_header_goes_before_that_of_the_address() -> None:
    found = parse(b"GET /live?last=p1.2 HTTP/1.1\r\nLast-Event-ID: p1.9")
    assert found is not None
    assert found.last == "p1.9"
    assert request().last == ""


@pytest.mark.parametrize(
    "raw",
    [b"", b"GET /live", b"GET /live HTTP/2", b"GET http://[::1 HTTP/1.1", b"GET / HTTP/1.1\r\nno colon"],
)
def test_what_is_no_request(raw: bytes) -> None:
    assert parse(raw) is None


@pytest.mark.parametrize("cookie", ["", "other=1", "sessionid", "\x00=1; sessionid[]=2"])
def test_no_session_cookie(cookie: str) -> None:
    assert request(cookie=cookie).session == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "localhost:8001", "origin": "http://localhost:8000"},
        {"host": "[::1]:8001", "origin": "http://[::1]:8000"},
        {"host": "congso.mau.gov.vn", "origin": "https://congso.mau.gov.vn"},
        {"host": "congso.mau.gov.vn:8443", "origin": "https://congso.mau.gov.vn:8443"},
    ],
)
def test_pages_of_the_same_host_may_listen(headers: dict[str, str]) -> None:
    assert allowed_origin(request(**headers)) == headers["origin"]


def test_same_address_sends_no_origin() -> None:
    assert allowed_origin(request(host="congso.mau.gov.vn", sec_fetch_site="same-origin")) == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "localhost:8001", "origin": "http://evil.vn:8000"},
        {"host": "localhost:8001", "origin": "http://localhost:9999"},
        {"host": "localhost:8001", "origin": "null"},
        {"host": "congso.mau.gov.vn", "origin": "http://congso.mau.gov.vn"},
        {"host": "localhost:8001", "sec_fetch_site": "cross-site"},
        {"host": "rebound.evil.vn:8001"},
        {},
    ],
)
def test_foreign_pages_may_not(headers: dict[str, str]) -> None:
    assert allowed_origin(request(**headers)) is None


def test_head_of_an_answer() -> None:
    stream = head(200, "text/event-stream", "http://localhost:8000").decode()
    assert "X-Accel-Buffering: no" in stream
    assert (
        "Access-Control-Allow-Origin: http://localhost:8000\r\nAccess-Control-Allow-Credentials: true"
        in stream
    )
    assert "Content-Length" not in stream
    assert "Access-Control" not in head(401, "application/json", "", length=2).decode()
