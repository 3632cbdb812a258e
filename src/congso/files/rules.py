"""Names, types, widths and byte ranges: what needs no file and no database."""

import re
import unicodedata
from dataclasses import dataclass

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOC = "application/msword"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
WEBP = "image/webp"

# First ending is the one a file is given when its name says something else than its content.
ENDINGS: dict[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    DOC: (".doc",),
    JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    PNG: (".png",),
    TIFF: (".tif", ".tiff"),
}
# Renditions of a scan whose pages carry the words that were read, in the places of the original.
WORDED = ("searchable", "ocr")
# Purposes for which the clerk has stated before that no secrecy marking stands on the pages (a paper signed by hand).
STATED = frozenset({"signed"})
SHOWN_AS_PAGES = frozenset({PDF, JPEG, PNG, TIFF})
SCANS = frozenset({JPEG, PNG, TIFF})
PAGE_WIDTHS = (800, 1600)
NAME_CHARS = 180
NAME_BYTES = 240  # file systems stop at 255 bytes; Vietnamese letters take two or three

_KNOWN_ENDING = re.compile(r"\.(pdf|docx?|docm|xlsx?|xlsm|jpe?g|jpe|jfif|png|tiff?)$", re.IGNORECASE)
# Separators of any system, and what Windows refuses in names.
_UNSAFE = re.compile(r'[/\\:*?"<>|]+')
_SPACES = re.compile(r"\s+")
_KEPT_FORMAT_SIGNS = frozenset("\u200d")  # joins the parts of one emoji


def ending_of(name: str) -> str:
    """ ".pdf" of "Tờ trình.PDF"; empty when there is none of up to five letters."""
    found = re.search(r"\.[A-Za-z0-9]{1,5}$", name.strip())
    return found.group().lower() if found else ""


def safe_name(name: str, mime: str) -> str:
    """A name for people and file systems: NFC, one line, no separators, ending as the content says.

    Emoji and every Vietnamese letter stay; control and direction signs go (U+202E hides a true ending).
    """
    text = "".join(c for c in unicodedata.normalize("NFC", name) if _printable(c))
    text = _SPACES.sub(" ", _UNSAFE.sub("-", text)).strip().rstrip(" .-")
    stem = _KNOWN_ENDING.sub("", text).strip(" .-")
    ending = ending_of(text) if text != stem else ""
    allowed = ENDINGS.get(mime, (ending,))
    if ending not in allowed:
        ending = allowed[0]
    return _shorten(stem or "Tệp", NAME_CHARS - len(ending), NAME_BYTES - len(ending)) + ending


def _printable(char: str) -> bool:
    if char in _KEPT_FORMAT_SIGNS or char in "\t\n":
        return True
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _shorten(stem: str, chars: int, octets: int) -> str:
    short = stem[:chars]
    while len(short.encode()) > octets:
        short = short[:-1]
    return short.rstrip(" .-\u200d") if short != stem else stem


def storage_key(sha256: str) -> str:
    """Two levels of folders, so that none holds more than a few thousand names."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def page_width(asked: str) -> int:
    """The nearest width that is drawn; others would let a stranger fill the store with copies."""
    width = int(asked) if asked.isdecimal() and len(asked) < 6 else PAGE_WIDTHS[0]
    return next((known for known in PAGE_WIDTHS if width <= known), PAGE_WIDTHS[-1])


def height_for(width: int, page: tuple[float, float]) -> int:
    """Height in pixels of a page (any unit) drawn `width` wide; a strip of paper is cut at eight widths."""
    across, down = page
    if across <= 0 or down <= 0:
        return round(width * 297 / 210)
    return max(1, min(round(width * down / across), width * 8))


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` to `end`, both included."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start + 1


def byte_range(header: str, size: int) -> Span | None:
    """The one range of a Range header (RFC 9110 § 14.2); None: serve the whole. Raises ValueError when it lies outside."""
    found = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", header.strip())
    if not found or found.group(1) == found.group(2) == "":
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    if start >= size or (not first and int(last) == 0):
        raise ValueError("range outside the file")
    return Span(start, end) if start <= end else None
