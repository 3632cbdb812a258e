"""Sentences about signing, issuing, numbers, copies and delivery."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "documents.sign_unseen": _(
            "Chưa ký: bạn chưa xem hết các trang của văn bản này. Văn bản còn nguyên. Xem hết rồi ký."
        ),
        "documents.sign_nothing": _("Chưa chọn văn bản nào để ký. Chọn ít nhất một văn bản."),
        "documents.sign_many": _(
            "Mỗi lần ký nhiều nhất %(most)s văn bản. Chưa ký văn bản nào. Chọn bớt rồi ký."
        ),
        "documents.outgoing_wrong_state": _(
            "Văn bản %(document)s không còn ở bước này. Chưa có gì thay đổi. Mở lại để xem đang ở đâu."
        ),
        "documents.outgoing_file_held": _(
            "Một bản quét kèm theo chưa được xác nhận về dấu chỉ độ mật. Chưa cấp số. Người thêm tệp xác nhận rồi phát hành."
        ),
        "documents.date_ahead": _("Ngày %(date)s chưa tới. Chưa cấp số. Ghi ngày hôm nay."),
        "documents.date_before_signing": _(
            "Văn bản ký ngày %(signed)s nên không ghi ngày %(date)s. Chưa cấp số. Ghi từ ngày ký trở đi, hoặc dùng số khác."
        ),
        "documents.seal_awaited": _(
            "Chưa đóng dấu: còn chờ %(names)s đóng dấu liên tịch. Số vẫn giữ. Văn thư nơi đó bấm Đóng dấu liên tịch."
        ),
        "documents.seal_allowed_already": _(
            "Cơ quan bạn đã đóng dấu văn bản liên tịch này. Không có gì thay đổi. Mở lại để xem."
        ),
        "documents.body_elsewhere": _(
            "Nơi ban hành không thuộc cơ quan bạn. Chưa có gì thay đổi. Chọn trong danh sách."
        ),
        "documents.body_twice": _(
            "Mỗi cơ quan cùng ban hành chỉ ghi một lần, không gồm cơ quan chủ trì. Chưa cấp số. Chọn lại."
        ),
        "documents.not_printed_yet": _(
            "Bản in có số chưa sẵn sàng. Chưa phát hành. Chờ vài giây rồi in và đóng dấu."
        ),
        "documents.seal_nothing_signed": _(
            "Văn bản chưa có bản đã ký nên chưa đóng dấu. Số vẫn giữ. Thêm bản quét đã ký."
        ),
        "documents.seal_fault_unsigned": _(
            "Bản đóng dấu không có chữ ký số nào nên chưa phát hành. Số vẫn giữ. Hủy số để trả về người soạn trình ký lại."
        ),
        "documents.seal_fault_broken": _(
            "Tệp đã bị thay đổi sau khi ký, chữ ký không còn đúng. Chưa phát hành. Số vẫn giữ. Hủy số để trả về người soạn trình ký lại."
        ),
        "documents.seal_fault_changed_after": _(
            "Nội dung trang bị thay đổi sau chữ ký cá nhân. Chưa phát hành. Số vẫn giữ. Hủy số để trả về người soạn trình ký lại."
        ),
        "documents.seal_fault_person_missing": _(
            "Bản đóng dấu thiếu chữ ký của người có thẩm quyền. Chưa phát hành. Số vẫn giữ. Hủy số để trả về người soạn trình ký lại."
        ),
        "documents.seal_fault_seal_missing": _(
            "Bản đóng dấu thiếu chữ ký số của cơ quan. Chưa phát hành. Số vẫn giữ. Bấm Đóng dấu lại."
        ),
        "documents.seal_fault_seal_not_last": _(
            "Chữ ký của cơ quan không phải chữ ký cuối. Chưa phát hành. Số vẫn giữ. Hủy số để trả về người soạn trình ký lại."
        ),
        "documents.seal_fault_field_added_late": _(
            "Có ô chữ ký được thêm vào trang sau chữ ký đầu tiên. Chưa phát hành. Số vẫn giữ. Hủy số để trả về người soạn trình ký lại."
        ),
        "documents.seal_fault_sealed_before_number": _(
            "Dấu được đóng khi chưa có số. Chưa phát hành. Số vẫn giữ. Hủy số để trả về người soạn trình ký lại."
        ),
        "documents.seal_fault_untrusted": _(
            "Chứng thư dùng để ký không thuộc nơi cấp mà hệ thống tin cậy. Chưa phát hành. Số vẫn giữ. Báo quản trị thêm nơi cấp rồi đóng dấu lại."
        ),
        "documents.seal_fault_expired": _(
            "Chứng thư dùng để ký đã hết hạn vào lúc ký. Chưa phát hành. Số vẫn giữ. Hủy số để trả về người soạn trình ký lại."
        ),
        "documents.recipient_unnamed": _("Ghi tên nơi nhận."),
        "documents.recipient_unknown": _(
            "Nơi nhận này không còn trong danh sách. Chưa có gì thay đổi. Tải lại trang."
        ),
        "documents.recipient_sent": _(
            "Đã gửi %(name)s nên không bỏ khỏi danh sách được. Chưa có gì thay đổi. Thu hồi văn bản nếu gửi nhầm."
        ),
        "documents.recipient_not_returned": _(
            "%(name)s chưa trả lại văn bản nên chưa gửi lại. Chờ trạng thái của nơi nhận."
        ),
        "documents.recipient_state_unknown": _("Chọn một trạng thái trong danh sách. Chưa có gì thay đổi."),
        "documents.recipient_by_machine": _("%(name)s tự báo trạng thái qua hệ thống. Chưa có gì thay đổi."),
        "documents.recipients_not_found": _(
            "Không có cơ quan nào trong hệ thống tên “%(name)s”. Chưa thêm. Chọn tên trong gợi ý, hoặc ghi cách gửi là thư điện tử hay bản giấy."
        ),
        "documents.series_common_exists": _(
            "Đã có một sổ chung cho các loại còn lại. Chưa mở sổ. Chọn ít nhất một loại văn bản."
        ),
        "documents.series_kind_unknown": _("Có loại văn bản không thuộc danh mục. Chưa đổi sổ. Chọn lại."),
        "documents.series_kind_taken": _(
            "Có loại đã đánh số ở sổ khác của năm nay. Chưa đổi sổ. Bỏ loại đó khỏi sổ kia trước."
        ),
        "documents.series_started": _(
            "%(name)s đã cấp số nên các loại của sổ không đổi được trong năm. Chưa có gì thay đổi. Đặt lại cho năm sau."
        ),
        "documents.series_named": _("Đã có sổ tên “%(name)s” trong năm. Chưa mở sổ. Đặt tên khác."),
        "documents.series_unknown": _("Không có sổ này trong cơ quan bạn. Tải lại trang rồi chọn lại."),
        "documents.series_name_missing": _("Ghi tên sổ."),
        "documents.copy_form_unknown": _("Chọn Sao y hoặc Trích sao."),
        "documents.copy_forward_original": _(
            "Văn bản này là bản điện tử gốc có chữ ký số nên chuyển tiếp bản gốc, không sao y sang điện tử (Nghị định 30, Điều 25). Chưa cấp số. Sao y ra giấy hoặc trích sao."
        ),
        "documents.copy_pages_missing": _("Ghi các trang trích sao, ví dụ: 1, 3-5."),
        "documents.copy_pages_wrong": _(
            "Trang không có trong văn bản (%(total)s trang). Chưa cấp số. Ghi lại, ví dụ: 1, 3-5."
        ),
        "documents.copy_whole": _(
            "Trích sao chỉ lấy một phần; chọn đủ mọi trang thì dùng Sao y. Chưa cấp số."
        ),
        "documents.copy_needs_pdf": _(
            "Văn bản đến này không có tệp PDF nên chưa sao được. Chưa cấp số. Thêm bản quét PDF vào văn bản đến."
        ),
        "documents.copy_unreadable": _(
            "Không mở được tệp để đóng dấu. Số vẫn giữ. Thêm lại tệp PDF hoặc hủy số với lý do."
        ),
        "documents.copy_signer_wrong": _(
            "Người ký bản sao không còn giữ vị trí đó. Chưa cấp số. Chọn người khác."
        ),
        "documents.scan_missing": _("Chưa có bản quét. Chưa có gì thay đổi. Chọn tệp PDF rồi gửi lại."),
        "documents.scan_not_pdf": _("Bản quét phải là tệp PDF. Tệp chưa được lưu. Quét lại thành PDF."),
        "documents.scan_locked": _(
            "Bản quét đặt hạn chế sửa, in nên không đóng dấu số lên được. Chưa có gì thay đổi. Quét lại thành PDF không hạn chế."
        ),
        "documents.scan_marking_unstated": _(
            "Chưa xác nhận bản quét không có dấu chỉ độ mật. Chưa có gì thay đổi. Xem bản quét, đánh dấu xác nhận rồi gửi lại."
        ),
        "documents.scan_not_expected": _("Văn bản này không phát hành từ bản quét. Chưa có gì thay đổi."),
        "documents.ink_subject_missing": _("Ghi trích yếu của văn bản giấy."),
        "documents.ink_symbol_missing": _("Ghi ký hiệu của văn bản giấy, ví dụ: QĐ-UBND."),
        "documents.ink_signer_missing": _("Ghi người ký văn bản giấy."),
    }
)
