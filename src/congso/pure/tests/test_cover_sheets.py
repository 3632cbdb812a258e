"""Cover sheets: made, read off rotated and noisy scans, and the pile cut at them."""

import io

import pikepdf
import pypdfium2
import pytest
import segno
from PIL import Image, ImageDraw

from congso.pure import cover_sheets as sheets
from congso.pure.layout import PDFIUM_LOCK

KEY = b"k" * 32
AGENCY = 7


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    pdf = sheets.render("Sở Nội vụ tỉnh Mẫu", [("ABCD2345", sheets.payload(AGENCY, "ABCD2345", KEY))])
    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        image = document[0].render(scale=1.4, grayscale=True).to_pil().convert("L")
        document.close()
    return image


def written() -> Image.Image:
    page = Image.new("L", (827, 1169), 245)
    for line in range(30):
        ImageDraw.Draw(page).rectangle((90, 100 + 30 * line, 700, 108 + 30 * line), fill=20)
    return page


def with_code(text: str) -> Image.Image:
    page = written()
    out = io.BytesIO()
    segno.make(text).save(out, kind="png", scale=6)
    page.paste(Image.open(out).convert("L"), (100, 100))
    return page


def pile(*pages: Image.Image) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=100)
    return out.getvalue()


@pytest.mark.slow
def test_pages_of_a_scan_are_told_apart(sheet):
    noisy = Image.blend(sheet, Image.effect_noise(sheet.size, 90).convert("L"), 0.25)
    foreign = with_code(sheets.payload(AGENCY, "ABCD2345", b"another installation"))
    pages = [
        sheet, sheet.rotate(90, expand=True), sheet.rotate(180), noisy.rotate(3, fillcolor=255),
        written(), Image.new("L", (827, 1169), 255), foreign, with_code("https://example.vn/tra-cuu"),
    ]  # fmt: skip
    assert list(sheets.marks_of(pile(*pages), AGENCY, KEY)) == [
        "sheet", "sheet", "sheet", "sheet", "page", "blank", "foreign", "page",
    ]  # fmt: skip
    assert list(sheets.marks_of(pile(sheet), AGENCY + 1, KEY)) == ["foreign"]


def test_what_codes_make_of_a_page():
    good = sheets.payload(AGENCY, "ABCD2345", KEY)
    assert sheets.mark_of([], AGENCY, KEY) == "page"
    assert sheets.mark_of(["https://example.vn", f" {good} "], AGENCY, KEY) == "sheet"
    assert sheets.mark_of([good], AGENCY + 1, KEY) == "foreign"
    assert sheets.mark_of([good[:-1] + ("0" if good[-1] != "0" else "1")], AGENCY, KEY) == "foreign"
    assert sheets.mark_of([f"{good}x"], AGENCY, KEY) == "page"


@pytest.mark.parametrize(
    ("marks", "sections", "empty"),
    [
        ("pp", ((0, 1),), 0),
        ("spp", ((1, 2),), 0),
        ("pspsp", ((0, 0), (2, 2), (4, 4)), 0),
        ("s", (), 1),
        ("sss", (), 3),
        ("sspp", ((2, 3),), 1),
        ("spps", ((1, 2),), 1),
        ("sbpbp", ((2, 4),), 0),
        ("sb", (), 1),
        ("sbb", (), 1),
        ("bb", (), 0),
        ("sfp", ((1, 2),), 0),
        ("", (), 0),
    ],
)
def test_where_a_pile_parts(marks, sections, empty):
    names = {"p": "page", "s": "sheet", "b": "blank", "f": "foreign"}
    found = sheets.cut([names[one] for one in marks])
    assert (found.sections, found.empty, found.sheets) == (sections, empty, marks.count("s"))
    assert found.foreign == tuple(at for at, one in enumerate(marks) if one == "f")


def test_a_part_holds_its_pages_and_is_the_same_each_time():
    whole = pile(written(), with_code("a"), Image.new("L", (600, 400), 200))
    made = sheets.part(whole, 1, 2)
    assert made == sheets.part(whole, 1, 2)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages) == 2
        assert [float(one) for one in document.pages[1].mediabox][2:] == pytest.approx([432, 288])
