"""Bytes behind a signature that belong to no revision.

pyHanko compares the revisions that the tables chain together, and does not look at what lies between and behind them. A
viewer that mends files takes the last object of a number, table or not (incremental saving attacks): nobody may hide any.
"""

import re
from typing import Final

from pyhanko.pdf_utils.reader import PdfFileReader

# What may stand between the objects of a revision: space, remarks, the way to the table.
_BETWEEN: Final = re.compile(rb"(?:[\s\x00]|%[^\r\n]*|startxref\s+\d+)*")
_TABLE_END: Final = re.compile(rb"startxref")
_OBJECT_END: Final = re.compile(rb"endobj")
_STREAM: Final = re.compile(rb"stream\r?\n")
_STREAM_END: Final = re.compile(rb"endstream\s*endobj")


def has_strays(pdf: bytes, reader: PdfFileReader, end: int, revision: int) -> bool:
    """Is there anything behind `end`, where `revision` ends, but the objects and tables of the later ones?"""
    at = end
    for place in _places(pdf, reader, end, revision):
        if place < at:
            continue  # two names of one object
        if not _BETWEEN.fullmatch(pdf, at, place):
            return True
        at = _end_of(pdf, place)
    return not _BETWEEN.fullmatch(pdf, at)


def _places(pdf: bytes, reader: PdfFileReader, end: int, revision: int) -> list[int]:
    xrefs = reader.xrefs
    found = set()
    for later in range(revision + 1, xrefs.total_revisions):
        # pyHanko remembers where the rows of a table begin, behind the word.
        start = xrefs.get_xref_container_info(later).start_location
        word = pdf.rfind(b"xref", max(start - 16, 0), start)
        found.add(start if word < 0 else word)
        for reference in xrefs.explicit_refs_in_revision(later):
            place = xrefs.get_historical_ref(reference, later)
            if isinstance(place, int):
                found.add(place)
    return sorted(place for place in found if place >= end)


def _end_of(pdf: bytes, place: int) -> int:
    """Behind the object or table that begins here; the end of the file when it has none."""
    if pdf.startswith(b"xref", place):
        found = _TABLE_END.search(pdf, place)
        return found.start() if found else len(pdf)
    closed = _OBJECT_END.search(pdf, place)
    if closed is None:
        return len(pdf)
    if _STREAM.search(pdf, place, closed.end()):
        closed = _STREAM_END.search(pdf, place) or closed
    return closed.end()
