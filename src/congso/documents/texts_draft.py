"""Words for the states and steps of drafts, in the reader's language."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congso.documents.models import Draft
from congso.pure import layout
from congso.pure.kinds import kind_of

# state -> (kind of ui's state component, icon, words)
STATES: Final[Mapping[str, tuple[str, str, Promise]]] = {
    "drafting": ("run", "pencil", lazy("Đang soạn")),
    "returned": ("no", "arrow-back-up", lazy("Bị trả lại")),
    "content": ("wait", "clock-pause", lazy("Chờ duyệt nội dung")),
    "form": ("wait", "clock-pause", lazy("Chờ kiểm tra thể thức")),
    "signing": ("wait", "writing-sign", lazy("Chờ ký")),
    "signed": ("run", "signature", lazy("Đã ký, chờ phát hành")),
    "issued": ("ok", "check", lazy("Đã phát hành")),
    "withdrawn": ("no", "circle-x", lazy("Đã rút")),
}
STAGES: Final[Mapping[str, Promise]] = {
    "submit": lazy("Trình"),
    "content": lazy("Duyệt nội dung"),
    "form": lazy("Kiểm tra thể thức"),
    "sign": lazy("Ký"),
}
# stage -> words of the act that agrees to it
APPROVALS: Final[Mapping[str, Promise]] = {
    "content": lazy("Duyệt nội dung"),
    "form": lazy("Đạt thể thức"),
    "sign": lazy("Ký"),
}
RESULTS: Final[Mapping[str, Promise]] = {
    "open": lazy("đang chờ"),
    "approved": lazy("đồng ý"),
    "returned": lazy("trả lại"),
    "taken_back": lazy("người trình rút lại"),
}
CHANNELS: Final[Mapping[str, tuple[str, Promise]]] = {
    "internal": ("building-community", lazy("Qua hệ thống")),
    "axis": ("route", lazy("Qua trục liên thông")),
    "email": ("mail", lazy("Thư điện tử")),
    "paper": ("printer", lazy("Bản giấy")),
    "none": ("minus", lazy("Chỉ ghi tên")),
}
PURPOSES: Final = ("để b/c", "để t/h", "để p/h", "để biết", "để đăng tải")
STOCK_REMARKS: Final = (
    lazy("Rà soát lại căn cứ pháp lý."),
    lazy("Bổ sung số liệu, phụ lục kèm theo."),
    lazy("Viết gọn lại, bỏ ý trùng."),
    lazy("Sửa thể thức: nơi nhận, chữ ký, ký hiệu."),
    lazy("Xin ý kiến đơn vị phối hợp trước khi trình."),
)
FIELD_LABELS: Final[Mapping[str, Promise]] = {
    "kind": lazy("Loại"),
    "subject": lazy("Trích yếu"),
    "symbol": lazy("Ký hiệu"),
    "urgency": lazy("Độ khẩn"),
    "addressees": lazy("Kính gửi"),
    "archive_line": lazy("Lưu"),
    "signature_lines": lazy("Thể thức ký"),
    "signer": lazy("Người ký"),
    "joint": lazy("Cùng ban hành"),
    "recipients": lazy("Nơi nhận"),
}


def state_of(draft: Draft) -> tuple[str, str, Promise]:
    """A draft that came back with remarks says so while it is being written on."""
    return STATES["returned" if draft.returned and draft.state == "drafting" else draft.state]


def kind_name(code: str) -> str:
    """ "Quyết định"; an unknown kind is shown as its code."""
    kind = kind_of(code)
    return kind.name if kind else code


def kind_short(code: str) -> str:
    """ "QĐ"; "CV" and "ThC" for the two kinds that the law gives no abbreviation."""
    kind = kind_of(code)
    if kind is None:
        return code
    return kind.abbreviation or (layout.KINDS[kind.ordinal - 1].code if kind.ordinal else kind.name)


def field_text(name: str, value: Any) -> str:
    """A field of a version as one text."""
    if name == "kind":
        return kind_name(str(value))
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    if name == "urgency":
        return _("Thường") if not value else str(value)
    return str(value or "")
