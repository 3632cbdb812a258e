"""Forms about work files."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congso.documents.rules_work_files import FileFields
from congso.kernel import wording
from congso.kernel.errors import Refusal
from congso.ui.api import DateField

Choices = Sequence[tuple[int, str]]


class WorkFileForm(forms.Form):
    """The fields of a work file, in the order of the list of the law."""

    code = forms.CharField(label=_("Ký hiệu hồ sơ"), max_length=20)
    title = forms.CharField(
        label=_("Tiêu đề hồ sơ"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    retention = forms.CharField(label=_("Thời hạn bảo quản"), max_length=30)
    year = forms.IntegerField(label=_("Năm"), min_value=1945, max_value=2200)
    keeper_id = forms.TypedChoiceField(
        label=_("Người lập hồ sơ"), required=False, coerce=int, empty_value=None
    )
    unit_id = forms.TypedChoiceField(label=_("Đơn vị"), required=False, coerce=int, empty_value=None)
    started_on = DateField(label=_("Ngày bắt đầu"), required=False)
    rights = forms.CharField(label=_("Chế độ sử dụng"), required=False, max_length=30, initial="Hạn chế")
    language = forms.CharField(label=_("Ngôn ngữ"), required=False, max_length=50, initial="Tiếng Việt")
    description = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)

    def __init__(self, *args: Any, keepers: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words, choices in (
            ("keeper_id", _("Tôi"), keepers),
            ("unit_id", _("Đơn vị của tôi"), units),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", words), *choices]

    def fields_given(self) -> FileFields:
        """The typed values; call it after `is_valid`."""
        return FileFields(**self.cleaned_data)

    def refuse(self, refusal: Refusal) -> None:
        field = getattr(refusal, "field", "")
        self.add_error(field if field in self.fields else None, wording.explain(refusal))


class ListForm(forms.Form):
    """Filters of the list; anything unreadable counts as not given."""

    nam = forms.IntegerField(required=False, min_value=1945, max_value=2200)
    xem = forms.CharField(required=False)
    q = forms.CharField(required=False, max_length=200)


class ImportForm(forms.Form):
    nam = forms.IntegerField(label=_("Năm của danh mục"), min_value=1945, max_value=2200)
    file = forms.FileField(label=_("Tệp danh mục (CSV, XLSX)"))


class FileIntoForm(forms.Form):
    """`subject`: "incoming:7"."""

    work_file = forms.IntegerField(required=False)
    subject = forms.RegexField(r"^(incoming|draft|outgoing):\d{1,18}$", required=True)


class CloseForm(forms.Form):
    on = DateField(required=False)
