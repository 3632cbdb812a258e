"""Base64 of attachments, decoded piece by piece: never a second copy of the text, and nothing silently skipped."""

import binascii
import io
from collections.abc import Iterator
from typing import Final

from congso.pure.edxml.errors import Unreadable

_WHITE: Final = b" \t\r\n"
_BREAKS: Final = (b"\n", b"\r", b" ", b"\t")
_PIECE: Final = 1 << 20
_OUT: Final = 3 << 18  # a multiple of three: the pieces join without padding between them


def decode(data: bytes, start: int, end: int, place: str) -> tuple[bytes, str]:
    """Bytes of `data[start:end]`, and what was forgiven: empty, `base64_padding`, or `base64_prefix` (a data: address).

    Raises Unreadable base64 for foreign characters, data after the padding, or half a byte.
    """
    forgiven = ""
    comma = data.find(b",", start, min(end, start + 200))
    if comma >= 0 and data[start:comma].lstrip().startswith(b"data:"):
        start, forgiven = comma + 1, "base64_prefix"
    output = io.BytesIO()
    rest = b""
    ended = False
    for at in range(start, end, _PIECE):
        text = rest + _bare(data[at : min(at + _PIECE, end)])
        whole = len(text) & ~3
        if ended and text:
            raise Unreadable("base64", place, "data after the padding")
        rest = text[whole:]
        output.write(_bytes(text[:whole], place))
        ended = text[:whole].endswith(b"=")
    if rest:
        if ended or len(rest) == 1 or b"=" in rest[:2]:
            raise Unreadable("base64", place, "half a byte at the end")
        output.write(_bytes(rest.rstrip(b"=") + b"=" * (4 - len(rest.rstrip(b"="))), place))
        forgiven = forgiven or "base64_padding"
    return output.getvalue(), forgiven


def _bare(piece: bytes) -> bytes:
    """Without line breaks; four searches cost less than making the copy that is seldom needed."""
    return piece.translate(None, _WHITE) if any(sign in piece for sign in _BREAKS) else piece


def _bytes(text: bytes, place: str) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except binascii.Error as error:
        raise Unreadable("base64", place, str(error)) from error


def encode(content: bytes) -> Iterator[bytes]:
    """Base64 in pieces of a megabyte, without line breaks."""
    for at in range(0, len(content), _OUT):
        yield binascii.b2a_base64(content[at : at + _OUT], newline=False)
