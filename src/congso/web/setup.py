"""Start-up of the web shell: the desk in the navigation."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from congso.kernel.actor import Actor
from congso.ui.api import NavItem, register_counts, register_nav
from congso.web.desk import waiting_count


def _counts(actor: Actor) -> Mapping[str, int]:
    return {"desk": waiting_count(actor)}


register_nav(NavItem("desk", _("Bàn làm việc"), "layout-dashboard", "web:desk", 10, tab=_("Bàn"), hot=True))
register_counts("web", _counts)
