"""The working calendar of the actor's agency, or of the installation (`?chung=1`)."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from congso.kernel import clock, wording
from congso.kernel.errors import Invalid, NotFound
from congso.people.access import SignedInRequest, signed_in
from congso.people.actions import calendars as actions
from congso.people.forms import DayForm
from congso.people.policies import manage_agency, manage_installation
from congso.people.queries.calendars import days_of
from congso.people.views.common import form_data
from congso.ui.api import redirect_to, render_screen


def _year(request: SignedInRequest) -> int:
    asked = request.GET.get("nam", "") or request.POST.get("nam", "")
    if asked.isdecimal() and actions.FIRST_YEAR <= int(asked) <= actions.LAST_YEAR:
        return int(asked)
    return clock.today().year


def _scope(request: SignedInRequest) -> int | None:
    common = "chung" in request.GET or "chung" in request.POST
    return None if common else request.actor.agency_id


def _back(year: int, agency_id: int | None) -> str:
    return f"{reverse('people:calendar')}?nam={year}{'' if agency_id else '&chung=1'}"


@signed_in
def calendar(request: SignedInRequest) -> HttpResponse:
    year, agency_id = _year(request), _scope(request)
    form, status = DayForm(form_data(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.set_day(actor=request.actor, agency_id=agency_id, **form.cleaned_data)
            except Invalid as refusal:
                form.add_error(None, wording.explain(refusal))
            else:
                return redirect_to(
                    request, _back(form.cleaned_data["day"].year, agency_id), toast=_("Đã ghi vào lịch")
                )
    installation = request.user.installation_admin
    refused = (
        manage_installation(request.actor, installation=installation)
        if agency_id is None
        else manage_agency(request.actor, agency_id, installation=installation)
    )
    context = {
        "days": days_of(agency_id, year),
        "year": year,
        "previous": year - 1,
        "following": year + 1,
        "form": form,
        "common": agency_id is None,
        "may_edit": refused is None,
        "may_common": installation,
    }
    return render_screen(request, "people/calendar.html", context, status=status)


@require_POST
@signed_in
def clear(request: SignedInRequest) -> HttpResponse:
    try:
        day = parse_date(request.POST.get("day", ""))
    except ValueError:
        day = None
    if day is None:
        raise NotFound("people.no_day")
    agency_id = _scope(request)
    actions.clear_day(actor=request.actor, agency_id=agency_id, day=day)
    return redirect_to(request, _back(day.year, agency_id), toast=_("Đã bỏ khỏi lịch"))


@require_POST
@signed_in
def load(request: SignedInRequest) -> HttpResponse:
    year = _year(request)
    added = actions.load_holidays(actor=request.actor, year=year)
    return redirect_to(
        request,
        _back(year, None),
        toast=ngettext("Đã thêm %(n)s ngày", "Đã thêm %(n)s ngày", added) % {"n": added},
    )
