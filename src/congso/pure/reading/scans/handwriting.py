"""Number, day and month are written by hand on paper originals: read them again as digits, in their fixed places.

The decree fixes where they stand: between "Số:" and the slash before the symbol, between "ngày", "tháng" and "năm"
(Decree 30/2020, annex I, cells 3 and 4).
"""

import dataclasses
import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PIL import Image, ImageOps

from congso.pure.reading.scans.engine import Letter, OcrFailed, Token, recognise
from congso.pure.reading.scans.ink import Digits, looks_printed, read_digits, threshold
from congso.pure.reading.text import plain

_HEAD: Final = 0.45  # of the height: below it no letterhead stands
_LABEL: Final = re.compile(r"^(?:\W{0,3}|.{2,12} )s\W?[o06e3a]w?(?:\s*[:;.,&]|(?=\s?[^\sa-z]))")
# Matched against the letters as they are: the symbol is in capitals, a year may stand before it.
_END: Final = re.compile(
    r"[/\\|⁄]+(?=\s*(?:(?:19|20)\d\d\s*/|[A-ZĐ§]{2}))|(?<=[^\W\d_]|\W)(?=[A-ZĐ]{2,6}\s?-\s?[A-ZĐ]{2})|\s(?=[A-ZĐ]{4})"
)
_DAY: Final = re.compile(r"ng[a4][yv]")
_MONTH: Final = re.compile(r"th[a4]n[gq]")
_YEAR: Final = re.compile(r"[nh][a4]m")
_DIRT: Final = str.maketrans("", "", " .,_:;-'`’‘\"")
_UNREADABLE: Final = 0.12
_PRINTED: Final = 0.97
_HANDWRITTEN: Final = 0.6  # the most that a reading of handwriting is trusted


@dataclasses.dataclass(frozen=True, slots=True)
class _Stream:
    """The letters of one line from left to right, with the folded text that rules match against."""

    letters: tuple[Letter, ...]

    @property
    def written(self) -> str:
        return "".join(letter.text[:1] for letter in self.letters)

    @property
    def text(self) -> str:
        return plain(self.written)

    @property
    def height(self) -> float:
        """Of capitals and tall letters, in pixels."""
        tall = [one.y1 - one.y0 for one in self.letters if one.text.lower() in _TALL]
        return statistics.median(tall) if tall else 32.0

    @property
    def base(self) -> float:
        """Where the letters stand, in pixels."""
        feet = [one.y1 for one in self.letters if plain(one.text) in _TALL]
        return statistics.median(feet) if feet else float(self.bottom)

    @property
    def bottom(self) -> int:
        return max(letter.y1 for letter in self.letters)


_TALL: Final = frozenset("bdhklđ0123456789")
_BLANK: Final = " "


def reread(tokens: Sequence[Token], image: Image.Image) -> list[Token]:
    """The tokens with number, day and month as the digit reader sees them; other tokens are untouched."""
    made = list(tokens)
    for find in (_number_place, _date_places):
        for line in dict.fromkeys(token.line for token in tokens):
            own = [token for token in made if token.line == line]
            if not own or min(token.y0 for token in own) > _HEAD * image.height:
                continue
            stream = _stream(own)
            places = list(find(stream, image.width))
            if places:
                changed = _with_digits(own, stream, places, image)
                at = made.index(own[0])
                made = [token for token in made if token.line != line]
                made[at:at] = changed
                break
    return made


