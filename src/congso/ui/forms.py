"""The form renderer: Django forms draw their fields with ui/_field.html, controls with the classes of the house."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Its engine also finds the templates of installed apps, so `{{ form }}` and `{% field %}` look the same."""

    form_template_name = "ui/form.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/_field_group.html"


class DateInput(forms.DateInput):
    """dd/mm/yyyy in every language; dates.js adds the browser's calendar beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "placeholder": "dd/mm/yyyy",
            "maxlength": 10,
            "data-date": True,
        }
        super().__init__(attrs={**own, **(attrs or {})}, format="%d/%m/%Y")


class DateField(forms.DateField):
    """A day, read as 17/11/2026, 17-11-2026, 17.11.2026, 17112026 or 2026-11-17."""

    widget = DateInput
    input_formats = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d")
