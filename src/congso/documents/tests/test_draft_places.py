"""Places for number, date and signature on a page that was made elsewhere."""

from datetime import date

import pytest

from congso.documents import draft_pages
from congso.files.testing import blank_pdf, text_pdf
from congso.pure import layout

PAGE = {
    "kind_code": "BC", "parent_body": ("UBND TỈNH MẪU",), "issuing_body": ("SỞ NỘI VỤ",), "symbol": "BC-SNV",
    "place": "Mẫu", "subject": "Tình hình", "body": (layout.text_paragraph("Đến ngày 31 tháng 10 năm 2026 có 6 xã."),),
    "signature_blocks": (layout.SignatureBlock(("GIÁM ĐỐC",), "Vũ Đình Khoát"),),
}  # fmt: skip


def test_blanks_of_a_page_like_ours_are_found_where_they_are():
    rendered = layout.render_document(layout.OfficialDocument(**PAGE))
    found = draft_pages.with_places(rendered.pdf, "Vũ Đình Khoát")
    assert found.pages == 1
    for name in ("number", "date_day", "date_month", "date_year", "signature", "seal"):
        want, got = rendered.anchors[name], found.anchors[name]
        assert got.page == want.page
        assert got.x0 == pytest.approx(want.x0, abs=4)
        assert got.y0 == pytest.approx(want.y0, abs=4)
        assert got.height == pytest.approx(want.height, abs=1)


def test_what_is_printed_already_gets_no_place():
    page = layout.OfficialDocument(**PAGE, number="05", date=date(2026, 2, 1))
    found = draft_pages.with_places(layout.render_document(page).pdf, "Người khác").anchors
    assert set(found) == {"signature", "seal"}


@pytest.mark.parametrize("pdf", [blank_pdf(), text_pdf("Một trang chữ không có chỗ trống")])
def test_a_page_without_the_words_gets_the_decrees_places(pdf):
    found = draft_pages.with_places(pdf, "").anchors
    assert set(found) == {"number", "date_day", "date_month", "date_year", "signature", "seal"}
    assert all(box.width > 0 and box.height > 0 for box in found.values())


def test_a_label_without_a_stroke_and_a_date_without_a_month():
    found = draft_pages.with_places(text_pdf("Số: \nMẫu, ngày"), "").anchors
    assert found["number"].width == pytest.approx(33, abs=1)
    assert "date_day" in found


def test_a_label_in_the_middle_of_the_text_is_no_number():
    body = tuple(layout.text_paragraph(f"Dòng {n} dài đến cuối trang.") for n in range(25))
    last = (layout.text_paragraph("Số: theo sổ, ngày 1 tháng 2 năm 2026."),)
    page = layout.render_document(layout.OfficialDocument(**{**PAGE, "body": body + last, "symbol": ""}))
    assert draft_pages.with_places(page.pdf, "").anchors["number"].y0 > 700
