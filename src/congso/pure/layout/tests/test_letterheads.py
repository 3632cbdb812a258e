"""Letterheads of the regimes: what stands where, in millimetres; the checker recognises each page as its own."""

import pytest

from congso.pure import kinds
from congso.pure.layout import KINDS, LETTERHEADS, SubmissionSlip, render_document, render_submission_slip
from congso.pure.layout.check import check
from congso.pure.layout.copies import TrueCopy, copy_excerpt
from congso.pure.layout.model import SignatureBlock, text_paragraph
from congso.pure.layout.tests.helpers import MM, ink, line, text_of

LEFT, RIGHT = 30 * MM, 190 * MM
NEAR = 2.0


def near(value):
    return pytest.approx(value, abs=NEAR)


def test_one_table_of_kinds_feeds_the_other():
    assert [(kind.ordinal, kind.name, kind.abbreviation) for kind in KINDS] == [
        (kind.ordinal, kind.name, kind.abbreviation) for kind in kinds.KINDS
    ]
    assert [kind.code for kind in KINDS if not kind.titled] == ["CV"]


@pytest.mark.parametrize(
    ("regime", "changes", "title", "number"),
    [
        ("nd30", {}, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 05/QĐ-UBND"),
        ("qppl", {"symbol": "2026/QĐ-UBND"}, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 05/2026/QĐ-UBND"),
        ("party", {"symbol": "QĐ/TU"}, "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 05-QĐ/TU"),
        ("union", {"symbol": "HD/TWĐTN-VP"}, "ĐOÀN TNCS HỒ CHÍ MINH", "Số: 05-HD/TWĐTN-VP"),
    ],
)
def test_each_regime_has_its_title_and_its_number(decision, regime, changes, title, number):
    rendered = render_document(decision(regime=regime, **changes))
    pdf, day = rendered.pdf, rendered.anchors["date"]
    assert number in text_of(pdf)
    head = line(pdf, title)
    assert head.top == near(20 * MM)
    assert head.right <= RIGHT + 0.5
    assert (head.size, "Bold" in head.font) == (13, True)
    # Place and date are centred under the title, as wide as they are.
    assert (line(pdf, "Mẫu,").left + day.x1) / 2 == near(head.middle)
    assert check(pdf).regime.code == regime


@pytest.mark.parametrize(("regime", "mark"), [("party", "*"), ("union", "***")])
def test_a_star_stands_under_the_body_and_a_rule_under_the_title(decision, regime, mark):
    pdf = render_document(decision(regime=regime)).pdf
    star, own, title = line(pdf, mark), line(pdf, "TỈNH MẪU"), line(pdf, LETTERHEADS[regime].title[0])
    assert star.middle == near(own.middle) == near(LEFT + 31.5 * MM)
    assert star.top > own.bottom - 2
    assert "Độc lập" not in text_of(pdf)
    drawn = ink(pdf, (title.left, title.bottom + 0.5, title.right, title.bottom + 9))
    assert drawn >= (title.right - title.left) * 0.9


def test_a_blank_number_keeps_its_room_before_the_dash(decision):
    rendered = render_document(decision(regime="union", symbol="HD/TWĐTN-VP", number=None, date=None))
    box = rendered.anchors["number"]
    assert box.width == pytest.approx(12 * MM, abs=0.1)
    assert line(rendered.pdf, "-HD/TWĐTN-VP").left == near(box.x1)


def test_slips_and_copies_keep_the_head_of_the_decree():
    slip = SubmissionSlip(("Sở Nội vụ",), "Mẫu", None, "Giám đốc", "Quy chế", "Phòng Tổ chức", "Lê Thị A")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text_of(render_submission_slip(slip).pdf)
    block = SignatureBlock(("CHÁNH VĂN PHÒNG",), "Lê Thị A")
    copy = TrueCopy("SAO LỤC", ("Sở Nội vụ",), "SL-SNV", "Mẫu", block, number="03")
    words = text_of(copy_excerpt((text_paragraph("Nội dung"),), copy).pdf)
    assert "SAO LỤC" in words
    assert "Số: 03/SL-SNV" in words
