"""An issued document's e-mail lines become letters that wait; sent again when the clerk asks."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from congso.audit import api as audit
from congso.documents import api as documents
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, NotFound
from congso.kernel.ids import uuid7
from congso.kernel.refs import SubjectRef
from congso.kernel.wording import say
from congso.mail import policies, smtp
from congso.mail.actions.deliver import deliver
from congso.mail.models import Letter

_PATIENCE = timedelta(hours=72)
FAILED = (Letter.State.REFUSED, Letter.State.DEAD)


def post_letters(*, actor: Actor, outgoing_id: int) -> list[int]:
    """A letter for each waiting e-mail line that has none on its way; the ids of those that leave. Without a mail server the
    lines stay the clerk's; a document that may not leave by e-mail turns them to failed with the reason."""
    issued = documents.issued_letter(actor=actor, outgoing_id=outgoing_id)
    if not smtp.ready() or not issued.open:
        return []
    leaving: list[int] = []
    with transaction.atomic():
        for line in documents.email_lines(actor=actor, outgoing_id=outgoing_id):
            if reason := policies.may_leave(restricted=issued.restricted):
                documents.letter_state(actor=actor, recipient_id=line.id, state="failed", note=say(reason))
                continue
            if letter_id := _letter_of(actor, issued.agency_id, outgoing_id, line):
                leaving.append(letter_id)
                deliver.defer(letter_id=letter_id)
        if leaving:
            audit.record(actor, "outgoing.letters", SubjectRef("outgoing", outgoing_id), letters=leaving)
    return leaving


def _letter_of(actor: Actor, agency_id: int, outgoing_id: int, line: documents.EmailLine) -> int | None:
    """Made, or given another life because its line waits again; None when it is on its way already."""
    start = {
        "agency_id": agency_id,
        "outgoing_id": outgoing_id,
        "address": line.address,
        **_name(),
        **_times(),
    }
    letter, fresh = Letter.objects.for_actor(actor).get_or_create(recipient_id=line.id, defaults=start)
    if not fresh:
        if letter.state == Letter.State.WAITING:
            return None
        _wake(actor, letter, line.address)
    return letter.pk


def _wake(actor: Actor, letter: Letter, address: str) -> None:
    """Wait again. A letter that never left keeps its Message-ID and its link: should a server have taken it without our hearing
    of it, the reader's program knows the second as the first. One that was sent is a new letter."""
    name = _name() if letter.state == Letter.State.SENT else {}
    again = {"address": address, "state": Letter.State.WAITING, "tries": 0, "error": "", "sent_at": None}
    Letter.objects.for_actor(actor).filter(pk=letter.pk).update(**again, **name, **_times())


def _name() -> dict[str, object]:
    return {
        "message_id": f"<{uuid7()}@{settings.CONGSO_MAIL_FROM.rpartition('@')[2]}>",
        "token": secrets.token_urlsafe(32),
    }


def _times() -> dict[str, object]:
    now = clock.now()
    return {
        "link_until": now + timedelta(days=settings.CONGSO_MAIL_LINK_DAYS),
        "at": now,
        "next_at": now,
        "expires_at": now + _PATIENCE,
    }


def retry(*, actor: Actor, letter_id: int, address: str = "") -> None:
    """A letter that was refused or given up waits again, perhaps to a corrected address.

    Raises NotFound mail.no_letter, Forbidden mail.forbidden, Conflict mail.no_letter.
    """
    with transaction.atomic():
        row = _load(actor, letter_id)
        if row.state not in FAILED:
            raise Conflict("mail.no_letter")
        documents.letter_again(recipient_id=row.recipient_id, address=address)
        _wake(actor, row, address.strip() or row.address)
        audit.record(actor, "outgoing.letter_again", SubjectRef("outgoing", row.outgoing_id), letter=row.pk)
        deliver.defer(letter_id=row.pk)


def give_up(*, actor: Actor, letter_id: int) -> None:
    """No further try: the clerk reaches them another way. A line that still waited turns to failed.

    Raises NotFound mail.no_letter, Forbidden mail.forbidden, Conflict mail.no_letter (sent, or given up already).
    """
    with transaction.atomic():
        row = _load(actor, letter_id)
        if row.state not in {*FAILED, Letter.State.WAITING}:
            raise Conflict("mail.no_letter")
        Letter.objects.for_actor(actor).filter(pk=row.pk).update(state=Letter.State.DROPPED)
        documents.letter_state(
            actor=actor, recipient_id=row.recipient_id, state="failed", note=say("mail.given_up")
        )
        audit.record(
            actor, "outgoing.letter_given_up", SubjectRef("outgoing", row.outgoing_id), letter=row.pk
        )


def _load(actor: Actor, letter_id: int) -> Letter:
    row = Letter.objects.for_actor(actor).select_for_update().filter(pk=letter_id).first()
    if row is None:
        raise NotFound("mail.no_letter")
    if reason := policies.may(actor, "retry", row.agency_id):
        raise Forbidden(reason)
    return row
