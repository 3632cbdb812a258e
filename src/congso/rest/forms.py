"""The form of a new key."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Dùng cho"), max_length=100)
    days = forms.IntegerField(label=_("Số ngày hiệu lực"), initial=90, min_value=1, max_value=366)
    service = forms.BooleanField(label=_("Chương trình tự chạy, không phải tôi bấm"), required=False)
