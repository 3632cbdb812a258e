"""What every source of text (PDF, Word, OCR) gives and every rule reads: positioned words, lines and pages.

Lengths are points (1/72 inch) from the **top left** corner of the page as it is shown (rotation applied), y grows
downwards, pages count from 0. The same frame is used for the boxes in the result.
"""

import dataclasses
import itertools
import statistics
from collections.abc import Iterable, Sequence

from congso.pure.vietnamese import nfc

# A gap wider than this many text sizes inside a row separates two columns; justified text stays under it.
_COLUMN_GAP = 2.2
_SAME_ROW = 0.5
# Of the height: pieces of a word stand nearer than this, words never do.
_TOUCHING, _OVERLAP = 0.06, 0.25


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on page `page` (from 0), points from the top left, y downwards."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float

    def joined(self, other: "Box") -> "Box":
        """The rectangle round both; of two pages the first one's alone."""
        if other.page != self.page:
            return self
        return Box(
            self.page,
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without blanks. `size` is the font size in points, 0 where unknown.

    `confidence` (0 to 1) is the source's own: 1 for text of the file, what the OCR engine says for scans.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool = False
    italic: bool = False
    size: float = 0.0
    confidence: float = 1.0


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """Words of one row without a column gap between them, left to right; never empty."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def y0(self) -> float:
        return min(word.y0 for word in self.words)

    @property
    def y1(self) -> float:
        return max(word.y1 for word in self.words)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def size(self) -> float:
        return statistics.median(word.size or word.y1 - word.y0 for word in self.words)

    @property
    def bold(self) -> bool:
        return sum(len(word.text) for word in self.words if word.bold) * 2 > len(self.text)

    @property
    def italic(self) -> bool:
        return sum(len(word.text) for word in self.words if word.italic) * 2 > len(self.text)

    @property
    def confidence(self) -> float:
        return sum(word.confidence for word in self.words) / len(self.words)

    def box(self, page: int) -> Box:
        return Box(page, self.x0, self.y0, self.x1, self.y1)


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """Page `index` (from 0) of a document: its size in points and its lines, top to bottom and left to right."""

    index: int
    width: float
    height: float
    lines: tuple[Line, ...]


def page_of_words(
    index: int, width: float, height: float, words: Iterable[Word], *, mend: bool = False
) -> Page:
    """Lay words given in any order into rows and split the rows at column gaps.

    `mend` joins pieces that touch each other: some writers place the letters of one word in several goes.
    """
    rows = _rows(sorted((word for word in words if word.text), key=lambda word: (word.y0 + word.y1, word.x0)))
    lines = [line for row in rows for line in _split(row, mend=mend)]
    return Page(index, width, height, tuple(lines))


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words that share at least half of the lower one's height with the row's last words stand in one row."""
    rows: list[list[Word]] = []
    top = bottom = 0.0
    for word in words:
        height = min(word.y1 - word.y0, bottom - top)
        if rows and min(word.y1, bottom) - max(word.y0, top) >= _SAME_ROW * height:
            rows[-1].append(word)
            count = len(rows[-1])
            # The row follows its words: a slightly slanted scan must not cut it into pieces.
            top += (word.y0 - top) / count
            bottom += (word.y1 - bottom) / count
        else:
            rows.append([word])
            top, bottom = word.y0, word.y1
    return rows


def _split(row: list[Word], *, mend: bool) -> list[Line]:
    row = sorted(row, key=lambda word: word.x0)
    if mend:
        row = _mended(row)
    parts = [[row[0]]]
    for before, word in itertools.pairwise(row):
        size = max(before.size or before.y1 - before.y0, 1.0)
        if word.x0 - before.x1 > _COLUMN_GAP * size:
            parts.append([])
        parts[-1].append(word)
    return [Line(tuple(part)) for part in parts]


def _mended(row: list[Word]) -> list[Word]:
    mended = row[:1]
    for word in row[1:]:
        before = mended[-1]
        if -_OVERLAP < (word.x0 - before.x1) / max(before.y1 - before.y0, 1.0) < _TOUCHING:
            mended[-1] = dataclasses.replace(
                before,
                text=nfc(before.text + word.text),
                y0=min(before.y0, word.y0),
                x1=max(before.x1, word.x1),
                y1=max(before.y1, word.y1),
            )
        else:
            mended.append(word)
    return mended
