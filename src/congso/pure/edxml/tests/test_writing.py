"""What is written is read back as it was, in the order and spelling that receivers expect."""

import dataclasses
import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from congso.pure.edxml import (
    Attachment,
    Business,
    Header,
    Message,
    NotWritable,
    Party,
    Status,
    deviations,
    read,
    write,
    write_pieces,
)
from congso.pure.edxml.tests import samples, strategies
from congso.pure.tests.real import real_input


@settings(max_examples=25)
@given(strategies.messages)
def test_reading_gives_back_what_was_written(message: Message) -> None:
    comes_back(message)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.messages)
def test_reading_gives_back_a_thousand_messages(message: Message) -> None:
    comes_back(message)


def comes_back(message: Message) -> None:
    data = write(message)
    found = read(data)
    assert found == message
    assert write(found) == data
    assert {one.code for one in deviations(found)} <= {
        "missing", "too_long", "unknown_value", "duplicate_receiver", "attachment_missing", "attachment_empty", "type_lies",
        "zip_damaged", "zip_entries",
    }  # fmt: skip


@settings(max_examples=15)
@given(strategies.messages)
def test_what_is_written_is_canonical(message: Message) -> None:
    data = write(message)
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    declaration, _, rest = data.partition(b"\n")
    assert declaration == b'<?xml version="1.0" encoding="UTF-8"?>'
    assert etree.tostring(root, method="c14n") == rest


def test_reading_then_writing_a_vendors_message_settles() -> None:
    for data in (
        samples.DOTNET,
        samples.message(),
        samples.status(),
        samples.multipart(("", samples.soap())),
    ):
        once = write(read(data))
        assert read(once) == read(data)
        assert write(read(once)) == once


def test_order_and_spelling_are_vnpts() -> None:
    data = write(read(samples.DOTNET)).decode()
    names = re.findall(r"<edXML:(\w+)[> ]", data)
    at = [names.index(name) for name in ("From", "To", "DocumentId", "Code", "PromulgationInfo", "DocumentType", "Type",
          "TypeDetail", "TypeName", "Subject", "OtherInfo", "SteeringType", "ToPlaces", "TraceHeaderList", "TraceHeader",
          "Bussiness", "BussinessDocType", "BussinessDocReason", "Paper", "edXMLBody", "Reference")]  # fmt: skip
    assert at == sorted(at)
    assert "<edXML:PromulgationDate>2026/03/05</edXML:PromulgationDate>" in data
    assert "<edXML:Timestamp>2026/03/05 08:15:00</edXML:Timestamp>" in data
    assert "<edXML:ContentId>cid:a1</edXML:ContentId>" in data
    assert "DueDate" not in data
    assert data.index("</edXML:edXMLEnvelope>") < data.index("<AttachmentEncoded><Attachment><ContentId>")


def test_a_status_has_no_body_and_a_recall_an_empty_one() -> None:
    assert b"edXMLBody" not in write(read(samples.status()))
    recall = Message(Header(sender=Party("A")), Business(1))
    assert b'<edXML:edXMLManifest version="1.0"></edXML:edXMLManifest>' in write(recall)
    assert b"AttachmentEncoded" not in write(recall)
    with_file = Message(
        Header(sender=Party("A")),
        status=Status(code="02"),
        attachments=(Attachment("1", "a.pdf", samples.PDF),),
    )
    assert read(write(with_file)).attachments == with_file.attachments


def test_texts_that_xml_cannot_carry_lose_only_that() -> None:
    header = Header(
        sender=Party("A"), subject="Báo\x0b cáo\x00 \ud800<&>\r\nHai\r", promulgation_date=date(2026, 3, 5)
    )
    assert read(write(Message(header))).header.subject == "Báo cáo <&>\nHai"


def test_moments_are_written_in_vietnam() -> None:
    message = Message(
        Header(sender=Party("A")), status=Status(code="01", timestamp=datetime(2026, 3, 5, 20, tzinfo=UTC))
    )
    assert b"2026/03/06 03:00:00" in write(message)


def test_an_attachment_without_an_id_gets_its_position() -> None:
    message = Message(Header(sender=Party("A")), attachments=(Attachment("", "a.pdf", samples.PDF),))
    assert [one.content_id for one in read(write(message)).attachments] == ["1"]


def test_an_unknown_act_does_not_leave() -> None:
    with pytest.raises(NotWritable):
        write(Message(Header(sender=Party("A")), Business(7)))


def test_pieces_are_small() -> None:
    big = Attachment("1", "a.pdf", b"%PDF" + bytes(5_000_000))
    message = dataclasses.replace(read(samples.message()), attachments=(big,))
    sizes = [len(piece) for piece in write_pieces(message)]
    assert max(sizes) <= 1 << 20
    assert sum(sizes) == len(write(message))


@pytest.mark.real_input
def test_composed_messages_come_through() -> None:
    for path in sorted((real_input() / "edxml").glob("*.xml")):
        found = read(path.read_bytes())
        assert read(write(found)) == found
