"""What the engine read that is no text of the document: scraps of frames and pens, the stamp of an office it came through."""

from collections.abc import Sequence
from typing import Final

from PIL import Image

from congso.pure.reading.scans.engine import Token
from congso.pure.reading.scans.ink import pieces
from congso.pure.reading.text import plain

_SCRAP: Final = 0.3
_SURE_SIGN: Final = 0.6
_SIGNS: Final = frozenset('-–—+*•/().,:;&“”"…%')
_APART: Final = 0.45  # heights of the line: a sign farther than this from words on both sides belongs to none
_SMALL: Final = 4  # frames are looked for on the page at a quarter of its size
_DARK: Final = 150


def clean(tokens: Sequence[Token], image: Image.Image, *, first: bool) -> list[Token]:
    """The words of the document itself. On its first page the frames of arrival stamps are left out with their words."""
    kept = [token for token, gap, gap_after in _with_gaps(tokens) if not _is_scrap(token, gap, gap_after)]
    if not first:
        return kept
    for frame in frames(image):
        inside = [token for token in kept if _within(token, frame)]
        if _is_arrival(inside):
            kept = [token for token in kept if not _within(token, frame)]
    return kept


def _with_gaps(tokens: Sequence[Token]) -> list[tuple[Token, float | None, float | None]]:
    """Each word with its distances to the words before and after it in its line; None where there is none."""
    ordered = sorted(tokens, key=lambda one: (one.line, one.x0))
    found: list[tuple[Token, float | None, float | None]] = []
    for at, token in enumerate(ordered):
        before = ordered[at - 1] if at else None
        after = ordered[at + 1] if at + 1 < len(ordered) else None
        gap = token.x0 - before.x1 if before is not None and before.line == token.line else None
        more = after.x0 - token.x1 if after is not None and after.line == token.line else None
        found.append((token, gap, more))
    return found


def _is_scrap(token: Token, gap: float | None, gap_after: float | None) -> bool:
    if any(letter.isalnum() for letter in token.text):
        return token.confidence < _SCRAP and len(token.text) < 3 and not token.text.isdigit()
    if not set(token.text) <= _SIGNS or token.confidence < _SURE_SIGN:
        return True
    far = _APART * (token.bottom - token.top)
    return gap is not None and gap > far and (gap_after is None or gap_after > 2 * far)


Frame = tuple[int, int, int, int]


def frames(image: Image.Image, least: tuple[int, int] = (85, 25)) -> list[Frame]:
    """Rectangles drawn on the upper half of the page, from 3 (`least`: 85 dots) to 10 cm wide, with little ink of their own."""
    small = image.convert("L").crop((0, 0, image.width, image.height // 2)).reduce(_SMALL)
    found = []
    for piece in pieces(small.point(lambda value: 255 if value < _DARK else 0)):
        x0, y0, x1, y1 = piece.box
        wide, tall = x1 - x0, y1 - y0
        if least[0] <= wide <= 300 and least[1] <= tall <= 150 and piece.area < 0.35 * wide * tall:
            found.append((x0 * _SMALL, y0 * _SMALL, x1 * _SMALL, y1 * _SMALL))
    return found


def _within(token: Token, frame: Frame) -> bool:
    x, y = (token.x0 + token.x1) / 2, (token.y0 + token.y1) / 2
    return frame[0] - 8 <= x <= frame[2] + 8 and frame[1] - 8 <= y <= frame[3] + 8


def _is_arrival(tokens: Sequence[Token]) -> bool:
    """Does a frame hold the words of an arrival stamp (Decree 30, annex IV, form 1) and not those of an urgency stamp?"""
    words = {plain(token.text).strip(".:,") for token in tokens}
    return len(tokens) > 3 or bool(words & {"den", "ngay", "gio"})
