"""What happened to files."""

from dataclasses import dataclass

from congso.kernel.events import Event


@dataclass(frozen=True)
class TextRead(Event):
    """The words of a file can now be asked for (`files.api.text`), or it is known that it has none."""

    file_id: int


@dataclass(frozen=True)
class PagesRead(Event):
    """More pages of a scan were read by eye, or its reading ended; `files.api.scan_of` says how far it is."""

    file_id: int


@dataclass(frozen=True)
class FilePurged(Event):
    """The content of a file was removed: nothing may be found by its words any more."""

    file_id: int


@dataclass(frozen=True)
class MarkingStated(Event):
    """The uploader of a scan said what it carries: it became usable, or was purged because it is secret."""

    file_id: int
    marked: bool


@dataclass(frozen=True)
class BytesDamaged(Event):
    """An original is no longer what it was when it came, or is gone from the store."""

    sha256: str
