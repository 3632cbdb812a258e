from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congso.notices import actions, queries
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to, render_screen


@require_GET
@signed_in
def notices(request: SignedInRequest) -> HttpResponse:
    unseen = request.GET.get("loc") == "chua-xem"
    page = queries.notices_of(request.actor, before=request.GET.get("older", ""), only_unseen=unseen)
    context = {"page": page, "only_unseen": unseen, "unread": queries.unread_count(request.actor)}
    return render_screen(request, "notices/notices.html", context)


@require_GET
@signed_in
def open_notice(request: SignedInRequest, notice_id: int) -> HttpResponse:
    """A link, so that it opens in another tab too; seeing is personal and may happen twice."""
    url = actions.mark_seen(actor=request.actor, notice_id=notice_id)
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return redirect_to(request, url if safe else reverse("notices:notices"))


@require_POST
@signed_in
def mark_all(request: SignedInRequest) -> HttpResponse:
    actions.mark_all_seen(actor=request.actor)
    return redirect_to(request, "notices:notices", toast=_("Đã đánh dấu xem tất cả"))
