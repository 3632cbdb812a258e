"""Words of the trace: journal verbs and stages of hands, in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: Final[Mapping[str, str | Promise]] = {
    "incoming.received": _("tiếp nhận"),
    "incoming.registered": _("vào sổ"),
    "incoming.edited": _("sửa thông tin đăng ký"),
    "incoming.proposed": _("đề xuất xử lý"),
    "incoming.directed": _("bút phê, giao việc"),
    "incoming.refused": _("trả lại nơi gửi"),
    "incoming.cancelled": _("hủy đăng ký"),
    "incoming.closed": _("kết thúc xử lý"),
    "incoming.reopened": _("mở lại"),
    "incoming.paper_added": _("ghi bản giấy"),
    "incoming.twin_resolved": _("xử lý văn bản trùng"),
    "incoming.replaced": _("thay bằng bản khác"),
    "incoming.recall_asked": _("nơi gửi đề nghị thu hồi"),
    "incoming.recall_answered": _("trả lời đề nghị thu hồi"),
    "incoming.marking_stated": _("xác nhận không có dấu độ mật"),
    "assignment.start": _("nhận việc"),
    "assignment.finish": _("báo xong việc"),
    "assignment.return": _("trả lại việc"),
    "assignment.take_back": _("thu hồi việc đã giao"),
    "assignment.move_deadline": _("đổi hạn"),
    "draft.created": _("tạo dự thảo"),
    "draft.submitted": _("trình"),
    "draft.approved": _("đồng ý"),
    "draft.returned": _("trả lại"),
    "draft.taken_back": _("rút lại"),
    "draft.withdrawn": _("thôi dự thảo"),
    "draft.reopened": _("soạn tiếp"),
    "draft.version_saved": _("lưu phiên bản"),
    "draft.signed": _("ký"),
    "outgoing.signed": _("ký"),
    "outgoing.numbered": _("cấp số"),
    "outgoing.issued": _("đóng dấu, phát hành"),
    "outgoing.seal_failed": _("chưa đóng được dấu"),
    "outgoing.sent": _("gửi đi"),
    "outgoing.handed_over": _("chuyển giao"),
    "outgoing.returned": _("trả lại người soạn"),
    "outgoing.cancelled": _("hủy số"),
    "outgoing.recalled": _("thu hồi"),
}
STAGES: Final[Mapping[str, str | Promise]] = {
    "register": _("vào sổ"),
    "direct": _("cho ý kiến"),
    "handle": _("xử lý"),
    "draft": _("soạn thảo"),
    "content": _("duyệt nội dung"),
    "form": _("kiểm tra thể thức"),
    "sign": _("ký"),
    "number": _("phát hành"),
}
