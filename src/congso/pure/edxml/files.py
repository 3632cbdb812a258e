"""Enclosed files: what their bytes are, the one-entry zip that many travel in, names that are only names.

Vendors send pdf, doc, docx, xls, xlsx and zip as they are and wrap every other format in a zip of one entry, whose name is a
UUID; what a message declares of it is often wrong, so the first bytes decide.
"""

import io
import unicodedata
import uuid
import zipfile
import zlib
from typing import Final

# What the norm's senders declare, by the file's extension; "xsl" and "xslx" are misspelt on the wire and stay so.
DECLARED: Final = {
    "pdf": "application/pdf",
    "doc": "application/doc",
    "docx": "application/docx",
    "xls": "application/xsl",
    "xlsx": "application/xslx",
    "zip": "application/zip",
}
ZIP: Final = "application/zip"
OCTETS: Final = "application/octet-stream"

_WORD: Final = "application/vnd.openxmlformats-officedocument."
_MAGIC: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"<?xml", "application/xml"),
)
_ZIP_START: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_END: Final = b"PK\x05\x06"
_PARTS: Final = (
    ("word/", _WORD + "wordprocessingml.document"),
    ("xl/", _WORD + "spreadsheetml.sheet"),
    ("ppt/", _WORD + "presentationml.presentation"),
)
# Files that are zips themselves: such a name is unwrapped only when the entry inside has the same extension.
_ZIPS: Final = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar", "docm", "xlsm", "pptm"})
_DIRECTORY_LIMIT: Final = 4_000_000  # bytes of a zip's table of contents; beyond it nobody looks inside
_BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,  # encrypted
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    OverflowError,
)


class PackedTooLarge(ValueError):
    """More bytes come out than the caller allows."""


def extension(name: str) -> str:
    """Lower case, without the dot; empty when the name has none."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem and len(last) <= 10 else ""


def content_type_of(content: bytes) -> str:
    """Media type by the first bytes, for zips by what they hold; `application/octet-stream` when unknown."""
    start = content[:1024]
    if start.startswith(_ZIP_START):
        return _zip_type(content)
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return name
    # A reader of PDF accepts the mark anywhere in the first kilobyte.
    return "application/pdf" if b"%PDF-" in start else OCTETS


def _zip_type(content: bytes) -> str:
    names = [entry.filename for entry in _entries(content)]
    return next((kind for start, kind in _PARTS if any(name.startswith(start) for name in names)), ZIP)


def _entries(content: bytes) -> list[zipfile.ZipInfo]:
    """Files of a zip without folders; empty when it is no zip, damaged, or its table of contents is out of all measure."""
    if _directory_size(content) > _DIRECTORY_LIMIT:
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [entry for entry in archive.infolist() if not entry.is_dir()]
    except _BROKEN_ZIP:
        return []


def _directory_size(content: bytes) -> int:
    """Bytes between the first header of the table of contents that the end record names and the end; 0 without a record."""
    at = content.rfind(_ZIP_END, max(0, len(content) - 65_557))
    return int.from_bytes(content[at + 12 : at + 16], "little") if at >= 0 else 0


def unwrap(content: bytes, name: str, *, limit: int) -> tuple[bytes, str]:
    """The file itself, and why it was or was not taken out of a zip.

    The reason is empty (not a zip, or the name says zip), `zip_unwrapped`, `zip_entries` (not exactly one: left as it is),
    `zip_damaged` (left as it is), or `zip_path` (taken out; the entry's name led into a folder and is not used).
    Raises PackedTooLarge.
    """
    wanted = extension(name)
    if not content.startswith(_ZIP_START) or wanted == "zip":
        return content, ""
    entries = _entries(content)
    if not entries:
        return content, "zip_damaged"
    entry = entries[0]
    if wanted in _ZIPS and (len(entries) > 1 or extension(entry.filename) != wanted):
        return content, ""
    if len(entries) > 1:
        return content, "zip_entries"
    try:
        inside = _take(content, entry, limit)
    except _BROKEN_ZIP as error:
        if isinstance(error, PackedTooLarge):
            raise
        return content, "zip_damaged"
    return inside, "zip_path" if "/" in entry.filename or ".." in entry.filename else "zip_unwrapped"


def _take(content: bytes, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """An entry gives at most the bytes it claims: more is a damaged zip to the library, a larger claim is too large."""
    if entry.file_size > limit:
        raise PackedTooLarge
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(entry) as file:
        return file.read()


def wrap(content: bytes, name: str) -> tuple[bytes, str]:
    """Bytes as they travel and the type declared for them; the same file always gives the same bytes.

    A file that the reader would take for a wrapped one is wrapped, so that reading gives back what was written.
    """
    kind = DECLARED.get(extension(name), "")
    if kind and _stays(content, name):
        return content, kind
    inner = str(uuid.uuid5(uuid.NAMESPACE_OID, name)) + (f".{extension(name)}" if extension(name) else "")
    entry = zipfile.ZipInfo(inner, date_time=(2016, 4, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr(entry, content)
    return output.getvalue(), ZIP


def _stays(content: bytes, name: str) -> bool:
    """Would a reader leave these bytes alone?"""
    try:
        # Deflate gives back at most 1032 times what it was given.
        return unwrap(content, name, limit=len(content) * 1100)[0] is content
    except PackedTooLarge:
        return False


def plain_name(name: str) -> str:
    """The last part of a path, without control and direction characters; at most 200 characters, extension kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    clean = clean.strip().lstrip(".").strip()
    end = extension(clean)
    return clean if len(clean) <= 200 else clean[: 199 - len(end)] + (f".{end}" if end else "")
