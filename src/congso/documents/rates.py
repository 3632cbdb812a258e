"""How often a stranger may ask: public pages keep guessing and hammering expensive."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

MINUTE: Final = 60
View = Callable[..., HttpResponseBase]


def per_minute(name: str, *, reads: int, writes: int) -> Callable[[View], View]:
    """Limits of one network address and server process; beyond them 429 and when to come back."""

    def limited(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            kind, limit = ("w", writes) if request.method == "POST" else ("r", reads)
            if _count(f"rate:{name}:{kind}:{get_adapter().get_client_ip(request)}") <= limit:
                return view(request, *args, **kwargs)
            response = render(request, "documents/too_often.html", status=429)
            response["Retry-After"] = str(MINUTE)
            return response

        return inner

    return limited


def _count(key: str) -> int:
    cache.add(key, 0, MINUTE)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        return 1
