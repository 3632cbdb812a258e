"""What the inspector says about bytes: plain values that travel as JSON."""

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# A file on disk, or the bytes of one that lay inside another: the helper process may not write.
Source = Path | bytes


class Bad(Exception):
    """The bytes are not taken. `code` is a code of `files.messages`."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(slots=True)
class Found:
    """Type and content of a file.

    `pages`: None when the format has no fixed pages. `sizes`: [width, height] of each page as shown.
    `texts`: words by page, as far as read; `complete`: they are all there. `unread`: pages that show something and have
    no words (a scan), among the pages looked at. `attached`: names of files carried inside, `attached_texts` their
    words; one of them that shows something without words counts as unread. `locked`: an owner's password bars changing
    or printing, not reading.
    """

    mime: str
    pages: int | None = None
    sizes: list[tuple[float, float]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    complete: bool = True
    unread: int = 0
    attached: list[str] = field(default_factory=list)
    attached_texts: list[str] = field(default_factory=list)
    locked: bool = False


def opened(source: Source) -> Path | io.BytesIO:
    """What libraries take that read from a path or a stream."""
    return io.BytesIO(source) if isinstance(source, bytes) else source


@dataclass(frozen=True, slots=True)
class Limits:
    """Set by the caller with each request, so that the helper reads no settings."""

    pages: int = 2000
    image_pixels: int = 150_000_000
    unpacked: int = 400_000_000
    entries: int = 4000
    text_pages: int = 60
    text_seconds: float = 2.0
    attached: int = 30
    attached_bytes: int = 100_000_000  # unpacked, all files inside one file together
