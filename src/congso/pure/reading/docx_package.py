"""A Word file (Office Open XML) opened with care: its parts, its styles, the text of its paragraphs.

Only what places and weighs text is read. A file from outside may be a bomb: sizes are looked at before anything is
unpacked, and XML is parsed without entities and without network.
"""

import dataclasses
import io
import operator
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from congso.pure.reading.legacy import decoder_for
from congso.pure.reading.result import Unreadable
from congso.pure.vietnamese import nfc

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST_PART = 64 * 2**20
_LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{W}pPr", _FALLBACK, f"{W}txbxContent"}
TAB, BREAK, NEW_PAGE = "\t", "\n", "\f"


@dataclasses.dataclass(frozen=True, slots=True)
class Looks:
    """Direct or inherited looks; None where nothing is said. Lengths in points."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None
    align: str | None = None
    left: float | None = None
    right: float | None = None
    first: float | None = None
    before: float | None = None
    after: float | None = None
    listed: bool | None = None
    tabs: tuple[tuple[float, str], ...] | None = None

    def over(self, base: "Looks") -> "Looks":
        """These looks where they say something, else those of the base."""
        pairs = zip(_EVERY_LOOK(self), _EVERY_LOOK(base), strict=True)
        return Looks(*[own if own is not None else other for own, other in pairs])


_EVERY_LOOK = operator.attrgetter(*(field.name for field in dataclasses.fields(Looks)))


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    text: str
    looks: Looks


class Package:
    """The parts of a DOCX file. Raises `Unreadable`: damaged, too_large."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.body = _parsed(archive, "word/document.xml").find(f"{W}body")
                styles = _optional(archive, "word/styles.xml")
                told = _optional(archive, "docProps/app.xml")
        except (
            zipfile.BadZipFile,
            KeyError,
            etree.XMLSyntaxError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise Unreadable("damaged") from error
        if self.body is None:
            raise Unreadable("damaged")
        self.base, self._styles, self._usual = _styles(styles)
        self._resolved: dict[str, Looks] = {}
        self.pages = _page_count(told)

    def paragraph_looks(self, paragraph: Any) -> Looks:
        """Looks of a paragraph: its own over its style's over the document's."""
        own = paragraph.find(f"{W}pPr")
        if own is None:
            return self._style(self._usual)
        name = own.find(f"{W}pStyle")
        style = self._style(name.get(f"{W}val", "") if name is not None else self._usual)
        return _paragraph_part(own).over(style)

    def _style(self, name: str) -> Looks:
        if name not in self._resolved:
            self._resolved[name] = self.base  # a style that is based on itself ends here
            parent, own = self._styles.get(name, ("", Looks()))
            self._resolved[name] = own.over(self._style(parent) if parent else self.base)
        return self._resolved[name]

    def runs(self, paragraph: Any, looks: Looks) -> Iterator[Run]:
        """Texts of a paragraph with their looks; tabs and breaks come as `TAB`, `BREAK`, `NEW_PAGE`."""
        for run in _walk(paragraph, f"{W}r"):
            own = run.find(f"{W}rPr")
            shown = looks
            if own is not None:
                style = own.find(f"{W}rStyle")
                base = (
                    self._styles.get(style.get(f"{W}val", ""), ("", Looks()))[1]
                    if style is not None
                    else Looks()
                )
                shown = _run_part(own).over(base).over(looks)
            if shown.hidden:
                continue
            text = nfc(decoder_for(shown.font or "")(_run_text(run)))
            if text:
                yield Run(text.upper() if shown.caps else text, shown)


def plain_text(block: Any) -> str:
    """The paragraphs of a block, a line each: cheap, to find the blocks to lay out."""
    lines = []
    for paragraph in block.iter(f"{W}p"):
        lines.append("".join(part.text or "" for part in paragraph.iter(f"{W}t")))
    return nfc("\n".join(lines))


def text_boxes(paragraph: Any) -> list[Any]:
    """The paragraphs inside the text boxes that hang on a paragraph, each box once."""
    boxes = [box for box in paragraph.iter(f"{W}txbxContent") if not _inside(box, _FALLBACK, paragraph)]
    return [inner for box in boxes for inner in box.iter(f"{W}p")]


def _inside(node: Any, tag: str, top: Any) -> bool:
    node = node.getparent()
    while node is not top:
        if node.tag == tag:
            return True
        node = node.getparent()
    return False


def _walk(node: Any, wanted: str) -> Iterator[Any]:
    for child in node:
        if child.tag == wanted:
            yield child
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _walk(child, wanted)


def _run_text(run: Any) -> str:
    parts = []
    for child in run:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag == f"{W}tab":
            parts.append(TAB)
        elif child.tag == f"{W}br":
            parts.append(NEW_PAGE if child.get(f"{W}type") == "page" else BREAK)
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif child.tag == f"{W}lastRenderedPageBreak":
            parts.append(NEW_PAGE)
    return "".join(parts)


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    if archive.getinfo(name).file_size > _LARGEST_PART:
        raise Unreadable("too_large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with archive.open(name) as part:
        # The size told in the archive may be a lie.
        content = part.read(_LARGEST_PART + 1)
    return etree.fromstring(content, parser)


def _optional(archive: zipfile.ZipFile, name: str) -> Any:
    return _parsed(archive, name) if name in archive.namelist() else None


def _page_count(told: Any) -> int | None:
    if told is None:
        return None
    text = next((node.text or "" for node in told if str(node.tag).endswith("}Pages")), "")
    return int(text) if text.isdecimal() and int(text) > 0 else None


def _styles(root: Any) -> tuple[Looks, dict[str, tuple[str, Looks]], str]:
    """The document's defaults, styles by id (id of the base, own looks), the id of the usual paragraph style."""
    base, usual = Looks(size=13.0), ""
    styles: dict[str, tuple[str, Looks]] = {}
    if root is None:
        return base, styles, usual
    for part in root.iterfind(f"{W}docDefaults/*/*"):
        base = (_run_part(part) if part.tag == f"{W}rPr" else _paragraph_part(part)).over(base)
    for style in root.iterfind(f"{W}style"):
        parent = style.find(f"{W}basedOn")
        looks = Looks()
        for part in (style.find(f"{W}pPr"), style.find(f"{W}rPr")):
            if part is not None:
                looks = (_run_part(part) if part.tag == f"{W}rPr" else _paragraph_part(part)).over(looks)
        name = style.get(f"{W}styleId", "")
        styles[name] = (parent.get(f"{W}val", "") if parent is not None else "", looks)
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}:
            usual = name
    return base, styles, usual


def _on(node: Any, name: str) -> bool | None:
    found = node.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "1") not in {"0", "false", "off", "none"}


