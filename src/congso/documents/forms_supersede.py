"""Forms of what is sent in place of a document that left already."""

from django import forms
from django.utils.translation import gettext_lazy as _

from congso.ui.api import DateField


class _Reason(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ReplaceForm(_Reason):
    by = forms.CharField(
        label=_("Văn bản thay thế"),
        max_length=80,
        help_text=_("Số, ký hiệu của văn bản đã phát hành, ví dụ 12/BC-SNV"),
    )
    field_order = ("by", "reason")


class UpdateForm(_Reason):
    due_on = DateField(label=_("Hạn trả lời"), required=False, help_text=_("Để trống nếu không đổi"))
    field_order = ("due_on", "reason")
