"""A message of the document axis as frozen values (QCVN 102:2016/BTTTT; Decision 28/2018/QĐ-TTg).

Texts are NFC and stripped, empty where the message has none; dates and moments are of Vietnam. Names follow the elements:
the element that a field comes from stands beside it wherever the two differ.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Final

from congso.pure.edxml.files import content_type_of

# The norm writes local time without a zone; Vietnam has had UTC+7 without change since before the axis existed.
VIETNAM: Final = timezone(timedelta(hours=7), "+07")


class Kind(StrEnum):
    """What a message does."""

    NEW = "new"
    RECALL = "recall"
    UPDATE = "update"
    REPLACE = "replace"
    STATUS = "status"
    UNKNOWN = "unknown"  # an act that the norm does not know: to be shown, never to be carried out


class Generation(StrEnum):
    """Which form the bytes had."""

    QCVN_102 = "qcvn_102_2016"
    SOAP = "soap"  # 2012–2015, read only


class ReceiverChange(IntEnum):
    """`ReceiverType` of an update."""

    REMOVED = 0
    ADDED = 1


@dataclass(frozen=True, slots=True)
class Deviation:
    """One departure from the norm: a code, the path of the element, and what stood there (at most 100 characters)."""

    code: str
    path: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """`From` or one `To`."""

    organ_id: str = ""
    organization_in_charge: str = ""
    name: str = ""  # OrganName
    address: str = ""  # OrganAdd
    email: str = ""
    telephone: str = ""
    fax: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Number without symbol, symbol without number: `7816` and `VPCP-TTĐT`."""

    number: str = ""
    notation: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.number, self.notation) if part)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """`type` is not uniform between vendors: trust `name` (STANDARDS of the field; the decree's ordinal is sent)."""

    type: int | None = None
    detail: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    competence: str = ""  # TM., KT., TL., TUQ., Q.
    position: str = ""
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class OtherInfo:
    priority: int | None = None  # 0 normal … 4 express at a fixed hour
    sphere: str = ""  # SphereOfPromulgation
    typist: str = ""  # TyperNotation
    promulgation_amount: int | None = None
    page_amount: int | None = None
    reply_fors: tuple[str, ...] = ()
    direction: bool | None = None
    reference_codes: tuple[str, ...] = ()
    appendixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResponseFor:
    """The document that a document answers, or that a status speaks of; `code` is the joined form `7816/VPCP-TTĐT`."""

    organ_id: str = ""
    code: str = ""
    document_id: str = ""
    promulgation_date: date | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    department: str = ""
    department_id: str = ""
    staff: str = ""
    staff_id: str = ""
    email: str = ""
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """`MessageHeader`. A status message has only `sender`, sometimes `receivers`."""

    sender: Party = Party()
    receivers: tuple[Party, ...] = ()
    document_id: str = ""
    code: Code = Code()
    place: str = ""
    promulgation_date: date | None = None
    document_type: DocumentType = DocumentType()
    subject: str = ""
    content: str = ""
    signer: Signer = Signer()
    due_date: date | None = None
    other: OtherInfo = OtherInfo()
    responses: tuple[ResponseFor, ...] = ()
    steering_type: int | None = None
    response_for_task: str = ""  # ResponseForTask/TaskCode
    application_type: str = ""
    to_places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """One hop of the axis."""

    organ_id: str = ""
    timestamp: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReceiverLine:
    organ_id: str = ""
    change: ReceiverChange | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    document_id: str = ""
    organ_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Business:
    """`Bussiness` (spelt so on the wire): new, recall, update or replace, and what that concerns."""

    doc_type: int | None = None  # 0 new, 1 recall, 2 update, 3 replace
    reason: str = ""
    document_id: str = ""
    paper: int | None = None  # 0 no paper copy follows, 1 one follows; some vendors write a number of pages
    content_changed: bool | None = None
    receivers_changed: bool | None = None
    receiver_lines: tuple[ReceiverLine, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    staff: Staff = Staff()


@dataclass(frozen=True, slots=True)
class Status:
    """What a status message says; `code` is two digits as text."""

    response_for: ResponseFor = ResponseFor()
    code: str = ""
    description: str = ""
    timestamp: datetime | None = None
    staff: Staff = Staff()


@dataclass(frozen=True)
class Attachment:
    """A file; `content` is None when the manifest announces it and nothing is enclosed.

    `content_id` has no `cid:`. The bytes are those of the file itself, out of the one-entry zip that it may have travelled in.
    """

    content_id: str
    name: str
    content: bytes | None
    description: str = ""
    field_name: str = ""
    mime_type: str = ""
    format: str = ""
    declared_type: str = field(default="", compare=False)

    @property
    def size(self) -> int:
        return len(self.content or b"")

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal; empty when nothing is enclosed."""
        return "" if self.content is None else hashlib.sha256(self.content).hexdigest()

    @property
    def content_type(self) -> str:
        """The media type that the bytes show, whatever the message declares."""
        return content_type_of(self.content or b"")


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """What the header's `Signature` claims; `xmldsig.verify` says whether it holds."""

    method: str = ""
    digest_method: str = ""
    subject: str = ""
    certificate: bytes = b""  # DER
    is_xmldsig: bool = False  # in the namespace of the recommendation; elsewhere it is a dummy


_KINDS: Final = {None: Kind.NEW, 0: Kind.NEW, 1: Kind.RECALL, 2: Kind.UPDATE, 3: Kind.REPLACE}


@dataclass(frozen=True, slots=True)
class Message:
    """A document on its way (`status` is None) or a status that speaks of one.

    `signature`, `generation` and `notes` tell how the bytes looked and take no part in comparison.
    """

    header: Header
    business: Business | None = None
    status: Status | None = None
    traces: tuple[Trace, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    signature: SignatureBlock | None = field(default=None, compare=False)
    generation: Generation = field(default=Generation.QCVN_102, compare=False)
    notes: tuple[Deviation, ...] = field(default=(), compare=False)

    @property
    def kind(self) -> Kind:
        if self.status is not None:
            return Kind.STATUS
        doc_type = self.business.doc_type if self.business else None
        return _KINDS.get(doc_type, Kind.UNKNOWN)

    @property
    def concerned_document_id(self) -> str:
        """The document that the message is about: recalled, updated, reported on, or its own."""
        if self.status is not None:
            return self.status.response_for.document_id
        told = self.business.document_id if self.business else ""
        return told or self.header.document_id
