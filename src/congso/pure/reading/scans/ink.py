"""A row of handwritten digits on an image: connected ink, where to cut what touches, which digits it most likely is."""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image

from congso.pure.reading.scans.digits import JUNK, likelihoods

Run = tuple[int, int, int]  # y, first x, x after the last
_MOST_PARTS: Final = 14
_NOISE: Final = -3.5  # what it costs to take a part for dirt
_PER_DIGIT: Final = -0.15
_BEAM: Final = 12


@dataclass(frozen=True, slots=True)
class Ink:
    """A connected piece of ink as runs of dark pixels."""

    runs: tuple[Run, ...]

    @property
    def box(self) -> tuple[int, int, int, int]:
        rows = [run[0] for run in self.runs]
        return min(run[1] for run in self.runs), min(rows), max(run[2] for run in self.runs), max(rows) + 1

    @property
    def area(self) -> int:
        return sum(end - start for _, start, end in self.runs)

    def between(self, left: int, right: int) -> "Ink | None":
        """The part in these columns."""
        runs = [(y, max(start, left), min(end, right)) for y, start, end in self.runs]
        kept = tuple(run for run in runs if run[2] > run[1])
        return Ink(kept) if kept else None


def threshold(image: Image.Image) -> Image.Image:
    """255 where there is ink: the level that best parts dark from light (Otsu)."""
    counts = image.convert("L").histogram()
    total, whole = sum(counts), sum(level * count for level, count in enumerate(counts))
    best, level_found, dark, dark_sum = -1.0, 127, 0, 0.0
    for level, count in enumerate(counts):
        dark += count
        dark_sum += level * count
        light = total - dark
        if not dark or not light:
            continue
        apart = dark * light * (dark_sum / dark - (whole - dark_sum) / light) ** 2
        if apart > best:
            best, level_found = apart, level
    return image.convert("L").point(lambda value: 255 if value <= level_found else 0)


def pieces(ink: Image.Image) -> list[Ink]:
    """Connected pieces of an image of 0 and 255."""
    width, data = ink.width, ink.tobytes()
    parent: list[int] = []
    runs: list[tuple[Run, int]] = []
    above: list[tuple[int, int, int]] = []

    def root(label: int) -> int:
        while parent[label] != label:
            parent[label] = parent[parent[label]]
            label = parent[label]
        return label

    for y in range(ink.height):
        row, here, x = data[y * width : (y + 1) * width], [], 0
        while (x := row.find(b"\xff", x)) >= 0:
            end = row.find(b"\x00", x)
            end = width if end < 0 else end
            label = len(parent)
            parent.append(label)
            for start, stop, other in above:
                if start <= end and stop >= x:
                    parent[root(other)] = root(label)
            here.append((x, end, label))
            runs.append(((y, x, end), label))
            x = end
        above = here
    groups: dict[int, list[Run]] = {}
    for run, label in runs:
        groups.setdefault(root(label), []).append(run)
    return [Ink(tuple(group)) for group in groups.values()]


def painted(parts: Sequence[Ink]) -> Image.Image:
    """The pieces alone, ink 255, one pixel of margin."""
    boxes = [part.box for part in parts]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    width = right - left + 2
    data = bytearray(width * (bottom - top + 2))
    for part in parts:
        for y, start, end in part.runs:
            at = (y - top + 1) * width + 1 - left
            data[at + start : at + end] = b"\xff" * (end - start)
    return Image.frombytes("L", (width, bottom - top + 2), bytes(data))


def _strokes(ink: Image.Image, left: int, right: int, height: float) -> list[Ink]:
    """Pieces between two columns that may be digits: no rules, specks or leader dots; what touches is cut."""
    found: list[Ink] = []
    for whole in pieces(ink):
        piece = _inside(whole, left, right, height)
        if piece is None:
            continue
        x0, y0, x1, y1 = piece.box
        small = y1 - y0 < 0.35 * height and x1 - x0 < 0.35 * height
        rule = y1 - y0 < 0.25 * height and x1 - x0 > 1.1 * height
        # The picture reaches 1.9 heights above the line and 0.8 below it: other lines show at its edges.
        middle = (y0 + y1) / 2
        if small or rule or piece.area < 0.02 * height * height or not 0.5 * height < middle < 2.2 * height:
            continue
        found += _cut(piece, height)
    return sorted(found, key=lambda piece: piece.box[0] + piece.box[2])


