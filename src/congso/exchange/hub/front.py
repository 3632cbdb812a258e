"""Partners' calls past what is there for people: session, language, forms, pages, compression.

Nearly all calls of a hub ask for a mailbox in which nothing is. The views and their policy are the same either way.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.middleware.security import SecurityMiddleware

ROOT: Final = "/lien-thong/truc/"
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class _Request(WSGIRequest):
    urlconf = "congso.exchange.hub.front_urls"


class _Handler(WSGIHandler):
    request_class = _Request

    def load_middleware(self, is_async: bool = False) -> None:
        """Only what is sent with every answer (HTTPS, types that are not guessed)."""
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        view: Any = self._get_response  # type: ignore[attr-defined]  # of Django's BaseHandler, which the stubs leave out
        answer = SecurityMiddleware(convert_exception_to_response(view))
        self._middleware_chain = convert_exception_to_response(answer)


def in_front_of(pages: Application) -> Application:
    """The hub's calls are answered here, all others by `pages`."""
    hub = _Handler()

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        chosen = hub if environ.get("PATH_INFO", "").startswith(ROOT) else pages
        return chosen(environ, start_response)

    return application
