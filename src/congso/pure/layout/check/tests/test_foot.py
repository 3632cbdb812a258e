"""Căn cứ, signature blocks and recipients, found where pages are not like the pattern."""

import pytest

from congso.pure.kinds import kind_named
from congso.pure.layout.check.foot import find_foot, is_office
from congso.pure.layout.check.head import Head
from congso.pure.layout.check.tests.lines import cell, docx, line, pdf


def foot_of(*lines, kind="Quyết định", pages=1):
    paper = pdf(*lines, pages=pages) if lines[0].spot else docx(*lines)
    return find_foot(paper, Head(kind=kind_named(kind)))


BODY = [
    line(f"Điều {number}. Nội dung của điều này.", 85, 100 + 20 * number, width=450) for number in range(4)
]


def test_recipients_of_a_pdf_stop_where_the_list_stops():
    foot = foot_of(
        *BODY, line("Nơi nhận:", 85, 300, size=12), line("TM. ỦY BAN NHÂN DÂN", 340, 300, bold=True),
        line("- Như Điều 3;", 85, 314, size=11), line("CHỦ TỊCH", 380, 316, bold=True),
        line("- Văn phòng Chính phủ và các bộ,", 85, 327, size=11), line("ngành trung ương;", 90, 340, size=11),
        line("- Lưu: VT.", 85, 353, size=11), line("PL.300", 85, 366, size=11), line("Trần Văn Bình", 370, 420, bold=True),
    )  # fmt: skip
    assert [item.text for item in foot.recipients] == [
        "- Như Điều 3;", "- Văn phòng Chính phủ và các bộ, ngành trung ương;", "- Lưu: VT.",
    ]  # fmt: skip
    assert [[item.text for item in block] for block in foot.blocks] == [["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]]
    assert [item.text for item in foot.names] == ["Trần Văn Bình"]
    assert len(foot.body) == 4


def test_recipients_go_over_the_end_of_a_page():
    foot = foot_of(
        *BODY, line("Nơi nhận:", 85, 740, size=12), line("- Như trên;", 85, 754, size=11),
        line("- Bộ Nội vụ;", 85, 60, size=11, page=1), line("- Lưu: VT", 85, 73, size=11, page=1),
        line("Phụ lục kèm theo văn bản", 85, 200, page=1), pages=2,
    )  # fmt: skip
    assert [item.text for item in foot.recipients] == ["- Như trên;", "- Bộ Nội vụ;", "- Lưu: VT"]


def test_recipients_that_begin_on_the_line_of_the_label():
    foot = foot_of(cell("Điều 1."), cell("Nơi nhận: - Như trên;", "left"), cell("- Lưu: VT.", "left"))
    assert [item.text for item in foot.recipients] == ["Nơi nhận: - Như trên;", "- Lưu: VT."]


def test_recipients_of_a_word_file_without_a_table():
    foot = foot_of(
        cell("Điều 1."), cell("Nơi nhận:"), cell("- Như trên;"), cell("- Lưu: VT"), cell("PHỤ LỤC"), cell("- Không phải"),
    )  # fmt: skip
    assert [item.text for item in foot.recipients] == ["- Như trên;", "- Lưu: VT"]
    none = foot_of(cell("Điều 1."), cell("Nơi nhận:"), cell("Phụ lục"))
    assert none.recipients == ()


def test_two_signers_stand_in_two_columns():
    foot = foot_of(
        *BODY, line("GIÁM ĐỐC", 100, 300, bold=True), line("CHỦ TỊCH", 380, 300, bold=True),
        line("Nguyễn Văn Lên", 100, 400, bold=True), line("Nguyễn Thiện Phú", 370, 400, bold=True),
        line("Nơi nhận:", 85, 430, size=12), line("- Lưu: VT.", 85, 444, size=11),
    )  # fmt: skip
    assert [block[0].text for block in foot.blocks] == ["GIÁM ĐỐC", "CHỦ TỊCH"]
    assert [item.text for item in foot.names] == ["Nguyễn Văn Lên", "Nguyễn Thiện Phú"]


def test_a_block_far_over_the_list_and_one_on_the_next_page():
    foot = foot_of(
        *BODY, line("KT. GIÁM ĐỐC", 360, 560, bold=True), line("PHÓ GIÁM ĐỐC", 360, 576, bold=True),
        line("Nơi nhận:", 85, 700, size=12), line("- Lưu: VT.", 85, 714, size=11),
        line("Đại tá Nguyễn Thanh Điệp", 350, 100, bold=True, page=1), pages=2,
    )  # fmt: skip
    assert [item.text for item in foot.blocks[0]] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert [item.text for item in foot.names] == ["Đại tá Nguyễn Thanh Điệp"]


def test_without_a_list_the_block_is_looked_for_in_the_second_half():
    foot = foot_of(
        *BODY, line("CHỦ TỊCH QUỐC HỘI", 360, 500, bold=True), line("Trần Thanh Mẫn", 360, 600, bold=True)
    )
    assert [item.text for item in foot.blocks[0]] == ["CHỦ TỊCH QUỐC HỘI"]
    assert foot.label is None


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("KT. CHỦ TỊCH", True), ("PHÓ CHỦ TỊCH", True), ("KT. Chủ tịch", True), ("TM. Ủy ban nhân dân", True),
        ("Chủ tịch đã ký", False), ("TRẦN VĂN BÌNH", False), ("TL. như sau", False), ("", False),
    ],
)  # fmt: skip
def test_what_names_an_office(text, office):
    assert is_office(text) is office


