"""Sentences of the REST interface."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "rest.not_signed_in": _(
            "Chưa đăng nhập hoặc khóa không còn hiệu lực. Đăng nhập lại hoặc tạo khóa mới."
        ),
        "rest.invalid": _("Dữ liệu gửi lên sai ở %(field)s. Chưa có gì thay đổi. Sửa rồi gửi lại."),
        "rest.too_many": _(
            "Gọi quá nhiều lần trong một phút. Chưa làm lần này. Đợi sang phút sau rồi gọi lại."
        ),
        "rest.no_such_address": _("Không có địa chỉ này. Xem danh sách địa chỉ ở openapi.json."),
        "rest.token_unknown": _("Không có khóa này, hoặc khóa không phải của bạn."),
        "rest.token_name_missing": _("Chưa đặt tên khóa. Chưa tạo khóa. Ghi tên chương trình dùng khóa."),
        "rest.token_days_wrong": _("Hạn của khóa từ 1 đến 366 ngày. Chưa tạo khóa."),
        "rest.file_held": _("Tệp đang chờ xác nhận không có dấu mật nên chưa tải được."),
    }
)
