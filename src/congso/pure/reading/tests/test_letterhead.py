"""The letterhead cell by cell: which body issues, number and symbol in every form, place, date, V/v."""

import dataclasses

import pytest

from congso.pure.reading import Word, read_pages
from congso.pure.reading.header import find_header, has_title
from congso.pure.reading.tests.documents import decision, letter
from congso.pure.reading.tests.sheets import NATIONAL, Sheet


def fields(sheet):
    return {name: found.value for name, found in read_pages([sheet.page()]).fields.items()}


@pytest.mark.parametrize(
    ("rows", "parent", "issuing"),
    [
        (("*BỘ NỘI VỤ",), None, "BỘ NỘI VỤ"),
        (("UBND TỈNH MẪU", "*SỞ Y TẾ"), "UBND TỈNH MẪU", "SỞ Y TẾ"),
        (("ỦY BAN NHÂN DÂN", "TỈNH MẪU", "*SỞ NỘI VỤ"), "ỦY BAN NHÂN DÂN TỈNH MẪU", "SỞ NỘI VỤ"),
        # All of one weight, as engines and old typewriters give them: words divide.
        (("LIÊN ĐOÀN LAO ĐỘNG", "THÀNH PHỐ MẪU", "CÔNG ĐOÀN GIÁO DỤC"), "LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ MẪU", "CÔNG ĐOÀN GIÁO DỤC"),
        (("*ỦY BAN NHÂN DÂN", "*HUYỆN MẪU"), None, "ỦY BAN NHÂN DÂN HUYỆN MẪU"),
        (("BỘ CÔNG AN", "CỤC CẢNH SÁT", "PHÒNG CHÁY, CHỮA CHÁY"), "BỘ CÔNG AN", "CỤC CẢNH SÁT PHÒNG CHÁY, CHỮA CHÁY"),
        (("ĐOÀN ĐẠI BIỂU QUỐC HỘI VÀ", "HỘI ĐỒNG NHÂN DÂN TỈNH MẪU", "*VĂN PHÒNG"), "ĐOÀN ĐẠI BIỂU QUỐC HỘI VÀ HỘI ĐỒNG NHÂN DÂN TỈNH MẪU", "VĂN PHÒNG"),
        (("*LIÊN ĐOÀN LAO ĐỘNG", "*- SỞ VĂN HÓA"), None, "LIÊN ĐOÀN LAO ĐỘNG - SỞ VĂN HÓA"),
        (("*BỘ Y TẾ -", "*BỘ TÀI CHÍNH"), None, "BỘ Y TẾ - BỘ TÀI CHÍNH"),
        (("*BỘ XÂY DỰNG", "DỰ THẢO"), None, "BỘ XÂY DỰNG"),
        (("ĐẢNG BỘ TỈNH MẪU", "*HUYỆN ỦY TAM SƠN", "*"), "ĐẢNG BỘ TỈNH MẪU", "HUYỆN ỦY TAM SƠN"),
        (("*BỘ Y TẾ", "Người ký: Bộ Y tế"), None, "BỘ Y TẾ"),
        (("*XYZ GROUP",), None, "XYZ GROUP"),
        # A word that heads names may also go on with one.
        (("*HỘI ĐỒNG TUYỂN DỤNG", "*VIÊN CHỨC NĂM 2025"), None, "HỘI ĐỒNG TUYỂN DỤNG VIÊN CHỨC NĂM 2025"),
        (("*CHI CỤC TRỒNG TRỌT VÀ", "*BẢO VỆ THỰC VẬT"), None, "CHI CỤC TRỒNG TRỌT VÀ BẢO VỆ THỰC VẬT"),
        (("*SỞ", "*KHOA HỌC VÀ CÔNG NGHỆ"), None, "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        (("*NGÂN HÀNG", "*NHÀ NƯỚC KHU VỰC 2"), None, "NGÂN HÀNG NHÀ NƯỚC KHU VỰC 2"),
        # Specks that a reader of pictures takes for signs, and words it runs together.
        (("UBND TỈNH MẪU", ". SỞ Y TẾ."), "UBND TỈNH MẪU", "SỞ Y TẾ"),
        (("UBND TỈNH MẪU", "“\"SỞYTẾ."), "UBND TỈNH MẪU", "SỞYTẾ"),
    ],
)  # fmt: skip
def test_parent_and_issuing_body(rows, parent, issuing):
    read = fields(decision(bodies=rows))
    assert (read.get("parent_body"), read["issuing_body"]) == (parent, issuing)


def test_an_unknown_head_of_a_name_is_less_sure():
    known = read_pages([decision().page()]).fields["issuing_body"].confidence
    assert read_pages([decision(bodies=("*XYZ GROUP",)).page()]).fields["issuing_body"].confidence < known


@pytest.mark.parametrize(
    ("code", "number", "symbol"),
    [
        ("Số: 15/QĐ-UBND", "15", "QĐ-UBND"),
        ("Số: 05 / QĐ - UBND", "05", "QĐ-UBND"),
        ("Số: 20/2025/QĐ-UBND", "20", "2025/QĐ-UBND"),
        ("Số 123-QĐ/TU", "123", "QĐ/TU"),
        ("Số: 93 /HD-CĐGD", "93", "HD-CĐGD"),
        ("Số: 15a/TTr-SNV", "15a", "TTr-SNV"),
        ("Số: …/KH-UBND", None, "KH-UBND"),
        ("Số:..../2025/NQ-HĐND", None, "2025/NQ-HĐND"),
        ("Số: /PCCC&CNCH-P6", None, "PCCC&CNCH-P6"),
        ("Nghị quyết số: 198/2025/QH15", "198", "2025/QH15"),
        ("Số: 4321/PCQNam-KT", "4321", "PCQNam-KT"),
        ("Số: 77", "77", None),
        ("Số: 77/", "77", None),
        ("Số ký hiệu: 12/BC-X", "12", "BC-X"),
        ("12/BC-UBND", "12", "BC-UBND"),
        ("Số: 12 QĐ-UBND", "12", "QĐ-UBND"),
        ("Số: ....", None, None),
        ("Số: 749 ⁄QĐ-TTg", "749", "QĐ-TTg"),
        ("Số: 453 ⁄/UBND- KSTTHC", "453", "UBND-KSTTHC"),
    ],
)
def test_number_and_symbol(code, number, symbol):
    read = fields(decision(code=code))
    assert (read.get("number"), read.get("symbol")) == (number, symbol)


def test_a_symbol_that_ends_with_a_joint_goes_on_in_the_next_row():
    sheet = Sheet()
    sheet.columns(("*SỞ VĂN HÓA",), NATIONAL)
    sheet.down(6).columns(("Số: 154/CTPH-LĐLĐ-", "SVH,TT,DL"), ("/Mẫu, ngày 28 tháng 4 năm 2017",))
    sheet.down(20).middle("*CHƯƠNG TRÌNH PHỐI HỢP", "*Xây dựng đời sống văn hóa").body(2)
    read = fields(sheet)
    assert read["symbol"] == "CTPH-LĐLĐ-SVH,TT,DL"
    assert read["kind"] == "Chương trình phối hợp"


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Hà Nội, ngày 05 tháng 01 năm 2026", "Hà Nội", "2026-01-05"),
        ("TP. Hồ Chí Minh, ngày 9 tháng 5 năm 2017", "TP. Hồ Chí Minh", "2017-05-09"),
        ("Hà Nội, ngày      tháng 8 năm 2025", "Hà Nội", None),
        ("Hà Nội, ngày … tháng … năm 2025", "Hà Nội", None),
        ("Hà Nội, ngày 31 tháng 2 năm 2025", "Hà Nội", None),
        ("Hà Nội, ngày 5 tháng 6 năm 20", "Hà Nội", None),
        ("Huế ngày 5/6/2025", "Huế", "2025-06-05"),
        ("..., ngày 5 tháng 6 năm 2025", None, "2025-06-05"),
        ("12, ngày 5 tháng 6 năm 2025", None, "2025-06-05"),
        ("", None, None),
        ("Mẫu, tháng 6 năm 2025", None, None),
    ],
)
def test_place_and_date(line, place, date):
    read = fields(decision(date=line))
    assert (read.get("place"), read.get("date")) == (place, date)


