"""PDF files made for the tests: sheets set as they stand, pictures in signature fields, damage of every kind."""

import io

import pikepdf
import typst
from PIL import Image, ImageDraw, ImageFont

from congso.pure.layout import FONTS_DIR
from congso.pure.reading.tests.sheets import Sheet

A4 = (595, 842)


def typeset(source: str) -> bytes:
    """Typst source as PDF; page of A4 without margins, Tinos 13."""
    head = "#set page(width: 595pt, height: 842pt, margin: 0pt)\n#set text(font: ('Tinos'), size: 13pt, ligatures: false)\n"
    head = head.replace("('Tinos')", '"Tinos"')
    return typst.compile((head + source).encode(), font_paths=[str(FONTS_DIR)], ignore_system_fonts=True)


def pdf_of(*sheets: Sheet, extra: str = "") -> bytes:
    """The sheets as pages, every word at its place; `extra` is put on the first page."""
    pages = []
    for at, sheet in enumerate(sheets):
        words = [
            f"#place(dx: {word.x0}pt, dy: {word.y0}pt, text(size: {word.size}pt, "
            f'weight: "{"bold" if word.bold else "regular"}", style: "{"italic" if word.italic else "normal"}", '
            f'"{_quoted(word.text)}"))'
            for word in sheet.words
        ]
        pages.append("\n".join([*words, extra if at == 0 else ""]))
    return typeset("\n#pagebreak()\n".join(pages))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def digits_picture(text: str, size: tuple[int, int] = (250, 76)) -> Image.Image:
    """What signing tools paint: black digits on nothing."""
    picture = Image.new("RGBA", size, (255, 255, 255, 0))
    font = ImageFont.truetype(str(FONTS_DIR / "Tinos-Regular.ttf"), 40)
    ImageDraw.Draw(picture).text((60, 14), text, font=font, fill=(0, 0, 0, 255))
    return picture


def with_field(data: bytes, appearance, rect, *, subtype: str = "/Widget", form: bool = True) -> bytes:
    """The file with one more annotation on page 1; `appearance(pdf)` gives its normal appearance."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name("/Annot"), Subtype=pikepdf.Name(subtype), Rect=list(rect), F=4
        )
        if form:
            note.FT = pikepdf.Name("/Sig")
        shown = appearance(pdf)
        if shown is not None:
            note.AP = pikepdf.Dictionary(N=shown)
        page, note = pdf.pages[0], pdf.make_indirect(note)
        if form:
            pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=[note]))
        page.Annots = pdf.make_indirect(pikepdf.Array([*page.get("/Annots", pikepdf.Array()), note]))
        output = io.BytesIO()
        pdf.save(output)
    return output.getvalue()


def drawn(picture: Image.Image, size, depth: int = 1):
    """An appearance that draws a picture over all of it, inside `depth` forms."""

    def appearance(pdf):
        raw = picture.convert("RGBA")
        mask = pdf.make_stream(raw.getchannel("A").tobytes(), _image(raw.size, "/DeviceGray"))
        image = pdf.make_stream(raw.convert("RGB").tobytes(), _image(raw.size, "/DeviceRGB"))
        image.SMask = mask
        inner, content = image, f"q {size[0]} 0 0 {size[1]} 0 0 cm /X Do Q".encode()
        for _ in range(depth):
            form = pdf.make_stream(
                content, Type=pikepdf.Name("/XObject"), Subtype=pikepdf.Name("/Form"), BBox=[0, 0, *size]
            )
            form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
            inner, content = form, b"/X Do"
        return inner

    return appearance


def _image(size, space):
    return {
        "/Type": pikepdf.Name("/XObject"),
        "/Subtype": pikepdf.Name("/Image"),
        "/Width": size[0],
        "/Height": size[1],
        "/ColorSpace": pikepdf.Name(space),
        "/BitsPerComponent": 8,
    }


def written(text: str, size):
    """An appearance with text in a standard font."""

    def appearance(pdf):
        form = pdf.make_stream(
            f"BT /F 12 Tf 2 4 Td ({text}) Tj ET".encode(),
            Type=pikepdf.Name("/XObject"),
            Subtype=pikepdf.Name("/Form"),
            BBox=[0, 0, *size],
        )
        font = pikepdf.Dictionary(
            Type=pikepdf.Name("/Font"), Subtype=pikepdf.Name("/Type1"), BaseFont=pikepdf.Name("/Times-Roman")
        )
        form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        return form

    return appearance


def changed(data: bytes, change, **saved) -> bytes:
    """The file after `change(pdf)`."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        output = io.BytesIO()
        pdf.save(output, **saved)
    return output.getvalue()
