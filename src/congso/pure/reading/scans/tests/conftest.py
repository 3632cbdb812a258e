from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parents[3] / "layout" / "fonts"
Draw = Callable[..., Image.Image]


@pytest.fixture
def paper() -> Draw:
    """`paper(*(x, y, text), size=…, width=…, height=…)`: black print on white, in pixels at 300 dpi."""

    def draw(
        *lines: tuple[int, int, str], size: int = 54, width: int = 2480, height: int = 3508
    ) -> Image.Image:
        image = Image.new("L", (width, height), 255)
        font = ImageFont.truetype(str(next(FONT.glob("*Regular.ttf"))), size)
        brush = ImageDraw.Draw(image)
        for x, y, text in lines:
            brush.text((x, y), text, font=font, fill=0)
        return image

    return draw
