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
    "not_yet": lazy("Gói có chữ ký của %(name)s, chứng thư chưa có hiệu lực"),
    "revoked": lazy("Gói có chữ ký của %(name)s, chứng thư đã bị thu hồi"),
    "wrong_usage": lazy("Gói có chữ ký của %(name)s, chứng thư không dùng để ký"),
    "not_checked": lazy("Gói có chữ ký của %(name)s, chưa đối chiếu nơi cấp"),
    "broken": lazy("Chữ ký của gói không khớp nội dung"),
    "unsupported": lazy("Chữ ký của gói theo cách chưa kiểm được"),
    "dummy": lazy("Gói không có chữ ký thật"),
    "absent": lazy("Gói không ký"),
}


# How a signature stands: (kind of ui's state component, icon). A package that is not signed, or whose signature a station on the
# way broke, is no fault of the document: its files carry signatures of their own.
_STANDING: Final = {
    "trusted": ("ok", "rosette-discount-check"),
    "untrusted": ("", "rosette-discount-check"),
    "not_checked": ("", "rosette-discount-check"),
    "expired": ("wait", "clock-pause"),
    "not_yet": ("wait", "clock-pause"),
    "revoked": ("no", "alert-triangle"),
    "wrong_usage": ("wait", "alert-triangle"),
    "broken": ("wait", "alert-triangle"),
    "unsupported": ("wait", "question-mark"),
}


def signature_words(signature: str, signer: str) -> str:
    """ "" for what was never checked."""
    words = _SIGNATURES.get(signature)
    return str(words) % {"name": signer or "?"} if words else ""


def signature_state(signature: str, signer: str) -> tuple[str, str, str]:
    """(kind, icon, words)."""
    kind, icon = _STANDING.get(signature, ("", "signature"))
    return kind, icon, signature_words(signature, signer)


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
