"""Words for the states, channels and findings of arrivals, in the reader's language."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

# state -> (kind of ui's state component, icon, words)
STATES: Final[Mapping[str, tuple[str, str, Promise]]] = {
    "waiting": ("wait", "inbox", lazy("Chờ vào sổ")),
    "registered": ("wait", "clock-pause", lazy("Chờ bút phê")),
    "assigned": ("wait", "clock-pause", lazy("Đã giao, chờ xử lý")),
    "working": ("run", "progress", lazy("Đang xử lý")),
    "closed": ("ok", "check", lazy("Đã xong")),
    "refused": ("no", "arrow-back-up", lazy("Đã trả lại nơi gửi")),
    "cancelled": ("no", "circle-x", lazy("Đã hủy đăng ký")),
    "withdrawn": ("no", "arrow-back-up", lazy("Nơi gửi đã thu hồi")),
}
CHANNELS: Final[Mapping[str, tuple[str, Promise]]] = {
    "upload": ("file-upload", lazy("Văn thư thêm tệp")),
    "internal": ("route", lazy("Cơ quan trong hệ thống gửi")),
    "axis": ("route", lazy("Qua trục liên thông")),
    "paper": ("scan", lazy("Bản giấy")),
    "email": ("mail", lazy("Thư điện tử")),
    "import": ("file-import", lazy("Nhập từ sổ của phần mềm khác")),
}
CLOSE_KINDS: Final[Mapping[str, Promise]] = {
    "answered": lazy("Đã trả lời"),
    "information": lazy("Để biết"),
    "filed": lazy("Lưu"),
    "replaced": lazy("Được thay"),
    "paper": lazy("Bản giấy của số đến đã có"),
    "imported": lazy("Nhập từ sổ của phần mềm khác"),
}
_NO_STAMP: Final[Mapping[str, Promise]] = {
    "encrypted": lazy("Tệp có mật khẩu nên không đóng dấu đến lên bản xem; số đến vẫn có hiệu lực."),
    "not_pdf": lazy("Tệp không phải PDF nên không đóng dấu đến lên bản xem; số đến vẫn có hiệu lực."),
}
_NO_STAMP_ELSE: Final = lazy(
    "Không đóng được dấu đến lên bản xem; số đến vẫn có hiệu lực, tệp gốc còn nguyên."
)


def no_stamp(code: str) -> str:
    """Why there is no stamped page; "" without a code."""
    return str(_NO_STAMP.get(code, _NO_STAMP_ELSE)) if code else ""


def signature_words(found: Mapping[str, Any]) -> tuple[str, str, str]:
    """(kind, icon, words) of the state component; empty words while the signatures are still being read."""
    state, rows = found.get("state", ""), found.get("signatures", [])
    if state == "valid":
        text = ngettext("%(n)s chữ ký hợp lệ", "%(n)s chữ ký hợp lệ", len(rows)) % {"n": len(rows)}
        return "ok", "rosette-discount-check", text
    if state == "untrusted":
        text = ngettext(
            "%(n)s chữ ký, chưa rõ nơi cấp",
            "%(n)s chữ ký, chưa rõ nơi cấp",
            len(rows),
        )
        return "", "rosette-discount-check", text % {"n": len(rows)}
    if state == "opposed":
        return "no", "alert-triangle", _("Chứng thư ký không dùng được")
    if state == "invalid":
        return "no", "alert-triangle", _("Chữ ký số không đúng")
    if state == "none":
        return "", "signature", _("Không có chữ ký số")
    if state == "unknown":
        return "no", "question-mark", _("Chưa kiểm tra được chữ ký số")
    return "", "loader", ""


def done_words(days: int | None) -> str:
    """ "xong trước 1 ngày"; "" for what had no deadline."""
    if days is None:
        return ""
    if days == 0:
        return _("xong đúng hạn")
    if days > 0:
        return ngettext("xong trước %(n)s ngày", "xong trước %(n)s ngày", days) % {"n": days}
    return ngettext("xong chậm %(n)s ngày", "xong chậm %(n)s ngày", -days) % {"n": -days}