def test_a_sentence_with_a_date_is_no_line_of_place_and_date():
    sheet = Sheet()
    sheet.middle(*NATIONAL).down(10).middle("*BIÊN BẢN", "*Họp xét thi đua").down(8)
    sheet.body(
        2, "Hôm nay, ngày 12 tháng 12 năm 2025, tại hội trường, chúng tôi gồm có những người sau đây họp."
    )
    assert "date" not in fields(sheet)


@pytest.mark.parametrize(
    ("rows", "subject"),
    [
        (("V/v trả lời kiến nghị",), "trả lời kiến nghị"),
        (("V/v: trả lời", "kiến nghị của cử tri"), "trả lời kiến nghị của cử tri"),
        (("Về việc trả lời kiến nghị",), "Về việc trả lời kiến nghị"),
        (("Vv trả lời",), "trả lời"),
        (("v.v trả lời",), "trả lời"),
        (("------", "V/v trả lời"), "trả lời"),
        (("KHẨN", "V/v trả lời"), "trả lời"),
        (("V/v trả lời", "(Hỏa tốc) Kính gửi: Sở Y tế"), "trả lời"),
        (("V⁄% trả lời",), "trả lời"),
        (("Ban hành quy chế",), None),
    ],
)
def test_the_subject_of_a_letter(rows, subject):
    read = fields(letter(about=rows))
    assert read.get("subject") == subject
    assert read["kind"] == "Công văn"


def test_subject_rows_end_where_the_addressees_begin():
    sheet = Sheet()
    sheet.columns(("*SỞ Y TẾ",), NATIONAL)
    sheet.down(6).columns(("Số: 1/SYT-VP", "V/v họp"), ("/Mẫu, ngày 5 tháng 6 năm 2025",))
    sheet.line("Kính gửi: Văn phòng", 120)
    sheet.down(20).body(2)
    read = fields(sheet)
    assert (read["subject"], read["addressees"]) == ("họp", ("Văn phòng",))


