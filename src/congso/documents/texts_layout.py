"""Words of the check of form, in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

# code of pure.layout.check.UnreadablePaper -> why nothing is shown
UNREADABLE: Final[Mapping[str, Promise]] = {
    "encrypted": lazy("Tệp có mật khẩu nên không kiểm tra được thể thức. Thay bằng tệp không có mật khẩu."),
    "broken": lazy("Không đọc được tệp nên không kiểm tra được thể thức. Mở tệp, lưu lại rồi thay tệp."),
    "empty": lazy("Tệp không có trang nào. Thay bằng tệp khác."),
    "too_large": lazy("Tệp quá lớn nên không kiểm tra được thể thức. Xem bằng mắt trước khi trình."),
    "unknown": lazy("Không kiểm tra được thể thức của loại tệp này. Xem bằng mắt trước khi trình."),
}
