"""Values of the children of a node, with a note for each form that is not the norm's."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from congso.pure.edxml import texts
from congso.pure.edxml.nodes import Node, Tree

Value = TypeVar("Value")


class Fields:
    """Reads one node's children by name. A block that is missing reads as one that is empty."""

    def __init__(self, tree: Tree, node: Node | None) -> None:
        self.tree = tree
        self.node = node

    def __bool__(self) -> bool:
        return self.node is not None and not self.tree.is_empty(self.node)

    def child(self, name: str) -> "Fields":
        """The first child of that name that holds something; others are noted."""
        found = [one for one in self.nodes(name) if not self.tree.is_empty(one)]
        if len(found) > 1:
            self.tree.notes.add("duplicate_element", found[1])
        return Fields(self.tree, found[0] if found else None)

    def children(self, name: str) -> "list[Fields]":
        """Every child of that name that holds something."""
        found = [Fields(self.tree, one) for one in self.nodes(name)]
        return [one for one in found if one]

    def nodes(self, name: str) -> list[Node]:
        return self.node.all(name) if self.node else []

    def all_nodes(self) -> list[Node]:
        return self.node.children if self.node else []

    def own_text(self) -> str:
        return self.tree.text(self.node) if self.node else ""

    def text(self, name: str) -> str:
        return self.child(name).own_text()

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(one.own_text() for one in self.children(name) if one.own_text())

    def leaves(self) -> tuple[str, ...]:
        """Texts of everything below that has no children, for blocks without an agreed shape."""
        if self.node is None:
            return ()
        if not self.node.children:
            return (self.own_text(),) if self.own_text() else ()
        return tuple(text for one in self.node.children for text in Fields(self.tree, one).leaves())

    def number(self, name: str) -> int | None:
        return self._read(name, texts.number, "number")

    def flag(self, name: str) -> bool | None:
        return self._read(name, texts.flag, "flag")

    def day(self, name: str) -> date | None:
        return self._read(name, texts.day, "date", lambda text: bool(texts.DAY_FORM.fullmatch(text)))

    def moment(self, name: str) -> datetime | None:
        return self._read(name, texts.moment, "date", lambda text: bool(texts.MOMENT_FORM.fullmatch(text)))

    def _read(
        self,
        name: str,
        read: Callable[[str], Value | None],
        kind: str,
        is_norm: Callable[[str], bool] | None = None,
    ) -> Value | None:
        """None for a missing text; for an unreadable one too, with a note that holds it."""
        child = self.child(name)
        if child.node is None:
            return None
        text = child.own_text()
        value = read(text)
        if value is None:
            self.tree.notes.add(f"{kind}_unreadable", child.node, text)
        elif is_norm is not None and not is_norm(text):
            self.tree.notes.add(f"{kind}_form", child.node, text)
        return value
