"""A remote signing service for trying out and for tests: CSC API v1 and v2, with a page in place of the user's phone.

    python -m congso.signing.adapters.csc.simulator KEY.p12 PASSWORD [PORT]

Its user `thu` has one credential. Nothing is kept.
"""

import argparse
import base64
import html
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

from congso.signing.adapters.software import SoftwareSigner, load_pkcs12

USER: Final = "thu"
CREDENTIAL: Final = "khoa-thu"
Answer = tuple[int, dict[str, Any]]


class Problem(Exception):
    """An error of the protocol."""


@dataclass
class Asked:
    """A confirmation that was asked for: `decision` is "", "yes" or "no"."""

    digests: list[str]
    count: int
    decision: str = ""


@dataclass
class Simulator:
    """`decide` is asked at once for each confirmation: "yes", "no", or "" to leave it to the page. `scal` 2 binds leaves to
    their hashes; `plain` gives EC signatures as r and s side by side."""

    signer: SoftwareSigner
    decide: Callable[[Asked], str] = lambda _asked: ""
    most: int = 100
    scal: int = 1
    plain: bool = False
    asked: dict[str, Asked] = field(default_factory=dict)
    leaves: dict[str, Asked] = field(default_factory=dict)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def answer(self, path: str, body: bytes, authorization: str = "") -> Answer:
        """`path` without the version, as in `credentials/list`."""
        acts: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "credentials/list": lambda asked: {"credentialIDs": [CREDENTIAL] * (asked.get("userID") == USER)},
            "credentials/info": self._info,
            "credentials/authorize": self._authorize,
            "credentials/authorizeCheck": self._check,
            "signatures/signHash": self._sign,
        }
        try:
            asked = json.loads(body)
            if path == "oauth2/token":
                return 200, {"access_token": self.token, "token_type": "Bearer"}
            if path not in acts:
                return 404, {"error": "invalid_request"}
            if authorization != f"Bearer {self.token}":
                return 401, {"error": "invalid_token"}
            return 200, acts[path](asked)
        except Problem as problem:
            return 400, {"error": str(problem)}
        except (ValueError, KeyError, TypeError):
            return 400, {"error": "invalid_request"}

    def _info(self, asked: dict[str, Any]) -> dict[str, Any]:
        self._known(asked)
        line = [self.signer.certificate, *self.signer.chain]
        encoded = [base64.b64encode(one).decode() for one in line]
        return {
            "key": {"status": "enabled"},
            "cert": {"status": "valid", "certificates": encoded},
            "authMode": "implicit",
            "SCAL": str(self.scal),
            "multisign": self.most,
        }

    def _authorize(self, asked: dict[str, Any]) -> dict[str, Any]:
        self._known(asked)
        wanted = Asked(asked.get("hashes") or asked.get("hash") or [], int(asked["numSignatures"]))
        if wanted.count > self.most:
            raise Problem("invalid_request")
        handle = secrets.token_urlsafe(8)
        self.asked[handle] = wanted
        return {"handle": handle} | self._outcome(handle)

    def _check(self, asked: dict[str, Any]) -> dict[str, Any]:
        return self._outcome(str(asked["handle"]))

    def _outcome(self, handle: str) -> dict[str, Any]:
        wanted = self.asked[handle]
        wanted.decision = wanted.decision or self.decide(wanted)
        if wanted.decision == "no":
            raise Problem("access_denied")
        if wanted.decision != "yes":
            return {"handle": handle}
        leave = secrets.token_urlsafe(16)
        self.leaves[leave] = self.asked.pop(handle)
        return {"SAD": leave, "expiresIn": 300}

    def _sign(self, asked: dict[str, Any]) -> dict[str, Any]:
        self._known(asked)
        leave = self.leaves.pop(str(asked["SAD"]), None)
        wanted = asked.get("hashes") or asked["hash"]
        if (
            leave is None
            or len(wanted) > leave.count
            or (self.scal == 2 and set(wanted) - set(leave.digests))
        ):
            raise Problem("invalid_request")
        return {"signatures": [base64.b64encode(self._raw(base64.b64decode(one))).decode() for one in wanted]}

    def _raw(self, digest: bytes) -> bytes:
        hashed = utils.Prehashed(hashes.SHA256())
        if isinstance(self.signer.key, rsa.RSAPrivateKey):
            return self.signer.key.sign(digest, padding.PKCS1v15(), hashed)
        signature = self.signer.key.sign(digest, ec.ECDSA(hashed))
        if not self.plain:
            return signature
        r, s = utils.decode_dss_signature(signature)
        return r.to_bytes(32) + s.to_bytes(32)

    def _known(self, asked: dict[str, Any]) -> None:
        if asked["credentialID"] != CREDENTIAL:
            raise Problem("invalid_request")


PAGE: Final = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2"><title>Điện thoại thử</title><h1>Xác nhận ký (thử)</h1>%s</html>"""
FORM: Final = """<form method="post"><p>%d chữ ký</p><button name="%s" value="yes">Đồng ý</button>
<button name="%s" value="no">Từ chối</button></form>"""


def handler_of(simulator: Simulator) -> type[BaseHTTPRequestHandler]:
    """The service under `/csc/v1/` and `/csc/v2/`, and the page of confirmations at `/`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            rows = [
                FORM % (one.count, html.escape(handle), html.escape(handle))
                for handle, one in simulator.asked.items()
                if not one.decision
            ]
            shown = "".join(rows) or "<p>Không có gì chờ xác nhận.</p>"
            self._reply(200, (PAGE % shown).encode(), "text/html; charset=utf-8")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            path = self.path.removeprefix("/csc/v1/").removeprefix("/csc/v2/")
            if path == "/":
                for handle, values in parse_qs(body.decode()).items():
                    if handle in simulator.asked:
                        simulator.asked[handle].decision = values[0]
                self.do_GET()
                return
            status, answer = simulator.answer(path, body, self.headers.get("Authorization", ""))
            self._reply(status, json.dumps(answer).encode(), "application/json")

        def log_message(self, *_arguments: Any) -> None:
            return None

        def _reply(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def main() -> None:  # pragma: no cover  # the pieces are tested
    parser = argparse.ArgumentParser(description="A remote signing service for trying out.")
    parser.add_argument("store", type=Path)
    parser.add_argument("password")
    parser.add_argument("port", type=int, nargs="?", default=9100)
    given = parser.parse_args()
    simulator = Simulator(load_pkcs12(given.store.read_bytes(), given.password.encode()))
    ThreadingHTTPServer(("127.0.0.1", given.port), handler_of(simulator)).serve_forever()


if __name__ == "__main__":  # pragma: no cover
    main()