LAW = "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;"


def test_bases_of_a_pdf_are_put_together_from_their_lines():
    foot = foot_of(
        line("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16", 121, 100, width=410), line("tháng 6 năm 2025;", 85, 118),
        line("Căn cứ Nghị định số 30/2020/NĐ-CP", 85, 136, width=440), line("của Chính phủ;", 85, 60, page=1),
        line("Theo đề nghị của Giám đốc Sở Nội vụ.", 121, 80, page=1), line("QUYẾT ĐỊNH:", 260, 120, page=1), pages=2,
    )  # fmt: skip
    assert [base.text for base in foot.bases] == [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ;",
        "Theo đề nghị của Giám đốc Sở Nội vụ.",
    ]


@pytest.mark.parametrize(
    ("kind", "texts", "count"),
    [
        ("Quyết định", [LAW, "Xét Tờ trình số 5/TTr-SNV,", "Ủy ban quyết định"], 2),
        ("Quyết định", [LAW.replace(";", "."), "Thực hiện chỉ đạo của tỉnh."], 1),
        ("Quyết định", ["Nội dung", "Điều 1."], 0),
        ("Kế hoạch", [LAW.replace(";", "."), "Sở báo cáo."], 0),
        ("Kế hoạch", [LAW, LAW, "Sở báo cáo."], 2),
        ("Kế hoạch", ["Căn cứ Luật Lưu trữ, Sở báo cáo như sau:", "1. Kết quả"], 0),
    ],
)
def test_which_paragraphs_are_bases(kind, texts, count):
    assert len(foot_of(*(cell(text) for text in texts), kind=kind).bases) == count


def test_bases_in_italics_are_bases_in_every_kind():
    assert len(foot_of(cell(LAW, italic=True), cell("Sở báo cáo."), kind="Kế hoạch").bases) == 1


def test_what_a_signature_draws_ends_the_bases():
    stamped = line("Ký bởi", 121, 118)
    stamped = type(stamped)(stamped.spans, stamped.spot, stamp=True)
    assert len(foot_of(line(LAW, 121, 100), stamped, line(LAW, 121, 136)).bases) == 1


def test_a_base_may_follow_on_the_next_page():
    foot = foot_of(line("Căn cứ Luật Lưu trữ", 121, 740), line("Căn cứ Luật khác;", 85, 60, page=1), pages=2)
    assert len(foot.bases) == 2


def test_the_line_that_says_who_decides_is_no_signature():
    foot = foot_of(
        line("GIÁM ĐỐC SỞ NỘI VỤ", 237, 250, width=150, bold=True), *BODY[:1],
        line("Nơi nhận:", 85, 300, size=12), line("KT. GIÁM ĐỐC", 358, 300, bold=True), line("- Lưu: VT.", 85, 314, size=11),
    )  # fmt: skip
    assert [[item.text for item in block] for block in foot.blocks] == [["KT. GIÁM ĐỐC"]]
    centred = foot_of(
        cell("GIÁM ĐỐC SỞ NỘI VỤ", "center"), cell("Nơi nhận:", "left"), cell("- Lưu: VT.", "left")
    )
    assert centred.blocks == ()
