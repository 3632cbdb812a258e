"""Sentences of this domain."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "tasks.nothing_said": _(
            "Chưa ghi ý kiến và chưa chọn ai. Chưa giao. Ghi ý kiến hoặc chọn người nhận."
        ),
        "tasks.two_leads": _(
            "Có hai nơi chủ trì. Chưa giao. Giữ một nơi chủ trì, chuyển nơi kia thành phối hợp."
        ),
        "tasks.no_lead": _("Có nơi phối hợp nhưng chưa có nơi chủ trì. Chưa giao. Chọn một nơi chủ trì."),
        "tasks.named_twice": _("Một nơi nhận được chọn hai lần. Chưa giao. Bỏ một dòng."),
        "tasks.unknown_part": _("Chưa chọn vai trò chủ trì, phối hợp hay nhận để biết. Chưa giao."),
        "tasks.one_holder": _("Mỗi dòng giao cho một đơn vị hoặc một người. Chưa giao. Sửa dòng còn thiếu."),
        "tasks.deadline_past": _("Hạn đã qua. Chưa giao. Chọn hạn từ bây giờ trở đi."),
        "tasks.deadline_after_unit": _(
            "Hạn này muộn hơn hạn của đơn vị. Chưa giao. Chọn hạn sớm hơn, hoặc xin người giao gia hạn."
        ),
        "tasks.assignee_gone": _(
            "%(name)s không còn giữ vị trí này từ ngày %(day)s. Chưa giao. Chọn người đang giữ vị trí."
        ),
        "tasks.assignee_elsewhere": _(
            "Nơi nhận không thuộc cơ quan này. Chưa giao. Chọn đơn vị hoặc người trong cơ quan."
        ),
        "tasks.outside_unit": _(
            "Lãnh đạo đơn vị chỉ giao tiếp trong đơn vị mình. Chưa giao. Chọn người trong đơn vị."
        ),
        "tasks.given_already": _(
            "%(name)s đang giữ một phần của việc này. Chưa giao thêm. Thu hồi phần đang giữ rồi giao lại nếu cần đổi."
        ),
        "tasks.wrong_state": _(
            "Việc này vừa đổi trạng thái. Chưa ghi phần của bạn. Mở lại để xem bản mới nhất."
        ),
        "tasks.forbidden": _(
            "Việc này không giao cho bạn và bạn không phải người giao. Chưa có gì thay đổi."
        ),
        "tasks.not_found": _("Không có việc này, hoặc bạn không được xem."),
        "tasks.reason_missing": _("Chưa ghi lý do. Chưa có gì thay đổi. Ghi lý do rồi làm lại."),
        "tasks.deadline_unreadable": _("Ngày chưa đọc được. Chưa đổi hạn. Ghi theo dạng 20/11/2026."),
        "tasks.deadline_free_day": _(
            "%(day)s là ngày nghỉ theo lịch của cơ quan. Chưa có gì thay đổi. Ngày làm việc gần nhất: %(near)s."
        ),
    }
)
