"""Acts on one arrival: each reads its form, calls one action and goes on."""

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congso.documents.actions.add_paper import add_paper as add
from congso.documents.actions.cancel_registration import cancel_registration
from congso.documents.actions.close_incoming import close_incoming, reopen_incoming
from congso.documents.actions.refuse_incoming import refuse_incoming
from congso.documents.actions.state_incoming_marking import state_incoming_marking
from congso.documents.actions.withdraw_incoming import withdraw_incoming
from congso.documents.forms_incoming import (
    CancelForm,
    CloseForm,
    MarkingForm,
    PaperForm,
    ReasonForm,
    RecallForm,
)
from congso.documents.queries import incoming_document as dq
from congso.documents.views.incoming_round import go_on
from congso.kernel.errors import Invalid
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to

PAGE = "documents:incoming_document"


@require_POST
@signed_in
def refuse(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    shown = dq.document(request.actor, incoming_id)
    form = ReasonForm(request.POST)
    form.is_valid()
    refuse_incoming(
        actor=request.actor,
        incoming_id=incoming_id,
        reason=form.cleaned_data.get("reason", ""),
        expected_version=form.cleaned_data.get("version"),
    )
    return go_on(request, shown, _("Đã trả lại nơi gửi."))


@require_POST
@signed_in
def marking(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """The clerk looked at a held scan."""
    form = MarkingForm(request.POST)
    if not form.is_valid():
        raise Invalid("documents.file_held")
    marked = form.cleaned_data["marked"]
    shown = dq.document(request.actor, incoming_id)
    state_incoming_marking(actor=request.actor, incoming_id=incoming_id, marked=marked)
    if shown.state != "waiting":
        toast = _("Đã xóa tệp có dấu mật và ghi mẩu đăng ký.") if marked else _("Đã ghi: không có dấu mật.")
        return redirect_to(request, "documents:incoming_document", incoming_id, toast=toast)
    if marked:
        return go_on(request, shown, _("Đã xóa bản quét có dấu mật và ghi mẩu đăng ký."))
    return redirect_to(
        request, "documents:incoming_register", incoming_id, toast=_("Đã ghi: không có dấu mật.")
    )


@require_POST
@signed_in
def cancel(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    form = CancelForm(request.POST)
    form.is_valid()
    again = cancel_registration(
        actor=request.actor,
        incoming_id=incoming_id,
        reason=form.cleaned_data.get("reason", ""),
        again=bool(form.cleaned_data.get("again")),
        expected_version=form.cleaned_data.get("version"),
    )
    toast = _("Đã hủy đăng ký; số đến được giữ trong sổ với lý do.")
    if again is not None:
        return redirect_to(request, "documents:incoming_register", again, toast=toast)
    return redirect_to(request, PAGE, incoming_id, toast=toast)


@require_POST
@signed_in
def close(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    form = CloseForm(request.POST)
    form.is_valid()
    close_incoming(
        actor=request.actor,
        incoming_id=incoming_id,
        kind=form.cleaned_data.get("kind", ""),
        reason=form.cleaned_data.get("reason", ""),
        expected_version=form.cleaned_data.get("version"),
    )
    return redirect_to(request, PAGE, incoming_id, toast=_("Đã đóng văn bản."))


@require_POST
@signed_in
def reopen(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    form = ReasonForm(request.POST)
    form.is_valid()
    reopen_incoming(
        actor=request.actor,
        incoming_id=incoming_id,
        reason=form.cleaned_data.get("reason", ""),
        expected_version=form.cleaned_data.get("version"),
    )
    return redirect_to(request, PAGE, incoming_id, toast=_("Đã mở lại văn bản."))


@require_POST
@signed_in
def add_paper(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    form = PaperForm(request.POST)
    form.is_valid()
    add(actor=request.actor, incoming_id=incoming_id, place=form.cleaned_data.get("place", ""))
    return redirect_to(request, PAGE, incoming_id, toast=_("Đã ghi bản giấy."))


@require_POST
@signed_in
def answer_recall(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    form = RecallForm(request.POST)
    form.is_valid()
    agree = bool(form.cleaned_data.get("agree"))
    withdraw_incoming(
        actor=request.actor, incoming_id=incoming_id, agree=agree, reason=form.cleaned_data.get("reason", "")
    )
    toast = _("Đã đồng ý thu hồi.") if agree else _("Đã từ chối thu hồi; văn bản giữ nguyên.")
    return redirect_to(request, PAGE, incoming_id, toast=toast)
