"""The rendered page is looked at: ink where it belongs, and nowhere else."""

from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from congso.pure.layout.engine import Box
from congso.signing import samples
from congso.signing.pades.geometry import PERSONAL, SEAL
from congso.signing.pades.signing import seal_only, seal_with_text
from congso.signing.tests import made
from congso.signing.tests.test_signing import blank

SCALE = 2


@dataclass(frozen=True)
class Ink:
    """Bounds in points from the bottom left of the page."""

    x0: float
    y0: float
    x1: float
    y1: float


def render(pdf: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    page = document[0]
    picture = page.render(scale=SCALE, may_draw_forms=True).to_pil().convert("RGB")
    page.close()
    document.close()
    return picture


def ink(picture: Image.Image, box: Box | None = None) -> Ink | None:
    """Where anything but white is, inside `box`."""
    height = picture.height
    if box is not None:
        mask = Image.new("RGB", picture.size, "white")
        area = (
            round(box.x0 * SCALE),
            height - round(box.y1 * SCALE),
            round(box.x1 * SCALE),
            height - round(box.y0 * SCALE),
        )
        mask.paste(picture.crop(area), area)
        picture = mask
    found = ImageChops.invert(picture.convert("L")).point(lambda level: 255 if level > 60 else 0).getbbox()
    if found is None:
        return None
    left, top, right, bottom = found
    return Ink(left / SCALE, (height - bottom) / SCALE, right / SCALE, (height - top) / SCALE)


def only(picture: Image.Image, channel: int) -> Image.Image:
    """The ink of one colour on white: 0 red, 2 blue."""
    bands = picture.split()
    others = ImageChops.lighter(*(band for index, band in enumerate(bands) if index != channel))
    strong = ImageChops.subtract(bands[channel], others).point(lambda level: 0 if level > 60 else 255)
    return Image.merge("RGB", (strong, strong, strong))


def test_seal_covers_the_left_third_of_the_signature_in_true_size() -> None:
    page = render(made.issued())
    # pdfium smooths text of fields with colours; pictures stand in the lower half.
    below = Box(0, 0, 0, 595, 400)
    seal, hand = ink(only(page, 0), below), ink(only(page, 2), below)
    personal = samples.boxes()[PERSONAL]
    assert seal is not None
    assert hand is not None
    assert seal.x1 - seal.x0 == pytest.approx(36 / 25.4 * 72, abs=3)
    assert seal.x1 == pytest.approx(personal.x0 + personal.width / 3, abs=2)
    assert seal.x0 < hand.x0 < seal.x1 < hand.x1
    assert personal.x0 - 1 <= hand.x0
    assert hand.x1 <= personal.x1 + 1


@pytest.mark.parametrize("name", ["so", "ngay", "thang"])
def test_number_and_date_stand_on_the_line_of_the_page(name: str) -> None:
    box = samples.boxes()[name]
    before, after = ink(render(made.signed()), box), ink(render(made.issued()), box)
    assert before is None
    assert after is not None
    baseline = box.y0 + 13 * 0.216
    assert after.y0 == pytest.approx(baseline, abs=1)
    assert after.y1 - after.y0 == pytest.approx(13 * 0.67, abs=1.5)


def test_fonts_of_the_fields_are_embedded_tinos() -> None:
    with pikepdf.open(BytesIO(made.issued())) as pdf:
        fonts = pdf.Root.AcroForm.DR.Font
        for name, base in (("/TinosR", "Tinos"), ("/TinosI", "Tinos-Italic")):
            assert str(fonts[name].BaseFont).split("+")[1] == base
            assert "/FontFile2" in fonts[name].DescendantFonts[0].FontDescriptor


def test_the_page_under_the_fields_is_untouched() -> None:
    fields = samples.boxes()
    pages = [render(samples.unsigned_page()), render(made.issued())]
    for page in pages:
        for box in fields.values():
            area = (
                box.x0 - 1,
                page.height / SCALE - box.y1 - 1,
                box.x1 + 1,
                page.height / SCALE - box.y0 + 1,
            )
            page.paste("white", tuple(round(side * SCALE) for side in area))
    assert ImageChops.difference(*pages).getbbox() is None


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_words_of_a_copy_stand_upright_in_the_top_right_corner(rotate: int) -> None:
    page = render(seal_with_text(blank(rotate), made.seal_hand(), ("Sao y", "Ủy ban nhân dân tỉnh Mẫu")))
    found = ink(page)
    assert found is not None
    assert page.width / SCALE - found.x1 == pytest.approx(42, abs=6)
    assert page.height / SCALE - found.y1 == pytest.approx(18, abs=5)
    assert found.x1 - found.x0 > 3 * (found.y1 - found.y0)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_seal_of_a_scan_stands_where_it_was_put(rotate: int) -> None:
    box = Box(0, 100, 150, 202, 252)
    found = ink(render(seal_only(blank(rotate), made.seal_hand(), box, field=SEAL)))
    assert found is not None
    assert (found.x0, found.y0) == (pytest.approx(101, abs=3), pytest.approx(151, abs=3))
