"""The page that a letter with large files leads to. Open to whoever holds its address, until its day."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congso.mail import queries
from congso.mail.actions.give_file import give_file

SCREEN = "mail/letter.html"


@never_cache
@require_safe
def letter(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.link(token)
    response = render(request, SCREEN, {"found": found, "token": token}, status=200 if found else 404)
    # The address is the key: it goes to no other site, and into no index.
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
def letter_file(request: HttpRequest, token: str, position: int) -> HttpResponseBase:
    found = queries.link(token)
    if found is None or not 1 <= position <= len(found.files):
        return render(request, SCREEN, {"found": None, "token": token}, status=404)
    file = found.files[position - 1]
    response = FileResponse(give_file(found, file.id), as_attachment=True, filename=file.name)
    response["Content-Type"] = file.mime
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Robots-Tag"] = "noindex"
    return response
