"""An agency's door to an axis: its settings, whether it opens, the packages that went and came."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congso.exchange import package_lists, policies, queries, texts
from congso.exchange.actions import connect as actions
from congso.exchange.actions import post
from congso.exchange.actions.poll import poll
from congso.exchange.forms import DoorForm, SecretForm
from congso.people import api as people
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import FormScreen, redirect_to, render_screen, run_form

DOOR = "exchange:door"


def _agency(request: SignedInRequest) -> int:
    return request.actor.agency_id or 0


@require_safe
@signed_in
def door(request: SignedInRequest) -> HttpResponseBase:
    row = queries.door(request.actor, _agency(request))
    context = {
        "door": row,
        "adapter": texts.ADAPTERS.get(row.adapter, row.adapter) if row else "",
        "trouble": texts.trouble(row.error) if row else "",
        "may_change": not policies.may(request.actor, "connect", _agency(request)),
        "dead": package_lists.dead_count(request.actor),
        "tab": "door",
    }
    return render_screen(request, "exchange/door.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest) -> HttpResponseBase:
    agency_id = _agency(request)
    actions.allowed(request.actor, agency_id)
    row = queries.door(request.actor, agency_id)
    start = (
        {"adapter": row.adapter, "endpoint": "" if row.adapter == "demo" else row.endpoint, "system_id": row.system_id}
        if row
        else {"adapter": "lgsp", "system_id": people.agency(agency_id).code}
    )  # fmt: skip
    form = DoorForm(request.POST if request.method == "POST" else None, initial=start)

    def act(form: DoorForm) -> str:
        actions.connect(actor=request.actor, agency_id=agency_id, **form.data_of())
        return reverse(DOOR)

    title = _("Sửa kết nối trục") if row else _("Mở kết nối trục")
    screen = FormScreen(title, _("Lưu kết nối"), reverse(DOOR), _("Đã lưu kết nối."))
    return run_form(request, form, act, screen)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def secrets(request: SignedInRequest) -> HttpResponseBase:
    agency_id = _agency(request)
    actions.allowed(request.actor, agency_id)
    row = queries.door(request.actor, agency_id)
    if row is None:
        return redirect("exchange:door_edit")
    form = SecretForm(request.POST if request.method == "POST" else None)

    def act(form: SecretForm) -> str:
        actions.set_credentials(actor=request.actor, agency_id=agency_id, **form.cleaned_data)
        return reverse(DOOR)

    intro = (
        _("Khóa cũ vẫn dùng đến khi trục nhận khóa mới.")
        if row.keyed
        else _("Khóa được cất kín, không hiện lại.")
    )
    title = _("Đổi khóa") if row.keyed else _("Đặt khóa")
    screen = FormScreen(title, _("Lưu khóa"), reverse(DOOR), _("Đã lưu khóa."), note=intro)
    return run_form(request, form, act, screen)


@require_POST
@signed_in
def switch(request: SignedInRequest) -> HttpResponseBase:
    is_open = request.POST.get("open") == "1"
    act = actions.reconnect if is_open else actions.disconnect
    act(actor=request.actor, agency_id=_agency(request))
    toast = _("Đã bật kết nối.") if is_open else _("Đã tắt kết nối; gói tin đang chờ được giữ lại.")
    return redirect_to(request, DOOR, toast=toast)


@require_POST
@signed_in
def knock(request: SignedInRequest) -> HttpResponseBase:
    """Test the connection, here and now."""
    code, listed = actions.try_door(actor=request.actor, agency_id=_agency(request))
    if code:
        messages.warning(request, texts.trouble(code))
        return redirect(DOOR)
    return redirect_to(request, DOOR, toast=_("Trục trả lời. Danh bạ có %(n)s đơn vị.") % {"n": listed})


@require_safe
@signed_in
def packages(request: SignedInRequest) -> HttpResponseBase:
    """?huong=den for those that came, ?hong=1 for those that wait for a hand."""
    way = "in" if request.GET.get("huong") == "den" else "out"
    dead = request.GET.get("hong") == "1"
    page = package_lists.packages(
        request.actor, _agency(request), way, dead=dead, older=request.GET.get("older", ""),
        newer=request.GET.get("newer", ""),
    )  # fmt: skip
    context = {
        "page": page,
        "rows": [
            (
                row,
                texts.package_state(row),
                texts.kind_of(row),
                texts.trouble(row.error),
                texts.signature_words(row.signature, row.signer),
            )
            for row in page.rows
        ],
        "way": way,
        "only_dead": dead,
        "tab": way,
        "dead": package_lists.dead_count(request.actor),
        "may_retry": not policies.may(request.actor, "retry", _agency(request)),
    }
    return render_screen(request, "exchange/packages.html", context)


@require_POST
@signed_in
def again(request: SignedInRequest, way: str, package_id: int) -> HttpResponse:
    """A dead letter is tried again."""
    if way == "den":
        post.open_again(actor=request.actor, inbox_id=package_id)
        row = queries.door(request.actor, _agency(request))
        if row is not None:
            poll.defer(once=f"poll {row.id}", connection_id=row.id)
    else:
        post.retry(actor=request.actor, outbox_id=package_id)
    back = f"{reverse('exchange:packages')}?huong={'den' if way == 'den' else 'di'}&hong=1"
    return redirect_to(request, back, toast=_("Đang thử lại."))
