"""Tìm kiếm đã lưu: keep, rename, delete."""

from django.http import HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congso.documents.actions.keep_search import drop_search, keep_search, rename_search
from congso.documents.forms_search import query_of
from congso.documents.queries.saved_searches import saved_searches
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to, render_screen


@require_safe
@signed_in
def saved(request: SignedInRequest) -> HttpResponseBase:
    return render_screen(request, "documents/search_saved.html", {"saved": saved_searches(request.actor)})


@require_POST
@signed_in
def keep(request: SignedInRequest) -> HttpResponseBase:
    name, query = request.POST.get("name", ""), query_of(QueryDict(request.POST.get("query", "")))
    keep_search(actor=request.actor, name=name, query=query)
    toast = _("Đã lưu tìm kiếm “%(name)s”.") % {"name": name}
    return redirect_to(request, f"{reverse('documents:search')}?{query}", toast=toast)


@require_POST
@signed_in
def rename(request: SignedInRequest, search_id: int) -> HttpResponseBase:
    rename_search(actor=request.actor, search_id=search_id, name=request.POST.get("name", ""))
    return redirect_to(request, "documents:search_saved", toast=_("Đã đổi tên tìm kiếm."))


@require_POST
@signed_in
def drop(request: SignedInRequest, search_id: int) -> HttpResponseBase:
    drop_search(actor=request.actor, search_id=search_id)
    return redirect_to(request, "documents:search_saved", toast=_("Đã bỏ tìm kiếm."))
