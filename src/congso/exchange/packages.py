"""Envelopes to messages of the axis, and messages to envelopes."""

import dataclasses
import hashlib
from datetime import date, datetime
from typing import Any, Final

from congso.exchange.models import Delivery, Envelope, Outbox
from congso.files import api as file_store
from congso.kernel import clock
from congso.pure import edxml
from congso.pure.kinds import kind_named

_DOC_TYPES: Final = {"new": 0, "recall": 1, "update": 2, "replace": 3}
_REASONS: Final = {"new": "Văn bản mới", "update": "Cập nhật văn bản", "replace": "Thay thế văn bản"}
_COMPETENCES: Final = ("TM.", "KT.", "TL.", "TUQ.", "Q.")


def document_message(delivery: Delivery, sender: edxml.Party) -> edxml.Message:
    """The whole message with the bytes of its files, for one receiver. `sender`: the agency as the axis writes it."""
    envelope, fields = delivery.envelope, delivery.envelope.fields
    kind = kind_named(str(fields["kind"]))
    signed = date.fromisoformat(str(fields["date"]))
    due = str(fields.get("due") or "")[:10]
    header = edxml.Header(
        sender=sender,
        receivers=(edxml.Party(delivery.receiver_code, name=delivery.receiver_name),),
        document_id=envelope.document_id,
        code=edxml.Code(str(fields["number"]), str(fields["symbol"])),
        promulgation_date=signed,
        document_type=edxml.DocumentType(kind.ordinal, 0, kind.name),
        subject=str(fields["subject"]),
        signer=_signer(str(fields["signer_title"]), str(fields["signer_name"])),
        due_date=date.fromisoformat(due) if due else None,
        other=edxml.OtherInfo(priority=int(fields.get("urgency") or 0), page_amount=fields.get("pages")),
        responses=tuple(edxml.ResponseFor(document_id=one) for one in fields.get("answers") or ()),
        steering_type=1,
    )
    files = tuple(
        edxml.Attachment(str(position), str(one["name"]), file_store.read(int(one["file_id"])))
        for position, one in enumerate(envelope.files, start=1)
    )
    return edxml.Message(
        header,
        _act(delivery),
        traces=(edxml.Trace(sender.organ_id, _second(envelope.at)),),
        attachments=files,
    )


def _act(delivery: Delivery) -> edxml.Business:
    """New; or what was sent before (QCVN 102:2016): an update says its id, a replacement also whom it concerns."""
    envelope, fields = delivery.envelope, delivery.envelope.fields
    about = str(fields.get("about") or "")
    reason = str(fields.get("reason") or "") or _REASONS.get(envelope.kind, "")
    act = edxml.Business(_DOC_TYPES[envelope.kind], reason, paper=0)
    if envelope.kind == Envelope.Kind.UPDATE:
        return dataclasses.replace(act, document_id=about, content_changed=True)
    if envelope.kind == Envelope.Kind.REPLACE:
        replaced = edxml.Replacement(about, (delivery.receiver_code,))
        return dataclasses.replace(act, replacements=(replaced,))
    return act


def status_message(row: Outbox, own: edxml.Party) -> edxml.Message:
    """What this end says of a document: of one received, to its sender; with 13, of one sent, to its receiver."""
    delivery, told = row.delivery, row.status
    envelope = delivery.envelope
    fields = envelope.fields
    code = "/".join(
        part for part in (str(fields.get("number") or ""), str(fields.get("symbol") or "")) if part
    )
    day = str(fields.get("date") or "")
    return edxml.Message(
        edxml.Header(own),
        status=edxml.Status(
            edxml.ResponseFor(
                row.receiver_code, code, envelope.document_id, date.fromisoformat(day) if day else None
            ),
            told["code"],
            told["note"],
            datetime.fromisoformat(told["at"]),
            edxml.Staff(department=told["department"], staff=told["staff"]),
        ),
    )


def fields_of(message: edxml.Message) -> dict[str, Any]:
    """The envelope's fields under our names; dates in ISO, what the message does not say empty."""
    header = message.header
    issued, due = header.promulgation_date, header.due_date
    return {
        "number": header.code.number[:20],
        "symbol": header.code.notation[:60],
        "kind": header.document_type.name[:100],
        "subject": header.subject[:1000],
        "issuer": header.sender.name[:200],
        "issuer_agency_id": None,
        "date": issued.isoformat() if issued else "",
        "signer_name": header.signer.full_name[:100],
        "signer_title": " ".join(one for one in (header.signer.competence, header.signer.position) if one)[
            :200
        ],
        "urgency": min(max(header.other.priority or 0, 0), 4),
        "due": due.isoformat() if due else "",
        "pages": header.other.page_amount or None,
        "answers": [one.document_id for one in header.responses if one.document_id],
    }


def key_of(message: edxml.Message) -> str:
    """Of what a message says, without the hops that every station adds: the same message, however often it comes, has one key."""
    digest = hashlib.sha256()
    for piece in edxml.write_pieces(dataclasses.replace(message, traces=())):
        digest.update(piece)
    return digest.hexdigest()


def _signer(title: str, name: str) -> edxml.Signer:
    competence = next((one for one in _COMPETENCES if title.upper().startswith(one)), "")
    return edxml.Signer(competence, title[len(competence) :].strip(), name)


def _second(moment: datetime) -> datetime:
    return moment.astimezone(clock.VIETNAM).replace(microsecond=0)
