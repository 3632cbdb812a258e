"""Parts of a draft that have a sheet of their own: recipients, signer, files, the text made elsewhere, what it answers."""

from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congso.documents.actions import draft_files
from congso.documents.actions.choose_signer import choose_signer
from congso.documents.actions.set_answers import set_answers
from congso.documents.actions.set_parties import add_party, drop_party
from congso.documents.actions.set_recipients import set_recipients
from congso.documents.axis_directory import directory
from congso.documents.draft_text import AS_ABOVE
from congso.documents.forms_draft import JointForm, SignerForm, signer_chosen
from congso.documents.forms_recipients import Picker, expanded, list_lines
from congso.documents.queries import draft_page as dq
from congso.documents.queries import draft_people
from congso.documents.queries import drafts as q
from congso.documents.texts_draft import CHANNELS, PURPOSES
from congso.documents.views.draft import common
from congso.documents.views.drafts import numbers
from congso.guard import api as guard
from congso.kernel import wording
from congso.kernel.errors import Conflict, Forbidden, Invalid, Refusal
from congso.people import api as people
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to, render_screen

PAGE = "documents:draft"


def _may_edit(shown: dq.Document) -> None:
    if not shown.may["edit"]:
        raise Conflict(
            "documents.draft_with_reviewer" if shown.drafter_mine else "documents.draft_wrong_state"
        )


