"""Whole documents on sheets, one for each way of writing that the rules must read."""

from congso.pure.reading.tests.sheets import MIDDLE, NATIONAL, TEXT, Sheet


def decision(**changes) -> Sheet:
    """A decision of a commune's chair, on one page."""
    sheet = Sheet()
    sheet.head(
        changes.get("bodies", ("*ỦY BAN NHÂN DÂN", "*XÃ TÂN LẬP")),
        changes.get("code", "Số: 77/QĐ-UBND"),
        changes.get("date", "Tân Lập, ngày 14 tháng 8 năm 2025"),
    )
    sheet.middle("*QUYẾT ĐỊNH", "*Về việc kiện toàn Ban Chỉ huy Phòng thủ dân sự").down(14)
    sheet.middle("*CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TÂN LẬP").down(6)
    sheet.body(2, "Căn cứ Luật Tổ chức chính quyền địa phương; " + TEXT)
    sheet.closing(("- Như Điều 3;", "- Lưu: VT, VP."), ("CHỦ TỊCH",), "Lò Văn Thạo")
    return sheet


def letter(**changes) -> Sheet:
    """An official letter with V/v over two lines and a list of addressees."""
    sheet = Sheet()
    sheet.head(
        ("UBND TỈNH MẪU", "*SỞ Y TẾ"),
        changes.get("code", "Số: 1234/SYT-NVY"),
        "Mẫu, ngày 12 tháng 5 năm 2025",
        changes.get("about", ("V/v tăng cường phòng, chống dịch", "bệnh sốt xuất huyết")),
    )
    sheet.line("Kính gửi:", 170)
    sheet.down(16)
    for text in ("- Giám đốc các bệnh viện;", "- Trung tâm Y tế các huyện, thị xã,", "thành phố."):
        sheet.line(text, 230)
        sheet.down(16)
    sheet.down(6).body(3)
    sheet.closing(
        ("- Như trên;", "- BGĐ Sở (b/c);", "- Lưu: VT, NVY."),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        "Trần Thị Hương",
    )
    return sheet


def party() -> Sheet:
    sheet = Sheet()
    sheet.columns(("TỈNH ỦY MẪU", "*BAN TỔ CHỨC", "*"), ("*ĐẢNG CỘNG SẢN VIỆT NAM",))
    sheet.down(4).columns(("Số 123-QĐ/BTCTU",), ("/Thành phố Hồ Chí Minh, ngày 05 tháng 6 năm 2025",))
    sheet.down(14).middle("*QUYẾT ĐỊNH", "*về việc thành lập Tổ thẩm định", "*-----").down(8)
    sheet.body(2, "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam; " + TEXT)
    sheet.closing(
        ("- Thường trực Tỉnh ủy,", "- Như Điều 3,", "- Lưu Ban Tổ chức."),
        ("T/M BAN TỔ CHỨC", "TRƯỞNG BAN", "(đã ký)"),
        "Hà Đức Minh",
    )
    return sheet


def youth_union() -> Sheet:
    sheet = Sheet()
    sheet.columns(("BCH ĐOÀN TỈNH MẪU", "*BAN THƯỜNG VỤ", "***"), ("*ĐOÀN TNCS HỒ CHÍ MINH",))
    sheet.down(4).columns(("Số: 29-HD/TWĐTN-VP",), ("/Mẫu, ngày 20 tháng 3 năm 2024",))
    sheet.down(14).middle("*HƯỚNG DẪN", "*Thể thức văn bản của Đoàn").down(8).body(2)
    sheet.closing(("- Ban Bí thư;", "- Lưu VP."), ("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), "NGÔ VĂN CƯƠNG")
    return sheet


def joint_circular() -> Sheet:
    """Two ministries: signatures side by side over the recipients, the lead's at the right."""
    sheet = Sheet()
    sheet.head(("*BỘ TÀI CHÍNH - BỘ Y TẾ",), "Số: 12/2015/TTLT-BTC-BYT", "Hà Nội, ngày 2 tháng 02 năm 2015")
    sheet.middle("*THÔNG TƯ LIÊN TỊCH", "*Hướng dẫn thực hiện chính sách bảo hiểm y tế đối với người")
    sheet.middle("*thuộc hộ gia đình cận nghèo").down(10)
    sheet.body(2, "Căn cứ Luật Bảo hiểm y tế; " + TEXT).down(6)
    sheet.columns(
        ("*KT. BỘ TRƯỞNG", "*BỘ Y TẾ", "*THỨ TRƯỞNG", "", "", "", "*Nguyễn Thị Xuyên"),
        ("*KT. BỘ TRƯỞNG", "*BỘ TÀI CHÍNH", "*THỨ TRƯỞNG", "", "", "", "*Trương Chí Trung"),
        size=13,
    )
    sheet.down(30).line("*/Nơi nhận:", 85, 12)
    for text in ("- Văn phòng Trung ương Đảng;", "- Lưu: VT (BTC, BYT)."):
        sheet.down(13).line(text, 85, 11)
    return sheet


def law() -> Sheet:
    """No recipients, no place: the signature ends the text."""
    sheet = Sheet()
    sheet.head(("*QUỐC HỘI",), "Luật số: 55/2024/QH15", "")
    sheet.middle("*LUẬT", "*PHÒNG CHÁY, CHỮA CHÁY").down(10)
    sheet.body(3, "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam; " + TEXT)
    sheet.body(1, "Luật này được Quốc hội khóa XV, kỳ họp thứ 8 thông qua ngày 29 tháng 11 năm 2024.")
    sheet.down(10).centred("*CHỦ TỊCH QUỐC HỘI", 410)
    sheet.down(70).centred("*Trần Thanh Mẫn", 410)
    return sheet


def consolidated() -> Sheet:
    sheet = Sheet()
    sheet.head(("*VĂN PHÒNG QUỐC HỘI",), "Số: 119/VBHN-VPQH", "Hà Nội, ngày 27 tháng 8 năm 2025")
    sheet.middle("*LUẬT", "*PHÁ SẢN").down(10).body(2, "Luật Phá sản số 51/2014/QH13; " + TEXT)
    return sheet


def contract() -> Sheet:
    """No left column: the number stands under the heading."""
    sheet = Sheet()
    sheet.middle(*NATIONAL).down(12).middle("*HỢP ĐỒNG LAO ĐỘNG", "Số: 15/HĐLĐ-SNV").down(8)
    sheet.body(2, "Hôm nay, ngày 12 tháng 12 năm 2025, tại trụ sở, " + TEXT)
    sheet.columns(("*ĐẠI DIỆN BÊN B",), ("*ĐẠI DIỆN BÊN A", "*GIÁM ĐỐC"))
    sheet.down(50).columns(("*Lê Thị Mai",), ("*Trần Quốc Việt",))
    return sheet


def table_of_contents() -> Sheet:
    sheet = Sheet(0)
    sheet.centred("*MỤC LỤC", MIDDLE)
    sheet.down(30)
    for at in range(1, 9):
        sheet.line(f"Phần {at}. Những quy định chung ........................ {at}", 85)
        sheet.down(20)
    return sheet
