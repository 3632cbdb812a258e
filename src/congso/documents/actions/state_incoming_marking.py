"""The clerk looked at a held scan and says whether it carries a secrecy marking."""

from django.db import transaction

from congso.audit import api as audit
from congso.documents.actions.drop_pile import drop_pile_of
from congso.documents.actions.refuse_incoming import return_to_sender
from congso.documents.support_incoming import load_for, ref
from congso.documents.wording_incoming import MARKED_REASON
from congso.files import api as files
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound


def state_incoming_marking(*, actor: Actor, incoming_id: int, marked: bool) -> None:
    """Not marked: every held file of the arrival becomes usable. Marked: their bytes go, a stub stays, it is returned.

    A registered arrival, whose last pages turned out unreadable after that, keeps its number and its fields.
    Raises Forbidden, NotFound (also documents' files held for another person), Conflict. Event IncomingRefused if marked.
    """
    with transaction.atomic():
        incoming = load_for(actor, "state_marking", incoming_id)
        held = [file for file in files.files_of(ref(incoming)) if file.state == "held"]
        if not held:
            raise NotFound("files.unknown")
        for file in held:
            files.state_marking(actor=actor, file_id=file.id, marked=marked)
        audit.record(actor, "incoming.marking_stated", ref(incoming), marked=marked)
        if marked:
            drop_pile_of(incoming)
        if marked and incoming.state == "waiting":
            return_to_sender(actor, incoming, MARKED_REASON)
