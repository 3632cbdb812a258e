"""The QR code of the public check page on the page itself, put there before the first signature so that it is signed too."""

import re
from typing import Final

import segno
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from congso.signing.pades import forms
from congso.signing.pades.geometry import MM, Box, page_box, place
from congso.signing.pades.writing import close_revision, has_signature, open_first_revision, open_revision

# In the lower margin, which Decree 30 keeps at 20 mm and more, under the left edge of the text.
_LEFT, _BOTTOM, _SIDE = 30 * MM, 3.5 * MM, 14 * MM
_PRINTED: Final = 4
_FIXED: Final = 64 | 128  # read only, locked
_QUIET: Final = 2


def with_code(pdf: bytes, url: str) -> bytes:
    """The file with the code of `url` on its first page, in a revision of its own: the bytes before stay as they are.

    A signed file, and a page that lies on a side, come back unchanged. SignatureRefused: NOT_A_PDF, ENCRYPTED.
    """
    revision = open_first_revision(pdf)
    box = Box(0, _LEFT, _BOTTOM, _LEFT + _SIDE, _BOTTOM + _SIDE)
    reference, page = forms.page_for(revision, box)
    placement = place(page, box)
    _, bottom, _, top = page_box(page)
    if has_signature(revision.prev) or placement.rotation or top - bottom < 10 * _SIDE:
        return pdf
    look = revision.add_object(_picture(url))
    rect = generic.ArrayObject(generic.FloatObject(side) for side in placement.rect)
    for annotation in (_stamp(look, url), _link(url)):
        annotation[pdf_name("/P")] = reference
        annotation[pdf_name("/Rect")] = rect
        revision.register_annotation(reference, revision.add_object(annotation))  # type: ignore[no-untyped-call]
    return close_revision(revision)


def code_of(pdf: bytes, pattern: str) -> str:
    """What `pattern` (one group) catches in the address of the first page's code; "" without one."""
    page = forms.page_for(open_revision(pdf), Box(0, 0, 0, 1, 1))[1]
    for reference in page.get("/Annots", ()):
        annotation = reference.get_object()
        found = re.search(pattern, str(annotation.get("/Contents", "")))
        if annotation.get("/Subtype") == "/Stamp" and found:
            return found[1]
    return ""


def _picture(url: str) -> generic.StreamObject:
    """Squares on white, as sharp as the printer is."""
    rows = [list(row) for row in segno.make(url, error="m", micro=False).matrix]
    size = len(rows) + 2 * _QUIET
    squares = [
        b"%d %d %d 1 re" % (left + _QUIET, size - 1 - _QUIET - down, length)
        for down, row in enumerate(rows)
        for left, length in _runs(row)
    ]
    return generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, size, size))),
            pdf_name("/Resources"): generic.DictionaryObject(),
        },
        stream_data=b"1 g 0 0 %d %d re f 0 g " % (size, size) + b" ".join(squares) + b" f",
    )


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Start and length of the dark runs of a row."""
    text = "".join("1" if one else "0" for one in row)
    return [(found.start(), len(found[0])) for found in re.finditer("1+", text)]


def _stamp(look: generic.IndirectObject, url: str) -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Stamp"),
            pdf_name("/F"): generic.NumberObject(_PRINTED | _FIXED),
            pdf_name("/Contents"): generic.pdf_string(url),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): look}),
        }
    )


def _link(url: str) -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Link"),
            pdf_name("/F"): generic.NumberObject(_PRINTED),
            pdf_name("/Border"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 0))),
            pdf_name("/A"): generic.DictionaryObject(
                {pdf_name("/S"): pdf_name("/URI"), pdf_name("/URI"): generic.pdf_string(url)}
            ),
        }
    )
