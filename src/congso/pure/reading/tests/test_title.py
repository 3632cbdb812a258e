"""Kind, subject and addressees between letterhead and body."""

import pytest

from congso.pure.reading import read_pages
from congso.pure.reading.tests.sheets import TEXT, Sheet
from congso.pure.reading.title import kind_at_start, split_items
from congso.pure.reading.vocabulary import kind_of_symbol


def sheet_with(*rows, code="Số: 12/XX-SYT", body=TEXT):
    sheet = Sheet()
    sheet.head(("*SỞ Y TẾ",), code, "Mẫu, ngày 5 tháng 6 năm 2025")
    sheet.middle(*rows).down(10)
    return sheet.body(2, body)


def fields(sheet):
    return {name: found.value for name, found in read_pages([sheet.page()]).fields.items()}


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("QUYẾT ĐỊNH", "Quyết định", ""),
        ("Q U Y Ế T  Đ Ị N H", "Quyết định", ""),
        ("DỰ THẢO NGHỊ ĐỊNH", "Nghị định", ""),
        ("BÁO CÁO TÓM TẮT", "Báo cáo tóm tắt", ""),
        ("BÁO CÁO TÓM TẮT KẾT QUẢ", "Báo cáo", "TÓM TẮT KẾT QUẢ"),
        ("BÁO CÁO: TÌNH HÌNH", "Báo cáo", "TÌNH HÌNH"),
        ("BẢNG SO SÁNH LUẬT", "Bảng so sánh", "LUẬT"),
        ("QUYẾT DINHN", "Quyết định", ""),
        ("LUẬTSƯ", None, None),
        ("CHƯƠNG I", None, None),
        ("", None, None),
    ],
)
def test_the_kind_opens_the_heading(text, kind, rest):
    assert kind_at_start(text) == (None if kind is None else (kind, rest))


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("QĐ-UBND", "Quyết định"),
        ("2024/NĐ-CP", "Nghị định"),
        ("2025/QH15", "Luật"),
        ("HD/TWĐTN-VP", "Hướng dẫn"),
        ("TTr-CP", "Tờ trình"),
        ("CV-CĐGD", "Công văn"),
        ("SYT-NVY", None),
        ("QĐ", None),
        ("2024", None),
        ("", None),
    ],
)
def test_the_kind_a_symbol_names(symbol, kind):
    assert kind_of_symbol(symbol) == kind


@pytest.mark.parametrize(
    ("rows", "subject"),
    [
        (("*BÁO CÁO", "*Kết quả công tác", "*năm 2025"), "Kết quả công tác năm 2025"),
        (("*BÁO CÁO", "*Kết quả công tác", "(Kèm theo Công văn số 15)"), "Kết quả công tác"),
        (("*BÁO CÁO", "*Kết quả công tác", "/Kính gửi: Bộ Y tế"), "Kết quả công tác"),
        (("*BÁO CÁO", "*Kết quả công tác", "------", "upright line here"), "Kết quả công tác"),
        (("*BÁO CÁO KẾT QUẢ", "*NĂM 2025 CỦA SỞ"), "KẾT QUẢ NĂM 2025 CỦA SỞ"),
        (("*BÁO CÁO", "*Kết quả công tác [1]"), "Kết quả công tác"),
        (("*BÁO CÁO", "*Kết quả giai đoạn 2"), "Kết quả giai đoạn 2"),
        (("*BÁO CÁO", "Kết quả công tác", "của ngành"), "Kết quả công tác của ngành"),
        (("*BÁO CÁO", "*Kết quả công tác", "*GIÁM ĐỐC SỞ Y TẾ"), "Kết quả công tác"),
        (("*BÁO CÁO", "*- Kết quả công tác -"), "Kết quả công tác"),
        (("*BÁO CÁO",), None),
    ],
)
def test_the_subject_under_the_heading(rows, subject):
    read = fields(sheet_with(*rows))
    assert (read["kind"], read.get("subject")) == ("Báo cáo", subject)


@pytest.mark.parametrize(
    ("gap", "subject"),
    [(14, "PHÊ DUYỆT ĐỀ ÁN"), (8, "PHÊ DUYỆT ĐỀ ÁN"), (0, "PHÊ DUYỆT ĐỀ ÁN ỦY BAN NHÂN DÂN")],
)
def test_who_decides_is_no_part_of_a_subject_in_capitals(gap, subject):
    sheet = Sheet()
    sheet.head(("*SỞ Y TẾ",), "Số: 12/QĐ-SYT", "Mẫu, ngày 5 tháng 6 năm 2025")
    sheet.middle("*QUYẾT ĐỊNH", "*PHÊ DUYỆT", "*ĐỀ ÁN").down(gap).middle("*ỦY BAN NHÂN DÂN").down(12).body(2)
    assert fields(sheet)["subject"] == subject


