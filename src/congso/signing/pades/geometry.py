"""Places on a page, in points, and the names of the fields of an official document."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pyhanko.pdf_utils import generic

from congso.pure.layout.engine import Box
from congso.signing.pades.objects import entry

NUMBER: Final = "so"
DAY: Final = "ngay"
MONTH: Final = "thang"
YEAR: Final = "nam"
TEXT_FIELDS: Final = (NUMBER, DAY, MONTH, YEAR)

PERSONAL: Final = "ChuKyCaNhan"
SEAL: Final = "DauCoQuan"

_ANCHORS: Final = {"number": NUMBER, "date_day": DAY, "date_month": MONTH, "date_year": YEAR}

MM: Final = 72 / 25.4
SEAL_SIDE: Final = 36 * MM

# A line of Tinos: 0.891 em above the writing line and 0.216 below, as `pure.layout` measures its blanks.
LINE: Final = 1.107
DESCENT: Final = 0.216
A4: Final = (0.0, 0.0, 210 * MM, 297 * MM)


def from_top(page: int, left: float, top: float, width: float, height: float) -> Box:
    """A box on an A4 page measured from the top left corner, all in points."""
    bottom = A4[3] - top - height
    return Box(page=page, x0=left, y0=bottom, x1=left + width, y1=bottom + height)


def boxes_from_anchors(anchors: Mapping[str, Box], *, printed: Collection[str] = ()) -> dict[str, Box]:
    """Fields for the places that `pure.layout` names; `printed` are anchors whose text already stands on the page.

    A further signer's fields end in 2; appendices that repeat number and date have fields of their own. The seals
    come last, since a later field is painted over an earlier one.
    """
    boxes: dict[str, Box] = {}
    for name, box in anchors.items():
        prefix, base = ("", name) if not name.startswith("appendix") else _split(name)
        if base in _ANCHORS and name not in printed:
            boxes[prefix + _ANCHORS[base]] = box
    for name, box in anchors.items():
        signature, _, order = name.partition("_")
        if signature == "signature":
            boxes[PERSONAL + order] = box
    for name, box in anchors.items():
        signature, _, order = name.partition("_")
        if signature == "signature":
            boxes[SEAL + order] = seal_over(box)
    return boxes


def _split(name: str) -> tuple[str, str]:
    appendix, _, base = name.partition("_")
    return f"{appendix.replace('appendix', 'phuluc')}_", base


def is_text_field(name: str) -> bool:
    """`so`, `ngay`, `thang`, `nam`, and the same in an appendix: `phuluc1_so`."""
    return name.rpartition("_")[2] in TEXT_FIELDS


def seal_over(personal: Box, side: float = SEAL_SIDE) -> Box:
    """Square of true size that covers the left third of the personal signature (Decree 30, Annex I, II.8)."""
    right = personal.x0 + personal.width / 3
    middle = (personal.y0 + personal.y1) / 2
    return replace(personal, x0=right - side, x1=right, y0=middle - side / 2, y1=middle + side / 2)


@dataclass(frozen=True)
class Placement:
    """A box in the user space of its page, and by how much its content is turned to stand upright."""

    rect: tuple[float, float, float, float]
    rotation: int


def place(page: generic.DictionaryObject, box: Box) -> Placement:
    """Scanners write pages lying on a side with /Rotate, and crop boxes that do not start at zero."""
    x0, y0, x1, y1 = page_box(page)
    width, height = x1 - x0, y1 - y0
    rotation = int(inherited(page, "/Rotate", 0)) % 360
    rect = {
        0: (box.x0, box.y0, box.x1, box.y1),
        90: (width - box.y1, box.x0, width - box.y0, box.x1),
        180: (width - box.x1, height - box.y1, width - box.x0, height - box.y0),
        270: (box.y0, height - box.x1, box.y1, height - box.x0),
    }.get(rotation, (box.x0, box.y0, box.x1, box.y1))
    moved = (rect[0] + x0, rect[1] + y0, rect[2] + x0, rect[3] + y0)
    return Placement(rect=moved, rotation=rotation)


def displayed_size(page: generic.DictionaryObject) -> tuple[float, float]:
    """Width and height in points of the page as a reader sees it."""
    x0, y0, x1, y1 = page_box(page)
    turned = int(inherited(page, "/Rotate", 0)) % 180 == 90
    return (y1 - y0, x1 - x0) if turned else (x1 - x0, y1 - y0)


def page_box(page: generic.DictionaryObject) -> tuple[float, float, float, float]:
    """Crop box of a page, in its own user space; A4 when the file gives none or nonsense."""
    found = inherited(page, "/CropBox") or inherited(page, "/MediaBox")
    if not isinstance(found, generic.ArrayObject) or len(found) != 4:
        return A4
    left, bottom, right, top = (float(side.get_object()) for side in found)
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def inherited(page: generic.DictionaryObject, key: str, default: Any = None) -> Any:
    """A page attribute, looked for upwards in the page tree (ISO 32000-1, 7.7.3.4); loops are cut off."""
    node: object = page
    for _ in range(64):
        found = entry(node, key)
        if found is not None:
            return found
        node = entry(node, "/Parent")
    return default


__all__ = [
    "DAY",
    "MONTH",
    "NUMBER",
    "PERSONAL",
    "SEAL",
    "SEAL_SIDE",
    "YEAR",
    "Box",
    "Placement",
    "boxes_from_anchors",
    "from_top",
    "is_text_field",
    "seal_over",
]
