"""What the uploader of a scan says about its secrecy marking, while no machine can read it."""

from django.db import transaction

from congso.audit import api as audit
from congso.files import policies
from congso.files.actions.purge import purge_secret
from congso.files.events import MarkingStated
from congso.files.models import File
from congso.files.queries import known, to_row
from congso.files.rows import FileRow
from congso.files.rules import ending_of
from congso.guard import api as guard
from congso.kernel import events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, NotFound
from congso.kernel.refs import SubjectRef


def state_marking(*, actor: Actor, file_id: int, marked: bool) -> FileRow:
    """The uploader looked (a clerk at what came by itself): not marked makes the file usable, marked purges it and keeps a stub (`guard.api.stub_of`).

    Raises NotFound files.unknown (nobody else knows of a held file), Conflict files.not_held.
    """
    with transaction.atomic():
        file = known(file_id, lock=True)
        if not policies.may_state(actor, file):
            raise NotFound("files.unknown")
        if file.state != File.State.HELD:
            raise Conflict("files.not_held")
        if marked:
            guard.stated_secret(actor=actor, entrance=file.purpose, ending=ending_of(file.name))
            purge_secret(actor=actor, file=file)
        else:
            file.state = File.State.READY
            file.save(update_fields=["state"])
        audit.record(actor, "file.marking_stated", SubjectRef("file", file.pk), marked=marked)
        events.publish(MarkingStated(file_id=file.pk, marked=marked))
    return to_row(file)
