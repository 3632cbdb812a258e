"""What vendors send, read into the same values; each departure from the norm named."""

import dataclasses
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from congso.pure import edxml
from congso.pure.edxml import (
    VIETNAM,
    Code,
    Generation,
    Kind,
    Party,
    ReceiverChange,
    ReceiverLine,
    Replacement,
    deviations,
    read,
)
from congso.pure.edxml.tests import samples
from congso.pure.edxml.values import Business, Message
from congso.pure.tests.real import real_input


def codes(data: bytes) -> list[str]:
    return [one.code for one in deviations(read(data))]


def test_a_new_document_by_the_norm() -> None:
    found = read(samples.message())
    assert (found.kind, found.generation, found.signature) == (Kind.NEW, Generation.QCVN_102, None)
    assert found.header.sender == Party("000.00.14.H99", name="Sở Khoa học và Công nghệ tỉnh Mẫu")
    assert [one.organ_id for one in found.header.receivers] == ["000.00.00.H99"]
    assert found.header.code == Code("15", "BC-SKHCN")
    assert str(found.header.code) == "15/BC-SKHCN"
    assert found.header.promulgation_date == date(2026, 3, 5)
    assert found.concerned_document_id == "000.00.14.H99,2026/03/05,15/BC-SKHCN"
    [file] = found.attachments
    assert (file.name, file.content, file.content_type, file.size) == (
        "15-BC.pdf", samples.PDF, "application/pdf", len(samples.PDF),
    )  # fmt: skip
    assert len(file.sha256) == 64
    assert deviations(found) == ()


def test_another_library_says_the_same() -> None:
    found = read(samples.DOTNET)
    assert found.header.sender.organ_id == "H99.14"
    assert found.header.document_id == "H99.14,2026/03/05,15/BC-SM"
    assert found.header.promulgation_date == date(2026, 3, 5)
    assert found.header.due_date is None
    assert found.header.responses == ()
    assert (found.header.other.priority, found.header.other.direction) == (0, True)
    assert found.business == Business(0, "Mới", paper=3)
    assert found.traces[0].timestamp == datetime(2026, 3, 5, 8, 15, tzinfo=VIETNAM)
    assert found.attachments[0].content == samples.PDF
    assert {one.code for one in deviations(found)} == {
        "empty_block", "order", "spelling", "unknown_element", "cid", "date_form", "date_unreadable", "priority",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<edXML:Subject>Hai</edXML:Subject>", "duplicate_element"),
        ("<edXML:Extra>x</edXML:Extra>", "unknown_element"),
        ('<x:Extra xmlns:x="urn:x">x</x:Extra>', "foreign_element"),
        ("<edXML:ToPlaces/>", "empty_block"),
        ("<edXML:DueDate>20/03/2026</edXML:DueDate>", "date_form"),
        ("<edXML:DueDate>hôm nay</edXML:DueDate>", "date_unreadable"),
        ("<edXML:SteeringType>hai</edXML:SteeringType>", "number_unreadable"),
        ("<edXML:SteeringType>9</edXML:SteeringType>", "unknown_value"),
        ("<edXML:OtherInfo><edXML:Direction>có</edXML:Direction></edXML:OtherInfo>", "flag_unreadable"),
        ("<edXML:OtherInfo><edXML:Priority>7</edXML:Priority></edXML:OtherInfo>", "unknown_value"),
        (f"<edXML:Content>{'x' * 501}</edXML:Content>", "too_long"),
        (f"<edXML:ToPlaces><edXML:Place>{'x' * 151}</edXML:Place></edXML:ToPlaces>", "too_long"),
        (samples.RECEIVER, "duplicate_receiver"),
        ("<edXML:Signerlnfo><edXML:FullName>Trần Mẫu</edXML:FullName></edXML:Signerlnfo>", "spelling"),
    ],
)
def test_what_is_not_of_the_norm_is_read_and_named(xml: str, code: str) -> None:
    assert code in codes(samples.with_field(xml))


