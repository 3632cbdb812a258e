"""A message becomes an arrival: its files through the entrance of all files, its words as a page, in one transaction."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from congso.documents import api as documents
from congso.files import api as files
from congso.guard import api as guard
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Refusal
from congso.kernel.wording import explain, say
from congso.mail import rules, sheet
from congso.mail.inbound import Message
from congso.mail.models import Mailbox, Received


class NotFiled(Exception):
    """A secrecy marking: nothing of it is kept, a stub waits for the clerk."""

    def __init__(self, incident_id: int) -> None:
        super().__init__(incident_id)
        self.incident_id = incident_id


@dataclass(frozen=True, slots=True)
class _Kept:
    ids: list[int]
    refused: list[str]  # a sentence for each file that is not taken


def file_letter(*, box: Mailbox, message: Message, noted: dict[str, Any]) -> int | None:
    """The arrival's id; None when another visitor filed the same message a moment before. Raises NotFiled."""
    actor = Actor.system(box.agency_id)
    with translation.override("vi"):
        kept = _stored(actor, message)
        try:
            ids = [*kept.ids, _page(actor, message, kept.refused)]
            documents.check_letter(actor=actor, description=_from(message), subject=message.subject)
        except guard.SecretMarking as marking:
            raise _refused(actor, marking, kept.ids) from marking
        return _filed(box, message, noted, ids, alone=not kept.ids)


def _filed(
    box: Mailbox, message: Message, noted: dict[str, Any], ids: list[int], *, alone: bool
) -> int | None:
    try:
        with transaction.atomic():
            row = Received.objects.create(
                **noted, sender=message.sender, state=Received.State.FILED, at=clock.now()
            )
            incoming_id = documents.receive_letter(
                actor=Actor.system(box.agency_id),
                agency_id=box.agency_id,
                file_ids=ids,
                description=_from(message),
                subject=message.subject if alone else "",
            )
            box.messages.filter(pk=row.pk).update(incoming_id=incoming_id)
    except IntegrityError:
        return None
    return incoming_id


def _stored(actor: Actor, message: Message) -> _Kept:
    """Files in the order of an arrival, the likely document first. Raises NotFiled."""
    kept = _Kept([], [])
    for position in rules.main_first([one.name for one in message.files]):
        one = message.files[position]
        try:
            kept.ids.append(
                files.store(actor=actor, name=one.name, content=one.content, purpose="incoming").id
            )
        except guard.SecretMarking as marking:
            raise _refused(actor, marking, kept.ids) from marking
        except Refusal as refusal:
            kept.refused.append(say("mail.part_refused", {"name": one.name, "reason": explain(refusal)}))
    return kept


def _page(actor: Actor, message: Message, refused: list[str]) -> int:
    """The words of the letter, always: who wrote, when, and what could not be taken."""
    head = [
        _("Người gửi: %(who)s") % {"who": message.sender},
        _("Tiêu đề: %(what)s") % {"what": message.subject},
    ]
    if message.at is not None:
        head.append(_("Ngày gửi: %(when)s") % {"when": _moment(message)})
    lines = [*head, *refused, "", *message.text.split("\n")]
    content = sheet.pdf(lines)
    return files.store(actor=actor, name=_("Nội dung thư.pdf"), content=content, purpose="incoming").id


def _from(message: Message) -> str:
    when = _moment(message)
    return " ".join(
        f"{_('Thư điện tử của')} {message.sender}{f', {when}' if when else ''}: {message.subject}".split()
    )[:500]


def _moment(message: Message) -> str:
    if message.at is None:
        return ""
    moment = message.at if message.at.tzinfo else message.at.replace(tzinfo=clock.VIETNAM)
    return f"{moment.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M}"


def _refused(actor: Actor, marking: guard.SecretMarking, file_ids: list[int]) -> NotFiled:
    """What was taken in before the marking was found goes with it."""
    incident_id = marking.incident_id
    guard.leave_stub(actor=actor, incident_id=incident_id)
    for file_id in file_ids:
        files.purge(actor=actor, file_id=file_id, reason="guard.secret_marking")
    return NotFiled(incident_id)
