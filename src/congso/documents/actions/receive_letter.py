"""A letter to the agency's address becomes an arrival (Decree 30 art. 21: whatever the channel, the clerk receives it)."""

from collections.abc import Sequence

from django.db import transaction

from congso.documents.actions.receive_incoming import make
from congso.documents.rules_incoming import Fields, tidy
from congso.guard import api as guard
from congso.kernel.actor import Actor


def receive_letter(
    *, actor: Actor, agency_id: int, file_ids: Sequence[int], description: str, subject: str = ""
) -> int:
    """A waiting arrival of channel e-mail with these files of the agency, main first; its id.

    `description` says who wrote and when, `subject` only where no document tells its own. Raises the guard's refusal
    (call `check` first, outside a transaction). Event IncomingReceived.
    """
    given = tidy(Fields(description=description[:500], subject=subject[:500]))
    with transaction.atomic():
        return make(actor, agency_id, channel="email", file_ids=file_ids, given=given).pk


def check_letter(*, actor: Actor, description: str, subject: str) -> None:
    """Raises the guard's SecretMarking for marked words of the letter's head."""
    guard.check_fields(actor=actor, values={"subject": subject, "description": description}, entrance="mail")