def _revision(request: SignedInRequest) -> int | None:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recipients(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """The picker: each press but the last only redraws the list; the last one saves it."""
    shown = dq.document(request.actor, draft_id)
    _may_edit(shown)
    if request.method != "POST":
        return _picker(request, shown, Picker(list_lines(shown.recipients, AS_ABOVE)))
    picker = Picker.posted(request.POST)
    ids = picker.agency_ids_wanted
    known = {row.id: row for row in people.agencies(ids)} if ids else {}
    groups = {group.kind: group for group in draft_people.groups(request.actor)} if picker.adds_group else {}
    picker.apply(known, groups)
    _add_from_axis(request, picker)
    if not picker.saves:
        return _picker(request, shown, picker)
    names = {
        row.id: row.name
        for row in people.agencies([i for one in picker.lines for i in one.agency_ids] or [0])
    }
    try:
        set_recipients(
            actor=request.actor,
            draft_id=draft_id,
            lines=expanded(picker.lines, names),
            expected_revision=_revision(request),
        )
    except (Invalid, Conflict) as refusal:
        return _picker(request, shown, picker, refusal)
    return redirect_to(request, PAGE, draft_id, toast=_("Đã ghi nơi nhận."))


def _add_from_axis(request: SignedInRequest, picker: Picker) -> None:
    listed, agency_id = directory(), request.actor.agency_id or 0
    for one in listed.named(agency_id, picker.codes_wanted).values() if picker.codes_wanted else ():
        picker.add_axis(one)
    if code := picker.axis_group_wanted:
        for parent in listed.named(agency_id, [code]).values():
            groups = {one.code: one for one in listed.groups(agency_id, code, 5)}
            if code in groups:
                label = _("Các đơn vị thuộc %(name)s") % {"name": parent.name}
                picker.add_axis_group(groups[code], label[:200])


def _picker(
    request: SignedInRequest, shown: dq.Document, picker: Picker, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        **common(shown),
        "picker": picker,
        "lines": [(one, CHANNELS[one.line.channel]) for one in picker.lines if one.line.channel in CHANNELS],
        "hits": draft_people.agencies_found(request.actor, picker.search),
        "axis_hits": draft_people.axis_found(request.actor, picker.search),
        "axis_groups": draft_people.axis_groups(request.actor, picker.search),
        "groups": draft_people.groups(request.actor),
        "purposes": PURPOSES,
        "above": AS_ABOVE,
        "error": wording.explain(refusal) if refusal else "",
    }
    part = "inner" if request.htmx and request.htmx.target == "recipients-inner" else "sheet"
    return render_screen(
        request, "documents/draft_recipients.html", context, part=part, status=422 if refusal else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def signer(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """Who signs, with the lines that will stand above the signature."""
    shown = dq.document(request.actor, draft_id)
    _may_edit(shown)
    if request.method != "POST":
        return _signers(request, shown, request.GET.get("linh_vuc", shown.field_of_work))
    form = SignerForm(request.POST)
    form.is_valid()
    field = form.cleaned_data.get("linh_vuc", "")
    try:
        appointment_id, key = form.chosen()
        choose_signer(
            actor=request.actor,
            draft_id=draft_id,
            appointment_id=appointment_id,
            key=key,
            field_of_work=field,
            form_checker_id=form.cleaned_data.get("kiem_tra"),
            expected_revision=form.cleaned_data.get("version"),
        )
    except (Invalid, Conflict, Forbidden) as refusal:
        return _signers(request, shown, field, wording.explain(refusal), status=422)
    return redirect_to(request, PAGE, draft_id, toast=_("Đã chọn người ký."))


def _signers(
    request: SignedInRequest, shown: dq.Document, field: str, error: str = "", *, status: int = 200
) -> HttpResponse:
    context = {
        **common(shown),
        "options": draft_people.signers(request.actor, shown.id, field),
        "checkers": draft_people.checkers(shown.agency_id),
        "fields_of_work": draft_people.fields_of_work(shown.agency_id),
        "field": field,
        "error": error,
    }
    part = "inner" if request.htmx and request.htmx.target == "signer-inner" else "sheet"
    return render_screen(request, "documents/draft_signer.html", context, part=part, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def joint(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """Bodies that issue it together with the own one: each press adds or takes out one, and is saved."""
    shown = dq.document(request.actor, draft_id)
    _may_edit(shown)
    if request.method != "POST":
        return _parties(request, shown)
    form = JointForm(request.POST)
    form.is_valid()
    data = form.cleaned_data
    try:
        if data.get("bo"):
            drop_party(
                actor=request.actor,
                draft_id=draft_id,
                order=data["bo"],
                expected_revision=data.get("version"),
            )
        else:
            appointment_id, key = signer_chosen(data.get("nguoi", ""), "documents.joint_signer_missing")
            add_party(
                actor=request.actor, draft_id=draft_id, body_id=data.get("noi") or 0,
                appointment_id=appointment_id, key=key, expected_revision=data.get("version"),
            )  # fmt: skip
    except (Invalid, Conflict, Forbidden) as refusal:
        return _parties(request, shown, wording.explain(refusal), status=422)
    toast = _("Đã bỏ nơi cùng ban hành.") if data.get("bo") else _("Đã thêm nơi cùng ban hành.")
    return redirect_to(request, PAGE, draft_id, toast=toast)


def _parties(
    request: SignedInRequest, shown: dq.Document, error: str = "", *, status: int = 200
) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    words, chosen = given.get("tim", ""), given.get("noi", "")
    bodies = draft_people.bodies_found(request.actor, words)
    body = next((one for one in bodies if str(one.id) == chosen), None)
    taken = {shown.fields.body_id}
    context = {
        **common(shown),
        "words": words,
        "bodies": [one for one in bodies if one.id not in taken],
        "body": body,
        "options": draft_people.joint_signers(body.id, shown.field_of_work) if body else [],
        "error": error,
    }
    part = "inner" if request.htmx and request.htmx.target == "joint-inner" else "sheet"
    return render_screen(request, "documents/draft_joint.html", context, part=part, status=status)


@require_POST
@signed_in
def attach(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """Files that go with the document: one request a file from the upload script, or all of a plain form."""
    given = request.FILES.getlist("files")
    if not given:
        raise Invalid("documents.file_missing", field="files")
    results = draft_files.attach(
        actor=request.actor,
        draft_id=draft_id,
        uploads=[(file.name or "", cast(BinaryIO, file.file)) for file in given if file.file is not None],
        role=request.POST.get("role", "attachment"),
    )
    refused = [one for one in results if one.refusal is not None]
    if request.accepts("text/html"):
        for one in refused:
            messages.warning(
                request, f"{one.name}: {wording.explain(one.refusal)}" if one.refusal else one.name
            )
        return redirect_to(request, PAGE, draft_id)
    if refused and refused[0].refusal is not None:
        return JsonResponse(_refused(refused[0].refusal), status=refused[0].refusal.status)
    return JsonResponse({"message": _("Đã thêm tệp")})


def _refused(refusal: Refusal) -> dict[str, Any]:
    more = {"url": guard.refusal_url(refusal)} if isinstance(refusal, guard.SecretMarking) else {}
    return {"message": wording.explain(refusal), **more}


@require_POST
@signed_in
def detach(request: SignedInRequest, draft_id: int, file_id: int) -> HttpResponseBase:
    draft_files.detach(actor=request.actor, draft_id=draft_id, file_id=file_id)
    return redirect_to(request, PAGE, draft_id, toast=_("Đã bỏ tệp kèm theo."))


@require_POST
@signed_in
def source(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """A text written elsewhere takes the place of the editor's."""
    file = request.FILES.get("file")
    if file is None or file.file is None:
        raise Invalid("documents.file_missing", field="file")
    try:
        taken = draft_files.upload_source(
            actor=request.actor,
            draft_id=draft_id,
            name=file.name or "",
            content=cast(BinaryIO, file.file),
            expected_revision=_revision(request),
        )
    except (Invalid, Conflict) as refusal:
        messages.warning(request, wording.explain(refusal))
        return redirect_to(request, PAGE, draft_id)
    said = {
        "page": _("Tệp PDF là trang in chính thức, giữ nguyên từng byte."),
        "converted": _("Đã chuyển tệp Word thành trang in chính thức."),
        "text": _(
            "Máy chủ không có LibreOffice: chữ, kiểu chữ và bảng đã vào ô soạn thảo; xem lại bố cục ở bản in."
        ),
    }
    return redirect_to(request, PAGE, draft_id, toast=said[taken.how])


@require_POST
@signed_in
def drop_source(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    draft_files.drop_source(actor=request.actor, draft_id=draft_id, expected_revision=_revision(request))
    return redirect_to(request, PAGE, draft_id, toast=_("Đã trở lại nội dung soạn tại đây."))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answers(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """Which arrivals it answers."""
    shown = dq.document(request.actor, draft_id)
    _may_edit(shown)
    if request.method == "POST":
        wanted = numbers(request.POST, "van-ban")
        closing = [one for one in numbers(request.POST, "dong") if one in wanted]
        touching = [one for one in wanted if one not in closing]
        set_answers(actor=request.actor, draft_id=draft_id, closing=closing, touching=touching)
        toast = ngettext("Trả lời %(n)s văn bản đến.", "Trả lời %(n)s văn bản đến.", len(wanted)) % {
            "n": len(wanted)
        }
        return redirect_to(request, PAGE, draft_id, toast=toast)
    known = {one.id for one in shown.answers}
    words = request.GET.get("tim", "")
    found = [one for one in q.answerable(request.actor, words) if one.id not in known]
    context = {**common(shown), "found": found, "words": words}
    part = "hits" if request.htmx and request.htmx.target == "answer-hits" else "sheet"
    return render_screen(request, "documents/draft_answers.html", context, part=part)


@require_safe
@signed_in
def slip(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """The panel: who has agreed, who returned it and why, who holds it now."""
    return render_screen(
        request, "documents/draft_slip_panel.html", common(dq.document(request.actor, draft_id))
    )
