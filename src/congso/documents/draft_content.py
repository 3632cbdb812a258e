"""The text of a draft as the editor keeps it (ProseMirror JSON): made sound again on every entrance.

What a browser sends is not trusted: only nodes and marks that the editor knows are kept, in the places where its
schema allows them; of everything else the words remain. Pure values, no Django.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

Node = dict[str, Any]

MAX_DEPTH: Final = 20
MAX_NODES: Final = 20_000
MAX_CHARS: Final = 1_000_000
MAX_COLUMNS: Final = 50
_MARKS: Final = frozenset({"bold", "italic", "underline", "strike", "superscript", "subscript"})
_ALIGNS: Final = frozenset({"left", "center", "right", "justify"})
_LISTS: Final = frozenset({"bulletList", "orderedList"})
_TEXTS: Final = frozenset({"paragraph", "heading"})
_INLINE: Final = frozenset({"text", "hardBreak"})
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class TextTooLarge(ValueError):
    """More nodes or letters than any real document has."""


class _Budget:
    def __init__(self) -> None:
        self.nodes, self.chars = MAX_NODES, MAX_CHARS

    def spend(self, chars: int = 0) -> None:
        self.nodes -= 1
        self.chars -= chars
        if self.nodes < 0 or self.chars < 0:
            raise TextTooLarge


def clean(json: object) -> Node:
    """The document with nothing in it that the editor does not know. Raises TextTooLarge."""
    return {"type": "doc", "content": _blocks(json, _Budget(), 0) or [paragraph()]}


def paragraph(text: str = "", *, bold: bool = False, italic: bool = False, align: str = "") -> Node:
    """One paragraph of one look."""
    marks = [{"type": name} for name, on in (("bold", bold), ("italic", italic)) if on]
    return _text_block("paragraph", [_text(text, marks)] if text else [], align)


def heading(text: str, level: int = 3, align: str = "") -> Node:
    """A heading of level 2 (centred: Chương, Phần) or 3."""
    node = _text_block("heading", [_text(text, [])], align)
    node.setdefault("attrs", {})["level"] = level
    return node


def table(rows: Iterable[Iterable[str]]) -> Node:
    """A table; its first row is the head."""
    made = []
    for number, row in enumerate(rows):
        kind = "tableCell" if number else "tableHeader"
        cells = [{"type": kind, "content": [paragraph(text)]} for text in row]
        made.append({"type": "tableRow", "content": cells})
    return {"type": "table", "content": made}


def document(blocks: Iterable[Node]) -> Node:
    return {"type": "doc", "content": list(blocks) or [paragraph()]}


def _text(text: str, marks: list[dict[str, str]]) -> Node:
    return {"type": "text", "text": text, "marks": marks} if marks else {"type": "text", "text": text}


def _text_block(kind: str, content: list[Node], align: str) -> Node:
    node: Node = {"type": kind}
    if align:
        node["attrs"] = {"textAlign": align}
    if content:
        node["content"] = content
    return node


def _children(node: object, budget: _Budget, depth: int) -> Iterator[Mapping[str, Any]]:
    content = node.get("content") if isinstance(node, Mapping) else None
    if not isinstance(content, list) or depth > MAX_DEPTH:
        return
    for child in content:
        budget.spend()
        if isinstance(child, Mapping):
            yield child


def _blocks(node: object, budget: _Budget, depth: int) -> list[Node]:
    """Blocks inside a node; loose words become a paragraph, blocks unknown give up what they hold."""
    found: list[Node] = []
    loose: list[Node] = []
    for child in _children(node, budget, depth):
        kind = child.get("type")
        if kind in _INLINE:
            loose.extend(_inline(child, budget))
            continue
        if loose:
            found.append(_text_block("paragraph", loose, ""))
            loose = []
        found.extend(_block(child, str(kind), budget, depth + 1))
    if loose:
        found.append(_text_block("paragraph", loose, ""))
    return found


def _block(node: Mapping[str, Any], kind: str, budget: _Budget, depth: int) -> list[Node]:
    if kind in _TEXTS:
        return [_paragraph(node, kind, budget, depth)]
    if kind in _LISTS:
        return _list(node, kind, budget, depth)
    if kind == "table":
        return _table(node, budget, depth)
    if kind == "horizontalRule":
        return [{"type": "horizontalRule"}]
    inner = _blocks(node, budget, depth)
    return [{"type": "blockquote", "content": inner}] if kind == "blockquote" and inner else inner


def _attr(node: Mapping[str, Any], name: str) -> object:
    attrs = node.get("attrs")
    return attrs.get(name) if isinstance(attrs, Mapping) else None


def _paragraph(node: Mapping[str, Any], kind: str, budget: _Budget, depth: int) -> Node:
    given = _attr(node, "textAlign")
    align = given if isinstance(given, str) and given in _ALIGNS else ""
    level = 2 if _attr(node, "level") in (1, 2) else 3
    if kind == "heading" and level == 2 and not align:
        align = "center"  # as the editor shows it, so that the page prints the same
    made = _text_block(kind, list(_words(node, budget, depth)), align)
    if kind == "heading":
        made.setdefault("attrs", {})["level"] = level
    return made


def _words(node: Mapping[str, Any], budget: _Budget, depth: int) -> Iterator[Node]:
    for child in _children(node, budget, depth):
        if child.get("type") in _INLINE:
            yield from _inline(child, budget)
        else:
            yield from _words(child, budget, depth + 1)


def _inline(node: Mapping[str, Any], budget: _Budget) -> Iterator[Node]:
    if node.get("type") == "hardBreak":
        yield {"type": "hardBreak"}
        return
    raw = node.get("text")
    text = _CONTROL.sub("", unicodedata.normalize("NFC", raw)) if isinstance(raw, str) else ""
    if not text:
        return
    budget.spend(len(text))
    marks = node.get("marks")
    names = (
        [mark.get("type") for mark in marks if isinstance(mark, Mapping)] if isinstance(marks, list) else []
    )
    kept = dict.fromkeys(name for name in names if isinstance(name, str) and name in _MARKS)
    yield _text(text, [{"type": name} for name in kept])


def _list(node: Mapping[str, Any], kind: str, budget: _Budget, depth: int) -> list[Node]:
    items = []
    for child in _children(node, budget, depth):
        inner = _blocks(child, budget, depth + 1)
        if inner and inner[0]["type"] != "paragraph":
            inner.insert(0, paragraph())
        if inner:
            items.append({"type": "listItem", "content": inner})
    if not items:
        return []
    made: Node = {"type": kind, "content": items}
    start = _attr(node, "start")
    if kind == "orderedList" and type(start) is int and 1 < start < 10_000:
        made["attrs"] = {"start": start}
    return [made]


def _table(node: Mapping[str, Any], budget: _Budget, depth: int) -> list[Node]:
    rows = []
    for row in _children(node, budget, depth):
        cells = [_cell(cell, budget, depth + 2) for cell in _children(row, budget, depth + 1)][:MAX_COLUMNS]
        if cells:
            rows.append({"type": "tableRow", "content": cells})
    return [{"type": "table", "content": rows}] if rows else []


def _cell(node: Mapping[str, Any], budget: _Budget, depth: int) -> Node:
    kind = "tableHeader" if node.get("type") == "tableHeader" else "tableCell"
    made: Node = {"type": kind, "content": _blocks(node, budget, depth) or [paragraph()]}
    spans = {name: _span(_attr(node, name)) for name in ("colspan", "rowspan")}
    if max(spans.values()) > 1:
        made["attrs"] = spans
    return made


def _span(value: object) -> int:
    return min(value, MAX_COLUMNS) if type(value) is int and value > 0 else 1


def from_markup(text: str) -> Node:
    """A template's text: a line is a paragraph; "# " a heading, "^ " a centred bold line, "| a | b |" a row of a table."""
    blocks: list[Node] = []
    rows: list[list[str]] = []
    for line in (*text.strip().split("\n"), ""):
        words = line.strip()
        if words.startswith("|"):
            rows.append([cell.strip() for cell in words.strip("|").split("|")])
            continue
        if rows:
            blocks.append(table(rows))
            rows = []
        if words.startswith("# "):
            blocks.append(heading(words[2:]))
        elif words.startswith("^ "):
            blocks.append(paragraph(words[2:], bold=True, align="center"))
        elif words:
            blocks.append(paragraph(words))
    return document(blocks)


def filled(node: Node, words: Mapping[str, str]) -> Node:
    """The document with these words put in the place of others (what a template leaves in brackets)."""
    made = dict(node)
    text = made.get("text")
    if isinstance(text, str):
        for place, word in words.items():
            text = text.replace(place, word)
        made["text"] = text
    if "content" in made:
        made["content"] = [filled(child, words) for child in made["content"]]
    return made
