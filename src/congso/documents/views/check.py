"""The public check page: what was issued, by whom, and whether a copy is that very file. Open to everybody."""

import io
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congso.documents.check_codes import check_url
from congso.documents.forms_outgoing import CompareForm
from congso.documents.queries import check as q
from congso.documents.rates import per_minute

SCREEN = "documents/check.html"


@never_cache
@per_minute("check", reads=60, writes=20)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponseBase:
    found = q.checked(token)
    if found is None:
        return render(request, SCREEN, {"found": None}, status=404)
    context: dict[str, Any] = {"found": found, "form": CompareForm()}
    if request.method == "POST" and not found.restricted:
        context |= _compared(request, found)
    return render(request, SCREEN, context, status=422 if context.get("compared") == "missing" else 200)


def _compared(request: HttpRequest, found: q.Checked) -> dict[str, Any]:
    """ "same", "other" or "missing". The browser sends the hash it computed, or the copy: that is read once, piece by
    piece, and not kept."""
    form = CompareForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"compared": "missing", "form": form}
    copy = form.cleaned_data["file"]
    sha256 = form.cleaned_data["sha256"] or q.digest(copy.chunks())
    name = form.cleaned_data["name"] or (copy.name if copy else "")
    same = bool(found.sha256) and sha256 == found.sha256
    return {"compared": "same" if same else "other", "copy_name": name, "copy_sha256": q.in_groups(sha256)}


@require_safe
@per_minute("check_code", reads=120, writes=0)
def check_code(request: HttpRequest, token: str) -> HttpResponseBase:
    """The QR code of the address, as SVG; 404 for an address that nothing was given."""
    if not q.exists(token):
        return HttpResponse(status=404)
    out = io.BytesIO()
    segno.make(check_url(token), error="m").save(out, kind="svg", scale=4, border=2, light="#fff")
    return HttpResponse(
        out.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"}
    )
