"""The name under a signature, read from its own strip: the ring of the seal and the pen's strokes run into its letters.

Rows of letters are found by the shapes on the page, each strip is read with and without the large shapes, and a first
word of which letters are missing is taken for the surname it is most like.
"""

import difflib
import statistics
from collections.abc import Iterator, Sequence
from typing import Final

from PIL import Image

from congso.pure.reading.scans import engine
from congso.pure.reading.scans.engine import Token
from congso.pure.reading.scans.ink import Ink, pieces, threshold
from congso.pure.reading.scans.name_fit import WRITTEN
from congso.pure.reading.scans.name_search import Area, Name
from congso.pure.reading.text import is_upper, plain
from congso.pure.reading.vocabulary import FORM, SURNAMES, TITLES

_LETTER: Final = 48  # height in pixels of a capital with its marks at 13 or 14 points
_STRIPS: Final = 5
_SHORT: Final = 0.25
_RANKS: Final = frozenset({"tuong", "ta", "uy", "dai", "thuong", "trung", "thieu", "si"})
_LIKE: Final = 0.66
_WHOLE: Final = 0.85  # a capitalised word that the engine trusts so much has lost no letters
_MENDED: Final = 0.55  # the most that a name with a mended surname is trusted
_PLAIN: Final = {plain(name): name for name in reversed(WRITTEN)}
_ONE_LIKE: Final = str.maketrans("1i|!¡", "lllll")


def read_strips(
    image: Image.Image, zone: Area, guesses: Sequence[Area], *, title: bool, seconds: float
) -> tuple[Token | None, Name | None]:
    """The title (when `title` is asked for) and the likeliest name on the page's `zone` (left, top, right, bottom).

    `guesses` are strips to try first.
    """
    crop = image.crop(zone)
    shapes = pieces(threshold(crop))
    strips = [*guesses, *(_moved(strip, zone) for strip in _rows(shapes))]
    bare = _without(crop, [shape for shape in shapes if _is_large(shape)])
    names: list[Name] = []
    head: Token | None = None
    for left, top, right, bottom in strips[:_STRIPS]:
        strip = (max(left, zone[0]), max(top, zone[1]), min(right, zone[2]), min(bottom, zone[3]))
        inner = (strip[0] - zone[0], strip[1] - zone[1], strip[2] - zone[0], strip[3] - zone[1])
        if inner[2] - inner[0] < _LETTER or inner[3] - inner[1] < _LETTER // 2:
            continue
        for picture in (bare.crop(inner), image.crop(strip)):
            tokens = _line_on(picture, seconds)
            found = name_in(tokens)
            if found is not None:
                names.append(Name(*found, strip))
            elif title and head is None:
                head = _head_in(tokens, strip)
    return head, max(names, key=lambda name: name.sure, default=None)


def _line_on(strip: Image.Image, seconds: float) -> list[Token]:
    try:
        return engine.recognise(strip, layout=7, seconds=seconds)
    except engine.OcrFailed:
        return []


def _head_in(tokens: Sequence[Token], strip: Area) -> Token | None:
    """The form or title on a strip, as one token in its middle."""
    words = [token.text for token in tokens if token.confidence >= 0.3]
    for start in range(len(words)):
        text = " ".join(words[start:]).strip("_|`'\"“”‘’^~ˆ*-—.,:; ")
        if is_head(text):
            left, top, right, bottom = strip
            left, right = round(left + 4.5 * _LETTER), round(right - 1.5 * _LETTER)
            sure = min(token.confidence for token in tokens if token.confidence >= 0.3)
            return Token(
                text, 0, left, top, right, bottom, sure, (), top + 0.7 * _LETTER, bottom - 0.5 * _LETTER
            )
    return None


def is_head(text: str) -> bool:
    """Does a line of the signature block open with a form (TM., KT. …) or a title, in capitals?"""
    return is_upper(text, 0.7) and bool(FORM.match(text) or TITLES.match(plain(text)))


def _is_large(shape: Ink) -> bool:
    x0, y0, x1, y1 = shape.box
    return y1 - y0 > 2 * _LETTER or x1 - x0 > 4 * _LETTER


