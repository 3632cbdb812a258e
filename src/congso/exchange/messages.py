"""Sentences of this domain."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "exchange.unknown_status": _("Mã trạng thái %(status_code)s không có trong quy định. Chưa ghi nhận."),
        "exchange.not_your_delivery": _(
            "Gói tin này không gửi đi từ cơ quan bạn và không gửi đến cơ quan bạn. Chưa có gì thay đổi."
        ),
        "exchange.status_out_of_order": _(
            "Trạng thái %(status_code)s không hợp với trạng thái hiện tại %(state)s. Chưa có gì thay đổi."
        ),
        "exchange.forbidden": _(
            "Chỉ quản trị hoặc văn thư của cơ quan được làm việc này. Chưa có gì thay đổi."
        ),
        "exchange.unknown_adapter": _(
            "Không có loại trục này. Chưa có gì thay đổi; hãy chọn một loại trong danh sách."
        ),
        "exchange.endpoint": _("Địa chỉ của trục phải bắt đầu bằng https://. Chưa có gì thay đổi."),
        "exchange.no_connection": _(
            "Cơ quan chưa nối với trục liên thông. Chưa gửi gì; hãy nhờ quản trị mở kết nối."
        ),
        "exchange.axis_no_connection": _("Chưa có kết nối trục. Nhờ quản trị mở kết nối rồi gửi lại."),
        "exchange.axis_unreachable": _("Quá hạn gửi: không nối được với trục."),
        "exchange.axis_credentials": _("Trục không nhận khóa của cơ quan. Nhờ quản trị đặt lại khóa."),
        "exchange.axis_no_receiver": _("Trục không có nơi nhận này. Kiểm tra mã định danh."),
        "exchange.axis_not_registered": _("Cơ quan chưa được đăng ký trên trục."),
        "exchange.axis_receiver_locked": _("Nơi nhận đang bị khóa trên trục."),
        "exchange.axis_wrong_format": _("Trục không đọc được gói tin."),
        "exchange.axis_invalid_file": _("Tệp không gửi được: không còn hoặc trục không nhận."),
        "exchange.axis_server": _("Trục báo lỗi, đã thử nhiều lần."),
        "exchange.axis_answer": _("Trục trả lời không đúng quy cách, đã thử nhiều lần."),
        "exchange.door_unreachable": _("Không nối được với trục. Kiểm tra địa chỉ và đường truyền."),
        "exchange.door_credentials": _("Trục không nhận khóa. Đặt lại khóa."),
        "exchange.door_no_receiver": _("Trục không có nơi nhận này."),
        "exchange.door_not_registered": _("Cơ quan chưa được đăng ký trên trục."),
        "exchange.door_receiver_locked": _("Nơi nhận đang bị khóa trên trục."),
        "exchange.door_wrong_format": _("Trục không đọc được gói tin."),
        "exchange.door_invalid_file": _("Tệp không gửi được: không còn hoặc trục không nhận."),
        "exchange.door_server": _("Trục báo lỗi."),
        "exchange.door_answer": _("Trục trả lời không đúng quy cách."),
        "exchange.hub_forbidden": _("Chỉ quản trị hệ thống được sửa danh bạ của trục. Chưa có gì thay đổi."),
        "exchange.member_code": _("Đơn vị trên trục phải có mã định danh và tên. Chưa có gì thay đổi."),
        "exchange.member_known": _("Mã %(member)s đã có trên trục. Chưa có gì thay đổi."),
        "exchange.no_member": _("Không có đơn vị này trên trục."),
        "exchange.no_package": _("Không có gói tin này."),
        "exchange.package_not_dead": _("Gói tin này đang chờ gửi hoặc đã gửi. Chưa có gì thay đổi."),
    }
)
