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


def post_letters(*, actor: Actor, outgoing_id: int) -> list[int]:
    """A letter for each waiting e-mail line that has none; the ids of those made. Without a mail server the lines stay the
    clerk's; a document that may not leave by e-mail turns them to failed with the reason."""
    issued = documents.issued_letter(actor=actor, outgoing_id=outgoing_id)
    if not smtp.ready() or not issued.open:
        return []
    made: list[int] = []
    with transaction.atomic():
        for line in documents.email_lines(actor=actor, outgoing_id=outgoing_id):
            if reason := policies.may_leave(restricted=issued.restricted):
                documents.letter_state(actor=actor, recipient_id=line.id, state="failed", note=say(reason))
                continue
            letter, fresh = Letter.objects.for_actor(actor).get_or_create(
                recipient_id=line.id,
                defaults={"agency_id": issued.agency_id, "outgoing_id": outgoing_id, "address": line.address, **_fresh()},
            )  # fmt: skip
            if fresh:
                made.append(letter.pk)
                deliver.defer(letter_id=letter.pk)
        if made:
            audit.record(actor, "outgoing.letters", SubjectRef("outgoing", outgoing_id), letters=made)
    return made


def _fresh() -> dict[str, object]:
    now = clock.now()
    return {
        "message_id": f"<{uuid7()}@{settings.CONGSO_MAIL_FROM.rpartition('@')[2]}>",
        "token": secrets.token_urlsafe(32),
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
        row = Letter.objects.for_actor(actor).select_for_update().filter(pk=letter_id).first()
        if row is None:
            raise NotFound("mail.no_letter")
        if reason := policies.may(actor, "retry", row.agency_id):
            raise Forbidden(reason)
        if row.state not in {Letter.State.REFUSED, Letter.State.DEAD}:
            raise Conflict("mail.no_letter")
        documents.letter_again(recipient_id=row.recipient_id, address=address)
        again = {
            "address": address.strip() or row.address,
            "state": Letter.State.WAITING,
            "tries": 0,
            "error": "",
        }
        Letter.objects.for_actor(actor).filter(pk=row.pk).update(**again, **_fresh())
        audit.record(actor, "outgoing.letter_again", SubjectRef("outgoing", row.outgoing_id), letter=row.pk)
        deliver.defer(letter_id=row.pk)
