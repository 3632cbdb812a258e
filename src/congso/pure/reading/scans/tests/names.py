"""Names as they stand on paper: drawn in the decree's face, with seal and pen over them, and as an engine reads them."""

from PIL import Image, ImageDraw, ImageFont

from congso.pure.layout import FONTS_DIR
from congso.pure.reading.scans.engine import Token

SIZE = 58
BASE = 700
LEFT = 600
_RED = (215, 30, 40)


def _font(weight: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS_DIR / f"Tinos-{weight}.ttf"), SIZE)


def block(
    name: str, *, weight: str = "Bold", seal: bool = True, red: bool = False, lean: float = 0.0
) -> Image.Image:
    """A signature block of 1500 × 1000 pixels: the name at `LEFT`, `BASE`; the ring of a seal and two strokes over its start.

    `red`: the name is a stamp in red ink on a page with colours.
    """
    image = Image.new("RGB" if red else "L", (1500, 1000), "white")
    brush = ImageDraw.Draw(image)
    ink = _RED if red else 0
    brush.text((LEFT, BASE), name, font=_font(weight), fill=ink, anchor="ls")
    if seal:
        for radius, width in ((215, 7), (203, 3)):
            brush.ellipse((450 - radius, 520 - radius, 450 + radius, 520 + radius), outline=ink, width=width)
        brush.line((520, 740, 900, 600, 1300, 480), fill=(30, 40, 160) if red else 0, width=5)
        brush.line((640, 560, 700, 720), fill=(30, 40, 160) if red else 0, width=5)
    return (
        image.rotate(lean, Image.Resampling.BICUBIC, center=(LEFT, BASE), fillcolor="white")
        if lean
        else image
    )


def read(
    name: str, *words: str, said: str = "", sure: float = 0.95, weight: str = "Bold", line: int = 1
) -> list[Token]:
    """What an engine reads of the name: its last words `words`, in their places; `said` stands before them as a scrap."""
    font = _font(weight)
    rest = name[: len(name) - len(" ".join(words))]
    x = LEFT + font.getlength(rest)
    made = [_token(said, line, LEFT, round(x) - 10, sure)] if said else []
    for word in words:
        end = x + font.getlength(word)
        made.append(_token(word, line, round(x), round(end), sure))
        x = end + font.getlength(" ")
    return made


def _token(text: str, line: int, x0: int, x1: int, sure: float) -> Token:
    return Token(text, line, x0, BASE - 45, x1, BASE, sure, (), BASE - 45.0, float(BASE))
