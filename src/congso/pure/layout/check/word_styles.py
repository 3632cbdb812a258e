"""The look of a run of a Word file: defaults, styles and their ancestors, theme fonts, then what the run says itself."""

import dataclasses
from typing import Final

from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MAX_ANCESTORS: Final = 20
_OFF: Final = {"0", "false", "off"}


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """`size` in points. Word's own defaults where a file says nothing."""

    font: str = "Times New Roman"
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False


def child(node: etree._Element, name: str) -> etree._Element | None:
    return node.find(f"{_W}{name}")


def attribute(node: etree._Element, name: str) -> str:
    """A `w:` attribute, empty when absent."""
    return node.get(f"{_W}{name}") or ""


def on(node: etree._Element | None) -> bool:
    """Whether a switch (`w:b`) that is there is on."""
    return node is not None and attribute(node, "val") not in _OFF


class Styles:
    """Looks and alignments of the styles of one file."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None) -> None:
        self._theme = theme
        self._styles: dict[str, etree._Element] = {}
        self._normal = ""
        self._default = Look()
        if styles is None:
            return
        for style in styles.iterchildren(f"{_W}style"):
            self._styles[attribute(style, "styleId")] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                self._normal = attribute(style, "styleId")
        properties = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self._default = self._dressed(properties, self._default)

    def paragraph(self, properties: etree._Element | None) -> Look:
        """The look that the style of a paragraph gives its runs."""
        look = self._default
        for style in self._line(_style(properties, "pStyle") or self._normal):
            look = self._dressed(child(style, "rPr"), look)
        return look

    def run(self, properties: etree._Element | None, base: Look) -> Look:
        look = base
        for style in self._line(_style(properties, "rStyle")):
            look = self._dressed(child(style, "rPr"), look)
        return self._dressed(properties, look)

    def alignment(self, properties: etree._Element | None) -> str:
        """ "center", "both" …; empty when nothing says it."""
        found = ""
        for style in self._line(_style(properties, "pStyle") or self._normal):
            found = _justification(child(style, "pPr")) or found
        return _justification(properties) or found

    def _line(self, name: str) -> list[etree._Element]:
        """A style after its ancestors."""
        line: list[etree._Element] = []
        while name in self._styles and len(line) < _MAX_ANCESTORS:
            style = self._styles[name]
            line.insert(0, style)
            parent = child(style, "basedOn")
            name = attribute(parent, "val") if parent is not None else ""
        return line

    def _dressed(self, properties: etree._Element | None, look: Look) -> Look:
        if properties is None:
            return look
        changes: dict[str, object] = {}
        font = self._font(child(properties, "rFonts"))
        if font:
            changes["font"] = font
        size = child(properties, "sz")
        if size is not None and attribute(size, "val").isdigit():
            changes["size"] = int(attribute(size, "val")) / 2
        for name, tag in (
            ("bold", "b"),
            ("italic", "i"),
            ("caps", "smallCaps"),
            ("caps", "caps"),
            ("hidden", "vanish"),
        ):
            switch = child(properties, tag)
            if switch is not None:
                changes[name] = on(switch)
        return dataclasses.replace(look, **changes)  # type: ignore[arg-type]

    def _font(self, fonts: etree._Element | None) -> str:
        """Vietnamese letters with marks take the font of `hAnsi`; a theme's name wins over a plain one."""
        if fonts is None:
            return ""
        for name in ("hAnsi", "ascii"):
            theme = attribute(fonts, f"{name}Theme")
            if theme and (found := self._of_theme(theme)):
                return found
            if attribute(fonts, name):
                return attribute(fonts, name)
        return ""

    def _of_theme(self, name: str) -> str:
        kind = "majorFont" if name.startswith("major") else "minorFont"
        latin = self._theme.find(f".//{_A}{kind}/{_A}latin") if self._theme is not None else None
        return latin.get("typeface", "") if latin is not None else ""


def _style(properties: etree._Element | None, kind: str) -> str:
    style = child(properties, kind) if properties is not None else None
    return attribute(style, "val") if style is not None else ""


def _justification(properties: etree._Element | None) -> str:
    found = child(properties, "jc") if properties is not None else None
    return attribute(found, "val") if found is not None else ""
