"""Files made once per test run, and ways to spoil them."""

import re
import subprocess
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from congso.signing import demo_images, samples
from congso.signing.demo_ca import Algorithm
from congso.signing.pades import forms
from congso.signing.pades.signing import Hand, fill_and_seal, issue_values, sign_personal
from congso.signing.pades.writing import close_revision, open_revision

DAY = date(2026, 11, 17)
_PDFSIG = re.compile(
    r"Field Name: (\S+).*?(Total|Not total) document signed.*?Validation: (.*?)\n", re.DOTALL
)


@cache
def prepared() -> bytes:
    return forms.prepare_form(samples.unsigned_page(), samples.boxes())


def personal_hand(algorithm: Algorithm = "p256") -> Hand:
    return Hand(samples.person(algorithm), samples.MOMENT, demo_images.signature_png("Trần Thị Bình"))


def seal_hand() -> Hand:
    return Hand(samples.agency(), samples.MOMENT, demo_images.seal_png("Ủy ban nhân dân", "tỉnh Mẫu"))


@cache
def signed() -> bytes:
    return sign_personal(prepared(), personal_hand())


@cache
def issued() -> bytes:
    return fill_and_seal(signed(), seal_hand(), number="05", issued_on=DAY)


def with_number(pdf: bytes, number: str = "06") -> bytes:
    """Fills the form, allowed or not."""
    revision = open_revision(pdf)
    forms.fill(revision, issue_values(number, DAY))
    return close_revision(revision)


def with_stamp_on_page(pdf: bytes) -> bytes:
    """What careless software does: the number is written into the page after the person signed."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    stamp = generic.StreamObject(stream_data=b"q 0 0 0 rg 110 740 20 10 re f Q")
    writer.add_stream_to_page(0, writer.add_object(stamp))
    return _written(writer)


def with_other_content(pdf: bytes) -> bytes:
    """A shadow: the page's own content is replaced by an appended object of the same number."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    contents = page["/Contents"]
    content = contents[0].get_object() if isinstance(contents, generic.ArrayObject) else contents
    content._data = content.data + b" q 1 0 0 rg 200 400 90 20 re f Q"
    content._encoded_data = None
    writer.mark_update(content.container_ref)
    return _written(writer)


def with_note(pdf: bytes) -> bytes:
    """A free-text annotation laid over the page."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    page = writer.find_page_for_modification(0)[0]
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (100, 700, 200, 720))),
            pdf_name("/Contents"): generic.pdf_string("06"),
            pdf_name("/DA"): generic.pdf_string("/Helv 12 Tf"),
        }
    )
    writer.register_annotation(page, writer.add_object(note))
    return _written(writer)


def with_flipped_byte(pdf: bytes) -> bytes:
    """One byte of the first revision, inside a stream."""
    spot = pdf.index(b"stream") + 40
    return pdf[:spot] + bytes([pdf[spot] ^ 1]) + pdf[spot + 1 :]


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def pdfsig(pdf: bytes, folder: Path) -> list[tuple[str, bool, bool]]:
    """Field, whether the whole file is covered, whether valid: as poppler sees it."""
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False)
    return [
        (field, covered == "Total", said == "Signature is Valid.")
        for field, covered, said in _PDFSIG.findall(done.stdout)
    ]
