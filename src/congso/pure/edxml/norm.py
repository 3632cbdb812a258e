"""Where a message departs from the norm: what the reader noted, and what its values lack or exceed."""

from collections.abc import Iterator
from typing import Final

from congso.pure.edxml.values import Deviation, Header, Kind, Message, Status
from congso.pure.kinds import status_of

# Decree 30/2020 annex VI and the senders' validators; organ codes of Decision 20/2020 reach 35 characters.
_LENGTHS: Final = {
    "Code/CodeNumber": 11,
    "Code/CodeNotation": 30,
    "DocumentType/TypeName": 100,
    "Subject": 500,
    "Content": 500,
    "SignerInfo/Position": 100,
    "SignerInfo/FullName": 50,
}
_ORGAN_ID: Final = 35
_ORGAN_NAME: Final = 200
_PLACE: Final = 150
_HEADER: Final = "MessageHeader"


def deviations(message: Message) -> tuple[Deviation, ...]:
    """In the order met: first what the bytes showed, then what the values show. Empty for a message by the norm."""
    header = message.header
    found = [*message.notes, *_parties(header)]
    if message.status is not None:
        found += _status(message.status)
    else:
        found += [*_document(header), *_lengths(header), *_act(message), *_files(message)]
    return tuple(dict.fromkeys(found))


def _parties(header: Header) -> Iterator[Deviation]:
    yield from _missing(
        {f"{_HEADER}/From/OrganId": header.sender.organ_id, f"{_HEADER}/From/OrganName": header.sender.name}
    )
    seen: set[str] = set()
    for position, party in enumerate(header.receivers, start=1):
        path = f"{_HEADER}/To[{position}]"
        yield from _missing({f"{path}/OrganId": party.organ_id, f"{path}/OrganName": party.name})
        if party.organ_id and party.organ_id in seen:
            yield Deviation("duplicate_receiver", f"{path}/OrganId", party.organ_id)
        seen.add(party.organ_id)
    for path, party in (
        (f"{_HEADER}/From", header.sender),
        *((f"{_HEADER}/To", one) for one in header.receivers),
    ):
        yield from _too_long(f"{path}/OrganId", party.organ_id, _ORGAN_ID)
        yield from _too_long(f"{path}/OrganName", party.name, _ORGAN_NAME)


def _document(header: Header) -> Iterator[Deviation]:
    if not header.receivers:
        yield Deviation("missing", f"{_HEADER}/To")
    yield from _missing(
        {
            f"{_HEADER}/DocumentId": header.document_id,
            f"{_HEADER}/Code/CodeNumber": header.code.number,
            f"{_HEADER}/Code/CodeNotation": header.code.notation,
            f"{_HEADER}/PromulgationInfo/PromulgationDate": header.promulgation_date or "",
            f"{_HEADER}/DocumentType/TypeName": header.document_type.name,
            f"{_HEADER}/Subject": header.subject,
        }
    )
    for number, name, highest in (
        (header.other.priority, "OtherInfo/Priority", 4),
        (header.steering_type, "SteeringType", 3),
    ):
        if number is not None and not 0 <= number <= highest:
            yield Deviation("unknown_value", f"{_HEADER}/{name}", str(number))


def _lengths(header: Header) -> Iterator[Deviation]:
    texts = {
        "Code/CodeNumber": header.code.number,
        "Code/CodeNotation": header.code.notation,
        "DocumentType/TypeName": header.document_type.name,
        "Subject": header.subject,
        "Content": header.content,
        "SignerInfo/Position": header.signer.position,
        "SignerInfo/FullName": header.signer.full_name,
    }
    for name, text in texts.items():
        yield from _too_long(f"{_HEADER}/{name}", text, _LENGTHS[name])
    for place in header.to_places:
        yield from _too_long(f"{_HEADER}/ToPlaces/Place", place, _PLACE)


def _act(message: Message) -> Iterator[Deviation]:
    """What new, recall, update and replace must say of themselves."""
    path = "TraceHeaderList/Bussiness"
    business = message.business
    if business is None:
        yield Deviation("missing", path)
        return
    if business.doc_type is None:
        yield Deviation("missing", f"{path}/BussinessDocType")
    elif message.kind is Kind.UNKNOWN:
        yield Deviation("unknown_value", f"{path}/BussinessDocType", str(business.doc_type))
    if message.kind is Kind.UPDATE and not (business.content_changed or business.receivers_changed):
        yield Deviation("missing", f"{path}/BussinessDocumentInfo")
    if message.kind is Kind.REPLACE and not any(one.document_id for one in business.replacements):
        yield Deviation("missing", f"{path}/ReplacementInfoList")


def _files(message: Message) -> Iterator[Deviation]:
    if not message.attachments and message.kind is not Kind.RECALL:
        yield Deviation("missing", "AttachmentEncoded/Attachment")


def _status(status: Status) -> Iterator[Deviation]:
    told = status.response_for
    yield from _missing(
        {
            f"{_HEADER}/ResponseFor/OrganId": told.organ_id,
            f"{_HEADER}/ResponseFor/Code": told.code,
            f"{_HEADER}/ResponseFor/DocumentId": told.document_id,
            f"{_HEADER}/Timestamp": status.timestamp or "",
        }
    )
    if status_of(status.code) is None:
        yield Deviation("unknown_value", f"{_HEADER}/StatusCode", status.code)


def _missing(values: dict[str, object]) -> Iterator[Deviation]:
    return (Deviation("missing", path) for path, value in values.items() if not value)


def _too_long(path: str, text: str, most: int) -> Iterator[Deviation]:
    if len(text) > most:
        yield Deviation("too_long", path, f"{len(text)} > {most}")
