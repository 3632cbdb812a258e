import datetime
import io
import os
import pathlib
import types

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from congso.pure.layout import (
    ArrivalStamp,
    StampPosition,
    UnreadablePdf,
    find_stamp_position,
    place_stamp,
    render_document,
    render_stamp,
)
from congso.pure.layout.overlay import Placement, _rotation, draw_over, open_pdf, shown_page
from congso.pure.layout.tests.helpers import MM, ink, line, lines, text_of

STAMP = ArrivalStamp(
    "Ủy ban nhân dân tỉnh Mẫu", "1234", datetime.date(2026, 11, 22), datetime.time(8, 30), "Phòng Tổng hợp"
)
WIDTH, HEIGHT = 50 * MM, 35 * MM


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def blank(size=(595.276, 841.89), content=b"", **page):
    document = pikepdf.new()
    document.add_blank_page(page_size=size)
    document.pages[0].contents_add(content)
    for key, value in page.items():
        document.pages[0].obj["/" + key] = value
    return saved(document)


def red_box(pdf):
    """The stamp's frame on the page as displayed, in points from the top-left."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    red, _, blue = image.split()
    mask = red.point(lambda v: 255 if v > 150 else 0)
    dark = blue.point(lambda v: 255 if v < 120 else 0)
    both = ImageChops.multiply(mask, dark)
    left, top, right, bottom = both.getbbox()
    return left / 2, top / 2, right / 2, bottom / 2


def test_the_stamp_is_a_vector_page_of_50_by_35_mm():
    pdf = render_stamp(STAMP).pdf
    document = pypdfium2.PdfDocument(pdf)
    assert document[0].get_size() == (pytest.approx(WIDTH, abs=0.1), pytest.approx(HEIGHT, abs=0.1))
    clear = document[0].render(scale=1, fill_color=(0, 0, 0, 0), rev_byteorder=True).to_pil().convert("RGBA")
    document.close()
    assert clear.getpixel((3, 40))[3] == 0
    words = text_of(pdf)
    for expected in (
        "ỦY BAN NHÂN DÂN TỈNH MẪU",
        "ĐẾN",
        "Số: 1234",
        "Ngày: 22/11/2026",
        "Giờ: 08:30",
        "Chuyển: Phòng",
    ):
        assert expected in words
    assert "Số và ký hiệu HS:" in words


def test_an_empty_stamp_has_dots_and_a_long_name_shrinks():
    pdf = render_stamp(ArrivalStamp("Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh Mẫu")).pdf
    assert text_of(pdf).count("....") >= 4
    head = next(item for item in lines(pdf) if item.text.startswith("BAN QUẢN"))
    assert head.size < 9
    assert head.right < WIDTH


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("unit", [1, 2])
def test_it_lands_upright_on_turned_and_scaled_pages(turn, unit):
    box = pikepdf.Array([-100, 50, 500, 850])
    pdf = blank(MediaBox=box, Rotate=turn, UserUnit=unit)
    stamped = place_stamp(pdf, STAMP, StampPosition(60, 80))
    left, top, right, bottom = (value * unit for value in red_box(stamped))
    assert (left, top) == (pytest.approx(60, abs=4), pytest.approx(80, abs=4))
    assert (right - left, bottom - top) == (pytest.approx(49 * MM, abs=4), pytest.approx(34 * MM, abs=4))
    if unit == 1:
        words = [item.text for item in lines(stamped)] if not turn else text_of(stamped)
        assert any("ĐẾN" in word for word in words) or "ĐẾN" in words


def test_a_crop_box_moves_it_and_a_parent_may_turn_the_page():
    document = pikepdf.new()
    document.add_blank_page(page_size=(600, 800))
    document.pages[0].obj["/CropBox"] = pikepdf.Array([50, 100, 600, 800])
    document.Root.Pages["/Rotate"] = 90
    stamped = place_stamp(saved(document), STAMP, StampPosition(30, 40))
    left, top, *_ = red_box(stamped)
    assert (left, top) == (pytest.approx(30, abs=4), pytest.approx(40, abs=4))


def test_a_crop_box_off_the_page_is_ignored():
    pdf = blank(CropBox=pikepdf.Array([2000, 2000, 2100, 2100]))
    with open_pdf(pdf) as document:
        draw_over(document, 0, render_stamp(STAMP).pdf, Placement(10, 10, WIDTH, HEIGHT))
        assert b"10.00000 732.6" in document.pages[0].Contents[-1].read_bytes()


def test_a_wrong_unit_counts_as_one():
    assert find_stamp_position(blank(UserUnit=0)).scale == 1


def test_blank_space_under_the_number_is_found(decision):
    pdf = render_document(decision(body=(), signature_blocks=(), recipients=())).pdf
    at = find_stamp_position(pdf)
    assert at.scale == 1
    assert at.left + WIDTH < 297
    assert at.top > line(pdf, "Số:").bottom
    assert ink(pdf, (at.left, at.top, at.left + WIDTH, at.top + HEIGHT)) == 0
    stamped = place_stamp(pdf, STAMP)
    left, top, right, bottom = red_box(stamped)
    assert at.left - 1 <= left
    assert right <= at.left + WIDTH + 1
    assert at.top - 1 <= top
    assert bottom <= at.top + HEIGHT + 1
    assert "ĐẾN" in text_of(stamped)
    assert pdf[:8] == b"%PDF-1.7"


def test_a_full_page_gets_a_small_stamp_in_the_top_margin():
    bars = b"".join(b"20 %d 555 6 re f " % y for y in range(0, 760, 10))
    at = find_stamp_position(blank(content=bars))
    assert at.scale == 0.5
    assert at.top + HEIGHT * at.scale < 841 - 755


def test_without_any_blank_the_emptiest_spot_is_taken():
    at = find_stamp_position(blank(content=b"0 0 595 842 re f"))
    assert at == StampPosition(pytest.approx(2 * MM), pytest.approx(1 * MM), 0.5)


def test_a_narrow_page_still_gets_one():
    assert find_stamp_position(blank(size=(120, 200))).scale <= 0.7
    assert "ĐẾN" in text_of(place_stamp(blank(size=(60, 60)), STAMP))


def test_turned_pages_are_searched_by_ink_alone():
    assert find_stamp_position(blank(Rotate=90)).scale == 1


def test_signature_fields_become_a_picture():
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    look = document.make_stream(
        b"1 0 0 rg 0 0 100 50 re f",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 100, 50],
    )
    widget = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, F=132, T="Sig1",
            Rect=[400, 100, 500, 150], AP=pikepdf.Dictionary(N=look),
        )
    )  # fmt: skip
    document.pages[0].Annots = pikepdf.Array([widget])
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([widget]), SigFlags=3)
    stamped = place_stamp(saved(document), STAMP)
    assert ink(stamped, (405, 842 - 145, 495, 842 - 105)) > 3000
    with pikepdf.open(io.BytesIO(stamped)) as opened:
        assert "/AcroForm" not in opened.Root


def encrypted():
    document = pikepdf.new()
    document.add_blank_page()
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("pdf", "code"),
    [
        (encrypted(), "encrypted"),
        (b"", "broken"),
        (b"PK\x03\x04 not a pdf", "broken"),
        (saved(pikepdf.new()), "empty"),
        (blank()[:150], "broken"),
    ],
)
def test_files_that_cannot_be_stamped_say_why(pdf, code):
    with pytest.raises(UnreadablePdf) as raised:
        place_stamp(pdf, STAMP)
    assert raised.value.code == code


def test_annotations_that_break_the_library_are_a_broken_file(monkeypatch):
    def fail(self, mode):
        raise RuntimeError("appearance stream")

    monkeypatch.setattr(pikepdf.Pdf, "flatten_annotations", fail)
    with pytest.raises(UnreadablePdf, match="broken"):
        place_stamp(blank(), STAMP)


def test_a_ring_of_parents_ends():
    node = pikepdf.Dictionary()
    keeper = pikepdf.new()
    ring = keeper.make_indirect(node)
    ring["/Parent"] = ring
    assert _rotation(types.SimpleNamespace(obj=ring)) == 0


def test_pages_that_pdfium_cannot_show_are_broken():
    with pytest.raises(UnreadablePdf), shown_page(b"junk"):
        pytest.fail("opened")
    with pytest.raises(UnreadablePdf), shown_page(blank(), 7):
        pytest.fail("opened")


def real_documents():
    root = pathlib.Path(
        os.environ.get("CONGSO_REAL_INPUT", pathlib.Path(__file__).parents[6] / "shared/data")
    )
    return sorted((root / "docs").glob("*.pdf"))[:12]


@pytest.mark.real_input
@pytest.mark.parametrize("path", real_documents(), ids=lambda path: path.stem)
def test_real_documents_take_a_stamp(path):
    original = path.read_bytes()
    stamped = place_stamp(original, STAMP)
    assert path.read_bytes() == original
    with pikepdf.open(io.BytesIO(stamped)) as after, pikepdf.open(path) as before:
        assert len(after.pages) == len(before.pages)
