"""The public face: a file or pages in, a `Reading` out. The type is told from the content, never from the name."""

from collections.abc import Sequence

from congso.pure.reading.born import chosen_pages
from congso.pure.reading.fields import read_fields
from congso.pure.reading.page_model import Page
from congso.pure.reading.pdf import PdfText
from congso.pure.reading.result import Reading, TextLayer, Unreadable


def read_pages(
    pages: Sequence[Page], *, count: int | None = None, text_layer: TextLayer | None = None
) -> Reading:
    """The reading of pages that some source laid out (OCR); `count` where the document has more of them."""
    return Reading(read_fields(pages), count if count is not None else len(pages), text_layer)


def read(data: bytes, name: str = "") -> Reading:
    if data[:1024].find(b"%PDF-") >= 0:
        with PdfText(data) as pdf:
            pages = chosen_pages(pdf)
            return Reading(read_fields(pages), len(pdf), "yes")
    raise Unreadable("unknown_type")
