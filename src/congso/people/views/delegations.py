"""Powers to sign of the actor's agency."""

from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congso.kernel import clock
from congso.kernel.errors import Forbidden
from congso.people import signatures
from congso.people.access import SignedInRequest, signed_in
from congso.people.actions import delegations as actions
from congso.people.forms import DelegationForm
from congso.people.policies import give_signature
from congso.people.queries import pages
from congso.people.queries import signatures as q
from congso.people.queries.agencies import agencies
from congso.people.views.common import form_data
from congso.ui.api import FormScreen, redirect_to, render_screen, run_form


@require_GET
@signed_in
def delegations(request: SignedInRequest) -> HttpResponse:
    day = clock.today()
    agency_id = _agency(request)
    context = {
        "rows": signatures.delegation_lines(agency_id, day),
        "day": day,
        "own_post": request.actor.post_id,
    }
    context["may_grant"] = _may_keep(request, agency_id)
    return render_screen(request, "people/delegations.html", context)


def _agency(request: SignedInRequest) -> int:
    if request.actor.agency_id is None:
        raise Forbidden("people.no_post")
    return request.actor.agency_id


def _may_keep(request: SignedInRequest, agency_id: int) -> bool:
    held = pages.holders_in(agency_id, clock.today())
    heads = {row.person_id for rows in held.values() for row in rows if row.rank in (1, 3)}
    installation = request.user.installation_admin
    return (
        give_signature(request.actor, agency_id=agency_id, giver_holders=heads, installation=installation)
        is None
    )


def _takers(agency_id: int) -> list[tuple[int, str]]:
    """Posts of the agency and heads of the agencies below it."""
    own = pages.post_choices(agency_id)
    below = agencies(parent=agency_id)
    return own + pages.head_choices([row.id for row in below])


@signed_in
def grant(request: SignedInRequest) -> HttpResponse:
    agency_id = _agency(request)
    if not _may_keep(request, agency_id):
        raise Forbidden("people.not_giver")
    screen = FormScreen(
        _("Giao quyền ký"), _("Giao quyền ký"), reverse("people:delegations"), _("Đã giao quyền ký")
    )

    def act(form: DelegationForm) -> str:
        actions.grant_delegation(actor=request.actor, data=form.data_of())
        return screen.back

    initial: dict[str, date | int | None] = {"since": clock.today(), "giver_post_id": request.actor.post_id}
    form = DelegationForm(form_data(request), initial=initial, agency_id=agency_id, takers=_takers(agency_id))
    return run_form(request, form, act, screen)


@signed_in
def pass_on(request: SignedInRequest, delegation_id: int) -> HttpResponse:
    """The head of a unit gives the TL. received to the deputy (KT.)."""
    parent = q.delegation(delegation_id)
    agency_id = parent.taker.agency_id
    screen = FormScreen(
        _("Giao lại cho cấp phó"),
        _("Giao lại"),
        reverse("people:delegations"),
        _("Đã giao lại cho cấp phó"),
        f"TL. {parent.giver.title} · {parent.taker.title}",
    )

    def act(form: DelegationForm) -> str:
        actions.grant_delegation(actor=request.actor, data=form.data_of(), passed_from=delegation_id)
        return screen.back

    initial = {
        "body_id": parent.body_id,
        "form": "KT",
        "giver_post_id": parent.taker_id,
        "since": clock.today(),
        "until": parent.until,
    }
    form = DelegationForm(
        form_data(request), initial=initial, agency_id=agency_id, takers=pages.post_choices(agency_id)
    )
    for name in ("body_id", "form", "giver_post_id"):
        form.fields[name].disabled = True
    return run_form(request, form, act, screen)


@require_POST
@signed_in
def revoke(request: SignedInRequest, delegation_id: int) -> HttpResponse:
    actions.revoke_delegation(actor=request.actor, delegation_id=delegation_id)
    return redirect_to(request, "people:delegations", toast=_("Đã thu hồi quyền ký"))
