"""PDF: is it whole, open, passive and of bearable length; its words; its pages as images."""

import io
import mmap
import re
import time
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from congso.files.inspector.results import Bad, Found, Limits, Source, opened
from congso.files.rules import PDF

# What a PDF can do by itself. SubmitForm and URI only follow a press, and our viewers follow neither.
_ACTIVE = frozenset({"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/RichMediaExecute", "/GoToE"})
# Number, date and sum formats that form makers put on fields; they format what is typed and reach nothing.
_FIELD_FORMAT = re.compile(
    r"\s*(AF(Number|Date|Time|Special|Percent|Simple|Range|Merge)\w*\([^;{}()=]*(new Array\([^()]*\))?[^;{}()=]*\);?\s*)+"
)
_NODES = 400_000
_WORDS = 12  # fewer letters than this on a page that shows an image: a scan with a page number


def inspect(path: Source, limits: Limits) -> Found:
    """Raises Bad: files.damaged, files.encrypted, files.too_many_pages, files.active_content."""
    _must_be_whole(path)
    document = _open(path)
    try:
        pages = len(document)
        if not pages:
            raise Bad("files.damaged")
        if pages > limits.pages:
            raise Bad("files.too_many_pages", pages=pages, limit=limits.pages)
        found = Found(PDF, pages=pages)
        found.sizes = [_size(document, number) for number in range(pages)]
        found.locked = _must_be_passive(path)
        _read(document, found, limits)
    finally:
        document.close()
    return found


def _open(path: Source) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        # PDFium's own error code cannot be trusted: it may be the one of an earlier file.
        raise Bad("files.encrypted" if _is_locked(path) else "files.damaged") from error


def _is_locked(path: Source) -> bool:
    try:
        pikepdf.open(opened(path)).close()
    except pikepdf.PasswordError:
        return True
    except pikepdf.PdfError:
        return False
    return False


def _must_be_whole(path: Source) -> None:
    """A cut PDF often opens (readers rebuild its table) and then lacks pages: look for the end it should have."""
    if isinstance(path, bytes):
        _must_end(path)
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        _must_end(data)


def _must_end(data: "bytes | mmap.mmap") -> None:
    end = data.rfind(b"%%EOF")
    tail = data[end + 5 :][:65536].strip(b"\0\r\n\t ") if end >= 0 else b""
    if end < 0 or re.search(rb"\d+ \d+ obj\b", tail):
        raise Bad("files.damaged")


def _size(document: pdfium.PdfDocument, number: int) -> tuple[float, float]:
    width, height = document.get_page_size(number)
    return round(width, 1), round(height, 1)


def _must_be_passive(path: Source) -> bool:
    """True when an owner's password bars something of a file that everybody may read."""
    try:
        with pikepdf.open(opened(path)) as document:
            for node in _nodes(document):
                action = _active(node)
                if action:
                    raise Bad("files.active_content", action=action)
            return document.is_encrypted
    except pikepdf.PasswordError as error:
        raise Bad("files.encrypted") from error
    except pikepdf.PdfError as error:
        raise Bad("files.damaged") from error


