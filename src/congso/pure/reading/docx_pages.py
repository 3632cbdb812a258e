"""Word files laid out roughly: enough for the rules, which read positions, without an office suite.

Lines are broken with the mean widths of Times New Roman; tables stand in their columns. Places are not those of the
printed page, so nothing read from here carries a box.
"""

import dataclasses
import re
from typing import Any

from congso.pure.reading.closing import CLOSING_HINT
from congso.pure.reading.docx_package import (
    BREAK,
    NEW_PAGE,
    TAB,
    Looks,
    Package,
    W,
    plain_text,
    text_boxes,
)
from congso.pure.reading.page_model import Page, Word, page_of_words

_BOTTOM_MARGIN = 57.0
_CELL_MARGIN = 5.4
_TAB_STEP = 36.0
_HEAD_PAGES = 2
_HEAD_BLOCKS = 80
_BEFORE, _AFTER = 5, 14  # blocks laid out round one that looks like a closing
_MOST_CLOSINGS = 6
_PIECES = re.compile(rf"[{TAB}{BREAK}{NEW_PAGE}]|[^\s]+|[^\S{TAB}{BREAK}{NEW_PAGE}]+")


@dataclasses.dataclass(frozen=True, slots=True)
class _Frame:
    """The page of the first section, in points."""

    width: float = 595.0
    height: float = 842.0
    left: float = 85.0
    right: float = 57.0
    top: float = 57.0

    @property
    def text(self) -> float:
        return max(self.width - self.left - self.right, 100.0)


@dataclasses.dataclass(slots=True)
class _Pen:
    """Where the next line goes, and the words laid so far by page."""

    frame: _Frame
    y: float
    pages: list[list[Word]] = dataclasses.field(default_factory=lambda: [[]])
    frozen: bool = False  # inside a row of a table no new page begins

    def new_page(self) -> None:
        if self.pages[-1] and not self.frozen:
            self.pages.append([])
            self.y = self.frame.top

    @property
    def full(self) -> bool:
        return self.y > self.frame.height - _BOTTOM_MARGIN - 30


