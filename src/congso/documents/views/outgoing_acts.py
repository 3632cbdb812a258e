"""Acts on one outgoing document: each reads its form, calls one action and goes on."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congso.documents.actions import change_recipients as lines
from congso.documents.actions.allow_seal import allow_seal
from congso.documents.actions.bring_ink import add_scan
from congso.documents.actions.cancel_outgoing import cancel_outgoing, recall_outgoing, return_signed
from congso.documents.actions.correct_outgoing import restrict_outgoing, start_correction
from congso.documents.actions.issue_outgoing import issue_outgoing
from congso.documents.actions.seal_outgoing import finish_on_paper, seal_outgoing
from congso.documents.axis_directory import code_of
from congso.documents.forms_outgoing import (
    LineForm,
    NumberForm,
    ReasonForm,
    RecipientForm,
    ScanForm,
)
from congso.documents.queries import outgoing_document as dq
from congso.documents.queries.agencies import agency_named
from congso.documents.views.incoming import optional
from congso.documents.views.outgoing_document import screen
from congso.kernel import once, wording
from congso.kernel.errors import Conflict, Invalid
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import put_refusal, redirect_to

PAGE: Final = "documents:outgoing_document"


def _go(request: SignedInRequest, outgoing_id: int, toast: str) -> HttpResponse:
    return redirect_to(request, PAGE, outgoing_id, toast=toast)


@require_POST
@signed_in
def number(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    """Give the number. Who presses twice, or second, reads which number it has."""
    shown = dq.document(request.actor, outgoing_id)
    form = NumberForm(request.POST, reserved=shown.proposal.reserved if shown.proposal else ())
    if not form.is_valid():
        return screen(request, shown, status=422, number_form=form)
    try:
        code = issue_outgoing(actor=request.actor, outgoing_id=outgoing_id, **form.given())
    except Conflict as conflict:
        messages.warning(request, wording.explain(conflict))
        return redirect(PAGE, outgoing_id)
    except Invalid as refusal:
        put_refusal(form, refusal)
        return screen(request, shown, status=422, number_form=form)
    return _go(request, outgoing_id, _("Đã cấp số %(code)s.") % {"code": code})


def _reason(request: SignedInRequest) -> str:
    form = ReasonForm(request.POST)
    form.is_valid()
    return str(form.cleaned_data.get("reason", ""))


@require_POST
@signed_in
def give_back(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    return_signed(actor=request.actor, outgoing_id=outgoing_id, reason=_reason(request))
    return redirect_to(request, "documents:outgoing", toast=_("Đã trả lại người soạn."))


@require_POST
@signed_in
def cancel(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    cancel_outgoing(actor=request.actor, outgoing_id=outgoing_id, reason=_reason(request))
    return _go(request, outgoing_id, _("Đã hủy; số được giữ trong sổ với lý do."))


@require_POST
@signed_in
def recall(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    recall_outgoing(actor=request.actor, outgoing_id=outgoing_id, reason=_reason(request))
    return _go(request, outgoing_id, _("Đã gửi đề nghị thu hồi đến các nơi nhận."))


@require_POST
@signed_in
def seal(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    """Try the seal again, here and now."""
    if seal_outgoing(actor=request.actor, outgoing_id=outgoing_id):
        return _go(request, outgoing_id, _("Đã đóng dấu."))
    return redirect(PAGE, outgoing_id)


@require_POST
@signed_in
def allow(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    """The clerk of a further body of a joint document seals; the press waits for no other."""
    whole = allow_seal(actor=request.actor, outgoing_id=outgoing_id)
    toast = _("Đang đóng dấu.") if whole else _("Đã ghi; dấu được đóng khi các nơi khác cũng đồng ý.")
    return _go(request, outgoing_id, toast)


@require_POST
@signed_in
def finish(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    finish_on_paper(actor=request.actor, outgoing_id=outgoing_id)
    return _go(request, outgoing_id, _("Đã phát hành bản giấy."))


@require_POST
@signed_in
def scan(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    shown = dq.document(request.actor, outgoing_id)
    form = ScanForm(request.POST, request.FILES)
    form.is_valid()
    try:
        file = form.cleaned_data.get("scan")
        if file is None:
            raise Invalid("documents.scan_missing", field="scan")
        add_scan(
            actor=request.actor,
            outgoing_id=outgoing_id,
            scan=(file.name, file.file),
            unmarked=bool(form.cleaned_data.get("unmarked")),
        )
    except Invalid as refusal:
        put_refusal(form, refusal)
        return screen(request, shown, status=422, scan_form=form)
    return _go(request, outgoing_id, _("Đã thêm bản quét, đang đóng dấu."))


@require_POST
@signed_in
def restrict(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    restricted = request.POST.get("restricted") == "1"
    restrict_outgoing(actor=request.actor, outgoing_id=outgoing_id, restricted=restricted)
    toast = (
        _("Trang kiểm tra công khai chỉ cho biết có văn bản này.")
        if restricted
        else _("Trang kiểm tra công khai nêu đủ thông tin.")
    )
    return _go(request, outgoing_id, toast)


@require_POST
@signed_in
def correct(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    key = request.POST.get(once.FIELD, "")
    draft_id = start_correction(actor=request.actor, outgoing_id=outgoing_id, once_key=key)
    toast = _("Đã mở dự thảo công văn đính chính.")
    return redirect_to(request, optional("documents:draft", draft_id) or "/", toast=toast)


@require_POST
@signed_in
def add_recipient(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    form = RecipientForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid("documents.recipient_unnamed", field="name")
        lines.add_recipients(actor=request.actor, outgoing_id=outgoing_id, added=[_new_line(request, form)])
    except Invalid as refusal:
        shown = dq.document(request.actor, outgoing_id)
        put_refusal(form, refusal)
        return screen(request, shown, status=422, recipient_form=form, adding=True)
    return _go(request, outgoing_id, _("Đã thêm nơi nhận."))


def _new_line(request: SignedInRequest, form: RecipientForm) -> lines.NewRecipient:
    data = form.cleaned_data
    name, copies = data["name"], data["copies"] or 1
    if data["channel"] == "axis":
        code = code_of(request.actor.agency_id or 0, name)
        if not code:
            raise Invalid("documents.recipient_not_on_axis", field="name", name=name)
        return lines.NewRecipient(name=name, axis_code=code, copies=copies)
    if data["channel"] != "internal":
        return lines.NewRecipient(name=name, address=data["address"], copies=copies)
    agency = agency_named(name)
    if agency is None:
        raise Invalid("documents.recipients_not_found", field="name", name=name)
    return lines.NewRecipient(name=name, agency_id=agency, copies=copies)


@require_POST
@signed_in
def drop_recipient(request: SignedInRequest, outgoing_id: int, recipient_id: int) -> HttpResponseBase:
    lines.drop_recipient(actor=request.actor, outgoing_id=outgoing_id, recipient_id=recipient_id)
    return _go(request, outgoing_id, _("Đã bỏ nơi nhận."))


@require_POST
@signed_in
def resend(request: SignedInRequest, outgoing_id: int, recipient_id: int) -> HttpResponseBase:
    form = LineForm(request.POST)
    form.is_valid()
    lines.resend(
        actor=request.actor, outgoing_id=outgoing_id, recipient_id=recipient_id, address=form.cleaned_data.get("address", "")
    )  # fmt: skip
    return _go(request, outgoing_id, _("Đang gửi lại."))


@require_POST
@signed_in
def mark_recipient(request: SignedInRequest, outgoing_id: int, recipient_id: int) -> HttpResponseBase:
    form = LineForm(request.POST)
    form.is_valid()
    data = form.cleaned_data
    lines.mark_recipient(
        actor=request.actor,
        outgoing_id=outgoing_id,
        recipient_id=recipient_id,
        state=data.get("state", ""),
        note=data.get("note", ""),
        address=data.get("address", ""),
    )
    return _go(request, outgoing_id, _("Đã ghi trạng thái nơi nhận."))
