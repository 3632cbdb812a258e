"""Tie files to things, and hand them to other agencies."""

from django.db import transaction

from congso.audit import api as audit
from congso.files.models import File, FileUse
from congso.files.queries import known, to_row
from congso.files.rows import FileRow
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict
from congso.kernel.refs import SubjectRef


def use(file_id: int, subject: SubjectRef, role: str = "main", order: int = 0) -> None:
    """The thing holds the file in this role from now on. Twice is once; the order is renewed.

    Raises NotFound files.unknown, Conflict files.purged.
    """
    if known(file_id).state == File.State.PURGED:
        raise Conflict("files.purged")
    held = FileUse(file_id=file_id, subject_kind=subject.kind, subject_id=subject.id, role=role, order=order)
    FileUse.objects.bulk_create(
        [held],
        update_conflicts=True,
        unique_fields=["file", "subject_kind", "subject_id", "role"],
        update_fields=["order"],
    )


def unuse(file_id: int, subject: SubjectRef, role: str | None = None) -> None:
    """The thing lets go of the file (a draft's attachment taken out). The file stays."""
    uses = FileUse.objects.filter(file_id=file_id, subject_kind=subject.kind, subject_id=subject.id)
    (uses.filter(role=role) if role else uses).delete()


def copy_to_agency(file_id: int, agency_id: int, *, actor: Actor | None = None) -> FileRow:
    """A file of another agency on the same bytes. Nothing of the first agency's rights or renditions goes with it.

    Raises NotFound files.unknown, Conflict files.purged or files.held.
    """
    with transaction.atomic():
        source = known(file_id, lock=True)
        if source.state != File.State.READY:
            raise Conflict("files.purged" if source.state == File.State.PURGED else "files.held")
        copy = File.objects.create(
            blob=source.blob,
            name=source.name,
            agency_id=agency_id,
            purpose=source.purpose,
            text_state=source.text_state,
            at=clock.now(),
        )
        audit.record(
            actor or Actor.system(source.agency_id),
            "file.shared",
            SubjectRef("file", source.pk),
            copy=copy.pk,
            agency=agency_id,
        )
    return to_row(copy)
