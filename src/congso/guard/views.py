"""The screen of a refusal, the stub in place of a file, and the administrator's second look."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congso.guard import actions, queries
from congso.guard.forms import StubForm
from congso.guard.rows import IncidentRow
from congso.kernel import wording
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Forbidden
from congso.people import api as people
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to, render_screen


def _incident_screen(
    request: SignedInRequest, row: IncidentRow, form: StubForm, status: int = 200
) -> HttpResponse:
    context = {
        "incident": row,
        "rule": wording.say(row.rule),
        "form": form,
        "may_stub": request.actor.has(Role.CLERK),
        "own": row.person_id == request.actor.person_id,
        "may_decide": request.actor.has(*actions.DECIDERS) and row.person_id != request.actor.person_id,
        "keepers": _responsible(request.actor),
        "names": people.names_of([row.person_id] if row.person_id else []),
    }
    return render_screen(request, "guard/refused.html", context, status=status)


def _responsible(actor: Actor) -> list[str]:
    if actor.agency_id is None:
        return []
    return [row.person_name for row in people.people_of(actor.agency_id, roles=actions.DECIDERS)]


@require_GET
@signed_in
def refused(request: SignedInRequest, incident_id: int) -> HttpResponseBase:
    """Why it was refused, what may be written down instead, and how to contest it."""
    row = queries.incident(request.actor, incident_id)
    return _incident_screen(request, row, StubForm(actor=request.actor, initial={"level": row.level}))


@require_POST
@signed_in
def contest(request: SignedInRequest, incident_id: int) -> HttpResponseBase:
    actions.contest(actor=request.actor, incident_id=incident_id)
    return redirect_to(request, "guard:refused", incident_id, toast=_("Đã xin người phụ trách xem lại."))


@require_POST
@signed_in
def decide(request: SignedInRequest, incident_id: int) -> HttpResponseBase:
    released = request.POST.get("released") == "1"
    actions.release(actor=request.actor, incident_id=incident_id, released=released)
    done = (
        _("Đã cho qua: người gửi thêm lại tệp này trong 24 giờ.") if released else _("Đã giữ nguyên từ chối.")
    )
    return redirect_to(request, "guard:contested", toast=done)


@require_http_methods(["GET", "POST"])
@signed_in
def stub(request: SignedInRequest) -> HttpResponseBase:
    """Write a stub: for a refused file (?lan=ID), or for a paper that never came near this system."""
    incident_id = _number(request)
    row = queries.incident(request.actor, incident_id) if incident_id is not None else None
    if not request.actor.has(Role.CLERK):
        raise Forbidden("guard.clerk_only")
    form = StubForm(
        request.POST or None, actor=request.actor, initial={"level": row.level if row else "secret"}
    )
    if request.method == "POST" and form.is_valid():
        actions.register_stub(actor=request.actor, fields=form.values(), incident_id=incident_id)
        return redirect_to(request, "guard:stubs", toast=_("Đã ghi mẩu đăng ký."))
    status = 422 if form.errors else 200
    if row is not None:
        return _incident_screen(request, row, form, status)
    return render_screen(request, "guard/stub.html", {"form": form}, status=status)


def _number(request: HttpRequest) -> int | None:
    raw = request.GET.get("lan", "")
    return int(raw) if raw.isdecimal() and len(raw) < 15 else None


@require_GET
@signed_in
def stubs(request: SignedInRequest) -> HttpResponseBase:
    rows = queries.stubs(request.actor)
    names = people.names_of({row.keeper_id for row in rows if row.keeper_id})
    context = {"rows": [(row, names.get(row.keeper_id or 0, "")) for row in rows]}
    return render_screen(request, "guard/stubs.html", context | {"may_stub": request.actor.has(Role.CLERK)})


@require_GET
@signed_in
def contested(request: SignedInRequest) -> HttpResponseBase:
    """What people of the agency ask its administrator and leaders to look at again."""
    if not request.actor.has(*actions.DECIDERS):
        raise Forbidden("guard.admin_only")
    rows = queries.contested(request.actor)
    names = people.names_of({row.person_id for row in rows if row.person_id})
    context = {"rows": [(row, names.get(row.person_id or 0, "")) for row in rows]}
    return render_screen(request, "guard/contested.html", context)
