"""Which pages of a born-digital PDF are looked at with care: the opening ones and the one where the signature stands."""

from collections.abc import Iterator

from congso.pure.reading.closing import CLOSING_HINT, closing_on, goes_on, with_next
from congso.pure.reading.header import has_title
from congso.pure.reading.page_model import Page
from congso.pure.reading.pdf import PdfText

_OPENING = 8  # pages among which the letterhead is looked for
_NEAR = 4  # pages after the letterhead that are asked first: most decisions end there
_BACK = 2  # then the last ones, then those between, to this many
_MOST = 400


def chosen_pages(pdf: PdfText) -> list[Page]:
    """The pages whose lines the rules need, in order."""
    opening = _opening_page(pdf)
    start = opening.index
    pages = {start: opening}
    for index in _order(start, len(pdf)):
        candidate = pages.get(index) or _candidate(pdf, index)
        closing = closing_on(candidate, opening=index == start) if candidate is not None else None
        if candidate is None or closing is None:
            continue
        pages[index] = candidate
        if goes_on(closing) and index + 1 < len(pdf):
            pages.setdefault(index + 1, pdf.page(index + 1))
            closing = with_next(closing, pages[index + 1], opening=index == start)
        if closing.complete or (index >= len(pdf) - _BACK and closing.named):
            break
    return [pages[index] for index in sorted(pages)]


def _opening_page(pdf: PdfText) -> Page:
    """The first page with a letterhead; without one, the first page."""
    first = pdf.page(0)
    page = first
    for index in range(min(_OPENING, len(pdf))):
        page = pdf.page(index) if index else first
        if has_title(page):
            return page
    return first


def _candidate(pdf: PdfText, index: int) -> Page | None:
    """The page, when a cheap look at its text promises a closing."""
    return pdf.page_with(index, CLOSING_HINT)


def _order(start: int, count: int) -> Iterator[int]:
    near = range(start, min(start + _NEAR, count))
    yield from near
    tail = range(count - 1, max(near.stop, count - _BACK) - 1, -1)
    yield from tail
    yield from range(near.stop, min(near.stop + _MOST, max(near.stop, count - _BACK)))
