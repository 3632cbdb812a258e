"""The interface, put together: version 1, its errors, its callers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from congso.kernel import wording
from congso.kernel.errors import Refusal
from congso.rest.auth import SessionAuth, TokenAuth
from congso.rest.routes_drafts import outgoing_router
from congso.rest.routes_drafts import router as drafts_router
from congso.rest.routes_incoming import router as incoming_router
from congso.rest.routes_records import router as records_router

api = NinjaAPI(
    title="Công Sở",
    version="1",
    description="The same rights as the screens. Errors are {code, message}. Lists go on with `older`.",
    auth=[SessionAuth(), TokenAuth()],
    urls_namespace="rest-v1",
    docs_url=None,
)
for _router in (records_router, incoming_router, drafts_router, outgoing_router):
    api.add_router("", _router)


def _answer(request: HttpRequest, status: int, code: str, **params: Any) -> HttpResponse:
    return api.create_response(request, {"code": code, "message": wording.say(code, params)}, status=status)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _answer(request, refusal.status, refusal.code, **refusal.params)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _answer(request, 401, "rest.not_signed_in")


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    place = error.errors[0].get("loc", ()) if error.errors else ()
    return _answer(request, 422, "rest.invalid", field=".".join(str(part) for part in place))


@api.exception_handler(Http404)
def no_such_address(request: HttpRequest, error: Http404) -> HttpResponse:
    return _answer(request, 404, "rest.no_such_address")


@api.exception_handler(HttpError)
def broken(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _answer(request, error.status_code, "rest.invalid", field="body")
