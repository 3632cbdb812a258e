"""Start-up of guard: stubs for clerks, contested refusals for who decides."""

from django.utils.translation import gettext_lazy as _

from congso.guard import messages  # noqa: F401
from congso.guard.actions import DECIDERS, check_fields
from congso.kernel import words
from congso.kernel.actor import Actor, Role
from congso.ui.api import NavItem, register_nav


def _keeps_stubs(actor: Actor) -> bool:
    return actor.agency_id is not None and actor.has(Role.CLERK)


def _decides(actor: Actor) -> bool:
    return actor.agency_id is not None and actor.has(*DECIDERS)


words.register(check_fields)
register_nav(
    NavItem("stubs", _("Mẩu đăng ký"), "lock", "guard:stubs", 92, visible=_keeps_stubs, section="own")
)
register_nav(
    NavItem("contested", _("Xin xem lại"), "shield", "guard:contested", 93, visible=_decides, section="admin")
)
