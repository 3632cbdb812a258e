"""A mailbox read by IMAP4rev1 (RFC 3501): what is new, how large, the bytes, a mark that it was taken. Nothing is deleted."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

_TIMEOUT: Final = 60.0
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mailbox lies. `security`: tls, starttls; none only to this very machine."""

    host: str
    port: int = 993
    security: str = "tls"
    folder: str = "INBOX"


class Trouble(Exception):
    """The server, or the way to it. The visit ends here and comes again. `code`: reach (nobody answers there), safety (no
    encryption that can be trusted), login, folder, talk (it answered something else, or no longer).
    """

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, " ".join(words.split())[:300]


def _trouble(code: str, error: BaseException) -> Trouble:
    safety = isinstance(error, ssl.SSLError)
    return Trouble("safety" if safety else code, f"{type(error).__name__}: {error}")


class Folder:
    """One opened folder. Every call raises Trouble."""

    def __init__(self, server: imaplib.IMAP4, validity: int, count: int) -> None:
        self._server = server
        self.count = count  # messages in it
        self.validity = validity  # UIDVALIDITY: numbers mean something only within it

    def numbers(self, after: int, since: date) -> list[int]:
        """UIDs above `after` of messages that came on `since` or later, ascending."""
        # The server answers `n:*` with its last message even when that is below n.
        day = f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        found = self._do("SEARCH", None, "UID", f"{after + 1}:*", "SINCE", day)
        words = b" ".join(one for one in found if isinstance(one, bytes)).split()
        return sorted(number for number in map(int, words) if number > after)

    def size(self, uid: int) -> int:
        found = self._do("FETCH", str(uid), "(RFC822.SIZE)")
        for one in found:
            text = one[0] if isinstance(one, tuple) else one
            if text and (match := _SIZE.search(text)):
                return int(match[1])
        return 0

    def head(self, uid: int) -> bytes:
        """Its header lines, without marking it as seen."""
        return self._literal(self._do("FETCH", str(uid), "(BODY.PEEK[HEADER])"))

    def fetch(self, uid: int) -> bytes:
        """The whole message, without marking it as seen; empty when it is gone."""
        return self._literal(self._do("FETCH", str(uid), "(BODY.PEEK[])"))

    def seen(self, uid: int) -> None:
        self._do("STORE", str(uid), "+FLAGS", r"(\Seen)")

    def _literal(self, found: list[Any]) -> bytes:
        return next((bytes(one[1]) for one in found if isinstance(one, tuple)), b"")

    def _do(self, command: str, *words: str | None) -> list[Any]:
        try:
            answer, found = self._server.uid(command, *words)  # type: ignore[arg-type]  # None: no charset
        except (OSError, imaplib.IMAP4.error) as error:
            raise _trouble("talk", error) from error
        if answer != "OK":
            raise Trouble("talk", f"{command}: {found!r}")
        return list(found)


@contextmanager
def opened(place: Place, *, username: str, password: str, patience: float = _TIMEOUT) -> Iterator[Folder]:
    """A folder to read from and to mark in. `patience`: seconds for each answer. Raises Trouble."""
    server = _server(place, patience)
    try:
        yield _selected(server, username, password, place.folder)
    finally:
        _close(server)


def _server(place: Place, patience: float) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    try:
        if place.security == "tls":
            return imaplib.IMAP4_SSL(place.host, place.port, ssl_context=context, timeout=patience)
        server = imaplib.IMAP4(place.host, place.port, timeout=patience)
    except (OSError, imaplib.IMAP4.error) as error:
        raise _trouble("reach", error) from error
    if place.security == "starttls":
        try:
            server.starttls(context)
        except (OSError, imaplib.IMAP4.error) as error:
            server.shutdown()
            raise _trouble("safety", error) from error
    return server


def _selected(server: imaplib.IMAP4, username: str, password: str, folder: str) -> Folder:
    quoted = '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
    try:
        server.login(username, password)
    except (
        OSError,
        ValueError,
        imaplib.IMAP4.error,
    ) as error:  # ValueError: letters that the protocol does not carry
        raise _trouble("login", error) from error
    try:
        answer, found = server.select(quoted)
    except ValueError as error:
        raise _trouble("folder", error) from error
    except (OSError, imaplib.IMAP4.error) as error:
        raise _trouble("talk", error) from error
    if answer != "OK":
        raise Trouble("folder", f"SELECT {folder}: {found!r}")
    told = server.response("UIDVALIDITY")[1]
    count = found[0].decode() if found and found[0] else ""
    return Folder(server, int(told[0]) if told and told[0] else 0, int(count) if count.isdigit() else 0)


def _close(server: imaplib.IMAP4) -> None:
    try:
        server.logout()
    except (OSError, imaplib.IMAP4.error):
        server.shutdown()
