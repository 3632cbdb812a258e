"""Where the pictures of pages come from: PDF through PDFium, image files through Pillow. All drawn at 300 dpi."""

import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Protocol

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

from congso.pure.layout import PDFIUM_LOCK
from congso.pure.reading.result import Unreadable
from congso.pure.reading.scans.engine import DPI
from congso.pure.reading.scans.layer import PageLook
from congso.pure.reading.scans.pictures import MOST_PIXELS
from congso.pure.reading.scans.seal import GLANCE_DPI

Size = tuple[float, float]
_A4_LONG: Final = 841.89
_COLOURED: Final = 24
_FORMATS: Final = ("JPEG", "PNG", "TIFF")
_DPI: Final = range(60, 1300)  # what a scanner may claim; other values are made up


class Pictures(Protocol):
    """Pages of a document as pictures."""

    def __len__(self) -> int: ...

    def picture(self, index: int) -> tuple[Image.Image, Size]:
        """The page as shown, L or RGB at 300 dpi, and its size in points. Raises Unreadable."""
        ...

    def look(self, index: int) -> PageLook:
        """The text that the file itself gives for the page, and how much of it is a picture."""
        ...

    def glance(self, index: int) -> Image.Image:
        """The page small and grey, at 50 dpi. Raises Unreadable."""
        ...


def grey_if_colourless(image: Image.Image) -> Image.Image:
    """L for a page without any colour: half of the work on it."""
    rgb = image.convert("RGB")
    red, green, blue = rgb.reduce(8).split()
    apart = [
        ImageChops.difference(one, other).histogram()
        for one, other in ((red, green), (green, blue), (blue, red))
    ]
    colourless = not any(sum(dots[_COLOURED:]) for dots in apart)
    return rgb.convert("L") if colourless else rgb


def scale_for(width: float, height: float) -> float:
    """Dots a point at 300 dpi; fewer for a sheet so large that it would fill the memory."""
    most = math.sqrt(MOST_PIXELS / max(width * height, 1.0))
    return min(DPI / 72, most)


class PdfPictures:
    """A PDF; PDFium's lock is held for one page at a time."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        with self._open() as document:
            self._count = len(document)

    def __len__(self) -> int:
        return self._count

    @contextmanager
    def _open(self) -> Iterator[Any]:
        with PDFIUM_LOCK:
            try:
                document = pypdfium2.PdfDocument(self._data)
            except pypdfium2.PdfiumError as error:
                raise Unreadable("damaged") from error
            try:
                yield document
            finally:
                document.close()

    @contextmanager
    def _page(self, index: int, *, forms: bool = False) -> Iterator[Any]:
        with self._open() as document:
            if forms:
                document.init_forms()
            try:
                page = document[index]
            except pypdfium2.PdfiumError as error:
                raise Unreadable("damaged") from error
            yield page
            page.close()

    def picture(self, index: int) -> tuple[Image.Image, Size]:
        with self._page(index, forms=True) as page:
            size = page.get_size()
            drawn = page.render(scale=scale_for(*size), may_draw_forms=True, rev_byteorder=True)
            image = drawn.to_pil().convert("RGB")
        return grey_if_colourless(image), size

    def glance(self, index: int) -> Image.Image:
        with self._page(index, forms=True) as page:
            scale = min(GLANCE_DPI / 72, scale_for(*page.get_size()))
            drawn: Image.Image = page.render(scale=scale, grayscale=True, may_draw_forms=True).to_pil()
            return drawn.convert("L")

    def look(self, index: int) -> PageLook:
        try:
            with self._page(index) as page:
                text_page = page.get_textpage()
                text = text_page.get_text_bounded() if text_page.count_chars() else ""
                text_page.close()
                return PageLook(text, picture_share(page))
        except Unreadable:
            return PageLook("", 1.0)


def picture_share(page: Any) -> float:
    """Share of the page that its largest image covers."""
    width, height = page.get_size()
    largest = 0.0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        across = min(right, max(width, height)) - max(left, 0.0)
        down = min(top, max(width, height)) - max(bottom, 0.0)
        largest = max(largest, max(across, 0.0) * max(down, 0.0))
    return min(float(largest / max(width * height, 1.0)), 1.0)


class ImagePictures:
    """A JPEG, PNG or TIFF; each frame of a TIFF is a page."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        with self._open() as image:
            self._count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1

    def __len__(self) -> int:
        return self._count

    @contextmanager
    def _open(self) -> Iterator[Image.Image]:
        try:
            with warnings.catch_warnings(), Image.open(io.BytesIO(self._data), formats=_FORMATS) as image:
                warnings.simplefilter("ignore")
                yield image
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
            raise Unreadable("damaged") from error

    def picture(self, index: int) -> tuple[Image.Image, Size]:
        with self._open() as image:
            image.seek(index)
            if image.width * image.height > 5 * MOST_PIXELS:
                raise Unreadable("too_large")
            upright = ImageOps.exif_transpose(image).convert("RGB")
            said = image.info.get("dpi", (0, 0))[1]
        size = _size(upright, float(said))
        scale = scale_for(*size)
        drawn = upright.resize((max(1, round(size[0] * scale)), max(1, round(size[1] * scale))))
        return grey_if_colourless(drawn), size

    def glance(self, index: int) -> Image.Image:
        image, size = self.picture(index)
        return image.convert("L").resize(
            (round(size[0] * GLANCE_DPI / 72) or 1, round(size[1] * GLANCE_DPI / 72) or 1)
        )

    def look(self, index: int) -> PageLook:
        return PageLook("", 1.0)


def _size(image: Image.Image, dpi: float) -> Size:
    """Points: by what the scanner says, else as if the long side were that of A4 (photographs of paper)."""
    dots = dpi if int(dpi) in _DPI else max(image.size) * 72 / _A4_LONG
    return image.width * 72 / dots, image.height * 72 / dots


def is_picture(data: bytes) -> bool:
    """Is it a JPEG, PNG or TIFF?"""
    return data[:4] in {b"\x89PNG", b"II*\0", b"MM\0*"} or data[:3] == b"\xff\xd8\xff"


def pictures_of(data: bytes) -> Pictures:
    """Raises Unreadable unknown_type, damaged."""
    if data[:1024].find(b"%PDF-") >= 0:
        return PdfPictures(data)
    if is_picture(data):
        return ImagePictures(data)
    raise Unreadable("unknown_type")
