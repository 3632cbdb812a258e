"""Start-up of the area `outgoing`: navigation, who reads the files, what is searched."""

from django.utils.translation import gettext_lazy as _

from congso.documents import jobs_outgoing, messages_outgoing, messages_supersede, search_index  # noqa: F401
from congso.documents.policies_outgoing import KIND
from congso.documents.queries import outgoing as q
from congso.documents.queries.outgoing_search import search_words
from congso.files import api as files
from congso.kernel.actor import Actor
from congso.ui.api import NavItem, register_nav


def _holds_a_post(actor: Actor) -> bool:
    return actor.agency_id is not None


register_nav(
    NavItem(
        KIND,
        _("Văn bản đi"),
        "send-2",
        "documents:outgoing",
        50,
        visible=_holds_a_post,
        hot=True,
    )
)
files.register_holder(KIND, q.readable)
search_index.register_reader(KIND, search_words)
