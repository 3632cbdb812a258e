"""Sentences of this domain: what happened · what is kept · what to do. Each area adds its table in `messages_<area>.py`."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "documents.not_found": _(
            "Không có văn bản này, hoặc bạn không được xem. Kiểm tra lại đường dẫn hoặc hỏi văn thư."
        ),
        "documents.forbidden": _("Vị trí công tác của bạn không làm được việc này. Chưa có gì thay đổi."),
        "documents.changed_meanwhile": _(
            "Người khác vừa thay đổi văn bản này. Chưa ghi phần của bạn. Mở lại để xem bản mới nhất."
        ),
        "documents.reason_missing": _("Chưa ghi lý do. Chưa có gì thay đổi. Ghi lý do rồi làm lại."),
        "documents.number_other_year": _(
            "Ngày này không thuộc sổ năm %(year)s. Chưa cấp số. Chọn ngày trong năm của sổ hoặc mở sổ năm mới."
        ),
        "documents.number_backdated": _(
            "Không cấp số lùi ngày: số gần nhất mang ngày %(last)s, ngày bạn chọn là %(date)s. Chưa cấp số. Chọn từ ngày %(last)s trở đi."
        ),
        "documents.book_frozen": _(
            "%(name)s đã khóa và in nên dòng của văn bản này không đổi được nữa. Chưa có gì thay đổi."
        ),
        "documents.book_closed": _("%(name)s đã khóa. Chưa cấp số. Dùng sổ của năm hiện tại."),
        "documents.number_not_reserved": _("Số %(number)s không còn được giữ. Chưa cấp số. Chọn số khác."),
        "documents.number_cancelled_already": _("Số %(number)s đã hủy từ trước."),
    }
)
