"""The hub's registry and figures, for the administrator of the installation."""

from datetime import timedelta
from typing import Final

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congso.exchange import texts
from congso.exchange.forms import MemberForm
from congso.exchange.hub import registry
from congso.exchange.hub.mailbox import figures
from congso.kernel import clock
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import FormScreen, redirect_to, render_screen, run_form

MEMBERS: Final = "exchange:members"
DAYS: Final = 30


@require_safe
@signed_in
def members(request: SignedInRequest) -> HttpResponseBase:
    registry.allowed(request.actor)
    rows = figures(clock.now() - timedelta(days=DAYS))
    context = {
        "rows": [(row, texts.waiting_time(row.answers_after)) for row in rows],
        "days": DAYS,
        "faces": [
            (_("Kiểu trục của tỉnh (LGSP)"), _root(request, "exchange:lgsp_login", "/v1/auth/login")),
            (_("Kiểu trục quốc gia (VXP)"), _root(request, "exchange:vxp", "/x", "x")),
        ],
    }
    return render_screen(request, "exchange/members.html", context)


def _root(request: SignedInRequest, name: str, ending: str, *args: str) -> str:
    """The address a partner sets: ours without the last parts."""
    return request.build_absolute_uri(reverse(name, args=args).removesuffix(ending))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def admit(request: SignedInRequest) -> HttpResponseBase:
    registry.allowed(request.actor)
    form = MemberForm(request.POST if request.method == "POST" else None)

    def act(form: MemberForm) -> HttpResponse:
        secret = registry.admit(actor=request.actor, **form.cleaned_data)
        return _secret(request, form.cleaned_data["code"].strip().upper(), secret)

    screen = FormScreen(_("Thêm đơn vị trên trục"), _("Thêm đơn vị"), reverse(MEMBERS))
    return run_form(request, form, act, screen)


@never_cache
@require_POST
@signed_in
def renew(request: SignedInRequest) -> HttpResponseBase:
    code = request.POST.get("code", "")
    return _secret(request, code, registry.renew(actor=request.actor, code=code))


def _secret(request: SignedInRequest, code: str, secret: str) -> HttpResponse:
    """Shown this once: no address leads here again."""
    return render_screen(request, "exchange/secret.html", {"code": code, "secret": secret})


@require_POST
@signed_in
def lock(request: SignedInRequest) -> HttpResponseBase:
    code, active = request.POST.get("code", ""), request.POST.get("active") == "1"
    registry.set_active(actor=request.actor, code=code, active=active)
    toast = _("Đã mở khóa %(code)s.") if active else _("Đã khóa %(code)s; hộp thư được giữ lại.")
    return redirect_to(request, MEMBERS, toast=toast % {"code": code})
