"""A Message to bytes: the order and spellings of VNPT's library, empty elements left out, already in canonical form.

The bytes are their own Canonical XML 1.0 (declaration apart), so a signature is computed while writing, without a parser.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Final

from congso.pure.edxml import payload, xmldsig
from congso.pure.edxml.files import wrap
from congso.pure.edxml.names import QCVN
from congso.pure.edxml.texts import day_text, moment_text
from congso.pure.edxml.values import (
    Attachment,
    Business,
    Header,
    Kind,
    Message,
    OtherInfo,
    Party,
    ResponseFor,
    Staff,
    Status,
)

_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NotWritable(ValueError):
    """A message whose act is not known must not leave."""


def write(message: Message, key: xmldsig.Key | None = None) -> bytes:
    """The whole message; with a key, signed as the recommendation says. Raises NotWritable."""
    return b"".join(write_pieces(message, key))


def write_pieces(message: Message, key: xmldsig.Key | None = None) -> Iterator[bytes]:
    """The same in pieces of at most a megabyte or two. Without a key nothing is held but the piece."""
    if message.kind is Kind.UNKNOWN:
        raise NotWritable("the kind of act is unknown")
    files = [_Parcel(one, position) for position, one in enumerate(message.attachments, start=1)]
    head = _opening(message).encode()
    middle = _closing(message, files).encode()
    yield _DECLARATION
    yield head
    if key is not None:
        digest = xmldsig.digest_of(chain((head, middle), _tail(files)))
        yield xmldsig.block(key, digest)
    yield middle
    yield from _tail(files)


class _Parcel:
    """An attachment as it travels: bytes and declared type after wrapping, an id with `cid:`."""

    def __init__(self, attachment: Attachment, position: int) -> None:
        self.attachment = attachment
        self.identifier = f"cid:{attachment.content_id or position}"
        self.content: bytes | None = None
        self.content_type = attachment.declared_type
        if attachment.content is not None:
            self.content, self.content_type = wrap(attachment.content, attachment.name)


def _opening(message: Message) -> str:
    """From the root to the last child of the header before a signature."""
    header = _status_header(message.header, message.status) if message.status else _header(message.header)
    traces = "".join(
        _block("TraceHeader", _leaf("OrganId", one.organ_id), _moment("Timestamp", one.timestamp))
        for one in message.traces
    )
    return (
        f'<edXML xmlns="{QCVN}"><edXML:edXMLEnvelope xmlns:edXML="{QCVN}"><edXML:edXMLHeader>'
        + header
        + _block("TraceHeaderList", traces, _business(message.business))
    )


def _closing(message: Message, files: Sequence[_Parcel]) -> str:
    """From the end of the header to the end of the envelope. A status has no body."""
    body = ""
    if message.status is None or files:
        references = "".join(
            _block("Reference", _leaf("ContentId", one.identifier), _leaf("ContentType", one.content_type),
                   _leaf("Description", one.attachment.description), _leaf("AttachmentName", one.attachment.name))
            for one in files
        )  # fmt: skip
        body = f'<edXML:edXMLBody><edXML:edXMLManifest version="1.0">{references}</edXML:edXMLManifest></edXML:edXMLBody>'
    return f"</edXML:edXMLHeader>{body}</edXML:edXMLEnvelope>"


def _tail(files: Sequence[_Parcel]) -> Iterator[bytes]:
    """Attachments beside the envelope, and the end. Their elements have no prefix, only the content has."""
    enclosed = [one for one in files if one.content is not None]
    if enclosed:
        yield b"<AttachmentEncoded>"
        for one in enclosed:
            file = one.attachment
            leaves = (
                ("ContentId", one.identifier), ("AttachmentName", file.name), ("Description", file.description),
                ("FieldName", file.field_name), ("MimeType", file.mime_type), ("Format", file.format),
                ("ContentType", one.content_type),
            )  # fmt: skip
            yield ("<Attachment>" + "".join(_leaf(name, value, prefix="") for name, value in leaves)).encode()
            yield f'<edXML:ContentTransferEncoded xmlns:edXML="{QCVN}">'.encode()
            yield from payload.encode(one.content or b"")
            yield b"</edXML:ContentTransferEncoded></Attachment>"
        yield b"</AttachmentEncoded>"
    yield b"</edXML>"


def _header(header: Header) -> str:
    kind, signer = header.document_type, header.signer
    return _block(
        "MessageHeader",
        _party("From", header.sender),
        *(_party("To", one) for one in header.receivers),
        _leaf("DocumentId", header.document_id),
        _block("Code", _leaf("CodeNumber", header.code.number), _leaf("CodeNotation", header.code.notation)),
        _block(
            "PromulgationInfo",
            _leaf("Place", header.place),
            _day("PromulgationDate", header.promulgation_date),
        ),
        _block(
            "DocumentType",
            _leaf("Type", kind.type),
            _leaf("TypeDetail", kind.detail),
            _leaf("TypeName", kind.name),
        ),
        _leaf("Subject", header.subject),
        _leaf("Content", header.content),
        _block(
            "SignerInfo",
            _leaf("Competence", signer.competence),
            _leaf("Position", signer.position),
            _leaf("FullName", signer.full_name),
        ),
        _day("DueDate", header.due_date),
        _other(header.other),
        *(_response(one) for one in header.responses),
        _leaf("SteeringType", header.steering_type),
        _block("ResponseForTask", _leaf("TaskCode", header.response_for_task)),
        _leaf("ApplicationType", header.application_type),
        _block("ToPlaces", *(_leaf("Place", one) for one in header.to_places)),
    )


def _status_header(header: Header, status: Status) -> str:
    staff = status.staff
    return _block(
        "MessageHeader",
        _party("From", header.sender),
        *(_party("To", one) for one in header.receivers),
        _response(status.response_for),
        _block(
            "StaffInfo",
            _leaf("Department", staff.department),
            _leaf("DepartmentId", staff.department_id),
            _leaf("Staff", staff.staff),
            _leaf("StaffId", staff.staff_id),
            _leaf("Mobile", staff.mobile),
            _leaf("Email", staff.email),
        ),
        _leaf("StatusCode", status.code),
        _leaf("Description", status.description),
        _moment("Timestamp", status.timestamp),
    )


def _party(name: str, party: Party) -> str:
    return _block(
        name,
        _leaf("OrganId", party.organ_id),
        _leaf("OrganizationInCharge", party.organization_in_charge),
        _leaf("OrganName", party.name),
        _leaf("OrganAdd", party.address),
        _leaf("Email", party.email),
        _leaf("Telephone", party.telephone),
        _leaf("Fax", party.fax),
        _leaf("Website", party.website),
    )


def _other(other: OtherInfo) -> str:
    direction = None if other.direction is None else str(other.direction).lower()
    return _block(
        "OtherInfo",
        _leaf("Priority", other.priority),
        _leaf("SphereOfPromulgation", other.sphere),
        _leaf("TyperNotation", other.typist),
        _leaf("PromulgationAmount", other.promulgation_amount),
        _leaf("PageAmount", other.page_amount),
        _block("ReplyFors", *(_leaf("ReplyFor", one) for one in other.reply_fors)),
        _leaf("Direction", direction),
        _block("ReferenceCodes", *(_leaf("ReferenceCode", one) for one in other.reference_codes)),
        _block("Appendixes", *(_leaf("Appendix", one) for one in other.appendixes)),
    )


def _response(one: ResponseFor) -> str:
    return _block(
        "ResponseFor",
        _leaf("OrganId", one.organ_id),
        _leaf("Code", one.code),
        _leaf("DocumentId", one.document_id),
        _day("PromulgationDate", one.promulgation_date),
    )


def _business(business: Business | None) -> str:
    if business is None:
        return ""
    lines = (
        _block("Receiver", _leaf("OrganId", one.organ_id), _leaf("ReceiverType", one.change))
        for one in business.receiver_lines
    )
    replaced = (
        _block("ReplacementInfo", _leaf("DocumentId", one.document_id),
               _block("OrganIdList", *(_leaf("OrganId", organ) for organ in one.organ_ids)))
        for one in business.replacements
    )  # fmt: skip
    return _block(
        "Bussiness",
        _leaf("DocumentId", business.document_id),
        _leaf("BussinessDocType", business.doc_type),
        _leaf("BussinessDocReason", business.reason),
        _leaf("Paper", business.paper),
        _block(
            "BussinessDocumentInfo",
            _leaf("DocumentInfo", business.content_changed),
            _leaf("DocumentReceiver", business.receivers_changed),
            _block("ReceiverList", *lines),
        ),
        _block("ReplacementInfoList", *replaced),
        _staff(business.staff),
    )


def _staff(staff: Staff) -> str:
    return _block(
        "StaffInfo",
        _leaf("Department", staff.department),
        _leaf("DepartmentId", staff.department_id),
        _leaf("Staff", staff.staff),
        _leaf("StaffId", staff.staff_id),
        _leaf("Email", staff.email),
        _leaf("Mobile", staff.mobile),
    )


def _block(name: str, *children: str) -> str:
    inner = "".join(children)
    return f"<edXML:{name}>{inner}</edXML:{name}>" if inner else ""


def _leaf(name: str, value: str | int | None, prefix: str = "edXML:") -> str:
    text = "" if value is None else clean_text(str(int(value)) if isinstance(value, int) else value)
    if not text:
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<{prefix}{name}>{escaped}</{prefix}{name}>"


def _day(name: str, value: date | None) -> str:
    return _leaf(name, day_text(value)) if value else ""


def _moment(name: str, value: datetime | None) -> str:
    return _leaf(name, moment_text(value)) if value else ""


def clean_text(value: str) -> str:
    """NFC, stripped, one kind of line end, without what XML cannot carry (Word leaves such signs in texts)."""
    lines = _FORBIDDEN.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).strip()