def _points(text: str | None, scale: float = 20.0) -> float | None:
    """Twentieths of a point (or half points) as points; None for what is no number."""
    return float(text) / scale if text and re.fullmatch(r"-?\d{1,6}(\.\d+)?", text) else None


def _run_part(node: Any) -> Looks:
    size, fonts = node.find(f"{W}sz"), node.find(f"{W}rFonts")
    font = None
    if fonts is not None:
        font = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
    return Looks(
        bold=_on(node, "b"),
        italic=_on(node, "i"),
        caps=_on(node, "caps"),
        hidden=_on(node, "vanish"),
        size=_points(size.get(f"{W}val"), 2.0) if size is not None else None,
        font=font,
    )


def _paragraph_part(node: Any) -> Looks:
    align, indent, space = node.find(f"{W}jc"), node.find(f"{W}ind"), node.find(f"{W}spacing")
    numbered, tabs = node.find(f"{W}numPr"), node.find(f"{W}tabs")
    looks = Looks(align=align.get(f"{W}val") if align is not None else None)
    if indent is not None:
        hanging = _points(indent.get(f"{W}hanging"))
        looks = dataclasses.replace(
            looks,
            left=_points(indent.get(f"{W}left") or indent.get(f"{W}start")),
            right=_points(indent.get(f"{W}right") or indent.get(f"{W}end")),
            first=-hanging if hanging is not None else _points(indent.get(f"{W}firstLine")),
        )
    if space is not None:
        looks = dataclasses.replace(
            looks, before=_points(space.get(f"{W}before")), after=_points(space.get(f"{W}after"))
        )
    if numbered is not None:
        number = numbered.find(f"{W}numId")
        looks = dataclasses.replace(looks, listed=number is None or number.get(f"{W}val") != "0")
    if tabs is not None:
        stops = [(_points(tab.get(f"{W}pos")), tab.get(f"{W}val", "left")) for tab in tabs]
        looks = dataclasses.replace(
            looks, tabs=tuple((place, kind) for place, kind in stops if place is not None and kind != "clear")
        )
    return looks
