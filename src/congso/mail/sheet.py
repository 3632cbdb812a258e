"""The words of a letter as pages, so that they are kept, read and searched like any file."""

from pathlib import Path
from typing import Any, Final, cast

import typst

_FONTS: Final = Path(__file__).resolve().parents[1] / "pure" / "layout" / "fonts"
_HEAD: Final = '#set page(paper: "a4", margin: 2cm)\n#set text(font: "Tinos", size: 13pt, lang: "vi")\n#set par(justify: false)\n'


def pdf(lines: list[str]) -> bytes:
    """A PDF with these lines, wrapped. Each is handed over as a string, so nothing in it is markup."""
    body = " #linebreak()\n".join(f"#{_quoted(line)}" for line in lines)
    made = cast(Any, typst).compile((_HEAD + body).encode(), font_paths=[_FONTS])
    return bytes(made)


def _quoted(text: str) -> str:
    clean = "".join(" " if not one.isprintable() else one for one in text)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'
