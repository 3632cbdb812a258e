"""Small files of every kind, and files already taken in, for tests of every app."""

import io
from functools import cache
from pathlib import Path
from typing import Any, cast

import docx
import pikepdf
import typst
from PIL import Image

from congso.files.actions.store import store
from congso.files.rows import FileRow
from congso.kernel.actor import Actor

_FONTS = Path(__file__).resolve().parents[1] / "pure" / "layout" / "fonts"


@cache
def text_pdf(*pages: str) -> bytes:
    """A PDF with these words, one page each, lines kept, in a font with every Vietnamese letter."""
    bodies = ["#raw(" + _quoted(page) + ")" for page in pages or ("Kính gửi: Sở Nội vụ",)]
    source = (
        '#set text(font: "Tinos", size: 13pt)\n#show raw: set text(font: "Tinos")\n'
        + "\n#pagebreak()\n".join(bodies)
    )
    made: bytes = cast(Any, typst).compile(source.encode(), font_paths=[_FONTS])
    return made


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def blank_pdf(pages: int = 1) -> bytes:
    """A PDF of empty A4 pages: nothing to read and nothing to see."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595.28, 841.89))
        return _saved(document)


def scan_pdf(pages: int = 1, *, width: int = 620, height: int = 877) -> bytes:
    """A PDF whose pages are images."""
    sheets = [Image.effect_noise((width, height), 60).convert("L") for _ in range(pages)]
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], resolution=75)
    return out.getvalue()


def image(kind: str = "JPEG", *, width: int = 620, height: int = 877) -> bytes:
    """A scan as an image file: JPEG, PNG or TIFF."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(out, kind)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    """A DOCX."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def carrying(*parts: tuple[str, bytes], page: str = "Kính gửi: Sở Nội vụ") -> bytes:
    """A PDF with files attached inside: (name, bytes) each."""
    with pikepdf.open(io.BytesIO(text_pdf(page))) as document:
        for name, data in parts:
            document.attachments[name] = cast(Any, pikepdf.AttachedFileSpec)(document, data, filename=name)
        return _saved(document)


def locked_pdf(*pages: str) -> bytes:
    """A PDF that everybody may read and nobody may change: it has an owner's password alone."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(text_pdf(*pages))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="", owner="chủ"))
    return out.getvalue()


def shut_pdf(*pages: str) -> bytes:
    """A PDF that opens with its password alone."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(text_pdf(*pages))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="mở", owner="chủ"))
    return out.getvalue()


def scripted_pdf() -> bytes:
    """A PDF that runs a script when it is opened."""
    with pikepdf.open(io.BytesIO(text_pdf())) as document:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        document.Root.OpenAction = script
        return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, static_id=True)
    return out.getvalue()


def make_file(
    actor: Actor, name: str = "Công văn.pdf", content: bytes | None = None, *, trusted: bool = False
) -> FileRow:
    """A file brought by the actor; by default a PDF with words."""
    return store(actor=actor, name=name, content=text_pdf() if content is None else content, trusted=trusted)
