"""Cover sheets that part a scanned pile: their QR codes made and read, the pile cut at them.

A sheet says whose it is and carries a keyed digest: a sheet of another installation or agency, or any other code on a
page, never cuts a pile. Pages are counted from 0 here.
"""

import hashlib
import hmac
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pikepdf
import pypdfium2
import segno
import zxingcpp
from PIL import Image

from congso.pure.layout import PDFIUM_LOCK
from congso.pure.layout.engine import compile_template

PREFIX: Final = "CONGSO-NGAN"
_FORM: Final = re.compile(rf"{PREFIX}:1:(\d{{1,12}}):([0-9A-Z]{{4,20}}):([0-9a-f]{{16}})")
_DPI: Final = 150
_MOST_PIXELS: Final = 9_000_000  # of a page as looked at: a page of any size costs no more than A3
_CODES: Final = zxingcpp.barcode_formats_from_str("QRCode")
_INK: Final = 0.0005  # share of dark pixels below which a page counts as empty

Mark = Literal["sheet", "foreign", "blank", "page"]


def payload(agency_id: int, serial: str, key: bytes) -> str:
    """What the code of a sheet says. `key`: secret of the installation. `serial`: 4–20 digits and capital letters."""
    return f"{PREFIX}:1:{agency_id}:{serial}:{_digest(agency_id, serial, key)}"


def _digest(agency_id: int, serial: str, key: bytes) -> str:
    return hmac.new(key, f"{PREFIX} {agency_id} {serial}".encode(), hashlib.sha256).hexdigest()[:16]


def mark_of(texts: Sequence[str], agency_id: int, key: bytes) -> Mark:
    """What the codes of a page make of it; codes that are no sheet's say nothing."""
    found = [match for text in texts if (match := _FORM.fullmatch(text.strip()))]
    own = [
        one for one in found
        if int(one[1]) == agency_id and hmac.compare_digest(one[3], _digest(agency_id, one[2], key))
    ]  # fmt: skip
    return "sheet" if own else "foreign" if found else "page"


@dataclass(frozen=True, slots=True)
class Cut:
    """`sections`: (first, last) page of each document. `empty`: sheets with nothing behind them."""

    sections: tuple[tuple[int, int], ...]
    sheets: int
    foreign: tuple[int, ...]
    empty: int


def cut(marks: Sequence[Mark]) -> Cut:
    """Where the pile parts. An empty page right behind a sheet is its back side; a section of empty pages is none."""
    sections: list[tuple[int, int]] = []
    empty, start = 0, 0
    sheets = [at for at, mark in enumerate(marks) if mark == "sheet"]
    for end in [*sheets, len(marks)]:
        if start and start < end and marks[start] == "blank":
            start += 1
        if any(mark != "blank" for mark in marks[start:end]):
            sections.append((start, end - 1))
        elif start:
            empty += 1
        start = end + 1
    foreign = tuple(at for at, mark in enumerate(marks) if mark == "foreign")
    return Cut(tuple(sections), len(sheets), foreign, empty)


def marks_of(pdf: bytes, agency_id: int, key: bytes) -> Iterator[Mark]:
    """What each page of a scanned pile is. PDFium's lock is held for one page at a time."""
    with PDFIUM_LOCK:
        count = _count(pdf)
    for at in range(count):
        image = _page(pdf, at)
        found = zxingcpp.read_barcodes(image, formats=_CODES)
        mark = mark_of([one.text for one in found], agency_id, key)
        yield "blank" if mark == "page" and _is_blank(image) else mark


def _count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _page(pdf: bytes, at: int) -> Image.Image:
    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[at]
            width, height = page.get_size()
            scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            image: Image.Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
            page.close()
            return image
        finally:
            document.close()


def _is_blank(image: Image.Image) -> bool:
    return sum(image.histogram()[:128]) < _INK * image.width * image.height


def part(pdf: bytes, first: int, last: int) -> bytes:
    """A new PDF of these pages as they are; the same pages give the same bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as pile, pikepdf.new() as made:
        made.pages.extend(pile.pages[first : last + 1])
        made.save(out, deterministic_id=True)
    return out.getvalue()


def render(agency: str, sheets: Sequence[tuple[str, str]]) -> bytes:
    """A PDF with a page for each (serial, payload)."""
    data = {
        "title": "TỜ NGĂN VĂN BẢN",
        "agency": agency,
        "help": "Đặt tờ này trước mỗi văn bản rồi quét cả chồng. Dùng lại được nhiều lần.",
        "sheets": [{"serial": serial, "rows": _rows(text)} for serial, text in sheets],
    }
    return compile_template("cover", data, archival=False).pdf


def _rows(text: str) -> list[str]:
    """The code as lines of 0 and 1, with its quiet zone left to the page."""
    return [
        "".join(str(min(bit, 1)) for bit in row) for row in segno.make(text, error="h", micro=False).matrix
    ]