def test_an_unbound_prefix_a_wrong_namespace_and_a_bare_envelope() -> None:
    plain = samples.message()
    unbound = plain.replace(b"<edXML:Reference>", b'<edXML:Reference xlink:href="cid:1">')
    assert codes(unbound) == ["unbound_prefix"]
    scopeless = plain.replace(b'<edXML:ContentTransferEncoded xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">', b"<edXML:ContentTransferEncoded>")  # fmt: skip
    assert read(scopeless) == read(plain)
    invented = plain.replace(b"http://www.mic.gov.vn/TBT/QCVN_102_2016", b"http://www.go.vn/eDoc")
    assert codes(invented) == ["namespace"]
    start, end = plain.index(b"<edXML:edXMLEnvelope"), plain.index(b"<AttachmentEncoded>")
    bare = plain[start:end]
    assert (read(bare).header, codes(bare)[0]) == (read(plain).header, "root")


def test_bytes_around_a_message() -> None:
    plain = samples.message()
    assert codes(b"\x00\x01 1a2b\r\n" + plain) == ["leading_garbage"]
    assert codes(plain + b"\x00\x00 \n") == []
    assert codes(plain + b"--end--") == ["trailing_garbage"]
    assert codes(plain.replace(b'encoding="UTF-8"', b'encoding="utf-16"')) == ["encoding_lies"]
    text = plain.decode().replace('encoding="UTF-8"', 'encoding="utf-16"')
    assert read(text.encode("utf-16")) == read(plain)
    assert read(text.encode("utf-16-be").join([b"\xfe\xff", b""])) == read(plain)
    latin = plain.replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"').decode().encode("latin-1", "ignore")
    assert read(latin).header.code == Code("15", "BC-SKHCN")


def test_texts_are_composed_and_stripped_and_long_ones_whole() -> None:
    decomposed = "  Bao ca\u0301o\u200b  "
    assert (
        read(samples.with_field(f"<edXML:Content>{decomposed}</edXML:Content>")).header.content
        == "Bao cáo\u200b"
    )
    long = "Nội dung dài & rộng. " * 400
    escaped = long.replace("&", "&amp;")
    assert (
        read(samples.with_field(f"<edXML:Content>{escaped}</edXML:Content>")).header.content == long.strip()
    )
    plain = "Nội dung dài\n" * 1000
    assert read(samples.with_field(f"<edXML:Content>{plain}</edXML:Content>")).header.content == plain.strip()
    pretender = "cut-0123456789abcdef:0;"
    long = pretender + "a" * 5000
    assert read(samples.with_field(f"<edXML:Content>{long}</edXML:Content>")).header.content == long
    both = f"<edXML:Content>cut-0123456789abcdef:1;<![CDATA[{'b' * 5000}]]></edXML:Content>"
    assert read(samples.with_field(both)).header.content == "cut-0123456789abcdef:1;" + "b" * 5000


def test_what_a_document_answers_and_carries_besides() -> None:
    found = read(
        samples.with_field(
            "<edXML:ResponseFor><edXML:Code><edXML:CodeNumber>120</edXML:CodeNumber><edXML:CodeNotation>UBND</edXML:CodeNotation>"
            "</edXML:Code></edXML:ResponseFor><edXML:ResponseForTask><edXML:TaskCode>T1</edXML:TaskCode></edXML:ResponseForTask>"
            "<edXML:OtherInfo><edXML:ReplyFors><edXML:ReplyFor><edXML:Code>1</edXML:Code></edXML:ReplyFor><edXML:ReplyFor/>"
            "<edXML:ReplyFor>2</edXML:ReplyFor></edXML:ReplyFors><edXML:Appendixes><edXML:Appendix>Một</edXML:Appendix>"
            "<edXML:Appendix/></edXML:Appendixes></edXML:OtherInfo>"
        )
    )
    assert [one.code for one in found.header.responses] == ["120/UBND"]
    assert found.header.response_for_task == "T1"
    assert (found.header.other.reply_fors, found.header.other.appendixes) == (("1", "2"), ("Một",))


@pytest.mark.parametrize(
    ("code", "kind"),
    [("0", "new"), ("1", "recall"), ("2", "update"), ("3", "replace"), ("4", "unknown"), ("x", "unknown")],
)
def test_the_act(code: str, kind: str) -> None:
    data = samples.message(
        traces=f"<edXML:Bussiness><edXML:BussinessDocType>{code}</edXML:BussinessDocType></edXML:Bussiness>"
    )
    found = read(data)
    assert found.kind == kind
    wanted = {"update": "missing", "replace": "missing", "unknown": "unknown_value"}
    assert wanted.get(kind, "nothing") in [*codes(data), "nothing"]
    assert found.concerned_document_id == found.header.document_id


