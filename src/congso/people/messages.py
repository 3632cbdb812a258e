"""Sentences of this app's refusals and notices."""

from django.utils.translation import gettext_lazy as _

from congso.kernel.wording import register

register({
    "people.no_agency": _("Không có cơ quan này trong hệ thống. Kiểm tra lại địa chỉ hoặc tìm theo tên."),
    "people.no_body": _("Không có chủ thể ban hành này. Chọn lại trong danh sách của cơ quan."),
    "people.no_unit": _("Không có đơn vị này. Chọn lại trong danh sách của cơ quan."),
    "people.no_person": _("Không có người này trong hệ thống. Tìm theo tên hoặc tên đăng nhập."),
    "people.no_post_row": _("Không có vị trí này. Chọn lại trong danh sách vị trí của cơ quan."),
    "people.no_appointment": _("Không có lần bổ nhiệm này. Xem lại trang của người đó."),
    "people.no_post": _("Bạn chưa có vị trí công tác. Tài khoản vẫn giữ nguyên. Nhờ quản trị của cơ quan bổ nhiệm."),
    "people.not_your_post": _("Bạn không giữ vị trí này, hoặc đã thôi giữ. Chọn một vị trí đang giữ."),
})
