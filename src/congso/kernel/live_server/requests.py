"""As much HTTP as a stream needs: one GET per connection (RFC 9112), and who may ask from where."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

HEAD_LIMIT = 16 * 1024
_REASONS = {
    200: "OK",
    204: "No Content",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    503: "Service Unavailable",
}


@dataclass(frozen=True, slots=True)
class Request:
    """`headers` have lower-case names. `last` is the place told by the browser, its header before its address."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]

    @property
    def session(self) -> str:
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(self.headers.get("cookie", ""))
        except CookieError:
            return ""
        found = jar.get(settings.SESSION_COOKIE_NAME)
        return found.value if found else ""

    @property
    def last(self) -> str:
        return self.headers.get("last-event-id") or self.query.get("last", [""])[0]


def parse(head: bytes) -> Request | None:
    """The request of a head without its empty line; None for what is not HTTP/1."""
    try:
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, version = first.split(" ")
        pairs = (line.split(":", 1) for line in lines if line)
        headers = {name.strip().lower(): value.strip() for name, value in pairs}
        parts = urlsplit(target)
    except ValueError:
        return None
    if version not in {"HTTP/1.1", "HTTP/1.0"}:
        return None
    return Request(method, parts.path, parse_qs(parts.query), headers)


def allowed_origin(request: Request) -> str | None:
    """The Origin to answer to: "" when none was sent (one address for all), None when a foreign page asks.

    A page may read its person's stream from its own host only: at the port of the pages or at the public address.
    """
    host, _ = split_domain_port(request.headers.get("host", ""))
    if not host or not validate_host(host, settings.ALLOWED_HOSTS):
        return None
    origin = request.headers.get("origin", "")
    if not origin:
        return None if request.headers.get("sec-fetch-site") == "cross-site" else ""
    parts = urlsplit(origin)
    named = {settings.CONGSO_PUBLIC_URL.rstrip("/"), *settings.CSRF_TRUSTED_ORIGINS}
    own_host = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname
    same = (
        parts.netloc == request.headers["host"]
        and parts.scheme == urlsplit(settings.CONGSO_PUBLIC_URL).scheme
    )
    if own_host == host and (
        _port(parts.scheme, parts.netloc) == settings.CONGSO_PORT or origin in named or same
    ):
        return origin
    return None


def _port(scheme: str, netloc: str) -> int:
    _, port = split_domain_port(netloc.lower())
    return int(port) if port else {"https": 443}.get(scheme, 80)


def head(status: int, content_type: str, origin: str, *, length: int | None = None) -> bytes:
    """A response head. Without `length` the body ends with the connection, as a stream does."""
    lines = [
        f"HTTP/1.1 {status} {_REASONS[status]}",
        f"Content-Type: {content_type}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "X-Accel-Buffering: no",
        "Connection: close",
        "Vary: Origin",
    ]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    if origin:
        lines += [f"Access-Control-Allow-Origin: {origin}", "Access-Control-Allow-Credentials: true"]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
