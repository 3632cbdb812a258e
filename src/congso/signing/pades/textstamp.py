"""The words that stand for the agency's signature on copies and appendices: Tinos 10, upright, black, vectors."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from zoneinfo import ZoneInfo

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from congso.pure.layout.engine import Box
from congso.signing.pades.geometry import MM, displayed_size
from congso.signing.pades.typeset import quoted, typeset

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_RIGHT = 15 * MM
_TOP = 6 * MM


@dataclass(frozen=True)
class TextStamp:
    """A page as large as its words, in points."""

    pdf: bytes
    width: float
    height: float


def copy_lines(form: str, agency: str, at: datetime) -> tuple[str, ...]:
    """Form of copy ("Sao y"), agency, moment of signing with the zone of ISO 8601 (Decree 30, Annex I, II.8 b)."""
    return (form, agency, moment(at))


def appendix_lines(symbol: str, at: datetime) -> tuple[str, ...]:
    """Number and symbol of the main document and moment of signing, for an appendix in a file of its own."""
    return (f"Kèm theo văn bản số {symbol}", moment(at))


def moment(at: datetime) -> str:
    """17/11/2026 09:30:00 +07:00."""
    return f"{at.astimezone(_VIETNAM):%d/%m/%Y %H:%M:%S} +07:00"


@lru_cache(maxsize=64)
def render(lines: tuple[str, ...]) -> TextStamp:
    """Set by Typst: pyHanko's text stamps garble letters with two marks."""
    words = ", ".join(map(quoted, lines))
    source = (
        "#set page(width: auto, height: auto, margin: 1pt)\n"
        '#set text(font: "Tinos", size: 10pt, fill: black, lang: "vi", top-edge: "ascender", bottom-edge: "descender")\n'
        "#set par(leading: 1pt)\n"
        f"#align(left, ({words},).map(line => text(line)).join(linebreak()))"
    )
    pdf = typeset(source)
    box = PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"][0].get_object()["/MediaBox"]
    return TextStamp(pdf=pdf, width=float(box[2]), height=float(box[3]))


def top_right(page: generic.DictionaryObject, stamp: TextStamp) -> Box:
    """The corner the decree names, above the letterhead."""
    width, height = displayed_size(page)
    right, top = width - _RIGHT, height - _TOP
    return Box(0, max(right - stamp.width, 0), top - stamp.height, right, top)
