"""New arrivals from files or on paper."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from congso.documents.actions.receive_incoming import (
    Received,
    Upload,
    attach_files,
    receive_paper,
    receive_upload,
)
from congso.documents.actions.split_pile import receive_pile
from congso.documents.forms_incoming import UploadForm
from congso.guard import api as guard
from congso.kernel import once, wording
from congso.kernel.errors import Invalid, Refusal
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to


def _files(request: HttpRequest) -> list[Upload]:
    sent = request.FILES.getlist("files")
    return [(file.name or "", cast(BinaryIO, file.file)) for file in sent if file.file is not None]


@require_POST
@signed_in
def upload(request: SignedInRequest) -> HttpResponseBase:
    """One arrival a file, or one arrival of them all; each file has its own answer."""
    form = UploadForm(request.POST)
    form.is_valid()
    if form.cleaned_data.get("pile"):
        return _piles(request)
    together = bool(form.cleaned_data.get("together"))
    key = form.cleaned_data.get("batch", "") if together else request.headers.get("X-Upload-Id", "")
    results = receive_upload(
        actor=request.actor,
        files=_files(request),
        paper=bool(form.cleaned_data.get("paper")),
        together=together,
        once_key=key,
    )
    return _answer(request, results)


def _piles(request: SignedInRequest) -> HttpResponseBase:
    """Scanned piles: each is kept and parted in the background; the first that is refused is explained."""
    made = 0
    key = request.headers.get("X-Upload-Id", "")
    try:
        for name, content in _files(request):
            made = receive_pile(actor=request.actor, name=name, content=content, once_key=key)
        if not made:
            raise Invalid("documents.file_missing")
    except Refusal as refusal:
        return _answer(request, [Received("", refusal=refusal)])
    if request.headers.get("Accept", "").startswith("application/json"):
        address = reverse("documents:scan_pile", args=[made])
        return JsonResponse({"message": _("Đã nhận, đang tách"), "url": address})
    return redirect("documents:scan_pile", made)


@require_POST
@signed_in
def attach(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """Files added to a waiting arrival."""
    results = attach_files(actor=request.actor, incoming_id=incoming_id, files=_files(request))
    return _answer(request, results)


@require_POST
@signed_in
def paper(request: SignedInRequest) -> HttpResponseBase:
    """An arrival on paper that was not scanned."""
    made = receive_paper(
        actor=request.actor,
        note=request.POST.get("subject", "")[:500],
        once_key=request.POST.get(once.FIELD, ""),
    )
    return redirect_to(request, "documents:incoming_register", made)


def _answer(request: SignedInRequest, results: list[Received]) -> HttpResponse:
    if not results:
        results = [Received("", refusal=Invalid("documents.file_missing"))]
    if request.headers.get("Accept", "").startswith("application/json"):
        return _json(results)
    good = [one for one in results if one.refusal is None]
    for one in results:
        if one.refusal is not None:
            messages.warning(
                request,
                f"{one.name}: {wording.explain(one.refusal)}" if one.name else wording.explain(one.refusal),
            )
    if good:
        count = len(good)
        messages.success(request, ngettext("Đã nhận %(n)s tệp.", "Đã nhận %(n)s tệp.", count) % {"n": count})
    if len({one.incoming_id for one in good}) == 1:
        return redirect("documents:incoming_register", good[0].incoming_id)
    return redirect("documents:incoming_waiting")


def _json(results: list[Received]) -> JsonResponse:
    refusal: Refusal | None = next((one.refusal for one in results if one.refusal is not None), None)
    if refusal is not None:
        body = {"code": refusal.code, "message": wording.explain(refusal)}
        if isinstance(refusal, guard.SecretMarking):
            body["url"] = guard.refusal_url(refusal)
        return JsonResponse(body, status=refusal.status)
    first = results[0]
    message = _("Đã nhận, chờ xác nhận dấu mật") if first.held else _("Đã nhận")
    return JsonResponse(
        {"message": message, "url": reverse("documents:incoming_register", args=[first.incoming_id])}
    )
