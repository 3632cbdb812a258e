"""Message ids that no extraction can see: terms of `pure`, which knows no framework, and labels of stored choices.

Screens translate them through a variable (``{% translate kind.name %}``). tests/test_catalogue.py fails when a table
has a term that is not listed here.
"""

from typing import Final

from django.utils.translation import gettext_noop as _

KINDS: Final = (
    _("Nghị quyết"),
    _("Quyết định"),
    _("Chỉ thị"),
    _("Quy chế"),
    _("Quy định"),
    _("Thông cáo"),
    _("Thông báo"),
    _("Hướng dẫn"),
    _("Chương trình"),
    _("Kế hoạch"),
    _("Phương án"),
    _("Đề án"),
    _("Dự án"),
    _("Báo cáo"),
    _("Biên bản"),
    _("Tờ trình"),
    _("Hợp đồng"),
    _("Công văn"),
    _("Công điện"),
    _("Bản ghi nhớ"),
    _("Bản thỏa thuận"),
    _("Giấy ủy quyền"),
    _("Giấy mời"),
    _("Giấy giới thiệu"),
    _("Giấy nghỉ phép"),
    _("Phiếu gửi"),
    _("Phiếu chuyển"),
    _("Phiếu báo"),
    _("Thư công"),
    _("Sao y"),
    _("Trích sao"),
    _("Sao lục"),
)
URGENCY: Final = (
    _("Thường"),
    _("Khẩn"),
    _("Thượng khẩn"),
    _("Hỏa tốc"),
    _("Hỏa tốc hẹn giờ"),
)
STATUSES: Final = (
    _("Đã đến"),
    _("Từ chối tiếp nhận"),
    _("Đã tiếp nhận"),
    _("Phân công"),
    _("Đang xử lý"),
    _("Hoàn thành"),
    _("Lấy lại"),
    _("Đồng ý lấy lại, cập nhật"),
    _("Từ chối lấy lại, cập nhật"),
)
HOLIDAYS: Final = (
    _("Tết Dương lịch"),
    _("Tết Nguyên đán"),
    _("Ngày Chiến thắng"),
    _("Ngày Quốc tế Lao động"),
    _("Quốc khánh"),
    _("Giỗ Tổ Hùng Vương"),
    _("Ngày Văn hóa Việt Nam"),
)
STATES: Final = (
    _("Đang soạn"),
    _("Chờ duyệt nội dung"),
    _("Chờ kiểm tra thể thức"),
    _("Chờ ký"),
    _("Đã ký, chờ phát hành"),
    _("Đã phát hành"),
    _("Đã rút"),
    _("Chờ cấp số"),
    _("Đã cấp số, đang đóng dấu"),
    _("Chưa đóng được dấu"),
    _("Đã hủy"),
    _("Đã thu hồi"),
    _("Đang mở"),
    _("Đã kết thúc"),
)