def test_a_stamp_beside_the_heading_is_passed_over():
    sheet = Sheet()
    sheet.head(("*SỞ Y TẾ",), "Số: 12/QĐ-SYT", "Mẫu, ngày 5 tháng 6 năm 2025")
    sheet.down(30).middle("*QUYẾT ĐỊNH")
    sheet.line("DỰ THẢO 2", 70)
    sheet.down(13).line("Lần thứ hai", 60)
    sheet.down(3).middle("*Về việc bổ nhiệm cán bộ").down(12).body(2)
    assert fields(sheet)["subject"] == "Về việc bổ nhiệm cán bộ"


def test_a_line_off_the_middle_ends_the_subject():
    sheet = Sheet()
    sheet.head(("*SỞ Y TẾ",), "Số: 12/QĐ-SYT", "Mẫu, ngày 5 tháng 6 năm 2025")
    sheet.middle("*QUYẾT ĐỊNH", "Về việc bổ nhiệm").line(
        "Một dòng chữ dài nằm ở bên trái của trang giấy này", 85
    )
    sheet.down(20).body(2)
    assert fields(sheet)["subject"] == "Về việc bổ nhiệm"


def test_a_heading_out_of_the_middle_still_centres_its_subject():
    sheet = Sheet()
    sheet.head(("*SỞ Y TẾ",), "Số: 12/QĐ-SYT", "Mẫu, ngày 5 tháng 6 năm 2025")
    sheet.centred("*QUYẾT ĐỊNH", 240)
    sheet.down().middle("*Về việc bổ nhiệm cán bộ").down(12).body(3)
    assert fields(sheet)["subject"] == "Về việc bổ nhiệm cán bộ"


@pytest.mark.parametrize(
    ("rows", "code", "kind"),
    [
        (("*CHƯƠNG TRÌNH LIÊN KẾT VÙNG", "*Phát triển du lịch"), "Số: 5/CTLKV-SYT", "Chương trình"),
        (("*LỜI CHÀO MỪNG", "*Nhân ngày hội"), "Số: 5/LCM-SYT", "Lời chào mừng"),
        (("*LỜI CHÀO MỪNG", "*Nhân ngày hội"), "Số: 5/SYT-VP", None),
        (("*MỪNG", "*Nhân ngày hội"), "Số: 5/M-SYT", None),
        (("*Thông báo", "*Lịch nghỉ"), "Số: 5/SYT-VP", "Thông báo"),
        (("Thông báo", "Lịch nghỉ"), "Số: 5/SYT-VP", None),
        (("*Chương I", "*Những quy định"), "Số: 5/TB-SYT", "Thông báo"),
    ],
)
def test_headings_known_and_unknown(rows, code, kind):
    assert fields(sheet_with(*rows, code=code)).get("kind") == kind


def test_running_text_ends_the_search_for_a_heading():
    sheet = Sheet()
    sheet.head(("*SỞ Y TẾ",), "Số: 12/SYT-VP", "Mẫu, ngày 5 tháng 6 năm 2025")
    sheet.body(2).middle("*THÔNG BÁO").body(1)
    assert "kind" not in fields(sheet)


def test_addressed_without_subject_is_a_letter():
    read = fields(sheet_with("Kính gửi: Bộ Y tế", code="Số: 5/SYT-VP"))
    assert (read["kind"], read["addressees"]) == ("Công văn", ("Bộ Y tế",))


def test_a_subject_without_addressees_is_a_less_sure_letter():
    sheet = Sheet()
    sheet.head(("*SỞ Y TẾ",), "Số: 12/SYT-VP", "Mẫu, ngày 5 tháng 6 năm 2025", ("V/v nghỉ lễ",)).body(2)
    assert read_pages([sheet.page()]).fields["kind"].confidence == pytest.approx(0.85)


def test_a_page_that_ends_with_its_heading_or_its_addressees():
    sheet = Sheet()
    sheet.head(("*VĂN PHÒNG QUỐC HỘI",), "Số: 1/VBHN-VPQH", "Hà Nội, ngày 5 tháng 6 năm 2025").middle("*LUẬT")
    assert fields(sheet)["kind"] == "Văn bản hợp nhất"
    assert "subject" not in fields(sheet)
    sheet.middle("*PHÁ SẢN")
    assert fields(sheet)["subject"] == "LUẬT PHÁ SẢN"
    assert fields(sheet_with("Kính gửi:", "- Bộ Y tế").down(0))["addressees"] == ("Bộ Y tế",)


