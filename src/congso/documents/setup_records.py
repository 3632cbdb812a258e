"""Start-up of the area `records`: navigation, the panel of documents, who reads printed books, what is searched."""

from django.utils.translation import gettext_lazy as _

from congso.documents import jobs_records, messages_import, messages_records, search_index  # noqa: F401
from congso.documents.policies_records import REGISTER, WORK_FILE, may_open_file, may_read_registers
from congso.documents.queries import registers, work_files
from congso.files import api as files
from congso.kernel.actor import Actor
from congso.ui.api import NavItem, Panel, register_nav, register_panel


def _works(actor: Actor) -> bool:
    return may_open_file(actor).allowed


def _reads_registers(actor: Actor) -> bool:
    return may_read_registers(actor).allowed


register_nav(NavItem("registers", _("Sổ"), "book", "documents:registers", 75, visible=_reads_registers))
register_nav(NavItem("folders", _("Hồ sơ"), "folder", "documents:work_files", 80, visible=_works))
register_nav(NavItem("search", _("Tra cứu"), "search", "documents:search", 90, visible=_works))
for _kind in ("incoming", "draft", "outgoing"):
    register_panel(
        _kind, Panel("work-files", _("Hồ sơ"), f"documents:work_files_of_{_kind}", 60, visible=_works)
    )
files.register_holder(REGISTER, registers.readable)
search_index.register_reader(WORK_FILE, work_files.search_words)
