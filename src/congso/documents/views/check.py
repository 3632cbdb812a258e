"""The public check page: what was issued, by whom, and whether a copy is that very file. Open to everybody."""

import io
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congso.documents.forms_outgoing import CompareForm
from congso.documents.queries import check as q

SCREEN = "documents/check.html"


def check_url(token: str) -> str:
    """The whole address, as the QR code carries it."""
    return f"{settings.CONGSO_PUBLIC_URL.rstrip('/')}{reverse('documents:check', args=[token])}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponseBase:
    found = q.checked(token)
    if found is None:
        return render(request, SCREEN, {"found": None}, status=404)
    context: dict[str, Any] = {"found": found, "token": token, "form": CompareForm()}
    if request.method == "POST" and not found.restricted:
        context |= _compared(request, found)
    return render(request, SCREEN, context, status=422 if context.get("compared") == "missing" else 200)


def _compared(request: HttpRequest, found: q.Checked) -> dict[str, Any]:
    """ "same", "other" or "missing". The copy is read once, piece by piece, and not kept."""
    form = CompareForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"compared": "missing", "form": form}
    copy = form.cleaned_data["file"]
    same = bool(found.sha256) and q.digest(copy.chunks()) == found.sha256
    return {"compared": "same" if same else "other", "copy_name": copy.name}


@require_safe
def check_code(request: HttpRequest, token: str) -> HttpResponse:
    """The QR code of the address, as SVG."""
    out = io.BytesIO()
    segno.make(check_url(token), error="m").save(out, kind="svg", scale=4, border=2, light="#fff")
    return HttpResponse(
        out.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"}
    )
