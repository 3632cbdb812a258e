"""Sentences of registers, work files and search."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "documents.register_unknown": _(
            "Không có sổ này, hoặc bạn không được xem. Chọn sổ khác trong danh sách sổ."
        ),
        "documents.bad_output": _("Không có kiểu tệp này. Chọn PDF hoặc XLSX."),
        "documents.register_closed": _("Sổ này đã khóa từ trước. Bản in của sổ vẫn ở trang sổ."),
        "documents.register_has_reserved": _(
            "Chưa khóa sổ: còn %(count)s số giữ trước chưa dùng. Sổ giữ nguyên. Dùng hoặc hủy các số đó kèm lý do rồi khóa."
        ),
        "documents.register_has_unsealed": _(
            "Chưa khóa sổ: còn văn bản đã cấp số mà chưa đóng dấu. Sổ giữ nguyên. Đóng dấu hoặc hủy số rồi khóa."
        ),
        "documents.register_has_holes": _(
            "Chưa khóa sổ: số %(number)s chưa có giải trình. Sổ giữ nguyên. Xem mục Số thiếu rồi khóa."
        ),
        "documents.register_year_running": _(
            "Chưa khóa sổ: năm %(year)s chưa hết. Sổ giữ nguyên. Ghi lý do khóa sớm, hoặc đợi hết ngày 31/12."
        ),
        "documents.register_not_asked": _(
            "Chưa khóa sổ: văn thư chưa đề nghị khóa. Sổ giữ nguyên. Văn thư kiểm tra sổ và gửi đề nghị trước."
        ),
        "documents.register_changed": _(
            "Chưa khóa sổ: sổ vừa có số mới sau khi bạn mở. Sổ giữ nguyên. Xem lại rồi khóa."
        ),
        "documents.register_to_confirm": _("Chờ xác nhận khóa sổ: %(title)s"),
        "documents.register_declined": _("Lãnh đạo chưa đồng ý khóa sổ: %(title)s. Lý do: %(reason)s"),
        "documents.register_printed": _("Đã khóa và in xong: %(title)s"),
        "documents.export_ready": _("Bản xuất đã xong: %(title)s"),
        "documents.work_file_unknown": _(
            "Không có hồ sơ này, hoặc bạn không được xem. Kiểm tra lại đường dẫn."
        ),
        "documents.work_file_closed": _(
            "Hồ sơ đã kết thúc nên không nhận thay đổi. Chưa có gì thay đổi. Mở lại hồ sơ rồi làm tiếp."
        ),
        "documents.work_file_open_already": _("Hồ sơ đang mở, không cần mở lại."),
        "documents.work_file_code_taken": _(
            "Năm %(year)s đã có hồ sơ ký hiệu %(symbol)s. Chưa lưu. Đặt ký hiệu khác hoặc dùng hồ sơ đã có."
        ),
        "documents.work_file_field_missing": _(
            "Chưa điền đủ ký hiệu, tiêu đề và thời hạn bảo quản. Chưa lưu."
        ),
        "documents.work_file_keeper_wrong": _(
            "Người lập hồ sơ không còn giữ vị trí nào trong cơ quan. Chưa lưu. Chọn người khác."
        ),
        "documents.work_file_unit_wrong": _("Đơn vị không thuộc cơ quan. Chưa lưu. Chọn đơn vị khác."),
        "documents.work_file_year_wrong": _(
            "Năm %(year)s không nhận được. Chưa lưu. Ghi năm từ 1945 đến sang năm."
        ),
        "documents.work_file_days_wrong": _("Ngày kết thúc đứng trước ngày bắt đầu. Chưa lưu. Sửa lại ngày."),
        "documents.work_file_moved": _("Văn bản không còn trong hồ sơ này. Mở lại hồ sơ để xem."),
        "documents.work_file_import": _(
            "Không nhận tệp danh mục: %(count)s dòng sai, dòng đầu là dòng %(row)s (%(why)s). Chưa nhập dòng nào. Sửa tệp rồi nhập lại."
        ),
        "documents.search_name_empty": _("Chưa đặt tên cho tìm kiếm. Chưa lưu. Ghi tên rồi lưu lại."),
        "documents.search_empty": _(
            "Chưa có từ khóa hay bộ lọc nào, hoặc tìm kiếm quá dài. Chưa làm gì. Tìm trước rồi lưu hoặc xuất."
        ),
        "documents.searches_full": _(
            "Đã lưu đủ %(limit)s tìm kiếm. Chưa lưu thêm. Bỏ bớt một tìm kiếm cũ rồi lưu lại."
        ),
        "documents.search_unknown": _("Tìm kiếm này không còn nữa. Chưa có gì thay đổi. Mở lại danh sách."),
        "documents.search_name_taken": _("Đã có tìm kiếm tên “%(name)s”. Tên cũ còn nguyên. Đặt tên khác."),
        "documents.search_columns_empty": _(
            "Chưa chọn cột nào. Các cột còn như trước. Chọn ít nhất một cột."
        ),
        "documents.bad_search_output": _("Không có kiểu tệp này. Chọn Word, PDF hoặc Excel."),
        "documents.work_files_settled": _("%(count)s hồ sơ đã xong việc, nên kết thúc: %(title)s"),
    }
)
