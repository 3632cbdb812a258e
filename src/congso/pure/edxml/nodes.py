"""A tree of the norm's names over what the parser gave: spellings, prefixes and namespaces told apart from content."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from congso.pure.edxml.errors import Unreadable
from congso.pure.edxml.names import (
    ANY_ORDER,
    LOOSE,
    MAY_BE_EMPTY,
    OURS,
    QCVN,
    SHAPE,
    SOAP,
    canonical,
    is_misspelt,
)
from congso.pure.edxml.source import Source
from congso.pure.edxml.values import Deviation

_MOST: Final = 100
# A long text is cut out before parsing, so the parser has not looked for what XML forbids.
_TOKEN: Final = re.compile(r"(cut-[0-9a-f]{16}):(\d+);")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(slots=True, eq=False)
class Node:
    """One element. `raw` is its own text with tokens in place of long texts."""

    name: str
    namespace: str
    raw: str
    attributes: dict[str, str]
    parent: "Node | None" = None
    children: "list[Node]" = field(default_factory=list)

    def path(self) -> str:
        """Names from the root, with a position where brothers have the same name."""
        if self.parent is None:
            return self.name
        same = [one for one in self.parent.children if one.name == self.name]
        position = f"[{same.index(self) + 1}]" if len(same) > 1 else ""
        return f"{self.parent.path()}/{self.name}{position}"

    def all(self, name: str) -> "list[Node]":
        return [one for one in self.children if one.name == name]

    def walk(self) -> "Iterator[Node]":
        """Itself and everything below, in the order of the message."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def below(self, name: str) -> "Iterator[Node]":
        return (one for one in self.walk() if one.name == name and one is not self)


class Notes:
    """Deviations in the order met; of a kind that repeats (the same element of each receiver) the first one only."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str, str], Deviation] = {}

    def add(self, code: str, where: Node | str, value: str = "") -> None:
        parent = where.parent.name if isinstance(where, Node) and where.parent else ""
        key = (code, parent, where.name if isinstance(where, Node) else where)
        if key not in self._seen and len(self._seen) < _MOST:
            path = where.path() if isinstance(where, Node) else where
            self._seen[key] = Deviation(code, path, value[:100])

    def all(self) -> tuple[Deviation, ...]:
        return tuple(self._seen.values())


class Tree:
    """The nodes of a source, the texts behind its tokens, and the notes taken while reading."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.notes = Notes()
        for code, value in source.notes:
            self.notes.add(code, "", value)
        self.root = self._node(source.root, None)

    def _node(self, element: etree._Element, parent: Node | None) -> Node:
        namespace, written = split_name(element.tag)
        node = Node(canonical(written), namespace, element.text or "", _attributes(element), parent)
        if is_misspelt(written):
            self.notes.add("spelling", node, written)
        if parent is None and namespace not in {QCVN, SOAP}:
            self.notes.add("namespace", node, namespace)
        for child in element:
            if split_name(child.tag)[0] in OURS:
                node.children.append(self._node(child, node))
            else:
                self.notes.add("foreign_element", split_name(child.tag)[1], split_name(child.tag)[0])
            node.raw += child.tail or ""
        return node

    def text(self, node: Node) -> str:
        """The element's own text, NFC and stripped."""
        value = node.raw
        if self.source.token in value:
            value = _TOKEN.sub(lambda found: self._long(found, node), value)
        value = value.strip()
        return value if value.isascii() else unicodedata.normalize("NFC", value)

    def _long(self, found: re.Match[str], node: Node) -> str:
        if found.group(1) != self.source.token:
            return found.group()
        start, end = self.source.cuts[int(found.group(2))]
        try:
            return _FORBIDDEN.sub("", self.source.data[start:end].decode("utf-8"))
        except UnicodeDecodeError as error:
            raise Unreadable("encoding", node.path(), "utf-8") from error

    def span(self, node: Node) -> tuple[bytes, int, int]:
        """Bytes and where the element's text lies in them, without copying a long one."""
        found = _TOKEN.fullmatch(node.raw.strip())
        if found and found.group(1) == self.source.token:
            return (self.source.data, *self.source.cuts[int(found.group(2))])
        value = self.text(node).encode("utf-8")
        return value, 0, len(value)

    def is_empty(self, node: Node) -> bool:
        return not node.raw.strip() and all(self.is_empty(one) for one in node.children)

    def check_shape(self, node: Node) -> None:
        """Notes what the norm does not know, other orders, and blocks that hold nothing."""
        known = SHAPE.get(node.name)
        if known is None or node.name in LOOSE:
            return
        if node.name in MAY_BE_EMPTY:
            pass
        elif node.parent is not None and self.is_empty(node):
            self.notes.add("empty_block", node)
            return
        last = 0
        for child in node.children:
            if child.name not in known:
                self.notes.add("unknown_element", child)
                continue
            place = known.index(child.name)
            if place < last and node.name not in ANY_ORDER:
                self.notes.add("order", node, child.name)
            last = max(place, last)
            self.check_shape(child)


def split_name(tag: str | bytes | bytearray | etree.QName) -> tuple[str, str]:
    """Namespace and local name; a prefix that nobody declared is dropped."""
    text = str(tag)
    namespace, brace, local = text.rpartition("}")
    return (namespace[1:] if brace else ""), local.rpartition(":")[2]


def _attributes(element: etree._Element) -> dict[str, str]:
    return {split_name(name)[1]: str(value) for name, value in element.attrib.items()}
