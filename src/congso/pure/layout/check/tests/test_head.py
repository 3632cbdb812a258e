"""The parts of a head, found in heads that are not like the pattern."""

import pytest

from congso.pure.layout.check.head import find_head
from congso.pure.layout.check.tests.lines import cell, docx, line, pdf

NATIONAL, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DAY = "Mẫu, ngày 03 tháng 02 năm 2026"


def right_head():
    return [
        line("SỞ NỘI VỤ", 120, 60, bold=True), line(NATIONAL, 282, 60, width=250, bold=True),
        line(MOTTO, 330, 76, width=160, bold=True), line("Số: 05/SNV-VP", 120, 106), line(DAY, 330, 106, width=170, italic=True),
        line("V/v lưu trữ", 120, 122, size=12), line("Kính gửi: Các sở", 200, 180), line("Nội dung công văn.", 85, 220, width=450),
    ]  # fmt: skip


def test_nothing_is_found_where_there_is_no_head():
    head = find_head(pdf(line("Danh sách lớp"), line("Nguyễn Văn A", 85, 130)))
    assert (head.national, head.kind, head.end) == (None, None, 0)


def test_the_columns_of_a_letter():
    head = find_head(pdf(*right_head()))
    assert head.kind is not None
    assert [item.text for item in (*head.bodies, head.number, head.date, *head.about, head.addressees)] == [
        "SỞ NỘI VỤ", "Số: 05/SNV-VP", DAY, "V/v lưu trữ", "Kính gửi: Các sở",
    ]  # fmt: skip
    assert head.kind.code == "cong_van"
    assert head.end == 6


