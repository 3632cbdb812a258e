"""What both faces share: a view without session and form token, JSON answers, limits."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from congso.exchange.axis import PackageKind
from congso.exchange.hub.door import TooMany
from congso.exchange.hub.mailbox import HubRefusal

Handler = Callable[..., dict[str, Any]]
Refused = Callable[[HubRefusal], HttpResponse]


def face(method: str, refused: Refused) -> Callable[[Handler], Callable[..., HttpResponse]]:
    """A call of one method whose answer is the handler's object. Partners have no session, so no token guards one."""

    def wrap(handler: Handler) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(handler)
        def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if request.method != method:
                return JsonResponse({"success": False, "message": f"{method} only"}, status=405)
            try:
                return JsonResponse(handler(request, **kwargs))
            except HubRefusal as refusal:
                return refused(refusal)
            except TooMany:
                return JsonResponse({"success": False, "message": "too many calls"}, status=429)

        return view

    return wrap


def package_kind(text: str) -> str:
    """Raises HubRefusal 22."""
    if text not in {str(one) for one in PackageKind}:
        raise HubRefusal(22, f"no such messageType: {text[:20]}")
    return text


def body_object(request: HttpRequest) -> dict[str, Any]:
    """Raises HubRefusal 21."""
    try:
        found = json.loads(request.body)
    except ValueError as error:
        raise HubRefusal(21, "no JSON") from error
    if not isinstance(found, dict):
        raise HubRefusal(21, "no object")
    return found


def upload(request: HttpRequest, name: str) -> bytes:
    """Bytes of the form's file. Raises HubRefusal 10."""
    file = request.FILES.get(name)
    if file is None:
        raise HubRefusal(10, f"no file {name}")
    return bytes(file.read())


def not_understood(_request: HttpRequest, exception: Exception) -> JsonResponse:
    """A call that Django itself turns away (a form that is too large, a broken address)."""
    return JsonResponse({"success": False, "message": type(exception).__name__}, status=400)


def no_such_call(_request: HttpRequest, exception: Exception) -> JsonResponse:
    return JsonResponse({"success": False, "message": "no such call"}, status=404)


def trouble(_request: HttpRequest) -> JsonResponse:
    """Written to the log by Django; the partner tries again."""
    return JsonResponse({"success": False, "message": "trouble here, try again later"}, status=500)
