"""What the reading of scans needs of a file: which pages are pictures, a page drawn for the engine, a searchable twin."""

import io
import time
from pathlib import Path
from typing import Any

import pikepdf

from congso.files.inspector.results import Bad
from congso.pure.reading import Unreadable, read
from congso.pure.reading.scans.layer import is_scan, judge
from congso.pure.reading.scans.records import from_plain
from congso.pure.reading.scans.scan import reading_order, sealed_pages
from congso.pure.reading.scans.searchable import searchable
from congso.pure.reading.scans.source import pictures_of

_CODES = {"password": "files.encrypted", "too_large": "files.too_complex"}
_SECONDS = 60.0


def _bad(unreadable: Unreadable) -> Bad:
    return Bad(_CODES.get(unreadable.code, "files.damaged"))


def plan(path: Path) -> dict[str, Any]:
    """{"pages": pages to be read by eye, best first, from 1; "layer": as `pure.reading` judges it}. Raises Bad."""
    stop = time.monotonic() + _SECONDS
    try:
        pictures = pictures_of(path.read_bytes())
        looks = []
        for index in range(len(pictures)):
            if time.monotonic() > stop:
                raise Bad("files.too_complex")
            looks.append(pictures.look(index))
        wanted = {index for index, look in enumerate(looks) if is_scan(look)}
        order = reading_order(len(pictures), sealed_pages(pictures)) if wanted else []
    except Unreadable as unreadable:
        raise _bad(unreadable) from unreadable
    return {"pages": [index + 1 for index in order if index in wanted], "layer": judge(looks)}


def picture(path: Path, page: int) -> tuple[dict[str, Any], bytes]:
    """{"size": [width, height] in points} and the page (from 1) as PNG at 300 dpi. Raises Bad."""
    try:
        image, size = pictures_of(path.read_bytes()).picture(page - 1)
    except Unreadable as unreadable:
        raise _bad(unreadable) from unreadable
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return {"size": list(size)}, out.getvalue()


def fields(path: Path) -> dict[str, Any]:
    """The fields that the file's own text gives, as `Reading.to_json`. Raises Bad."""
    try:
        return read(path.read_bytes()).to_json()
    except Unreadable as unreadable:
        raise _bad(unreadable) from unreadable


def twin(path: Path, pages: dict[str, Any]) -> bytes:
    """The PDF with the words that were read over its pages (keys: page numbers from 1). Raises Bad."""
    read_pages = [from_plain(int(number) - 1, stored) for number, stored in pages.items()]
    try:
        return searchable(path.read_bytes(), read_pages)
    except pikepdf.PdfError as error:
        raise Bad("files.damaged") from error
