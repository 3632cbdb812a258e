"""Word files as drafts: a PDF by LibreOffice where it is installed, else their words, looks and tables for the editor.

Files come through `files.store` first, which refuses bombs and programs inside.
"""

import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from congso.documents import draft_content
from congso.documents.draft_content import Node

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC: Final = "application/msword"
_SECONDS: Final = 45
_MAX_BLOCKS: Final = 10_000
_ALIGN: Final = {
    WD_ALIGN_PARAGRAPH.CENTER: "center",
    WD_ALIGN_PARAGRAPH.RIGHT: "right",
    WD_ALIGN_PARAGRAPH.LEFT: "left",
}


class Unreadable(ValueError):
    """The words of this file cannot be read."""


def office() -> str | None:
    """Path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(word: bytes, *, old: bool = False) -> bytes | None:
    """The Word file as PDF; None without LibreOffice, or when it fails or takes longer than 45 s."""
    program = office()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="congso-word-") as folder:
        source = Path(folder) / ("van-ban.doc" if old else "van-ban.docx")
        source.write_bytes(word)
        # A profile of its own: two conversions at once would else wait for one lock, and macros of the user would run.
        call = [
            program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "pdf", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(call, check=True, timeout=_SECONDS, capture_output=True)  # noqa: S603 - a fixed program
            return (Path(folder) / "van-ban.pdf").read_bytes()
        except (subprocess.SubprocessError, OSError):
            return None


def to_content(word: bytes) -> Node:
    """Words, bold, italic, underline, alignment and tables of a DOCX as the editor's JSON. Raises Unreadable."""
    try:
        return draft_content.document(_blocks(docx.Document(io.BytesIO(word))))
    except (
        KeyError,
        ValueError,
        OSError,
        AttributeError,
        SyntaxError,
        OpcError,
        zipfile.BadZipFile,
    ) as error:
        # python-docx has no error of its own: a part that lacks what it expects ends in any of these.
        raise Unreadable from error


def _blocks(document: Document) -> Iterator[Node]:
    for number, item in enumerate(document.iter_inner_content()):
        if number >= _MAX_BLOCKS:
            return
        if isinstance(item, Table):
            yield _table(item)
        elif item.text.strip():
            yield _paragraph(item)


def _paragraph(given: Paragraph) -> Node:
    runs = [_run(run) for run in given.runs if run.text]
    style = (given.style.name or "") if given.style is not None else ""
    node: Node = {"type": "heading" if style.startswith("Heading") else "paragraph", "content": runs}
    attrs: dict[str, Any] = {}
    if style.startswith("Heading"):
        attrs["level"] = 3
    if given.alignment in _ALIGN:
        attrs["textAlign"] = _ALIGN[given.alignment]
    return node | ({"attrs": attrs} if attrs else {})


def _run(run: Any) -> Node:
    looks = (("bold", run.bold), ("italic", run.italic), ("underline", run.underline))
    return {"type": "text", "text": run.text, "marks": [{"type": name} for name, on in looks if on]}


def _table(given: Table) -> Node:
    rows = [
        {"type": "tableRow", "content": [
            {"type": "tableCell", "content": [_paragraph(line) for line in cell.paragraphs]} for cell in row.cells]}
        for row in given.rows
    ]  # fmt: skip
    return {"type": "table", "content": rows}
