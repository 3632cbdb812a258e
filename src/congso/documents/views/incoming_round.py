"""A round through what waits: one after another by keyboard, with the place in it kept for this browser."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from congso.documents import rules_round as rules
from congso.documents.queries import incoming as q
from congso.documents.queries import incoming_document as dq
from congso.kernel.actor import Actor
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to

_KEY = "incoming_round"


def ids_of(request: HttpRequest) -> list[int]:
    """The arrivals of the round under way; empty without one."""
    kept = request.session.get(_KEY)
    return [one for one in kept if isinstance(one, int)] if isinstance(kept, list) else []


@require_POST
@signed_in
def start(request: SignedInRequest) -> HttpResponseBase:
    """Begin with the first one that waits."""
    ids = q.waiting_ids(request.actor)
    request.session[_KEY] = ids
    if not ids:
        return redirect("documents:incoming_waiting")
    return redirect("documents:incoming_register", ids[0])


def place(actor: Actor, ids: Sequence[int], current: int) -> rules.Place | None:
    """Where the arrival stands in the round; None when it is in none. One query."""
    return rules.place(ids, current, q.still_waiting(actor, ids)) if current in ids else None


def go_on(request: SignedInRequest, done: dq.Document, toast: str) -> HttpResponse:
    """The next one of the round opens, without a round the next of the list; at the end, the list."""
    ids = ids_of(request)
    if done.id in ids:
        following = rules.following(ids, done.id, q.still_waiting(request.actor, ids))
        if following is None:
            del request.session[_KEY]
            toast = f"{toast} {_finished(len(ids))}"
    else:
        following = q.next_waiting(
            request.actor, urgency=done.fields.urgency, received_at=done.received_at, done_id=done.id
        )
    if following is None:
        return redirect_to(request, "documents:incoming_waiting", toast=toast)
    return redirect_to(request, "documents:incoming_register", following, toast=toast)


def _finished(count: int) -> str:
    if count == 1:
        return _("Đã xong lượt này.")
    return ngettext("Đã xong lượt %(n)s văn bản.", "Đã xong lượt %(n)s văn bản.", count) % {"n": count}
