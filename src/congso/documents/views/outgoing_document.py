"""The page of one outgoing document: its number, its recipients, its pages, the acts by right."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from congso.documents.check_codes import check_url
from congso.documents.forms_outgoing import NumberForm, RecipientForm, ScanForm
from congso.documents.queries import outgoing_document as dq
from congso.documents.texts_incoming import STATES as ARRIVAL_STATES
from congso.documents.texts_incoming import signature_words
from congso.documents.texts_outgoing import (
    CHANNELS,
    ORIGINS,
    hand_choices,
    line_note,
    line_words,
    state_words,
)
from congso.documents.views.incoming import optional
from congso.kernel import wording
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import render_screen

PAGE: Final = "documents/outgoing_document.html"
GROUPS: Final = {"": lazy("Tất cả"), "done": lazy("Xong"), "way": lazy("Đang đi"), "act": lazy("Cần xử lý")}
STEPS: Final = {
    "person": lazy("Ký cá nhân"), "number": lazy("Số và ngày"), "seal": lazy("Ký số cơ quan"), "send": lazy("Gửi"),
}  # fmt: skip


@require_safe
@signed_in
def document(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    return screen(request, dq.document(request.actor, outgoing_id))


def screen(request: SignedInRequest, shown: dq.Document, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page; `forms` replaces a form that was refused."""
    context = {**_page(request, shown), **recipients_of(request, shown), **_forms(shown), **forms}
    return render_screen(request, PAGE, context, status=status)


@require_safe
@signed_in
def recipients(request: SignedInRequest, outgoing_id: int) -> HttpResponseBase:
    """The list of recipients alone: asked for again when a state comes back."""
    shown = dq.document(request.actor, outgoing_id)
    context = {"doc": shown, **recipients_of(request, shown)}
    return render_screen(request, "documents/outgoing_recipients.html", context)


def _page(request: SignedInRequest, shown: dq.Document) -> dict[str, Any]:
    row = shown.row
    return {
        "doc": shown,
        "row": row,
        "state": state_words(row.state, on_paper=row.on_paper, has_scan=row.signed_file_id is not None),
        "origin": ORIGINS.get(row.origin, ORIGINS["digital"]),
        "signature": signature_words(shown.signatures) if shown.signatures else ("", "", ""),
        "seal_words": wording.say(row.seal_error, {"name": row.body.name}) if row.seal_error else "",
        "steps": [(STEPS[name], how) for name, how in shown.steps],
        "answers": [(one, ARRIVAL_STATES[one.state]) for one in shown.answers],
        "sheet": dq.sheet(shown),
        "check_url": check_url(row.check_token),
        "print_url": _print_url(shown),
        "draft_url": optional("documents:draft", row.draft_id) if row.draft_id else "",
    }


def _print_url(shown: dq.Document) -> str:
    if shown.shown is None or not shown.row.on_paper or shown.row.file_id is None:
        return ""
    return reverse("files:print", args=["outgoing", shown.id, shown.shown.id])


def recipients_of(request: SignedInRequest, shown: dq.Document) -> dict[str, Any]:
    """The lines in words, narrowed to one group when asked (?nhom=act)."""
    group = request.GET.get("nhom", "")
    issued = shown.row.state in ("issued", "recalled")
    recalled = shown.row.state == "recalled"
    counted = [line for line in shown.lines if line.channel != "none"]
    return {
        "group": group if group in GROUPS else "",
        "groups": [
            (key, words, shown.figures[key] if key else len(counted)) for key, words in GROUPS.items()
        ],
        "counted": len(counted),
        # Without a mail server letters are the clerk's, and nothing here sends one again.
        "mails": bool(settings.CONGSO_SMTP_HOST),
        "recipients": [
            (
                line,
                CHANNELS.get(line.channel, CHANNELS["none"]),
                line_words(line.channel, line.state, line.note, issued=issued),
                hand_choices(line.channel, line.state, recalled=recalled) if line.by_hand and issued else [],
                line_note(line.channel, line.state, line.note),
            )
            for line in shown.lines
            if group not in GROUPS or group in ("", line.group)
        ],
    }


def _forms(shown: dq.Document) -> dict[str, Any]:
    proposal = shown.proposal
    found: dict[str, Any] = {"recipient_form": RecipientForm(), "scan_form": ScanForm()}
    if proposal is not None:
        start = {"on": proposal.today, "way": "digital"}
        found["number_form"] = NumberForm(initial=start, reserved=proposal.reserved)
    return found
