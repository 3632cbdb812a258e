"""Helpers of views: one template per screen, toasts, redirects that HTMX follows with a whole page."""

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url


def is_htmx(request: HttpRequest) -> bool:
    """True for a request of HTMX that wants a part of a page."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.history_restore_request


def base_template(request: HttpRequest) -> str:
    """`ui/_page.html` when HTMX asks for #main, else the whole shell."""
    if is_htmx(request) and getattr(request, "htmx").target == "main":  # noqa: B009 - set by django-htmx
        return "ui/_page.html"
    return "ui/base.html"


def render_screen(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole screen, or only its `{% partialdef part %}` when HTMX asks for it."""
    name = f"{template}#{part}" if part and is_htmx(request) else template
    return render(request, name, context, status=status)


def push_toast(
    response: HttpResponse, text: str, *, undo_url: str = "", undo_label: str = ""
) -> HttpResponse:
    """Show a line at the foot of the page after an HTMX swap. `undo_url` is posted to when "Hoàn tác" is pressed."""
    triggers: dict[str, Any] = json.loads(response.headers.get("HX-Trigger", "{}"))
    triggers["toast"] = {"text": str(text), "undo": undo_url, "undoLabel": undo_label}
    response.headers["HX-Trigger"] = json.dumps(triggers)
    return response


def redirect_to(request: HttpRequest, to: Any, *args: Any, toast: str = "", **kwargs: Any) -> HttpResponse:
    """Go on to another page after an act, with a toast there: 302 for a form, `HX-Redirect` for HTMX."""
    if toast:
        messages.success(request, toast)
    url = resolve_url(to, *args, **kwargs)
    if is_htmx(request):
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = url
        return response
    return HttpResponseRedirect(url)


def is_sign_in(url: str) -> bool:
    return urlsplit(url).path == resolve_url(settings.LOGIN_URL)
