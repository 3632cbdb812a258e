"""Real servers on free ports of the loopback: SMTP by aiosmtpd; IMAP4rev1 by the little there is of it here."""

import contextlib
import re
import socketserver
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, LoginPassword, Session


@dataclass
class Postbox:
    """What a server took; `answers` gives another word than 250 for an address, `word` for the whole message."""

    taken: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    word: str = "250 OK"
    port: int = 0

    async def handle_RCPT(  # noqa: N802  the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.word.startswith("250"):
            message = BytesParser(policy=default).parsebytes(envelope.content or b"")
            self.taken.append((envelope.mail_from or "", envelope.rcpt_tos, message))
        return self.word


def _right(_mechanism: str, said: LoginPassword) -> bool:
    return said.login == b"congso" and said.password == b"mat-khau"


class _Free(Controller):
    """The library asks for its own port before the system gave one."""

    def _trigger_server(self) -> None:
        if self.server is not None:
            self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextlib.contextmanager
def smtp(*, login: bool = False) -> Iterator[Postbox]:
    box = Postbox()
    options: dict[str, Any] = {}
    if login:
        options = {"authenticator": lambda *a: _auth(a), "auth_require_tls": False}
    server = _Free(box, hostname="127.0.0.1", port=0, **options)
    server.start()
    box.port = server.port
    try:
        yield box
    finally:
        server.stop()


def _auth(said: tuple[Any, ...]) -> Any:
    from aiosmtpd.smtp import AuthResult

    # `handled` would mean that the answer was given already: the client would wait for it.
    return AuthResult(success=_right(said[3], said[4]), handled=False)


@dataclass
class Mail:
    """A mailbox on the IMAP server: uid → bytes, and what was marked as seen."""

    messages: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    validity: int = 7
    heard: list[str] = field(default_factory=list)
    cut_at: str = ""  # the connection ends instead of an answer to this command
    port: int = 0

    def add(self, data: bytes) -> int:
        uid = max(self.messages, default=0) + 1
        self.messages[uid] = data
        return uid


class _Talk(socketserver.StreamRequestHandler):
    box: Mail

    def handle(self) -> None:
        self._say(b"* OK IMAP4rev1 ready")
        while line := self.rfile.readline():
            tag, _space, rest = line.decode().strip().partition(" ")
            self.box.heard.append(rest)
            if self.box.cut_at and self.box.cut_at in rest:
                return
            word = rest.split(" ")[0].upper()
            if word == "UID":
                self._uid(tag, rest.split(" ", 2)[1].upper(), rest.split(" ", 2)[2])
            else:
                self._plain(tag, word, rest)
            if word == "LOGOUT":
                return

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def _plain(self, tag: str, word: str, rest: str) -> None:
        if word == "CAPABILITY":
            self._say(b"* CAPABILITY IMAP4rev1")
        elif word == "LOGIN" and '"mat-khau"' not in rest:
            self._say(f"{tag} NO [AUTHENTICATIONFAILED] wrong".encode())
            return
        elif word == "SELECT":
            if '"INBOX"' not in rest and " INBOX" not in rest:
                self._say(f"{tag} NO no such folder".encode())
                return
            self._say(f"* {len(self.box.messages)} EXISTS".encode())
            self._say(f"* OK [UIDVALIDITY {self.box.validity}] stays".encode())
        elif word == "LOGOUT":
            self._say(b"* BYE")
        self._say(f"{tag} OK done".encode())

    def _uid(self, tag: str, word: str, rest: str) -> None:
        if word == "SEARCH":
            first = int(re.search(r"UID (\d+):\*", rest)[1])  # type: ignore[index]
            last = max(self.box.messages, default=0)
            # `n:*` holds the last message even when it stands below n.
            found = [uid for uid in self.box.messages if uid >= first or uid == last]
            self._say(("* SEARCH " + " ".join(map(str, found))).encode())
        else:
            uid = int(rest.split(" ")[0])
            data = self.box.messages[uid]
            if word == "STORE":
                self.box.seen.add(uid)
                self._say(rf"* {uid} FETCH (UID {uid} FLAGS (\Seen))".encode())
            elif "RFC822.SIZE" in rest:
                self._say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(data)})".encode())
            else:
                part = data.split(b"\r\n\r\n")[0] + b"\r\n\r\n" if "HEADER" in rest else data
                self.wfile.write(
                    f"* {uid} FETCH (UID {uid} BODY[] {{{len(part)}}}\r\n".encode() + part + b")\r\n"
                )
        self._say(f"{tag} OK done".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextlib.contextmanager
def imap() -> Iterator[Mail]:
    box = Mail()
    handler = type("Talk", (_Talk,), {"box": box})
    with _Server(("127.0.0.1", 0), handler) as server:
        box.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
