"""The content security policy: everything from this address, nothing inline, one live address besides.

A view that may stand in a frame of this product (a viewer) is decorated with `embeddable`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponse]
_FRAME_MARK = "_congso_embeddable"


def live_origin(request: HttpRequest) -> str:
    """Origin of the live process as this browser reaches it: "" when it is the page's own.

    Without CONGSO_LIVE_URL the same host is asked at CONGSO_LIVE_PORT.
    """
    configured: str = getattr(settings, "CONGSO_LIVE_URL", "")
    if configured.startswith("/"):
        return ""
    if configured:
        parts = urlsplit(configured)
        return f"{parts.scheme}://{parts.netloc}"
    host = urlsplit(f"//{request.get_host()}").hostname or "localhost"
    host = f"[{host}]" if ":" in host else host
    return f"{request.scheme}://{host}:{settings.CONGSO_LIVE_PORT}"


def live_url(request: HttpRequest) -> str:
    """Address of the stream, e.g. "http://localhost:8001/live"."""
    configured: str = getattr(settings, "CONGSO_LIVE_URL", "")
    base = configured.rstrip("/") if configured else live_origin(request)
    return f"{base}/live"


def policy(request: HttpRequest, *, framed: bool) -> str:
    """The header's text. `framed` lets this product's own pages show the response in a frame."""
    form_targets = " ".join(["'self'", *getattr(settings, "CONGSO_FORM_TARGETS", ())])
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob: data:",
            f"connect-src 'self' {live_origin(request)}".rstrip(),
            "worker-src 'self'",
            "frame-src 'self'",
            "frame-ancestors 'self'" if framed else "frame-ancestors 'none'",
            "base-uri 'self'",
            f"form-action {form_targets}",
            "object-src 'none'",
        ]
    )


def embeddable(view: View) -> View:
    """Let the answer of a view stand in a frame of this product."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        setattr(response, _FRAME_MARK, True)
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return inner


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Chromium shows a PDF with a plugin of its own, which object-src of the PDF's response would forbid.
        if response.get("Content-Type", "").startswith("application/pdf"):
            return response
        framed = getattr(response, _FRAME_MARK, False)
        response.setdefault("Content-Security-Policy", policy(request, framed=framed))
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(self), payment=(), usb=()"
        )
        return response
