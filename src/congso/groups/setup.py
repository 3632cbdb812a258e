"""Start-up of groups: navigation, counts, the policy of files in posts, jobs."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from congso.files import api as files
from congso.groups import jobs, messages  # noqa: F401
from congso.groups.actions.post_message import POST
from congso.groups.queries.groups import unread_groups
from congso.groups.queries.messages import may_read_file
from congso.kernel.actor import Actor
from congso.ui.api import NavItem, register_counts, register_nav


def _holds_a_post(actor: Actor) -> bool:
    return actor.agency_id is not None


def _counts(actor: Actor) -> Mapping[str, int]:
    return {"groups": unread_groups(actor)}


register_nav(
    NavItem("groups", _("Nhóm"), "messages", "groups:groups", 70, visible=_holds_a_post, tab=_("Nhóm"))
)
register_counts("groups", _counts)
files.register_holder(POST, may_read_file)
