"""Messages of invented agencies in the forms that vendors give them."""

import base64
import io
import zipfile

from congso.pure.edxml.names import E_DOC, QCVN, SOAP, XLINK

PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
TEXT = "Danh sách đơn vị\n".encode()


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def zipped(*entries: tuple[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return output.getvalue()


PARTY = "<edXML:{0}><edXML:OrganId>{1}</edXML:OrganId><edXML:OrganName>{2}</edXML:OrganName></edXML:{0}>"
SENDER = PARTY.format("From", "000.00.14.H99", "Sở Khoa học và Công nghệ tỉnh Mẫu")
RECEIVER = PARTY.format("To", "000.00.00.H99", "Ủy ban nhân dân tỉnh Mẫu")
REFERENCE = (
    "<edXML:Reference><edXML:ContentId>cid:1</edXML:ContentId><edXML:ContentType>application/pdf</edXML:ContentType>"
    "<edXML:AttachmentName>15-BC.pdf</edXML:AttachmentName></edXML:Reference>"
)
FIELDS = (
    "<edXML:DocumentId>000.00.14.H99,2026/03/05,15/BC-SKHCN</edXML:DocumentId>"
    "<edXML:Code><edXML:CodeNumber>15</edXML:CodeNumber><edXML:CodeNotation>BC-SKHCN</edXML:CodeNotation></edXML:Code>"
    "<edXML:PromulgationInfo><edXML:Place>Mẫu</edXML:Place>"
    "<edXML:PromulgationDate>2026/03/05</edXML:PromulgationDate></edXML:PromulgationInfo>"
    "<edXML:DocumentType><edXML:Type>14</edXML:Type><edXML:TypeName>Báo cáo</edXML:TypeName></edXML:DocumentType>"
    "<edXML:Subject>Báo cáo kết quả</edXML:Subject>"
)
BUSINESS = "<edXML:Bussiness><edXML:BussinessDocType>0</edXML:BussinessDocType></edXML:Bussiness>"


def attachment(
    content: str = b64(PDF), name: str = "15-BC.pdf", cid: str = "cid:1", kind: str = "application/pdf"
) -> str:
    return (
        f"<Attachment><ContentId>{cid}</ContentId><AttachmentName>{name}</AttachmentName><ContentType>{kind}</ContentType>"
        f'<edXML:ContentTransferEncoded xmlns:edXML="{QCVN}">{content}</edXML:ContentTransferEncoded></Attachment>'
    )


def message(
    header: str = SENDER + RECEIVER + FIELDS,
    *,
    traces: str = BUSINESS,
    references: str = REFERENCE,
    attachments: str | None = None,
    signature: str = "",
) -> bytes:
    """A new document as VNPT's library writes it; every argument replaces one region."""
    files = attachment() if attachments is None else attachments
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<edXML xmlns="{QCVN}">'
        f'<edXML:edXMLEnvelope xmlns:edXML="{QCVN}"><edXML:edXMLHeader>'
        f"<edXML:MessageHeader>{header}</edXML:MessageHeader>"
        f"<edXML:TraceHeaderList>{traces}</edXML:TraceHeaderList>{signature}</edXML:edXMLHeader>"
        f'<edXML:edXMLBody><edXML:edXMLManifest version="1.0">{references}</edXML:edXMLManifest></edXML:edXMLBody>'
        f"</edXML:edXMLEnvelope><AttachmentEncoded>{files}</AttachmentEncoded></edXML>"
    ).encode()


def with_field(xml: str) -> bytes:
    """One more element at the end of the header."""
    return message(SENDER + RECEIVER + FIELDS + xml)


def status(code: str = "03", more: str = "", stamp: str = "2026/03/05 10:12:45") -> bytes:
    header = (
        f"{SENDER}<edXML:ResponseFor><edXML:OrganId>000.00.00.H99</edXML:OrganId><edXML:Code>120/UBND</edXML:Code>"
        "<edXML:DocumentId>000.00.00.H99,2026/02/20,120/UBND</edXML:DocumentId></edXML:ResponseFor>"
        f"<edXML:StaffInfo><edXML:Staff>Lê Thị Thử</edXML:Staff></edXML:StaffInfo><edXML:StatusCode>{code}</edXML:StatusCode>"
        f"<edXML:Description>Đã tiếp nhận</edXML:Description><edXML:Timestamp>{stamp}</edXML:Timestamp>{more}"
    )
    return (
        f'<edXML xmlns="{QCVN}"><edXML:edXMLEnvelope xmlns:edXML="{QCVN}"><edXML:edXMLHeader>'
        f"<edXML:MessageHeader>{header}</edXML:MessageHeader></edXML:edXMLHeader></edXML:edXMLEnvelope></edXML>"
    ).encode()


# The .NET library: other order, no prefix, no `cid:`, an xlink on the reference, an empty answer, its own trace attributes.
DOTNET = f"""\ufeff<?xml version="1.0" encoding="utf-8"?>
<edXML xmlns="{QCVN}">
 <edXMLEnvelope>
  <edXMLHeader>
   <MessageHeader>
    <From><OrganName>Sở Mẫu</OrganName><OrganId>H99.14</OrganId></From>
    <To><OrganId>H99</OrganId><OrganName>Ủy ban nhân dân tỉnh Mẫu</OrganName></To>
    <Code><CodeNumber>15</CodeNumber><CodeNotation>BC-SM</CodeNotation></Code>
    <PromulgationInfo><Place>Mẫu</Place><PromulgationDate>2026-03-05T00:00:00+07:00</PromulgationDate></PromulgationInfo>
    <DocumentType><Type>14</Type><TypeName>Báo cáo</TypeName><TypeDetail>0</TypeDetail></DocumentType>
    <Subject>Báo cáo</Subject>
    <DueDate>0001-01-01T00:00:00</DueDate>
    <ToPlaces><Place>Như trên</Place></ToPlaces>
    <OtherInfo><Priority>5</Priority><Direction>True</Direction></OtherInfo>
    <ResponseFor><OrganId/><Code/><DocumentId/><PromulgationDate/></ResponseFor>
    <SteeringType>0</SteeringType>
    <DocumentId>H99.14,2026/03/05,15/BC-SM</DocumentId>
   </MessageHeader>
   <TraceHeaderList id="1" version="1.0" mustUnderstand="true" actor="x">
    <Business><BusinessDocType>0</BusinessDocType><BusinessDocReason>Mới</BusinessDocReason><Paper>3</Paper></Business>
    <TraceHeader><OrganId>H99.14</OrganId><Timestamp>05/03/2026 08:15:00</Timestamp></TraceHeader>
   </TraceHeaderList>
   <DigitalSignature/>
  </edXMLHeader>
  <edXMLBody><edXMLManifest version="1.0">
   <Reference xlink:href="cid:a1" xlink:role="XLinkRole" xlink:type="simple" xmlns:xlink="{XLINK}"><ContentId>a1</ContentId>
    <ContentType>application/pdf</ContentType><Description>Văn bản</Description><AttachmentName>15.pdf</AttachmentName></Reference>
  </edXMLManifest></edXMLBody>
 </edXMLEnvelope>
 <AttachmentEncoded><Attachment><ContentId>a1</ContentId><AttachmentName>15.pdf</AttachmentName>
  <ContentType>application/pdf</ContentType><ContentTransferEncoded>{b64(PDF)}</ContentTransferEncoded></Attachment></AttachmentEncoded>
</edXML>""".encode()

DUMMY_SIGNATURE = (
    '<Signature><SignedInfo><SignatureMethod Algorithm="urn:rsa"/><Reference URI=""><DigestMethod Algorithm="urn:sha"/>'
    "<DigestValue>AAAA</DigestValue></Reference></SignedInfo><SignatureValue>AAAA</SignatureValue><KeyInfo><X509Data>"
    "<X509SubjectName>CN=Mẫu</X509SubjectName><X509Certificate>{}</X509Certificate></X509Data></KeyInfo></Signature>"
)

SOAP_ENVELOPE = f"""<?xml version="1.0" encoding="utf-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="{SOAP}" xmlns:edXML="{E_DOC}" xmlns:xlink="{XLINK}">
<SOAP-ENV:Header>
<edXML:MessageHeader><edXML:From><edXML:OrganId>000.00.14.H99</edXML:OrganId><edXML:OrganName>Sở Mẫu</edXML:OrganName></edXML:From>
<edXML:To><edXML:OrganId>000.00.00.H99</edXML:OrganId></edXML:To>
<edXML:Code><edXML:CodeNumber>15</edXML:CodeNumber><edXML:CodeNotation>BC</edXML:CodeNotation></edXML:Code>
<edXML:PromulgationInfo><edXML:PromulgationDate>05/03/2014</edXML:PromulgationDate></edXML:PromulgationInfo>
<edXML:Subject>Báo cáo</edXML:Subject></edXML:MessageHeader>
<edXML:TraceHeaderList><edXML:TraceHeader><edXML:OrganId>000.00.14.H99</edXML:OrganId>
<edXML:Timestamp>05/03/2014 08:15:00</edXML:Timestamp></edXML:TraceHeader></edXML:TraceHeaderList>
<edXML:ErrorList/>
</SOAP-ENV:Header>
<SOAP-ENV:Body><edXML:Manifest><edXML:Reference xlink:href="cid:7"><edXML:AttachmentName>15.pdf</edXML:AttachmentName>
</edXML:Reference></edXML:Manifest></SOAP-ENV:Body>{{more}}
</SOAP-ENV:Envelope>"""


def soap(more: str = "") -> bytes:
    return SOAP_ENVELOPE.format(more=more).encode()


def multipart(*parts: tuple[str, bytes], boundary: str = "Boundary") -> bytes:
    """Headers of a part and its bytes, with CRLF as on the wire."""
    lines = [f"--{boundary}\r\n{head}\r\n\r\n".encode() + body + b"\r\n" for head, body in parts]
    return b"".join(lines) + f"--{boundary}--\r\n".encode()
