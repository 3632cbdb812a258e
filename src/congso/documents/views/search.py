"""Tra cứu."""

from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from congso.documents.forms_search import PLACE_WORDS, SearchForm
from congso.documents.queries import search as q
from congso.people.api import SignedInRequest, signed_in
from congso.pure.vietnamese import fold
from congso.ui.api import render_screen


@require_safe
@signed_in
def search(request: SignedInRequest) -> HttpResponseBase:
    form = SearchForm(request.GET)
    filters = form.filters()
    found = q.search(request.actor, filters, older=request.GET.get("older", ""))
    context = {
        "form": form,
        "filters": filters,
        "asked": bool(filters.text.strip()) or filters.narrowed,
        "found": found,
        "exact": [row for row in found.rows if row.exact],
        "loose": [row for row in found.rows if not row.exact],
        "places": PLACE_WORDS,
        "first": not request.GET.get("older"),
        "counted": q.COUNTED,
        **_ways_on(filters),
    }
    return render_screen(request, "documents/search.html", context, part="rows")


def _ways_on(filters: q.SearchFilters) -> dict[str, str]:
    """What an empty answer proposes: the same words without quotes and accents, the same without filters."""
    plain = fold(filters.text.replace('"', " "))
    here = reverse("documents:search")
    looser = f"{here}?{urlencode({'q': plain})}" if plain != filters.text else ""
    unfiltered = f"{here}?{urlencode({'q': filters.text})}" if filters.narrowed and filters.text else ""
    return {"looser_url": looser, "unfiltered_url": unfiltered}
