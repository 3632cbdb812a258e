"""Which digit an image of ink shows: gradients of the upright shape through a small network.

Numbers and days are written by hand on paper originals; the page reader, made for print, takes them for letters.
The weights are made by `bench/train_digits.py` (public sets of handwritten digits, and drawn ones in the way digits
are written in Vietnam: 1 with an upstroke, 7 with a bar, open 4).
"""

import base64
import functools
import json
import math
from pathlib import Path
from typing import Final

from PIL import Image

_SIDE: Final = 28
_INNER: Final = 20
_BINS: Final = 8
_CELLS: Final = 4
_RAW: Final = 7
_STEEPEST: Final = 0.6
JUNK: Final = 10  # the class of what is no digit: halves, pairs, letters

_WEIGHTS: Final = Path(__file__).with_name("digits.json")
Layer = tuple[list[list[float]], list[float]]


@functools.cache
def _layers() -> tuple[Layer, ...]:
    """Per layer the columns of weights (one list per output) and the offsets."""
    stored = json.loads(_WEIGHTS.read_text(encoding="ascii"))
    layers = []
    for layer in stored:
        raw, width = base64.b64decode(layer["weights"]), len(layer["offsets"])
        values = [(byte - 256 if byte > 127 else byte) * layer["scale"] for byte in raw]
        layers.append(([values[column::width] for column in range(width)], layer["offsets"]))
    return tuple(layers)


def _shares() -> list[list[tuple[int, float]]]:
    """For each row or column of the image, the cells it counts for and how much."""
    shares = []
    for index in range(_SIDE):
        place = (index + 0.5) * _CELLS / _SIDE - 0.5
        low = math.floor(place)
        pair = ((low, 1 - place + low), (low + 1, place - low))
        shares.append([(cell, part) for cell, part in pair if 0 <= cell < _CELLS and part > 0])
    return shares


_SHARES: Final = _shares()


def upright(ink: Image.Image) -> Image.Image | None:
    """28 × 28: the ink (255 on 0) scaled to 20, its slant taken away, its weight in the middle. None without ink."""
    box = ink.getbbox()
    if box is None:
        return None
    ink = ink.crop(box)
    scale = _INNER / max(ink.size)
    size = (max(1, round(ink.width * scale)), max(1, round(ink.height * scale)))
    small = ink.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR)
    x, y, slant = _moments(small)
    middle = _SIDE / 2
    matrix = (1, slant, x - middle - slant * middle, 0, 1, y - middle)
    return small.transform((_SIDE, _SIDE), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)


def _moments(ink: Image.Image) -> tuple[float, float, float]:
    """Middle of the weight and slant (columns per row), bounded."""
    width, data = ink.width, ink.tobytes()
    dots = [(index % width, index // width, value) for index, value in enumerate(data) if value]
    weight = sum(value for _, _, value in dots) or 1
    x = sum(value * across for across, _, value in dots) / weight
    y = sum(value * down for _, down, value in dots) / weight
    spread = sum(value * (down - y) ** 2 for _, down, value in dots)
    lean = sum(value * (across - x) * (down - y) for across, down, value in dots)
    return x, y, max(-_STEEPEST, min(_STEEPEST, lean / spread)) if spread > 1e-3 else 0.0


def features(ink: Image.Image) -> list[float] | None:
    """128 shares of gradients by place and direction, 49 of darkness, and the breadth to height of the ink as given."""
    image = upright(ink)
    if image is None:
        return None
    left, top, right, bottom = ink.getbbox() or (0, 0, 1, 1)
    data = image.tobytes()
    gradients = _gradients(data)
    darkest = max(data) or 1
    raw = [0.0] * (_RAW * _RAW)
    for y in range(1, _SIDE - 1):
        for x in range(1, _SIDE - 1):
            raw[(y // 4) * _RAW + x // 4] += data[y * _SIDE + x] / darkest / 16
    return [*gradients, *raw, min((right - left) / (bottom - top), 2.0)]


def _gradients(data: bytes) -> list[float]:
    sums = [0.0] * (_CELLS * _CELLS * _BINS)
    for y in range(1, _SIDE - 1):
        for x in range(1, _SIDE - 1):
            index = y * _SIDE + x
            across, down = data[index + 1] - data[index - 1], data[index + _SIDE] - data[index - _SIDE]
            if not across and not down:
                continue
            strength = math.hypot(across, down)
            turn = (math.atan2(down, across) / (2 * math.pi) * _BINS) % _BINS
            bin_, part = int(turn) % _BINS, turn - int(turn)
            for row, high in _SHARES[y]:
                for column, wide in _SHARES[x]:
                    at, value = (row * _CELLS + column) * _BINS, strength * high * wide
                    sums[at + bin_] += value * (1 - part)
                    sums[at + (bin_ + 1) % _BINS] += value * part
    length = math.sqrt(sum(value * value for value in sums)) or 1
    return [math.sqrt(value / length) for value in sums]


def likelihoods(ink: Image.Image) -> list[float] | None:
    """Probability of each digit and, last, of being none. `ink`: mode L, 255 where there is ink. None without ink."""
    values = features(ink)
    if values is None:
        return None
    layers = _layers()
    for number, (columns, offsets) in enumerate(layers, 1):
        values = [
            sum(map(float.__mul__, column, values)) + offset
            for column, offset in zip(columns, offsets, strict=True)
        ]
        if number < len(layers):
            values = [max(value, 0.0) for value in values]
    highest = max(values)
    parts = [math.exp(value - highest) for value in values]
    whole = sum(parts)
    return [part / whole for part in parts]
