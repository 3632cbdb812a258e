"""Opening a file that anybody may have made, and finding its signatures, also those that a careless program left behind."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final, Literal

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from congso.signing.checking import quick_hex
from congso.signing.pades.objects import entry

quick_hex.install()
Why = Literal["not_pdf", "password", "damaged"]
Found = list[tuple[str, generic.DictionaryObject]]
MAX_NODES: Final = 20_000
_HEADER = re.compile(rb"%PDF-\d")
# Traces of a signature in raw bytes; one byte of one of them may be wrong.
_TRACES = re.compile(
    rb"/ByteRange|/adbe\.pkcs7|/adbe\.x509|/ETSI\.(?:CAdES|RFC3161)|/Adobe\.PPK|/DocTimeStamp"
)


class Unreadable(Exception):
    """Nothing can be said of the file's signatures; `words.FILES` says it."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


def shows_traces(pdf: bytes) -> bool:
    """Cheap: does anything in the raw bytes speak of signatures?"""
    return _TRACES.search(pdf) is not None


def open_signed(pdf: bytes) -> tuple[PdfFileReader, Found]:
    """The file and its signed fields. Raises Unreadable."""
    if not _HEADER.search(pdf[:1024]):
        raise Unreadable("not_pdf")
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        if reader.encrypted:
            _unlock(reader)
        return reader, list(_fields(reader))
    except Unreadable:
        raise
    except Exception as error:  # files are hostile and the parser's errors are of every type
        raise Unreadable(_why(pdf)) from error


def rescued(pdf: bytes) -> int:
    """Signatures of a file that only a mending reader opens: scanners write bad tables, packers hide dictionaries.

    Raises Unreadable when that one gives up too.
    """
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            return sum(1 for one in opened.objects if _is_signature(one))
    except pikepdf.PasswordError as error:
        raise Unreadable("password") from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise Unreadable("damaged") from error


def _is_signature(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one and "/Contents" in one


def _why(pdf: bytes) -> Why:
    try:
        rescued(pdf)
    except Unreadable as unreadable:
        return unreadable.why
    return "damaged"


def _unlock(reader: PdfFileReader) -> None:
    """A file anybody may read but not change opens with the empty password."""
    result = reader.decrypt(b"")
    if getattr(result.status, "name", "FAILED") == "FAILED":
        raise Unreadable("password")


def _fields(reader: PdfFileReader) -> Iterator[tuple[str, generic.DictionaryObject]]:
    """Signed fields of the form and, for files that lost their form on the way, those left on the pages."""
    signed = [
        (name, field.get_object()) for name, _value, field in enumerate_sig_fields(reader, filled_status=True)
    ]
    yield from signed
    if signed:
        return
    for widget in _widgets(reader):
        if entry(widget, "/FT") == "/Sig" and entry(entry(widget, "/V"), "/ByteRange") is not None:
            yield str(entry(widget, "/T", "")), widget


def _widgets(reader: PdfFileReader) -> Iterator[Any]:
    waiting, seen = [reader.root["/Pages"]], 0
    while waiting and seen < MAX_NODES:
        node = waiting.pop()
        seen += 1
        waiting.extend(kid.get_object() for kid in entry(node, "/Kids", ()))
        for annotation in entry(node, "/Annots", ()):
            yield annotation.get_object()