@dataclasses.dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, or a row of a table with the widths of its columns and its left edge."""

    node: Any
    grid: tuple[float, ...] = ()
    x: float = 0.0


def docx_pages(data: bytes) -> tuple[list[Page], int | None]:
    """Pages with the opening and the likely closings of a DOCX file, and the number of its pages if the file tells.

    Raises `Unreadable`: damaged, too_large.
    """
    package = Package(data)
    frame = _frame(package.body)
    blocks = _blocks(package.body, frame.left, frame.text)
    windows = _windows(blocks)
    pen = _Pen(frame, frame.top)
    laid = 0
    for block in blocks[:_HEAD_BLOCKS]:
        _lay(package, block, pen, frame.left, frame.text)
        laid += 1
        if len(pen.pages) > _HEAD_PAGES:
            break
    for start, end in windows:
        if start > laid:
            pen.new_page()
        for block in blocks[max(start, laid) : end]:
            _lay(package, block, pen, frame.left, frame.text)
        laid = max(laid, end)
    made = [page_of_words(at, frame.width, frame.height, words) for at, words in enumerate(pen.pages)]
    return made, package.pages


def _frame(body: Any) -> _Frame:
    section = next(body.iter(f"{W}sectPr"), None)
    size = section.find(f"{W}pgSz") if section is not None else None
    margin = section.find(f"{W}pgMar") if section is not None else None
    if size is None or margin is None:
        return _Frame()
    width, height = _length(size.get(f"{W}w")), _length(size.get(f"{W}h"))
    if not 200 < width < 3000 or not 200 < height < 3000:
        return _Frame()
    sides = {side: _length(margin.get(f"{W}{side}")) for side in ("left", "right", "top")}
    return _Frame(width, height, **{side: min(max(value, 10.0), width / 3) for side, value in sides.items()})


def _blocks(body: Any, left: float, width: float) -> list[_Block]:
    """Paragraphs and rows of tables in order, those inside content controls included."""
    blocks: list[_Block] = []
    for child in body:
        if child.tag == f"{W}p":
            blocks.append(_Block(child))
        elif child.tag == f"{W}tbl":
            blocks += _table_rows(child, left, width)
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            blocks += _blocks(content, left, width) if content is not None else []
    return blocks


def _table_rows(table: Any, left: float, width: float) -> list[_Block]:
    grid = tuple(_length(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol"))
    indent, align = table.find(f"{W}tblPr/{W}tblInd"), table.find(f"{W}tblPr/{W}jc")
    x = left + (_length(indent.get(f"{W}w")) if indent is not None else -_CELL_MARGIN)
    if align is not None and align.get(f"{W}val") == "center" and grid:
        x = left + (width - sum(grid)) / 2
    return [_Block(row, grid or (width,), x) for row in table.iterfind(f"{W}tr")]


def _windows(blocks: list[_Block]) -> list[tuple[int, int]]:
    """Ranges of blocks round each likely closing."""
    hits = [at for at, block in enumerate(blocks) if CLOSING_HINT.search(plain_text(block.node))]
    if len(hits) > 2 * _MOST_CLOSINGS:
        hits = hits[:_MOST_CLOSINGS] + hits[-_MOST_CLOSINGS:]
    return [(max(hit - _BEFORE, 0), min(hit + _AFTER, len(blocks))) for hit in hits]


def _lay(package: Package, block: _Block, pen: _Pen, left: float, width: float) -> None:
    if block.grid:
        _row(package, block, pen)
        return
    _paragraph(package, block.node, pen, left, width)
    for inner in text_boxes(block.node):
        _paragraph(package, inner, pen, left, width / 3)


def _row(package: Package, row: _Block, pen: _Pen) -> None:
    if pen.full:
        pen.new_page()
    outer, pen.frozen = pen.frozen, True
    top, bottom, at, x = pen.y, pen.y, 0, row.x
    cells = [cell for cell in row.node.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row.node]
    for cell in cells:
        span, own = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}tcW")
        columns = max(int(_length(span.get(f"{W}val"), 1.0)), 1) if span is not None else 1
        width = sum(row.grid[at : at + columns]) or (_length(own.get(f"{W}w")) if own is not None else 0.0)
        width = width or pen.frame.text / len(cells)
        inside = max(width - 2 * _CELL_MARGIN, 20.0)
        pen.y = top
        for block in _blocks(cell, x + _CELL_MARGIN, inside):
            _lay(package, block, pen, x + _CELL_MARGIN, inside)
        bottom = max(bottom, pen.y)
        at, x = at + columns, x + width
    pen.y, pen.frozen = bottom, outer


def _length(text: str | None, scale: float = 20.0) -> float:
    return float(text) / scale if text and re.fullmatch(r"-?\d{1,6}", text) else 0.0


@dataclasses.dataclass(slots=True)
class _Piece:
    """A word on the line being set; x from the paragraph's left edge."""

    text: str
    x0: float
    x1: float
    looks: Looks


@dataclasses.dataclass(slots=True)
class _Setting:
    """A paragraph being broken into lines."""

    pen: _Pen
    looks: Looks
    left: float
    width: float
    x: float
    line: list[_Piece] = dataclasses.field(default_factory=list)
    stop: tuple[float, str, int] = (0.0, "left", 0)  # the last tab's place and kind, the pieces before it


def _paragraph(package: Package, paragraph: Any, pen: _Pen, left: float, width: float) -> None:
    looks = package.paragraph_looks(paragraph)
    pen.y += looks.before or 0.0
    indent = looks.left or 0.0
    inside = max(width - indent - (looks.right or 0.0), 20.0)
    setting = _Setting(pen, looks, left + indent, inside, looks.first or 0.0)
    runs = list(package.runs(paragraph, looks))
    if looks.listed and any(run.text.strip() for run in runs):
        _put(setting, "-", looks, joined=False)
        setting.x += 4.0
    joined = False
    for run in runs:
        for piece in _PIECES.findall(run.text):
            joined = _set(setting, piece, run.looks, joined=joined)
    _end_line(setting, last=True)
    pen.y += looks.after or 0.0


