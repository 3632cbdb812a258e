"""Small pages set by Typst: carriers of fonts and words of stamps."""

import typst

from congso.pure.layout.glyphs import FONTS_DIR


def typeset(source: str) -> bytes:
    """PDF/A-2b of a Typst source, with the shipped fonts alone."""
    pdf = typst.compile(  # type: ignore[misc]  # the wheel's stub leaves the kind of input open
        source.encode(), font_paths=[str(FONTS_DIR)], ignore_system_fonts=True, pdf_standards=["a-2b"]
    )
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter gave no single PDF")
    return pdf


def quoted(text: str) -> str:
    """A string literal of Typst: text never becomes markup."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
