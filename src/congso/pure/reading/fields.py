"""Pages in, fields out: the order in which the parts of a document are looked for."""

from collections.abc import Sequence

from congso.pure.reading.closing import find_closing, read_closing
from congso.pure.reading.header import Header, Row, find_header, row_of
from congso.pure.reading.letterhead import found, read_letterhead
from congso.pure.reading.page_model import Page
from congso.pure.reading.result import FIELDS, Found
from congso.pure.reading.text import alike, is_upper
from congso.pure.reading.title import read_title
from congso.pure.reading.vocabulary import SECRECIES, URGENCIES


def read_fields(pages: Sequence[Page]) -> dict[str, Found]:
    """The fields of the first document on the pages (some may be left out, in order), by name."""
    header = find_header(pages)
    if header is None:
        return {}
    fields = read_letterhead(header)
    about = fields.get("subject")
    fields.update(read_title(header, fields))
    if about is not None and fields["kind"].value == "Công văn":
        fields["subject"] = about
    fields.update(_marks(header))
    later = [page for page in pages if page.index >= header.page.index]
    closing = find_closing(later)
    if closing is not None:
        fields.update(read_closing(closing))
    return {name: fields[name] for name in FIELDS if name in fields}


def _marks(header: Header) -> dict[str, Found]:
    """Urgency and secrecy: words that stand alone, in capitals, in the upper half of the first page."""
    marks: dict[str, Found] = {}
    page = header.page
    for line in page.lines:
        if line.y0 > 0.5 * page.height:
            continue
        row = row_of(line.words)
        alone = len(line.words) <= 5 and is_upper(row.text)
        for name, words in (("urgency", URGENCIES), ("secrecy", SECRECIES)):
            # A stamp beside the text may be read as the start of its line.
            stamped = name == "urgency" and line.confidence < 1
            word = next(
                (
                    one
                    for one in words
                    if (alone and _is_mark(row.text, one)) or (stamped and _opens(row, one))
                ),
                None,
            )
            if word is not None and name not in marks:
                marks[name] = found(word.upper(), [row], page.index, 0.95)
    return marks


def _is_mark(text: str, word: str) -> bool:
    bare = text.strip(" .:-|[]()'")
    return bare == word.upper() or (len(word) > 5 and alike(bare, word, 0.85))


def _opens(row: Row, word: str) -> bool:
    """Do the first words of a line name the mark in capitals, and no capitals follow?"""
    words = row.text.split()
    count = len(word.split())
    head = " ".join(words[:count])
    return (
        is_upper(head) and _is_mark(head, word) and not any(is_upper(one) for one in words[count : count + 1])
    )
