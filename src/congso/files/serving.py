"""Bytes to a browser: never guessed at, never kept by caches, never run as part of this site."""

from collections.abc import Iterator
from urllib.parse import quote

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)

from congso.files.models import Blob
from congso.files.queries import open_blob
from congso.files.rules import PDF, Span, byte_range

_CHUNK = 256 * 1024
# A PDF is shown by the browser's own viewer, which a sandbox would forbid; nosniff keeps it a PDF.
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def disposition(name: str, *, inline: bool) -> str:
    """Content-Disposition with an ASCII name for old readers and the true one (RFC 6266, RFC 5987)."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in name)
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def serve(
    request: HttpRequest, blob: Blob, *, name: str, inline: bool, revalidate: bool = False
) -> HttpResponseBase:
    """The blob, whole or in the asked range. `revalidate`: the browser may keep it but asks each time (page images)."""
    etag = f'"{blob.sha256}"'
    response: HttpResponseBase
    if _matches(request.headers.get("If-None-Match", ""), etag):
        response = HttpResponseNotModified()
    else:
        response = _content(request, blob, etag)
        response["Content-Disposition"] = disposition(name, inline=inline)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache" if revalidate else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = _ALONE if blob.mime == PDF and inline else f"sandbox; {_ALONE}"
    if inline:
        response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _matches(header: str, etag: str) -> bool:
    return header.strip() == "*" or etag in (part.strip().removeprefix("W/") for part in header.split(","))


def _content(request: HttpRequest, blob: Blob, etag: str) -> HttpResponseBase:
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", etag) == etag else ""
    try:
        span = byte_range(asked, blob.size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{blob.size}"})
    part = span or Span(0, blob.size - 1)
    body = () if request.method == "HEAD" else _stream(blob, part)
    response = StreamingHttpResponse(body, status=206 if span else 200, content_type=blob.mime)
    response["Content-Length"] = str(part.length)
    if span:
        response["Content-Range"] = f"bytes {part.start}-{part.end}/{blob.size}"
    return response


def _stream(blob: Blob, span: Span) -> Iterator[bytes]:
    # Opened with the first part asked for: an answer that is never read leaves no open file behind.
    with open_blob(blob) as file:
        file.seek(span.start)
        left = span.length
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
