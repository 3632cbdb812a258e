"""The mailboxes of an agency: what is read, when it last was, what stayed behind; opened, changed, tried, closed."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congso.kernel.errors import NotFound
from congso.mail import letter_lists, policies, queries, texts
from congso.mail.actions import open_mailbox as actions
from congso.mail.forms import MailboxForm
from congso.mail.queries import MailboxRow
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import FormScreen, redirect_to, render_screen, run_form

LIST: Final = "mail:mailboxes"


def agency_of(request: SignedInRequest) -> int:
    return request.actor.agency_id or 0


@require_safe
@signed_in
def mailboxes(request: SignedInRequest) -> HttpResponseBase:
    rows = queries.mailboxes(actor=request.actor, agency_id=agency_of(request))
    context = {
        "rows": [(row, texts.trouble(row.error)) for row in rows],
        "may_change": not policies.may(request.actor, "connect", agency_of(request)),
        **tabs(request, "boxes"),
    }
    return render_screen(request, "mail/mailboxes.html", context)


def tabs(request: SignedInRequest, tab: str) -> dict[str, object]:
    """What the line of tabs shows: letters are the clerks' alone."""
    return {
        "tab": tab,
        "may_letters": not policies.may(request.actor, "retry", agency_of(request)),
        "failed": letter_lists.failed_count(request.actor),
    }


@require_safe
@signed_in
def left(request: SignedInRequest) -> HttpResponseBase:
    """Messages that stayed on the server."""
    rows = queries.left_behind(actor=request.actor, agency_id=agency_of(request))
    context = {
        "rows": [(row, texts.LEFT[row.state]) for row in rows],
        "limit": settings.CONGSO_MAIL_IN_LIMIT,
        **tabs(request, "left"),
    }
    return render_screen(request, "mail/left.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add(request: SignedInRequest) -> HttpResponseBase:
    return _form(request, None, {"port": 993, "security": "tls", "folder": "INBOX"})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, mailbox_id: int) -> HttpResponseBase:
    row = _row(request, mailbox_id)
    names = ("address", "host", "port", "security", "username", "folder")
    return _form(request, row, {name: getattr(row, name) for name in names})


def _row(request: SignedInRequest, mailbox_id: int) -> MailboxRow:
    rows = queries.mailboxes(actor=request.actor, agency_id=agency_of(request))
    found = next((row for row in rows if row.id == mailbox_id), None)
    if found is None:
        raise NotFound("mail.no_mailbox")
    return found


def _form(request: SignedInRequest, row: MailboxRow | None, start: dict[str, object]) -> HttpResponseBase:
    agency_id = agency_of(request)
    actions.allowed(request.actor, agency_id)
    given = request.POST if request.method == "POST" else None
    form = MailboxForm(given, initial=start, kept=row is not None)

    def act(form: MailboxForm) -> str:
        mailbox_id = row.id if row else None
        actions.open_mailbox(
            actor=request.actor, agency_id=agency_id, mailbox_id=mailbox_id, **form.data_of()
        )
        return reverse(LIST)

    screen = FormScreen(
        _("Sửa hộp thư") if row else _("Thêm hộp thư"), _("Lưu hộp thư"), reverse(LIST), _("Đã lưu hộp thư."),
        about=row.address if row else "",
        note=_("Thư đến từ hôm nay trở thành văn bản đến; thư vẫn nằm trên máy chủ. Mật khẩu được cất kín, không hiện lại."),
    )  # fmt: skip
    return run_form(request, form, act, screen)


@require_POST
@signed_in
def switch(request: SignedInRequest, mailbox_id: int) -> HttpResponseBase:
    if request.POST.get("open") == "1":
        actions.reopen_mailbox(actor=request.actor, mailbox_id=mailbox_id)
        return redirect_to(request, LIST, toast=_("Đã bật hộp thư."))
    actions.close_mailbox(actor=request.actor, mailbox_id=mailbox_id)
    return redirect_to(request, LIST, toast=_("Đã tắt hộp thư; thư còn nguyên trên máy chủ."))


@require_POST
@signed_in
def knock(request: SignedInRequest, mailbox_id: int) -> HttpResponseBase:
    """Test the connection, here and now."""
    error, count = actions.try_mailbox(actor=request.actor, mailbox_id=mailbox_id)
    if error:
        messages.warning(request, texts.trouble(error))
        return redirect(LIST)
    return redirect_to(request, LIST, toast=_("Máy chủ thư trả lời. Thư mục có %(n)s thư.") % {"n": count})
