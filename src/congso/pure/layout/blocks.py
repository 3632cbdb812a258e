"""Blocks turned into the plain data that the templates read."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from congso.pure.layout.model import Block, Cell, Paragraph, Rule, Run, Table

MAX_COLUMNS = 60


def block_data(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [_one(block) for block in blocks if not _empty(block)]


def _empty(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return not block.text.strip()
    return isinstance(block, Table) and not any(block.rows)


def _one(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return paragraph_data(block)
    if isinstance(block, Table):
        return table_data(block)
    return {"k": "rule" if isinstance(block, Rule) else "pagebreak"}


def paragraph_data(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "k": "par",
        "runs": [data for run in paragraph.runs for data in _run_data(run)],
        "align": paragraph.align,
        "indent": paragraph.indent,
        "bold": paragraph.bold,
        "italic": paragraph.italic,
        "sticky": paragraph.sticky,
    }


_LOOKS = (("bold", "b"), ("italic", "i"), ("underline", "u"), ("strike", "s"), ("superscript", "sup"))


def _run_data(run: Run) -> Iterable[dict[str, Any]]:
    looks = {short: True for name, short in (*_LOOKS, ("subscript", "sub")) if getattr(run, name)}
    for i, piece in enumerate(run.text.split("\n")):
        if i:
            yield {"br": True}
        if piece:
            yield {"t": piece, **looks}


@dataclasses.dataclass
class _Grid:
    """Which squares of a table are taken, so that a browser's wrong spans cannot break the page."""

    columns: int
    rows: int

    def __post_init__(self) -> None:
        self.taken: set[tuple[int, int]] = set()

    def place(self, y: int, cell: Cell) -> dict[str, Any] | None:
        x = next((x for x in range(self.columns) if (x, y) not in self.taken), None)
        if x is None:
            return None
        width = 1
        while width < cell.colspan and x + width < self.columns and (x + width, y) not in self.taken:
            width += 1
        height = min(cell.rowspan, self.rows - y)
        self.taken.update((x + dx, y + dy) for dx in range(width) for dy in range(height))
        look = {"bold": True, "align": "center"} if cell.header else {}
        blocks = [paragraph_data(p) | look for p in cell.paragraphs]
        return {"x": x, "y": y, "cs": width, "rs": height, "blocks": blocks}


def table_data(table: Table) -> dict[str, Any]:
    """Cells with places and spans that fit; cells past the last column are left out of the grid's width."""
    columns = min(max(sum(cell.colspan for cell in row) for row in table.rows), MAX_COLUMNS)
    grid = _Grid(columns, len(table.rows))
    cells = [grid.place(y, cell) for y, row in enumerate(table.rows) for cell in row]
    head = 0
    while head < len(table.rows) and table.rows[head] and all(cell.header for cell in table.rows[head]):
        head += 1
    widths = table.widths if len(table.widths) == columns else (1.0,) * columns
    head = head if _closed(cells, head) else 0
    return {
        "k": "table",
        "cols": list(widths),
        "head": head,
        "cells": [c for c in cells if c],
        "landscape": table.landscape,
    }


def _closed(cells: list[dict[str, Any] | None], head: int) -> bool:
    """No header cell reaches into the rows below the header, which the typesetter would refuse."""
    return all(not c or c["y"] >= head or c["y"] + c["rs"] <= head for c in cells)
