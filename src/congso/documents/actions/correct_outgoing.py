"""What may still be said about an issued document: a correction by an official letter, and who may read of it."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents import draft_content
from congso.documents.actions.create_draft import create_draft
from congso.documents.models import Draft, OutgoingDocument, Recipient
from congso.documents.support_outgoing import change, load_for, printed_code, ref
from congso.kernel.actor import Actor
from congso.pure.kinds import OFFICIAL_LETTER, kind_of


def start_correction(*, actor: Actor, outgoing_id: int, once_key: str = "") -> int:
    """A draft of the official letter that corrects form, date or the like (Decree 30 art. 18); to the same recipients.

    Returns the draft's id; the same form twice gives the same draft. An error of content needs a document of equal form
    instead. Raises NotFound, Forbidden, Conflict (not issued).
    """
    with transaction.atomic():
        outgoing = load_for(actor, "correct", outgoing_id)
        draft_id = create_draft(
            actor=actor, kind=OFFICIAL_LETTER, body_id=outgoing.body_id, once_key=once_key
        )
        mine = Draft.objects.unscoped(reason="just made by the actor").filter(pk=draft_id, corrects=None)
        name = _name(outgoing)
        if mine.update(corrects=outgoing, subject=f"đính chính {name}"[:500], content=_text(outgoing, name)):
            _same_recipients(outgoing, draft_id)
            audit.record(actor, "outgoing.correction_started", ref(outgoing), draft=draft_id)
    return draft_id


def _name(outgoing: OutgoingDocument) -> str:
    kind = kind_of(outgoing.kind)
    day = f" ngày {outgoing.issued_date:%d/%m/%Y}" if outgoing.issued_date else ""
    return f"{kind.name if kind else outgoing.kind} số {printed_code(outgoing)}{day}"


def _text(outgoing: OutgoingDocument, name: str) -> draft_content.Node:
    said = f"{outgoing.body.name} đã ban hành {name} về {outgoing.subject}."
    return draft_content.document(
        [
            draft_content.paragraph(said),
            draft_content.paragraph("Do sơ suất trong khâu soạn thảo, nay đính chính như sau:"),
            draft_content.paragraph("Tại …, đã in: “…”; nay sửa thành: “…”."),
            draft_content.paragraph("Các nội dung khác của văn bản giữ nguyên./."),
        ]
    )


def _same_recipients(outgoing: OutgoingDocument, draft_id: int) -> None:
    Recipient.objects.bulk_create(
        Recipient(
            draft_id=draft_id, channel=row.channel, agency_id=row.agency_id, name=row.name, address=row.address,
            purpose=row.purpose, group=row.group, copies=row.copies, order=row.order,
        )
        for row in outgoing.recipients.all()
    )  # fmt: skip


def restrict_outgoing(*, actor: Actor, outgoing_id: int, restricted: bool) -> None:
    """Internal circulation: the public check page tells no more than that the document exists.

    Raises NotFound, Forbidden, Conflict (cancelled, recalled).
    """
    with transaction.atomic():
        outgoing = load_for(actor, "restrict", outgoing_id)
        change(outgoing, restricted=restricted)
        audit.record(actor, "outgoing.restricted", ref(outgoing), restricted=restricted)
