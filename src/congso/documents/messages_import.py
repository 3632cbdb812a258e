"""Sentences about the import of registers: what happened · what is kept · what to do."""

from django.utils.translation import gettext_lazy as _

from congso.kernel import wording

wording.register(
    {
        "documents.import_too_many": _("Tệp có %(count)s dòng, mỗi lần nhập nhiều nhất %(most)s dòng. Chưa nhập dòng nào. Chia tệp theo năm rồi nhập từng tệp."),
        "documents.import_marked": _("Có %(count)s dòng mang dấu chỉ độ mật: dòng %(rows)s. Không giữ lại tệp và chưa nhập dòng nào. Bỏ các dòng đó khỏi tệp rồi gửi lại; văn bản mật đăng ký ở sổ riêng."),
        "documents.import_unknown": _("Không có lần nhập này, hoặc đã bỏ. Chưa nhập dòng nào. Gửi lại tệp."),
        "documents.import_running": _("Tệp này đang được nhập hoặc đã nhập xong. Không nhập lần nữa. Tải lại trang để xem."),
        "documents.import_column_missing": _("Chưa chọn cột cho mục bắt buộc này. Chưa nhập dòng nào. Chọn cột rồi bấm nhập."),
        "documents.import_column_twice": _("Cột này đã chọn cho mục khác. Chưa nhập dòng nào. Mỗi cột dùng cho một mục."),
        "documents.import_empty": _("Để trống."),
        "documents.import_formula": _("Là công thức. Thay bằng giá trị."),
        "documents.import_long": _("Dài hơn %(most)s ký tự."),
        "documents.import_number": _("Số đến ghi bằng chữ số, từ 1 đến 9999999."),
        "documents.import_day": _("Không phải ngày. Ghi ngày/tháng/năm, ví dụ 05/03/2024."),
        "documents.import_day_range": _("Ngày phải từ 02/09/1945 đến hôm nay, %(today)s."),
        "documents.import_year": _("Năm không khớp với ngày đến, thuộc năm %(year)s."),
        "documents.import_year_form": _("Năm ghi bằng bốn chữ số."),
        "documents.import_urgency": _("Độ khẩn là Thường, Khẩn, Thượng khẩn, Hỏa tốc hoặc Hỏa tốc hẹn giờ."),
        "documents.import_count": _("Ghi bằng chữ số, từ 1 đến 9999."),
        "documents.import_number_twice": _("Số đến %(number)s năm %(year)s đã có ở dòng %(first)s của tệp."),
        "documents.import_number_taken": _("Số đến %(number)s năm %(year)s đã cấp trong sổ ở đây. Bỏ dòng này hoặc sửa số."),
        "documents.import_out_year": _("Năm không khớp với ngày văn bản, thuộc năm %(year)s."),
        "documents.import_scheme": _("Chọn cách đánh số: chung một dãy, hoặc mỗi loại một dãy. Chưa nhập dòng nào."),
        "documents.import_code": _("Không đọc được số và ký hiệu. Ghi như 05/QĐ-UBND."),
        "documents.import_code_more": _("Số %(written)s có chữ hoặc năm đi kèm; sổ ở đây chỉ giữ số nguyên của từng năm. Bỏ dòng này khỏi tệp."),
        "documents.import_out_twice": _("Số %(number)s năm %(year)s đã có ở dòng %(first)s của tệp. Nếu mỗi loại văn bản có dãy số riêng thì chọn cách đánh số đó."),
        "documents.import_out_taken": _("Số %(number)s năm %(year)s đã cấp trong %(name)s. Bỏ dòng này hoặc sửa số."),
        "documents.import_no_book": _("Các sổ năm %(year)s ở đây không sổ nào đánh số loại này. Mở sổ cho loại này rồi nhập lại."),
        "documents.outgoing_imported": _("Văn bản này nhập từ sổ của phần mềm khác, ở đây chỉ để tra cứu. Chưa có gì thay đổi. Thu hồi, đính chính làm ở nơi đã phát hành."),
        "documents.import_book_closed": _("%(name)s đã khóa nên không thêm được số nào."),
    }
)  # fmt: skip
