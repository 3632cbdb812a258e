"""A sent document is replaced by another one, or sent anew to those who have it."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congso.documents.actions.supersede_outgoing import replace_outgoing, update_outgoing
from congso.documents.forms_supersede import ReplaceForm, UpdateForm
from congso.documents.policies_incoming import require
from congso.documents.policies_outgoing import may
from congso.documents.queries import outgoing_document as dq
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import FormScreen, run_form


def _open(request: SignedInRequest, outgoing_id: int) -> dq.Document:
    """Raises NotFound, Forbidden, Conflict before anything is typed."""
    shown = dq.document(request.actor, outgoing_id)
    require(may(request.actor, "recall", shown.row, seen=True), document=shown.code)
    return shown


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def replace(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    shown = _open(request, outgoing_id)
    page = reverse("documents:outgoing_document", args=[outgoing_id])

    def act(form: ReplaceForm) -> str:
        given = form.cleaned_data
        replace_outgoing(
            actor=request.actor, outgoing_id=outgoing_id, by_code=given["by"], reason=given["reason"]
        )
        return page

    note = _(
        "Các nơi đã nhận được gửi văn bản thay thế và được hỏi thu hồi văn bản này. Số vẫn ở trong sổ; không hoàn tác được."
    )
    screen = FormScreen(
        _("Thay thế văn bản"), _("Thay thế"), page, _("Đã gửi văn bản thay thế đến các nơi nhận."), about=shown.code,
        note=note,
    )  # fmt: skip
    return run_form(request, ReplaceForm(request.POST or None), act, screen)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def update(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    shown = _open(request, outgoing_id)
    page = reverse("documents:outgoing_document", args=[outgoing_id])

    def act(form: UpdateForm) -> str:
        given = form.cleaned_data
        update_outgoing(
            actor=request.actor, outgoing_id=outgoing_id, due_on=given["due_on"], reason=given["reason"]
        )
        return page

    note = _("Văn bản được gửi lại cho các nơi đang giữ. Mỗi nơi được hỏi thu hồi bản đã nhận và trả lời.")
    screen = FormScreen(
        _("Gửi bản cập nhật"), _("Gửi cập nhật"), page, _("Đã gửi bản cập nhật đến các nơi nhận."), about=shown.code,
        note=note,
    )  # fmt: skip
    return run_form(request, UpdateForm(request.POST or None), act, screen)
