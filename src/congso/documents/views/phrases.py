"""Câu mẫu của tôi: what this person writes most."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congso.documents.actions.stock_phrases import LIMIT, add_phrase, drop_phrase
from congso.documents.queries.direct import BUILT_IN, own_phrases
from congso.kernel import wording
from congso.kernel.errors import Invalid
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to, render_screen


@require_http_methods(["GET", "POST"])
@signed_in
def phrases(request: SignedInRequest) -> HttpResponseBase:
    error, status = "", 200
    if request.method == "POST":
        try:
            add_phrase(actor=request.actor, text=request.POST.get("text", ""))
            return redirect_to(request, "documents:phrases", toast=_("Đã thêm câu mẫu."))
        except Invalid as refusal:
            error, status = wording.explain(refusal), refusal.status
    context = {
        "own": own_phrases(request.actor),
        "built_in": BUILT_IN,
        "limit": LIMIT,
        "error": error,
        "text": request.POST.get("text", ""),
    }
    return render_screen(request, "documents/phrases.html", context, status=status)


@require_POST
@signed_in
def drop(request: SignedInRequest, phrase_id: int) -> HttpResponse:
    drop_phrase(actor=request.actor, phrase_id=phrase_id)
    return redirect_to(request, "documents:phrases", toast=_("Đã bỏ câu mẫu."))