def _without(image: Image.Image, shapes: Sequence[Ink]) -> Image.Image:
    bare = image.copy()
    for shape in shapes:
        for y, start, end in shape.runs:
            bare.paste(255, (start, y, end, y + 1))
    return bare


def _rows(shapes: Sequence[Ink]) -> list[Area]:
    """Strips round rows of at least four letters, lowest first, wide enough to the left for letters that were lost."""
    letters = [shape.box for shape in shapes if _is_letter(shape.box)]
    rows: list[list[Area]] = []
    for box in sorted(letters, key=lambda one: one[3]):
        if rows and abs(statistics.median(one[3] for one in rows[-1]) - box[3]) < 0.3 * _LETTER:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [strip for row in reversed(rows) for strip in _strip(sorted(row))]


def _is_letter(box: Area) -> bool:
    return 0.35 * _LETTER < box[3] - box[1] <= 1.7 * _LETTER and box[2] - box[0] > 0.1 * _LETTER


def _strip(row: Sequence[Area]) -> Iterator[Area]:
    runs: list[list[Area]] = [[row[0]]]
    for box in row[1:]:
        if box[0] - max(one[2] for one in runs[-1]) < _LETTER:
            runs[-1].append(box)
        else:
            runs.append([box])
    run = max(runs, key=len)
    left, right = run[0][0], max(one[2] for one in run)
    if len(run) >= 4 and 2 * _LETTER < right - left < 14 * _LETTER:
        top, bottom = statistics.median(one[1] for one in run), statistics.median(one[3] for one in run)
        yield strip_of((left, round(top), right, round(bottom)))


def strip_of(box: Area) -> Area:
    """Room round a row for letters that were lost, mostly on the left: there the seal stands (art. 33, Decree 30)."""
    left, top, right, bottom = box
    return (
        round(left - 4.5 * _LETTER),
        round(top - 0.7 * _LETTER),
        round(right + 1.5 * _LETTER),
        round(bottom + 0.5 * _LETTER),
    )


def _moved(strip: Area, zone: Area) -> Area:
    return strip[0] + zone[0], strip[1] + zone[1], strip[2] + zone[0], strip[3] + zone[1]


def name_in(tokens: Sequence[Token]) -> tuple[tuple[str, ...], float] | None:
    """Words from the surname on, and how sure; None where no word is like a surname before two or three capitalised ones."""
    words = [(token.text.strip("_|`'\"“”‘’^~ˆ*-—.,:;\\/()"), token.confidence) for token in tokens]
    words = [word for word in words if any(letter.isalpha() for letter in word[0])]
    best: tuple[tuple[str, ...], float] | None = None
    for start in range(len(words) - 1):
        rest = words[start + 1 :]
        given = [word for word, sure in rest if word[:1].isupper() and word[1:].islower() and sure >= 0.3]
        if not 1 <= len(given) <= 4 or len(given) != len(rest):
            continue
        surname, likeness = _surname(words[start][0])
        whole = words[start][0][:1].isupper() and words[start][1] >= _WHOLE
        if likeness < (1.0 if whole else _LIKE):
            continue
        sure = min(sure for _, sure in rest) * (1.0 if likeness == 1 else _MENDED * likeness)
        if len(given) == 1 and (not start or plain(words[start - 1][0]) not in _RANKS):
            sure *= _SHORT  # most names have three words: the surname may be the one that was lost
        if best is None or sure > best[1]:
            best = ((surname, *given), sure)
    return best


def _surname(word: str) -> tuple[str, float]:
    """The surname that a word is or is most like, and how like."""
    if word[:1].isupper() and plain(word) in SURNAMES:
        return word, 1.0
    key = plain(word).translate(_ONE_LIKE)
    if plain(word) in _RANKS:
        return word, 0.0
    scores = sorted(
        ((difflib.SequenceMatcher(None, key, name.translate(_ONE_LIKE)).ratio(), name) for name in _PLAIN),
        reverse=True,
    )
    (likeness, name), (second, _) = scores[:2]
    # Lương, Dương and Vương without their first letter are one word: better none than the wrong one.
    return _PLAIN[name], min(likeness, 0.99) if likeness > second else 0.0
