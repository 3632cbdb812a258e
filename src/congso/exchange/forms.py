"""Forms of the door and of the hub's registry."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

ADAPTERS = (
    ("lgsp", _("Trục của tỉnh (LGSP)")),
    ("vxp", _("Trục quốc gia (VXP)")),
    ("demo", _("Trục thử trên máy này")),
)


class DoorForm(forms.Form):
    adapter = forms.ChoiceField(label=_("Loại trục"), choices=ADAPTERS)
    endpoint = forms.CharField(
        label=_("Địa chỉ"),
        max_length=300,
        required=False,
        help_text=_("Bắt đầu bằng https://. Trục thử không cần địa chỉ."),
    )
    system_id = forms.CharField(
        label=_("Mã hệ thống"), max_length=100, help_text=_("Mã mà trục cấp cho cơ quan")
    )

    def data_of(self) -> dict[str, Any]:
        """What `connect` takes. The trial axis lies in the product's own folder and nowhere else."""
        data = dict(self.cleaned_data)
        if data["adapter"] == "demo":
            data["endpoint"] = str(Path(settings.DATA_DIR) / "axis")
        return data


class SecretForm(forms.Form):
    """Written, never read back."""

    secret = forms.CharField(
        label=_("Khóa bí mật"), max_length=500, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )
    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=200, required=False, help_text=_("Chỉ khi trục yêu cầu")
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class MemberForm(forms.Form):
    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    code = forms.CharField(
        label=_("Mã định danh"), max_length=35, help_text=_("Theo QĐ 20/2020, ví dụ H36.12.05")
    )
    old_code = forms.CharField(
        label=_("Mã cũ"), max_length=35, required=False, help_text=_("Theo QCVN 102:2016, nếu còn dùng")
    )
    parent_code = forms.CharField(label=_("Mã đơn vị cấp trên"), max_length=35, required=False)
    email = forms.EmailField(label=_("Thư công vụ"), required=False)