def test_an_act_that_says_what_it_concerns() -> None:
    found = read(
        samples.message(
            traces="<edXML:Bussiness><edXML:DocumentId>X</edXML:DocumentId><edXML:BussinessDocType>2</edXML:BussinessDocType>"
            "<edXML:BussinessDocumentInfo><edXML:DocumentInfo>1</edXML:DocumentInfo><edXML:DocumentReceiver>0</edXML:DocumentReceiver>"
            "<edXML:ReceiverList><edXML:Receiver><edXML:OrganId>A</edXML:OrganId><edXML:ReceiverType>0</edXML:ReceiverType></edXML:Receiver>"
            "<edXML:Receiver><edXML:OrganId>B</edXML:OrganId><edXML:ReceiverType>1</edXML:ReceiverType></edXML:Receiver>"
            "<edXML:Receiver><edXML:OrganId>C</edXML:OrganId></edXML:Receiver></edXML:ReceiverList></edXML:BussinessDocumentInfo>"
            "<edXML:ReplacementInfoList><edXML:ReplacementInfo><edXML:DocumentId>Y</edXML:DocumentId><edXML:OrganIdList>"
            "<edXML:OrganId>A</edXML:OrganId></edXML:OrganIdList></edXML:ReplacementInfo></edXML:ReplacementInfoList></edXML:Bussiness>"
        )
    )
    assert found.business is not None
    assert found.concerned_document_id == "X"
    assert (found.business.content_changed, found.business.receivers_changed) == (True, False)
    assert found.business.receiver_lines == (
        ReceiverLine("A", ReceiverChange.REMOVED), ReceiverLine("B", ReceiverChange.ADDED), ReceiverLine("C"),
    )  # fmt: skip
    assert found.business.replacements == (Replacement("Y", ("A",)),)
    assert deviations(found) == ()


def test_what_must_be_there() -> None:
    found = deviations(read(samples.message(SENDER_ONLY, traces="", references="", attachments="")))
    assert {one.path.rpartition("/")[2] for one in found if one.code == "missing"} == {
        "To", "DocumentId", "CodeNumber", "CodeNotation", "PromulgationDate", "TypeName", "Subject", "Bussiness", "Attachment",
    }  # fmt: skip
    without_type = samples.message(traces="<edXML:Bussiness><edXML:Paper>0</edXML:Paper></edXML:Bussiness>")
    assert [(one.code, one.path) for one in deviations(read(without_type))] == [
        ("missing", "TraceHeaderList/Bussiness/BussinessDocType")
    ]


SENDER_ONLY = samples.SENDER


def test_statuses() -> None:
    found = read(samples.status())
    assert (found.kind, found.business, found.attachments) == (Kind.STATUS, None, ())
    assert found.status is not None
    assert (found.status.code, found.status.staff.staff) == ("03", "Lê Thị Thử")
    assert found.status.timestamp == datetime(2026, 3, 5, 10, 12, 45, tzinfo=VIETNAM)
    assert found.concerned_document_id == "000.00.00.H99,2026/02/20,120/UBND"
    assert deviations(found) == ()
    assert codes(samples.status("3")) == ["status_form"]
    assert codes(samples.status("99")) == ["unknown_value"]
    bare = samples.status().replace(b"ResponseFor>", b"Nothing>")
    assert codes(bare) == ["unknown_element", "missing", "missing", "missing"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026/03/05 10:12:45", (2026, 3, 5, 10, 12, 45)), ("05/03/2026 10:12:45", (2026, 3, 5, 10, 12, 45)),
        ("2026-03-05T10:12:45.123", (2026, 3, 5, 10, 12, 45)), ("2026-03-05T20:00:00Z", (2026, 3, 6, 3, 0, 0)),
        ("2026-03-05T10:12:45+07:00", (2026, 3, 5, 10, 12, 45)), ("2026-03-05T10:12:45-0530", (2026, 3, 5, 22, 42, 45)),
        ("5-3-2026", (2026, 3, 5, 0, 0, 0)), ("5.3.2026 9:05", (2026, 3, 5, 9, 5, 0)), ("20260305", (2026, 3, 5, 0, 0, 0)),
        ("2026/13/05", None), ("2026/02/30", None), ("2026-03/05", None), ("0001/01/01", None), ("9999/12/31", None),
        ("２０２６/03/05", None), ("2026/03/05 25:00:00", None), ("9999-12-31T23:59:59-23:00", None),
    ],
)  # fmt: skip
def test_moments(text: str, moment: tuple[int, ...] | None) -> None:
    status = read(samples.status(stamp=text)).status
    assert status is not None
    assert status.timestamp == (datetime(*moment, tzinfo=VIETNAM) if moment else None)  # type: ignore[arg-type]


