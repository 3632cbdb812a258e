"""Letters that left, wait or failed; sent again or given up by a clerk."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congso.mail import letter_lists, texts
from congso.mail.actions.post_letters import give_up, retry
from congso.mail.forms import AddressForm
from congso.mail.views.mailboxes import agency_of, tabs
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to, render_screen

LIST: Final = "mail:letters"


@require_safe
@signed_in
def letters(request: SignedInRequest) -> HttpResponseBase:
    """?nhom=hong for those that wait for a hand, cho for those that wait for the server."""
    group = request.GET.get("nhom", "")
    group = group if group in letter_lists.GROUPS else ""
    page = letter_lists.letter_page(
        request.actor, agency_of(request), group, older=request.GET.get("older", ""), newer=request.GET.get("newer", "")
    )  # fmt: skip
    context = {
        "page": page,
        "rows": [(row, texts.LETTERS[row.state]) for row in page.rows],
        "group": group,
        "server": settings.CONGSO_SMTP_HOST,
        **tabs(request, "letters"),
    }
    return render_screen(request, "mail/letters.html", context)


def _back(request: SignedInRequest, toast: str) -> HttpResponse:
    group = request.POST.get("nhom", "")
    query = f"?nhom={group}" if group in letter_lists.GROUPS and group else ""
    return redirect_to(request, reverse(LIST) + query, toast=toast)


@require_POST
@signed_in
def again(request: SignedInRequest, letter_id: int) -> HttpResponseBase:
    form = AddressForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Địa chỉ thư không đúng. Thư chưa gửi lại."))
        return redirect(f"{reverse(LIST)}?nhom=hong")
    retry(actor=request.actor, letter_id=letter_id, address=form.cleaned_data["address"])
    return _back(request, _("Đang gửi lại."))


@require_POST
@signed_in
def stop(request: SignedInRequest, letter_id: int) -> HttpResponseBase:
    give_up(actor=request.actor, letter_id=letter_id)
    return _back(request, _("Đã thôi gửi thư. Dòng nơi nhận vẫn ở văn bản."))
