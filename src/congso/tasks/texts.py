"""Words of parts and states, for templates."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PARTS: Final[Mapping[str, str | Promise]] = {
    "lead": _("Chủ trì"),
    "support": _("Phối hợp"),
    "inform": _("Nhận để biết"),
}
# state -> (kind for the state chip, words, icon)
STATES: Final[Mapping[str, tuple[str, str | Promise, str]]] = {
    "sent": ("wait", _("Chưa mở"), "eye-off"),
    "seen": ("wait", _("Đã xem"), "eye-check"),
    "working": ("run", _("Đang làm"), "clock"),
    "done": ("ok", _("Xong"), "check"),
    "returned": ("no", pgettext_lazy("việc", "Trả lại"), "arrow-back-up"),
    "taken_back": ("", pgettext_lazy("việc", "Đã thu hồi"), "arrow-back-up"),
}
