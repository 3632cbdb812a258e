"""Sentences of this domain."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "groups.not_found": _("Không có nhóm này, hoặc bạn không ở trong nhóm. Chưa có gì được gửi."),
        "groups.no_message": _(
            "Không có tin này, hoặc bạn không ở trong nhóm có tin. Mở lại danh sách nhóm."
        ),
        "groups.closed": _(
            "Nhóm %(name)s đã lưu trữ, chỉ đọc. Chưa gửi; nội dung vẫn ở ô soạn. Lập nhóm mới nếu việc còn tiếp."
        ),
        "groups.heads_only": _(
            "Việc này do trưởng nhóm làm. Chưa có gì thay đổi. Nhắn trưởng nhóm trong nhóm."
        ),
        "groups.nothing_said": _("Tin chưa có chữ và chưa có tệp. Chưa gửi. Ghi nội dung hoặc đính kèm tệp."),
        "groups.too_long": _(
            "Tin dài %(length)s ký tự, nhiều nhất %(limit)s. Chưa gửi; nội dung vẫn ở ô soạn. "
            "Rút ngắn, hoặc gửi thành tệp đính kèm."
        ),
        "groups.too_many_mentions": _(
            "Tin nhắc %(count)s người, nhiều nhất %(limit)s. Chưa gửi; nội dung vẫn ở ô soạn. "
            "Bớt tên, cả nhóm vẫn đọc được tin."
        ),
        "groups.too_many_files": _("Một tin mang nhiều nhất %(limit)s tệp. Chưa gửi. Bớt tệp rồi gửi lại."),
        "groups.gone": _("Tin này đã xóa. Chưa có gì thay đổi."),
        "groups.not_yours": _("Tin này của người khác. Chưa có gì thay đổi. Trả lời tin để góp ý."),
        "groups.signed_already": _(
            "Đã có người xác nhận tin này, nên lời không sửa được nữa. Bản cũ giữ nguyên. Gửi một tin đính chính."
        ),
        "groups.no_name": _("Chưa có tên nhóm. Chưa lập. Ghi tên nhóm."),
        "groups.unknown_kind": _("Chưa chọn loại nhóm. Chưa lập. Chọn nhóm công vụ hoặc nhóm sinh hoạt."),
        "groups.receipts_stay": _(
            "Nhóm công vụ luôn hiện lượt đọc. Chưa lập. Bật lượt đọc, hoặc chọn nhóm sinh hoạt."
        ),
        "groups.social_stands_alone": _(
            "Nhóm sinh hoạt không nhận chỉ đạo từ nhóm cấp trên. Chưa lập. Bỏ nhóm cấp trên."
        ),
        "groups.ends_before": _("Ngày kết thúc đã qua. Chưa lập. Chọn ngày từ hôm nay trở đi."),
        "groups.unknown_reach": _(
            "Chưa chọn phạm vi của vị trí. Chưa lập. Chọn một phạm vi trong danh sách."
        ),
        "groups.names_no_post": _(
            "Chưa nêu vị trí. Chưa lập. Ghi chức danh hoặc chọn vai trò, để không đưa nhầm cả cấp dưới vào nhóm."
        ),
        "groups.outside_agency": _(
            "%(name)s không giữ vị trí nào ở cơ quan của nhóm hay cơ quan cấp dưới. Chưa thêm ai. Chọn người trong danh sách."
        ),
        "groups.not_for_agency": _(
            "Nhóm nhiều cơ quan do lãnh đạo, văn phòng hoặc trưởng đơn vị lập. Chưa lập. Nhờ một trong những người đó."
        ),
        "groups.parent_unknown": _(
            "Bạn không ở trong nhóm cấp trên đã chọn. Chưa lập. Chọn nhóm khác hoặc bỏ trống."
        ),
        "groups.nobody_chosen": _("Chưa chọn ai. Chưa thêm. Đánh dấu người cần thêm."),
        "groups.member_by_post": _(
            "Người này ở trong nhóm theo vị trí công tác. Chưa bỏ. Khi thôi giữ vị trí, người đó tự ra khỏi nhóm."
        ),
        "groups.no_member": _("Người này không ở trong nhóm. Chưa có gì thay đổi."),
        "groups.last_head": _(
            "Nhóm cần ít nhất một trưởng nhóm. Chưa có gì thay đổi. Thêm trưởng nhóm khác trước."
        ),
        "groups.nothing_to_sign": _("Tin này không cần xác nhận. Chưa có gì thay đổi."),
        "groups.own_post": _("Bạn là người gửi tin này. Chưa có gì thay đổi."),
        "groups.no_directive": _("Chỉ chỉ đạo mới chuyển xuống cấp dưới. Chưa chuyển."),
        "groups.passed_already": _(
            "Chỉ đạo này vừa được chuyển xuống. Dòng bạn ghi chưa gửi. Mở lại để xem."
        ),
        "groups.line_too_long": _("Dòng thêm dài quá %(limit)s ký tự. Chưa chuyển. Rút ngắn rồi chuyển lại."),
        "groups.not_sender": _(
            "Cây lan tỏa dành cho người gửi và trưởng nhóm nơi gửi. Số đã đọc vẫn hiện cạnh tin."
        ),
        "groups.reminded_just_now": _("Vừa nhắc lúc %(at)s. Chưa nhắc thêm. Sau 15 phút có thể nhắc lại."),
        "groups.nobody_silent": _("Không còn ai chưa đọc hoặc chưa xác nhận. Không gửi lời nhắc nào."),
        "groups.no_receipts": _("Nhóm này không hiện lượt đọc. Trưởng nhóm đã chọn như vậy khi lập nhóm."),
        "groups.day_unreadable": _(
            "Ngày chưa đọc được. Chưa gửi; nội dung vẫn ở ô soạn. Ghi theo dạng 20/11/2026."
        ),
    }
)
