"""The tree of agencies and the page of one."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congso.kernel import clock
from congso.kernel.actor import Role
from congso.people.access import SignedInRequest, signed_in
from congso.people.actions import agencies as actions
from congso.people.actions.common import is_installation_admin, require_installation, require_manager
from congso.people.forms import AgencyForm, DayChoice
from congso.people.policies import manage_agency
from congso.people.queries import agencies as q
from congso.people.queries import pages
from congso.people.views.common import day_of, form_data
from congso.ui.api import FormScreen, redirect_to, render_screen, run_form


@require_GET
@signed_in
def tree(request: SignedInRequest) -> HttpResponse:
    search = request.GET.get("tim", "").strip()
    context = {
        "branches": pages.tree(clock.today(), search),
        "search": search,
        "may_add": request.user.installation_admin,
        "may_create": request.user.installation_admin or request.actor.has(Role.ADMIN),
    }
    return render_screen(request, "people/tree.html", context)


@require_GET
@signed_in
def agency(request: SignedInRequest, agency_id: int) -> HttpResponse:
    row, day = q.agency(agency_id), day_of(request)
    installation = request.user.installation_admin
    posts, held = pages.posts_of(agency_id), pages.holders_in(agency_id, day)
    context = {
        "agency": row,
        "parent": q.agency(row.parent_id) if row.parent_id else None,
        "bodies": q.bodies_of(agency_id),
        "units": q.units_of(agency_id, inactive=True),
        "posts": [(post, held.get(post.id, [])) for post in posts],
        "codes": pages.codes(agency_id),
        "changes": pages.open_changes(agency_id),
        "day": day,
        "day_form": DayChoice(initial={"ngay": day}),
        "is_today": day == clock.today(),
        "may_manage": manage_agency(request.actor, agency_id, installation=installation) is None,
        "may_code": installation,
        "may_confirm": installation
        or (row.id == request.actor.agency_id and request.actor.has(Role.ADMIN, Role.LEADER)),
    }
    return render_screen(request, "people/agency.html", context)


@signed_in
def create(request: SignedInRequest) -> HttpResponse:
    require_installation(request.actor)
    screen = FormScreen(_("Thêm cơ quan"), _("Thêm cơ quan"), reverse("people:tree"), _("Đã thêm cơ quan"))

    def act(form: AgencyForm) -> str:
        made = actions.create_agency(actor=request.actor, data=form.data_of())
        return reverse("people:agency", args=[made])

    form = AgencyForm(form_data(request))
    del form.fields["active"]
    return run_form(request, form, act, screen)


@signed_in
def edit(request: SignedInRequest, agency_id: int) -> HttpResponse:
    require_manager(request.actor, agency_id)
    row = q.agency(agency_id)
    back = reverse("people:agency", args=[agency_id])
    screen = FormScreen(_("Sửa cơ quan"), _("Lưu cơ quan"), back, _("Đã lưu cơ quan"), row.name)
    initial = {name: getattr(row, name) for name in AgencyForm.base_fields}
    form = AgencyForm(form_data(request), initial=initial)
    if not is_installation_admin(request.actor):
        # Place in the tree and code are the installation's; a disabled field keeps its value whatever is sent.
        for name in ("parent_id", "code", "active"):
            form.fields[name].disabled = True
        form.initial["parent_id"] = str(row.parent_id or "")

    def act(form: AgencyForm) -> str:
        actions.edit_agency(
            actor=request.actor, agency_id=agency_id, data=form.data_of(), active=form.cleaned_data["active"]
        )
        return back

    return run_form(request, form, act, screen)


@require_POST
@signed_in
def add_code(request: SignedInRequest, agency_id: int) -> HttpResponse:
    actions.add_code(actor=request.actor, agency_id=agency_id, code=request.POST.get("code", ""))
    return redirect_to(request, "people:agency", agency_id, toast=_("Đã thêm mã"))


@require_POST
@signed_in
def remove_code(request: SignedInRequest, agency_id: int) -> HttpResponse:
    actions.remove_code(actor=request.actor, agency_id=agency_id, code=request.POST.get("code", ""))
    return redirect_to(request, "people:agency", agency_id, toast=_("Đã bỏ mã"))
