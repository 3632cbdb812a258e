"""The signature block read a second time: seal and pen lie over it, and the page reader takes the whole for a picture."""

import dataclasses
import re
from collections.abc import Sequence
from typing import Final

from PIL import Image

from congso.pure.reading.scans import engine
from congso.pure.reading.scans.engine import Token
from congso.pure.reading.scans.name_line import is_head, read_strips, strip_of
from congso.pure.reading.scans.name_search import Area, Name, is_other, search
from congso.pure.reading.scans.pictures import without_colour
from congso.pure.reading.scans.seal import GLANCE_DPI, has_crossed_seal
from congso.pure.reading.text import is_upper, plain
from congso.pure.reading.vocabulary import SURNAMES

_LABEL: Final = re.compile(r".{0,3}n[o0][il1t]\s*nh[ae][nm]\b")
_SIGNED: Final = re.compile(r"\W*d[aeo] k[yi]\s*[:;.]")
_ABOVE: Final = 4.0  # heights of a line over "Nơi nhận" where the block may begin
_REACH: Final = 0.3  # of the page's height: how far down it goes
_LEFT: Final = 0.36
_NO_LETTERHEAD: Final = 0.1  # of the width, from the top: page two on may open with the block
_SURE: Final = 0.3
_SURE_NAME: Final = 0.6
_LEAST_SURE: Final = 0.2
_RUNNING: Final = 0.5  # of the page's width: longer lines are running text
_BLOCK: Final = 0.35  # of the page's width: how far over the label a block may begin
_HALF: Final = 0.2  # of the page's width: a name reaches no farther from the middle of its title
_LEAST_BLOCK: Final = 300


def with_signature(
    tokens: Sequence[Token], image: Image.Image, *, seconds: float
) -> tuple[list[Token], Token | None]:
    """The tokens with what a close look at the block beside "Nơi nhận" adds, and the signer's name as one token.

    `image` is the page, upright, with its colours. A failure there adds nothing.
    """
    label, attested = _label(tokens, image.width), _attested(tokens, image)
    if label is None or attested is not None:
        return _with_searched(tokens, image, attested or _foot(tokens, image), seconds=seconds)
    black = without_colour(image)
    height = max(label.bottom - label.top, 30.0)
    left = round(_LEFT * image.width)
    top = max(0, round(label.top - _ABOVE * height))
    bottom = min(image.height, round(label.top + _REACH * image.height))
    try:
        close = engine.recognise(black.crop((left, top, image.width, bottom)), layout=6, seconds=seconds)
    except engine.OcrFailed:
        return list(tokens), None
    last = max(token.line for token in tokens)
    moved = [token.moved(left, top, line=token.line + last) for token in close if _is_word(token)]
    added = [token for token in moved if not any(_meet(token, other) for other in tokens)]
    kept = _without_seal([*tokens, *added], label, (left, top, bottom))
    return _with_name(kept, image, label, (left, top, image.width, bottom), seconds=seconds)


def _with_name(
    tokens: Sequence[Token], image: Image.Image, label: Token, zone: Area, *, seconds: float
) -> tuple[list[Token], Token | None]:
    """The tokens with the name under the signature, looked for anew where it was not read for certain."""
    inside = [
        part
        for part in _parts(tokens)
        if part[0].x0 >= max(zone[0], label.x1) and zone[1] <= part[0].top <= zone[3]
    ]
    names = [part for part in inside if _is_name(_text(part)) and not is_head(_text(part))]
    heads = [part for part in inside if is_head(_text(part))]
    sure = next((_joined(part) for part in names if _sure_name(part)), None)
    searched = _search_zone(tokens, image, label, zone, heads)
    if heads and (sure is not None or searched is None):
        return list(tokens), sure
    top = max((round(part[-1].bottom) for part in heads), default=zone[1])
    edge = max((part[-1].x1 for part in _parts(tokens) if _beside(part, zone)), default=zone[0])
    area = (
        min(max(zone[0], edge), min((part[0].x0 for part in heads), default=zone[2])),
        top,
        zone[2],
        zone[3],
    )
    made: list[Token] = []
    signer = sure
    if sure is None and searched is not None:
        middle = (heads[-1][0].x0 + heads[-1][-1].x1) / 2 if heads else None
        made, signer = _named(tokens, search(image, searched, middle, seconds=seconds))
    if not heads or signer is None or signer.confidence < _SURE_NAME:
        guesses = [strip_of(_around(part)) for part in names]
        black = without_colour(image)
        head, name = read_strips(black, area, guesses, title=not heads, seconds=seconds)
        if name is not None and sure is None and (signer is None or signer.confidence < name.sure):
            made, signer = _named(tokens, name)
        made += [dataclasses.replace(head, line=_after([*tokens, *made]))] if head is not None else []
    return [*(token for token in tokens if not any(_meet(token, one) for one in made)), *made], signer


