"""A scanned document's fields: which pages to read first, and the reading with boxes on the pages as shown."""

import contextlib
import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from congso.pure.reading.closing import closing_on
from congso.pure.reading.fields import read_fields
from congso.pure.reading.header import has_title
from congso.pure.reading.page_model import Box, Page, Word
from congso.pure.reading.read import read
from congso.pure.reading.result import Found, Reading, TextLayer, Unreadable
from congso.pure.reading.scans.engine import OcrFailed
from congso.pure.reading.scans.pages import ScannedPage, read_picture
from congso.pure.reading.scans.seal import has_seal
from congso.pure.reading.scans.source import Pictures, is_picture, pictures_of

_MOST: Final = 8  # pages read in search of the fields
_SEALS: Final = 4
_SHORT: Final = 4  # pages that are read in any case
_LOOKED_AT: Final = 150


def reading_order(count: int, sealed: Sequence[int] = ()) -> list[int]:
    """Pages by worth: the letterhead, where a seal stands, the end (signature and recipients), then on from the front.

    Forms and tables often follow the signature: `sealed` are the pages on which `seal.has_seal` saw one.
    """
    first = [0, *sealed[:_SEALS], count - 1, count - 2]
    return list(dict.fromkeys(page for page in (*first, *range(count)) if 0 <= page < count))


def sealed_pages(pictures: Pictures) -> list[int]:
    """The pages, as far as they are looked at (a tenth of a second each), that seem to bear a seal."""
    pages = range(1, min(len(pictures), _LOOKED_AT)) if len(pictures) > _SHORT else ()
    found = []
    for index in pages:
        with contextlib.suppress(Unreadable):
            if has_seal(pictures.glance(index)):
                found.append(index)
    return found


def reading_of(pages: Sequence[ScannedPage], count: int, text_layer: TextLayer | None) -> Reading:
    """The fields that these pages show, their boxes on the pages as shown."""
    ordered = sorted(pages, key=lambda page: page.index)
    frames = {page.index: page.frame for page in ordered}
    fields = _with_signer(read_fields([page.page for page in ordered]), ordered)
    fields = {name: _doubted(name, one, ordered) for name, one in fields.items()}
    shown = {
        name: dataclasses.replace(one, box=frames[one.box.page].shown(one.box)) if one.box else one
        for name, one in fields.items()
    }
    return Reading(shown, count, text_layer)


def _doubted(name: str, one: Found, pages: Sequence[ScannedPage]) -> Found:
    """Number and date are as sure as their least sure digits: they are often written by hand."""
    box = one.box
    if name not in {"number", "date"} or box is None:
        return one
    words = next(page.words for page in pages if page.index == box.page)
    inside = [
        word.confidence
        for word in words
        if any(letter.isdigit() for letter in word.text)
        and box.x0 - 1 <= (word.x0 + word.x1) / 2 <= box.x1 + 1
        and box.y0 - 1 <= (word.y0 + word.y1) / 2 <= box.y1 + 1
    ]
    return dataclasses.replace(one, confidence=min([one.confidence, *inside]))


def _with_signer(fields: Mapping[str, Found], pages: Sequence[ScannedPage]) -> dict[str, Found]:
    """The signer's name as read from its strip, where the rules saw none or only the end of it."""
    page = _signed_page(fields, pages)
    if page is None or page.signer is None:
        return dict(fields)
    name, said = page.signer, fields.get("signer_name")
    if said is not None and not (isinstance(said.value, str) and name.text.endswith(f" {said.value}")):
        return dict(fields)
    if said is None:
        # The rules took the name for a line of whatever stands beside it.
        bare = [_without_name(one.page, name) if one is page else one.page for one in pages]
        fields = {**fields, **{key: one for key, one in read_fields(bare).items() if key == "recipients"}}
    box = Box(page.index, name.x0, name.y0, name.x1, name.y1)
    return {**fields, "signer_name": Found(name.text, min(name.confidence, 0.9), box)}


def _signed_page(fields: Mapping[str, Found], pages: Sequence[ScannedPage]) -> ScannedPage | None:
    """The page whose signature counts: that of the closing or the next; without a closing the first before another letterhead."""
    ends = (fields[name].box for name in ("recipients", "signer_title", "signing_form") if name in fields)
    closing = next((box.page for box in ends if box is not None), None)
    titled = [page.index for page in pages if has_title(page.page)]
    first, past = (titled[0], titled[1]) if len(titled) > 1 else (min([0, *titled]), pages[-1].index + 1)
    signed = [
        page for page in pages if page.signer is not None and first <= page.index < max(past, first + 1)
    ]
    if closing is not None:
        signed = [page for page in signed if closing <= page.index <= closing + 1]
    return signed[0] if signed else None


def _without_name(page: Page, name: Word) -> Page:
    """The page without the lines that stand where the name does."""
    middle = (name.y0 + name.y1) / 2
    kept = [
        line
        for line in page.lines
        if not (line.y0 < middle < line.y1 and line.x0 > name.x0 - 2 and line.x1 < name.x1 + 2)
    ]
    return dataclasses.replace(page, lines=tuple(kept))


def read_scan(
    pictures: Pictures, text_layer: TextLayer | None, told: Callable[[int], None] = lambda page: None
) -> Reading:
    """Read pages until letterhead and closing are found. `told` hears the index of each page read.

    Raises OcrFailed when not even the first page can be read (a later one is left out), Unreadable for a damaged file.
    """
    count = len(pictures)
    pages: list[ScannedPage] = []
    for index in reading_order(count, sealed_pages(pictures)):
        if len(pages) >= _MOST or is_enough(pages):
            break
        image, size = pictures.picture(index)
        try:
            pages.append(read_picture(image, index, size, stamps=index == 0))
        except OcrFailed:
            if not pages:
                raise
        told(index)
    return reading_of(pages, count, text_layer)


def is_enough(pages: Sequence[ScannedPage]) -> bool:
    """Do the pages read so far hold the letterhead and the whole closing?"""
    laid = [page.page for page in pages]
    if not any(has_title(page) for page in laid):
        return False
    closings = (closing_on(page, opening=page.index == 0) for page in laid)
    return any(closing is not None and closing.complete for closing in closings)


def read_any(data: bytes) -> Reading:
    """The reading of any file: by its own text where it has some, by eye where its pages are pictures.

    Raises Unreadable, and OcrFailed (`code` ocr_missing where Tesseract is not installed).
    """
    layer: TextLayer | None = "none"
    if data[:1024].find(b"%PDF-") >= 0 or not is_picture(data):
        reading = read(data)
        layer = reading.text_layer
        if layer in {None, "yes"}:
            return reading
    return read_scan(pictures_of(data), layer)