def test_two_columns_drawn_as_one_line_are_cut():
    joined = [
        line(f"BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG {NATIONAL}", 50, 60, width=480, bold=True),
        line(f"VỤ PHÁP CHẾ {MOTTO}", 90, 76, width=400, bold=True), line("Số: 05/BC-VPC", 120, 106),
        line("BÁO CÁO", 270, 150, width=60, bold=True), line("Kết quả năm", 230, 168, width=140, bold=True),
        line("Thực hiện chỉ đạo", 120, 210, width=400),
    ]  # fmt: skip
    head = find_head(pdf(*joined))
    assert head.national is not None
    assert (head.national.text, head.national.at.x0 > 200) == (NATIONAL, True)
    assert [item.text for item in head.bodies] == ["BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "VỤ PHÁP CHẾ"]
    assert head.title is not None
    assert (head.title.text, head.subject[0].text, head.end) == ("BÁO CÁO", "Kết quả năm", 5)


def test_what_signatures_draw_is_no_name_of_a_body():
    lines = right_head()
    lines.insert(3, line("của Sở", 210, 107))
    stamp = line("Cơ quan: VĂN PHÒNG", 90, 20, size=8)
    head = find_head(pdf(stamp, line("Thời gian ký: 08.01.2025 10:04", 300, 40, size=8), *lines))
    assert [item.text for item in head.bodies] == ["SỞ NỘI VỤ"]
    assert head.date is not None
    assert head.date.text == DAY


def test_a_date_over_the_title_is_the_gazettes():
    head = find_head(pdf(line("CÔNG BÁO/Số 12/Ngày 30-12-2024", 100, 40), *right_head()))
    assert head.date is not None
    assert head.date.text == DAY


def test_a_long_place_takes_a_line_of_its_own():
    lines = [item for item in right_head() if item.text != DAY]
    lines += [line("Thành phố Hồ Chí Minh,", 340, 106), line("ngày 03 tháng 02 năm 2026", 340, 122)]
    head = find_head(pdf(*sorted(lines, key=lambda item: item.at.y0)))
    assert head.date is not None
    assert head.date.text == "Thành phố Hồ Chí Minh, ngày 03 tháng 02 năm 2026"


def test_the_date_may_stand_at_the_left_and_the_subject_away():
    moved = [item for item in right_head() if not item.text.startswith(("V/v", "Mẫu"))]
    moved[4:4] = [line(DAY, 100, 122, width=160), line("V/v lưu trữ", 340, 140), line("Nhân dân", 340, 150)]
    head = find_head(pdf(*moved))
    assert head.date is not None
    assert head.stray_about is not None
    assert (head.date.text, head.about) == (DAY, ())


def test_a_subject_in_the_middle_is_astray():
    moved = [item for item in right_head() if not item.text.startswith("V/v")]
    moved.insert(5, line("V/v lưu trữ", 230, 140, width=80))
    moved.insert(6, line("của tỉnh", 230, 155, width=80))
    head = find_head(pdf(*moved))
    assert head.stray_about is not None
    assert head.about == ()


@pytest.mark.parametrize(
    ("first", "party"),
    [("ĐẢNG CỘNG SẢN VIỆT NAM", True), (MOTTO, False), ("Số: 15/BC-SNV", False)],
)
def test_a_head_may_lack_the_national_title(first, party):
    lines = [line("SỞ NỘI VỤ", 120, 60), line(DAY, 330, 106)]
    lines.insert(1, line(first, 120, 80) if "Số" in first else line(first, 330, 62, width=170))
    head = find_head(pdf(*lines, line("BÁO CÁO", 270, 140, width=60, bold=True)))
    assert (head.party is not None) is party
    assert head.national is None
    assert [item.text for item in head.bodies] == ["SỞ NỘI VỤ"]
    assert head.date is not None


def test_the_head_of_a_later_page_after_a_cover():
    head = find_head(pdf(line("MỤC LỤC"), *(
        line(item.text, item.at.x0, item.at.y0, width=item.at.x1 - item.at.x0, page=1) for item in right_head()
    ), line("Trang sau", page=2), pages=3))  # fmt: skip
    assert (head.page, len(head.about)) == (1, 1)


def test_a_head_that_fills_its_page_ends_with_it():
    lines = right_head()[:5]
    head = find_head(pdf(*lines))
    assert head.end == 5
    assert head.kind is None
    ended = find_head(pdf(*lines, line("Trang hai", page=1), pages=2))
    assert ended.end == 5


def test_a_title_across_the_columns_that_no_list_knows():
    head = find_head(pdf(
        *right_head()[:5], line("BẢN ĐÁNH GIÁ THỦ TỤC HÀNH CHÍNH", 180, 140, width=260, bold=True),
        line("VÀ VIỆC PHÂN QUYỀN", 220, 156, width=180, bold=True), line("Thực hiện", 120, 200, width=400),
    ))  # fmt: skip
    assert head.kind is not None
    assert (head.kind.ordinal, head.kind.name) == (0, "Bản đánh giá thủ tục hành chính")


@pytest.mark.parametrize(
    ("below", "subject"),
    [
        ([("Về việc lưu trữ", False), ("Căn cứ Luật", False)], ["Về việc lưu trữ"]),
        ([("DỰ THẢO 2", True), ("Kết quả", True), ("CHỦ TỊCH TỈNH", True)], ["Kết quả"]),
        ([("Thực hiện nghị quyết", False)], []),
        ([("Đoạn đầu không đậm", False)], []),
        ([("-----", False)], []),
        ([("Kết quả", True), ("không đậm", False)], ["Kết quả"]),
    ],
)
def test_the_subject_under_a_title(below, subject):
    lines = [*right_head()[:5], line("BÁO CÁO", 270, 140, width=60, bold=True)]
    lines += [line(text, 200, 160 + 20 * row, width=200, bold=bold) for row, (text, bold) in enumerate(below)]
    assert [item.text for item in find_head(pdf(*lines)).subject] == subject


def test_a_long_paragraph_ends_the_search_for_a_title():
    head = find_head(pdf(*right_head()[:5], line("x" * 300, 85, 200, width=450), line("BÁO CÁO", 85, 230)))
    assert head.title is None
    assert head.kind is None


def test_word_heads_with_a_table_with_tabs_and_without():
    table = find_head(docx(
        cell("SỞ NỘI VỤ", "left"), cell("Số: 05/BC-SNV", "left"), cell("DỰ THẢO", "left"), cell(NATIONAL, "right"),
        cell(MOTTO, "right"), cell(DAY, "right"), cell("BÁO CÁO", "center", bold=True), cell("Kết quả", "center", bold=True),
    ))  # fmt: skip
    assert table.kind is not None
    assert (table.kind.code, len(table.bodies), table.end) == ("bao_cao", 1, 8)
    plain = find_head(docx(
        cell(NATIONAL, "center"), cell(MOTTO, "center"), cell("SỞ NỘI VỤ"), cell("Số: 05/SNV-VP"), cell(DAY),
        cell("DỰ THẢO", "center"), cell("Kính gửi: Các sở"),
    ))  # fmt: skip
    assert plain.date is not None
    assert plain.number is not None
    assert [item.text for item in plain.bodies] == ["SỞ NỘI VỤ"]


def test_a_subject_under_the_table_of_a_word_head_is_astray():
    head = find_head(docx(
        cell("SỞ NỘI VỤ", "left"), cell("Số: 05/SNV-VP", "left"), cell(NATIONAL, "right"), cell("V/v lưu trữ", "center"),
        cell("Kính gửi: Các sở"),
    ))  # fmt: skip
    assert head.stray_about is not None
    assert head.about == ()


def test_a_word_file_of_head_lines_only():
    head = find_head(
        docx(cell(NATIONAL, "right"), cell(MOTTO, "right"), cell("ĐẢNG CỘNG SẢN VIỆT NAM", "right"))
    )
    assert head.end == 3
    many = [cell(f"dòng {number}") for number in range(14)]
    assert find_head(docx(cell(NATIONAL, "right"), *many)).end == 13


def test_the_kind_of_a_paper_without_title_is_read_from_its_symbol():
    head = find_head(
        docx(cell("SỞ", "left"), cell("Số: 05/QĐ-SNV", "left"), cell(NATIONAL, "right"), cell("x" * 200))
    )
    assert head.kind is not None
    assert head.kind.code == "quyet_dinh"
