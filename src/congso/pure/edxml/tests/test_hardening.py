"""Bytes that want to harm, and bytes that are nothing: refused with a code and a place, in little time and memory."""

import hashlib
import tracemalloc

import pytest

from congso.pure.edxml import REASONS, Limits, Unreadable, read, verify
from congso.pure.edxml.names import QCVN
from congso.pure.edxml.tests import samples
from congso.pure.edxml.tests.samples import attachment, b64, message

BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def refused(data: bytes, limits: Limits | None = None) -> tuple[str, str]:
    with pytest.raises(Unreadable) as error:
        read(data, limits=limits or Limits())
    assert error.value.code in REASONS
    assert error.value.code in str(error.value)
    return error.value.code, error.value.place


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "empty", ""), (b" \n\x00", "empty", ""), (b"\xef\xbb\xbf", "empty", ""),
        (b"PK\x03\x04", "not_xml", "line 1, column 1"), (b"{}", "not_xml", "line 1, column 1"),
        (b"<html></html>", "not_edxml", "html"), (b"<a:b/>", "not_edxml", "b"),
        (f'<edXML xmlns="{QCVN}"/>'.encode(), "no_header", "edXML"),
        (b"<", "not_well_formed", "line 1, column 2"), (b"<?xml version='1.0'?>", "not_well_formed", "line 1, column 22"),
        (b"<edXML>\n<a></edXML>", "not_well_formed", "line 2, column 12"),
        (b"<edXML>\n" + b"x" * 5000 + b"\n<a></edXML>", "not_well_formed", "line 3"),
        (b"<edXML>&nbsp;</edXML>", "not_well_formed", "line 1, column 14"),
        (b"<edXML>\xff</edXML>", "not_well_formed", "line 1, column 8"),
        (b"<edXML>" * 300, "not_well_formed", "line 1, column 1799"),
        (b"rubbish\n\n<edXML>\n<a></edXML>", "not_well_formed", "line 4, column 12"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "encoding", "line 1"),
        (b"\xff\xfe<\x00a", "encoding", ""),
        (f"<?xml version='1.0'?>\n<!-- x -->\n{BOMB}<edXML>&b;</edXML>".encode(), "doctype", "line 3"),
        (f"{XXE}<edXML>&x;</edXML>".encode(), "doctype", "line 1"),
        ((XXE + "<edXML>&x;</edXML>").encode("utf-16"), "doctype", "line 1"),
        (b"<?xml <edXML/>", "not_well_formed", "line 1, column 7"), (b"<!-- <edXML/>", "not_well_formed", "line 1, column 14"),
        (message().replace(b"<edXML:MessageHeader>", b"<edXML:Other>").replace(b"</edXML:MessageHeader>", b"</edXML:Other>"), "no_header", "edXML"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(data: bytes, code: str, place: str) -> None:
    assert refused(data) == (code, place)


def test_a_hash_that_was_promised() -> None:
    data = message()
    right = hashlib.sha256(data).hexdigest()
    assert read(data, sha256=f" {right.upper()} ") == read(data)
    with pytest.raises(Unreadable) as error:
        read(data + b" ", sha256=right)
    assert error.value.code == "hash_differs"


def test_bytes_that_are_not_utf8_in_a_long_text() -> None:
    data = samples.with_field("<edXML:Content>" + "a" * 5000 + "</edXML:Content>")
    broken = data.replace(b"aaa</edXML:Content>", b"\xff\xfea</edXML:Content>")
    assert refused(broken)[0] == "encoding"


def test_limits_of_size_and_markup() -> None:
    data = message()
    assert refused(data, Limits(message=100)) == ("too_large", "")
    assert refused(data, Limits(markup=500)) == ("too_much_markup", "")
    assert refused(data, Limits(tags=20)) == ("too_much_markup", "")
    assert refused(samples.multipart(("", data)), Limits(message=100)) == ("too_large", "")
    deep = message(attachments=attachment(b64(b"%PDF-" + bytes(60_000))))
    assert read(deep, limits=Limits(markup=8000)).attachments[0].size == 60_005


def test_a_large_attachment_costs_itself_and_no_second_copy() -> None:
    content = bytes(range(256)) * 40_000
    data = message(attachments=attachment(b64(content)))
    tracemalloc.start()
    try:
        found = read(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.attachments[0].content == content
    assert peak < len(content) * 1.6


def test_many_receivers_and_many_strange_elements_take_no_square_of_time() -> None:
    receivers = "".join(samples.PARTY.format("To", f"H99.{index}", "Xã") for index in range(800))
    found = read(message(samples.SENDER + receivers + samples.FIELDS))
    assert len(found.header.receivers) == 800
    strange = "<edXML:Extra/>" * 3_000
    assert len(read(samples.with_field(strange)).notes) == 1


def test_a_foreign_thing_between_the_tags_is_no_text_to_cut() -> None:
    comment = "<!-- " + "c" * 5000 + " -->"
    instruction = "<?do " + "c" * 5000 + "?>"
    data = samples.with_field(f'{comment}{instruction}<edXML:Extra x=">{"d" * 5000}">y</edXML:Extra>')
    assert read(data) == read(message())


def test_a_verified_message_is_held_to_the_same_limits() -> None:
    with pytest.raises(Unreadable):
        verify(message(), limits=Limits(message=100))
