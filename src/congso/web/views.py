"""The desk. Screens of single domains live in their own apps."""

from django.http import HttpResponseBase

from congso.kernel import clock
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import render_screen
from congso.web.desk import desk_of


@signed_in
def desk(request: SignedInRequest) -> HttpResponseBase:
    """What waits for me; `?xem=da-giao`: what I assigned."""
    given = request.GET.get("xem") == "da-giao"
    context = {"desk": desk_of(request.actor, given=given), "given": given, "now": clock.now()}
    return render_screen(request, "web/desk.html", context)
