"""Sentences about drafts: what happened · what is kept · what to do."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "documents.draft_wrong_state": _("Dự thảo không còn ở bước này. Chưa có gì thay đổi. Mở lại dự thảo để xem đang ở đâu."),
        "documents.draft_with_reviewer": _("Dự thảo đã trình, người duyệt đang giữ. Phần bạn vừa sửa chưa được ghi. Rút lại để sửa tiếp."),
        "documents.draft_changed": _("%(who)s vừa lưu bản này lúc %(when)s. Phần bạn đang sửa chưa được ghi, vẫn còn trên màn hình. Chép phần cần giữ, mở bản mới rồi sửa tiếp."),
        "documents.draft_subject_missing": _("Ghi trích yếu."),
        "documents.signer_missing": _("Chọn người ký."),
        "documents.signer_elsewhere": _("Người này không thuộc cơ quan bạn. Chưa đổi người ký. Chọn người khác."),
        "documents.joint_body_twice": _("Nơi này đã có trong văn bản liên tịch. Chưa thêm. Chọn nơi khác."),
        "documents.joint_signer_elsewhere": _("Người ký không thuộc cơ quan của nơi cùng ban hành. Chưa thêm. Chọn người của cơ quan đó."),
        "documents.joint_many": _("Văn bản liên tịch có nhiều nhất %(most)s nơi cùng ban hành với nơi chủ trì. Chưa thêm."),
        "documents.joint_gone": _("Nơi này không còn trong danh sách cùng ban hành. Chưa có gì thay đổi. Tải lại trang."),
        "documents.joint_signer_missing": _("Chọn người ký của nơi cùng ban hành."),
        "documents.text_missing": _("Chưa có nội dung. Soạn nội dung hoặc thêm tệp đã soạn."),
        "documents.recipients_missing": _("Chưa có nơi nhận. Thêm ít nhất một nơi nhận."),
        "documents.reviewer_gone": _("Người phải duyệt không còn giữ vị trí đó. Dự thảo chưa chuyển đi, nội dung còn nguyên. Chọn người khác rồi trình lại."),
        "documents.draft_file_held": _("Một bản quét đính kèm chưa được xác nhận về dấu chỉ độ mật. Dự thảo còn nguyên. Bỏ bản quét hoặc thay bằng tệp đọc được chữ."),
        "documents.kind_wrong": _("Chọn một loại văn bản trong danh sách."),
        "documents.body_wrong": _("Chọn nơi ban hành thuộc cơ quan bạn."),
        "documents.template_wrong": _("Không có mẫu này cho loại văn bản đã chọn. Chọn mẫu khác."),
        "documents.draft_due_past": _("Hạn trình đã qua. Chọn từ hôm nay trở đi."),
        "documents.text_too_large": _("Nội dung dài quá mức một văn bản. Phần mới chưa được ghi. Chuyển phần dài vào phụ lục kèm theo."),
        "documents.text_unreadable": _("Không đọc được nội dung gửi lên. Bản đã lưu còn nguyên. Tải lại trang rồi sửa tiếp."),
        "documents.channel_wrong": _("Chọn cách gửi cho từng nơi nhận. Chưa đổi nơi nhận."),
        "documents.address_wrong": _("Địa chỉ thư “%(address)s” không đúng. Chưa đổi nơi nhận. Sửa địa chỉ rồi ghi lại."),
        "documents.recipient_gone": _("%(name)s không còn hoạt động trong hệ thống. Chưa đổi nơi nhận. Bỏ nơi này hoặc gửi bản giấy."),
        "documents.recipient_not_on_axis": _("%(name)s không có trong danh bạ của trục liên thông. Chưa đổi nơi nhận. Chọn tên trong gợi ý, hoặc gửi bằng thư điện tử hay bản giấy."),
        "documents.recipient_self": _("Nơi nhận là chính cơ quan bạn. Chưa đổi nơi nhận. Bỏ dòng này; bản lưu đã có ở dòng Lưu."),
        "documents.recipients_many": _("Nhiều hơn %(most)s nơi nhận. Chưa đổi nơi nhận. Chia thành nhiều văn bản."),
        "documents.role_wrong": _("Chọn tệp kèm theo hay phụ lục."),
        "documents.files_many": _("Nhiều hơn %(most)s tệp kèm theo. Tệp mới chưa được lưu. Gộp tệp rồi thêm lại."),
        "documents.source_wrong": _("Chỉ nhận tệp Word hoặc PDF làm nội dung. Nội dung cũ còn nguyên. Thêm tệp này ở mục Kèm theo."),
        "documents.source_locked": _("Tệp PDF đặt hạn chế sửa, in nên không ký số lên được. Nội dung cũ còn nguyên. In lại thành PDF không hạn chế rồi thêm."),
        "documents.word_old": _("Máy chủ không mở được tệp .doc đời cũ. Nội dung cũ còn nguyên. Lưu tệp thành .docx hoặc PDF rồi thêm lại."),
        "documents.word_unreadable": _("Không đọc được chữ trong tệp Word này. Nội dung cũ còn nguyên. Lưu lại tệp thành PDF rồi thêm lại."),
        "documents.no_source": _("Dự thảo đang dùng nội dung soạn tại đây. Chưa có gì thay đổi."),
    }
)  # fmt: skip
