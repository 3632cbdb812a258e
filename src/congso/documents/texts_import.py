"""Words of the import of registers."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

TARGETS: Final[Mapping[str, Promise]] = {
    "number": lazy("Số đến"),
    "arrival_date": lazy("Ngày đến"),
    "year": lazy("Năm của sổ"),
    "issuer_name": lazy("Cơ quan ban hành"),
    "code": lazy("Số, ký hiệu"),
    "document_number": lazy("Số của văn bản"),
    "symbol": lazy("Ký hiệu"),
    "document_date": lazy("Ngày văn bản"),
    "kind": lazy("Loại"),
    "subject": lazy("Trích yếu"),
    "signer_name": lazy("Người ký"),
    "urgency": lazy("Độ khẩn"),
    "pages": lazy("Số trang"),
    "copies": lazy("Số bản"),
    "receiver": lazy("Đơn vị hoặc người nhận"),
    "note": lazy("Ghi chú"),
    "issued_date": lazy("Ngày văn bản"),
    "recipients": lazy("Nơi nhận"),
    "keeper": lazy("Nơi nhận bản lưu"),
    "drafter": lazy("Đơn vị hoặc người soạn"),
}
# How the documents of a year that has no register here were numbered.
SCHEMES: Final[Mapping[str, Promise]] = {
    "one": lazy("Chung một dãy cho mọi loại"),
    "kind": lazy("Mỗi loại văn bản một dãy"),
}
# state -> (kind of ui's state component, icon, words)
STATES: Final[Mapping[str, tuple[str, str, Promise]]] = {
    "mapping": ("wait", "list-check", lazy("Chờ chọn cột")),
    "running": ("run", "progress", lazy("Đang nhập")),
    "refused": ("no", "alert-circle", lazy("Có dòng cần sửa")),
    "failed": ("no", "alert-circle", lazy("Không nhập được")),
    "done": ("ok", "check", lazy("Đã nhập")),
}
