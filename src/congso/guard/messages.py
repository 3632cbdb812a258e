"""What happened · what is kept · what to do. The content itself is never repeated."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "guard.secret_marking": _(
            "Không nhận: có dấu chỉ độ mật %(level)s. Nội dung chưa được lưu. Ghi mẩu đăng ký thay cho tệp, không ghi trích yếu."
        ),
        "leaks.alone": _("dấu đứng riêng một dòng, như khi đóng dấu"),
        "leaks.header": _("dấu ở phần đầu trang, cạnh số, ký hiệu hoặc quốc hiệu"),
        "leaks.labelled": _("ghi ở mục “độ mật”"),
        "leaks.ticked": _("ô độ mật được đánh dấu"),
        "leaks.prefix": _("ghi trong ngoặc trước trích yếu"),
        "leaks.field": _("cả ô chỉ ghi độ mật"),
        "guard.stated": _("người thêm tệp xác nhận bản giấy có dấu"),
        "guard.unknown": _("Không có lần từ chối này, hoặc bạn không được xem. Mở lại từ danh sách của bạn."),
        "guard.clerk_only": _("Chỉ văn thư ghi mẩu đăng ký; chưa ghi gì. Báo văn thư của cơ quan."),
        "guard.admin_only": _(
            "Chỉ quản trị hoặc lãnh đạo của cơ quan quyết định việc này; chưa có gì thay đổi. Báo người quản trị."
        ),
        "guard.own_case": _(
            "Bạn không tự quyết định lần từ chối của chính mình; chưa có gì thay đổi. Nhờ lãnh đạo hoặc quản trị khác xem."
        ),
        "guard.decided": _("Việc này đã có quyết định trước đó; không có gì thay đổi. Tải lại trang để xem."),
        "guard.dates": _(
            "Ngày không hợp lệ nên chưa ghi mẩu. Ngày đến không sau hôm nay, ngày văn bản không sau ngày đến."
        ),
    }
)
