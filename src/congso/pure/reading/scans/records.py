"""A page read by eye as plain data, to be stored and taken up again."""

from typing import Any

from congso.pure.reading.page_model import Word
from congso.pure.reading.scans.pages import ScannedPage
from congso.pure.reading.scans.pictures import Frame


def to_plain(page: ScannedPage) -> dict[str, Any]:
    """JSON-ready; words are [text, x0, y0, x1, y1, confidence]. What stamps said is not kept."""
    frame = page.frame
    return {
        "frame": [frame.width, frame.height, frame.turn, frame.slant],
        "sure": page.sure,
        "words": [_plain(word) for word in page.words],
        "signer": _plain(page.signer) if page.signer else None,
    }


def _plain(word: Word) -> list[Any]:
    return [word.text, word.x0, word.y0, word.x1, word.y1, word.confidence]


def from_plain(index: int, stored: dict[str, Any]) -> ScannedPage:
    width, height, turn, slant = stored["frame"]
    words = tuple(_word(one) for one in stored["words"])
    signer = _word(stored["signer"]) if stored["signer"] else None
    return ScannedPage(index, Frame(width, height, turn, slant), words, "", stored["sure"], signer)


def _word(stored: list[Any]) -> Word:
    text, x0, y0, x1, y1, sure = stored
    return Word(text, x0, y0, x1, y1, confidence=sure)