def test_both_columns_in_one_line_of_text():
    """The gap between the columns is no wider than between words: the title cuts the line."""
    sheet = Sheet()
    end = sheet.line("BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG", 45, 13)
    sheet.line("*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", end + 4, 13)
    sheet.down().line("*Độc lập - Tự do - Hạnh phúc", end + 40, 13)
    sheet.down(30).line("Số: 12/TTr-BTNMT", 90, 13)
    sheet.line("/Hà Nội, ngày 5 tháng 6 năm 2023", 290, 13)
    sheet.down(40).middle("*TỜ TRÌNH", "*Dự thảo Luật Khoáng sản").body(3)
    read = fields(sheet)
    assert read["issuing_body"] == "BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG"
    assert (read["number"], read["place"], read["date"]) == ("12", "Hà Nội", "2023-06-05")


def test_parts_of_the_date_stand_apart():
    sheet = Sheet()
    sheet.columns(("*BỘ NỘI VỤ",), NATIONAL)
    sheet.down(6)
    sheet.centred("Số: 12/QĐ-BNV", 165)
    for text, x in (("/Hà Nội, ngày", 300), ("/05 tháng", 420), ("/6 năm 2025", 520)):
        sheet.line(text, x, 12)
    sheet.down(30).middle("*QUYẾT ĐỊNH", "*Về việc bổ nhiệm").body(2)
    read = fields(sheet)
    assert (read["place"], read["date"]) == ("Hà Nội", "2025-06-05")


def test_furniture_over_the_letterhead_is_left_out():
    """The gazette prints a page number and its own name over each page."""
    sheet = Sheet(top=40)
    sheet.line("22", 64)
    sheet.line("CÔNG BÁO/Số 1535 + 1536/Ngày 30-12-2024", 163)
    whole = decision()
    sheet.words += [
        Word(w.text, w.x0, w.y0 + 20, w.x1, w.y1 + 20, w.bold, w.italic, w.size) for w in whole.words
    ]
    assert fields(sheet) == fields(whole)


def test_without_a_number_the_name_is_the_run_of_capitals():
    sheet = Sheet()
    sheet.columns(("*BỘ CÔNG THƯƠNG", "----"), NATIONAL)
    sheet.down(6).columns(("",), ("/Hà Nội, ngày 1 tháng 6 năm 2025",)).down(40)
    sheet.middle("*BẢN ĐÁNH GIÁ THỦ TỤC HÀNH CHÍNH, VIỆC PHÂN QUYỀN,", "*PHÂN CẤP TRONG DỰ THẢO LUẬT").body(2)
    read = fields(sheet)
    assert read["issuing_body"] == "BỘ CÔNG THƯƠNG"
    assert read["kind"] == "Bản đánh giá"
    assert read["subject"] == "THỦ TỤC HÀNH CHÍNH, VIỆC PHÂN QUYỀN, PHÂN CẤP TRONG DỰ THẢO LUẬT"
    assert "number" not in read


def test_text_of_the_left_half_below_ends_the_run_of_capitals():
    sheet = Sheet()
    sheet.columns(("*BỘ CÔNG THƯƠNG",), NATIONAL)
    sheet.down(50).line("PHẦN MỘT", 60)
    sheet.down(30).line("lời nói đầu", 60)
    assert fields(sheet)["issuing_body"] == "BỘ CÔNG THƯƠNG"


def test_the_title_of_the_state_opens_a_document():
    assert has_title(decision().page())
    assert not has_title(Sheet().body(3, "Nước CỘNG HÒA và XÃ HỘI là những từ viết hoa trong câu.").page())
    low = Sheet(top=700)
    low.middle(*NATIONAL)
    assert not has_title(low.page())
    left = Sheet()
    left.line("*ĐOÀN TNCS HỒ CHÍ MINH", 60)
    assert not has_title(left.page())
    assert find_header([left.page()]) is None


def test_a_speck_before_the_national_title_or_between_the_columns_is_no_text():
    sheet = decision()
    first = next(at for at, word in enumerate(sheet.words) if word.text == "CỘNG")
    title = sheet.words[first]
    sheet.words[first] = dataclasses.replace(title, text="'CỘNG")
    speck = Word("-", title.x0 - 8, title.y0 + 30, title.x0 - 5, title.y1 + 30)
    sheet.words.append(speck)
    read = fields(sheet)
    assert read["kind"] == "Quyết định"
    assert read["issuing_body"] == "ỦY BAN NHÂN DÂN XÃ TÂN LẬP"


def test_a_judgment_has_its_kind_in_its_number_and_its_date_under_it():
    sheet = Sheet()
    sheet.columns(("*TÒA ÁN NHÂN DÂN", "*KHU VỰC 3 - MẪU"), NATIONAL)
    sheet.down(6).columns(("Bản án số: 15/2025/HS-ST", "Ngày: 12 - 3 - 2025"), ()).down(14).body(3)
    read = fields(sheet)
    assert (read["kind"], read["number"], read["symbol"]) == ("Bản án", "15", "2025/HS-ST")
    assert read["date"] == "2025-03-12"
    assert "place" not in read
