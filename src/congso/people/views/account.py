"""The actor's own account, and the post they act in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congso.kernel.errors import Forbidden
from congso.people.access import SESSION_KEY, SignedInRequest, signed_in
from congso.people.actions import persons
from congso.people.queries.appointments import history_of, person
from congso.ui.api import redirect_to, render_screen


@require_GET
@signed_in
def account(request: SignedInRequest) -> HttpResponse:
    me = person(request.user.pk)
    return render_screen(request, "people/account.html", {"me": me, "history": history_of(me.id)})


@require_POST
@signed_in
def switch_post(request: SignedInRequest) -> HttpResponse:
    """Act in another of one's posts from now on."""
    wanted = request.POST.get("appointment", "")
    row = next((row for row in request.appointments if str(row.id) == wanted), None)
    if row is None:
        raise Forbidden("people.not_your_post")
    request.session[SESSION_KEY] = row.id
    return redirect_to(
        request, _next(request), toast=_("Đang làm việc với chức vụ %(title)s") % {"title": row.post_title}
    )


@require_POST
@signed_in
def language(request: SignedInRequest) -> HttpResponse:
    """Remember the language with the account and in the browser."""
    chosen = request.POST.get("language", "")
    persons.set_language(actor=request.actor, language=chosen)
    response = redirect_to(request, "people:account")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 86400, samesite="Lax")
    return response


@require_POST
@signed_in
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    persons.sign_out_everywhere(actor=request.actor)
    request.session.flush()
    return redirect_to(request, reverse("account_login"))


def _next(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return asked
    return str(settings.LOGIN_REDIRECT_URL)
