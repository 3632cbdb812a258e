"""Start-up of tasks: navigation and the panel on arrivals."""

from django.utils.translation import gettext_lazy as _

from congso.kernel.actor import Actor
from congso.tasks import messages  # noqa: F401
from congso.ui.api import NavItem, Panel, register_nav, register_panel


def _holds_a_post(actor: Actor) -> bool:
    return actor.agency_id is not None


register_nav(NavItem("tasks", _("Công việc"), "checkbox", "tasks:tasks", 60, visible=_holds_a_post))
register_panel("incoming", Panel("tasks", _("Phân công"), "tasks:panel", 10))
