"""What every file gives to the rules: sheets, lines of text with their look and place; and what the rules give back.

Places are points (1/72 inch) from the **top left** corner of the page as it is shown, y downwards, pages from 0.
Lengths of sheets and margins are millimetres.
"""

import dataclasses
import enum
from collections.abc import Mapping
from typing import Literal

MM = 72 / 25.4
Side = Literal["left", "right", "center", "full"]


class Severity(enum.StrEnum):
    """`error`: the rule is broken for certain; `warning`: very likely, or of little weight; `note`: for the reader to judge."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """A rectangle on page `page` (from 0), points from the top left."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def joined(self, other: "Spot") -> "Spot":
        """The rectangle round both, which stand on one page."""
        return Spot(
            self.page,
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one look. `font` is the family without marks of subset or style, empty where unknown;
    `size` in points, 0 where unknown."""

    text: str
    font: str = ""
    size: float = 0.0
    bold: bool = False
    italic: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a PDF, or one line (a paragraph, or its part up to a break) of a Word file.

    `spot` is None in Word files, which have no pages; `paragraph` counts from 1 there and is 0 in PDFs. `side` is the
    column of a head or foot where the file says it (a table's cell), `full` otherwise. `stamp`: drawn by an annotation
    (the appearance of a signature), never judged for its look. `listed`: its mark of a list is made by Word.
    """

    spans: tuple[Span, ...]
    spot: Spot | None = None
    paragraph: int = 0
    side: Side = "full"
    stamp: bool = False
    table: bool = False
    listed: bool = False

    @property
    def at(self) -> Spot:
        """The place of a line of a PDF; TypeError for one of a Word file."""
        if self.spot is None:
            raise TypeError("a line of a Word file has no place")
        return self.spot

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans).strip()

    @property
    def size(self) -> float:
        """The size that most of its letters have, 0 where unknown."""
        weights: dict[float, int] = {}
        for span in self.spans:
            if span.size:
                weights[span.size] = weights.get(span.size, 0) + len(span.text.strip())
        return max(weights, key=lambda size: weights[size], default=0.0)

    @property
    def bold(self) -> bool:
        return self._mostly("bold")

    @property
    def italic(self) -> bool:
        return self._mostly("italic")

    def _mostly(self, look: Literal["bold", "italic"]) -> bool:
        on = sum(len(span.text.strip()) for span in self.spans if getattr(span, look))
        return on * 2 > sum(len(span.text.strip()) for span in self.spans)


@dataclasses.dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres."""

    top: float
    bottom: float
    left: float
    right: float


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a PDF or a section of a Word file; `margins` where the file declares them (Word)."""

    width: float
    height: float
    margins: Margins | None = None

    @property
    def landscape(self) -> bool:
        return self.width > self.height


@dataclasses.dataclass(frozen=True, slots=True)
class PageNumber:
    """Where the number of a page stands: `top` or `foot`, and `middle` of the line or aside. Page None: all (Word)."""

    place: Literal["top", "foot"]
    middle: bool
    page: int | None = None
    spot: Spot | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """A file as the rules see it.

    `text_layer`: `yes`, `none` (nothing to read) or `scan` (a picture with text laid over it by recognition: its look
    is not the page's). `pages` None: a Word file that does not say.
    """

    source: Literal["pdf", "docx"]
    sheets: tuple[Sheet, ...]
    lines: tuple[Line, ...]
    text_layer: Literal["yes", "none", "scan"] = "yes"
    pages: int | None = None
    page_numbers: tuple[PageNumber, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `code` names the rule (`rules.RULES`), `params` fill its sentences, `excerpt` is what stands there.

    `spot` in PDFs, `paragraph` (from 1) in Word files; both empty when it concerns the whole file.
    """

    code: str
    severity: Severity
    params: Mapping[str, str | int] = dataclasses.field(default_factory=dict)
    spot: Spot | None = None
    paragraph: int = 0
    excerpt: str = ""


class UnreadablePaper(ValueError):
    """The file cannot be checked. `code`: `encrypted`, `broken`, `empty`, `unknown` (neither PDF nor Word), `too_large`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
