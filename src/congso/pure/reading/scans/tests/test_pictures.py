"""Pages made straight, free of colour, and found again on the page as shown; where they come from."""

import io
import math

import pikepdf
import pytest
from PIL import Image, ImageDraw

from congso.pure.reading import Box, Unreadable
from congso.pure.reading.scans import layer, pictures, seal, source
from congso.pure.reading.scans.layer import PageLook
from congso.pure.reading.scans.pictures import Frame
from congso.pure.reading.scans.tests.conftest import Draw

TEXT = "Căn cứ Luật Tổ chức chính quyền địa phương ngày mười chín tháng sáu; theo đề nghị của Giám đốc Sở Nội vụ "
POOR = (
    "CQNG HOA XA HQI CHU NGHIA VIET NAM Dc lap Tu do Hanh phuc Can cu Nghi dinh so ngay thang nam hai nghin"
)


@pytest.mark.parametrize(
    ("turn", "shown"),
    [(0, (10, 20, 30, 25)), (90, (20, 170, 25, 190)), (180, (70, 175, 90, 180)), (270, (75, 10, 80, 30))],
)
def test_places_lead_back_to_the_page_as_shown(turn: int, shown: tuple[int, ...]) -> None:
    frame = Frame(100, 200, turn)
    box = frame.shown(Box(0, 10, 20, 30, 25))
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(shown)


def test_places_on_a_straightened_page_lead_back_too() -> None:
    box = Frame(100, 200, slant=2.0).shown(Box(0, 100, 100, 100, 100))
    assert box.y0 == pytest.approx(100 - 50 * math.sin(math.radians(2)), abs=0.1)


def test_pages_are_turned_by_quarters() -> None:
    image = Image.new("L", (4, 2), 0)
    assert pictures.turned(image, 90).size == (2, 4)
    assert pictures.turned(image, 0) is image


def test_a_slanted_page_is_found_and_put_straight(paper: Draw) -> None:
    page = paper(*((200, 300 + 90 * row, TEXT[:60]) for row in range(20)), width=1800, height=2400)
    assert pictures.slant_of(page) == 0.0
    slanted = page.rotate(2, fillcolor=255)
    assert pictures.slant_of(slanted) == pytest.approx(2, abs=0.3)
    assert pictures.straightened(page, 0.0) is page
    assert pictures.straightened(slanted, 2.0).size == slanted.size
    assert pictures.straightened(Image.new("RGB", (20, 20)), 2.0).mode == "RGB"


def stamped() -> Image.Image:
    image = Image.new("RGB", (600, 600), "white")
    brush = ImageDraw.Draw(image)
    brush.rectangle((50, 50, 150, 90), fill=(200, 30, 40))
    brush.rectangle((300, 300, 400, 340), fill="black")
    return image


def test_red_ink_goes_from_the_text_and_stays_for_the_guard() -> None:
    plain = pictures.without_colour(stamped())
    assert plain.getpixel((100, 70)) == 200
    assert plain.getpixel((350, 320)) == 0
    ink = pictures.coloured_ink(stamped())
    assert ink is not None
    assert ink.getpixel((100, 70)) == 30
    assert ink.getpixel((350, 320)) == 255
    assert pictures.coloured_ink(Image.new("RGB", (50, 50), "white")) is None
    assert pictures.coloured_ink(Image.new("L", (50, 50), 255)) is None


@pytest.mark.parametrize(
    ("looks", "said"),
    [
        ([PageLook(TEXT, 0.0)], "yes"),
        ([PageLook(TEXT * 5, 1.0)], "yes"),
        ([PageLook("", 1.0)], "none"),
        ([PageLook("Ký bởi: Cổng Thông tin điện tử Chính phủ", 1.0)], "partial"),
        ([PageLook(POOR * 3, 1.0)], "poor"),
    ],
)
def test_what_a_text_layer_is_worth(looks: list[PageLook], said: str) -> None:
    assert layer.judge(looks) == said


def test_a_seal_is_a_large_open_shape_right_of_the_margin() -> None:
    page = Image.new("L", (413, 585), 255)
    assert not seal.has_seal(page)
    ImageDraw.Draw(page).ellipse((220, 300, 290, 370), outline=0, width=2)
    assert seal.has_seal(page)
    left = Image.new("L", (413, 585), 255)
    ImageDraw.Draw(left).ellipse((20, 300, 90, 370), outline=0, width=2)
    assert not seal.has_seal(left)


def pdf_of(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PDF", resolution=150)
    return out.getvalue()


def test_pages_of_a_pdf_are_drawn_at_300_dpi() -> None:
    pages = source.pictures_of(pdf_of(Image.new("L", (600, 900), 200)))
    image, size = pages.picture(0)
    assert (len(pages), image.mode) == (1, "L")
    assert image.size == pytest.approx((1200, 1800), abs=1)
    assert size == pytest.approx((288, 432))
    assert pages.glance(0).size == pytest.approx((200, 300), abs=1)
    look = pages.look(0)
    assert (look.text, look.picture) == ("", pytest.approx(1.0, abs=0.01))


def test_coloured_pages_keep_their_colour() -> None:
    image, _ = source.pictures_of(pdf_of(stamped())).picture(0)
    assert image.mode == "RGB"


def test_a_page_with_words_tells_them() -> None:
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(300, 300))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.add_resource(font, pikepdf.Name.Font, name=pikepdf.Name.F1)
        page.contents_add(document.make_stream(b"BT /F1 12 Tf 20 200 Td (Kinh gui) Tj ET"))
        out = io.BytesIO()
        document.save(out)
    look = source.pictures_of(out.getvalue()).look(0)
    assert (look.text, look.picture) == ("Kinh gui", 0.0)


def test_images_have_the_size_the_scanner_says_or_that_of_a4() -> None:
    out = io.BytesIO()
    Image.new("RGB", (850, 1100), "white").save(out, "JPEG", dpi=(100, 100))
    image, size = source.pictures_of(out.getvalue()).picture(0)
    assert size == pytest.approx((612, 792))
    assert image.size == (2550, 3300)
    out = io.BytesIO()
    sheets = [Image.new("L", (620, 877), 255)] * 2
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    pages = source.pictures_of(out.getvalue())
    assert len(pages) == 2
    assert pages.picture(1)[1][1] == pytest.approx(841.89)
    assert pages.look(1).picture == 1.0
    assert pages.glance(0).size[1] == pytest.approx(585, abs=1)


def test_a_huge_sheet_is_drawn_smaller_and_an_image_bomb_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert source.scale_for(14400, 14400) < 1
    out = io.BytesIO()
    Image.new("L", (100, 100)).save(out, "PNG")
    monkeypatch.setattr(source, "MOST_PIXELS", 100)
    with pytest.raises(Unreadable, match="too_large"):
        source.pictures_of(out.getvalue()).picture(0)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"%PDF-1.4 broken", "damaged"), (b"\x89PNG broken", "damaged"), (b"MZ", "unknown_type")],
)
def test_what_is_no_picture_is_said(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        source.pictures_of(data)


def test_a_page_that_cannot_be_opened_is_a_picture_nobody_reads() -> None:
    pages = source.pictures_of(pdf_of(Image.new("L", (60, 90), 200)))
    assert pages.look(5).picture == 1.0
    with pytest.raises(Unreadable):
        pages.picture(5)
