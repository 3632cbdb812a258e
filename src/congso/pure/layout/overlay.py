"""Drawing one PDF page over another, upright for the reader whatever the page's rotation, origin or unit."""

import contextlib
import dataclasses
import io
import threading
from collections.abc import Iterator

import pikepdf
import pypdfium2
from PIL import Image

# PDFium has one global state per process and pypdfium2 lets go of the interpreter lock while in it: two threads in
# PDFium at once end the process. Whoever calls pypdfium2 in a server holds this lock.
PDFIUM_LOCK = threading.RLock()


class UnreadablePdf(ValueError):
    """The file cannot be opened as a PDF. `code`: `encrypted`, `broken` or `empty`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclasses.dataclass(frozen=True)
class Placement:
    """A rectangle on the displayed page: points from its top-left corner."""

    left: float
    top: float
    width: float
    height: float


def open_pdf(pdf: bytes) -> pikepdf.Pdf:
    """Opened for making a rendition: annotations flattened, form and signatures gone, appearance kept.

    Raises UnreadablePdf.
    """
    try:
        document = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PasswordError as error:
        raise UnreadablePdf("encrypted") from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise UnreadablePdf("broken") from error
    try:
        if not len(document.pages):
            raise UnreadablePdf("empty")
        document.flatten_annotations("screen")
    except (pikepdf.PdfError, AttributeError, TypeError, RuntimeError) as error:
        document.close()
        raise UnreadablePdf("broken") from error
    for key in ("/AcroForm", "/Perms", "/OpenAction", "/AA", "/Names"):
        if key in document.Root:
            del document.Root[key]
    return document


@contextlib.contextmanager
def shown_page(pdf: bytes, page: int = 0) -> Iterator[pypdfium2.PdfPage]:
    """A page as PDFium shows it, form fields included, for one thread at a time. Raises UnreadablePdf."""
    with PDFIUM_LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise UnreadablePdf("broken") from error
        try:
            document.init_forms()
            yield document[page]
        except pypdfium2.PdfiumError as error:
            raise UnreadablePdf("broken") from error
        finally:
            document.close()


def user_unit(page: pikepdf.Page) -> float:
    """Size of the page's unit in points; PDFium ignores it, so its figures are multiplied by this one."""
    unit = float(page.obj.get("/UserUnit", 1))
    return unit if unit > 0 else 1.0


def page_image(page: pypdfium2.PdfPage, longest: int = 600) -> Image.Image:
    """The page in grey, its longest side that many pixels."""
    scale = longest / max(page.get_size())
    image: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return image.convert("L")


def draw_over(document: pikepdf.Pdf, page: int, overlay: bytes, at: Placement) -> None:
    """Draw page 1 of `overlay` into a rectangle of the displayed page, as vectors."""
    target = document.pages[page]
    with pikepdf.open(io.BytesIO(overlay)) as source:
        form = document.copy_foreign(source.pages[0].as_form_xobject())
        _, _, form_width, form_height = (float(v) for v in source.pages[0].mediabox)
    matrix = _matrix(target, at, (form_width, form_height))
    target.contents_add(b"q\n", prepend=True)
    name = target.add_resource(form, pikepdf.Name.XObject, prefix="Over")
    numbers = " ".join(f"{value:.5f}" for value in matrix)
    target.contents_add(f"\nQ q {numbers} cm {name} Do Q\n".encode())


def _matrix(target: pikepdf.Page, at: Placement, form: tuple[float, float]) -> tuple[float, ...]:
    """From the overlay's units to the page's own space."""
    left, bottom, right, top = _shown_box(target)
    unit = user_unit(target)
    sx, sy = at.width / form[0] / unit, at.height / form[1] / unit
    dx, dy = at.left / unit, (at.top + at.height) / unit
    turn = _rotation(target) % 360
    if turn == 90:
        return (0, sx, -sy, 0, left + dy, bottom + dx)
    if turn == 180:
        return (-sx, 0, 0, -sy, right - dx, bottom + dy)
    if turn == 270:
        return (0, -sx, sy, 0, right - dy, top - dx)
    return (sx, 0, 0, sy, left + dx, top - dy)


def _shown_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Crop box within the media box; corners may come in any order."""
    boxes = []
    for box in (page.cropbox, page.mediabox):
        x0, y0, x1, y1 = (float(v) for v in box)
        boxes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    crop, media = boxes
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def _rotation(page: pikepdf.Page) -> int:
    """/Rotate of the page or of the nearest parent in the page tree."""
    node: pikepdf.Object = page.obj
    for _ in range(32):
        if "/Rotate" in node:
            return int(node["/Rotate"])
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return 0
