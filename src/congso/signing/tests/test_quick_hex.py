"""The quick reader of hexadecimal strings reads what the slow one reads, and stops where it stops."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError

from congso.signing.checking import quick_hex


@pytest.mark.parametrize(
    "text",
    [b"<>", b"<48>", b"<4 8\n69>", b"<486>", b"<" + b"00ff" * 9000 + b">", b"<48\x0069>", b"<FEFF00e1>"],
)
def test_both_read_the_same(text: bytes) -> None:
    quick, slow = BytesIO(text + b" /Next"), BytesIO(text + b" /Next")
    assert quick_hex.read_hex_string(quick) == quick_hex._slow(slow)
    assert quick.tell() == slow.tell() == len(text)


@pytest.mark.parametrize("text", [b"<4", b"<4g>", b"<"])
def test_both_refuse_the_same(text: bytes) -> None:
    for read in (quick_hex.read_hex_string, quick_hex._slow):
        with pytest.raises((PdfReadError, ValueError)):
            read(BytesIO(text))


def test_it_is_in_place() -> None:
    assert generic.read_hex_string_from_stream is quick_hex.read_hex_string
