"""The public shapes of the interface: their own, so that inner rows may change."""

from collections.abc import Sequence
from datetime import date, datetime, time

from ninja import Field, Schema

Day = date  # where a field is itself named date


class ErrorOut(Schema):
    """What every refusal looks like: a stable code, and a sentence in the caller's language."""

    code: str
    message: str


class DoneOut(Schema):
    id: int
    state: str = ""


class MeOut(Schema):
    name: str
    post: str
    agency_id: int | None
    unit_id: int | None
    roles: list[str]
    service: bool


class FileOut(Schema):
    id: int
    name: str
    mime: str
    size: int
    sha256: str
    url: str


class IncomingRowOut(Schema):
    id: int
    state: str
    code: str
    issuer: str
    subject: str
    urgency: int
    arrival_number: int | None = None
    arrival_date: date | None = None
    received_at: datetime | None = None
    holder: str = ""


class IncomingListOut(Schema):
    rows: Sequence[IncomingRowOut]
    older: str = Field("", description="Cursor of the next page; empty at the end")


class IncomingFieldsIn(Schema):
    number: str = ""
    symbol: str = ""
    document_date: date | None = None
    kind: str = ""
    issuer_name: str = ""
    subject: str = ""
    signer_name: str = ""
    signer_title: str = ""
    urgency: int = Field(0, ge=0, le=4)
    due_on: date | None = None
    due_time: time | None = None
    pages: int | None = Field(None, ge=1, le=32000)
    copies: int = Field(1, ge=1, le=9999)
    language: str = "Tiếng Việt"
    description: str = ""
    paper_original: bool = False


class RegisterIn(Schema):
    version: int = Field(description="The version that was read; another one meanwhile is a conflict")
    fields: IncomingFieldsIn
    leader_appointment_id: int | None = None


class RegisteredOut(Schema):
    id: int
    number: int
    date: Day
    leader: str


class ReasonIn(Schema):
    reason: str
    version: int | None = None


class CloseIn(ReasonIn):
    kind: str = Field(description='"information" or "filed"')


class IncomingOut(Schema):
    id: int
    version: int
    state: str
    channel: str
    code: str
    arrival_number: int | None
    arrival_date: date | None
    received_at: datetime
    due_at: datetime | None
    leader: str
    fields: IncomingFieldsIn
    files: list[FileOut]
    may: dict[str, bool]


class AssignmentOut(Schema):
    id: int
    subject: str
    part: str
    state: str
    title: str
    urgency: int
    due_at: datetime | None
    given_at: datetime
    given_by: str
    directive: str


class DraftRowOut(Schema):
    id: int
    kind: str
    subject: str
    symbol: str
    urgency: int
    state: str
    drafter: str
    holder: str
    updated_at: datetime


class DraftListOut(Schema):
    rows: Sequence[DraftRowOut]
    older: str = ""


class DraftOut(Schema):
    id: int
    revision: int
    version: int
    state: str
    returned: bool
    kind: str
    subject: str
    symbol: str
    drafter: str
    signer: str
    updated_at: datetime
    files: list[FileOut]
    may: dict[str, bool]


class StepIn(Schema):
    remarks: str = ""
    revision: int | None = None


class StageOut(Schema):
    id: int
    stage: str


class OutgoingRowOut(Schema):
    id: int
    code: str
    kind: str
    subject: str
    body: str
    signer: str
    urgency: int
    state: str
    issued_date: date | None


class OutgoingListOut(Schema):
    rows: Sequence[OutgoingRowOut]
    older: str = ""


class RecipientOut(Schema):
    name: str
    channel: str
    state: str
    at: datetime | None


class OutgoingOut(Schema):
    id: int
    code: str
    kind: str
    subject: str
    state: str
    issued_date: date | None
    recipients: list[RecipientOut]
    files: list[FileOut]
    may: dict[str, bool]


class IssueIn(Schema):
    on: date | None = None
    reserved: int | None = None
    on_paper: bool = False
    restricted: bool = False


class IssuedOut(Schema):
    id: int
    code: str


class RegisterOut(Schema):
    id: int
    name: str
    direction: str
    year: int
    last: int
    reserved: int
    cancelled: int
    unexplained: int
    closed: bool


class NumberOut(Schema):
    number: int
    date: Day
    state: str
    subject: str
    cells: list[str] = Field(description="As printed, in the order of the columns of Decree 30, annex IV")


class NumbersOut(Schema):
    rows: Sequence[NumberOut]
    older: str = ""


class HitOut(Schema):
    subject: str
    title: str
    code: str
    date: Day | None
    author: str
    exact: bool
    url: str


class FoundOut(Schema):
    rows: Sequence[HitOut]
    count: int = Field(description="Stops at 1001")
    older: str = ""
