"""Refusals of actions become one plain answer; HTMX is kept from swapping a sign-in page into a pane."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from congso.kernel import wording
from congso.kernel.errors import Refusal
from congso.ui.errors import Words, respond
from congso.ui.htmx import is_htmx, is_sign_in

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RefusalMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request"])
        location = response.get("Location", "")
        if is_htmx(request) and response.status_code in (301, 302, 303) and is_sign_in(location):
            whole = HttpResponse(status=204)
            whole.headers["HX-Redirect"] = location
            return whole
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            if exception.page and request.accepts("text/html"):
                return self._lead_on(request, exception.page)
            return respond(
                request, exception.status, Words(what=wording.explain(exception), code=exception.code)
            )
        return None

    def _lead_on(self, request: HttpRequest, page: str) -> HttpResponse:
        if is_htmx(request):
            return HttpResponse(status=204, headers={"HX-Redirect": page})
        return HttpResponse(status=303, headers={"Location": page})


class LanguageMiddleware:
    """Vietnamese unless the reader chose otherwise: machines of offices often carry an English browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
