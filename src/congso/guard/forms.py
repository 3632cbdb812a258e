"""Forms of guard, and the mixin by which forms of other apps ask guard about their text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congso.guard.actions import StubFields, check_fields
from congso.guard.errors import SecretMarking
from congso.guard.models import Level
from congso.kernel import clock, wording
from congso.kernel.actor import Actor
from congso.people import api as people


class GuardedForm(forms.Form):
    """A form whose text is shown to guard: `Form(data, actor=actor)`. Marked text is a mistake of its field.

    `entrance` names the form in the record of refusals.
    """

    entrance = "form"

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.refusal: SecretMarking | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            check_fields(actor=self.actor, values=cleaned, entrance=self.entrance)
        except SecretMarking as refusal:
            self.refusal = refusal
            self.add_error(refusal.field, wording.explain(refusal))
        return cleaned


class StubForm(GuardedForm):
    entrance = "stub"

    arrived_on = forms.DateField(label=_("Ngày đến"))
    level = forms.ChoiceField(label=_("Độ mật"), choices=Level.choices, initial=Level.SECRET)
    book_number = forms.CharField(label=_("Số trong sổ mật"), max_length=20, required=False)
    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=60, required=False)
    issued_on = forms.DateField(label=_("Ngày văn bản"), required=False)
    sender = forms.CharField(label=_("Cơ quan gửi"), max_length=200, required=False)
    keeper_id = forms.TypedChoiceField(
        label=_("Người giữ bản giấy"), required=False, coerce=int, empty_value=None, choices=()
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["arrived_on"].initial = clock.today
        self.fields["keeper_id"].choices = [("", "—"), *_keepers(actor)]  # type: ignore[attr-defined]

    def values(self) -> StubFields:
        return StubFields(**self.cleaned_data)


def _keepers(actor: Actor) -> list[tuple[int, str]]:
    if actor.agency_id is None:
        return []
    held = people.people_of(actor.agency_id)
    return list({row.person_id: row.person_name for row in held}.items())
