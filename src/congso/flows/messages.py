"""Sentences of notices."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "flows.arrival_to_direct": _("Chờ bút phê: %(title)s"),
        "flows.draft_content": _("Chờ duyệt nội dung: %(title)s"),
        "flows.draft_form": _("Chờ kiểm tra thể thức: %(title)s"),
        "flows.draft_sign": _("Chờ ký: %(title)s"),
        "flows.draft_returned": _("Dự thảo bị trả lại: %(title)s"),
        "flows.to_issue": _("Đã ký, chờ phát hành: %(title)s"),
        "flows.joint_to_seal": _("Liên tịch, chờ đóng dấu: %(title)s"),
        "flows.refusal_contested": _("%(title)s xin xem lại một tệp bị từ chối vì dấu mật"),
        "flows.delivery_failed": _("Không gửi được qua trục liên thông: %(title)s"),
        "flows.bytes_damaged": _("Tệp gốc %(sha256)s… không còn đúng như lúc nhận. Phục hồi từ bản sao lưu"),
        "flows.issued": _("Đã phát hành: %(title)s"),
        "flows.assigned_lead": _("Giao chủ trì: %(title)s"),
        "flows.assigned_support": _("Giao phối hợp: %(title)s"),
        "flows.assigned_inform": _("Gửi để biết: %(title)s"),
        "flows.assignment_returned": _("Việc đã giao bị trả lại: %(title)s"),
        "flows.group_mentioned": _("%(name)s nhắc đến bạn trong nhóm %(group)s"),
        "flows.group_to_sign": _("Cần xác nhận: tin của %(name)s trong nhóm %(group)s"),
        "flows.group_reminded": _("Nhắc: tin của %(name)s trong nhóm %(group)s đang chờ bạn"),
    }
)
