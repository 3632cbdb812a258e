"""Start-up of trace and directives: panels, addresses for tasks."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congso.documents import messages_direct  # noqa: F401
from congso.tasks import api as tasks
from congso.ui.api import Panel, register_panel

for kind in ("incoming", "draft", "outgoing"):
    register_panel(kind, Panel("trace", _("Quá trình"), f"documents:trace_{kind}", 30))


def _incoming_page(incoming_id: int) -> str:
    return reverse("documents:incoming_document", args=[incoming_id])


tasks.register_page("incoming", _incoming_page)
