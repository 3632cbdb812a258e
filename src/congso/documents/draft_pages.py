"""Pages of a draft's PDF: their sizes, their pictures, and the places for number, date and signature on a page made elsewhere.

Only PDFs laid out here or already checked by `files` are opened.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import pypdfium2

from congso.pure.layout import PDFIUM_LOCK, Box, RenderedDocument

_MM: Final = 72 / 25.4
_SIGNATURE: Final = (50 * _MM, 30 * _MM)
_SEAL: Final = 36 * _MM
# PDFium's loose box is 0.909 of the type's size, the line of Tinos 1.107: form fields are measured by the line.
_LINE_OF_LOOSE: Final = 1.107 / 0.909
_LOWEST, _HIGHEST = 10.0, 18.0  # of a line of type, in points: other heights are a font's mistake


@dataclass(frozen=True, slots=True)
class Word:
    """Where a run of letters stands: a line high, in points from the bottom left; `index` and `count` within the text."""

    x0: float
    y0: float
    x1: float
    y1: float
    index: int
    count: int


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with PDFIUM_LOCK:  # no two threads at once, even on different files
        document = pypdfium2.PdfDocument(pdf)
        try:
            document.init_forms()
            yield document
        finally:
            document.close()


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    with _opened(pdf) as document:
        return [document.get_page_size(index) for index in range(len(document))]


def picture(pdf: bytes, page: int, width: int) -> bytes:
    """Page `page` (from 1) as WebP, `width` pixels wide. Raises IndexError: there is no such page."""
    with _opened(pdf) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        sheet = document[page - 1]
        image = sheet.render(scale=width / sheet.get_width()).to_pil().convert("RGB")
    out = io.BytesIO()
    image.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def with_places(pdf: bytes, signer_name: str, *further: str) -> RenderedDocument:
    """A page made elsewhere as the page to sign: number after "Số:", date between its words, signature over the name.

    `further`: names of the signers of a joint document behind the lead's; their places are `signature_2`, `seal_2` …

    What is already printed gets no place; what is not found gets the place that Decree 30 (annex I) gives it.
    """
    with _opened(pdf) as document:
        first, last = document[0], document[len(document) - 1]
        anchors = {**_number(first), **_date(first), **_signature(last, len(document) - 1, signer_name)}
        for order, name in enumerate(further, 2):
            # Not found by name: a place of its own, from the right edge to the left, never over another's.
            boxes = _signature(last, len(document) - 1, name, default=0.7 - 0.24 * (order - 1))
            anchors |= {f"{which}_{order}": box for which, box in boxes.items()}
        return RenderedDocument(pdf=pdf, pages=len(document), anchors=anchors)


def _find(page: pypdfium2.PdfPage, words: str, *, after: int = 0) -> Iterator[Word]:
    """Each place of `words` in the order of the text."""
    text = page.get_textpage()
    searcher = text.search(words, index=after, match_case=True)
    while (found := searcher.get_next()) is not None:
        index, count = found
        tight = [text.get_charbox(at) for at in range(index, index + count)]
        _, bottom, _, top = text.get_charbox(index, loose=True)
        left, right = min(box[0] for box in tight), max(box[2] for box in tight)
        yield Word(left, bottom, right, top, index, count)


def _line_box(beside: Word, x0: float, x1: float) -> Box:
    """A box of one line of type on the line of the words beside it."""
    height = min(max((beside.y1 - beside.y0) * _LINE_OF_LOOSE, _LOWEST), _HIGHEST)
    return Box(page=0, x0=x0, y0=beside.y0, x1=x1, y1=beside.y0 + height)


def _between(page: pypdfium2.PdfPage, one: Word, other: Word) -> str:
    text = page.get_textpage()
    start = one.index + one.count
    said: str = text.get_text_range(start, max(other.index - start, 0))
    return said


def _default(page: pypdfium2.PdfPage, x0: float, x1: float, top: float) -> Box:
    height = page.get_height()
    return Box(page=0, x0=x0, y0=height - top - 14.4, x1=x1, y1=height - top)


def _number(page: pypdfium2.PdfPage) -> dict[str, Box]:
    middle, upper = page.get_width() / 2, page.get_height() * 0.65
    for label in _find(page, "Số:"):
        if label.x0 > middle or label.y0 < upper:
            continue
        stroke = next(
            (one for one in _find(page, "/", after=label.index) if abs(one.y0 - label.y0) < 8), None
        )
        if stroke is None or stroke.x0 < label.x1:
            return {"number": _line_box(label, label.x1 + 3, label.x1 + 36)}
        if any(sign.isdigit() for sign in _between(page, label, stroke)):
            return {}
        return {"number": _line_box(label, min(label.x1 + 3, stroke.x0 - 20), stroke.x0 - 1)}
    return {"number": _default(page, 120, 156, 95)}


_DATE: Final = (("date_day", "ngày"), ("date_month", "tháng"), ("date_year", "năm"))


def _date(page: pypdfium2.PdfPage) -> dict[str, Box]:
    upper = page.get_height() * 0.6
    for day in _find(page, "ngày"):
        month = next(iter(_find(page, "tháng", after=day.index)), None)
        year = next(iter(_find(page, "năm", after=month.index)), None) if month else None
        if month is None or year is None or day.y0 < upper or abs(year.y0 - day.y0) > 6 or month.x0 < day.x1:
            continue
        return _date_boxes(page, (day, month, year))
    left = page.get_width() * 0.62
    return {
        name: _default(page, left + 48 * number, left + 48 * number + (34 if name == "date_year" else 22), 95)
        for number, (name, _) in enumerate(_DATE)
    }


def _date_boxes(page: pypdfium2.PdfPage, words: tuple[Word, Word, Word]) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for number, (name, _) in enumerate(_DATE):
        word = words[number]
        if number == 2:
            rest: str = page.get_textpage().get_text_range(word.index + word.count, 8)
            if not rest.lstrip()[:2].isdigit():
                found[name] = _line_box(word, word.x1 + 3, word.x1 + 33)
        elif not any(sign.isdigit() for sign in _between(page, word, words[number + 1])):
            found[name] = _line_box(word, word.x1 + 1, max(words[number + 1].x0 - 1, word.x1 + 12))
    return found


def _signature(
    page: pypdfium2.PdfPage, index: int, signer_name: str, *, default: float = 0.7
) -> dict[str, Box]:
    """`default`: where across the page its middle stands when the name is not found."""
    width, height = _SIGNATURE
    name = list(_find(page, signer_name))[-1:] if signer_name else []
    if name:
        middle, low = (name[0].x0 + name[0].x1) / 2, name[0].y1 + 6
    else:
        middle, low = page.get_width() * default, page.get_height() * 0.14
    left = min(max(middle - width / 2, 4), page.get_width() - width - 4)
    low = min(low, page.get_height() - height - 4)
    centre = low + height / 2
    return {
        "signature": Box(index, left, low, left + width, low + height),
        "seal": Box(
            index, left + width / 3 - _SEAL, centre - _SEAL / 2, left + width / 3, centre + _SEAL / 2
        ),
    }