def test_a_signature_block_is_told_and_not_believed() -> None:
    dummy = read(samples.message(signature=samples.DUMMY_SIGNATURE.format("AQID")))
    assert dummy.signature is not None
    assert (dummy.signature.method, dummy.signature.digest_method) == ("urn:rsa", "urn:sha")
    assert (dummy.signature.subject, dummy.signature.certificate) == ("CN=Mẫu", b"\x01\x02\x03")
    assert not dummy.signature.is_xmldsig
    assert [one.code for one in deviations(dummy)] == ["signature_dummy"]
    broken = read(samples.message(signature=samples.DUMMY_SIGNATURE.format("A")))
    assert broken.signature is not None
    assert broken.signature.certificate == b""
    assert read(samples.message(signature="<Signature/>")).signature is None


def test_notes_take_no_part_in_comparison_and_are_bounded() -> None:
    found = read(samples.message())
    assert dataclasses.replace(found, notes=deviations(read(samples.DOTNET))) == found
    many = "".join(f"<edXML:Extra{index}/>" for index in range(300))
    assert len(read(samples.with_field(many)).notes) == 100
    repeated = "<edXML:Extra>x</edXML:Extra>" * 50
    assert [one.path for one in read(samples.with_field(repeated)).notes] == [
        "edXML/edXMLEnvelope/edXMLHeader/MessageHeader/Extra[1]"
    ]


def test_a_moment_of_another_zone_is_written_in_vietnam() -> None:
    found = read(samples.status(stamp="2026-03-05T20:00:00Z")).status
    assert found is not None
    assert found.timestamp == datetime(2026, 3, 5, 20, tzinfo=UTC)


@pytest.mark.real_input
@pytest.mark.parametrize(
    ("name", "kind", "files"),
    [
        ("new_document", "new", 2), ("recall_document", "recall", 0), ("replace_document", "replace", 2),
        ("update_document", "update", 2), ("status_cancellation", "status", 0), ("status_rejection", "status", 0),
        ("status_update", "status", 0),
    ],
)  # fmt: skip
def test_composed_messages(name: str, kind: str, files: int) -> None:
    found: Message = read((real_input() / "edxml" / f"{name}.xml").read_bytes())
    assert (found.kind, len(found.attachments)) == (kind, files)
    assert deviations(found) == ()
    assert all(file.content for file in found.attachments)
    if files:
        assert found.attachments[1].content is not None
        assert "Thôn" in found.attachments[1].content.decode() or found.attachments[1].size == 64


def test_every_code_in_the_sources_is_listed() -> None:
    """Faces word them by the list, so that none is met without a sentence."""
    sources = [path.read_text(encoding="utf-8") for path in Path(edxml.__file__).parent.glob("*.py")]
    named = {code for text in sources for code in re.findall(r'(?:notes\.add|Deviation)\(\s*"(\w+)"', text)}
    named |= {code for text in sources for code in re.findall(r'notes\.append\(\("(\w+)"', text)}
    reasons = {code for text in sources for code in re.findall(r'Unreadable\(\s*"(\w+)"', text)}
    built = {f"{kind}_{end}" for kind in ("date", "number", "flag") for end in ("unreadable", "form")}
    returned = {"zip_path", "zip_entries", "zip_damaged", "base64_prefix", "base64_padding"}
    assert named | returned <= edxml.DEVIATIONS
    assert named | returned | built >= edxml.DEVIATIONS
    assert reasons == edxml.REASONS
