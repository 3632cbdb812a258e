"""The public face of `ui`: what other apps register and the values they hand to its components."""

from congso.ui.csp import embeddable
from congso.ui.form_screen import FormScreen, put_refusal, run_form
from congso.ui.forms import DateField, DateInput
from congso.ui.htmx import push_toast, redirect_to, render_screen
from congso.ui.registry import (
    Identity,
    MenuLink,
    NavItem,
    Panel,
    PostChoice,
    everyone,
    register_counts,
    register_identity,
    register_nav,
    register_panel,
)
from congso.ui.values import Deadline, Hand, Mark, Step, ViewerPage, deadline

__all__ = [
    "DateField",
    "DateInput",
    "Deadline",
    "FormScreen",
    "Hand",
    "Identity",
    "Mark",
    "MenuLink",
    "NavItem",
    "Panel",
    "PostChoice",
    "Step",
    "ViewerPage",
    "deadline",
    "embeddable",
    "everyone",
    "push_toast",
    "put_refusal",
    "redirect_to",
    "register_counts",
    "register_identity",
    "register_nav",
    "register_panel",
    "render_screen",
    "run_form",
]
