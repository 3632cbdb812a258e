"""People: search, one person, accounts and appointments."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congso.kernel import clock
from congso.kernel.actor import Role
from congso.kernel.errors import Forbidden, Invalid
from congso.people import forms
from congso.people.access import SignedInRequest, signed_in
from congso.people.actions import appointments as seats
from congso.people.actions import persons as actions
from congso.people.actions.common import require_manager
from congso.people.policies import manage_account
from congso.people.queries import appointments as q
from congso.people.queries import pages
from congso.people.rows import PersonRow
from congso.people.views.common import day_of, form_data
from congso.people.views.parts import known_post
from congso.ui.api import FormScreen, redirect_to, render_screen, run_form


@require_GET
@signed_in
def search(request: SignedInRequest) -> HttpResponse:
    text, day = request.GET.get("tim", "").strip(), day_of(request)
    own = request.actor.agency_id if not text else None
    context = {
        "found": pages.find_people(text, day, agency_id=own),
        "search": text,
        "day": day,
        "limit": pages.PERSON_LIMIT,
        "may_create": _administers(request),
    }
    return render_screen(request, "people/persons.html", context)


def _administers(request: SignedInRequest) -> bool:
    return request.user.installation_admin or request.actor.has(Role.ADMIN)


def _refusal(request: SignedInRequest, row: PersonRow) -> str | None:
    return manage_account(
        request.actor,
        agencies_of_person={held.agency_id for held in q.appointments_of(row.id)},
        target_is_installation=row.installation_admin,
        installation=request.user.installation_admin,
    )


@require_GET
@signed_in
def person(request: SignedInRequest, person_id: int) -> HttpResponse:
    row, day = q.person(person_id), clock.today()
    history = q.history_of(person_id)
    installation = request.user.installation_admin
    manages = {held.agency_id for held in history if installation or _own_admin(request, held.agency_id)}
    context = {
        "person": row,
        "day": day,
        "may_edit": _refusal(request, row) is None,
        "history": [(held, held.holds_on(day), held.agency_id in manages) for held in history],
    }
    return render_screen(request, "people/person.html", context)


def _own_admin(request: SignedInRequest, agency_id: int) -> bool:
    return request.actor.has(Role.ADMIN) and request.actor.agency_id == agency_id


@signed_in
def create(request: SignedInRequest) -> HttpResponse:
    if not _administers(request):
        raise Forbidden("people.not_administrator")
    screen = FormScreen(_("Thêm người"), _("Thêm người"), reverse("people:persons"), _("Đã thêm người"))

    def act(form: forms.NewPersonForm) -> str:
        password = form.cleaned_data["password"] or None
        made = actions.create_person(actor=request.actor, data=form.data_of(), password=password)
        return reverse("people:person", args=[made])

    return run_form(request, forms.NewPersonForm(form_data(request)), act, screen)


@signed_in
def edit(request: SignedInRequest, person_id: int) -> HttpResponse:
    row = _editable(request, person_id)
    screen = FormScreen(
        _("Sửa thông tin người"), _("Lưu thông tin"), _page(person_id), _("Đã lưu thông tin"), row.name
    )

    def act(form: forms.EditPersonForm) -> str:
        active = form.cleaned_data["active"]
        actions.edit_person(actor=request.actor, person_id=person_id, data=form.data_of(), active=active)
        return screen.back

    initial = {
        "full_name": row.name,
        "username": row.username,
        "email": row.email,
        "phone": row.phone,
        "active": row.active,
    }
    return run_form(request, forms.EditPersonForm(form_data(request), initial=initial), act, screen)


@signed_in
def password(request: SignedInRequest, person_id: int) -> HttpResponse:
    row = _editable(request, person_id)
    screen = FormScreen(
        _("Đặt lại mật khẩu"), _("Đặt mật khẩu"), _page(person_id), _("Đã đặt mật khẩu"), row.name
    )

    def act(form: forms.PasswordForm) -> str:
        actions.set_password(actor=request.actor, person_id=person_id, password=form.cleaned_data["password"])
        return screen.back

    return run_form(request, forms.PasswordForm(form_data(request)), act, screen)


def _editable(request: SignedInRequest, person_id: int) -> PersonRow:
    row = q.person(person_id)
    reason = _refusal(request, row)
    if reason is not None:
        raise Forbidden(reason)
    return row


def _page(person_id: int) -> str:
    return reverse("people:person", args=[person_id])


@require_POST
@signed_in
def installation_admin(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Give or take the administration of the whole installation (`value` 1 or 0)."""
    value = request.POST.get("value") == "1"
    actions.set_installation_admin(actor=request.actor, person_id=person_id, value=value)
    said = _("Đã giao quyền quản trị hệ thống") if value else _("Đã thôi quyền quản trị hệ thống")
    return redirect_to(request, _page(person_id), toast=said)


@signed_in
def appoint(request: SignedInRequest, post_id: int) -> HttpResponse:
    post = known_post(post_id)
    require_manager(request.actor, post.agency_id)
    back = reverse("people:agency", args=[post.agency_id])
    screen = FormScreen(_("Bổ nhiệm"), _("Bổ nhiệm"), back, _("Đã bổ nhiệm"), post.title)

    def act(form: forms.AppointForm) -> str:
        values = dict(form.cleaned_data)
        found = q.person_by_username(values.pop("person"))
        if found is None:
            raise Invalid("people.no_person", field="person")
        seats.appoint(actor=request.actor, person_id=found.id, post_id=post_id, **values)
        return screen.back

    initial = {"since": clock.today(), "person": request.GET.get("nguoi", "")}
    return run_form(request, forms.AppointForm(form_data(request), initial=initial), act, screen)


@signed_in
def end(request: SignedInRequest, appointment_id: int) -> HttpResponse:
    row = q.appointment(appointment_id)
    require_manager(request.actor, row.agency_id)
    intro = f"{row.person_name} · {row.post_title}"
    screen = FormScreen(
        _("Thôi giữ vị trí"), _("Ghi ngày thôi giữ"), _page(row.person_id), _("Đã ghi"), intro
    )

    def act(form: forms.EndForm) -> str:
        seats.end_appointment(actor=request.actor, appointment_id=appointment_id, **form.cleaned_data)
        return screen.back

    return run_form(request, forms.EndForm(form_data(request), initial={"until": clock.today()}), act, screen)


@signed_in
def move(request: SignedInRequest, appointment_id: int) -> HttpResponse:
    row = q.appointment(appointment_id)
    require_manager(request.actor, row.agency_id)
    intro = f"{row.person_name} · {row.post_title}"
    screen = FormScreen(
        _("Chuyển vị trí"), _("Chuyển vị trí"), _page(row.person_id), _("Đã chuyển vị trí"), intro
    )

    def act(form: forms.MoveForm) -> str:
        values = form.cleaned_data
        seats.move(
            actor=request.actor,
            appointment_id=appointment_id,
            post_id=int(values["post_id"]),
            on=values["on"],
            decision=values["decision"],
        )
        return screen.back

    form = forms.MoveForm(form_data(request), initial={"on": clock.today()}, agency_id=row.agency_id)
    return run_form(request, form, act, screen)