def _search_zone(
    tokens: Sequence[Token], image: Image.Image, label: Token, zone: Area, heads: Sequence[Sequence[Token]]
) -> Area | None:
    """Where a name may stand: under the titles, or under the text, as wide as a name is. None without label and seal."""
    if not label.text and not _has_seal(image, zone):
        return None
    listed = (part for part in _parts(tokens) if _beside(part, zone) and part[0].top > label.top)
    left = max((part[-1].x1 for part in listed), default=zone[0])
    if not heads:
        highest = round(label.top - _BLOCK * image.width)
        return left, max(_text_above(tokens, image, label.top), highest, 0), *zone[2:]
    middle = (heads[-1][0].x0 + heads[-1][-1].x1) / 2
    left = max(min(left, round(middle - _HALF * image.width)), zone[0])
    return left, max(round(part[-1].bottom) for part in heads), *zone[2:]


def _with_searched(
    tokens: Sequence[Token], image: Image.Image, zone: Area | None, *, seconds: float
) -> tuple[list[Token], Token | None]:
    """The tokens with the name that a zone shows, if there is one."""
    name = search(image, zone, None, seconds=seconds) if zone is not None else None
    made, signer = _named(tokens, name)
    return [*(token for token in tokens if not any(_meet(token, one) for one in made)), *made], signer


def _named(tokens: Sequence[Token], name: Name | None) -> tuple[list[Token], Token | None]:
    """The words of a name as a line of its own, and the whole as one token; nothing for one that is hardly trusted."""
    if name is None or name.sure < _LEAST_SURE:
        return [], None
    words = _name_tokens(name, _after(tokens))
    return words, _joined(words)


def _after(tokens: Sequence[Token]) -> int:
    return max((token.line for token in tokens), default=0) + 1


def _text_above(tokens: Sequence[Token], image: Image.Image, foot: float) -> int:
    """Where the running text over a height ends; 0 where there is none."""
    ends = [
        round(part[-1].bottom)
        for part in _parts([token for token in tokens if token.confidence >= _SURE])
        if part[-1].x1 - part[0].x0 > _RUNNING * image.width and len(part) > 4 and part[0].top < foot
    ]
    return max(ends, default=0)


def _attested(tokens: Sequence[Token], image: Image.Image) -> Area | None:
    """The line "Đã ký: …" with which a copy names who signed the original."""
    for part in _parts(tokens):
        if part[0].x0 > _LEFT * image.width and _SIGNED.match(plain(_text(part))):
            left, top, right, bottom = _around(part)
            room = bottom - top
            return (
                left,
                max(top - room, 0),
                min(right + 6 * room, image.width),
                min(bottom + room, image.height),
            )
    return None


def _foot(tokens: Sequence[Token], image: Image.Image) -> Area | None:
    """The right of the page under its running text, where a seal stands there: a block whose label was not read."""
    left, top = round(_LEFT * image.width), _text_above(tokens, image, image.height)
    zone = (left, top, image.width, min(image.height, top + round(_REACH * image.height)))
    return zone if zone[3] - top >= _LEAST_BLOCK and _has_seal(image, zone) else None


def _has_seal(image: Image.Image, zone: Area) -> bool:
    return has_crossed_seal(image.crop(zone).convert("L").reduce(round(engine.DPI / GLANCE_DPI)))


def _joined(part: Sequence[Token]) -> Token:
    left, top, right, bottom = _around(part)
    sure = min(token.confidence for token in part)
    return Token(_text(part), part[0].line, left, top, right, bottom, sure, (), float(top), float(bottom))


def _beside(part: Sequence[Token], zone: Area) -> bool:
    """Is it a line of the recipients' list at the height of the block?"""
    return part[0].x0 < zone[0] and zone[1] < part[0].top < zone[3] and part[-1].x1 < 0.75 * zone[2]


