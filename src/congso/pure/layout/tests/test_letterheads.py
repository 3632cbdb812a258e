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
    assert head.right <= RIGHT + (5 * MM if regime == "party" else 0) + 0.5
    assert (head.size, "Bold" in head.font) == (LETTERHEADS[regime].title_size, True)
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


def test_a_page_of_the_party(decision):
    """Sizes of annex 3 of Guidance 36-HD/VPTW, margins 20, 20, 30, 15 mm; powers with a stroke, the office below not bold."""
    pdf = render_document(
        decision(
            regime="party", symbol="QĐ/TU", parent_body=("Đảng bộ tỉnh Mẫu",), issuing_body=("Đảng ủy xã Lâm Hà",),
            signature_blocks=(SignatureBlock(("TM. BAN THƯỜNG VỤ", "BÍ THƯ"), "Vũ Đình Khoát"),), archive="Văn phòng Đảng ủy",
        )
    ).pdf  # fmt: skip
    words = text_of(pdf)
    for said in ("Số 05-QĐ/TU", "-----", "T/M BAN THƯỜNG VỤ", "Lưu Văn phòng Đảng ủy."):
        assert said in words
    for not_said in ("TM.", "Lưu:", "Độc lập"):
        assert not_said not in words
    looks = {
        "ĐẢNG BỘ TỈNH MẪU": (14, False), "ĐẢNG ỦY XÃ LÂM HÀ": (14, True), "Số": (14, False), "QUYẾT ĐỊNH": (15, True),
        "T/M BAN THƯỜNG VỤ": (14, True), "BÍ THƯ": (14, False), "Vũ Đình Khoát": (14, True), "Nơi nhận:": (14, False),
        "- Lưu Văn phòng": (12, False),
    }  # fmt: skip
    for said, look in looks.items():
        found = line(pdf, said)
        assert (found.size, "Bold" in found.font) == look, said
    assert check(pdf).findings == ()


def test_a_letter_of_the_party_is_about_its_subject_in_italics(decision):
    letter = decision(regime="party", kind_code="CV", symbol="CV/TU", subject="chế độ hội nghị")
    pdf = render_document(letter).pdf
    assert "V/v" not in text_of(pdf)
    about = line(pdf, "chế độ hội nghị")
    assert (about.size, "Italic" in about.font) == (12, True)


def test_a_law_is_numbered_under_its_own_name(decision):
    words = text_of(
        render_document(decision(regime="qppl", kind_code="luat", kind_name="Luật", symbol="2026/QH16")).pdf
    )
    assert "Luật số: 05/2026/QH16" in words
    assert "LUẬT" in words


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
