"""Forms about registers and work files. They read what was typed; rules and rights are the actions'."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from congso.documents.queries.registers import BookFilters
from congso.pure.kinds import KINDS
from congso.ui.api import DateField

_NUMBER_STATES: Final = [
    ("", _("Mọi số")),
    ("used", _("Đã dùng")),
    ("reserved", _("Giữ trước")),
    ("cancelled", _("Đã hủy")),
]
_ARRIVAL_STATES: Final = [
    ("open", _("Chưa giải quyết")),
    ("late", _("Quá hạn")),
    ("closed", _("Đã giải quyết")),
]


class BookForm(forms.Form):
    """Filters of a book; anything unreadable counts as not given."""

    tu = DateField(label=_("Từ ngày"), required=False)
    den = DateField(label=_("Đến hết ngày"), required=False)
    loai = forms.ChoiceField(label=_("Loại"), required=False)
    noi = forms.CharField(label=_("Nơi gửi hoặc nơi nhận"), required=False, max_length=200)
    tu_so = forms.IntegerField(label=_("Từ số"), required=False, min_value=1, max_value=999_999_999)
    den_so = forms.IntegerField(label=_("Đến số"), required=False, min_value=1, max_value=999_999_999)
    trang_thai = forms.ChoiceField(label=_("Trạng thái"), required=False)

    def __init__(self, *args: Any, incoming: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("loai", [("", _("Mọi loại")), *((kind.code, _(kind.name)) for kind in KINDS)])
        self._choices("trang_thai", [*_NUMBER_STATES, *(_ARRIVAL_STATES if incoming else [])])

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def filters(self) -> BookFilters:
        self.is_valid()
        data = self.cleaned_data
        return BookFilters(
            since=data.get("tu"),
            until=data.get("den"),
            kind=data.get("loai") or "",
            party=(data.get("noi") or "").strip(),
            first=data.get("tu_so"),
            last=data.get("den_so"),
            state=data.get("trang_thai") or "",
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(required=False, max_length=300)
