"""The panel of assignments on a subject's page, their steps, and the list of what is open."""

from datetime import datetime
from urllib.parse import urlsplit

from django.forms import DateField, ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congso.kernel.errors import Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.api import SignedInRequest, signed_in
from congso.tasks import queries as q
from congso.tasks.actions import step
from congso.tasks.deadlines import due_on
from congso.tasks.shown import shown
from congso.tasks.texts import PARTS, STATES
from congso.ui.api import redirect_to, render_screen


@require_safe
@signed_in
def panel(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """Directives and assignments of an arrival. Opening it marks the reader's own part as seen."""
    subject = SubjectRef("incoming", incoming_id)
    found = q.directives_of(request.actor, subject)
    if found and not q.takes_part(request.actor, subject):
        raise NotFound("tasks.not_found")
    for row in q.unseen_of(request.actor, subject):
        step.see(actor=request.actor, assignment_id=row)
    # Panels are loaded into the page of their subject: that page is where a step leads back to.
    here = urlsplit(request.headers.get("HX-Current-URL", "")).path
    context = {"directives": found, "parts": PARTS, "states": STATES, "here": here}
    return render(request, "tasks/panel.html", context)


@require_POST
@signed_in
def act(request: SignedInRequest, assignment_id: int, verb: str) -> HttpResponse:
    """One step of one assignment, then back to where it was pressed."""
    reason = request.POST.get("reason", "")
    if verb == "start":
        step.start(actor=request.actor, assignment_id=assignment_id)
        toast = _("Đã nhận việc.")
    elif verb == "finish":
        step.finish(actor=request.actor, assignment_id=assignment_id, note=reason)
        toast = _("Đã báo xong.")
    elif verb == "return":
        step.return_(actor=request.actor, assignment_id=assignment_id, reason=reason)
        toast = _("Đã trả lại người giao.")
    elif verb == "take_back":
        step.take_back(actor=request.actor, assignment_id=assignment_id, reason=reason)
        toast = _("Đã thu hồi.")
    elif verb == "move_deadline":
        step.move_deadline(actor=request.actor, assignment_id=assignment_id, due_at=_due(request))
        toast = _("Đã đổi hạn.")
    else:
        raise NotFound("tasks.not_found")
    return redirect_to(request, _back(request), toast=toast)


def _due(request: SignedInRequest) -> datetime:
    try:
        day = DateField().to_python(request.POST.get("due", ""))
    except ValidationError:
        day = None
    if day is None:
        raise Invalid("tasks.deadline_unreadable", field="due")
    return due_on(request.actor, day, field="due")


def _back(request: SignedInRequest) -> str:
    """The page the form stood on: a path of this installation, else the list."""
    wanted = request.POST.get("next", "")
    return wanted if wanted.startswith("/") and not wanted.startswith("//") else "tasks:tasks"


@require_safe
@signed_in
def tasks(request: SignedInRequest) -> HttpResponseBase:
    """Công việc: what is open in my hands, what I gave, and (for heads and leaders) everybody's."""
    view = request.GET.get("xem", "")
    rows = q.given_by(request.actor) if view == "da-giao" else q.open_for(request.actor)
    if view == "ca-co-quan":
        rows = q.open_in_sight(request.actor)
    context = {
        "rows": shown(rows, request.actor),
        "view": view,
        "parts": PARTS,
        "states": STATES,
        "sees_more": q.sees_more(request.actor),
    }
    return render_screen(request, "tasks/tasks.html", context)
