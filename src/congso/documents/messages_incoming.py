"""Sentences about arrivals: what happened · what is kept · what to do."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "documents.incoming_not_registered": _("Văn bản này chưa vào sổ. Chưa có gì thay đổi. Vào sổ trước rồi làm việc này."),
        "documents.incoming_registered_already": _("%(who)s đã vào sổ văn bản này lúc %(when)s, số đến %(number)s. Không cấp thêm số. Mở văn bản để xem."),
        "documents.incoming_closed_already": _("Văn bản này đã đóng. Chưa có gì thay đổi. Mở lại nếu cần xử lý tiếp."),
        "documents.incoming_refused_already": _("Văn bản này đã trả lại nơi gửi. Chưa có gì thay đổi. Xem ở mục Đã trả lại."),
        "documents.incoming_cancelled_already": _("Đăng ký này đã hủy, số đến %(number)s được giữ trong sổ. Chưa có gì thay đổi."),
        "documents.incoming_withdrawn_already": _("Nơi gửi đã thu hồi văn bản này. Chưa có gì thay đổi."),
        "documents.incoming_not_closed": _("Văn bản này đang được xử lý, chưa đóng. Chưa có gì thay đổi."),
        "documents.issuer_missing": _("Ghi cơ quan ban hành."),
        "documents.subject_missing": _("Ghi trích yếu."),
        "documents.number_missing": _("Có ký hiệu mà chưa có số. Ghi số, hoặc xóa ký hiệu nếu văn bản không có số."),
        "documents.number_wrong": _("Số bắt đầu bằng chữ số, dài nhất 11 ký tự."),
        "documents.document_date_wrong": _("Ngày văn bản phải từ 02/09/1945 đến hôm nay, %(today)s."),
        "documents.due_past": _("Hạn trả lời %(due)s đã qua. Sửa hạn, hoặc chọn “Văn bản đến muộn, giữ hạn đã qua”."),
        "documents.due_time_alone": _("Có giờ mà chưa có ngày. Ghi ngày hạn trả lời."),
        "documents.urgency_wrong": _("Chọn độ khẩn trong danh sách."),
        "documents.leader_wrong": _("Người nhận không còn là lãnh đạo của cơ quan. Chưa vào sổ. Chọn người khác."),
        "documents.file_held": _("Chưa vào sổ: bản quét chưa được xác nhận về dấu chỉ độ mật. Tệp vẫn được giữ. Xem trang rồi xác nhận ở đầu biểu mẫu."),
        "documents.twin_unresolved": _("Chưa vào sổ: văn bản có thể trùng với số đến %(number)s. Những gì đã nhập còn nguyên. Chọn một cách xử lý ở ô báo trùng."),
        "documents.twin_kind_wrong": _("Chọn một trong bốn cách xử lý văn bản trùng. Chưa có gì thay đổi."),
        "documents.twin_not_registered": _("Văn bản kia chưa có số đến nên chưa dùng được cách này. Chưa có gì thay đổi. Vào sổ văn bản kia trước."),
        "documents.close_kind_wrong": _("Chọn cách đóng: để biết hoặc lưu. Chưa đóng văn bản."),
        "documents.paper_of_another": _("Bản này là bản giấy của số đến %(number)s nên không mở riêng. Mở lại số đến đó."),
        "documents.place_missing": _("Ghi nơi để bản giấy, ví dụ: tủ 2, cặp tháng 11."),
        "documents.no_recall": _("Nơi gửi không đề nghị thu hồi văn bản này. Chưa có gì thay đổi."),
        "documents.file_missing": _("Chưa chọn tệp nào. Chọn tệp rồi gửi lại."),
    }
)  # fmt: skip
