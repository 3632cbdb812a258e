"""Reading the JSON of a ProseMirror (TipTap) editor: blocks for the page, plain text for search and comparison.

The JSON comes from a browser, so nothing about its shape is trusted: unknown nodes keep their text, depth and
number of nodes are bounded, wrong types count as absent.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

from congso.pure.layout.model import (
    Align,
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Rule,
    Run,
    Table,
    point_mark,
)

MAX_DEPTH = 24
MAX_NODES = 50_000
MAX_SPAN = 50
_ALIGNS: dict[str, Align] = {"left": "left", "center": "center", "right": "right", "justify": "justify"}
_MARKS = {
    "bold": "bold",
    "strong": "bold",
    "italic": "italic",
    "em": "italic",
    "underline": "underline",
    "strike": "strike",
    "superscript": "superscript",
    "subscript": "subscript",
}
_BASIS = re.compile(r"(Căn cứ|Xét|Theo đề nghị|Theo quy định|Thực hiện)\b")
_CENTRED = re.compile(r"(Phần|Chương|Mục|Tiểu mục)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(Điều\s+\d+[a-zđ]?\.)")
_ENACTING = re.compile(r"(QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|YÊU CẦU)\s*:?")

Node = Mapping[str, Any]


class DocumentTooLarge(ValueError):
    """The editor's document has more nodes than any real one."""


class _Budget:
    def __init__(self) -> None:
        self.left = MAX_NODES

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise DocumentTooLarge(f"more than {MAX_NODES} nodes")


def from_prosemirror(json: object) -> list[Block]:
    """Blocks of the body. A leading run of "Căn cứ …" lines becomes italic, "QUYẾT ĐỊNH:" is centred, "Điều 1."
    is bold, lists become khoản, điểm and dashes as the decree writes them.

    Raises DocumentTooLarge.
    """
    return _with_basis(list(_blocks(json, _Budget(), 0, ())))


def _with_basis(blocks: list[Block]) -> list[Block]:
    for i, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not _BASIS.match(block.text):
            break
        blocks[i] = dataclasses.replace(block, italic=True)
    return blocks


def _children(node: object, budget: _Budget, depth: int) -> list[Node]:
    content = node.get("content") if isinstance(node, Mapping) else None
    if not isinstance(content, list) or depth > MAX_DEPTH:
        return []
    found = []
    for child in content:
        budget.spend()
        if isinstance(child, Mapping):
            found.append(child)
    return found


def _attr(node: Node, name: str) -> object:
    attrs = node.get("attrs")
    return attrs.get(name) if isinstance(attrs, Mapping) else None


def _blocks(node: object, budget: _Budget, depth: int, lists: tuple[str, ...]) -> Iterator[Block]:
    inline: list[Run] = []
    for child in _children(node, budget, depth):
        kind = child.get("type")
        if kind == "text" or kind == "hardBreak":
            inline.extend(_leaf(child))
            continue
        if inline:
            yield _paragraph(tuple(inline), {})
            inline = []
        yield from _block(child, str(kind), budget, depth + 1, lists)
    if inline:
        yield _paragraph(tuple(inline), {})


def _block(node: Node, kind: str, budget: _Budget, depth: int, lists: tuple[str, ...]) -> Iterator[Block]:
    if kind == "paragraph":
        yield _paragraph(tuple(_runs(node, budget, depth)), node)
    elif kind == "heading":
        yield _heading(tuple(_runs(node, budget, depth)), node)
    elif kind in {"bulletList", "orderedList"}:
        yield from _list(node, kind, budget, depth, lists)
    elif kind == "table":
        yield _table(node, budget, depth)
    elif kind == "horizontalRule":
        yield Rule()
    elif kind == "pageBreak":
        yield PageBreak()
    else:
        yield from _blocks(node, budget, depth, lists)


def _leaf(node: Node) -> Iterator[Run]:
    if node.get("type") == "hardBreak":
        yield Run("\n")
        return
    text = node.get("text")
    if isinstance(text, str) and text:
        marks = node.get("marks")
        names = [m.get("type") for m in marks if isinstance(m, Mapping)] if isinstance(marks, list) else []
        looks = {_MARKS[name]: True for name in names if isinstance(name, str) and name in _MARKS}
        yield Run(text, **looks)


def _runs(node: Node, budget: _Budget, depth: int) -> Iterator[Run]:
    for child in _children(node, budget, depth):
        if child.get("type") in {"text", "hardBreak"}:
            yield from _leaf(child)
        else:
            yield from _runs(child, budget, depth + 1)


def _align(node: Node) -> Align | None:
    value = _attr(node, "textAlign")
    return _ALIGNS.get(value) if isinstance(value, str) else None


