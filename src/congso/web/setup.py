"""Start-up of the web shell: the desk in the navigation."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from congso.documents import api as documents
from congso.kernel.actor import Actor
from congso.tasks import api as tasks
from congso.ui.api import NavItem, register_counts, register_nav


def _counts(actor: Actor) -> Mapping[str, int]:
    """Two queries for every count of these domains: the rail stands on every page."""
    found = documents.nav_counts(actor)
    owed = tasks.open_count(actor) if actor.agency_id is not None else 0
    return {**found, "tasks": owed, "desk": found.get("desk", 0) + owed}


register_nav(NavItem("desk", _("Bàn làm việc"), "layout-dashboard", "web:desk", 10, tab=_("Bàn"), hot=True))
register_counts("web", _counts)
