import datetime
import io

import pikepdf
import pypdfium2
import pytest

from congso.pure.layout import (
    DELIVERY_BOOK,
    ENVELOPE_LIST,
    FILE_CONTENTS,
    FOLLOW_UP_REGISTER,
    INCOMING_REGISTER,
    OUTGOING_REGISTER,
    POST_BOOK,
    ContentsRow,
    DeliveryRow,
    EnvelopeRow,
    FollowUpRow,
    HandlingSlip,
    IncomingRow,
    OutgoingRow,
    PostRow,
    RegisterHead,
    SlipOpinion,
    SubmissionSlip,
    render_handling_slip,
    render_register,
    render_submission_slip,
    text_paragraph,
)
from congso.pure.layout import register as module
from congso.pure.layout.tests.helpers import lines, text_of

pytestmark = pytest.mark.slow

DAY = datetime.date(2026, 1, 5)
HEAD = RegisterHead(
    ("Sở Nội vụ",), ("Ủy ban nhân dân tỉnh Mẫu",), 2026, DAY, datetime.date(2026, 12, 31), "01", "90", "1",
    subtitle="Quyết định", closing=("Sổ này có 90 văn bản.",), signer=("VĂN THƯ", "Lê Hoa"),
)  # fmt: skip


def incoming(number, subject="Quyết định về việc phê duyệt danh mục"):
    return IncomingRow(DAY, f"đến-{number:03d}", "UBND tỉnh", "1/QĐ-UBND", DAY, subject, "Phòng Nội vụ", DAY)


FORMS = [
    (INCOMING_REGISTER, incoming(1), 10),
    (OUTGOING_REGISTER, OutgoingRow("1/QĐ", DAY, "Quyết định", "Bình", "Sở", "VT", "5", None), 10),
    (FOLLOW_UP_REGISTER, FollowUpRow("1", "Công văn", "Phòng", DAY), 7),
    (DELIVERY_BOOK, DeliveryRow(DAY, "1", "Phòng"), 5),
    (POST_BOOK, PostRow(DAY, "1/QĐ", "Sở"), 6),
    (ENVELOPE_LIST, EnvelopeRow("Sở", "Số 1", "1/QĐ", note="22/01/2026"), 5),
    (FILE_CONTENTS, ContentsRow("1", "1/QĐ", DAY, "Quyết định", "UBND"), 7),
]


@pytest.mark.parametrize(("form", "row", "columns"), FORMS, ids=lambda v: getattr(v, "title", None))
def test_every_book_has_its_columns(form, row, columns):
    rendered = render_register(form, RegisterHead(("Sở Nội vụ",), cover=False, notes=("Hồ sơ 12",)), [row])
    words = text_of(rendered.pdf)
    assert len(form.columns) == columns
    assert f"({columns})" in words
    assert f"({columns + 1})" not in words
    assert form.title.upper() in words
    assert "Hồ sơ 12" in words
    assert "/01/2026" in words


def test_cover_head_and_closing(moment):
    rendered = render_register(INCOMING_REGISTER, HEAD, [incoming(i) for i in range(90)], created=moment)
    document = pypdfium2.PdfDocument(rendered.pdf)
    sizes = {tuple(round(side) for side in page.get_size()) for page in document}
    cover = " ".join(document[0].get_textpage().get_text_range().split())
    later = document[2].get_textpage().get_text_range()
    document.close()
    assert sizes == {(842, 595)}
    for part in (
        "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
        "Quyết định",
        "Năm: 2026",
        "Từ ngày 05/01/2026 đến ngày 31/12/2026",
        "Từ số 01 đến số 90",
        "Quyển số: 1",
    ):
        assert part in cover
    assert "Tác giả" in later
    assert "Lê Hoa" in text_of(rendered.pdf)
    numbers = [item.text for item in lines(rendered.pdf) if item.top < 50 and item.text.isdigit()]
    assert numbers == [str(n) for n in range(2, rendered.pages)]
    with pikepdf.open(io.BytesIO(rendered.pdf)) as opened:
        assert opened.open_metadata()["pdfaid:part"] == "2"


