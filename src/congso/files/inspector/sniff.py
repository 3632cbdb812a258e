"""Type by content. A name proves nothing. Files inside files are looked at as if they came alone."""

import unicodedata
import zipfile

from congso.files.inspector import images, office, ole, pdf
from congso.files.inspector.results import Bad, Found, Limits, Source, opened
from congso.files.rules import DOCX, PDF, XLSX

_SCANS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")
_CARRIERS = {PDF: pdf.carried, DOCX: office.carried, XLSX: office.carried}
_DEEPEST = 2  # a file in a file in a file: nobody sends that to be read
_SAID = ("files.archive_bomb", "files.attached_refused", "files.attached_many", "files.too_complex")


def inspect(path: Source, ending: str, limits: Limits, depth: int = 0) -> Found:
    """Look at the first bytes, hand on to the one that knows the format, look inside. Raises Bad with a reason."""
    found = _alone(path, ending, limits)
    carrier = _CARRIERS.get(found.mime)
    for name, data in carrier(path, limits) if carrier else ():
        if depth >= _DEEPEST:
            raise Bad("files.attached_refused", name=name[:100])
        inner = _inside(name, data, limits, depth + 1)
        found.attached += [name, *inner.attached]
        found.attached_texts += [*inner.texts, *inner.attached_texts]
        # The numbers behind a chart have no words and hide none.
        if not inner.complete or (inner.unread and inner.mime != XLSX):
            found.unread += 1
    return found


def _alone(path: Source, ending: str, limits: Limits) -> Found:
    head = _head(path)
    if not head:
        raise Bad("files.empty")
    if head.startswith(b"PK\x03\x04"):
        return office.inspect(path, ending, limits)
    if head.startswith(ole.MAGIC):
        return ole.inspect(path, ending, limits)
    if head.startswith(_SCANS):
        return images.inspect(path, limits)
    if head.startswith(b"MZ") or b"%PDF-" not in head:
        raise Bad("files.type_refused", said=ending or "?")
    if zipfile.is_zipfile(opened(path)):
        raise Bad("files.not_what_it_says", said=ending or ".pdf", found="zip")
    return pdf.inspect(path, limits)


def _head(path: Source) -> bytes:
    if isinstance(path, bytes):
        return path[:1024]
    with path.open("rb") as file:
        return file.read(1024)


def _inside(name: str, data: bytes, limits: Limits, depth: int) -> Found:
    """Plain text besides what comes alone: invoices carry their XML. Raises Bad files.attached_refused and the like."""
    try:
        return inspect(data, "", limits, depth)
    except Bad as bad:
        if bad.code in ("files.type_refused", "files.empty") and (text := _plain(data)) is not None:
            return Found("text/plain", texts=[text])
        if bad.code in _SAID:
            raise
        raise Bad("files.attached_refused", name=name[:100]) from bad


def _plain(data: bytes) -> str | None:
    """Words of a text file; None when it is none."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else unicodedata.normalize("NFC", text)
