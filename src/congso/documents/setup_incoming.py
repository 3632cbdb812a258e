"""Start-up of the area `incoming`: navigation, panel, who reads the files, what is searched."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from congso.documents import jobs_incoming, messages_incoming, messages_pile, search_index  # noqa: F401
from congso.documents.actions.split_pile import PILE
from congso.documents.policies_incoming import KIND
from congso.documents.queries import incoming as q
from congso.documents.queries import scan_pile
from congso.documents.queries.incoming_search import search_words
from congso.files import api as files
from congso.kernel.actor import Actor
from congso.ui.api import NavItem, Panel, register_nav, register_panel


def _holds_a_post(actor: Actor) -> bool:
    return actor.agency_id is not None


register_nav(
    NavItem(
        KIND,
        _("Văn bản đến"),
        "inbox",
        "documents:incoming",
        20,
        visible=_holds_a_post,
        tab=pgettext_lazy("tab", "Đến"),
        hot=True,
    )
)
register_panel(KIND, Panel("related", _("Văn bản liên quan"), "documents:incoming_related", 40))
files.register_holder(KIND, q.readable)
files.register_holder(PILE, scan_pile.readable)
search_index.register_reader(KIND, search_words)
