"""Number and symbol of a document: writing, reading, comparing, and the holes of a series.

Decree 30/2020/NĐ-CP, article 15 and annexes I and III. Party documents join number and symbol with a dash
(``15-QĐ/TU``), legal normative ones carry the year between (``15/2024/QĐ-UBND``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from congso.pure.kinds import OFFICIAL_LETTER, kind_of
from congso.pure.vietnamese import fold, nfc

SeriesState = Literal["issued", "reserved", "cancelled"]

_DASHES: Final = str.maketrans("‐‑‒–—−", "------")
_LABEL: Final = r"s[ốo]\s*(?:(?:hiệu|(?:và\s*)?k[ýí]\s*hiệu)\s*)?(?=[\W\d])[:.]?\s*"
_TAIL: Final = re.compile(r"(?:,\s|\s+)(?:ngày|của|về|v/v)\b.*", re.IGNORECASE | re.DOTALL)
_CODE: Final = re.compile(
    rf"\s*(?:{_LABEL})?"
    r"(?P<number>\d{1,11})(?P<suffix>[a-zđ](?![^\W_]))?"
    r"(?:[\s/.-]+(?P<year>(?:19|20)\d\d)(?!\d))?"
    r"(?:[\s/.-]*(?P<symbol>[^\W\d_].*?))?[\s/.,;-]*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST: Final = 200  # characters looked at: a pasted page must not cost a quadratic match
_MIXED_CASE: Final = {"TTR": "TTr", "CTR": "CTr", "QYĐ": "QyĐ", "TRS": "TrS", "TTG": "TTg"}


@dataclass(frozen=True, slots=True)
class Code:
    """A parsed number and symbol. ``suffix`` is the letter of a number put in between (``15a``), else empty."""

    number: int
    symbol: str
    year: int | None = None
    suffix: str = ""

    def __str__(self) -> str:
        return full_code(self.number, self.symbol, year=self.year, suffix=self.suffix)


def format_number(number: int, suffix: str = "") -> str:
    """Return a number with a leading 0 under 10 (annex I), and its letter if any. ValueError below 1."""
    if number < 1:
        raise ValueError("numbers of a series start at 1")
    return f"{number:02d}{suffix}"


def full_code(number: int, symbol: str, *, year: int | None = None, suffix: str = "") -> str:
    """Return number and symbol as printed: ``05/QĐ-UBND``, ``15/2024/QĐ-UBND``, ``15-QĐ/TU``, ``05`` without symbol."""
    parts = [format_number(number, suffix)]
    if year is not None:
        parts.append(str(year))
    text = "/".join(parts)
    if not symbol:
        return text
    # A slash inside the symbol marks the party's way of writing.
    return f"{text}{'-' if '/' in symbol and year is None else '/'}{symbol}"


def parse_code(text: str) -> Code | None:
    """Return the number and symbol at the start of a text, or None.

    Takes any case, blanks and dashes, ``Số:`` before and ``ngày …`` after, the year part, a letter on the number.
    The symbol comes back cleaned: without blanks, in capitals unless it was written in mixed case.
    """
    match = _CODE.fullmatch(_TAIL.sub("", nfc(text[:_LONGEST]).translate(_DASHES)))
    if match is None or int(match["number"]) == 0:
        return None
    return Code(
        number=int(match["number"]),
        symbol=clean_symbol(match["symbol"] or ""),
        year=int(match["year"]) if match["year"] else None,
        suffix=(match["suffix"] or "").lower(),
    )


def clean_symbol(symbol: str) -> str:
    """Return a symbol in its printed form: ``qđ - ubnd`` gives ``QĐ-UBND``; the case of ``TTr``, ``QyĐ`` … is kept."""
    joined = re.sub(r"\s*([-/,&.])\s*", r"\1", nfc(symbol).translate(_DASHES).strip(" -/\t\r\n"))
    joined = re.sub(r"\s+", "-", joined)
    if joined == joined.lower() or joined == joined.upper():
        return re.sub(r"[^\W\d_]+", lambda part: _MIXED_CASE.get(part[0].upper(), part[0].upper()), joined)
    return joined


def normal_code(text: str) -> str:
    """Return the key by which codes are compared and searched, folded, words split by single blanks.

    ``15 qđ ubnd``, ``15/QĐ-UBND`` and ``Số: 015/QD-UBND`` give ``15 qd ubnd``. Text that is no code is folded alike.
    """
    words = _folded_words(text)
    code = parse_code(text) or parse_code(words)
    if code is None:
        return words
    parts = [f"{code.number}{code.suffix}", str(code.year or ""), code.symbol]
    return _folded_words(" ".join(parts))


def _folded_words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def symbol_for(kind_code: str, body_symbol: str, drafting_unit: str = "", *, abbreviation: str = "") -> str:
    """Return the symbol of a new document (Decree 30, article 15 and annex III).

    A kind with an abbreviation gives ``QĐ-UBND`` (copies ``SY-UBND``); an official letter names the body and the
    drafting unit, ``UBND-VP``, or the body alone. ``abbreviation`` serves kinds outside the decree.
    ValueError without a body symbol.
    """
    body = nfc(body_symbol).strip()
    if not body:
        raise ValueError("a symbol needs the abbreviation of the issuing body")
    known = kind_of(kind_code)
    short = nfc(abbreviation).strip() or (known.abbreviation if known else "")
    if short and kind_code != OFFICIAL_LETTER:
        return f"{short}-{body}"
    unit = nfc(drafting_unit).strip()
    return f"{body}-{unit}" if unit else body


def holes(
    numbers: Iterable[tuple[int, SeriesState, str]], *, first: int = 1, last: int | None = None
) -> list[int]:
    """Return the unexplained numbers of a series, ascending.

    Each row is (number, state, reason). A number is explained when a document was issued under it, or when it is
    reserved or cancelled with a reason. ``last`` is the last number given out; without it, the largest one met.
    """
    rows = list(numbers)
    explained = {number for number, state, reason in rows if state == "issued" or reason.strip()}
    end = max((number for number, _, _ in rows), default=first - 1) if last is None else last
    return [number for number in range(first, end + 1) if number not in explained]