def _inside(piece: Ink, left: int, right: int, height: float) -> Ink | None:
    """The piece, or its part between the columns when it hangs together with a letter beside them."""
    x0, _, x1, _ = piece.box
    if x1 <= left or x0 >= right:
        return None
    width, within = x1 - x0, min(x1, right) - max(x0, left)
    if width <= 1.3 * height:
        return piece if within >= 0.5 * width else None
    return piece.between(left, right)


def _cut(piece: Ink, height: float) -> list[Ink]:
    """A piece too wide for one digit, cut where the least ink stands."""
    x0, _, x1, _ = piece.box
    width = x1 - x0
    count = max(1, min(6, round(width / (0.45 * height)))) if width > 0.75 * height else 1
    if count == 1:
        return [piece]
    profile = [0] * width
    for _, start, end in piece.runs:
        for x in range(start, end):
            profile[x - x0] += 1
    cuts = {_weakest(profile, width * part / count, width / count * 0.45) for part in range(1, count)}
    edges = [0, *sorted(cuts), width]
    parts = [piece.between(x0 + one, x0 + other) for one, other in itertools.pairwise(edges)]
    return [part for part in parts if part is not None]


def _weakest(profile: Sequence[int], place: float, reach: float) -> int:
    low, high = max(3, int(place - reach)), min(len(profile) - 3, int(place + reach))
    return min(range(low, max(high, low) + 1), key=lambda x: (profile[x], abs(x - place)))


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits read and, for each, how likely it is."""

    text: str
    sure: tuple[float, ...]

    @property
    def confidence(self) -> float:
        """That all of them are right."""
        return math.prod(self.sure)

    def longer(self, step: tuple[int, float]) -> "Digits":
        return Digits(self.text + str(step[0]), (*self.sure, step[1]))


_Said = tuple[float, Digits]


def read_digits(
    ink: Image.Image, left: int, right: int, height: float, fits: Callable[[str], bool]
) -> Digits | None:
    """The likeliest row of digits between two columns of an image of ink (`threshold`) that `fits`; None where there is none.

    `height` is that of a capital letter of the same line, in pixels; the line stands 1.9 heights under the upper edge.
    """
    parts = _strokes(ink, left, right, height)
    if not parts or len(parts) > _MOST_PARTS:
        return None
    best: list[list[_Said]] = [[] for _ in range(len(parts) + 1)]
    best[0] = [(0.0, Digits("", ()))]
    for start in range(len(parts)):
        steps: list[tuple[int, float, tuple[int, float] | None]] = [(start + 1, _NOISE, None)]
        for end in range(start + 1, min(len(parts), start + 3) + 1):
            steps += [
                (end, math.log(sure + 1e-6) + _PER_DIGIT, (digit, sure))
                for digit, sure in _digits(parts[start:end], height)
            ]
        for end, cost, step in steps:
            more = [(score + cost, said.longer(step) if step else said) for score, said in best[start]]
            best[end] = sorted([*best[end], *more], key=lambda one: -one[0])[:_BEAM]
    return next((said for _, said in best[-1] if said.text and fits(said.text)), None)


def _digits(parts: Sequence[Ink], height: float) -> list[tuple[int, float]]:
    """The two likeliest readings of pieces taken as one digit."""
    boxes = [part.box for part in parts]
    width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    tall = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    if width > 1.5 * height or tall < 0.45 * height:
        return []
    chances = likelihoods(painted(parts)) or []
    return sorted(enumerate(chances[:JUNK]), key=lambda one: -one[1])[:2]


def looks_printed(ink: Image.Image, left: int, right: int, height: float) -> bool:
    """Do the pieces stand on one line and have one height, that of the line's capitals? Handwriting seldom does."""
    boxes = [piece.box for piece in _strokes(ink, left, right, height)]
    if not boxes:
        return False
    tops, bottoms = [box[1] for box in boxes], [box[3] for box in boxes]
    even = max(max(tops) - min(tops), max(bottoms) - min(bottoms)) <= 0.15 * height
    return even and abs(max(bottoms) - min(tops) - height) <= 0.18 * height
