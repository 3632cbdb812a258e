"""Sentences of directives."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "documents.only_leader_directs": _(
            "Chỉ lãnh đạo được giao mới bút phê và giao việc. Chưa có gì thay đổi."
        ),
        "documents.only_office_proposes": _("Văn phòng hoặc văn thư đề xuất xử lý. Chưa có gì thay đổi."),
        "documents.directed_already": _("Văn bản đã được giao. Đề xuất chưa ghi. Mở lại để xem phân công."),
        "documents.no_proposal": _("Không còn đề xuất nào chờ. Chưa giao. Bút phê và giao trực tiếp."),
        "documents.directive_day": _("Ngày “%(text)s” chưa đọc được. Chưa giao. Ghi theo dạng 20/11/2026."),
        "documents.phrase_empty": _("Câu mẫu còn trống. Chưa thêm. Viết câu rồi thêm lại."),
        "documents.phrases_full": _("Đã có %(limit)s câu mẫu. Chưa thêm. Bỏ một câu ít dùng rồi thêm."),
    }
)
