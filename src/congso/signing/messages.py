"""What happened · what is kept · what to do."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "signing.not_a_pdf": _(
            "Tệp không đọc được như một tệp PDF nên chưa ký. Văn bản còn nguyên. Tạo lại bản PDF rồi ký lại."
        ),
        "signing.encrypted": _(
            "Tệp PDF đặt mật khẩu nên không ký được. Tệp còn nguyên. Bỏ mật khẩu rồi ký lại."
        ),
        "signing.field_missing": _(
            "Tệp không có ô ký hoặc ô số cần điền nên chưa ký. Văn bản còn nguyên. Tạo lại bản trình ký từ dự thảo."
        ),
        "signing.field_exists": _(
            "Tệp đã có sẵn ô ký hoặc ô số nên không thêm lần nữa. Tệp còn nguyên. Dùng bản trình ký đã tạo."
        ),
        "signing.field_signed": _(
            "Ô này đã được ký trước đó; chữ ký cũ còn nguyên. Tải lại trang để xem văn bản đã ký."
        ),
        "signing.page_missing": _(
            "Vị trí ký nằm ngoài các trang của tệp nên chưa ký. Tệp còn nguyên. Chọn lại trang ký."
        ),
        "signing.box_empty": _("Ô ký quá nhỏ nên chưa ký. Tệp còn nguyên. Vẽ lại ô ký lớn hơn."),
        "signing.locked": _(
            "Văn bản đã khóa, không nhận thêm chữ ký. Các chữ ký cũ còn nguyên. Tạo văn bản mới nếu cần thay đổi."
        ),
        "signing.already_signed": _(
            "Tệp đã có chữ ký số nên không thêm ô số được nữa. Chữ ký còn nguyên. Trả về người soạn để trình lại."
        ),
        "signing.not_signed": _(
            "Văn bản chưa có chữ ký của người có thẩm quyền nên chưa đóng dấu. Số vẫn giữ. Trình ký trước, đóng dấu sau."
        ),
        "signing.number_missing": _(
            "Văn bản chưa có số nên chưa đóng dấu. Chữ ký cá nhân còn nguyên. Cấp số rồi đóng dấu."
        ),
        "signing.character_missing": _(
            "Số văn bản có ký tự không in được nên chưa đóng dấu. Số vẫn giữ. Sửa số chỉ gồm chữ và số rồi đóng dấu lại."
        ),
        "signing.text_too_wide": _(
            "Số văn bản dài hơn ô để trống nên chưa đóng dấu. Số vẫn giữ. Trả về trình lại với ô số rộng hơn."
        ),
        "signing.image_unreadable": _(
            "Không đọc được ảnh chữ ký hoặc ảnh dấu nên chưa dùng. Ảnh cũ còn nguyên. Chọn ảnh PNG nền trong suốt."
        ),
        "signing.key_unreadable": _(
            "Không mở được khóa ký: sai mật khẩu hoặc không phải tệp chứng thư. Chưa có gì được lưu. Chọn lại tệp .p12 và nhập lại mật khẩu."
        ),
        "signing.certificate_missing": _(
            "%(name)s chưa có chứng thư số nên chưa ký được. Văn bản còn nguyên. Thêm chứng thư trong phần Thiết lập."
        ),
        "signing.certificate_expired": _(
            "Chứng thư số đã hết hạn nên chưa ký được. Văn bản còn nguyên. Gia hạn chứng thư rồi ký lại."
        ),
        "signing.certificate_not_yet_valid": _(
            "Chứng thư số chưa đến ngày có hiệu lực nên chưa ký được. Văn bản còn nguyên. Đợi đến ngày hiệu lực hoặc dùng chứng thư khác."
        ),
        "signing.certificate_revoked": _(
            "Chứng thư số đã bị thu hồi nên chưa ký được. Văn bản còn nguyên. Thêm chứng thư mới rồi ký lại."
        ),
        "signing.certificate_known": _(
            "Chứng thư này đã có trong hệ thống; không thêm lần nữa. Xem ở phần chứng thư số."
        ),
        "signing.certificate_unknown": _("Không có chứng thư này. Tải lại trang để xem danh sách hiện tại."),
        "signing.pin_needed": _(
            "Khóa nằm trên token, cần mã PIN mới ký được. Văn bản còn nguyên. Cắm token, nhập mã PIN rồi ký."
        ),
        "signing.pin_wrong": _(
            "Mã PIN không đúng nên chưa ký văn bản nào. Nhập sai nhiều lần, token tự khóa. Nhập lại mã PIN rồi ký."
        ),
        "signing.pin_locked": _(
            "Token đã khóa vì nhập sai mã PIN nhiều lần. Văn bản còn nguyên. Đề nghị nơi cấp token mở khóa."
        ),
        "signing.token_gone": _(
            "Không thấy token của chứng thư này. Văn bản chưa ký còn nguyên. Cắm lại token rồi ký tiếp."
        ),
        "signing.token_busy": _(
            "Token đang ký một loạt văn bản khác. Văn bản còn nguyên. Đợi loạt ấy xong rồi ký lại."
        ),
        "signing.token_key_missing": _(
            "Token không có khóa của chứng thư này nên chưa ký. Văn bản còn nguyên. Cắm đúng token hoặc chọn chứng thư khác."
        ),
        "signing.token_failed": _(
            "Token báo lỗi nên chưa ký. Văn bản còn nguyên. Rút ra cắm lại rồi ký tiếp; còn lỗi thì báo người quản trị."
        ),
        "signing.token_unknown": _(
            "Loại token này chưa được cài trên máy chủ. Không có gì thay đổi. Đề nghị người quản trị cài thư viện của token."
        ),
        "signing.signature_wrong": _(
            "Chữ ký trả về không khớp chứng thư nên không dùng. Văn bản còn nguyên. Chọn lại chứng thư ở trang Khóa ký rồi ký lại."
        ),
        "signing.remote_needed": _(
            "Khóa do dịch vụ ký từ xa giữ, cần bạn xác nhận trên điện thoại. Văn bản còn nguyên. Ký ở trang Ký văn bản."
        ),
        "signing.remote_silent": _(
            "Dịch vụ ký từ xa không trả lời nên chưa ký. Văn bản còn nguyên. Ký lại sau ít phút."
        ),
        "signing.remote_refused": _(
            "Yêu cầu ký đã bị từ chối trên điện thoại hoặc tại dịch vụ ký từ xa. Văn bản chưa ký còn nguyên. Ký lại khi sẵn sàng xác nhận."
        ),
        "signing.remote_timeout": _(
            "Hết thời gian chờ xác nhận nên chưa ký. Văn bản còn nguyên. Mở sẵn ứng dụng trên điện thoại rồi ký lại."
        ),
        "signing.remote_certificate": _(
            "Chứng thư tại dịch vụ ký từ xa khác chứng thư đã lưu nên chưa ký. Văn bản còn nguyên. Thêm lại chứng thư ở trang Khóa ký."
        ),
        "signing.remote_unknown": _(
            "Dịch vụ ký từ xa này chưa được khai báo. Không có gì thay đổi. Đề nghị người quản trị khai báo dịch vụ."
        ),
        "signing.tsa_silent": _(
            "Dịch vụ cấp dấu thời gian không trả lời nên chưa ký. Văn bản và số còn nguyên. Ký lại sau ít phút."
        ),
        "signing.revocation_silent": _(
            "Chưa hỏi được tình trạng chứng thư nên chưa ký. Văn bản và số còn nguyên. Ký lại sau ít phút."
        ),
        "signing.round_unknown": _("Không có lượt ký này. Về mục Trình ký để xem văn bản đang chờ."),
        "signing.round_interrupted": _(
            "Lượt ký bị ngắt giữa chừng. Văn bản đã ký giữ nguyên, văn bản còn lại chưa ký. Ký tiếp phần còn lại."
        ),
        "signing.round_broken": _(
            "Lượt ký dừng vì lỗi của hệ thống. Văn bản đã ký giữ nguyên, văn bản còn lại chưa ký. Ký tiếp phần còn lại."
        ),
        "signing.may_not_manage": _(
            "Bạn không có quyền quản lý chứng thư và ảnh chữ ký này; không có gì thay đổi. Đề nghị người quản trị của cơ quan."
        ),
    }
)
