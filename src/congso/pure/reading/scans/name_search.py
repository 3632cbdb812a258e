"""The name under a signature, looked for with more than one eye: in black print and in the red of a name stamp, as scattered
words and as a block; where the surname lies under the seal, by its shape.
"""

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from PIL import Image, ImageChops

from congso.pure.reading.scans import engine
from congso.pure.reading.scans.engine import Token
from congso.pure.reading.scans.name_fit import MIDDLE, WOMAN, Part, surname_before
from congso.pure.reading.scans.name_fit import SURNAMES as SURNAMES_WRITTEN
from congso.pure.reading.scans.pictures import without_colour
from congso.pure.reading.text import plain
from congso.pure.reading.vocabulary import FORM, SURNAMES, TITLES
from congso.pure.vietnamese_syllables import is_possible

Area = tuple[int, int, int, int]
_RED: Final = 40  # red over the other channels, from which a dot is red ink
_SOME: Final = 400  # dots of red, fewer are no name
_LEAST: Final = 0.3
_ENOUGH: Final = 0.65
_MISSPELT: Final = 0.5
_FITTED: Final = 0.8  # the most that a name with a surname told by its shape is trusted
_LEAD: Final = 3.0  # Hà and Hồ are much alike: a surname that leads by a tenth is trusted wholly
_AGREE: Final = 0.1  # what a second reading of the same name adds
_SHORT: Final = 0.25  # most names have three words: the surname may be the one that was lost
_DENIED: Final = 0.5  # where the shape speaks for another surname than the one that was read in doubt
_ASIDE: Final = 0.17  # of the page's width: how far from the middle of the title a name may stand
_FITS: Final = 5
_LAYOUTS: Final = (11, 6)  # scattered words, a block
_DEGREES: Final = re.compile(
    r"^(?:(?:gs|pgs|ts|tskh|ths|bs|bscki+|ck[12i]+|ks|cn|ls|ds)\b\.?\s*)+", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_GAP: Final = 1.5  # heights of a line between two runs of words
_CLEAR: Final = 0.9  # a word alone is taken for the end of a name only where it was read so well
_NO_NAME: Final = frozenset({"thi xa", "thanh pho", "huyen", "tinh", "phuong"})


@dataclasses.dataclass(frozen=True, slots=True)
class Name:
    """Words of a name and how sure they are; `strip` is where it stands, in pixels of the page.

    `shaped`: its surname was told by its shape.
    """

    words: tuple[str, ...]
    sure: float
    strip: Area
    shaped: bool = False


def search(image: Image.Image, zone: Area, middle: float | None, *, seconds: float) -> Name | None:
    """The likeliest name on the page's `zone` (left, top, right, bottom), `middle` being that of the title over it."""
    crop = image.crop(zone)
    centre = middle - zone[0] if middle is not None else None
    reach = _ASIDE * image.width
    found: list[Name] = []
    fits = 0
    for picture, layout in itertools.product(_looks(crop), _LAYOUTS):
        runs = [run for run in _runs(_read(picture, layout, seconds)) if _stands(run, centre, reach)]
        for run in reversed(runs):
            whole = _whole(run)
            found += [whole] if whole is not None else []
            doubted = whole is None or len(whole.words) == 2 or whole.sure < _CLEAR
            if doubted and fits < _FITS:
                fits += 1
                found += _fitted(picture, run)
        if any(name.sure >= _ENOUGH and len(name.words) > 2 for name in found):
            break
    return _moved(_best(found), zone)


def _looks(crop: Image.Image) -> Iterator[Image.Image]:
    """Black print; where there is enough of it, the red ink of a name stamp alone."""
    yield without_colour(crop)
    if crop.mode != "RGB":
        return
    red, green, blue = crop.split()
    others = ImageChops.lighter(green, blue)
    mask = ImageChops.subtract(red, others).point(lambda value: 255 if value >= _RED else 0)
    if mask.histogram()[255] < _SOME:
        return
    yield Image.composite(ImageChops.darker(green, blue), Image.new("L", crop.size, 255), mask)


def _read(picture: Image.Image, layout: int, seconds: float) -> list[Token]:
    try:
        return engine.recognise(picture, layout=layout, seconds=seconds)
    except engine.OcrFailed:
        return []


def _runs(tokens: Sequence[Token]) -> list[list[Token]]:
    """One to four capitalised words with which a run of words ends, line by line."""
    lines: dict[int, list[Token]] = {}
    for token in tokens:
        lines.setdefault(token.line, []).extend(_pieces(token))
    made: list[list[Token]] = []
    for line in lines.values():
        line.sort(key=lambda token: token.x0)
        run: list[Token] = []
        for token in line:
            if run and token.x0 - run[-1].x1 > _GAP * (token.bottom - token.top):
                made.append(run)
                run = []
            # A word in small letters or signs after it: it was a phrase, no name.
            run = [*run, token] if _is_given(token) else []
        made.append(run)
    runs = [run[-4:] for run in made if len(run) > 1 or (run and run[0].confidence >= _CLEAR)]
    return [run for run in runs if not is_other(" ".join(one.text for one in run))]


def _pieces(token: Token) -> list[Token]:
    """A token parted where a capital follows a small letter or a sign: "LêHoàng", "_u#Minh"; degrees and signs dropped."""
    text = token.text
    skipped = match.end() if (match := _DEGREES.match(text)) else 0
    whole = len(token.letters) == len(text)
    made = []
    for match in _WORD.finditer(text, skipped):
        start, end = match.span()
        inner = (at for at in range(start + 1, end) if text[at].isupper() and text[at - 1].islower())
        for left, right in itertools.pairwise((start, *inner, end)):
            x0, x1 = (token.letters[left].x0, token.letters[right - 1].x1) if whole else (token.x0, token.x1)
            made.append(dataclasses.replace(token, text=text[left:right], x0=x0, x1=x1, letters=()))
    return made


def _is_given(token: Token) -> bool:
    text = token.text
    return len(text) > 1 and text[0].isupper() and text[1:].islower() and token.confidence >= _LEAST


def is_other(text: str) -> bool:
    """Is it a title, or the name of a place?"""
    folded = plain(text).strip()
    return bool(TITLES.match(folded) or FORM.match(text)) or any(folded.startswith(one) for one in _NO_NAME)


def _stands(run: Sequence[Token], centre: float | None, reach: float) -> bool:
    return centre is None or abs((run[0].x0 + run[-1].x1) / 2 - centre) < reach


def _whole(run: Sequence[Token]) -> Name | None:
    """The name from its surname on, where the engine read one."""
    for words in (run, run[1:]) if len(run) > 3 else (run,):
        if len(words) > 1 and plain(words[0].text) in SURNAMES:
            sure = _trust(words) * (1.0 if len(words) > 2 else _SHORT)
            return Name(tuple(one.text for one in words), sure, _around(words))
    return None


def _trust(words: Sequence[Token]) -> float:
    least = min(one.confidence for one in words)
    return least if all(is_possible(one.text) for one in words) else least * _MISSPELT


def _fitted(picture: Image.Image, run: Sequence[Token]) -> list[Name]:
    """The run, or all but its first word, with the surname that fits before it."""
    names = (_with_surname(picture, given) for given in (run, run[1:]) if 0 < len(given) < 4)
    return [name for name in names if name is not None]


def _with_surname(picture: Image.Image, given: Sequence[Token]) -> Name | None:
    """The words with the surname that fits before them; before a single word, or Thị, there is more than one to find."""
    words, strip, sure = tuple(one.text for one in given), _around(given), _trust(given)
    base, slope = given[0].bottom, _slope(given)
    while len(words) < 4:
        part = Part(" ".join(words), strip[0], strip[2], base, slope)
        fitted = surname_before(picture, part, MIDDLE if len(words) == 1 else (*SURNAMES_WRITTEN, WOMAN))
        if fitted is None:
            return None
        last = len(words) > 1 and fitted.surname != WOMAN
        words, strip = (fitted.surname, *words), (max(strip[0] - fitted.width, 0), *strip[1:])
        sure = min(_FITTED, sure) * fitted.cover
        if last:
            return Name(words, sure * min(1.0, 0.7 + _LEAD * fitted.lead), strip, shaped=True)
    return None


def _slope(words: Sequence[Token]) -> float:
    across = words[-1].x0 - words[0].x0
    return (words[-1].bottom - words[0].bottom) / across if across else 0.0


def _around(words: Sequence[Token]) -> Area:
    return (
        words[0].x0,
        round(min(one.top for one in words)),
        words[-1].x1,
        round(max(one.bottom for one in words)),
    )


def _best(names: Sequence[Name]) -> Name | None:
    """The name that most speaks for: its surest reading and how many others agree."""
    if not names:
        return None
    by_name: dict[str, list[Name]] = {}
    shaped = {plain(" ".join(name.words[1:])): plain(name.words[0]) for name in names if name.shaped}
    for name in names:
        rest, surname = plain(" ".join(name.words[1:])), plain(name.words[0])
        if shaped.get(rest, surname) != surname and not name.shaped:
            name = dataclasses.replace(name, sure=name.sure * _DENIED)
        by_name.setdefault(plain(" ".join(name.words)), []).append(name)

    def weight(group: list[Name]) -> float:
        return max(one.sure for one in group) + _AGREE * (len(group) - 1)

    group = max(by_name.values(), key=weight)
    best = max(group, key=lambda one: one.sure)
    return dataclasses.replace(best, sure=min(weight(group), 0.95))


def _moved(name: Name | None, zone: Area) -> Name | None:
    if name is None:
        return None
    left, top, right, bottom = name.strip
    return dataclasses.replace(name, strip=(left + zone[0], top + zone[1], right + zone[0], bottom + zone[1]))
