"""What the inspector says about bytes: plain values that travel as JSON."""

from dataclasses import dataclass, field
from typing import Any


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
    no words (a scan), among the pages looked at.
    """

    mime: str
    pages: int | None = None
    sizes: list[tuple[float, float]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    complete: bool = True
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """Set by the caller with each request, so that the helper reads no settings."""

    pages: int = 2000
    image_pixels: int = 150_000_000
    unpacked: int = 400_000_000
    entries: int = 4000
    text_pages: int = 60
    text_seconds: float = 2.0
