"""The public face: a file or pages in, a `Reading` out. The type is told from the content, never from the name."""

import dataclasses
from collections.abc import Sequence

from congso.pure.reading.born import chosen_pages
from congso.pure.reading.docx_pages import docx_pages
from congso.pure.reading.fields import read_fields
from congso.pure.reading.header import has_title
from congso.pure.reading.office import is_old_word, to_docx
from congso.pure.reading.page_model import Page, page_of_words
from congso.pure.reading.pdf import PdfText
from congso.pure.reading.result import Reading, TextLayer, Unreadable
from congso.pure.reading.scans.layer import PageLook, is_poor, judge
from congso.pure.reading.stamps import painted_numbers

_SPARSE = 60  # words; on a page with fewer the pictures are looked at


def read_pages(
    pages: Sequence[Page], *, count: int | None = None, text_layer: TextLayer | None = None
) -> Reading:
    """The reading of pages that some source laid out (OCR); `count` where the document has more of them."""
    return Reading(read_fields(pages), count if count is not None else len(pages), text_layer)


def read(data: bytes, name: str = "") -> Reading:
    """The reading of a file: PDF with text, DOCX, or (with LibreOffice) DOC and RTF.

    A PDF whose text cannot be used comes back without fields and with `text_layer` none or poor: it is for OCR
    (`scans`). Raises `Unreadable`. `name` is for the caller's messages; the type is told from the content.
    """
    if data[:1024].find(b"%PDF-") >= 0:
        return _read_pdf(data)
    if data[:4] == b"PK\x03\x04":
        return _read_docx(data)
    if is_old_word(data):
        return _read_docx(to_docx(data))
    raise Unreadable("unknown_type")


def _read_docx(data: bytes) -> Reading:
    pages, count = docx_pages(data)
    # Laid out by guess, so the places mean nothing to who looks at the printed page.
    fields = {name: dataclasses.replace(found, box=None) for name, found in read_fields(pages).items()}
    return Reading(fields, count)


def _read_pdf(data: bytes) -> Reading:
    with PdfText(data) as pdf:
        pages, count = chosen_pages(pdf), len(pdf)
        layer = judge([_look(pdf, page) for page in pages])
        drawn_on = pdf.with_fields
    if layer in {"none", "poor"}:
        return Reading({}, count, layer)
    fields = read_fields(pages)
    if drawn_on and ("number" not in fields or "date" not in fields):
        pages = [_with_painted(data, page) if page.index in drawn_on else page for page in pages]
        fields = read_fields(pages)
    return Reading(fields, count, layer)


def _look(pdf: PdfText, page: Page) -> PageLook:
    text = "\n".join(line.text for line in page.lines)
    sparse = sum(len(line.words) for line in page.lines) < _SPARSE
    return PageLook(text, pdf.picture_share(page.index) if sparse or is_poor(text) else 0.0)


def _with_painted(data: bytes, page: Page) -> Page:
    """The page of the letterhead with the digits that signature fields paint on it."""
    painted = painted_numbers(data, page) if has_title(page) else []
    if not painted:
        return page
    words = [word for line in page.lines for word in line.words]
    return page_of_words(page.index, page.width, page.height, [*words, *painted], mend=True)
