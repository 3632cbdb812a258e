"""The hub's calls past the pages' middleware, and what our own adapters keep between calls."""

import io
import json
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http.response import HttpResponseBase

from congso.exchange import api as exchange
from congso.exchange.adapters.lgsp import LgspAxis
from congso.exchange.adapters.web import Web
from congso.exchange.axis import Access, AxisError, PackageKind
from congso.exchange.door import Door, certificate_of
from congso.exchange.hub.front import in_front_of
from congso.exchange.models import Connection
from congso.exchange.tests.fake_axis import Heard, serving
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.people.testing import make_agency

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 11, 22, 8, 0, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Without what ends the connection of a request: it is the test's."""
    cache.clear()
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def ask(
    path: str, method: str = "GET", body: bytes = b"", **headers: str
) -> tuple[str, dict[str, str], bytes]:
    """Through the front, with pages behind it that answer 418."""

    def pages(_environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("418 Pages", [])
        return [b"pages"]

    told: list[Any] = []
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "SERVER_NAME": "testserver", "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/json",
        "wsgi.url_scheme": "http", **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }  # fmt: skip
    answer = in_front_of(pages)(environ, lambda *words: told.append(words))
    content = b"".join(answer)
    if isinstance(answer, HttpResponseBase):
        answer.close()  # as a server does: with it goes the table of addresses of this thread
    ((status, pairs),) = told
    return status, dict(pairs), content


def test_partners_are_answered_and_nothing_of_the_pages_is_with_it() -> None:
    secret = exchange.admit(actor=Actor.system(), code="A", name="Sở A")
    signed_in = json.dumps({"username": "A", "password": secret}).encode()
    status, headers, body = ask("/lien-thong/truc/v1/auth/login", "POST", signed_in)
    assert status == "200 OK"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert not {"Set-Cookie", "Vary", "Content-Language"} & set(headers)
    token = json.loads(body)["data"]["token"]
    listed = {"authorization": f"Bearer {token}", "x_systemid": "A", "x_secretkey": secret}
    assert json.loads(ask("/lien-thong/truc/v1/syncReceivedEdocList", **listed)[2])["errorCode"] == "22"


def test_the_same_policy_holds_in_front() -> None:
    exchange.admit(actor=Actor.system(), code="A", name="Sở A")
    listed = {"authorization": "Bearer x", "x_systemid": "A", "x_secretkey": "y"}
    assert ask("/lien-thong/truc/v1/syncReceivedEdocList", **listed)[0] == "401 Unauthorized"
    assert ask("/lien-thong/truc/v1/getEdoc", "POST")[0] == "405 Method Not Allowed"
    status, _headers, body = ask("/lien-thong/truc/v1/khac")
    assert (status, json.loads(body)["message"]) == ("404 Not Found", "no such call")


@pytest.mark.parametrize(
    ("error", "wanted"),
    [(OSError("disk"), 500), (SuspiciousOperation("form"), 400), (PermissionDenied(), 400)],
)
def test_trouble_is_told_as_such(monkeypatch: pytest.MonkeyPatch, error: Exception, wanted: int) -> None:
    def broken(*_words: Any) -> None:
        raise error

    monkeypatch.setattr("congso.exchange.hub.lgsp.door.by_token", broken)
    status, _headers, body = ask("/lien-thong/truc/v1/getAgenciesList")
    assert (int(status[:3]), json.loads(body)["success"]) == (wanted, False)


def test_everything_else_is_for_the_pages() -> None:
    for path in ("/", "/lien-thong/ket-noi/", "/lien-thong/truc", "/api/v1/x"):
        assert ask(path)[0] == "418 Pages"


def test_one_connection_and_one_sign_in_serve_many_calls() -> None:
    def answer(heard: Heard) -> tuple[int, Any]:
        login = heard.path.startswith("/v1/auth")
        return 200, {"success": True, "data": {"token": "t"} if login else []}

    with serving(answer) as server:
        access = Access(server.address, "H1", "s", "u", "p")
        for _ in range(2):
            axis = LgspAxis(access)
            axis.listed(PackageKind.STATUS, DAY)
            axis.listed(PackageKind.DOCUMENT, DAY)
            axis.close()
        other = LgspAxis(Access(server.address, "H1", "s", "u", "p2"))
        other.listed(PackageKind.STATUS, DAY)
        other.close()
    signed_in = [heard.path for heard in server.heard if "auth" in heard.path]
    assert len(signed_in) == 2, "other credentials have a token of their own"
    assert len(server.heard) == 7


def test_a_connection_that_the_axis_closed_is_opened_again() -> None:
    with serving(lambda _heard: (200, {"n": 1})) as server:
        web = Web(Access(server.address))

        class Gone:
            def request(self, *_words: Any, **_more: Any) -> None:
                raise ConnectionResetError

            def close(self) -> None:
                self.closed = True

        gone: Any = Gone()
        web._kept = gone
        assert web.request("GET", "/x", headers={}).object() == {"n": 1}
        assert gone.closed
        web.close()
    with pytest.raises(AxisError, match="unreachable"):
        web.request("GET", "/x", headers={})


def test_what_is_sent_beside_ends_as_what_is_sent_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    agency = make_agency("Sở A", code="H99.01")
    system = Actor.system(agency.id)
    exchange.connect(
        actor=system, agency_id=agency.id, adapter="lgsp", endpoint="http://127.0.0.1:9", system_id="A"
    )
    row = Connection.objects.for_actor(system).get()

    def outcome(apart: bool) -> list[Future[str]]:
        door = Door(row)
        monkeypatch.setattr(door._opened(), "apart", apart)

        def refused(_axis: object) -> str:
            raise AxisError("server")

        started = [door.start(lambda _axis: "1"), door.start(refused)]
        door.close()
        return started

    for apart in (True, False):
        good, bad = outcome(apart)
        assert good.result() == "1"
        with pytest.raises(AxisError, match="server"):
            bad.result()


def test_the_operator_gives_a_door_its_certificate(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    agency = make_agency("Sở A", code="H99.01")
    system = Actor.system(agency.id)
    exchange.connect(
        actor=system, agency_id=agency.id, adapter="lgsp", endpoint="https://truc.example", system_id="A"
    )
    row = Connection.objects.for_actor(system).get()
    assert certificate_of(row) == ""
    folder = tmp_path / "axis-certificates"
    folder.mkdir()
    (folder / "H99.01.pem").write_text("x")
    assert certificate_of(row) == str(folder / "H99.01.pem")
    shown = exchange.door(system, agency.id)
    assert shown is not None
    assert shown.certified
    row.client_certificate = "/etc/own.pem"
    assert certificate_of(row) == "/etc/own.pem"
    (tmp_path / "secret.pem").write_text("x")
    row.agency.code, row.client_certificate = "../secret", ""
    assert certificate_of(row) == "", "a code leads out of no folder"
