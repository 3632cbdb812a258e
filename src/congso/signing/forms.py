"""What is asked on the page of keys."""

from django import forms
from django.utils.translation import gettext_lazy as _

from congso.signing import places


class TokenForm(forms.Form):
    """A certificate found on a token, as `library|token|key`."""

    found = forms.CharField(max_length=300)

    def parts(self) -> tuple[str, str, str]:
        name, _sep, rest = str(self.cleaned_data["found"]).partition("|")
        token, _sep, key = rest.partition("|")
        return name, token, key


class RemoteForm(forms.Form):
    service = forms.ChoiceField(label=_("Dịch vụ"))
    user = forms.CharField(label=_("Tên người dùng tại dịch vụ"), max_length=100)
    credential = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["service"].choices = [(one.name, one.title) for one in places.services()]  # type: ignore[attr-defined]
