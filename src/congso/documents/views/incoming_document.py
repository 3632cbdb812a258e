"""The page of one arrival: fields, pages, acts by right, panels of other parts."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congso.documents.actions.edit_incoming import edit_incoming
from congso.documents.actions.open_incoming import open_incoming
from congso.documents.forms_incoming import FieldsForm, initial
from congso.documents.packages import package_words
from congso.documents.queries import incoming_document as dq
from congso.documents.queries.incoming import grade
from congso.documents.texts_incoming import (
    CHANNELS,
    CLOSE_KINDS,
    STATES,
    done_words,
    no_stamp,
    signature_words,
)
from congso.documents.views.incoming import optional
from congso.documents.views.incoming_register import issuer_id
from congso.guard import api as guard
from congso.kernel.errors import Conflict, Forbidden, Invalid
from congso.people.api import SignedInRequest, signed_in
from congso.pure.kinds import KINDS, Urgency
from congso.ui.api import redirect_to, render_screen

PAGE = "documents/incoming_document.html"
VIEWER = "documents/incoming_viewer.html"


@require_safe
@signed_in
def document(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    shown = dq.document(request.actor, incoming_id)
    if _waits_for(request, shown):
        open_incoming(actor=request.actor, incoming_id=incoming_id)
    return render_screen(request, PAGE, {**_page(request, shown), **_viewer(request, shown)})


def _waits_for(request: SignedInRequest, shown: dq.Document) -> bool:
    hold = shown.holder
    if hold is None or hold.working_since is not None:
        return False
    if hold.person_id is None:
        return hold.unit_id is not None and hold.unit_id == request.actor.unit_id
    return hold.person_id == request.actor.person_id


def _page(request: SignedInRequest, shown: dq.Document) -> dict[str, Any]:
    return {
        "doc": shown,
        "state": STATES[shown.state],
        "channel": CHANNELS.get(shown.channel, CHANNELS["upload"]),
        "signature": signature_words(shown.signatures),
        "package": package_words(request.actor.agency_id, shown.delivery_id),
        "done_words": done_words(shown.done_days),
        "close_words": CLOSE_KINDS.get(shown.close_kind, ""),
        "no_stamp": no_stamp(shown.stamp_error),
        "urgency": Urgency(shown.fields.urgency),
        "grade": grade(shown.fields.urgency),
        "acts": {
            "assign": optional("documents:incoming_assign", shown.id) if shown.may["assign"] else "",
            "answer": optional("documents:draft_new") if shown.may["answer"] else "",
            "copy": optional("documents:copy_new", shown.id) if shown.may["copy"] else "",
        },
    }


def _viewer(request: SignedInRequest, shown: dq.Document) -> dict[str, Any]:
    wanted = request.GET.get("tep", "")
    file_id = int(wanted) if wanted.isdecimal() and len(wanted) < 18 else None
    original = request.GET.get("goc") == "1"
    return {"sheet": dq.sheet(request.actor, shown, file_id, original=original), "original": original}


@require_safe
@signed_in
def viewer(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """Another file, or the original instead of the stamped pages."""
    shown = dq.document(request.actor, incoming_id)
    if not request.htmx:
        return document(request, incoming_id)
    return render_screen(request, VIEWER, {"doc": shown, **_viewer(request, shown)})


@require_safe
@signed_in
def related(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """The panel: answers, the paper half, the arrivals it repeats."""
    found = dq.related(request.actor, incoming_id)
    places = {"draft": "documents:draft", "outgoing": "documents:outgoing_document"}
    answers = [(one, optional(places[one.kind], one.id)) for one in found.answers]
    return render_screen(request, "documents/incoming_related.html", {"related": found, "answers": answers})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """Correct the fields of a registered arrival."""
    shown = dq.document(request.actor, incoming_id)
    if not shown.may["edit"]:
        raise Forbidden("documents.forbidden")
    if request.method != "POST":
        start = initial(shown.fields, version=shown.version, leader=None, number=None)
        return _edit_screen(request, shown, FieldsForm(initial=start))
    form = FieldsForm(request.POST)
    if not form.is_valid():
        return _edit_screen(request, shown, form, status=422)
    try:
        edit_incoming(
            actor=request.actor,
            incoming_id=incoming_id,
            fields=form.fields_given(issuer_id(form.cleaned_data["issuer_name"])),
            expected_version=form.cleaned_data["version"],
        )
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        more = {"refusal_url": guard.refusal_url(refusal)} if isinstance(refusal, guard.SecretMarking) else {}
        return _edit_screen(request, shown, form, status=422, **more)
    return redirect_to(
        request, "documents:incoming_document", incoming_id, toast=_("Đã sửa thông tin đăng ký.")
    )


def _edit_screen(
    request: SignedInRequest, shown: dq.Document, form: FieldsForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"doc": shown, "form": form, "kinds": KINDS, "sheet": dq.sheet(request.actor, shown), **more}
    return render_screen(request, "documents/incoming_edit.html", context, status=status)
