"""How a form field is drawn: the control gets the classes and the ARIA attributes of the house, then a template."""

from typing import Any

from django.forms import BoundField
from django.forms import widgets as w
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

_OWN = {"label", "help", "cls", "hide_label"}


def shape(bound: BoundField) -> str:
    """Which layout a control needs: "check", "choices", "hidden" or "line"."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, w.CheckboxInput):
        return "check"
    if isinstance(widget, (w.RadioSelect, w.CheckboxSelectMultiple)):
        return "choices"
    return "line"


def control_class(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, w.CheckboxInput):
        return "check"
    if isinstance(widget, (w.RadioSelect, w.CheckboxSelectMultiple, w.MultiWidget)):
        return ""
    return (
        "in num" if isinstance(widget, (w.NumberInput, w.DateInput, w.DateTimeInput, w.TimeInput)) else "in"
    )


def control_attrs(bound: BoundField, options: dict[str, Any], help_text: str) -> dict[str, Any]:
    """Attributes for the control: class, what describes it, whether it is wrong, and the caller's own."""
    given = {name.replace("_", "-"): value for name, value in options.items() if name not in _OWN}
    attrs: dict[str, Any] = {**given}
    own = str(bound.field.widget.attrs.get("class", ""))
    classes = " ".join(part for part in (control_class(bound), own, str(given.get("class", ""))) if part)
    if classes:
        attrs["class"] = classes
    own_id = given.get("id") or bound.auto_id
    described = [f"{own_id}_help"] if help_text and own_id else []
    if bound.errors and own_id:
        attrs["aria-invalid"] = "true"
        described.append(f"{own_id}_error")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return attrs


def render_field(bound: BoundField, options: dict[str, Any]) -> SafeString:
    """The field through ui/_field.html."""
    help_text = options.get("help", bound.help_text)
    kind = shape(bound)
    attrs = control_attrs(bound, options, str(help_text))
    context = {
        "bound": bound,
        "id": options.get("id") or bound.auto_id,
        "label_for": options.get("id") or bound.id_for_label,
        "kind": kind,
        "control": bound.as_widget(attrs=attrs),
        "attrs": attrs,
        "label": options.get("label", bound.label),
        "help": help_text,
        "cls": options.get("cls", ""),
        "hide_label": options.get("hide_label", False),
    }
    return render_to_string("ui/_field.html", context)
