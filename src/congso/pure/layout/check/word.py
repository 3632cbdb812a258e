"""A Word file (DOCX) as sections and lines: what `w:p`, `w:tbl` and the styles say, without laying the page out.

Read straight from the XML: python-docx knows neither text boxes nor the fonts of a theme.
"""

import dataclasses
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from lxml import etree

from congso.pure.layout.check.model import (
    Line,
    Margins,
    PageNumber,
    Paper,
    Sheet,
    Side,
    Span,
    UnreadablePaper,
)
from congso.pure.layout.check.word_styles import Look, Styles, attribute, child
from congso.pure.vietnamese import nfc

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TWIPS: Final = 1440 / 25.4
MAX_BYTES: Final = 60_000_000
_MAX_DEPTH: Final = 12
_GONE: Final = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr")}


def read_docx(data: bytes) -> Paper:
    """Raises UnreadablePaper."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES * 4:
                raise UnreadablePaper("too_large")
            return _Reader(archive).paper()
    except (
        zipfile.BadZipFile,
        KeyError,
        etree.XMLSyntaxError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise UnreadablePaper("broken") from error


def parsed(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """Raises KeyError, UnreadablePaper, etree.XMLSyntaxError."""
    if archive.getinfo(name).file_size > MAX_BYTES:
        raise UnreadablePaper("too_large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    return etree.fromstring(archive.read(name), parser)


@dataclasses.dataclass(slots=True)
class _Piece:
    """Text of one look, or a break: `\\n` ends a line, `\\t` is a tab."""

    text: str
    look: Look


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.body = child(parsed(archive, "word/document.xml"), "body")
        self.styles = Styles(
            parsed(archive, "word/styles.xml") if "word/styles.xml" in self.names else None, self._theme()
        )
        self.count = 0

    def _theme(self) -> etree._Element | None:
        name = next((name for name in sorted(self.names) if name.startswith("word/theme/theme")), "")
        return parsed(self.archive, name) if name else None

    def paper(self) -> Paper:
        if self.body is None:
            raise UnreadablePaper("broken")
        sections = list(self.body.iter(f"{_W}sectPr"))
        lines = tuple(self.lines(self.body, "full", 0))
        letters = sum(len(line.text) for line in lines)
        return Paper(
            source="docx",
            sheets=tuple(_sheet(section) for section in sections) or (Sheet(210, 297),),
            lines=lines,
            text_layer="yes" if letters >= 20 else "none",
            pages=self._pages(),
            page_numbers=tuple(self._numbers(sections)),
        )

    def _pages(self) -> int | None:
        if "docProps/app.xml" not in self.names:
            return None
        found = parsed(self.archive, "docProps/app.xml").findtext("{*}Pages") or ""
        return int(found) if found.isdigit() else None

    def lines(self, parent: etree._Element, side: Side, depth: int) -> Iterator[Line]:
        """Lines of a body, a cell or a text box, in reading order."""
        if depth > _MAX_DEPTH:
            return
        for node in parent:
            if node.tag == f"{_W}p":
                yield from self._paragraph(node, side, depth)
            elif node.tag == f"{_W}tbl":
                yield from self._table(node, side, depth)
            elif node.tag not in _GONE and isinstance(node.tag, str):
                yield from self.lines(node, side, depth + 1)  # content controls, tracked insertions

    def _table(self, table: etree._Element, side: Side, depth: int) -> Iterator[Line]:
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table:
                continue
            cells = list(row.iterchildren(f"{_W}tc"))
            for number, cell in enumerate(cells):
                place = side
                if len(cells) > 1 and side == "full":
                    place = "right" if number == len(cells) - 1 else "left"
                for line in self.lines(cell, place, depth + 1):
                    yield dataclasses.replace(line, table=True)

    def _paragraph(self, node: etree._Element, side: Side, depth: int) -> Iterator[Line]:
        for box in _boxes(node):
            yield from self.lines(box, "full", depth + 1)
        self.count += 1
        number = self.count
        properties = child(node, "pPr")
        listed = properties is not None and child(properties, "numPr") is not None
        pieces = list(self._pieces(node, self.styles.paragraph(properties)))
        place = side
        if side == "full" and self.styles.alignment(properties) == "center":
            place = "center"
        for row in _rows(pieces):
            yield from _sides(row, place, number, listed)

    def _pieces(self, node: etree._Element, base: Look) -> Iterator[_Piece]:
        for part in node:
            if part.tag == f"{_W}r":
                yield from self._run(part, base)
            elif part.tag not in _GONE and isinstance(part.tag, str):
                yield from self._pieces(part, base)  # links, fields, insertions

    def _run(self, run: etree._Element, base: Look) -> Iterator[_Piece]:
        look = self.styles.run(child(run, "rPr"), base)
        if look.hidden:
            return
        for part in run:
            if part.tag == f"{_W}t":
                text = nfc(part.text or "")
                yield _Piece(text.upper() if look.caps else text, look)
            elif part.tag == f"{_W}tab":
                yield _Piece("\t", look)
            elif part.tag in (f"{_W}br", f"{_W}cr"):
                yield _Piece("\n", look)
            elif part.tag == f"{_W}noBreakHyphen":
                yield _Piece("-", look)

    def _numbers(self, sections: list[etree._Element]) -> Iterator[PageNumber]:
        """Fields of page numbers in the heads and feet that the first section calls for."""
        if "word/_rels/document.xml.rels" not in self.names:
            return
        relations = {
            relation.get("Id"): relation.get("Target", "")
            for relation in parsed(self.archive, "word/_rels/document.xml.rels")
        }
        places: tuple[tuple[str, Literal["top", "foot"]], ...] = (("header", "top"), ("footer", "foot"))
        for name, place in places:
            for section in sections[:1]:
                for reference in section.iterchildren(f"{_W}{name}Reference"):
                    target = "word/" + relations.get(reference.get(f"{_R}id"), "").removeprefix("/word/")
                    if attribute(reference, "type") == "default" and target in self.names:
                        yield from _fields(parsed(self.archive, target), place, self.styles)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text boxes of a paragraph's own drawings; the older twin that Word keeps beside each is left out."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        older = any(up.tag == f"{_MC}Fallback" for up in box.iterancestors())
        if not older and next(box.iterancestors(f"{_W}p")) is paragraph:
            yield box


def _rows(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    row: list[_Piece] = []
    for piece in pieces:
        if piece.text == "\n":
            yield row
            row = []
        else:
            row.append(piece)
    yield row


def _sides(row: list[_Piece], side: Side, number: int, listed: bool) -> Iterator[Line]:
    """A line; one made with tabs like a table ("BỘ NỘI VỤ ⇥ CỘNG HÒA …") as its left and its right."""
    while row and not row[0].text.strip():
        row = row[1:]
    cuts = [index for index, piece in enumerate(row) if piece.text == "\t"]
    parts = [row]
    if cuts and side in ("full", "center"):
        parts = [row[: cuts[0]], row[cuts[-1] + 1 :]]
        parts = parts if all(_has_letters(part) for part in parts) else [row]
    for index, part in enumerate(parts):
        place: Side = side if len(parts) == 1 else "left" if index == 0 else "right"
        line = Line(_spans(part), None, number, place, listed=listed)
        if line.text:
            yield line


def _has_letters(part: list[_Piece]) -> bool:
    return sum(char.isalpha() for piece in part for char in piece.text) > 1


def _spans(row: Iterable[_Piece]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for piece in row:
        look = piece.look
        text = piece.text.replace("\t", " ")
        made = Span(text, look.font, look.size, look.bold, look.italic)
        if spans and dataclasses.replace(spans[-1], text="") == dataclasses.replace(made, text=""):
            made = dataclasses.replace(made, text=spans.pop().text + text)
        spans.append(made)
    return tuple(spans)


def _sheet(section: etree._Element) -> Sheet:
    size, margin = child(section, "pgSz"), child(section, "pgMar")
    width, height = _length(size, "w", 210), _length(size, "h", 297)
    if margin is None:
        return Sheet(width, height)
    left = _length(margin, "left", 0) + _length(margin, "gutter", 0)
    margins = Margins(
        abs(_length(margin, "top", 0)), abs(_length(margin, "bottom", 0)), left, _length(margin, "right", 0)
    )
    return Sheet(width, height, margins)


def _length(node: etree._Element | None, name: str, missing: float) -> float:
    """Millimetres of an attribute in twips."""
    value = attribute(node, name) if node is not None else ""
    try:
        return round(float(value) / _TWIPS, 2) if value else missing
    except ValueError:
        return missing


def _fields(part: etree._Element, place: Literal["top", "foot"], styles: Styles) -> Iterator[PageNumber]:
    for paragraph in part.iter(f"{_W}p"):
        fields = [node.text or "" for node in paragraph.iter(f"{_W}instrText")]
        fields += [attribute(node, "instr") for node in paragraph.iter(f"{_W}fldSimple")]
        if not any(field.split()[:1] == ["PAGE"] for field in fields):
            continue
        properties = child(paragraph, "pPr")
        frame = child(properties, "framePr") if properties is not None else None
        tabs = sum(child(run, "tab") is not None for run in paragraph.iter(f"{_W}r"))
        framed = frame is not None and attribute(frame, "xAlign") == "center"
        yield PageNumber(place, framed or styles.alignment(properties) == "center" or tabs == 1)
        return
