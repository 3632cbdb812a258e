"""What other apps see of files: plain frozen rows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileRow:
    """`state`: ready, held (its uploader alone may see it) or purged. `text_state`: waiting, read, none or failed.

    `locked`: an owner's password bars changing it, so it is read and passed on but not signed. `pages` is None for formats without fixed pages; `sha256` is lower-case hex.
    """

    id: int
    name: str
    mime: str
    size: int
    sha256: str
    pages: int | None
    state: str
    text_state: str = "waiting"
    agency_id: int | None = None
    uploader_id: int | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class ScanRow:
    """How far the reading of a scan by eye is. `state`: reading, done or failed (`reason` says why); pages are counts."""

    state: str
    reason: str
    layer: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class UseRow:
    """A file in a role on a thing."""

    file: FileRow
    role: str
    order: int


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as an image: addresses for the narrow and the wide drawing, size of the narrow one in pixels.

    `points`: width and height of the page itself (points; pixels for a scanned image), as places on it are given.
    """

    url: str
    width: int
    height: int
    number: int = 1
    url_wide: str = ""
    points: tuple[float, float] = (595.28, 841.89)


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """What went: the bytes only when no other live file uses them."""

    bytes_gone: bool
    renditions: int
