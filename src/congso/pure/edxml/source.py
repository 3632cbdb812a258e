"""From bytes to a tree that can be trusted not to bite.

Long texts (attachments) are cut out before the parser sees them and read straight from the bytes that came: libxml2 gets a few
kilobytes, a 100 MB message costs no second copy, and the parser's own limits stay on. A document type is refused, so that there
are no entities; the encoding is made UTF-8 first, so that nothing hides in another one.
"""

import contextlib
import re
import secrets
from dataclasses import dataclass
from typing import Final

from lxml import etree

from congso.pure.edxml.errors import Limits, Unreadable

_LONG: Final = 4096
_GARBAGE_LIMIT: Final = 65_536
_SPACE: Final = b" \t\r\n"
_NEWLINE: Final = b"\n"
_WHITE: Final = re.compile(rb"[ \t\r\n]*")
_ROOT: Final = re.compile(
    rb"<(?:\?xml[\s?]|(?:[\w.-]+:)?(?:edXML|edXMLEnvelope|Envelope)[\s>/])", re.IGNORECASE
)
_TAG: Final = re.compile(rb"<[^\s<>/!?=\"']+(?:\s+[^\s<>/=\"']+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*>")
_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_BOMS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CHARSETS: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8", "utf-16": "utf-16",
    "iso-8859-1": "iso-8859-1", "windows-1252": "windows-1252", "windows-1258": "windows-1258",
}  # fmt: skip
_UNBOUND: Final = {
    etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE,
    etree.ErrorTypes.NS_ERR_XML_NAMESPACE,
    etree.ErrorTypes.WAR_NS_URI,
    etree.ErrorTypes.WAR_NS_URI_RELATIVE,
}


@dataclass(frozen=True, slots=True)
class Source:
    """UTF-8 bytes, the parsed tree of what is short in them, and where the long texts lie.

    `cuts[i]` are start and end in `data` of the text that `token:i;` stands for in the tree.
    """

    data: bytes
    root: etree._Element
    token: str
    cuts: tuple[tuple[int, int], ...]
    notes: tuple[tuple[str, str], ...]  # deviations of the bytes: code, what stood there
    line_offset: int


def open_source(data: bytes, limits: Limits) -> Source:
    """Raises Unreadable: empty, too_large, not_xml, encoding, doctype, too_much_markup, not_well_formed."""
    if len(data) > limits.message:
        raise Unreadable("too_large", "", f"{len(data)} bytes, at most {limits.message}")
    notes: list[tuple[str, str]] = []
    text = _utf8(_from_start(data, notes), notes)
    _refuse_document_type(text)
    token = f"cut-{secrets.token_hex(8)}"
    skeleton, cuts = _without_long_texts(text, token)
    if len(skeleton) > limits.markup or skeleton.count(b"<") > limits.tags:
        raise Unreadable("too_much_markup", "", f"{len(skeleton)} bytes besides attachments")
    offset = data[: len(data) - len(text)].count(b"\n") if notes and notes[0][0] == "leading_garbage" else 0
    root = _parse(skeleton, notes, offset, columns=not cuts)
    return Source(text, root, token, cuts, tuple(notes), offset)


def starts_as_xml(data: bytes) -> bool:
    return data[:200].lstrip(b"\xef\xbb\xbf" + _SPACE).startswith(b"<") or data.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    )


def _from_start(data: bytes, notes: list[tuple[str, str]]) -> bytes:
    """Without what stands before the message and the padding behind it."""
    if not data.strip(_SPACE + b"\x00\xef\xbb\xbf"):
        raise Unreadable("empty")
    if starts_as_xml(data):
        return data.lstrip(_SPACE).removeprefix(b"\xef\xbb\xbf").lstrip(_SPACE)
    found = _ROOT.search(data, 0, _GARBAGE_LIMIT)
    if found is None:
        raise Unreadable("not_xml", "line 1, column 1", repr(data[:16]))
    notes.append(("leading_garbage", repr(data[: min(found.start(), 20)])))
    return data[found.start() :]


def _utf8(data: bytes, notes: list[tuple[str, str]]) -> bytes:
    """The same text in UTF-8. A declaration is a claim: what the bytes are decides."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _recode(data[2:], name)
    declared = _DECLARED.match(data)
    claim = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    charset = _CHARSETS.get(claim)
    if charset is None:
        raise Unreadable("encoding", "line 1", claim)
    if charset == "utf-16":
        notes.append(("encoding_lies", claim))
        return data
    return data if charset == "utf-8" else _recode(data, charset)


def _recode(data: bytes, charset: str) -> bytes:
    try:
        return data.decode(charset).encode("utf-8")
    except UnicodeError as error:
        raise Unreadable("encoding", "", f"{charset}: {error}") from error


def _refuse_document_type(text: bytes) -> None:
    """It may stand only before the first element, among declarations and comments."""
    at = 0
    while at >= 0:
        at = next(_WHITE.finditer(text, at)).end()
        if text.startswith(b"<?", at):
            at = _behind(text, b"?>", at)
        elif text.startswith(b"<!--", at):
            at = _behind(text, b"-->", at)
        elif text.startswith(b"<!", at):
            raise Unreadable("doctype", f"line {text.count(_NEWLINE, 0, at) + 1}")
        else:
            return


def _behind(text: bytes, end: bytes, at: int) -> int:
    found = text.find(end, at)
    return found + len(end) if found >= 0 else -1


def _without_long_texts(data: bytes, token: str) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    """Markup with a token and the same line breaks in place of each long text; texts with references stay."""
    pieces: list[bytes] = []
    cuts: list[tuple[int, int]] = []
    done = at = 0
    while at >= 0:
        following = data.find(b"<", at + 1)
        if following - at > _LONG:
            start, end = _text_span(data, at, following)
            if end - start > _LONG and data.find(b"&", start, end) < 0:
                lines = b"\n" * data.count(b"\n", start, end)
                pieces += [data[done:start], f"{token}:{len(cuts)};".encode(), lines]
                cuts.append((start, end))
                done = end
        at = following
    pieces.append(data[done:].rstrip(b"\x00" + _SPACE))
    return b"".join(pieces), tuple(cuts)


def _text_span(data: bytes, at: int, following: int) -> tuple[int, int]:
    """Start and end of the text between the tag that begins at `at` and the next one; nothing for comments and the like."""
    if data.startswith(b"<![CDATA[", at):
        end = data.find(b"]]>", at, following)
        return at + 9, end
    tag = _TAG.match(data, at, following)
    return (tag.end(), following) if tag else (0, 0)


def _parse(skeleton: bytes, notes: list[tuple[str, str]], offset: int, *, columns: bool) -> etree._Element:
    """A strict reading that forgives two things only: a prefix nobody declared, and rubbish behind the end."""
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    root: etree._Element | None = None
    with contextlib.suppress(etree.XMLSyntaxError):  # the log says the same
        root = etree.fromstring(skeleton, parser)
    refused = None
    for entry in parser.error_log:
        if entry.type in _UNBOUND:
            notes.append(("unbound_prefix", entry.message.strip()))
        elif entry.type == etree.ErrorTypes.ERR_DOCUMENT_END and root is not None:
            notes.append(("trailing_garbage", ""))
        else:
            refused = refused or entry
    if root is None or refused is not None:
        place = _line(refused.line, refused.column, offset, columns) if refused else "line 1"
        raise Unreadable("not_well_formed", place, refused.message if refused else "")
    return root


def _line(line: int, column: int, offset: int, columns: bool) -> str:
    """With attachments cut out the column would not be that of the file, so only the line is told."""
    return f"line {line + offset}" + (f", column {column}" if columns and column else "")
