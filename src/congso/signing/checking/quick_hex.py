"""pyHanko 0.38 reads a hexadecimal string letter by letter; the contents of a signature are 7,000 to 50,000 of them.

A third of the time that a check takes goes with that. `install` puts a reader in its place that takes strings whole and
leaves everything unusual to the old one, so that what is accepted stays the same.
"""

import binascii
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from pyhanko.pdf_utils import generic

_PIECE: Final = 1 << 13
_slow: Final[Callable[[BinaryIO], Any]] = generic.read_hex_string_from_stream


def read_hex_string(stream: BinaryIO) -> Any:
    """From "<" to behind ">"."""
    start = stream.tell()
    digits = _digits(stream)
    if digits is not None:
        try:
            return generic.pdf_string(binascii.unhexlify(digits + b"0" * (len(digits) % 2)))
        except ValueError:
            pass  # something else than digits and white space
    stream.seek(start)
    return _slow(stream)


def _digits(stream: BinaryIO) -> bytes | None:
    """What stands between the brackets without its white space; None when the file ends before."""
    stream.read(1)
    pieces: list[bytes] = []
    while piece := stream.read(_PIECE):
        inside, closed, rest = piece.partition(b">")
        pieces.append(inside)
        if closed:
            stream.seek(-len(rest), 1)
            return b"".join(b"".join(pieces).split())
    return None


def install() -> None:
    generic.read_hex_string_from_stream = read_hex_string
