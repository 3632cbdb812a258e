"""The line to a remote signing service: one POST, an answer or silence."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

SECONDS: Final = 15
LIMIT: Final = 1024 * 1024
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})

# Address, headers, body, seconds that the answer may take beyond the usual: status and body.
Line = Callable[[str, Mapping[str, str], bytes, int], tuple[int, bytes]]


class Silent(Exception):
    """No answer. `late`: none within the time."""

    def __init__(self, *, late: bool = False) -> None:
        super().__init__("late" if late else "unreachable")
        self.late = late


class _NoDetours(urllib.request.HTTPRedirectHandler):
    """A detour would carry our credentials to another address."""

    def redirect_request(self, *_arguments: object) -> None:
        return None


def over_http(url: str, headers: Mapping[str, str], body: bytes, waits: int) -> tuple[int, bytes]:
    """Over https; over http on this very machine alone (the simulator). Raises Silent."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise Silent
    return post(url, headers, body, SECONDS + waits)


def post(url: str, headers: Mapping[str, str], body: bytes, seconds: int) -> tuple[int, bytes]:
    """To an address that the operator named. Raises Silent."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise Silent
    request = urllib.request.Request(url, data=body, headers=dict(headers))  # noqa: S310
    opener = urllib.request.build_opener(_NoDetours)
    try:
        with opener.open(request, timeout=seconds) as answer:
            return answer.status, answer.read(LIMIT)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(LIMIT)
    except TimeoutError:
        raise Silent(late=True) from None
    except urllib.error.URLError as error:
        raise Silent(late=isinstance(error.reason, TimeoutError)) from None
    except (http.client.HTTPException, OSError, ValueError):
        raise Silent from None
