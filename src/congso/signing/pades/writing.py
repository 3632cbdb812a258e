"""Opening a file for one more revision, and closing it."""

import hashlib
from io import BytesIO

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from congso.signing.pades.errors import ENCRYPTED, NOT_A_PDF, SignatureRefused
from congso.signing.pades.objects import entry


class Revision(IncrementalPdfFileWriter):
    """One revision to be appended. Metadata stays as it was: rewriting it at every signature tells nobody anything."""

    @staticmethod
    def _handle_id(prev: PdfFileReader) -> generic.ArrayObject:
        """Overrides pyHanko, which draws the new half of the file's identifier by chance: signed twice with the same hand, a file
        comes out the same. A remote service signs the hash of the first time, and the file is made a second time."""
        prev.stream.seek(0)
        new = generic.ByteStringObject(hashlib.sha256(prev.stream.read()).digest()[:16])
        old = entry(prev.trailer, "/ID", (new,))[0]
        if isinstance(old, generic.TextStringObject):
            old = generic.ByteStringObject(old.original_bytes)
        return generic.ArrayObject([old, new])

    def _update_meta(self) -> None:
        """Overrides pyHanko, which stamps the machine's own clock into /Info and XMP."""


def open_revision(pdf: bytes) -> Revision:
    """Ready to append; SignatureRefused for what is no readable PDF or is encrypted."""
    try:
        revision = Revision(BytesIO(pdf), strict=False)
        if revision.prev.encrypted:
            raise SignatureRefused(ENCRYPTED)
        revision.root["/Pages"]["/Kids"]
    except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise SignatureRefused(NOT_A_PDF, type(error).__name__) from error
    return revision


def open_first_revision(pdf: bytes) -> Revision:
    """Like `open_revision`, for a file that may be mended first because nobody has signed it yet."""
    reader_error: SignatureRefused | None = None
    try:
        revision = open_revision(pdf)
        if not revision.prev.xrefs.hybrid_xrefs_present:
            return revision
    except SignatureRefused as error:
        if error.code == ENCRYPTED:
            raise
        reader_error = error
    if b"/ByteRange" in pdf:
        if reader_error:
            raise reader_error
        return revision
    return open_revision(_mended(pdf))


def _mended(pdf: bytes) -> bytes:
    """Scanners write broken cross-reference tables; qpdf rebuilds them."""
    mended = BytesIO()
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            opened.save(mended)
    except pikepdf.PdfError as error:
        raise SignatureRefused(NOT_A_PDF, type(error).__name__) from error
    return mended.getvalue()


def close_revision(revision: Revision) -> bytes:
    """The old bytes, untouched, and the new revision behind them."""
    output = BytesIO()
    revision.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()


def has_signature(reader: PdfFileReader) -> bool:
    """Asks the form alone: parsing signatures to count them costs up to 150 ms."""
    return next(enumerate_sig_fields(reader, filled_status=True), None) is not None
