"""Words for letters and mailboxes, in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from congso.kernel import wording

# state -> (kind of ui's state component, icon, words)
LETTERS: Final[Mapping[str, tuple[str, str, Promise]]] = {
    "waiting": ("wait", "clock-pause", lazy("Chờ gửi")),
    "sent": ("ok", "check", lazy("Đã gửi")),
    "refused": ("no", "mail-x", lazy("Bị từ chối")),
    "dead": ("no", "alert-circle", lazy("Không gửi được")),
    "dropped": ("", "circle-x", lazy("Thôi gửi")),
}
LEFT: Final[Mapping[str, tuple[str, str, Promise]]] = {
    "marked": ("no", "shield-x", lazy("Có dấu mật")),
    "oversize": ("wait", "alert-triangle", lazy("Quá lớn")),
    "broken": ("no", "file-off", lazy("Không đọc được")),
}


def trouble(error: str) -> str:
    """What a mail server said: the sentence for its code, and its own words behind it; other text as it stands."""
    code, _colon, said = error.partition(":")
    known = f"mail.door_{code}"
    if not wording.has(known):
        return error
    return f"{wording.say(known)} ({said.strip()})" if said.strip() else wording.say(known)
