"""The lists of arrivals: waiting, registered, returned."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from congso.documents import policies_incoming as policies
from congso.documents.forms_incoming import FilterForm
from congso.documents.queries import incoming as q
from congso.documents.texts_incoming import CHANNELS, STATES, done_words
from congso.kernel.actor import Actor, Role
from congso.kernel.ids import uuid7
from congso.people import api as people
from congso.people.api import SignedInRequest, signed_in
from congso.pure.kinds import KINDS
from congso.ui.api import render_screen

LIST = "documents/incoming_list.html"
TABLE = "documents/incoming_table.html"
UPLOAD_MOST = 50  # files a drop


def cursors(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("older", "newer")}


def optional(name: str, *args: Any) -> str:
    """An address that another part of the product may or may not offer."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def common(actor: Actor, segment: str) -> dict[str, Any]:
    """What every screen of arrivals shows around its content."""
    return {
        "segment": segment,
        "waiting_count": q.waiting_count(actor),
        "may_receive": policies.may_receive(actor).allowed,
        "states": STATES,
        "channels": CHANNELS,
        "batch": uuid7().hex,
        "upload_limit": settings.CONGSO_UPLOAD_LIMIT,
        "upload_most": UPLOAD_MOST,
        "upload_mb": settings.CONGSO_UPLOAD_LIMIT // (1024 * 1024),
    }


@require_safe
@signed_in
def front(request: SignedInRequest) -> HttpResponseBase:
    """A clerk starts with what waits, everybody else with the register."""
    return _waiting(request) if request.actor.has(Role.CLERK) else _registered(request)


@require_safe
@signed_in
def waiting(request: SignedInRequest) -> HttpResponseBase:
    return _waiting(request)


def _waiting(request: SignedInRequest) -> HttpResponse:
    page = q.waiting(request.actor, **cursors(request))
    return render_screen(request, LIST, {**common(request.actor, "waiting"), "page": page})


@require_safe
@signed_in
def returned(request: SignedInRequest) -> HttpResponseBase:
    page = q.returned(request.actor, **cursors(request))
    return render_screen(request, LIST, {**common(request.actor, "returned"), "page": page})


@require_safe
@signed_in
def registered(request: SignedInRequest) -> HttpResponseBase:
    return _registered(request)


def _without(request: HttpRequest, name: str) -> str:
    """This list without one of its filters, from its first page."""
    query = request.GET.copy()
    for gone in (name, "older", "newer"):
        query.pop(gone, None)
    return f"{reverse('documents:incoming_registered')}?{query.urlencode()}"


def _registered(request: SignedInRequest) -> HttpResponse:
    actor = request.actor
    units = people.units_of(actor.agency_id) if actor.agency_id is not None else []
    form = FilterForm(request.GET, units=[(unit.id, unit.name) for unit in units])
    filters = form.filters()
    page = q.registered(actor, filters, **cursors(request))
    context = {
        **common(actor, "registered"),
        "page": page,
        "rows": [(row, *STATES[row.state], done_words(row.done_days)) for row in page.rows],
        "form": form,
        "chips": [(_without(request, name), words) for name, words in form.chips()],
        "kept": [(name, request.GET[name]) for name, _words in form.chips()],
        "filtered": bool(form.chips() or filters.text),
        "kinds": KINDS,
    }
    return render_screen(request, TABLE, context, part="rows")
