"""Signature block and recipients: forms, titles, names, lists, and blocks cut by the foot of a page."""

import pytest

from congso.pure.reading import Page, Word, page_of_words, read_pages
from congso.pure.reading.closing import closing_on, find_closing, goes_on, read_closing
from congso.pure.reading.tests.documents import decision, law
from congso.pure.reading.tests.sheets import MIDDLE, RIGHT_MIDDLE, Sheet

RECEIVERS = ("- Như trên;", "- Lưu: VT.")


def closed(signature, name, receivers=RECEIVERS):
    return Sheet().body(3).closing(receivers, signature, name)


def fields(*sheets):
    pages = [sheet if isinstance(sheet, Page) else sheet.page() for sheet in sheets]
    closing = find_closing(pages)
    return {} if closing is None else {name: one.value for name, one in read_closing(closing).items()}


@pytest.mark.parametrize(
    ("lines", "form", "title"),
    [
        (("GIÁM ĐỐC",), None, "GIÁM ĐỐC"),
        (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (("TM. ĐOÀN ĐẠI BIỂU QUỐC HỘI", "TỈNH MẪU", "TRƯỞNG ĐOÀN"), "TM. ĐOÀN ĐẠI BIỂU QUỐC HỘI TỈNH MẪU", "TRƯỞNG ĐOÀN"),
        (("TL. BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ PHÁP CHẾ", "VÀ THANH TRA"), "TL. BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ PHÁP CHẾ VÀ THANH TRA"),
        (("TUQ. THỦ TƯỚNG", "BỘ TRƯỞNG BỘ Y TẾ"), "TUQ. THỦ TƯỚNG", "BỘ TRƯỞNG BỘ Y TẾ"),
        (("Q. VIỆN TRƯỞNG",), "Q. VIỆN TRƯỞNG", None),
        (("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "TM. BAN THƯỜNG VỤ", "BÍ THƯ"),
        (("TM BAN CHẤP HÀNH", "CHỦ TỊCH"), "TM. BAN CHẤP HÀNH", "CHỦ TỊCH"),
        (("KT, GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        (("Giám đốc",), None, "Giám đốc"),
    ],
)  # fmt: skip
def test_form_and_title(lines, form, title):
    read = fields(closed(lines, "Trần Văn An"))
    assert (read.get("signing_form"), read.get("signer_title")) == (form, title)
    assert read["signer_name"] == "Trần Văn An"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Nguyễn Thị Kim Ngân", "Nguyễn Thị Kim Ngân"),
        ("Đại tá Nguyễn Thanh Điệp", "Nguyễn Thanh Điệp"),
        ("PGS.TS. Lê Văn Bình", "Lê Văn Bình"),
        ("Thượng tá, ThS. Vũ Văn Bé", "Vũ Văn Bé"),
        ("Y Thanh Hà Niê Kđăm", "Y Thanh Hà Niê Kđăm"),
        ("Ksor H’Bơ Khắp", "Ksor H’Bơ Khắp"),
        ("Trương Chí Trung", "Trương Chí Trung"),
        ("TRƯƠNG CHÍ TRUNG", "Trương Chí Trung"),
        ("(đã ký) Trần Văn Sơn", "Trần Văn Sơn"),
        ("Zơrâm Tuấn", "Zơrâm Tuấn"),
        ("Nguyễn Văn A", None),
        ("(Ký tên, đóng dấu)", None),
        ("Đã Ký Tên", None),
        ("Chủ Tịch Hội", None),
        ("ABCD EFGH", None),
        ("một hai ba", None),
        ("Vinh", None),
    ],
)
def test_names(written, name):
    assert fields(closed(("CHỦ TỊCH",), written)).get("signer_name") == name


def test_an_unknown_surname_is_less_sure():
    pages = [decision().page(), closed(("CHỦ TỊCH",), "Zơrâm Tuấn").page()]
    known = read_closing(find_closing(pages[:1]))["signer_name"].confidence
    assert read_closing(find_closing(pages[1:]))["signer_name"].confidence < known


def test_words_of_an_electronic_signature_stand_between():
    sheet = closed(("GIÁM ĐỐC", "(Đã ký)"), "")
    sheet.y -= 20
    for text in ("Người ký: Sở Y tế", "Thời gian ký: 12.05.2025", "-----", "Đại tá"):
        sheet.down(12).centred(text, RIGHT_MIDDLE, 8)
    sheet.down(14).centred("*Trần Thị Hương", RIGHT_MIDDLE)
    assert fields(sheet)["signer_name"] == "Trần Thị Hương"


def test_running_text_under_a_title_is_no_name():
    sheet = closed(("GIÁM ĐỐC",), "")
    sheet.centred("đề nghị các đơn vị", RIGHT_MIDDLE)
    assert "signer_name" not in fields(sheet)


def test_a_name_too_far_below_is_not_taken():
    sheet = closed(("GIÁM ĐỐC",), "")
    sheet.down(200).centred("*Trần Thị Hương", RIGHT_MIDDLE)
    assert "signer_name" not in fields(sheet)


def test_a_signature_without_recipients_ends_the_text():
    assert fields(law())["signer_name"] == "Trần Thanh Mẫn"


def test_examples_inside_a_text_are_no_signatures():
    sheet = Sheet().body(1)
    sheet.centred("*KT. TRƯỞNG BAN", RIGHT_MIDDLE)
    sheet.down(15).centred("*PHÓ TRƯỞNG BAN", RIGHT_MIDDLE)
    sheet.down(30).centred("*Lê Văn Cường", RIGHT_MIDDLE)
    assert fields(sheet.down(20).body(1)) == {}


def test_headings_of_the_body_are_no_signatures():
    sheet = Sheet().body(1)
    sheet.middle("*TRƯỞNG PHÒNG VÀ NHỮNG NGƯỜI ĐỨNG ĐẦU CÁC ĐƠN VỊ TRỰC THUỘC SỞ Y TẾ")
    sheet.line("*CHỦ TỊCH", 60)
    sheet.down().centred("*GIÁM ĐỐC", MIDDLE + 60)
    assert fields(sheet.down().body(1)) == {}


def test_a_title_alone_counts_only_beside_the_recipients():
    read = fields(closed(("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), ""))
    assert (read["signing_form"], read["signer_title"]) == ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")
    assert "signer_name" not in read
    bare = Sheet().body(3)
    bare.centred("*THỨ TRƯỞNG", RIGHT_MIDDLE)
    assert fields(bare) == {}


def test_recipients_alone():
    assert fields(closed((), "")) == {"recipients": ("Như trên", "Lưu: VT")}


@pytest.mark.parametrize(
    ("receivers", "items"),
    [
        (("- Như trên;", "- Các sở, ban, ngành,", "đoàn thể tỉnh;", "- Lưu: VT (2)."), ("Như trên", "Các sở, ban, ngành, đoàn thể tỉnh", "Lưu: VT (2)")),
        (("Như trên;", "Sở Y tế;", "Lưu: VT."), ("Như trên", "Sở Y tế", "Lưu: VT")),
        (("-----", "- Như trên;", "- Lưu: VT."), ("Như trên", "Lưu: VT")),
        ((), None),
    ],
)  # fmt: skip
def test_the_list_of_recipients(receivers, items):
    assert fields(closed(("GIÁM ĐỐC",), "Trần Văn An", receivers)).get("recipients") == items


def test_the_list_may_begin_on_the_line_of_its_label():
    sheet = Sheet(top=300).body(2)
    sheet.line("Nơi nhận: - Như trên;", 85, 12)
    sheet.down(13).line("- Lưu: VT.", 85, 11)
    assert fields(sheet)["recipients"] == ("Như trên", "Lưu: VT")


def test_footnotes_and_running_text_end_the_list():
    sheet = closed(("GIÁM ĐỐC",), "Trần Văn An", ("- Như trên;",))
    sheet.y = 780
    sheet.line("44 Ý kiến của Ủy ban.", 85, 11)
    assert fields(sheet)["recipients"] == ("Như trên",)
    run_on = Sheet(top=300).body(1)
    run_on.line("Nơi nhận:", 85, 12)
    run_on.down(13).line("- Như trên;", 85, 12)
    run_on.down(13).body(2)
    assert fields(run_on)["recipients"] == ("Như trên",)


def test_lists_in_two_columns():
    sheet = Sheet(top=300).body(2)
    sheet.line("Nơi nhận:", 85, 12)
    for left, right in (("- Sở A;", "- Sở D;"), ("- Sở B và", "- Sở E;"), ("trung tâm C;", "- Lưu: VT.")):
        sheet.down(13).line(left, 85, 11)
        sheet.line(right, 230, 11)
    assert fields(sheet)["recipients"] == ("Sở A", "Sở B và trung tâm C", "Sở D", "Sở E", "Lưu: VT")


def test_notes_left_of_the_list_are_left_out():
    sheet = closed(("GIÁM ĐỐC",), "Trần Văn An")
    sheet.y = 300
    page = page_of_words(0, 595, 842, [*sheet.words, Word("x", 2, 330, 8, 340)])
    assert fields(page)["recipients"] == ("Như trên", "Lưu: VT")


def at_the_foot():
    """A closing whose list and signature run into the next page."""
    sheet = Sheet(top=690)
    sheet.closing(
        ("- Văn phòng Trung ương;", "- Quốc hội;", "- Chính phủ;"), ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), ""
    )
    return sheet


def over_the_page(*rest):
    sheet = Sheet(1, top=40)
    sheet.centred("2", MIDDLE)
    sheet.down(20)
    for text in rest:
        sheet.line(text, 85, 11)
        sheet.down(13)
    sheet.y -= 13
    sheet.centred("*Vũ Thị Mai", RIGHT_MIDDLE)
    return sheet


def test_a_closing_cut_by_the_foot_of_the_page_is_put_together():
    pages = [at_the_foot().page(), over_the_page("- Kiểm toán nhà nước;", "- Lưu: VT.").page()]
    read = read_closing(find_closing(pages))
    assert read["recipients"].value == (
        "Văn phòng Trung ương",
        "Quốc hội",
        "Chính phủ",
        "Kiểm toán nhà nước",
        "Lưu: VT",
    )
    assert read["signer_name"].value == "Vũ Thị Mai"
    assert (read["signing_form"].box.page, read["recipients"].box.page, read["signer_name"].box.page) == (
        0,
        0,
        1,
    )
    assert 60 < read["signer_name"].box.y0 < 100
    assert read["recipients"].box.y1 < 842


@pytest.mark.parametrize("after", [Sheet(1), Sheet(2)])
def test_nothing_to_put_together(after):
    assert "signer_name" not in fields(at_the_foot(), after)


def test_a_list_that_ends_with_the_archive_is_whole():
    sheet = Sheet(top=690)
    sheet.closing(("- Như trên;", "- Lưu: VT."), ("GIÁM ĐỐC",), "Trần Văn An")
    assert not goes_on(closing_on(sheet.page()))
    cut = Sheet(top=690)
    cut.closing(("- Bộ Y tế;",) * 6, ("GIÁM ĐỐC",), "Trần Văn An")
    assert goes_on(closing_on(cut.page()))


def test_the_first_whole_closing_wins():
    unsigned = Sheet().body(2).closing(RECEIVERS, ("GIÁM ĐỐC",), "")
    unsigned.body(8)
    whole = closed(("CHỦ TỊCH",), "Trần Văn An")
    whole.index = 3
    assert fields(unsigned, whole)["signer_name"] == "Trần Văn An"
    assert fields(whole, closed(("CHỦ TỊCH",), "Lê Thị Bình"))["signer_name"] == "Trần Văn An"


def test_a_closing_with_recipients_is_better_than_one_without():
    sheet = law()
    later = closed((), "")
    later.index = 5
    assert "recipients" in fields(sheet, later)
    assert fields(sheet, Sheet(4).body(2))["signer_name"] == "Trần Thanh Mẫn"
    other = Sheet(4).body(3)
    other.centred("*GIÁM ĐỐC", 410)
    other.down(60).centred("*Lê Thị Bình", 410)
    assert fields(sheet, other)["signer_name"] == "Trần Thanh Mẫn"


def test_the_next_letterhead_ends_the_search():
    opening = law()
    attached = decision()
    attached.index = 4
    assert fields(opening, attached)["signer_name"] == "Trần Thanh Mẫn"


def test_nothing_in_the_upper_quarter_of_the_opening_page_counts():
    sheet = Sheet(top=60)
    sheet.closing(RECEIVERS, ("GIÁM ĐỐC",), "")
    assert closing_on(sheet.page(), opening=True) is None
    assert closing_on(sheet.page()) is not None
    assert find_closing([Page(0, 595, 842, ())]) is None


@pytest.mark.parametrize(
    ("text", "said"), [("Nơi nhận", True), ("Nơi nhận hồ sơ tại bộ phận một cửa", False)]
)
def test_the_label_of_recipients(text, said):
    sheet = Sheet(top=300).body(2)
    sheet.line(text, 85, 12)
    sheet.down(13).line("- Như trên;", 85, 11)
    assert ("recipients" in fields(sheet)) is said


def test_a_label_in_the_right_half_is_none():
    sheet = Sheet().body(1)
    sheet.line("Nơi nhận:", 400)
    assert fields(sheet) == {}


def test_a_stamp_that_no_rule_knows_lowers_nothing():
    reading = read_pages([decision().page()])
    assert reading.fields["recipients"].confidence == pytest.approx(0.94)
