"""Papers signed by hand and true copies: two ways into the outgoing register without a draft."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congso.documents import policies_outgoing as policies
from congso.documents.actions.bring_ink import Scan, bring_ink
from congso.documents.actions.make_copy import make_copy
from congso.documents.forms_outgoing import CopyForm, InkForm
from congso.documents.policies_incoming import require
from congso.documents.queries import copies as cq
from congso.documents.views.outgoing import bodies
from congso.guard import api as guard
from congso.kernel import clock, once
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Invalid
from congso.people import api as people
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import put_refusal, redirect_to, render_screen


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ink(request: SignedInRequest) -> HttpResponseBase:
    """Number a paper signed by hand."""
    require(policies.may_bring(request.actor))
    units = [(unit.id, unit.name) for unit in people.units_of(request.actor.agency_id or 0)]
    more: dict[str, Any] = {"bodies": bodies(request.actor), "units": units}
    if request.method != "POST":
        return _ink_screen(request, InkForm(initial={"signed_on": clock.today(), "kind": "cong_van"}, **more))
    form = InkForm(request.POST, request.FILES, **more)
    if not form.is_valid():
        return _ink_screen(request, form, status=422)
    data = form.cleaned_data
    scan: Scan | None = (data["scan"].name, data["scan"].file) if data["scan"] else None
    try:
        made = bring_ink(
            actor=request.actor,
            fields=form.fields_given(),
            scan=scan,
            unmarked=data["unmarked"],
            reserved=data["reserved"],
            once_key=request.POST.get(once.FIELD, ""),
        )
    except (Invalid, Conflict) as refusal:
        put_refusal(form, refusal)
        more = {"refusal_url": guard.refusal_url(refusal)} if isinstance(refusal, guard.SecretMarking) else {}
        return _ink_screen(request, form, status=422, **more)
    return redirect_to(request, "documents:outgoing_document", made, toast=_("Đã cấp số văn bản giấy."))


def _ink_screen(request: SignedInRequest, form: InkForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return render_screen(request, "documents/outgoing_ink.html", {"form": form, **more}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def copy(request: SignedInRequest, incoming_id: int) -> HttpResponseBase:
    """Sao y or trích sao of an arrival: the form stands ready, one press numbers and seals it."""
    shown = cq.copyable(request.actor, incoming_id)
    more: dict[str, Any] = {"bodies": bodies(request.actor), "signers": _signers(request.actor)}
    if request.method != "POST":
        start = {"form": "trich_sao" if request.GET.get("hinh-thuc") == "trich-sao" else "sao_y"}
        start |= {"way": "paper" if shown.born_digital and start["form"] == "sao_y" else "digital"}
        return _copy_screen(request, shown, CopyForm(initial=start, **more))
    form = CopyForm(request.POST, **more)
    if not form.is_valid():
        return _copy_screen(request, shown, form, status=422)
    try:
        made = make_copy(
            actor=request.actor,
            incoming_id=incoming_id,
            fields=form.fields_given(),
            once_key=request.POST.get(once.FIELD, ""),
        )
    except (Invalid, Conflict) as refusal:
        put_refusal(form, refusal)
        return _copy_screen(request, shown, form, status=422)
    return redirect_to(request, "documents:outgoing_document", made, toast=_("Đã cấp số bản sao."))


def _signers(actor: Actor) -> list[tuple[int, str]]:
    """Who may sign a copy by hand: leaders and the head of the office."""
    rows = people.people_of(actor.agency_id or 0, roles=(Role.LEADER, Role.OFFICE))
    return [(row.id, f"{row.post_title} {row.person_name}") for row in rows]


def _copy_screen(
    request: SignedInRequest, shown: cq.Copyable, form: CopyForm, *, status: int = 200
) -> HttpResponse:
    return render_screen(request, "documents/copy_new.html", {"doc": shown, "form": form}, status=status)
