"""Reading a rendered PDF back: lines of text with their places in millimetres from the top-left."""

import ctypes
import dataclasses

import pypdfium2
import pypdfium2.raw as pdfium_c

MM = 72 / 25.4


@dataclasses.dataclass(frozen=True)
class Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str
    page: int

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def _font(textpage: pypdfium2.PdfTextPage, index: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(textpage.raw, index, buffer, 128, ctypes.c_int())
    return buffer.value.decode()


def _right_of_last_letter(textpage: pypdfium2.PdfTextPage, right: float, height: float) -> float:
    """PDFium counts the space that ends a line as part of it."""
    last = textpage.get_index(right - 1, height, 10, 10)
    while last and textpage.get_text_range(last, 1).isspace():
        last -= 1
    return textpage.get_charbox(last)[2] if last else right


def lines(pdf: bytes) -> list[Line]:
    """Stretches of text of one font on one line, in points; `top` and `bottom` from the top of the page."""
    found = []
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        height = page.get_height()
        textpage = page.get_textpage()
        for index in range(textpage.count_rects()):
            left, bottom, right, top = textpage.get_rect(index)
            at = textpage.get_index((left + right) / 2, (top + bottom) / 2, 30, 10)
            right = _right_of_last_letter(textpage, right, (top + bottom) / 2)
            text = textpage.get_text_bounded(left, bottom, right, top).strip()
            size = pdfium_c.FPDFText_GetFontSize(textpage.raw, at or 0)
            font = _font(textpage, at or 0)
            found.append(Line(text, left, right, height - top, height - bottom, size, font, number))
    document.close()
    return found


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    document.close()
    return "\n".join(" ".join(page.replace("\u200b", "").split()) for page in pages)


def line(pdf: bytes, start: str) -> Line:
    return next(found for found in lines(pdf) if found.text.startswith(start))


def ink(pdf: bytes, box: tuple[float, float, float, float], page: int = 0) -> int:
    """Dark pixels (72 dpi) inside a box of points from the top-left of the displayed page."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=1, grayscale=True).to_pil().convert("L")
    document.close()
    return sum(image.crop(tuple(int(v) for v in box)).histogram()[:200])