def test_nothing_names_the_kind():
    assert "kind" not in fields(sheet_with("Kính gửi: Bộ Y tế", code=""))


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        (("Kính gửi: Bộ Y tế; Bộ Nội vụ",), ("Bộ Y tế", "Bộ Nội vụ")),
        (("Kính gửi:", "- Bộ Y tế;", "- Bộ Nội vụ."), ("Bộ Y tế", "Bộ Nội vụ")),
        (("Kính gửi: ...................", "......................"), ()),
        (("Kính gửi: Ủy ban nhân dân", "các xã, phường"), ("Ủy ban nhân dân các xã, phường",)),
        (("Kính gửi: Bộ Y tế", "Căn cứ Luật Dược"), ("Bộ Y tế",)),
        (("Kính gửi: Bộ Y tế", "........................................"), ("Bộ Y tế",)),
    ],
)
def test_addressees(lines, items):
    sheet = Sheet()
    sheet.head(("*SỞ Y TẾ",), "Số: 12/SYT-VP", "Mẫu, ngày 5 tháng 6 năm 2025", ("V/v nghỉ lễ",))
    for line in lines:
        sheet.line(line, 130)
        sheet.down(15)
    assert fields(sheet).get("addressees", ()) == items
    sheet.down(15).body(2)
    assert fields(sheet).get("addressees", ()) == items


@pytest.mark.parametrize(
    ("texts", "items"),
    [
        (
            ("- Như trên;", "- Các sở, ban,", "ngành;", "- Lưu: VT."),
            ("Như trên", "Các sở, ban, ngành", "Lưu: VT"),
        ),
        (("Như trên;", "Sở Y tế;", "Lưu VT."), ("Như trên", "Sở Y tế", "Lưu VT")),
        (("- Như trên.", "Sở Y tế;"), ("Như trên", "Sở Y tế")),
        (("Các sở, ban", "ngành"), ("Các sở, ban ngành",)),
        (("1. Sở A;", "2. Sở B"), ("Sở A", "Sở B")),
        (("- A; B;", "- ."), ("A", "B")),
        ((), ()),
    ],
)
def test_items_of_a_list(texts, items):
    assert split_items(texts) == items


def test_a_subject_goes_on_with_words_that_open_a_body_when_they_are_small():
    sheet = sheet_with(
        "*THÔNG BÁO",
        "Lấy ý kiến góp ý Chương trình hành động của Tỉnh ủy",
        "thực hiện Nghị quyết số 20-NQ/TW, ngày 25 tháng 10 năm 2017",
    )
    assert fields(sheet)["subject"].endswith("thực hiện Nghị quyết số 20-NQ/TW, ngày 25 tháng 10 năm 2017")


def test_a_stamp_beside_the_subject_does_not_cut_it():
    sheet = Sheet()
    sheet.head(("*CHÍNH PHỦ",), "Số: 83/2017/NĐ-CP", "Hà Nội, ngày 18 tháng 7 năm 2017")
    sheet.middle("NGHỊ ĐỊNH", "Quy định về công tác cứu nạn, cứu hộ")
    sheet.down(-4.5).line("Ngày: 4111", 90, 8)
    sheet.down(4.5).middle("của lực lượng phòng cháy và chữa cháy").down(10).body(2)
    assert (
        fields(sheet)["subject"]
        == "Quy định về công tác cứu nạn, cứu hộ của lực lượng phòng cháy và chữa cháy"
    )


@pytest.mark.parametrize(
    ("rows", "subject"),
    [
        (
            ("Về việc thành lập Tổ công tác", "triển khai các dự án"),
            "Về việc thành lập Tổ công tác triển khai các dự án",
        ),
        (("Thành lập Tổ công tác",), None),
        (("Kính gửi: Sở Y tế", "Về việc thành lập Tổ công tác"), None),
        ((), None),
    ],
)
def test_without_its_heading_a_subject_is_known_by_its_words(rows, subject):
    read = fields(sheet_with(*rows, code="Số: 999/QĐ-TTg", body="Căn cứ Luật Tổ chức Chính phủ; " + TEXT))
    assert read["kind"] == "Quyết định"
    assert read.get("subject") == subject


def test_a_page_that_ends_before_a_subject_has_none():
    sheet = Sheet()
    sheet.head(("*SỞ Y TẾ",), "Số: 999/QĐ-SYT", "Hà Nội, ngày 18 tháng 7 năm 2017")
    assert "subject" not in fields(sheet)


@pytest.mark.parametrize(
    ("text", "confidence", "urgency"),
    [
        ("HỎA TỐC lập trong tỉnh;", 0.9, "HỎA TỐC"),
        ("KHẨN Kính gửi: Giám đốc Sở", 0.9, "KHẨN"),
        ("KHẨN TRƯƠNG TRIỂN KHAI CÁC NHIỆM VỤ", 0.9, None),
        ("Khẩn trương triển khai", 0.9, None),
        ("HỎA TỐC lập trong tỉnh;", 1.0, None),
    ],
)
def test_a_stamp_that_was_read_as_the_start_of_a_line(text, confidence, urgency):
    sheet = Sheet()
    sheet.head(("*SỞ Y TẾ",), "Số: 12/SYT-VP", "Mẫu, ngày 5 tháng 6 năm 2025", ("V/v phòng bệnh",))
    sheet.line(text, 90, confidence=confidence)
    assert fields(sheet.down(30).body(2)).get("urgency") == urgency
