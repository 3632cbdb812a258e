"""From the address of a search to its filters and back; anything unreadable counts as not given."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from congso.documents.queries.search_filters import NEWEST, SORTS, SearchFilters
from congso.documents.texts_search import COLUMNS, FIELDS, PLACES, TYPED
from congso.pure.vietnamese import nfc
from congso.ui.api import DateField

_NUMBERS = ("urgencies", "registers", "work_files")
_MOST = 20  # values of one field
_LONGEST = 200
# What makes up a search; the page and the way it is shown do not.
NAMES = ("q", "tu", "den", "xep", *(field.name for field in FIELDS), *TYPED)


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Từ khóa"), required=False, max_length=300)
    tu = DateField(label=_("Từ"), required=False)
    den = DateField(label=_("Đến"), required=False)


def read(given: QueryDict) -> SearchFilters:
    form = SearchForm(given)
    form.is_valid()
    data = form.cleaned_data
    lists: dict[str, Any] = {
        field.filter: _values(field.filter, given.getlist(field.name)) for field in FIELDS
    }
    typed: dict[str, Any] = {name: _clean(given.get(key, "")) for key, name in TYPED.items()}
    sort = given.get("xep", NEWEST)
    return SearchFilters(
        text=nfc(data.get("q") or ""),
        since=data.get("tu"),
        until=data.get("den"),
        sort=sort if sort in SORTS else NEWEST,
        **lists,
        **typed,
    )


def _values(name: str, given: Sequence[str]) -> tuple[Any, ...]:
    values = dict.fromkeys(_clean(one) for one in given[:_MOST])
    if name in _NUMBERS:
        most = 4 if name == "urgencies" else 10**18
        return tuple(int(one) for one in values if one.isascii() and one.isdecimal() and int(one) <= most)
    return tuple(one for one in values if one and (name != "places" or one in PLACES))


def _clean(text: str) -> str:
    return nfc(" ".join(text.replace("\0", "").split()))[:_LONGEST]


def query_of(given: QueryDict, *, without: Iterable[tuple[str, str]] = ()) -> str:
    """The address of this search after "?", without its page; `without`: (name, value) that go, value "" for all of a name."""
    gone = set(without)
    kept = QueryDict(mutable=True)
    for name in NAMES:
        values = [one for one in given.getlist(name)[:_MOST] if one.strip() and (name, one) not in gone]
        if values and (name, "") not in gone:
            kept.setlist(name, values)
    return kept.urlencode()


class NameForm(forms.Form):
    name = forms.CharField(label=_("Tên"), max_length=80)


def columns_of(given: Iterable[str]) -> list[str]:
    """The columns that were chosen, in the order of the table; unknown ones are left out."""
    wanted = set(given)
    return [name for name in COLUMNS if name in wanted]