def _set(setting: _Setting, piece: str, looks: Looks, *, joined: bool) -> bool:
    """Set one word, blank, tab or break; tells whether the next piece, if a word, goes on this one."""
    if piece == NEW_PAGE:
        if setting.line:
            _end_line(setting, last=True)
        setting.pen.new_page()
    elif piece == BREAK:
        _end_line(setting, last=True)
    elif piece == TAB:
        _tab(setting)
    elif piece.isspace():
        setting.x += 0.25 * (looks.size or 13.0) * len(piece)
    else:
        _put(setting, piece, looks, joined=joined)
        return True
    return False


def _tab(setting: _Setting) -> None:
    _settle(setting)
    indent = setting.looks.left or 0.0
    stops = sorted((place - indent, kind) for place, kind in setting.looks.tabs or ())
    usual = ((setting.x // _TAB_STEP + 1) * _TAB_STEP, "left")
    place, kind = next((stop for stop in stops if stop[0] > setting.x + 1), usual)
    setting.x, setting.stop = place, (place, kind, len(setting.line))


def _settle(setting: _Setting) -> None:
    """Move what stands after a centring or right tab to where it belongs."""
    place, kind, count = setting.stop
    pieces = setting.line[count:]
    share = {"center": 0.5, "right": 1.0, "end": 1.0}.get(kind, 0.0)
    if share and pieces:
        moved = share * (pieces[-1].x1 - place)
        for piece in pieces:
            piece.x0, piece.x1 = piece.x0 - moved, piece.x1 - moved
        setting.x -= moved
    setting.stop = (0.0, "left", 0)


def _put(setting: _Setting, text: str, looks: Looks, *, joined: bool) -> None:
    wide = text_width(text) * (looks.size or 13.0)
    start = setting.x
    if joined and setting.line:
        before = setting.line.pop()
        text, start, wide, looks = before.text + text, before.x0, before.x1 - before.x0 + wide, before.looks
    if setting.line and start + wide > setting.width and setting.stop[1] == "left":
        _end_line(setting, last=False)
        start = 0.0
    setting.x = start + wide
    setting.line.append(_Piece(text, start, setting.x, looks))


def _end_line(setting: _Setting, *, last: bool) -> None:
    _settle(setting)
    pen, line = setting.pen, setting.line
    size = max((piece.looks.size or 13.0 for piece in line), default=setting.looks.size or 13.0)
    if pen.y + size > pen.frame.height - _BOTTOM_MARGIN:
        pen.new_page()
    if line:
        slack = max(setting.width - line[-1].x1, 0.0)
        align = setting.looks.align or ""
        x = setting.left + {"center": slack / 2, "right": slack, "end": slack}.get(align, 0.0)
        spread = slack / (len(line) - 1) if align == "both" and not last and len(line) > 1 else 0.0
        bottom, words = pen.y + size, pen.pages[-1]
        for at, piece in enumerate(line):
            looks, moved = piece.looks, x + at * spread
            own = looks.size or 13.0
            words.append(
                Word(
                    *(piece.text, piece.x0 + moved, bottom - own, piece.x1 + moved, bottom),
                    bold=bool(looks.bold),
                    italic=bool(looks.italic),
                    size=own,
                )
            )
    pen.y += 1.17 * size
    setting.line, setting.x = [], 0.0


_NARROW = frozenset("iíìỉĩịlIÍÌỈĨỊjtrf.,;:'-()/!| ")


def text_width(text: str) -> float:
    """The width of a text in Times New Roman as a share of its size, roughly."""
    return sum(0.3 if letter in _NARROW else 0.68 if letter.isupper() else 0.47 for letter in text)
