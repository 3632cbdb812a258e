"""A directive on its way down, and the sender's view of it."""

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congso.groups.actions import pass_on as passing
from congso.groups.actions.remind import remind_silent
from congso.groups.forms import LineForm
from congso.groups.queries import messages as q
from congso.groups.queries import tree as trees
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import FormScreen, redirect_to, render_screen, run_form


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pass_on(request: SignedInRequest, placement_id: int) -> HttpResponse:
    """Chuyển chỉ đạo xuống nhóm cấp dưới, có thể thêm một dòng."""
    row = q.one(request.actor, placement_id)
    back = reverse("groups:group", args=[q.group_of(request.actor, placement_id)])

    def act(form: LineForm) -> str:
        passing.pass_on(actor=request.actor, placement_id=placement_id, line=form.cleaned_data["line"])
        return f"{back}#t{row.seq}"

    screen = FormScreen(
        _("Chuyển chỉ đạo xuống"),
        _("Chuyển xuống"),
        back,
        done=_("Đã chuyển chỉ đạo xuống."),
        note=row.text[:500],
    )
    return run_form(request, LineForm(request.POST or None), act, screen)


@require_safe
@signed_in
def tree(request: SignedInRequest, placement_id: int) -> HttpResponseBase:
    """Cây lan tỏa. `?xem=dung` / `?xem=thieu`: only where it stopped, only where somebody is missing."""
    found = trees.tree(request.actor, placement_id)
    view = request.GET.get("xem", "")
    nodes = found.nodes
    if view == "dung":
        nodes = [node for node in nodes if node.state == "stopped"]
    elif view == "thieu":
        nodes = [node for node in nodes if node.silent]
    context = {
        "tree": found,
        "nodes": nodes,
        "view": view,
        "placement_id": placement_id,
        "back": reverse("groups:group", args=[q.group_of(request.actor, placement_id)]),
    }
    return render_screen(request, "groups/tree.html", context)


@require_POST
@signed_in
def remind(request: SignedInRequest, placement_id: int) -> HttpResponse:
    told = remind_silent(actor=request.actor, placement_id=placement_id)
    toast = _("Đã nhắc %(n)s người.") % {"n": told}
    return redirect_to(request, "groups:tree", placement_id, toast=toast)
