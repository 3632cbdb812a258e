"""Start-up of exchange: jobs and sentences, the directory for pickers of recipients, entries of the rail."""

from django.utils.translation import gettext_lazy as _

from congso.documents import api as documents
from congso.exchange import jobs, messages  # noqa: F401
from congso.exchange.arrivals import package_words
from congso.exchange.directory import Directory
from congso.kernel.actor import Actor, Role
from congso.people import api as people
from congso.ui.api import NavItem, register_nav


def _looks_after(actor: Actor) -> bool:
    return actor.agency_id is not None and actor.has(Role.ADMIN)


def _keeps_hub(actor: Actor) -> bool:
    """Asked of the database only for administrators: the rail is on every page."""
    return actor.has(Role.ADMIN) and people.is_installation_admin(actor)


documents.register_directory(Directory())
documents.register_packages(package_words)
register_nav(
    NavItem("door", _("Kết nối trục"), "route", "exchange:door", 930, visible=_looks_after, section="admin")
)
register_nav(
    NavItem(
        "members", _("Đơn vị trên trục"), "mailbox", "exchange:members", 940,
        visible=_keeps_hub, section="admin",
    )
)  # fmt: skip