def _paragraph(runs: tuple[Run, ...], node: Node) -> Paragraph:
    align = _align(node)
    text = "".join(run.text for run in runs)
    if align is None and _ENACTING.fullmatch(text.strip()):
        return Paragraph(runs, align="center", indent=False, bold=True, sticky=True)
    if runs and not runs[0].bold and (found := _ARTICLE.match(runs[0].text)):
        lead = dataclasses.replace(runs[0], text=found.group(), bold=True)
        runs = (lead, dataclasses.replace(runs[0], text=runs[0].text[found.end() :]), *runs[1:])
    return Paragraph(runs, align=align or "justify", indent=align not in {"center", "right"})


def _heading(runs: tuple[Run, ...], node: Node) -> Paragraph:
    text = "".join(run.text for run in runs).strip()
    align = _align(node)
    if align in {None, "center"} and (align or _CENTRED.match(text) or _ENACTING.fullmatch(text)):
        return Paragraph(runs, align="center", indent=False, bold=True, sticky=True)
    return Paragraph(runs, align=align or "justify", indent=align != "right", bold=True, sticky=True)


def _mark(kind: str, ordinal: int, lists: tuple[str, ...]) -> str:
    """Numbers, then letters, then dashes; a list of dashes goes on with plus signs."""
    if kind == "orderedList":
        depth = lists.count("orderedList")
        return (f"{ordinal}.", point_mark(ordinal))[depth] if depth < 2 else "-"
    return "-" if "bulletList" not in lists else "+"


def _list(node: Node, kind: str, budget: _Budget, depth: int, lists: tuple[str, ...]) -> Iterator[Block]:
    start = _attr(node, "start")
    first = start if isinstance(start, int) and 0 < start < 10_000 else 1
    for ordinal, item in enumerate(_children(node, budget, depth), start=first):
        inner = list(_blocks(item, budget, depth + 1, (*lists, kind)))
        mark = Run(f"{_mark(kind, ordinal, lists)} ")
        if inner and isinstance(inner[0], Paragraph):
            inner[0] = dataclasses.replace(inner[0], runs=(mark, *inner[0].runs))
        yield from inner


def _span(node: Node, name: str) -> int:
    value = _attr(node, name)
    return min(value, MAX_SPAN) if isinstance(value, int) and value > 0 else 1


def _cell(node: Node, budget: _Budget, depth: int) -> Cell:
    paragraphs: list[Paragraph] = []
    for block in _blocks(node, budget, depth, ()):
        if isinstance(block, Paragraph):
            align = block.align if block.align in {"center", "right"} else "left"
            paragraphs.append(dataclasses.replace(block, align=align, indent=False, sticky=False))
        elif isinstance(block, Table):
            paragraphs.extend(p for row in block.rows for cell in row for p in cell.paragraphs)
    header = node.get("type") == "tableHeader"
    return Cell(tuple(paragraphs), _span(node, "colspan"), _span(node, "rowspan"), header)


def _widths(row: list[Node]) -> tuple[float, ...]:
    """Relative widths from the editor's `colwidth` of the first row; none when any column lacks one."""
    widths: list[float] = []
    for cell in row:
        given = _attr(cell, "colwidth")
        if not isinstance(given, list) or not all(isinstance(w, int | float) and 0 < w < 1e5 for w in given):
            return ()
        widths.extend(float(w) for w in given)
    return tuple(widths)


def _table(node: Node, budget: _Budget, depth: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    widths: tuple[float, ...] = ()
    for row in _children(node, budget, depth):
        cells = _children(row, budget, depth + 1)
        widths = widths if rows else _widths(cells)
        rows.append(tuple(_cell(cell, budget, depth + 2) for cell in cells))
    return Table(tuple(rows), widths, landscape=_attr(node, "landscape") is True)


def paragraphs(json: object) -> list[str]:
    """The text paragraph by paragraph, list marks included, empty ones left out: for comparing versions."""
    found: list[str] = []
    for block in from_prosemirror(json):
        if isinstance(block, Paragraph):
            found.append(_one_line(block))
        elif isinstance(block, Table):
            found.extend(" | ".join(_cell_text(cell) for cell in row) for row in block.rows)
    return [text for text in found if text.strip(" |")]


def _one_line(block: Paragraph) -> str:
    return " ".join(block.text.split())


def _cell_text(cell: Cell) -> str:
    return " ".join(_one_line(p) for p in cell.paragraphs)


def to_text(json: object) -> str:
    """Plain text, one paragraph a line: for search."""
    return "\n".join(paragraphs(json))
