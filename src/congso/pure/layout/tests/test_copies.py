import dataclasses
import datetime
import io

import pikepdf
import pytest

from congso.pure.layout import (
    COPY_SYMBOLS,
    SignatureBlock,
    TrueCopy,
    UnreadablePdf,
    copy_document,
    copy_excerpt,
    electronic_copy,
    render_document,
    text_paragraph,
)
from congso.pure.layout.tests.conftest import SENTENCE
from congso.pure.layout.tests.helpers import MM, line, lines, text_of

COPY = TrueCopy(
    "SAO Y",
    ("Ủy ban nhân dân", "xã An Mẫu"),
    "SY-UBND",
    "An Mẫu",
    SignatureBlock(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Lê Thị Hoa"),
    number="05",
    date=datetime.date(2026, 11, 22),
    recipients=("Các ban, ngành xã",),
)


@pytest.fixture
def original(decision):
    return render_document(decision()).pdf


@pytest.fixture
def long_original(decision):
    return render_document(decision(body=tuple(text_paragraph(SENTENCE) for _ in range(30)))).pdf


def test_the_foot_follows_the_text_on_the_same_page(original):
    copied = copy_document(original, COPY)
    assert copied.pages == 1
    form = line(copied.pdf, "SAO Y")
    assert (form.size, "Bold" in form.font) == (14, True)
    signer = next(item for item in lines(copied.pdf) if item.text == "Trần Văn Bình")
    assert form.top > signer.bottom + 6 * MM
    words = text_of(copied.pdf)
    for part in (
        "Số: 05/SY-UBND",
        "An Mẫu, ngày 22 tháng 11 năm 2026",
        "CHÁNH VĂN PHÒNG",
        "Lê Thị Hoa",
        "- Các ban, ngành xã;",
    ):
        assert part in words
    signature = copied.anchors["signature"]
    assert signature.page == 0
    assert 841.89 - signature.y1 > line(copied.pdf, "CHÁNH VĂN PHÒNG").bottom - 1
    assert {"number", "date", "seal"} <= set(copied.anchors)
    assert not [name for name in copied.anchors if name.startswith("_")]


def test_without_room_the_foot_gets_a_page(decision):
    full = render_document(decision(body=tuple(text_paragraph(SENTENCE) for _ in range(7)))).pdf
    blank = dataclasses.replace(COPY, number=None, date=None, recipients=tuple(f"Xã {i}" for i in range(90)))
    copied = copy_document(full, blank)
    assert copied.anchors["number"].page == copied.anchors["signature"].page
    assert copied.pages > copied.anchors["number"].page
    with pikepdf.open(io.BytesIO(full)) as before:
        assert copied.pages > len(before.pages)


def test_the_long_list_of_a_copy_keeps_its_page_numbers(long_original):
    copied = copy_document(long_original, COPY)
    with pikepdf.open(io.BytesIO(copied.pdf)) as document:
        assert len(document.pages) == copied.pages
    assert copied.anchors["signature"].page == copied.pages - 1


def test_other_paper_gets_a_page_of_its_own():
    for size, turn in (((842, 595), 0), ((595, 842), 90)):
        document = pikepdf.new()
        document.add_blank_page(page_size=size)
        document.pages[0].obj["/Rotate"] = turn
        out = io.BytesIO()
        document.save(out)
        assert copy_document(out.getvalue(), COPY).pages == 2


def test_an_empty_last_page_is_used():
    document = pikepdf.new()
    document.add_blank_page(page_size=(595.276, 841.89))
    out = io.BytesIO()
    document.save(out)
    assert copy_document(out.getvalue(), COPY).pages == 1


def test_an_excerpt_of_pages(long_original):
    excerpt = dataclasses.replace(COPY, form="TRÍCH SAO", symbol=f"{COPY_SYMBOLS['TRÍCH SAO']}-UBND")
    copied = copy_document(long_original, excerpt, pages=[1])
    assert text_of(copied.pdf).count("CỘNG HÒA") == 0
    assert "Số: 05/TrS-UBND" in text_of(copied.pdf)
    for wrong in ([], [99], [-1]):
        with pytest.raises(IndexError):
            copy_document(long_original, excerpt, pages=wrong)


def test_an_excerpt_of_text(moment):
    excerpt = dataclasses.replace(COPY, form="TRÍCH SAO", source="(Trích Quyết định số 05/QĐ-UBND)")
    copied = copy_excerpt([text_paragraph("Điều 3. Trích.")], excerpt, created=moment)
    words = text_of(copied.pdf)
    assert words.index("(Trích Quyết định") < words.index("Điều 3.") < words.index("TRÍCH SAO")
    with pikepdf.open(io.BytesIO(copied.pdf)) as document:
        assert document.open_metadata()["pdfaid:part"] == "2"


def test_an_electronic_copy_is_marked_top_right(original, moment):
    marked = electronic_copy(original, "SAO Y", "Ủy ban nhân dân xã An Mẫu", moment)
    note = line(marked.pdf, "SAO Y")
    box = marked.anchors["copy_note"]
    assert (note.size, note.font.endswith("Tinos")) == (10, True)
    assert note.right == pytest.approx(box.x1, abs=2)
    assert 841.89 - box.y1 <= note.top
    assert "2026-11-22T08:30:00+07:00" in text_of(marked.pdf)


def test_a_broken_original_is_refused(moment):
    with pytest.raises(UnreadablePdf):
        copy_document(b"%PDF", COPY)
    with pytest.raises(UnreadablePdf):
        electronic_copy(b"%PDF", "SAO Y", "UBND", moment)
