"""Forms of the mailbox screens."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congso.mail.imap import Place

SECURITIES = (
    ("tls", _("TLS (cổng 993)")),
    ("starttls", _("STARTTLS (cổng 143)")),
    ("none", _("Không mã hóa, chỉ máy chủ thư trên chính máy này")),
)


class MailboxForm(forms.Form):
    """The password is written, never read back; `kept`: one is sealed already, so the field may stay empty."""

    address = forms.EmailField(
        label=_("Địa chỉ thư"), max_length=254, help_text=_("Nơi gửi viết đến địa chỉ này")
    )
    host = forms.CharField(label=_("Máy chủ IMAP"), max_length=200)
    port = forms.IntegerField(label=_("Cổng"), min_value=1, max_value=65535)
    security = forms.ChoiceField(label=_("Bảo mật"), choices=SECURITIES)
    username = forms.CharField(
        label=_("Tài khoản"), max_length=200, required=False, help_text=_("Để trống nếu là địa chỉ thư")
    )
    password = forms.CharField(
        label=_("Mật khẩu"), max_length=500, required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    folder = forms.CharField(label=_("Thư mục"), max_length=100)

    def __init__(self, *args: Any, kept: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kept:
            self.fields["password"].help_text = _("Để trống để giữ mật khẩu đã cất")

    def data_of(self) -> dict[str, Any]:
        """What `open_mailbox` takes."""
        data = self.cleaned_data
        return {
            "address": data["address"],
            "server": Place(data["host"].strip(), data["port"], data["security"], data["folder"]),
            "username": data["username"] or data["address"],
            "password": data["password"],
        }


class AddressForm(forms.Form):
    """A corrected address of a letter that failed; empty: as it was."""

    address = forms.EmailField(required=False, max_length=254)
