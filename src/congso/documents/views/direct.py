"""Bút phê và giao: the leader directs, a head of unit passes on, the office proposes, the leader confirms."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congso.documents import forms_direct
from congso.documents.actions.direct_incoming import (
    confirm_proposal,
    direct_incoming,
    pass_on_incoming,
    propose_handling,
)
from congso.documents.actions.stock_phrases import count_uses
from congso.documents.queries import direct as q
from congso.documents.queries import incoming_document as dq
from congso.kernel import wording
from congso.kernel.actor import Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, Refusal
from congso.people.api import SignedInRequest, signed_in
from congso.tasks import api as tasks
from congso.ui.api import redirect_to, render_screen

FORM = "documents/direct_form.html"
PAGE = "documents:incoming_document"


@require_http_methods(["GET", "POST"])
@signed_in
def assign(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """One door for the three who may: what it does follows from the post held."""
    shown = dq.document(request.actor, incoming_id)
    mode, passing = _mode(request, incoming_id)
    if request.method != "POST":
        return _form(request, shown, mode, passing)
    try:
        return _do(request, incoming_id, mode, passing)
    except (Invalid, Conflict) as refusal:
        return _form(request, shown, mode, passing, refusal)


def _mode(request: SignedInRequest, incoming_id: int) -> tuple[str, tasks.OpenRow | None]:
    if request.actor.has(Role.LEADER):
        return "direct", None
    unit_part = next((row for row in tasks.of_unit(request.actor, "incoming", incoming_id)), None)
    if unit_part is not None:
        return "pass_on", unit_part
    if request.actor.has(Role.OFFICE, Role.CLERK):
        return "propose", None
    raise Forbidden("documents.only_leader_directs")


def _do(request: SignedInRequest, incoming_id: int, mode: str, passing: tasks.OpenRow | None) -> HttpResponse:
    given = forms_direct.read(request.actor, request.POST)
    count_uses(actor=request.actor, used=request.POST.getlist("phrase"))
    version = request.POST.get("version", "")
    expected = int(version) if version.isdecimal() and len(version) < 10 else None
    if mode == "pass_on" and passing is not None:
        pass_on_incoming(
            actor=request.actor,
            incoming_id=incoming_id,
            assignment_id=passing.id,
            text=given.text,
            lines=given.lines,
        )
        toast = _("Đã giao trong đơn vị.")
    elif mode == "propose":
        propose_handling(
            actor=request.actor,
            incoming_id=incoming_id,
            text=given.text,
            lines=given.lines,
            expected_version=expected,
        )
        toast = _("Đã trình đề xuất xử lý.")
    else:
        direct_incoming(
            actor=request.actor,
            incoming_id=incoming_id,
            text=given.text,
            lines=given.lines,
            expected_version=expected,
        )
        toast = _("Đã giao.") if given.lines else _("Đã ghi bút phê.")
    return redirect_to(request, PAGE, incoming_id, toast=toast)


def _form(
    request: SignedInRequest,
    shown: dq.Document,
    mode: str,
    passing: tasks.OpenRow | None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    wanted = mode == "direct" and request.method != "POST"
    proposal = q.proposal_of(request.actor, shown.id) if wanted else None
    unit_id = request.actor.unit_id if mode == "pass_on" else None
    offered = q.offer(request.actor, unit_id=unit_id)
    context: dict[str, Any] = {
        "doc": shown,
        "mode": mode,
        "passing": passing,
        "offer": offered,
        "text": request.POST.get("text", "") or (proposal["text"] if proposal else ""),
        "chosen_phrases": request.POST.getlist("phrase"),
        "chosen_day": request.POST.get("day", ""),
        "other_day": request.POST.get("other_day", ""),
        "parts": _parts(request, proposal),
        "dues": {key[4:]: value for key, value in request.POST.items() if key.startswith("due-")},
        "error": wording.explain(refusal) if refusal else "",
        "proposed_by": proposal["by"] if proposal else "",
    }
    return render_screen(request, FORM, context, part="form", status=refusal.status if refusal else 200)


def _parts(request: SignedInRequest, proposal: dict[str, Any] | None) -> dict[str, str]:
    if proposal is None:
        return {key[5:]: str(value) for key, value in request.POST.items() if key.startswith("part-")}
    return {
        (f"u{one['unit_id']}" if one["unit_id"] else f"p{one['appointment_id']}"): one["part"]
        for one in proposal["lines"]
    }


@require_POST
@signed_in
def confirm(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """The leader takes the office's proposal in one press."""
    confirm_proposal(actor=request.actor, incoming_id=incoming_id)
    return redirect_to(request, PAGE, incoming_id, toast=_("Đã giao theo đề xuất."))
