"""What this app hangs into the shell: the report on its originals, for administrators."""

from django.utils.translation import gettext_lazy as _

from congso.kernel.actor import Actor, Role
from congso.ui.api import NavItem, register_nav


def _administers(actor: Actor) -> bool:
    return actor.has(Role.ADMIN)


register_nav(
    NavItem(
        "fixity",
        _("Tệp gốc"),
        "shield-check",
        "files:fixity",
        960,
        visible=_administers,
        section="admin",
    )
)
