"""Real shapes, broken at random: every outcome is a message or a reason, never another error."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from congso.pure.edxml import REASONS, Message, NotWritable, Unreadable, deviations, read, verify, write
from congso.pure.edxml.tests import samples
from congso.pure.edxml.tests.test_signature import KEYS
from congso.pure.tests.real import real_input

SEEDS = (
    samples.message(), samples.DOTNET, samples.status(), samples.soap(),
    samples.message(attachments=samples.attachment(samples.b64(samples.zipped(("x.txt", b"y"))), name="a.txt")),
    samples.multipart(("Content-Type: text/xml", samples.soap()), ("Content-ID: <7>", samples.PDF)),
    write(read(samples.message()), KEYS["ecdsa"]),
    samples.with_field("<edXML:Content>" + "a" * 5000 + "</edXML:Content>"),
)  # fmt: skip
SNIPPETS = (
    b"<", b">", b"&", b"&#0;", b"&x;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?", b"\x00", b"\xff", b"=", b"PK\x03\x04", b"cid:", b"xmlns=",
    b'xmlns:edXML="x"', b"<!DOCTYPE a>", b"\xff\xfe", b"--Boundary", b"\r\n", b"0001/01/01", b"99999999999999", b"edXML:", b" ",
)  # fmt: skip
pieces = st.binary(max_size=8) | st.sampled_from(SNIPPETS)


@st.composite
def broken(draw: st.DrawFn, seeds: tuple[bytes, ...] = SEEDS) -> bytes:
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40) | st.just(len(data)))
        insert = draw(pieces | st.just(data[start : start + length] * 2))
        data = data[:start] + insert + data[start + length :]
    return data


def settles(data: bytes) -> None:
    try:
        found: Message = read(data)
    except Unreadable as error:
        has_a_reason(error)
        return
    deviations(found)
    verify_or_refuse(data)
    try:
        again = read(write(found))
    except NotWritable:
        return
    assert again.kind == found.kind
    assert [one.content for one in again.attachments] == [one.content for one in found.attachments]
    assert again.header.subject == found.header.subject


def has_a_reason(error: Unreadable) -> None:
    assert error.code in REASONS


def verify_or_refuse(data: bytes) -> None:
    try:
        assert verify(data).state
    except Unreadable as error:
        has_a_reason(error)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(broken())
@example(b"--Boundary\r\n\r\n<")
def test_broken_messages(data: bytes) -> None:
    settles(data)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    settles(data)


@pytest.mark.slow
@pytest.mark.real_input
@settings(
    max_examples=3000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
@given(st.data())
def test_broken_composed_messages(data: st.DataObject) -> None:
    seeds = tuple(path.read_bytes() for path in sorted((real_input() / "edxml").glob("*.xml")))
    settles(data.draw(broken(seeds)))