def _sure_name(part: Sequence[Token]) -> bool:
    words = _text(part).split()
    known = len(words) > 2 and plain(words[0]) in SURNAMES
    return known and min(token.confidence for token in part) >= _SURE_NAME


def _around(part: Sequence[Token]) -> Area:
    return (
        part[0].x0,
        round(min(one.top for one in part)),
        part[-1].x1,
        round(max(one.bottom for one in part)),
    )


def _name_tokens(name: Name, line: int) -> list[Token]:
    """One word a piece of the strip, as long as its letters ask; the strip has room on the left that is no name."""
    left, top, right, bottom = name.strip
    share = (right - left) / max(sum(len(word) + 1 for word in name.words), 1)
    made, x = [], float(left)
    for word in name.words:
        end = x + share * len(word)
        made.append(
            Token(word, line, round(x), top, round(end), bottom, name.sure, (), float(top), float(bottom))
        )
        x = end + share
    return made


def _without_seal(tokens: Sequence[Token], label: Token, zone: tuple[int, int, int]) -> list[Token]:
    """Without the scraps that seal and pen leave beside "Nơi nhận": forms, titles and names stay."""
    left, top, bottom = zone
    kept: list[Token] = []
    head = -1.0e9  # where the last form or title ends
    for part in sorted(_parts(tokens), key=lambda one: one[0].top):
        first = part[0]
        if first.x0 < max(left, label.x1) or not top <= first.top <= bottom:
            kept += part
            continue
        part = _trimmed(part)
        while len(part) > 2 and not is_head(_text(part)) and is_head(_text(part[1:])):
            part = part[1:]
        text = _text(part)
        if is_head(text) or (
            is_upper(text) and len(text) > 6 and first.top - head < 0.8 * (first.bottom - first.top)
        ):
            head = part[-1].bottom
            kept += part
        elif _is_name(text):
            kept += part
    return kept


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """Runs of words without a wide gap, by line."""
    parts: list[list[Token]] = []
    for token in sorted(tokens, key=lambda one: (one.line, one.x0)):
        last = parts[-1][-1] if parts else None
        near = last is not None and last.line == token.line
        if last is not None and near and token.x0 - last.x1 < 1.2 * (token.bottom - token.top):
            parts[-1].append(token)
        else:
            parts.append([token])
    return parts


def _trimmed(part: Sequence[Token]) -> list[Token]:
    """Without scraps at either end; names run together are parted."""
    words = [_parted(token) for token in part]
    while len(words) > 1 and not _is_word(words[0]):
        words.pop(0)
    while len(words) > 1 and not _is_word(words[-1]):
        words.pop()
    return words


def _parted(token: Token) -> Token:
    text = token.text.strip("_|`'\"“”‘’^~ˆ*-—.,:;\\/")
    parted = "".join(
        f" {letter}" if at and letter.isupper() and text[at - 1].islower() else letter
        for at, letter in enumerate(text)
    )
    return dataclasses.replace(token, text=parted or token.text)


def _text(part: Sequence[Token]) -> str:
    return " ".join(token.text for token in part)


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 8 or not all(word[:1].isupper() or word[:1] == "(" for word in words):
        return False
    return any(plain(word.strip("(")) in SURNAMES for word in words[:-1]) and not is_other(text)


def _label(tokens: Sequence[Token], width: int) -> Token | None:
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        pair = f"{token.text} {following.text}" if following and following.line == token.line else token.text
        if token.x0 < 0.4 * width and len(pair) < 16 and _LABEL.match(plain(pair)):
            return token
    # Without the label, the last form or title of the right half: the block opens there.
    heads = [part[0] for part in _parts(tokens) if part[0].x0 > _LEFT * width and is_head(_text(part))]
    heads = [head for head in heads if head.top > _NO_LETTERHEAD * width]
    return dataclasses.replace(heads[-1], text="", x0=0, x1=round(_LEFT * width)) if heads else None


def _is_word(token: Token) -> bool:
    return token.confidence >= _SURE and sum(letter.isalpha() for letter in token.text) >= 2


def _meet(one: Token, other: Token) -> bool:
    """Do the words stand in one place?"""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0.2 * min(one.x1 - one.x0, other.x1 - other.x0) and down > 0.4 * min(
        one.bottom - one.top, other.bottom - other.top
    )
