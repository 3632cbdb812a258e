"""The program Tesseract: called with a picture and a time limit, answers with words, letters and their places.

Optional: `ready` says whether it is installed with Vietnamese. One thread a call (its own threads slow each other down).
"""

import dataclasses
import functools
import html
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PIL import Image

from congso.pure.vietnamese import nfc

LANGUAGE: Final = "vie"
DPI: Final = 300


class OcrFailed(Exception):
    """No text came out. `code`: ocr_missing, ocr_timeout or ocr_failed (killed, out of memory)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as the engine saw it, in pixels."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word in pixels; `line` counts the engine's lines, `confidence` is 0 to 1.

    `top` and `bottom` are those of the line at the word, alike for tall words and dashes.
    """

    text: str
    line: int
    x0: int
    y0: int
    x1: int
    y1: int
    confidence: float
    letters: tuple[Letter, ...]
    top: float = 0.0
    bottom: float = 0.0

    def moved(self, left: int, top: int, *, line: int) -> "Token":
        """The word of a piece of a page, on the page: `left` and `top` are where the piece was cut out."""
        return dataclasses.replace(
            self,
            line=line,
            x0=self.x0 + left,
            x1=self.x1 + left,
            y0=self.y0 + top,
            y1=self.y1 + top,
            top=self.top + top,
            bottom=self.bottom + top,
            letters=(),
        )


@functools.lru_cache(maxsize=1)
def _languages(program: str) -> frozenset[str]:
    try:
        said = _run([program, "--list-langs"], seconds=20)
    except OcrFailed:
        return frozenset()
    return frozenset(said.decode("utf-8", "replace").split())


def ready() -> bool:
    """Is Tesseract here, and does it know Vietnamese?"""
    program = shutil.which("tesseract")
    return program is not None and LANGUAGE in _languages(program)


def _program() -> str:
    program = shutil.which("tesseract")
    if program is None or LANGUAGE not in _languages(program):
        raise OcrFailed("ocr_missing")
    return program


def _run(command: list[str], *, seconds: float) -> bytes:
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        environment["TESSDATA_PREFIX"] = prefix
    try:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as late:
        raise OcrFailed("ocr_timeout") from late
    except OSError as error:
        raise OcrFailed("ocr_failed") from error
    if done.returncode:
        raise OcrFailed("ocr_failed")
    return done.stdout


def _hocr(image: Image.Image, layout: int, seconds: float) -> str:
    program = _program()
    with tempfile.TemporaryDirectory(prefix="congso-ocr-") as folder:
        source = Path(folder) / "page.png"
        image.save(source, dpi=(DPI, DPI), compress_level=1)
        settings = ["-l", LANGUAGE, "--psm", str(layout), "-c", "hocr_char_boxes=1", "hocr"]
        return _run([program, str(source), "-", *settings], seconds=seconds).decode("utf-8", "replace")


_LINE: Final = re.compile(r"<span class='(ocr_line|ocr_header|ocr_caption|ocr_textfloat|ocrx_word|ocrx_cinfo)'[^>]*?title=(['\"])(.*?)\2[^>]*>([^<]*)")  # fmt: skip
_BOX: Final = re.compile(r"bboxe?s?\w* (\d+) (\d+) (\d+) (\d+)")
_SURE: Final = re.compile(r"x_wconf (\d+)")
_ROW: Final = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+); x_size ([\d.]+); x_descenders (-?[\d.]+)")
_TALL: Final = 200.0  # a row higher than this is no row of text: the engine took a picture for one


@dataclass(slots=True)
class _Reader:
    """Builds tokens from the marks of an hOCR page, in the engine's order."""

    tokens: list[Token] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    line: int = 0
    box: tuple[int, int, int, int] = (0, 0, 0, 0)
    sure: float = 0.0
    foot: tuple[float, float, float] = (0.0, 0.0, 0.0)  # of the line: slope, height at x = 0, letters' height
    drop: float = 0.0

    def close(self) -> None:
        """End the word under way."""
        text = nfc("".join(letter.text for letter in self.letters)).strip()
        if text:
            x0, y0, x1, y1 = self.box
            slope, start, size = self.foot
            bottom = start + slope * (x0 + x1) / 2 + self.drop
            top = bottom - size
            if not size or size > _TALL or not top < (y0 + y1) / 2 < bottom:
                top, bottom = float(y0), float(y1)
            letters = tuple(self.letters)
            self.tokens.append(Token(text, self.line, x0, y0, x1, y1, self.sure, letters, top, bottom))
        self.letters.clear()

    def take(self, kind: str, title: str, text: str) -> None:
        place = _BOX.search(title)
        if place is None:
            return
        x0, y0, x1, y1 = (int(part) for part in place.groups())
        if kind == "ocrx_cinfo":
            self.letters.append(Letter(nfc(html.unescape(text)), x0, y0, x1, y1))
            return
        self.close()
        if kind == "ocrx_word":
            found = _SURE.search(title)
            self.box, self.sure = (x0, y0, x1, y1), int(found[1]) / 100 if found else 0.0
            return
        self.line += 1
        row = _ROW.search(title)
        slope, offset, size, drop = (float(part) for part in row.groups()) if row else (0.0, 0.0, 0.0, 0.0)
        # The offset is that of the line's own box: its lower left corner.
        self.foot, self.drop = (slope, y1 + offset - slope * x0, size), drop


def _tokens(hocr: str) -> list[Token]:
    """Words of an hOCR page with letter boxes."""
    reader = _Reader()
    for match in _LINE.finditer(hocr):
        reader.take(match[1], match[3], match[4])
    reader.close()
    return reader.tokens


def recognise(image: Image.Image, *, layout: int = 3, seconds: float = 60) -> list[Token]:
    """Words of a picture drawn at 300 dpi. `layout`: Tesseract's page segmentation (3 page, 6 block, 7 line, 11 sparse).

    Raises OcrFailed.
    """
    return _tokens(_hocr(image, layout, seconds))


_ROTATE: Final = re.compile(rb"Rotate: (\d+)\s.*?Orientation confidence: ([\d.]+)", re.DOTALL)


def turn_of(image: Image.Image, *, seconds: float = 20) -> int:
    """By how many degrees clockwise the picture must be turned to stand upright: 0, 90, 180 or 270; 0 in doubt."""
    program = shutil.which("tesseract")
    if program is None or "osd" not in _languages(program):
        return 0
    with tempfile.TemporaryDirectory(prefix="congso-ocr-") as folder:
        source = Path(folder) / "page.png"
        image.save(source, dpi=(DPI, DPI), compress_level=1)
        try:
            said = _run([program, str(source), "-", "--psm", "0", "-l", "osd"], seconds=seconds)
        except OcrFailed:  # too few letters to tell
            return 0
    found = _ROTATE.search(said)
    return int(found[1]) % 360 if found and float(found[2]) >= 1 else 0
