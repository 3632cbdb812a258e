"""HTTP for the axes: one request, a bounded answer, JSON; every failure is an AxisError."""

import base64
import binascii
import contextlib
import http.client
import ipaddress
import json
import secrets
import ssl
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from congso.exchange.axis import Access, AxisError


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    def object(self) -> dict[str, Any]:
        """The JSON object of the body. Raises AxisError answer."""
        try:
            found = json.loads(self.body)
        except ValueError as error:
            raise AxisError("answer", words=f"HTTP {self.status}, no JSON") from error
        if not isinstance(found, dict):
            raise AxisError("answer", words=f"HTTP {self.status}, no object")
        return found


class Web:
    """Requests to one endpoint. Redirects are not followed: credentials go where the administrator said and nowhere else.

    The connection stays open between calls, as long as the axis keeps it and nobody closes it.
    """

    apart = True
    _kept: http.client.HTTPConnection | None = None

    def __init__(self, access: Access) -> None:
        self._access = access
        parts = urllib.parse.urlsplit(access.endpoint)
        self._host, self._path = parts.netloc, parts.path.rstrip("/")
        self._secure = parts.scheme == "https"
        if not parts.hostname or not (
            self._secure or (parts.scheme == "http" and _is_this_machine(parts.hostname))
        ):
            raise AxisError("unreachable", permanent=True, words="the endpoint needs https")

    def close(self) -> None:
        """A call afterwards opens a connection again."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    __del__ = close

    def request(self, method: str, path: str, *, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Raises AxisError unreachable (also for a server's own trouble, HTTP 5xx), credentials, answer (too long)."""
        try:
            response, content = self._answered(method, path, headers, body)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise AxisError("unreachable", words=f"{type(error).__name__}: {error}") from error
        if len(content) > self._access.answer_limit:
            raise AxisError("answer", permanent=True, words=f"more than {self._access.answer_limit} bytes")
        if response.status in {401, 403}:
            raise AxisError("credentials", words=f"HTTP {response.status}")
        if response.status >= 500 or 300 <= response.status < 400 or response.status == 429:
            raise AxisError("unreachable", words=f"HTTP {response.status}")
        return Answer(response.status, content)

    def _answered(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Over the connection of the call before, if the axis kept it. It may have closed it since: then once more, anew."""
        kept, self._kept = self._kept, None
        if kept is not None:
            with contextlib.suppress(ConnectionError):
                return self._over(kept, method, path, headers, body)
        return self._over(self._connection(), method, path, headers, body)

    def _over(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
    ) -> tuple[http.client.HTTPResponse, bytes]:
        try:
            connection.request(method, self._path + path, body=body or None, headers=dict(headers))
            with connection.getresponse() as response:
                content = response.read(self._access.answer_limit + 1)
        except BaseException:
            connection.close()
            raise
        if response.will_close or len(content) > self._access.answer_limit:
            connection.close()
        else:
            self._kept = connection
        return response, content

    def _connection(self) -> http.client.HTTPConnection:
        if not self._secure:
            return http.client.HTTPConnection(self._host, timeout=self._access.timeout)
        context = ssl.create_default_context()
        if self._access.client_certificate:
            try:
                context.load_cert_chain(self._access.client_certificate)
            except (OSError, ssl.SSLError) as error:
                raise AxisError("credentials", words=f"client certificate: {error}") from error
        return http.client.HTTPSConnection(self._host, timeout=self._access.timeout, context=context)


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def decoded(text: str) -> bytes:
    """Base64 of an answer. Raises AxisError answer, for good: the same package would come again."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise AxisError("answer", permanent=True, words="no base64") from error


def multipart(fields: Mapping[str, str], name: str, file_name: str, content: bytes) -> tuple[str, bytes]:
    """Content type and body of a form with one file."""
    boundary = secrets.token_hex(16)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = b"".join([*parts, head.encode(), content, f"\r\n--{boundary}--\r\n".encode()])
    return f"multipart/form-data; boundary={boundary}", body
