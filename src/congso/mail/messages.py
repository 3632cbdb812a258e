"""Sentences of this domain."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "mail.forbidden": _("Chỉ quản trị hoặc văn thư của cơ quan được làm việc này. Chưa có gì thay đổi."),
        "mail.restricted": _(
            "Văn bản lưu hành nội bộ không gửi qua thư điện tử. Hãy gửi trong hệ thống hoặc bản giấy."
        ),
        "mail.server": _("Thiếu máy chủ thư hoặc cách bảo mật (tls, starttls). Chưa có gì thay đổi."),
        "mail.server_open": _(
            "Máy chủ thư ở máy khác phải dùng tls hoặc starttls, để mật khẩu không lộ. Chưa có gì thay đổi."
        ),
        "mail.no_mailbox": _("Không có hộp thư này. Chưa có gì thay đổi."),
        "mail.address_taken": _("Đã có hộp thư %(address)s. Hãy sửa hộp thư đó. Chưa có gì thay đổi."),
        "mail.password_needed": _(
            "Nhập mật khẩu: mật khẩu đã cất chỉ dùng cho máy chủ và tài khoản cũ. Chưa có gì thay đổi."
        ),
        "mail.given_up": _("Văn thư thôi gửi thư"),
        "mail.door_reach": _("Không nối được tới máy chủ thư. Kiểm tra tên máy chủ, cổng và mạng."),
        "mail.door_safety": _(
            "Máy chủ thư không cho kết nối mã hóa tin được. Kiểm tra cách bảo mật và chứng thư của máy chủ."
        ),
        "mail.door_login": _("Máy chủ thư không nhận tài khoản hoặc mật khẩu. Nhập lại mật khẩu."),
        "mail.door_folder": _("Không có thư mục này trên máy chủ thư."),
        "mail.door_talk": _("Máy chủ thư trả lời không đúng hoặc ngắt giữa chừng. Lần đọc sau sẽ thử lại."),
        "mail.door_sealed": _(
            "Không mở được mật khẩu đã cất, vì khóa của hệ thống đã đổi. Nhập lại mật khẩu."
        ),
        "mail.no_letter": _("Không có thư này, hoặc thư đang chờ gửi hay đã gửi. Chưa có gì thay đổi."),
        "mail.will_retry": _("Chưa gửi được, sẽ gửi lại: %(words)s"),
        "mail.refused": _("Máy chủ thư từ chối: %(words)s"),
        "mail.dead": _("Không gửi được trong thời hạn: %(words)s"),
        "mail.linked": _("Tệp lớn nên thư mang liên kết"),
        "mail.failed": _("Không gửi được thư điện tử: %(title)s"),
        "mail.oversize": _(
            "Thư của %(sender)s nặng %(size)s MB, quá mức nhận %(limit)s MB nên chưa thành văn bản đến. Thư còn nguyên trên "
            "máy chủ; hãy mở hộp thư và đưa tệp vào bằng tay."
        ),
        "mail.broken": _(
            "Thư của %(sender)s bị hỏng nên chưa thành văn bản đến. Thư còn nguyên trên máy chủ; hãy mở hộp thư để xem hoặc "
            "báo nơi gửi gửi lại."
        ),
        "mail.marked": _(
            "Một thư gửi đến có dấu mật nên không được lưu. Đã ghi một dòng thay thế; hãy xử lý thư trên máy chủ theo quy "
            "định về bí mật nhà nước."
        ),
        "mail.part_refused": _("Tệp không nhận: %(name)s (%(reason)s)"),
    }
)
