"""The public face: a file or pages in, a `Reading` out. The type is told from the content, never from the name."""

import dataclasses
from collections.abc import Sequence

from congso.pure.reading.born import chosen_pages
from congso.pure.reading.docx_pages import docx_pages
from congso.pure.reading.fields import read_fields
from congso.pure.reading.office import is_old_word, to_docx
from congso.pure.reading.page_model import Page
from congso.pure.reading.pdf import PdfText
from congso.pure.reading.result import Reading, TextLayer, Unreadable


def read_pages(
    pages: Sequence[Page], *, count: int | None = None, text_layer: TextLayer | None = None
) -> Reading:
    """The reading of pages that some source laid out (OCR); `count` where the document has more of them."""
    return Reading(read_fields(pages), count if count is not None else len(pages), text_layer)


def read(data: bytes, name: str = "") -> Reading:
    """The reading of a file: PDF with text, DOCX, or (with LibreOffice) DOC and RTF.

    Raises `Unreadable`. `name` is for the caller's messages; the type is told from the content.
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
        pages = chosen_pages(pdf)
        return Reading(read_fields(pages), len(pdf), "yes")