def _stream(tokens: Sequence[Token]) -> _Stream:
    letters: list[Letter] = []
    for token in sorted(tokens, key=lambda one: one.x0):
        if letters:
            last = letters[-1]
            letters.append(Letter(_BLANK, last.x1, last.y0, last.x1, last.y1))
        letters += token.letters
    return _Stream(tuple(letters))


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Letters `start` to `end` (not included) stand where digits are to be read."""

    start: int
    end: int
    fits: Callable[[str], bool]


def _number_place(stream: _Stream, width: int) -> Iterator[_Place]:
    label = _LABEL.match(stream.text)
    if label is None or stream.letters[0].x0 > 0.5 * width:
        return
    end = _END.search(stream.written, label.end())
    if end is None or end.start() - label.end() > 14:
        return
    yield _Place(label.end(), end.start(), lambda text: len(text) <= 5 and text.strip("0") != "")


def _date_places(stream: _Stream, width: int) -> Iterator[_Place]:
    day = _DAY.search(stream.text)
    month = _MONTH.search(stream.text, day.end()) if day else None
    year = _YEAR.search(stream.text, month.end()) if month else None
    if day is None or month is None or year is None or year.start() - day.end() > 24:
        return
    if stream.letters[day.start()].x0 < 0.3 * width:  # a date in running text
        return
    yield _Place(day.end(), month.start(), lambda text: len(text) <= 2 and 1 <= int(text) <= 31)
    yield _Place(month.end(), year.start(), lambda text: len(text) <= 2 and 1 <= int(text) <= 12)


def _with_digits(
    tokens: Sequence[Token], stream: _Stream, places: Sequence[_Place], image: Image.Image
) -> list[Token]:
    height, base = stream.height, stream.base
    top = max(0, round(base - 1.9 * height))
    ink = threshold(image.crop((0, top, image.width, min(image.height, round(base + 0.8 * height)))))
    said = {place: _said(stream, place, ink, height) for place in places}
    pieces = list(_words(tokens, stream, places))
    for place, (text, sure) in said.items():
        left, right = _reach(stream, place)
        if text:
            pieces.append(_token(text, sure, tokens[0], left, right))
    return sorted(pieces, key=lambda token: token.x0)


def _token(text: str, sure: float, near: Token, left: int, right: int) -> Token:
    letters = (Letter(text, left, near.y0, right, near.y1),)
    return Token(text, near.line, left, near.y0, right, near.y1, sure, letters, near.top, near.bottom)


def _reach(stream: _Stream, place: _Place) -> tuple[int, int]:
    """First and last column of the place: from the letter before it to the letter after it.

    The engine stretches the box of a printed letter over handwriting that it could not read, so boxes are bounded.
    """
    before = next((one for one in reversed(stream.letters[: place.start]) if one.text != _BLANK), None)
    after = next((one for one in stream.letters[place.end :] if one.text != _BLANK), None)
    left = min(before.x1, before.x0 + round(_broad(before) * stream.height)) + 1 if before else 0
    right = max(after.x0, after.x1 - round(_broad(after) * stream.height)) - 1 if after else left + 1
    return left, max(right, left + 1)


def _broad(letter: Letter) -> float:
    """The most that a letter is wide, in heights of a capital."""
    return 0.3 if letter.text in ":;.,&" else 0.6 if letter.text in "/\\|⁄tT" else 0.85


def _said(stream: _Stream, place: _Place, ink: Image.Image, height: float) -> tuple[str, float]:
    """What stands in the place and how sure it is; blank when nobody can tell."""
    printed = "".join(one.text for one in stream.letters[place.start : place.end]).translate(_DIRT)
    left, right = _reach(stream, place)
    seen = read_digits(ink, left, right, height, place.fits)
    number = re.fullmatch(r"\d+[A-Za-z]?", printed)
    if number and place.fits(re.sub(r"\D", "", printed)):
        if seen and seen.text == printed:
            return printed, _PRINTED
        if looks_printed(ink, left, right, height):
            return _between(printed, seen, ink.crop((left, 0, right, ink.height)))
    return _handwritten(seen) if seen else (printed if number else "", 0.2)


def _between(printed: str, seen: Digits | None, strip: Image.Image) -> tuple[str, float]:
    """The engine and the digit reader differ on print: the engine looks again at the strip alone and decides."""
    if seen is None:
        return printed, 0.9
    picture = ImageOps.expand(ImageOps.invert(strip), 30, 255)
    try:
        again = "".join(token.text for token in recognise(picture, layout=7, seconds=15)).translate(_DIRT)
    except OcrFailed:
        again = printed
    return (seen.text, 0.85) if again == seen.text else (printed, 0.6)


def _handwritten(seen: Digits) -> tuple[str, float]:
    sure = min(seen.confidence, _HANDWRITTEN)
    return (seen.text, sure) if seen.confidence >= _UNREADABLE else ("", 0.0)


def _words(tokens: Sequence[Token], stream: _Stream, places: Sequence[_Place]) -> Iterator[Token]:
    """The tokens without the letters of the places; a token that loses its middle becomes two."""
    gone = {id(letter) for place in places for letter in stream.letters[place.start : place.end]}
    for token in tokens:
        run: list[Letter] = []
        for letter in [*token.letters, None]:
            if letter is not None and id(letter) not in gone:
                run.append(letter)
                continue
            if run:
                yield dataclasses.replace(
                    token,
                    text="".join(one.text for one in run),
                    x0=min(one.x0 for one in run),
                    x1=max(one.x1 for one in run),
                    letters=tuple(run),
                )
            run = []
