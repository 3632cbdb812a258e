"""Acts on the slip of one draft: each reads its form, calls one action and goes on."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congso.documents.actions.submit_draft import (
    NotReady,
    approve_step,
    reopen_draft,
    return_draft,
    submit_draft,
    take_back_draft,
    withdraw_draft,
)
from congso.documents.forms_draft import RemarksForm, SubmitForm
from congso.documents.queries import draft_page as dq
from congso.documents.queries import draft_slip
from congso.documents.texts_draft import STAGES, STOCK_REMARKS
from congso.documents.views.draft import common
from congso.kernel import wording
from congso.kernel.errors import Conflict, Forbidden, Invalid, Refusal
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to, render_screen

PAGE = "documents:draft"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def submit(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """Trình: what is missing, or who gets it; then the act."""
    if request.method != "POST":
        return _submit_screen(request, draft_id)
    form = SubmitForm(request.POST)
    form.is_valid()
    try:
        stage = submit_draft(
            actor=request.actor,
            draft_id=draft_id,
            expected_revision=form.cleaned_data.get("version"),
            note=form.cleaned_data.get("note", ""),
        )
    except NotReady:
        return _submit_screen(request, draft_id, status=422)
    except (Invalid, Conflict, Forbidden) as refusal:
        return _submit_screen(request, draft_id, refusal, status=422)
    toast = _("Đã trình: %(stage)s.") % {"stage": STAGES[stage]}
    return redirect_to(request, "documents:drafts", toast=toast)


def _submit_screen(
    request: SignedInRequest, draft_id: int, refusal: Refusal | None = None, *, status: int = 200
) -> HttpResponse:
    shown = dq.document(request.actor, draft_id)
    if not shown.may["submit"]:
        raise refusal or Conflict("documents.draft_wrong_state")
    ready = draft_slip.readiness(request.actor, draft_id)
    context = {
        **common(shown),
        "missing": [(field, wording.say(code)) for field, code in ready.missing],
        "warnings": ready.unprintable,
        "reviewers": [(STAGES[one.stage], one) for one in ready.reviewers],
        "refusal": wording.explain(refusal) if refusal else "",
    }
    return render_screen(request, "documents/draft_submit.html", context, part="sheet", status=status)


@require_POST
@signed_in
def approve(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    form = RemarksForm(request.POST)
    form.is_valid()
    stage = approve_step(
        actor=request.actor,
        draft_id=draft_id,
        remarks=form.cleaned_data.get("remarks", ""),
        expected_revision=form.cleaned_data.get("version"),
    )
    toast = _("Đã đồng ý, chuyển tiếp: %(stage)s.") % {"stage": STAGES[stage]}
    return redirect_to(request, "documents:signing", toast=toast)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def give_back(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """Trả lại, with remarks; the stock ones are one press."""
    if request.method != "POST":
        return _return_screen(request, draft_id)
    form = RemarksForm(request.POST)
    form.is_valid()
    try:
        return_draft(
            actor=request.actor,
            draft_id=draft_id,
            remarks=form.cleaned_data.get("remarks", ""),
            expected_revision=form.cleaned_data.get("version"),
        )
    except Invalid as refusal:
        return _return_screen(request, draft_id, wording.explain(refusal), status=422)
    return redirect_to(request, "documents:signing", toast=_("Đã trả lại người soạn."))


def _return_screen(
    request: SignedInRequest, draft_id: int, error: str = "", *, status: int = 200
) -> HttpResponse:
    shown = dq.document(request.actor, draft_id)
    if not shown.may["return"]:
        raise Conflict("documents.draft_wrong_state")
    context = {**common(shown), "stock": STOCK_REMARKS, "error": error}
    return render_screen(request, "documents/draft_return.html", context, part="sheet", status=status)


@require_POST
@signed_in
def take_back(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    take_back_draft(actor=request.actor, draft_id=draft_id, reason=request.POST.get("reason", "")[:300])
    return redirect_to(request, PAGE, draft_id, toast=_("Đã rút lại để sửa."))


@require_POST
@signed_in
def withdraw(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    withdraw_draft(actor=request.actor, draft_id=draft_id, reason=request.POST.get("reason", "")[:300])
    return redirect_to(request, "documents:drafts", toast=_("Đã rút dự thảo; vẫn xem được ở mục Đã xong."))


@require_POST
@signed_in
def reopen(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    reopen_draft(actor=request.actor, draft_id=draft_id)
    return redirect_to(request, PAGE, draft_id, toast=_("Đã mở lại dự thảo."))