def test_a_bare_cover_and_open_spans():
    bare = text_of(render_register(INCOMING_REGISTER, RegisterHead(("Sở",)), []).pdf)
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in bare
    assert "Từ" not in bare
    half = text_of(render_register(INCOMING_REGISTER, RegisterHead(("Sở",), last_number="9"), []).pdf)
    assert "Từ số … đến số 9" in half


@pytest.mark.parametrize("cover", [True, False])
def test_a_book_in_parts_reads_like_one(monkeypatch, cover):
    rows = [incoming(i, "Quyết định về việc phê duyệt " * (1 + i % 4)) for i in range(150)]
    head = RegisterHead(("Sở Nội vụ",), cover=cover, closing=("Hết sổ.",))
    whole = render_register(INCOMING_REGISTER, head, rows)
    monkeypatch.setattr(module, "PART_ROWS", 40)
    parts = render_register(INCOMING_REGISTER, head, rows)
    assert parts.pages == whole.pages
    assert text_of(parts.pdf) == text_of(whole.pdf)


def test_rows_taller_than_pages_still_all_appear(monkeypatch):
    monkeypatch.setattr(module, "PART_ROWS", 2)
    rows = [incoming(i, "Trích yếu rất dài " * 900) for i in range(5)]
    words = text_of(render_register(INCOMING_REGISTER, RegisterHead(("Sở",)), rows).pdf)
    assert all(words.count(f"đến-{i:03d}") == 1 for i in range(5))
    assert words.count("Trích yếu rất dài") >= 5 * 890


def test_wrong_rows_are_refused(monkeypatch):
    with pytest.raises(ValueError, match="10 columns"):
        render_register(INCOMING_REGISTER, HEAD, [DeliveryRow(DAY, "1", "x")])
    monkeypatch.setattr(module, "MAX_ROWS", 1)
    with pytest.raises(ValueError, match="more than 1"):
        render_register(INCOMING_REGISTER, HEAD, [incoming(1), incoming(2)])


def test_handling_slip_has_three_blocks():
    slip = HandlingSlip(
        ("Ủy ban nhân dân",), "Mẫu", DAY, "1234", "Công văn 15/BNV", "Về việc báo cáo",
        leader=(SlipOpinion("Trần Bình", "Giao Sở Nội vụ.\n#panic()", "08:30 22/11/2026"), SlipOpinion("An", "x")),
        lead="Sở Nội vụ", due=DAY,
    )  # fmt: skip
    words = text_of(render_handling_slip(slip).pdf)
    for part in (
        "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN",
        "lãnh đạo cơ quan",
        "lãnh đạo đơn vị",
        "đề xuất",
        "Số đến: 1234",
    ):
        assert part in words
    assert "#panic()" in words
    assert "Thời hạn giải quyết: 05/01/2026" in words
    assert "Phối hợp" not in words


def test_slips_without_dates_leave_room():
    handling = HandlingSlip(("UBND",), "Mẫu", None, "1", "x", "y")
    rendered = render_handling_slip(handling)
    assert "date_day" in rendered.anchors
    assert "Thời hạn" not in text_of(rendered.pdf)


def test_submission_slip():
    slip = SubmissionSlip(
        ("Sở Nội vụ",), "Mẫu", DAY, "Giám đốc Sở", "Dự thảo công văn", "Phòng CCHC", "Nguyễn An",
        summary=(text_paragraph("Tóm tắt."),), attachments=("Dự thảo", "Phụ lục"), number="07", symbol="PTr-CCHC",
    )  # fmt: skip
    words = text_of(render_submission_slip(slip).pdf)
    for part in (
        "PHIẾU TRÌNH",
        "Kính trình: Giám đốc Sở",
        "Số: 07/PTr-CCHC",
        "Dự thảo; Phụ lục",
        "Tóm tắt.",
        "(thể thức)",
    ):
        assert part in words
    due = SubmissionSlip(("Sở",), "Mẫu", None, "A", "b", "c", "d", due=DAY)
    assert "Thời hạn: 05/01/2026" in text_of(render_submission_slip(due).pdf)
