"""Start-up of the interface: the place where administrators find keys."""

from django.utils.translation import gettext_lazy as _

from congso.kernel.actor import Actor, Role
from congso.rest import messages  # noqa: F401
from congso.ui.api import NavItem, register_nav


def _administers(actor: Actor) -> bool:
    return actor.agency_id is not None and actor.has(Role.ADMIN)


register_nav(
    NavItem("tokens", _("Khóa API"), "key", "rest_tokens", 950, visible=_administers, section="admin")
)
