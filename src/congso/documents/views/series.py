"""Sổ và số: which kinds are numbered together, numbers kept for later."""

from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congso.documents import policies_outgoing as policies
from congso.documents.actions import keep_series as keep
from congso.documents.forms_outgoing import NumberReasonForm, ReasonForm, SeriesForm
from congso.documents.policies_records import may_read_registers
from congso.documents.queries import series as q
from congso.kernel import clock, once
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import put_refusal, redirect_to, render_screen

SCREEN: Final = "documents/series.html"


def _year(request: SignedInRequest) -> int:
    wanted = request.GET.get("nam", "")
    return int(wanted) if wanted.isdecimal() and len(wanted) == 4 else clock.today().year


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def series(request: SignedInRequest) -> HttpResponseBase:
    """The books of a year; posting opens a register of its own for some kinds."""
    if request.method != "POST":
        return _screen(request, SeriesForm())
    form = SeriesForm(request.POST)
    body = request.POST.get("body", "")
    if not form.is_valid() or not body.isdecimal():
        return _screen(request, form, status=422, opening=True)
    try:
        keep.open_series(
            actor=request.actor,
            body_id=int(body),
            name=form.cleaned_data["name"],
            kinds=form.cleaned_data["kinds"],
            year=_year(request),
        )
    except (Invalid, Conflict) as refusal:
        put_refusal(form, refusal)
        return _screen(request, form, status=422, opening=True)
    return _back(request, _("Đã mở sổ."))


def _screen(request: SignedInRequest, form: SeriesForm, *, status: int = 200, **more: Any) -> HttpResponse:
    found = q.books(request.actor, _year(request))
    today = clock.today()
    context = {
        "books": found,
        "groups": [(one, [row for row in found.rows if row.direction == one]) for one in q.DIRECTIONS],
        "form": form,
        "this_year": today.year,
        "may_read": may_read_registers(request.actor).allowed,
        "may_reserve": policies.may_bring(request.actor).allowed and found.year == today.year,
        **more,
    }
    return render_screen(request, SCREEN, context, status=status)


def _back(request: SignedInRequest, toast: str) -> HttpResponse:
    return redirect_to(request, f"{reverse('documents:series')}?nam={_year(request)}", toast=toast)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, register_id: int) -> HttpResponseBase:
    """Rename a register, choose its kinds."""
    book = _book(request, register_id)
    form = SeriesForm(request.POST or None, initial={"name": book.name, "kinds": list(book.kind_codes)})
    if request.method == "POST" and form.is_valid():
        try:
            keep.change_series(
                actor=request.actor,
                register_id=register_id,
                name=form.cleaned_data["name"],
                kinds=form.cleaned_data["kinds"],
            )
            return _back(request, _("Đã ghi sổ."))
        except (Invalid, Conflict) as refusal:
            put_refusal(form, refusal)
    status = 422 if form.errors else 200
    context = {"book": book, "form": form, "year": _year(request)}
    return render_screen(request, "documents/series_change.html", context, status=status)


def _book(request: SignedInRequest, register_id: int) -> q.Book:
    found = q.books(request.actor, _year(request))
    book = next((row for row in found.rows if row.id == register_id), None)
    if book is None:
        raise NotFound("documents.series_unknown")
    return book


@require_POST
@signed_in
def reserve(request: SignedInRequest, register_id: int) -> HttpResponseBase:
    form = ReasonForm(request.POST)
    form.is_valid()
    reason = str(form.cleaned_data.get("reason", ""))
    key = request.POST.get(once.FIELD, "")
    number = keep.reserve_number(actor=request.actor, register_id=register_id, reason=reason, once_key=key)
    return _back(request, _("Đã giữ số %(number)s.") % {"number": number})


@require_POST
@signed_in
def cancel(request: SignedInRequest, register_id: int) -> HttpResponseBase:
    form = NumberReasonForm(request.POST)
    if not form.is_valid():
        return redirect("documents:series")
    keep.cancel_reserved(
        actor=request.actor,
        register_id=register_id,
        number=form.cleaned_data["number"],
        reason=form.cleaned_data["reason"],
    )
    return _back(request, _("Đã hủy số %(number)s.") % {"number": form.cleaned_data["number"]})
