"""Pictures for the demo: handwritten signatures (blue) and seals (red, 36 mm at 300 dpi), both transparent PNG.

Decree 30, Annex I, II.7 and II.8 ask for just these. They are drawn, not copied from anybody.
"""

import math
import random
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from congso.pure.layout.glyphs import FONTS_DIR

BLUE: Final = (24, 44, 150)
RED: Final = (214, 28, 36)
DPI: Final = 300
SEAL_PIXELS: Final = round(36 / 25.4 * DPI)
_FINE: Final = 3
INK: Final = 238
WIDTH: Final = 600
HEIGHT: Final = 264
Point = tuple[float, float]


def signature_png(seed: str) -> bytes:
    """A signature-like stroke, the same for the same seed: about 50 by 22 mm at 300 dpi."""
    chance = random.Random(f"signature:{seed}")  # noqa: S311  # a drawing, not a secret
    width, height = WIDTH * _FINE, HEIGHT * _FINE
    ink = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(ink)
    slant = chance.uniform(0.05, 0.35)
    name, end = _name_stroke(chance)
    strokes = [(name, chance.uniform(2.6, 3.4)), (_flourish(chance, end), chance.uniform(2.0, 2.8))]
    if chance.random() < 0.6:
        x, y = chance.uniform(0.35, 0.65), chance.uniform(0.14, 0.26)
        strokes.append(([(x, y), (x + 0.03, y - 0.04), (x + 0.06, y - 0.05)], 2.8))
    for stroke, weight in strokes:
        placed = [((x + slant * (0.5 - y) * 0.3) * width, y * height) for x, y in stroke]
        _pull(draw, _smooth(placed), weight * _FINE)
    return _png(ink.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS), BLUE)


def _name_stroke(chance: random.Random) -> tuple[list[Point], Point]:
    """One or two tall letters and a run of small ones growing flatter; shares of width and height."""
    middle = chance.uniform(0.5, 0.6)
    x = chance.uniform(0.07, 0.12)
    points: list[Point] = [(x, middle + chance.uniform(0.05, 0.3))]
    for _ in range(chance.randint(1, 2)):
        belly = chance.uniform(0.02, 0.1)
        points += [
            (x + 0.05, chance.uniform(0.05, 0.16)),
            (x + 0.09 + belly, chance.uniform(0.1, 0.3)),
            (x + chance.uniform(0.0, 0.06), middle + chance.uniform(-0.05, 0.12)),
            (x + 0.06 + belly, middle + chance.uniform(0.12, 0.28)),
        ]
        x += chance.uniform(0.1, 0.17)
    reach = chance.uniform(0.13, 0.24)
    fading = chance.uniform(0.72, 0.92)
    while x < 0.74:
        step = chance.uniform(0.045, 0.1)
        if chance.random() < 0.18:
            points += [(x + step * 0.5, middle - 0.36), (x + step * 0.2, middle - 0.2)]
        points += [
            (x + step * 0.3, middle - reach * chance.uniform(0.6, 1.1)),
            (x + step * 0.55, middle + reach * chance.uniform(0.3, 0.9)),
        ]
        x += step
        reach *= fading
    points += [(0.84, middle - chance.uniform(0.0, 0.12)), (0.95, middle - chance.uniform(0.1, 0.4))]
    return points, (0.95, middle)


def _flourish(chance: random.Random, end: Point) -> list[Point]:
    """Under the name and back, through it, or in one sweep."""
    low = chance.uniform(0.8, 0.9)
    shapes: tuple[list[Point], ...] = (
        [(0.82, low - 0.1), (0.45, low - 0.02), (0.16, low + 0.05), (0.3, low + 0.06), (0.9, low - 0.12)],
        [(0.1, low), (0.35, low - 0.08), (0.6, low + 0.04), (0.92, low - 0.14)],
        [(end[0] - 0.04, 0.36), (0.6, 0.64), (0.25, 0.86), (0.14, 0.78), (0.4, 0.7), (0.96, 0.62)],
    )
    wander = [
        (x + chance.uniform(-0.04, 0.03), y + chance.uniform(-0.03, 0.03)) for x, y in chance.choice(shapes)
    ]
    return [(min(max(x, 0.04), 0.96), min(max(y, 0.05), 0.95)) for x, y in wander]


def _smooth(points: list[Point], steps: int = 24) -> list[Point]:
    """Catmull-Rom through all points."""
    padded = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for before, start, stop, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            x, y = (_spline(t, *places) for places in zip(before, start, stop, after, strict=True))
            curve.append((x, y))
    return [*curve, points[-1]]


