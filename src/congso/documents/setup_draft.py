"""Start-up of the area `draft`: navigation, who reads the files, what is searched."""

from django.utils.translation import gettext_lazy as _

from congso.documents import messages_draft, messages_layout, search_index  # noqa: F401
from congso.documents.policies_draft import KIND, may_draft
from congso.documents.queries import drafts
from congso.documents.queries.draft_search import search_words
from congso.files import api as files
from congso.kernel.actor import Actor
from congso.ui.api import NavItem, Panel, register_nav, register_panel


def _drafts(actor: Actor) -> bool:
    return may_draft(actor).allowed


register_nav(NavItem("drafts", _("Dự thảo"), "edit", "documents:drafts", 30, visible=_drafts))
register_nav(
    NavItem(
        "signing",
        _("Trình ký"),
        "writing-sign",
        "documents:signing",
        40,
        visible=_drafts,
        tab=_("Trình ký"),
        hot=True,
    )
)
register_panel(KIND, Panel("slip", _("Phiếu trình"), "documents:draft_slip", 10))
register_panel(KIND, Panel("layout", _("Thể thức"), "documents:draft_layout", 15))
register_panel(KIND, Panel("versions", _("Phiên bản"), "documents:draft_versions", 20))
files.register_holder(KIND, drafts.readable)
search_index.register_reader(KIND, search_words)
