"""Type by content. A name proves nothing."""

import zipfile
from pathlib import Path

from congso.files.inspector import images, office, ole, pdf
from congso.files.inspector.results import Bad, Found, Limits

_SCANS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")


def inspect(path: Path, ending: str, limits: Limits) -> Found:
    """Look at the first bytes, hand on to the one that knows the format. Raises Bad with a reason."""
    with path.open("rb") as file:
        head = file.read(1024)
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
    if zipfile.is_zipfile(path):
        raise Bad("files.not_what_it_says", said=ending or ".pdf", found="zip")
    return pdf.inspect(path, limits)
