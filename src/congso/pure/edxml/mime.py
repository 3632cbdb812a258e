"""The old generation's journey: a SOAP envelope and its files as parts of one MIME message (multipart/related)."""

import quopri
import re
from dataclasses import dataclass
from email.message import Message as Headers
from email.parser import BytesHeaderParser
from typing import Final

from congso.pure.edxml.errors import Limits, Unreadable
from congso.pure.edxml.payload import decode

_HEAD: Final = 65_536
_START: Final = re.compile(
    rb"(?:MIME-Version|Content-Type|Content-ID|Content-Transfer-Encoding)\s*:|--\S", re.IGNORECASE
)
_DELIMITER: Final = re.compile(rb"--([\w'()+,./:=?-]{1,70})[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class MimePart:
    content_id: str
    name: str
    content_type: str
    content: bytes


def starts_as_mime(data: bytes) -> bool:
    return _START.match(data.lstrip(b" \t\r\n")) is not None


def split(data: bytes, limits: Limits) -> tuple[bytes, list[MimePart]]:
    """The envelope's XML (the first part that is XML) and the other parts. Raises Unreadable mime, base64."""
    body = data.lstrip(b" \t\r\n")
    boundary = b""
    if not body.startswith(b"--"):
        headers, start = _headers(body, 0)
        boundary = (headers.get_boundary() or "").encode("ascii", "replace")
        body = body[start:]
    if not boundary:
        found = _DELIMITER.search(body, 0, _HEAD)
        if found is None:
            raise Unreadable("mime", "", "no boundary")
        boundary = found.group(1)
    spans = _spans(body, b"--" + boundary, limits)
    parts = [_part(body, start, end) for start, end in spans]
    for index, part in enumerate(parts):
        if part.content.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"<"):
            return part.content, parts[:index] + parts[index + 1 :]
    raise Unreadable("mime", "", "no part is XML")


def _spans(body: bytes, delimiter: bytes, limits: Limits) -> list[tuple[int, int]]:
    """Start and end of each part, headers included; a missing last delimiter is forgiven."""
    spans: list[tuple[int, int]] = []
    at = body.find(delimiter)
    while at >= 0:
        start = at + len(delimiter)
        if body.startswith(b"--", start):
            break
        at = body.find(b"\n" + delimiter, start)
        end = len(body) if at < 0 else at - (1 if body[at - 1 : at] == b"\r" else 0)
        spans.append((start, end))
        at = at + 1 if at >= 0 else at
        if len(spans) > limits.attachments + 1:
            raise Unreadable("too_many_attachments", "", f"at most {limits.attachments}")
    return spans


def _headers(body: bytes, at: int) -> "tuple[Headers[str, str], int]":
    """Headers that begin at `at`, and where what they describe begins. Headers end with an empty line."""
    head = body[at : at + _HEAD]
    blank = re.search(rb"\r?\n\r?\n", head)
    if blank is None:
        return BytesHeaderParser().parsebytes(b""), at
    return BytesHeaderParser().parsebytes(head[: blank.start()].lstrip(b"\r\n")), at + blank.end()


def _part(body: bytes, at: int, end: int) -> MimePart:
    line = body.find(b"\n", at, end)
    headers, start = _headers(body[: min(end, at + _HEAD)], line if line >= 0 else at)
    encoding = str(headers.get("Content-Transfer-Encoding", "")).strip().lower()
    identifier = str(headers.get("Content-ID", "")).strip()
    if encoding == "base64":
        content = decode(body, start, end, identifier or "MIME part")[0]
    elif encoding == "quoted-printable":
        content = quopri.decodestring(body[start:end])
    else:
        content = body[start:end]
    return MimePart(identifier, headers.get_filename() or "", headers.get_content_type(), content)
