"""Pictures of pages made ready for reading: upright, straight, without the colours of stamps and pens.

All pictures are drawn at `DPI`; where a page stood before it was turned and straightened is kept in its `Frame`.
"""

import itertools
import math
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageFilter

from congso.pure.reading.page_model import Box
from congso.pure.reading.scans.engine import DPI

POINT: Final = 72 / DPI
MOST_PIXELS: Final = 30_000_000  # a page of A3 at 300 dpi has 17 million
_STEEPEST: Final = 5.0  # degrees; more is a turned page, not a slanted one
_WORTH: Final = 0.7
_COLOURED: Final = 60  # difference of channels from which a dot counts as coloured
_FEW_DOTS: Final = 0.0008
_MANY_DOTS: Final = 0.12  # a photograph or coloured paper, no stamp


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page as shown (`width` × `height` points) became the picture that was read.

    First turned clockwise by `turn` degrees (0, 90, 180, 270), then by `slant` degrees about its middle.
    """

    width: float
    height: float
    turn: int = 0
    slant: float = 0.0

    @property
    def read_size(self) -> tuple[float, float]:
        """Width and height of the picture read, in points."""
        return (self.height, self.width) if self.turn in {90, 270} else (self.width, self.height)

    def shown(self, box: Box) -> Box:
        """The place on the page as shown of a place on the picture read."""
        corners = [(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        places = [self._shown(x, y) for x, y in corners]
        across, down = [place[0] for place in places], [place[1] for place in places]
        return Box(
            box.page,
            max(0.0, min(across)),
            max(0.0, min(down)),
            min(self.width, max(across)),
            min(self.height, max(down)),
        )

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        width, height = self.read_size
        lean = math.radians(self.slant)
        across, down = x - width / 2, y - height / 2
        x = width / 2 + across * math.cos(lean) + down * math.sin(lean)
        y = height / 2 - across * math.sin(lean) + down * math.cos(lean)
        if self.turn == 90:
            return y, self.height - x
        if self.turn == 180:
            return self.width - x, self.height - y
        if self.turn == 270:
            return self.width - y, x
        return x, y


def turned(image: Image.Image, turn: int) -> Image.Image:
    """The picture turned clockwise by quarter turns."""
    ways = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    return image.transpose(ways[turn]) if turn in ways else image


def straightened(image: Image.Image, slant: float) -> Image.Image:
    """The picture turned by `slant` degrees clockwise about its middle, same size, white corners."""
    if not slant:
        return image
    white: int | tuple[int, int, int] = 255 if image.mode == "L" else (255, 255, 255)
    return image.rotate(-slant, Image.Resampling.BICUBIC, fillcolor=white)


def slant_of(image: Image.Image) -> float:
    """By how many degrees clockwise the picture must be turned for its lines to lie level; 0 when it is not worth it.

    The angle at which rows differ most in darkness: lines of text apart, white between them.
    """
    small = image.convert("L").reduce(max(1, image.width // 700))
    dark = small.point(lambda value: 255 if value < 160 else 0)
    best = max(
        (step / 2 for step in range(-int(_STEEPEST * 2), int(_STEEPEST * 2) + 1)),
        key=lambda a: _levels(dark, a),
    )
    best = max((best + step / 10 for step in range(-4, 5)), key=lambda a: _levels(dark, a))
    return best if _WORTH <= abs(best) < _STEEPEST else 0.0


def _levels(dark: Image.Image, angle: float) -> float:
    rows = (
        dark.rotate(-angle, Image.Resampling.NEAREST).resize((1, dark.height), Image.Resampling.BOX).tobytes()
    )
    return sum((one - other) ** 2 for one, other in itertools.pairwise(rows))


def _most(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def coloured_ink(image: Image.Image) -> Image.Image | None:
    """Stamps and pen strokes alone, dark on white; None on a page without them."""
    if image.mode != "RGB":
        return None
    red, green, blue = image.split()
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    colour = ImageChops.subtract(_most(image), least)
    mask = colour.point(lambda value: 255 if value >= _COLOURED else 0)
    mask = mask.filter(ImageFilter.MedianFilter(3))  # noise of cheap sensors and JPEG is coloured too
    if not _FEW_DOTS < mask.histogram()[255] / (mask.width * mask.height) < _MANY_DOTS:
        return None
    return Image.composite(least, Image.new("L", image.size, 255), mask)


def without_colour(image: Image.Image) -> Image.Image:
    """Black print alone in grey: red and blue ink is as light as its lightest channel."""
    if image.mode != "RGB":
        return image.convert("L")
    return _most(image)
