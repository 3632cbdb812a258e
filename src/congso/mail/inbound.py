"""A message taken apart: who wrote, when, the words, the files. Values only; whatever is wrong with it is Broken."""

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Final

from congso.pure.vietnamese import nfc

_BLOCKS: Final = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "table"})
_SILENT: Final = frozenset({"style", "script", "head", "title"})


class Broken(Exception):
    """No message that could be filed."""


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """`sender` as "Name <address>"; `at` as the sender's clock said, None when it said nothing."""

    message_id: str
    sender: str
    subject: str
    at: datetime | None
    text: str
    files: tuple[File, ...]


def read(data: bytes) -> Message:
    """Raises Broken."""
    try:
        parsed = email.message_from_bytes(data, policy=email.policy.default)
        return _read(parsed)
    except Broken:
        raise
    except Exception as error:
        # The library raises whatever it stumbles over (LookupError, AttributeError, IndexError …): strangers write these bytes.
        raise Broken(f"{type(error).__name__}: {error}") from error


def message_id(data: bytes) -> str:
    """Of a message or its header lines; empty when it has none, or it cannot be read."""
    try:
        return str(email.message_from_bytes(data, policy=email.policy.default)["Message-ID"] or "").strip()
    except Exception:
        return ""


def sender(data: bytes) -> str:
    """Who wrote, off the header lines alone; empty when nobody can be read."""
    try:
        return _line(str(email.message_from_bytes(data, policy=email.policy.default)["From"] or ""))[:300]
    except Exception:
        return ""


def _read(parsed: EmailMessage) -> Message:
    written_by = _line(str(parsed["From"] or ""))[:300]
    if not written_by:
        raise Broken("nobody wrote it")
    told = parsed["Date"]
    files, texts = _parts(parsed)
    return Message(
        message_id=str(parsed["Message-ID"] or "").strip(),
        sender=written_by,
        subject=_line(str(parsed["Subject"] or "")),
        at=told.datetime if told is not None else None,
        text=_body(texts),
        files=tuple(files),
    )


def _parts(parsed: EmailMessage) -> tuple[list[File], dict[str, list[str]]]:
    """Files, and texts by their type. Pictures inside a page of HTML (logos, signatures) are neither."""
    files: list[File] = []
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for part in parsed.walk():
        if part.is_multipart():
            continue
        kind, name = part.get_content_type(), part.get_filename()
        attached = part.get_content_disposition() == "attachment"
        if kind in texts and not attached and not name:
            texts[kind].append(str(part.get_content()))
        elif (attached or name) and not (part["Content-ID"] and kind.startswith("image/")):
            files.append(File(_line(name or "tep")[:150], _content(part)))
    return files, texts


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or any("Base64" in type(one).__name__ for one in part.defects):
        raise Broken("a file is cut or garbled")
    return content


def _body(texts: dict[str, list[str]]) -> str:
    plain = "\n\n".join(texts["text/plain"]).strip()
    if not plain:
        plain = "\n\n".join(_words(one) for one in texts["text/html"]).strip()
    return nfc(plain.replace("\r\n", "\n").replace("\0", ""))


def _line(text: str) -> str:
    return nfc(" ".join(text.replace("\0", "").split()))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(self._silent - (tag in _SILENT), 0)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(" ".join(data.split()) + " " if data.strip() else "")


def _words(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    lines = ("".join(reader.found)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())
