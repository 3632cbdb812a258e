"""The 29 kinds of the decree, rendered by the layout of this house and read back."""

import datetime

import pytest

from congso.pure.layout import (
    KINDS,
    Appendix,
    OfficialDocument,
    SignatureBlock,
    render_document,
    text_paragraph,
)
from congso.pure.reading import read
from congso.pure.reading.tests.sheets import TEXT
from congso.pure.reading.text import compact

BODIES = (
    ((), ("Ủy ban nhân dân", "tỉnh Mẫu"), "UBND", "Mẫu"),
    (("UBND tỉnh Mẫu",), ("Sở Nội vụ",), "SNV", "Mẫu"),
    (("Bộ Giáo dục và Đào tạo",), ("Trường Đại học", "Công nghệ Thông tin"), "ĐHCNTT", "TP. Hồ Chí Minh"),
    (
        ("Công an tỉnh Mẫu",),
        ("Phòng Cảnh sát phòng cháy,", "chữa cháy và cứu nạn, cứu hộ"),
        "PCCC",
        "Mẫu",
    ),
    ((), ("Thủ tướng Chính phủ",), "TTg", "Hà Nội"),
)
SUBJECTS = (
    "tổng kết công tác văn thư, lưu trữ năm 2025",
    "Ban hành Quy chế làm việc của Ủy ban nhân dân tỉnh nhiệm kỳ 2026 - 2031",
    "giao chỉ tiêu kế hoạch phát triển kinh tế - xã hội, quốc phòng - an ninh năm 2027 cho các sở, ban, ngành",
)
SIGNATURES = (
    (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Lê Thị Thu Hằng"),
    (("GIÁM ĐỐC",), "Trần Văn An"),
    (("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"), "Y Thanh Niê Kđăm"),
)
RECIPIENTS = (("Thường trực Tỉnh ủy (để b/c)", "Các sở, ban, ngành"), ("Như Điều 3", "Các Phó Chủ tịch"), ())


def document(at, kind):
    parent, issuing, symbol, place = BODIES[at % len(BODIES)]
    lines, name = SIGNATURES[at % len(SIGNATURES)]
    letter = kind.code == "CV"
    short = f"{symbol}-VP" if letter else f"{kind.abbreviation}-{symbol}" if kind.abbreviation else symbol
    appendix = Appendix("Phụ lục I", (text_paragraph(TEXT),) * 6, title="Danh mục nhiệm vụ")
    return OfficialDocument(
        kind_code=kind.code,
        parent_body=parent,
        issuing_body=issuing,
        symbol=short,
        number=f"{at * 37 + 1:02d}",
        date=datetime.date(2026, 1 + at % 12, 1 + at % 28),
        place=place,
        subject=SUBJECTS[at % len(SUBJECTS)],
        body=(text_paragraph(TEXT),) * (2 + 7 * (at % 3)),
        signature_blocks=(SignatureBlock(lines, name),),
        addressees=("Bộ Nội vụ", "Sở Tài chính") if letter else (),
        recipients=RECIPIENTS[at % len(RECIPIENTS)],
        authority=("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MẪU",) if kind.code in {"QĐ", "NQ"} else (),
        urgency="HỎA TỐC" if at % 4 == 0 else "",
        appendices=(appendix,) if at % 5 == 0 else (),
    )


@pytest.mark.parametrize(("at", "kind"), list(enumerate(KINDS)), ids=[kind.code for kind in KINDS])
def test_a_rendered_document_reads_back(at, kind):
    written = document(at, kind)
    reading = read(render_document(written).pdf)
    assert reading.text("kind") == kind.name
    assert (reading.text("number"), reading.text("symbol")) == (written.number, written.symbol)
    assert compact(reading.text("issuing_body")) == compact(" ".join(written.issuing_body))
    assert compact(reading.text("parent_body") or "") == compact(" ".join(written.parent_body))
    assert (reading.text("place"), reading.text("date")) == (written.place, written.date.isoformat())
    assert reading.text("subject") == written.subject
    (block,) = written.signature_blocks
    assert reading.text("signer_name") == block.signer_name
    assert (reading.text("signing_form") or "").split("; ") == [
        line for line in block.lines if "." in line[:4]
    ] or [""]
    assert reading.text("urgency") == (written.urgency or None)
    assert reading.items("addressees") == written.addressees
    first = ("Như trên",) if written.addressees and written.recipients[:1] != ("Như Điều 3",) else ()
    assert reading.items("recipients") == (*first, *written.recipients, "Lưu: VT")