def _nodes(document: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary, however deep. References inside are not followed: `objects` holds their targets already."""
    seen = 0
    for top in document.objects:
        stack: list[Any] = [top]
        while stack:
            node = stack.pop()
            seen += 1
            if seen > _NODES:
                raise Bad("files.too_complex")
            if isinstance(node, pikepdf.Array):
                stack += [item for item in node if _direct(item)]
            elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
                yield node
                stack += [item for item in node.values() if _direct(item)]


def carried(path: Source, limits: Limits) -> list[tuple[str, bytes]]:
    """Name and bytes of every file inside: attachments of the document, of notes on pages, of media.

    Raises Bad: files.attached_many, files.archive_bomb, files.attached_refused (packed in a way nobody needs).
    """
    found: dict[tuple[int, int], tuple[str, bytes]] = {}
    room = limits.attached_bytes
    with pikepdf.open(opened(path)) as document:
        for name, stream in _embedded(document):
            if stream.objgen in found:
                continue
            if len(found) >= limits.attached:
                raise Bad("files.attached_many", limit=limits.attached)
            data = _unpacked(stream, name, room)
            room -= len(data)
            found[stream.objgen] = (name, data)
    return list(found.values())


def _embedded(document: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Stream]]:
    """Streams that a file specification names first; those that none names stand there all the same."""
    loose: list[pikepdf.Stream] = []
    for node in _nodes(document):
        if isinstance(node, pikepdf.Stream) and str(node.get("/Type", "")) == "/EmbeddedFile":
            loose.append(node)
        places = node.get("/EF")
        if isinstance(places, pikepdf.Dictionary):
            name = str(node.get("/UF", node.get("/F", ""))) or "?"
            yield from ((name, one) for one in places.values() if isinstance(one, pikepdf.Stream))
    yield from (("?", one) for one in loose)


def _unpacked(stream: pikepdf.Stream, name: str, room: int) -> bytes:
    """Bytes of an embedded file, unpacked no further than there is room for."""
    packing, raw = stream.get("/Filter"), stream.read_raw_bytes()
    if isinstance(packing, pikepdf.Array) and len(packing) < 2:
        packing = packing[0] if len(packing) else None
    if packing is None:
        data = raw
    elif str(packing) == "/FlateDecode" and "/DecodeParms" not in stream:
        try:
            data = zlib.decompressobj().decompress(raw, room + 1)
        except zlib.error as error:
            raise Bad("files.attached_refused", name=name[:100]) from error
    else:
        raise Bad("files.attached_refused", name=name[:100])
    if len(data) > room:
        raise Bad("files.archive_bomb")
    return data


def _direct(item: Any) -> bool:
    return isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect


def _active(node: Any) -> str:
    kind = str(node.get("/S", ""))
    if kind in _ACTIVE and not (kind == "/JavaScript" and _harmless(node.get("/JS"))):
        return kind.lstrip("/")
    if kind != "/JavaScript" and "/JS" in node and not _harmless(node.get("/JS")):
        return "JavaScript"
    return ""


def _harmless(script: Any) -> bool:
    if isinstance(script, pikepdf.Stream):
        script = script.read_bytes().decode("latin-1")[:4096]
    return script is None or not str(script).strip() or _FIELD_FORMAT.fullmatch(str(script)) is not None


def _read(document: pdfium.PdfDocument, found: Found, limits: Limits) -> None:
    stop = time.monotonic() + limits.text_seconds
    for number in range(len(document)):
        if number >= limits.text_pages or time.monotonic() > stop:
            found.complete = False
            return
        try:
            page = document[number]
        except pdfium.PdfiumError as error:
            raise Bad("files.damaged") from error
        text = _page_text(page)
        found.texts.append(text)
        if sum(c.isalpha() for c in text) < _WORDS and _shows_something(page):
            found.unread += 1
        page.close()


def _page_text(page: pdfium.PdfPage) -> str:
    """Words of a page. PDFium writes U+FFFE for a hyphen at the end of a line, and CR LF."""
    textpage = page.get_textpage()
    text = textpage.get_text_bounded() if textpage.count_chars() else ""
    textpage.close()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\0", "")
    return unicodedata.normalize("NFC", text)


def _shows_something(page: pdfium.PdfPage) -> bool:
    kinds = {pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_SHADING}
    return any(item.type in kinds for item in page.get_objects(max_depth=3))


def texts(path: Path, limits: Limits) -> list[str]:
    """Words of every page."""
    document = _open(path)
    found = Found(PDF)
    try:
        _read(document, found, limits)
    finally:
        document.close()
    return found.texts


def draw(path: Path, page: int, width: int, height: int) -> bytes:
    """Page `page` (from 1) as WebP, with the looks of signature fields and other form fields."""
    document = _open(path)
    try:
        document.init_forms()
        sheet = document[page - 1]
        across, down = sheet.get_size()
        scale = min(width / max(across, 1), height / max(down, 1))
        image = sheet.render(scale=scale, may_draw_forms=True, rev_byteorder=True).to_pil().convert("RGB")
        out = io.BytesIO()
        image.save(out, "WEBP", quality=78, method=2)
        return out.getvalue()
    except (pdfium.PdfiumError, IndexError) as error:
        raise Bad("files.page_missing", page=page) from error
    finally:
        document.close()
