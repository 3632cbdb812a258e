"""Start-up of mail: jobs, sentences, the entry of the rail."""

from django.utils.translation import gettext_lazy as _

from congso.kernel.actor import Actor, Role
from congso.mail import jobs, messages  # noqa: F401
from congso.ui.api import NavItem, register_nav


def _looks_after(actor: Actor) -> bool:
    return actor.agency_id is not None and actor.has(Role.ADMIN, Role.CLERK)


register_nav(
    NavItem("mail", _("Thư điện tử"), "mail", "mail:mailboxes", 935, visible=_looks_after, section="admin")
)