def _spline(t: float, a: float, b: float, c: float, d: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def _pull(draw: ImageDraw.ImageDraw, curve: list[Point], weight: float) -> None:
    """A pen is thin where it is fast and at both ends."""
    total = len(curve)
    speeds = [math.dist(a, b) for a, b in pairwise(curve)]
    usual = sorted(speeds)[len(speeds) // 2] or 1.0
    thickness = weight
    for index, ((x0, y0), (x1, y1)) in enumerate(pairwise(curve)):
        wanted = weight * min(1.5, max(0.5, (usual / (speeds[index] or usual)) ** 0.5))
        wanted *= min(1.0, 0.4 + 8 * min(index, total - index) / total)
        thickness += (wanted - thickness) * 0.15
        radius = max(thickness, 1.0)
        draw.line((x0, y0, x1, y1), fill=INK, width=round(radius * 2))
        draw.ellipse((x1 - radius, y1 - radius, x1 + radius, y1 + radius), fill=INK)


@lru_cache(maxsize=64)
def seal_png(name: str, superior: str = "") -> bytes:
    """A round seal: `name` along the upper rim, `superior` (or "DEMO") along the lower, a star between."""
    side = SEAL_PIXELS * _FINE
    ink = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(ink)
    for share, stroke in ((0.985, 0.022), (0.925, 0.007), (0.60, 0.007)):
        _ring(draw, side, share, stroke)
    draw.polygon(_star(side / 2, side / 2, side * 0.235), fill=INK)
    lower = superior or "DEMO"
    upper_span = 200 if len(name) < 26 else 245
    _curved(ink, name.upper(), upper_span, top=True)
    _curved(ink, lower.upper(), 330 - upper_span, top=False)
    for angle in _gaps(upper_span):
        x, y = side / 2 + math.sin(angle) * side * 0.382, side / 2 - math.cos(angle) * side * 0.382
        draw.polygon(_star(x, y, side * 0.022), fill=INK)
    return _png(ink.resize((SEAL_PIXELS, SEAL_PIXELS), Image.Resampling.LANCZOS), RED)


def _gaps(upper_span: float) -> tuple[float, float]:
    angle = math.radians(upper_span / 2 + 8)
    return angle, -angle


def _ring(draw: ImageDraw.ImageDraw, side: int, share: float, stroke: float) -> None:
    inset = side * (1 - share) / 2
    draw.ellipse((inset, inset, side - inset, side - inset), outline=INK, width=round(side * stroke))


def _star(x: float, y: float, radius: float) -> list[Point]:
    corners = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        angle = math.radians(36 * corner)
        corners.append((x + math.sin(angle) * reach, y - math.cos(angle) * reach))
    return corners


def _curved(ink: Image.Image, text: str, span: float, *, top: bool) -> None:
    """Letters one by one along the rim, within `span` degrees; long names are set smaller."""
    side = ink.width
    radius = side * 0.382
    size = side * 0.092
    font = ImageFont.truetype(str(FONTS_DIR / "Tinos-Bold.ttf"), round(size))
    gap = size * 0.06
    length = sum(font.getlength(letter) + gap for letter in text)
    room = math.radians(span) * radius
    if length > room:
        size *= room / length
        font = ImageFont.truetype(str(FONTS_DIR / "Tinos-Bold.ttf"), round(size))
        gap = size * 0.06
        length = sum(font.getlength(letter) + gap for letter in text)
    turn = 1 if top else -1
    angle = -length / radius / 2
    for letter in text:
        advance = (font.getlength(letter) + gap) / radius
        centre = angle + advance / 2
        angle += advance
        tile = Image.new("L", (round(size * 2), round(size * 2)), 0)
        # "mm" would centre each letter by its own marks and make the line dance.
        ImageDraw.Draw(tile).text((size, size + size * 0.33), letter, font=font, fill=255, anchor="ms")
        tile = tile.rotate(-math.degrees(centre) * turn, resample=Image.Resampling.BICUBIC)
        x = side / 2 + math.sin(centre) * radius
        y = side / 2 - math.cos(centre) * radius * turn
        ink.paste(INK, (round(x - size), round(y - size)), tile)


def _png(opacity: Image.Image, colour: tuple[int, int, int]) -> bytes:
    # Sixteen steps of opacity look the same and make the file a third as large.
    picture = Image.new("RGBA", opacity.size, (*colour, 0))
    picture.putalpha(opacity.point([level // 17 * 17 for level in range(256)]))
    output = BytesIO()
    picture.save(output, "PNG", dpi=(DPI, DPI))
    return output.getvalue()
