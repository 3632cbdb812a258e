"""Words for doors and packages, in the reader's language."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congso.exchange import forms
from congso.exchange.package_lists import PackageLine
from congso.kernel import wording

ADAPTERS: Final[Mapping[str, Promise]] = dict(forms.ADAPTERS)
# state -> (kind of ui's state component, icon, words)
_STATES: Final[Mapping[str, tuple[str, str, Promise]]] = {
    "queued": ("wait", "clock-pause", lazy("Chờ gửi")),
    "sent": ("ok", "check", lazy("Trục đã nhận")),
    "expired": ("no", "alert-circle", lazy("Quá hạn gửi")),
    "replaced": ("", "refresh", lazy("Đã gửi lại bằng gói khác")),
    "listed": ("wait", "clock-pause", lazy("Chờ lấy về")),
    "stored": ("run", "inbox", lazy("Đã lấy về, đang xử lý")),
    "done": ("ok", "check", lazy("Đã xử lý")),
    "duplicate": ("", "copy", lazy("Trùng gói đã nhận")),
    "refused": ("no", "arrow-back-up", lazy("Đã trả lại")),
}
_DEAD: Final = {"out": lazy("Không gửi được"), "in": lazy("Không xử lý được")}
_STATUSES: Final[Mapping[str, Promise]] = {
    "01": lazy("đã đến"), "02": lazy("từ chối"), "03": lazy("đã tiếp nhận"), "04": lazy("đã phân công"),
    "05": lazy("đang xử lý"), "06": lazy("đã hoàn thành"), "13": lazy("lấy lại"), "15": lazy("đồng ý lấy lại"),
    "16": lazy("từ chối lấy lại"),
}  # fmt: skip


def package_state(row: PackageLine) -> tuple[str, str, str]:
    """(kind, icon, words)."""
    if row.state == "dead":
        return "no", "alert-circle", str(_DEAD[row.way])
    kind, icon, words = _STATES[row.state]
    return kind, icon, str(words)


def kind_of(row: PackageLine) -> str:
    if row.kind != "status":
        return _("Văn bản")
    return (
        _("Trạng thái: %(words)s") % {"words": _STATUSES[row.code]}
        if row.code in _STATUSES
        else _("Trạng thái")
    )


_SIGNATURES: Final[Mapping[str, Promise]] = {
    "trusted": lazy("Gói có chữ ký của %(name)s"),
    "untrusted": lazy("Gói có chữ ký của %(name)s, nơi cấp chưa được tin cậy"),
    "expired": lazy("Gói có chữ ký của %(name)s, chứng thư hết hạn"),
    "not_checked": lazy("Gói có chữ ký của %(name)s, chưa đối chiếu nơi cấp"),
    "broken": lazy("Chữ ký của gói không khớp nội dung"),
    "unsupported": lazy("Chữ ký của gói theo cách chưa kiểm được"),
    "dummy": lazy("Gói không có chữ ký thật"),
    "absent": lazy("Gói không ký"),
}


def signature_words(row: PackageLine) -> str:
    words = _SIGNATURES.get(row.signature)
    return str(words) % {"name": row.signer or "?"} if words else ""


def trouble(error: str) -> str:
    """What an axis said: the sentence for its code, and its own words behind it; other text as it stands."""
    code, _colon, said = error.partition(":")
    known = f"exchange.door_{code}"
    if not wording.has(known):
        return error
    return f"{wording.say(known)} ({said.strip()})" if said.strip() else wording.say(known)


def waiting_time(wait: timedelta | None) -> str:
    """ "12 phút", "3 giờ", "2 ngày"; "" for none."""
    if wait is None:
        return ""
    minutes = round(wait.total_seconds() / 60)
    if minutes < 1:
        return _("dưới 1 phút")
    if minutes < 120:
        return _("%(n)s phút") % {"n": minutes}
    if minutes < 2880:
        return _("%(n)s giờ") % {"n": round(minutes / 60)}
    return _("%(n)s ngày") % {"n": round(minutes / 1440)}
