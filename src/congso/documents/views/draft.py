"""One draft: the editor for whoever holds it, the page for everybody else who may see it; its print and its versions."""

import json
from typing import Any

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congso.documents.actions.edit_draft import edit_draft, save_version
from congso.documents.actions.open_draft import open_draft
from congso.documents.forms_draft import DraftForm, content_given, initial
from congso.documents.queries import draft_page as dq
from congso.documents.queries import draft_slip
from congso.documents.queries.draft_versions import comparison
from congso.documents.queries.incoming import grade
from congso.documents.texts_draft import APPROVALS, CHANNELS, RESULTS, STAGES, kind_name
from congso.guard import api as guard
from congso.kernel import wording
from congso.kernel.errors import Conflict, Invalid, Refusal
from congso.people.api import SignedInRequest, signed_in
from congso.pure.kinds import Urgency
from congso.ui.api import redirect_to, render_screen

EDITOR = "documents/draft_editor.html"
PAGE = "documents/draft_page.html"


@require_safe
@signed_in
def draft(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    shown = dq.document(request.actor, draft_id)
    if unseen(shown):
        open_draft(actor=request.actor, draft_id=draft_id)
    if shown.may["edit"]:
        return editor(request, shown, form_of(request, shown))
    return render_screen(request, PAGE, common(shown))


def unseen(shown: dq.Document) -> bool:
    """It waits for this reader, who opens it for the first time."""
    step = shown.open_step
    return step is not None and step.seen_at is None and shown.may["return"]


def common(shown: dq.Document) -> dict[str, Any]:
    """What every screen of one draft shows around its content."""
    return {
        "doc": shown,
        "kind": kind_name(shown.fields.kind),
        "urgency": Urgency(shown.fields.urgency),
        "grade": grade(shown.fields.urgency),
        "stages": STAGES,
        "results": RESULTS,
        "channels": CHANNELS,
        "approval": APPROVALS.get(shown.open_step.stage, "") if shown.open_step else "",
    }


def form_of(
    request: SignedInRequest, shown: dq.Document, data: Any = None, *, every_file: bool = False
) -> DraftForm:
    """The form of this draft, filled with what is stored or with what was posted.

    `every_file`: with all work files to choose from; the editor fetches them behind the page.
    """
    bodies = [(body.id, body.name) for body in dq.bodies(request.actor)]
    start = None if data is not None else initial(shown.fields, shown.revision)
    work_files = dq.work_file_choices(request.actor, shown, only_chosen=data is None and not every_file)
    return DraftForm(data, initial=start, bodies=bodies, work_files=work_files, kept=shown.fields)


def editor(
    request: SignedInRequest, shown: dq.Document, form: DraftForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        **common(shown),
        "form": form,
        "content_json": json.dumps(shown.content, ensure_ascii=False),
        **more,
    }
    return render_screen(request, EDITOR, context, status=status)


@require_safe
@signed_in
def work_file(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """The field of the work file with all there are to choose from."""
    shown = dq.document(request.actor, draft_id)
    if not shown.may["edit"]:
        raise Conflict("documents.draft_wrong_state")
    context = {"doc": shown, "form": form_of(request, shown, every_file=True), "loaded": True}
    return render(request, "documents/draft_work_file.html", context)


@require_POST
@signed_in
def save(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """What the editor saves by itself (JSON), or the whole form."""
    if request.content_type == "application/json":
        return _autosave(request, draft_id)
    shown = dq.document(request.actor, draft_id)
    form = form_of(request, shown, request.POST)
    if not form.is_valid():
        return editor(request, shown, form, status=422)
    try:
        edit_draft(
            actor=request.actor,
            draft_id=draft_id,
            expected_revision=form.cleaned_data["version"],
            fields=form.fields_given(),
            content=content_given(request.POST["content"]) if "content" in request.POST else None,
        )
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        return editor(
            request, shown, form, status=422, content_json=request.POST.get("content", ""), **_way_on(refusal)
        )
    return redirect_to(request, "documents:draft", draft_id, toast=_("Đã lưu dự thảo."))


def _way_on(refusal: Refusal) -> dict[str, str]:
    """Where a refusal of marked text is explained."""
    return {"refusal_url": guard.refusal_url(refusal)} if isinstance(refusal, guard.SecretMarking) else {}


def _autosave(request: SignedInRequest, draft_id: int) -> JsonResponse:
    try:
        sent = json.loads(request.body)
        version = int(sent["version"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({"message": wording.say("documents.text_unreadable")}, status=400)
    fields = None
    if isinstance(sent.get("fields"), dict):
        form = form_of(request, dq.document(request.actor, draft_id), {**sent["fields"], "version": version})
        if not form.is_valid():
            errors = {name: " ".join(str(one) for one in found) for name, found in form.errors.items()}
            return JsonResponse({"message": _("Có ô chưa đúng nên chưa lưu."), "errors": errors}, status=422)
        fields = form.fields_given()
    try:
        revision = edit_draft(
            actor=request.actor,
            draft_id=draft_id,
            expected_revision=version,
            fields=fields,
            content=sent.get("body"),
        )
    except Refusal as refusal:
        said = {"message": wording.explain(refusal), "field": getattr(refusal, "field", "")} | _way_on(
            refusal
        )
        return JsonResponse(said, status=refusal.status)
    return JsonResponse({"version": revision})


@require_POST
@signed_in
def keep_version(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    number = save_version(actor=request.actor, draft_id=draft_id, note=request.POST.get("note", ""))
    return redirect_to(
        request, "documents:draft", draft_id, toast=_("Đã giữ phiên bản %(n)s.") % {"n": number}
    )


@require_safe
@signed_in
def preview(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """The laid-out pages: a part beside the editor, or a page of its own."""
    shown, pages = dq.sheet(request.actor, draft_id)
    context = {**common(shown), "pages": pages}
    return render_screen(request, "documents/draft_preview.html", context, part="sheets")


@require_safe
@signed_in
def pdf(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """The print as a file, marked as a draft by its name."""
    shown = dq.document(request.actor, draft_id)
    response = HttpResponse(dq.pdf(request.actor, draft_id), content_type="application/pdf")
    name = f"Dự thảo {shown.version} {shown.fields.subject[:80]}.pdf"
    response["Content-Disposition"] = (
        content_disposition_header(request.GET.get("tai") == "1", name) or "inline"
    )
    return _private(response)


@require_safe
@signed_in
def picture(request: SignedInRequest, draft_id: int, page: int) -> HttpResponseBase:
    """One page as an image; ?w= is 800 or 1600. The address carries the revision, so a browser may keep it."""
    width = request.GET.get("w", "")
    wide = int(width) if width.isdecimal() and len(width) < 6 else dq.PREVIEW_WIDTHS[-1]
    response = HttpResponse(dq.picture(request.actor, draft_id, page, wide), content_type="image/webp")
    patch_cache_control(response, private=True, max_age=3600)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@signed_in
def slip_pdf(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """The submission slip to print."""
    response = HttpResponse(draft_slip.slip_pdf(request.actor, draft_id), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, "Phiếu trình.pdf") or "inline"
    return _private(response)


@require_safe
@signed_in
def versions(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """The list of kept versions, a part of the editor or a page of its own."""
    shown = dq.document(request.actor, draft_id)
    context = {"doc": shown, "versions": dq.versions(request.actor, draft_id)}
    return render_screen(request, "documents/draft_versions.html", context, part="list")


@require_safe
@signed_in
def compare(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """Two versions side by side; ?a= and ?b= are their numbers, b left out is what the draft says now."""
    shown = dq.document(request.actor, draft_id)
    given = {name: request.GET.get(name, "") for name in ("a", "b")}
    a, b = (int(text) if text.isdecimal() and len(text) < 8 else 0 for text in given.values())
    found = comparison(request.actor, draft_id, a, b)
    context = {"doc": shown, "compared": found, "versions": dq.versions(request.actor, draft_id)}
    return render_screen(request, "documents/draft_compare.html", context)
