"""The form renderer: Django forms draw their fields with ui/_field.html, controls with the classes of the house."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Its engine also finds the templates of installed apps, so `{{ form }}` and `{% field %}` look the same."""

    form_template_name = "ui/form.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/_field_group.html"
