"""What happened · what is kept · what to do."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "files.empty": _("Tệp này rỗng, không có gì để lưu. Chọn lại đúng tệp rồi thêm."),
        "files.too_large": _(
            "Tệp lớn hơn %(limit)s MB nên không được lưu. Tách tệp, hoặc quét lại ở 200–300 dpi đen trắng rồi thêm."
        ),
        "files.upload_broken": _(
            "Mất kết nối khi đang gửi tệp; phần đã gửi không được lưu. Thêm lại tệp này."
        ),
        "files.encrypted": _(
            "Tệp đặt mật khẩu nên không đọc được và chưa được lưu. Bỏ mật khẩu, hoặc đề nghị nơi gửi gửi lại bản không khóa."
        ),
        "files.damaged": _(
            "Tệp bị cắt cụt hoặc hỏng nên chưa được lưu. Mở thử trên máy của bạn; nếu không mở được, đề nghị nơi gửi gửi lại."
        ),
        "files.unreadable": _(
            "Không mở được tệp này một cách an toàn nên chưa lưu. In lại thành PDF bằng phần mềm văn phòng rồi thêm."
        ),
        "files.too_complex": _(
            "Tệp quá phức tạp, đọc quá lâu nên chưa được lưu. In lại thành PDF hoặc tách thành nhiều tệp rồi thêm."
        ),
        "files.too_many_pages": _(
            "Tệp có %(pages)s trang, nhiều hơn mức %(limit)s trang nên chưa được lưu. Tách thành nhiều tệp rồi thêm."
        ),
        "files.active_content": _(
            "Tệp chứa lệnh tự chạy (%(action)s) nên chưa được lưu. Đề nghị nơi gửi gửi bản PDF in ra, không có lệnh."
        ),
        "files.macros": _(
            "Tệp chứa macro nên chưa được lưu. Lưu lại thành DOCX, XLSX hoặc PDF không có macro rồi thêm."
        ),
        "files.archive_bomb": _(
            "Tệp bung ra lớn bất thường nên chưa được lưu. Mở và lưu lại thành tệp mới trên máy của bạn rồi thêm."
        ),
        "files.attached_refused": _(
            "Bên trong tệp có tệp đính kèm %(name)s không kiểm tra được nên chưa lưu. Bỏ tệp đính kèm đó, hoặc gửi nó thành tệp riêng."
        ),
        "files.attached_many": _(
            "Bên trong tệp có hơn %(limit)s tệp đính kèm nên chưa lưu. Gửi các tệp đó thành tệp riêng."
        ),
        "files.image_too_large": _(
            "Ảnh %(width)s × %(height)s điểm quá lớn nên chưa được lưu. Quét lại ở 200–300 dpi rồi thêm."
        ),
        "files.not_what_it_says": _(
            "Tên tệp ghi %(said)s nhưng bên trong là dạng %(found)s, nên chưa được lưu. Giải nén hoặc lưu đúng dạng rồi thêm."
        ),
        "files.type_refused": _(
            "Không nhận dạng tệp này (%(said)s), tệp chưa được lưu. Thêm tệp PDF, DOCX, DOC, XLSX, JPEG, PNG hoặc TIFF."
        ),
        "files.unknown": _("Không có tệp này, hoặc bạn không được xem. Mở lại từ trang văn bản chứa tệp."),
        "files.purged": _(
            "Nội dung tệp đã được xóa theo quy định; tên và dấu vân tay của tệp còn trong nhật ký."
        ),
        "files.held": _(
            "Bản quét này chờ người thêm xác nhận không mang dấu mật. Tệp còn nguyên. Xác nhận rồi làm tiếp."
        ),
        "files.not_held": _("Tệp này đã được xác nhận trước đó; không có gì thay đổi. Tải lại trang để xem."),
        "files.page_missing": _("Không vẽ được trang %(page)s. Tệp gốc còn nguyên. Tải tệp về để xem."),
        "files.may_not_oversee": _(
            "Bạn không xem được tình trạng tệp gốc; không có gì thay đổi. Hỏi người quản trị của cơ quan."
        ),
        "files.may_not_purge": _(
            "Bạn không có quyền xóa nội dung tệp này; tệp còn nguyên. Đề nghị văn thư hoặc người quản trị của cơ quan."
        ),
    }
)
