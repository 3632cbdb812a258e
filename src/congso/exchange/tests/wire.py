"""Our adapters' HTTP, answered by Django's test client instead of a network."""

from typing import Any

from django.test import Client

from congso.exchange.adapters.web import Answer
from congso.exchange.axis import Access, AxisError


class Wire:
    """Our adapters' HTTP, answered by Django's test client: the faces are called as they are over the network."""

    apart = False  # the hub is asked in the transaction of the test

    def __init__(self, access: Access) -> None:
        self.path = access.endpoint

    def request(self, method: str, path: str, *, headers: dict[str, str], body: bytes = b"") -> Any:
        answer = Client(enforce_csrf_checks=True).generic(
            method, self.path + path, body, content_type=headers["Content-Type"],
            headers={name: value for name, value in headers.items() if name != "Content-Type"},
        )  # fmt: skip
        if answer.status_code in {401, 403}:
            raise AxisError("credentials", words=str(answer.status_code))
        if answer.status_code == 429:
            raise AxisError("unreachable", words="429")
        return Answer(answer.status_code, answer.content)

    def close(self) -> None:
        """There is nothing to close."""
