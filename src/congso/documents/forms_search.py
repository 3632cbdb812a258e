"""The form of search; anything unreadable counts as not given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from congso.documents.queries.search import SearchFilters
from congso.pure.kinds import KINDS
from congso.ui.api import DateField

PLACE_WORDS = {
    "incoming": _("Văn bản đến"),
    "outgoing": _("Văn bản đi"),
    "draft": _("Dự thảo"),
    "work_file": _("Hồ sơ"),
}


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Từ khóa"), required=False, max_length=300)
    o = forms.MultipleChoiceField(label=_("Nằm ở"), required=False, choices=list(PLACE_WORDS.items()))
    loai = forms.ChoiceField(
        label=_("Loại"),
        required=False,
        choices=[("", _("Mọi loại")), *((kind.code, _(kind.name)) for kind in KINDS)],
    )
    tu = DateField(label=_("Từ"), required=False)
    den = DateField(label=_("Đến"), required=False)

    def filters(self) -> SearchFilters:
        self.is_valid()
        data = self.cleaned_data
        return SearchFilters(
            text=data.get("q") or "",
            places=tuple(data.get("o") or ()),
            kind=data.get("loai") or "",
            since=data.get("tu"),
            until=data.get("den"),
        )
