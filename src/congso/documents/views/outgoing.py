"""The lists of outgoing documents: to issue, issued, cancelled."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from congso.documents import policies_outgoing as policies
from congso.documents.forms_outgoing import FilterForm
from congso.documents.queries import outgoing as q
from congso.documents.queries.draft_people import axis_found
from congso.documents.views.incoming import cursors
from congso.kernel.actor import Actor, Role
from congso.people import api as people
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import render_screen

LIST = "documents/outgoing_list.html"


def bodies(actor: Actor) -> list[tuple[int, str]]:
    """Choices of issuing bodies of the actor's agency."""
    return [(body.id, body.name) for body in people.bodies_of(actor.agency_id or 0)]


def common(actor: Actor, segment: str) -> dict[str, Any]:
    """What every list of outgoing documents shows around its rows."""
    return {
        "segment": segment,
        "waiting_count": q.waiting_count(actor),
        "may_bring": policies.may_bring(actor).allowed,
        "may_keep_series": policies.may_keep_series(actor).allowed,
    }


@require_safe
@signed_in
def front(request: SignedInRequest) -> HttpResponseBase:
    """A clerk starts with what must be issued, everybody else with what was."""
    return _waiting(request) if request.actor.has(Role.CLERK) else _issued(request)


@require_safe
@signed_in
def waiting(request: SignedInRequest) -> HttpResponseBase:
    return _waiting(request)


def _waiting(request: SignedInRequest) -> HttpResponse:
    page = q.waiting(request.actor, **cursors(request))
    return render_screen(request, LIST, {**common(request.actor, "waiting"), "page": page}, part="rows")


@require_safe
@signed_in
def cancelled(request: SignedInRequest) -> HttpResponseBase:
    page = q.cancelled(request.actor, **cursors(request))
    return render_screen(request, LIST, {**common(request.actor, "cancelled"), "page": page}, part="rows")


@require_safe
@signed_in
def issued(request: SignedInRequest) -> HttpResponseBase:
    return _issued(request)


def _issued(request: SignedInRequest) -> HttpResponse:
    form = FilterForm(request.GET, bodies=bodies(request.actor))
    filters = form.filters()
    chips = [(_without(request, name), words) for name, words in form.chips()]
    context = {
        **common(request.actor, "issued"),
        "page": q.issued(request.actor, filters, **cursors(request)),
        "form": form,
        "chips": chips,
        "filtered": bool(chips or filters.text),
        "kept": [(name, value) for name, value in request.GET.items() if name not in ("q", "older", "newer")],
    }
    return render_screen(request, LIST, context, part="rows")


def _without(request: SignedInRequest, name: str) -> str:
    """This address with one filter taken away."""
    query = request.GET.copy()
    for gone in (name, "older", "newer"):
        query.pop(gone, None)
    return f"?{query.urlencode()}"


@require_safe
@signed_in
def agencies(request: SignedInRequest) -> HttpResponseBase:
    """Names of agencies of this installation and of the axis for the box "Nơi nhận"."""
    typed = request.GET.get("name", "").strip()
    found = [*people.agencies(search=typed, limit=12), *axis_found(request.actor, typed)] if typed else []
    return render_screen(request, "documents/incoming_issuers.html", {"agencies": found})
