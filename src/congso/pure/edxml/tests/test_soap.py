"""The generation of 2012–2015: a SOAP envelope alone, with files inline, and as MIME."""

import base64
import quopri

import pytest

from congso.pure.edxml import Generation, Kind, Limits, Unreadable, deviations, read
from congso.pure.edxml.tests.samples import PDF, b64, multipart, soap

XML = "Content-Type: text/xml; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-ID:<Start>"
FILE = "Content-Type: application/pdf; name=15.pdf\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <7>"


def test_an_envelope_alone() -> None:
    found = read(soap())
    assert (found.generation, found.kind) == (Generation.SOAP, Kind.NEW)
    assert str(found.header.code) == "15/BC"
    assert found.header.promulgation_date is not None
    assert [one.organ_id for one in found.traces] == ["000.00.14.H99"]
    [file] = found.attachments
    assert (file.name, file.content_id, file.content) == ("15.pdf", "7", None)
    assert deviations(found)[0].code == "old_generation"


def test_a_header_of_another_name_and_a_status() -> None:
    other = soap().replace(b"edXML:MessageHeader>", b"edXML:edXMLMessageHeader>")
    assert read(other).header == read(soap()).header
    status = soap().replace(b"edXML:MessageHeader>", b"edXML:Status>").replace(
        b"<edXML:Subject>", b"<edXML:StatusCode>01</edXML:StatusCode><edXML:Subject>")  # fmt: skip
    assert read(status).kind is Kind.STATUS


@pytest.mark.parametrize(
    "lead", ["", 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="Boundary"\r\n\r\n', "\r\n"]
)
def test_files_as_parts(lead: str) -> None:
    data = lead.encode() + multipart((XML, soap()), (FILE, b64(PDF).encode()))
    found = read(data)
    assert [(one.name, one.content) for one in found.attachments] == [("15.pdf", PDF)]


@pytest.mark.parametrize(
    ("encoding", "body"), [("binary", PDF), ("8bit", PDF), ("quoted-printable", quopri.encodestring(PDF))]
)
def test_encodings_of_a_part(encoding: str, body: bytes) -> None:
    head = f"Content-Type: application/pdf\r\nContent-Transfer-Encoding: {encoding}\r\nContent-ID: <7>"
    assert read(multipart((XML, soap()), (head, body))).attachments[0].content == PDF


def test_the_envelope_need_not_come_first_and_ends_may_be_missing() -> None:
    swapped = multipart((FILE, b64(PDF).encode()), (XML, soap()))
    assert read(swapped).attachments[0].content == PDF
    cut = multipart((XML, soap()), (FILE, b64(PDF).encode())).removesuffix(b"\r\n--Boundary--\r\n")
    assert read(cut).attachments[0].content == PDF
    unix = multipart((XML, soap()), (FILE, b64(PDF).encode())).replace(b"\r\n", b"\n")
    assert read(unix).attachments[0].content == PDF
    no_headers = b"--B\r\n" + soap() + b"\r\n--B--"
    assert read(no_headers).header.subject == "Báo cáo"


def test_files_inline() -> None:
    inline = (
        '<edXML:AllDocument><edXML:Document><edXML:Attach><edXML:Attachment Content-Type="application/pdf"><name>15.pdf</name>'
        f"<value>{b64(PDF)}</value></edXML:Attachment></edXML:Attach></edXML:Document></edXML:AllDocument>"
    )
    assert read(soap(inline)).attachments[0].content == PDF
    other = f"<SOAP-ENV:Attachments><ContentID>7</ContentID><Value>{b64(PDF)}</Value></SOAP-ENV:Attachments>"
    assert [(one.name, one.content) for one in read(soap(other)).attachments] == [("15.pdf", PDF)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Content-Type: text/plain\r\n\r\nxin", "mime"), (b"MIME-Version: 1.0", "mime"), (b"--B\r\n\r\nxin\r\n--B--", "mime"),
        (multipart((XML, soap()), (FILE, b"***")), "base64"), (multipart((XML, b"<a>")), "not_well_formed"), (b"--B", "mime"),
        (multipart(*[(FILE, b"")] * 6), "too_many_attachments"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data, limits=Limits(attachments=3))
    assert refused.value.code == code


def test_a_part_whose_name_cannot_be_told_has_none() -> None:
    head = "Content-Type: application/pdf; name*=unknown-8bit-x''%FF\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <9>"
    found = read(multipart((XML, soap()), (head, base64.b64encode(PDF))))
    assert found.attachments[-1].content == PDF
