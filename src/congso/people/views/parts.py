"""Issuing bodies, units and posts of an agency."""

from dataclasses import asdict

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congso.kernel.errors import NotFound
from congso.people.access import SignedInRequest, signed_in
from congso.people.actions import parts as actions
from congso.people.actions.common import require_manager
from congso.people.forms import BodyForm, PostForm, UnitForm
from congso.people.queries import agencies as q
from congso.people.queries import pages
from congso.people.rows import PostRow
from congso.people.views.common import form_data
from congso.ui.api import FormScreen, redirect_to, run_form


def _page(agency_id: int) -> str:
    return reverse("people:agency", args=[agency_id])


def _screen(agency_id: int, title: str, submit: str, done: str) -> FormScreen:
    return FormScreen(title, submit, _page(agency_id), done, q.agency(agency_id).name)


@signed_in
def create_body(request: SignedInRequest, agency_id: int) -> HttpResponse:
    require_manager(request.actor, agency_id)
    screen = _screen(agency_id, _("Thêm chủ thể ban hành"), _("Thêm chủ thể"), _("Đã thêm chủ thể ban hành"))

    def act(form: BodyForm) -> str:
        actions.create_body(actor=request.actor, agency_id=agency_id, data=form.data_of())
        return screen.back

    return run_form(request, BodyForm(form_data(request), agency_id=agency_id), act, screen)


@signed_in
def edit_body(request: SignedInRequest, body_id: int) -> HttpResponse:
    row = q.body(body_id)
    require_manager(request.actor, row.agency_id)
    screen = _screen(row.agency_id, _("Sửa chủ thể ban hành"), _("Lưu chủ thể"), _("Đã lưu chủ thể ban hành"))

    def act(form: BodyForm) -> str:
        actions.edit_body(actor=request.actor, body_id=body_id, data=form.data_of())
        return screen.back

    form = BodyForm(form_data(request), initial=asdict(row), agency_id=row.agency_id)
    return run_form(request, form, act, screen)


@signed_in
def create_unit(request: SignedInRequest, agency_id: int) -> HttpResponse:
    require_manager(request.actor, agency_id)
    screen = _screen(agency_id, _("Thêm đơn vị"), _("Thêm đơn vị"), _("Đã thêm đơn vị"))

    def act(form: UnitForm) -> str:
        actions.create_unit(actor=request.actor, agency_id=agency_id, data=form.data_of())
        return screen.back

    return run_form(request, UnitForm(form_data(request), agency_id=agency_id), act, screen)


@signed_in
def edit_unit(request: SignedInRequest, unit_id: int) -> HttpResponse:
    row = q.unit(unit_id)
    require_manager(request.actor, row.agency_id)
    screen = _screen(row.agency_id, _("Sửa đơn vị"), _("Lưu đơn vị"), _("Đã lưu đơn vị"))

    def act(form: UnitForm) -> str:
        actions.edit_unit(actor=request.actor, unit_id=unit_id, data=form.data_of())
        return screen.back

    form = UnitForm(form_data(request), initial=asdict(row), agency_id=row.agency_id)
    return run_form(request, form, act, screen)


@signed_in
def create_post(request: SignedInRequest, agency_id: int) -> HttpResponse:
    require_manager(request.actor, agency_id)
    screen = _screen(agency_id, _("Thêm vị trí"), _("Thêm vị trí"), _("Đã thêm vị trí"))

    def act(form: PostForm) -> str:
        actions.create_post(actor=request.actor, agency_id=agency_id, data=form.data_of())
        return screen.back

    return run_form(request, PostForm(form_data(request), agency_id=agency_id), act, screen)


@signed_in
def edit_post(request: SignedInRequest, post_id: int) -> HttpResponse:
    row = known_post(post_id)
    require_manager(request.actor, row.agency_id)
    screen = _screen(row.agency_id, _("Sửa vị trí"), _("Lưu vị trí"), _("Đã lưu vị trí"))

    def act(form: PostForm) -> str:
        actions.edit_post(actor=request.actor, post_id=post_id, data=form.data_of())
        return screen.back

    initial = asdict(row) | {"roles": sorted(row.roles), "fields_of_work": "\n".join(row.fields_of_work)}
    return run_form(
        request, PostForm(form_data(request), initial=initial, agency_id=row.agency_id), act, screen
    )


@require_POST
@signed_in
def confirm_change(request: SignedInRequest, change_id: int) -> HttpResponse:
    agency_id = actions.confirm_permission_change(actor=request.actor, change_id=change_id)
    return redirect_to(request, _page(agency_id), toast=_("Đã xác nhận thay đổi quyền"))


def known_post(post_id: int) -> PostRow:
    row = pages.post(post_id)
    if row is None:
        raise NotFound("people.no_post_row")
    return row
