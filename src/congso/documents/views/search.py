"""Tra cứu: the hits, what they can be narrowed by, the file they are taken out as."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congso.documents.actions.export_search import export_search
from congso.documents.actions.keep_search import choose_columns
from congso.documents.forms_search import columns_of, query_of, read
from congso.documents.queries import search as q
from congso.documents.queries.saved_searches import columns, saved_searches
from congso.documents.queries.search_facets import Facets, Value, chosen, facets
from congso.documents.search_files import cells_of
from congso.documents.texts_search import COLUMNS, FIELDS, PLACES, SORTS, TYPED, Field
from congso.documents.views.registers import download
from congso.people.api import SignedInRequest, signed_in
from congso.pure.vietnamese import fold
from congso.ui.api import redirect_to, render_screen

_TABLE = "bang"


@require_safe
@signed_in
def search(request: SignedInRequest) -> HttpResponseBase:
    filters = read(request.GET)
    found = q.search(request.actor, filters, older=request.GET.get("older", ""), counted=False)
    query, table = query_of(request.GET), request.GET.get("xem") == _TABLE
    context = {
        "filters": filters,
        "asked": filters.asked,
        "found": found,
        "groups": _grouped(found.rows, filters),
        "first": not request.GET.get("older"),
        "query": query,
        "table": table,
        "sorts": SORTS,
        "highlight": f"?{urlencode({'tim': filters.text})}" if filters.text.strip() else "",
        "saved": saved_searches(request.actor),
        "chips": _chips(request, chosen(request.actor, filters)),
        **_pane(filters, chosen(request.actor, filters)),
        **_ways_on(filters),
        **(_table(request, found.rows) if table else {}),
    }
    return render_screen(request, "documents/search.html", context, part="rows")


def _grouped(rows: Iterable[q.HitRow], filters: q.SearchFilters) -> list[tuple[str, list[q.HitRow]]]:
    """(heading, rows) of each group in its order; ranked hits stand together."""
    words = {
        "code": _("Khớp số, ký hiệu"),
        "exact": _("Khớp đúng dấu"),
        "folded": _("Khớp khi bỏ dấu"),
        "all": "",
    }
    groups: dict[str, list[q.HitRow]] = {}
    for row in rows:
        groups.setdefault("" if filters.sort == q.BEST else words[row.group], []).append(row)
    return list(groups.items())


def _pane(filters: q.SearchFilters, found: Facets) -> dict[str, Any]:
    """The fields beside the hits, with the values they can be narrowed by."""
    return {
        "filters": filters,
        "facets": found,
        "counted": q.COUNTED,
        "fields": [_field(field, filters, found.fields.get(field.filter, ())) for field in FIELDS],
    }


def _field(field: Field, filters: q.SearchFilters, values: Iterable[Value]) -> dict[str, Any]:
    listed = list(values)
    if field.filter == "places":
        known = {one.value: one for one in listed}
        listed = [known.get(place) or Value(place, "", 0, False) for place in PLACES]
        listed = [Value(one.value, str(PLACES[one.value]), one.count, one.chosen) for one in listed]
    typed = str(getattr(filters, TYPED[field.typed])) if field.typed else ""
    return {
        "field": field,
        "values": listed,
        "typed": typed,
        "open": field.open or bool(typed) or any(one.chosen for one in listed),
    }


def _chips(request: SignedInRequest, found: Facets) -> list[tuple[str, str]]:
    """(address without it, words) of each chosen value."""
    here = reverse("documents:search")
    names = {field.filter: field.name for field in FIELDS}
    rows = [
        ((names[name], one.value), str(PLACES[one.value]) if name == "places" else one.words)
        for name, values in found.fields.items()
        for one in values
        if one.chosen
    ]
    rows += [
        ((name, ""), f"{words}: {request.GET[name]}")
        for name, words in _typed_words()
        if request.GET.get(name, "").strip()
    ]
    return [(f"{here}?{query_of(request.GET, without=[gone])}", words) for gone, words in rows]


def _typed_words() -> list[tuple[str, str]]:
    labels = {field.typed: str(field.label) for field in FIELDS if field.typed}
    return [*labels.items(), ("ty", _("Trích yếu")), ("tu", _("Từ ngày")), ("den", _("Đến ngày"))]


def _table(request: SignedInRequest, rows: Iterable[q.HitRow]) -> dict[str, Any]:
    shown = columns(request.actor)
    return {
        "heads": [(name, COLUMNS[name][0]) for name in shown],
        "lines": [(row, list(zip(shown, cells_of(row, shown), strict=True))) for row in rows],
        "all_columns": [(name, words, name in shown) for name, (words, _width, _align) in COLUMNS.items()],
    }


def _ways_on(filters: q.SearchFilters) -> dict[str, str]:
    """What an empty answer proposes: the same words without quotes and accents, the same without filters."""
    plain = fold(filters.text.replace('"', " "))
    here = reverse("documents:search")
    looser = f"{here}?{urlencode({'q': plain})}" if plain != filters.text else ""
    unfiltered = f"{here}?{urlencode({'q': filters.text})}" if filters.narrowed and filters.text else ""
    return {"looser_url": looser, "unfiltered_url": unfiltered}


@require_safe
@signed_in
def search_facets(request: SignedInRequest) -> HttpResponseBase:
    """The pane again, with figures: loaded after the hits."""
    filters = read(request.GET)
    found = facets(request.actor, filters)
    context = {**_pane(filters, found), "query": query_of(request.GET), "asked": filters.asked}
    return render_screen(request, "documents/search_facets.html", context)


@require_safe
@signed_in
def search_export(request: SignedInRequest, output: str) -> HttpResponseBase:
    made = export_search(actor=request.actor, filters=read(request.GET), output=output)
    return download(made.name, made.mime, made.content)


@require_POST
@signed_in
def search_columns(request: SignedInRequest) -> HttpResponseBase:
    choose_columns(actor=request.actor, columns=columns_of(request.POST.getlist("cot")))
    back = f"{reverse('documents:search')}?{request.POST.get('query', '')[:2000]}&xem={_TABLE}"
    return redirect_to(request, back)
