"""The hub's face: the calls of the provincial axis over HTTP."""

import email
import email.policy
import hmac
import json
import time
import urllib.parse
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from congso.exchange.axis import PackageKind
from congso.exchange.simulate.chance import Chance
from congso.exchange.simulate.world import Package, Refused, World
from congso.kernel import clock

_MOST: Final = 420_000_000
_LONGEST: Final = 5.0  # seconds that a slow answer takes at most
Pause = Callable[[float], None]


class Hub(ThreadingHTTPServer):
    """`secret` opens every mailbox; the system id says whose."""

    daemon_threads = True

    def __init__(
        self, address: tuple[str, int], world: World, chance: Chance, secret: str, pause: Pause = time.sleep
    ) -> None:
        super().__init__(address, _Handler)
        self.world, self.chance, self.secret, self.pause = world, chance, secret, pause
        self.calls = 0

    @property
    def endpoint(self) -> str:
        host, port = str(self.server_address[0]), self.server_address[1]
        return f"http://{host}:{port}"


class _Handler(BaseHTTPRequestHandler):
    server: Hub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the library's name
        """Quiet: the one line that matters was printed at the start."""

    def _answer(self) -> None:
        length = min(int(self.headers.get("Content-Length") or 0), _MOST)
        body = self.rfile.read(length)
        self.server.calls += 1
        if self._in_trouble(self.server.calls):
            self._say(503, {"success": False, "message": "busy"})
            return
        try:
            self._say(200, self._done(body))
        except Refused as refused:
            told = {
                "success": False,
                "errorCode": str(refused.code),
                "errorDesc": str(refused),
                "message": str(refused),
            }
            self._say(401 if refused.code == 15 else 200, told)

    def _in_trouble(self, call: int) -> bool:
        chance = self.server.chance
        if not chance.strikes("slow", call):
            return False
        draw = chance.draw("pause", call)
        self.server.pause(draw.uniform(0.2, _LONGEST))
        return draw.random() < 0.3

    def _done(self, body: bytes) -> dict[str, Any]:
        path, _mark, query = self.path.partition("?")
        asked = dict(urllib.parse.parse_qsl(query))
        name = path.rpartition("/")[2]
        if name == "login":
            return self._login(_object(body))
        guest, world = self._guest(), self.server.world
        if name == "sendEdoc":
            return self._sent(guest, body)
        if name == "syncReceivedEdocList":
            rows = world.listed(guest, _kind(asked.get("messageType", "")))
            return {"success": True, "count": len(rows), "data": [_line(one, guest) for one in rows]}
        if name == "getEdoc":
            found = world.fetch(guest, asked.get("docId", ""))
            text = found.data.decode("utf-8", "replace")
            return {
                "success": True,
                "docId": found.remote_id,
                "from": found.sender,
                "edxml": text,
                "attachments": [],
            }
        if name == "updateStatus":
            told = _object(body)
            world.acknowledge(guest, str(told.get("docId", "")), str(told.get("status", "")))
            return {"success": True, "errorCode": "0"}
        if name == "getAgenciesList":
            rows_ = [{"orgCode": code, "orgName": name_} for code, name_ in world.agencies.items()]
            return {"success": True, "data": rows_}
        raise Refused(21, f"no such call: {name}")

    def _login(self, told: dict[str, Any]) -> dict[str, Any]:
        if not self._right(str(told.get("password", ""))):
            raise Refused(15, "wrong username or password")
        return {"success": True, "data": {"token": f"sim {told.get('applicationCode', '')}"}}

    def _guest(self) -> str:
        guest = self.headers.get("X-SystemId", "")
        token = self.headers.get("Authorization", "")
        if (
            not guest
            or token != f"Bearer sim {guest}"
            or not self._right(self.headers.get("X-SecretKey", ""))
        ):
            raise Refused(15, "wrong SystemId or SecretKey")
        self.server.world.enter(guest)
        return guest

    def _right(self, secret: str) -> bool:
        return hmac.compare_digest(secret.encode(), self.server.secret.encode())

    def _sent(self, guest: str, body: bytes) -> dict[str, Any]:
        head = f"Content-Type: {self.headers.get('Content-Type', '')}\r\n\r\n".encode()
        form = email.message_from_bytes(head + body, policy=email.policy.HTTP)
        parts: dict[str, bytes] = {}
        for part in form.iter_parts():
            name = part.get_param("name", header="content-disposition")
            parts[str(name)] = bytes(part.get_payload(decode=True) or b"")
        kind = _kind(parts.get("messageType", b"").decode())
        doc_id = self.server.world.accept(guest, kind, parts.get("edocFile", b""))
        return {
            "success": True,
            "message": "OK",
            "docId": doc_id,
            "data": {"docId": doc_id, "errorCode": "0"},
        }

    def _say(self, status: int, found: dict[str, Any]) -> None:
        content = json.dumps(found, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise Refused(21, "no JSON") from error
    if not isinstance(found, dict):
        raise Refused(21, "no object")
    return found


def _kind(text: str) -> str:
    if text not in {str(one) for one in PackageKind}:
        raise Refused(22, f"no such messageType: {text[:20]}")
    return text


def _line(one: Package, guest: str) -> dict[str, str]:
    """`createdTime` follows the order of the mailbox, as a client sorts by it."""
    return {
        "serviceType": "eDoc", "messageType": one.kind, "docId": one.remote_id, "from": one.sender, "to": guest,
        "createdTime": f"{one.at.astimezone(clock.VIETNAM):%Y/%m/%d} {one.order:018.6f}", "status": one.state,
    }  # fmt: skip
