"""Sentences of this app's refusals: what happened, what is kept, what to do."""

from django.utils.translation import gettext_lazy as _

from congso.kernel.wording import register

register(
    {
        "people.no_agency": _("Không có cơ quan này trong hệ thống. Kiểm tra lại địa chỉ hoặc tìm theo tên."),
        "people.no_body": _("Không có chủ thể ban hành này. Chọn lại trong danh sách của cơ quan."),
        "people.no_unit": _("Không có đơn vị này trong cơ quan. Chọn lại trong danh sách của cơ quan."),
        "people.no_person": _("Không có người này trong hệ thống. Tìm theo tên hoặc tên đăng nhập."),
        "people.no_post_row": _("Không có vị trí này trong cơ quan. Chọn lại trong danh sách vị trí."),
        "people.no_appointment": _("Không có lần bổ nhiệm này. Xem lại trang của người đó."),
        "people.no_delegation": _("Không có lần giao quyền ký này. Xem lại danh sách."),
        "people.no_change": _("Không có thay đổi quyền này. Xem lại trang cơ quan."),
        "people.no_code": _("Cơ quan không có mã %(organ_code)s. Xem lại danh sách mã."),
        "people.no_day": _("Ngày này không có trong lịch riêng. Xem lại lịch."),
        "people.no_sample": _("Không có tệp mẫu này. Chọn lại ở trang nhập."),
        "people.no_language": _("Hệ thống có tiếng Việt và tiếng Anh. Chọn một trong hai."),
        "people.no_post": _(
            "Bạn chưa có vị trí công tác. Tài khoản vẫn giữ nguyên. Nhờ quản trị của cơ quan bổ nhiệm."
        ),
        "people.not_your_post": _("Bạn không giữ vị trí này, hoặc đã thôi giữ. Chọn một vị trí đang giữ."),
        "people.not_administrator": _(
            "Việc này thuộc quản trị của cơ quan đó. Chưa thay đổi gì. Nhờ quản trị của cơ quan làm."
        ),
        "people.not_installation_administrator": _(
            "Việc này thuộc quản trị của toàn hệ thống. Chưa thay đổi gì. Nhờ quản trị hệ thống làm."
        ),
        "people.serves_elsewhere": _(
            "Người này còn giữ vị trí ở cơ quan khác nên chỉ quản trị hệ thống sửa được tài khoản. Chưa thay đổi gì."
        ),
        "people.confirm_by_another": _(
            "Thay đổi quyền do chính bạn làm. Người khác có thẩm quyền phải xác nhận."
        ),
        "people.not_confirmer": _(
            "Người đứng đầu cơ quan hoặc quản trị khác xác nhận thay đổi quyền. Cảnh báo vẫn còn."
        ),
        "people.already_confirmed": _("Thay đổi quyền này đã được xác nhận trước đó. Không cần làm gì thêm."),
        "people.not_giver": _(
            "Chỉ người giao quyền, văn phòng hoặc quản trị của cơ quan ghi được việc này. Chưa thay đổi gì."
        ),
        "people.missing": _("Mục này còn trống. Nhập rồi lưu lại."),
        "people.bad_code": _(
            "%(organ_code)s không phải mã định danh theo QĐ 20/2020 hay QCVN 102:2016. Sửa rồi lưu lại."
        ),
        "people.bad_new_code": _(
            "%(organ_code)s không đúng dạng của QĐ 20/2020, ví dụ H36.12.05. Sửa rồi lưu lại."
        ),
        "people.code_taken": _("Mã %(organ_code)s đã thuộc một cơ quan khác. Chưa lưu. Kiểm tra lại mã."),
        "people.code_in_use": _(
            "%(organ_code)s là mã đang dùng nên không bỏ được. Đổi mã của cơ quan trước."
        ),
        "people.too_deep": _("Cây cơ quan có nhiều nhất %(most)s cấp. Chọn cơ quan cấp trên khác."),
        "people.has_children": _(
            "Cơ quan còn cơ quan trực thuộc nên chưa chuyển chỗ được. Chuyển các cơ quan trực thuộc trước."
        ),
        "people.unit_in_use": _(
            "%(name)s còn vị trí đang dùng. Chuyển các vị trí sang đơn vị khác, rồi ngừng đơn vị."
        ),
        "people.post_in_use": _("Vị trí %(title)s còn người giữ. Ghi ngày thôi giữ trước, rồi ngừng vị trí."),
        "people.post_inactive": _("Vị trí %(title)s đã ngừng dùng. Mở lại vị trí hoặc chọn vị trí khác."),
        "people.bad_rank": _("Cấp của vị trí là số từ 1 đến 5. Chọn lại."),
        "people.bad_username": _(
            "%(username)s không dùng làm tên đăng nhập được: chỉ chữ thường không dấu, số, . - _"
        ),
        "people.username_taken": _("Tên đăng nhập %(username)s đã có người dùng. Chọn tên khác."),
        "people.email_taken": _(
            "Địa chỉ %(email)s đã thuộc một tài khoản khác. Dùng địa chỉ khác hoặc để trống."
        ),
        "people.weak_password": _("Chưa đặt mật khẩu: %(why)s"),
        "people.last_administrator": _(
            "Đây là quản trị hệ thống cuối cùng. Giao quyền cho người khác trước."
        ),
        "people.appointment_dates": _("Ngày cuối đứng trước ngày đầu. Sửa ngày rồi lưu lại."),
        "people.already_in_post": _(
            "%(name)s đang giữ vị trí %(title)s trong thời gian này. Không cần bổ nhiệm lại."
        ),
        "people.post_taken": _(
            "Vị trí %(title)s đang do %(name)s giữ. Ghi ngày thôi giữ của người đó trước."
        ),
        "people.already_ended": _("Đã ghi thôi giữ từ hết ngày %(until)s. Chưa thay đổi gì."),
        "people.bad_day_kind": _("Chọn một loại ngày trong danh sách."),
        "people.bad_year": _("Lịch có từ năm %(first)s đến %(last)s. Chọn năm trong khoảng đó."),
        # Signatures, Decree 30/2020 art. 13
        "people.signature_no_power": _(
            "Vị trí này không có thẩm quyền ký cho chủ thể ban hành này. Chưa ký. Chọn người ký khác."
        ),
        "people.signature_wrong_field": _(
            "Văn bản không thuộc lĩnh vực được phân công phụ trách (NĐ 30/2020, Điều 13). Chưa ký. Chuyển người phụ trách lĩnh vực."
        ),
        "people.signature_left_post": _("%(name)s không còn giữ vị trí này. Chưa ký. Chọn người ký khác."),
        "people.delegation_not_yours": _("Quyền ký này không giao cho vị trí đó. Chọn lại."),
        "people.delegation_other_body": _(
            "Quyền ký được giao cho chủ thể ban hành khác. Chọn lại chủ thể hoặc người ký."
        ),
        "people.delegation_revoked": _("Quyền ký đã bị thu hồi. Chưa ký. Chọn người ký khác."),
        "people.delegation_not_begun": _(
            "Quyền ký chưa đến ngày có hiệu lực. Chưa ký. Chờ đến ngày hoặc chọn người ký khác."
        ),
        "people.delegation_expired": _(
            "Quyền ký đã hết thời hạn. Chưa ký. Gia hạn bằng văn bản hoặc chọn người ký khác."
        ),
        "people.delegation_wrong_field": _(
            "Văn bản ngoài lĩnh vực được giao ký. Chưa ký. Chọn người ký khác."
        ),
        "people.delegation_form": _("Hình thức ký là KT., TL., TUQ. hoặc Q. Chọn lại."),
        "people.delegation_giver": _(
            "Chỉ người đứng đầu chủ thể ban hành giao được quyền ký. Chọn lại người giao."
        ),
        "people.delegation_self": _("Người giao và người được giao là một. Chọn lại."),
        "people.delegation_dates": _("Ngày kết thúc đứng trước ngày bắt đầu. Sửa ngày rồi lưu lại."),
        "people.tuq_needs_authority": _(
            "Thừa ủy quyền phải bằng văn bản (NĐ 30/2020, Điều 13). Ghi số văn bản ủy quyền."
        ),
        "people.tuq_needs_content": _(
            "Thừa ủy quyền phải giới hạn nội dung (NĐ 30/2020, Điều 13). Ghi nội dung được ký."
        ),
        "people.tuq_needs_period": _(
            "Thừa ủy quyền phải giới hạn thời gian (NĐ 30/2020, Điều 13). Ghi ngày kết thúc."
        ),
        "people.tuq_taker": _(
            "Chỉ ủy quyền cho người đứng đầu đơn vị hoặc cơ quan trực thuộc. Chọn lại người được giao."
        ),
        "people.tuq_cannot_pass": _(
            "Người được ủy quyền không được ủy quyền lại (NĐ 30/2020, Điều 13). Chưa thay đổi gì."
        ),
        "people.tl_needs_rules": _("Thừa lệnh theo quy chế làm việc (NĐ 30/2020, Điều 13). Ghi số quy chế."),
        "people.tl_taker": _(
            "Chỉ giao ký thừa lệnh cho người đứng đầu đơn vị của cơ quan. Chọn lại người được giao."
        ),
        "people.kt_taker": _("Chỉ cấp phó ký thay cấp trưởng của mình. Chọn lại người được giao."),
        "people.q_needs_decision": _("Quyền cấp trưởng cần quyết định giao quyền. Ghi số quyết định."),
        "people.q_taker": _("Người giữ quyền cấp trưởng phải thuộc cơ quan. Chọn lại người được giao."),
        "people.only_tl_passes": _(
            "Chỉ quyền ký thừa lệnh (TL.) giao lại được, và chỉ một lần, cho cấp phó. Chưa thay đổi gì."
        ),
        "people.passes_to_deputy": _(
            "Thừa lệnh chỉ giao lại cho cấp phó của chính đơn vị, ký thay (KT.). Chọn lại."
        ),
        "people.passes_within_period": _(
            "Thời gian giao lại phải nằm trong thời gian được giao. Sửa ngày rồi lưu lại."
        ),
        "people.already_revoked": _("Quyền ký này đã được thu hồi trước đó. Không cần làm gì thêm."),
        # Import
        "people.import_kind": _("Chọn nội dung của tệp: cơ quan, đơn vị, hay vị trí và người."),
        "people.import_too_big": _("Tệp lớn hơn %(most)s MB. Chưa nhập dòng nào. Chia thành nhiều tệp."),
        "people.import_bomb": _(
            "Tệp nén nở ra quá lớn nên không mở. Chưa nhập dòng nào. Lưu lại thành CSV rồi gửi."
        ),
        "people.import_unreadable": _(
            "Không đọc được tệp này. Chưa nhập dòng nào. Lưu lại thành XLSX hoặc CSV rồi gửi."
        ),
        "people.import_too_many_rows": _(
            "Tệp có hơn %(most)s dòng. Chưa nhập dòng nào. Chia thành nhiều tệp."
        ),
        "people.import_empty": _(
            "Tệp không có dòng dữ liệu nào dưới dòng tiêu đề. Điền theo tệp mẫu rồi gửi lại."
        ),
        "people.import_unknown_column": _(
            "Cột “%(column)s” không có trong mẫu. Chưa nhập dòng nào. Đổi tên cột theo tệp mẫu."
        ),
        "people.import_twice_column": _("Cột “%(column)s” có hai lần. Chưa nhập dòng nào. Bỏ một cột."),
        "people.import_missing_columns": _(
            "Thiếu cột: %(columns)s. Chưa nhập dòng nào. Thêm cột theo tệp mẫu."
        ),
        "people.import_refused": _(
            "Chưa nhập dòng nào: có %(count)s chỗ cần sửa. Sửa trong tệp rồi gửi lại."
        ),
        "people.import_changed": _("Dữ liệu vừa thay đổi trong lúc nhập. Chưa nhập dòng nào. Gửi lại tệp."),
        "people.import_formula": _("Ô chứa công thức. Thay bằng giá trị."),
        "people.import_missing": _("Ô bắt buộc còn trống."),
        "people.import_too_long": _("Dài hơn %(most)s ký tự."),
        "people.import_email": _("Không phải địa chỉ thư."),
        "people.import_email_taken": _("Địa chỉ %(email)s đã thuộc người khác."),
        "people.import_agency_kind": _("Loại cơ quan không có trong danh sách."),
        "people.import_no_parent": _("Không có cơ quan cấp trên mang mã %(organ_code)s."),
        "people.import_ring": _("Các cơ quan làm cấp trên của nhau thành vòng, hoặc cấp trên bị lỗi."),
        "people.import_too_deep": _("Cây cơ quan có nhiều nhất %(most)s cấp."),
        "people.import_code": _("%(organ_code)s không đúng dạng mã."),
        "people.import_code_taken": _("Mã %(organ_code)s đã có, hoặc lặp trong tệp."),
        "people.import_no_agency": _("Không có cơ quan mang mã %(organ_code)s."),
        "people.import_not_yours": _("Bạn không quản trị cơ quan mang mã %(organ_code)s."),
        "people.import_unit_twice": _("Đơn vị “%(name)s” đã có, hoặc lặp trong tệp."),
        "people.import_no_unit": _("Không có đơn vị “%(name)s” trong cơ quan."),
        "people.import_username": _("%(username)s không dùng làm tên đăng nhập được."),
        "people.import_other_name": _("Tên đăng nhập %(username)s thuộc %(name)s."),
        "people.import_day": _("Không phải ngày dạng dd/mm/yyyy."),
        "people.import_rank": _("Cấp là số từ 1 đến 5."),
        "people.import_roles": _("Có quyền không có trong danh sách."),
        "people.import_post_differs": _("Vị trí “%(title)s” đã có với cấp hoặc quyền khác."),
        "people.import_already_in_post": _("Người này đã giữ vị trí này trong thời gian đó."),
        "people.import_post_taken": _("Vị trí này do %(username)s giữ trong thời gian đó."),
    }
)
