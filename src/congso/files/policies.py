"""Who reads a file: whoever may read the thing that holds it. Domains say so by registering their kind."""

from collections.abc import Callable

from congso.files.models import File, FileUse
from congso.files.queries import files_of, known, to_row
from congso.files.rows import FileRow
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Forbidden, NotFound
from congso.kernel.refs import SubjectRef

MayRead = Callable[[Actor, SubjectRef], bool]

# A file just uploaded is no thing's yet; `/tep/file/<id>/<id>/…` shows it to the person who brought it.
LOOSE = "file"
_holders: dict[str, MayRead] = {}


def register_holder(kind: str, may_read: MayRead) -> None:
    """Say who reads things of a kind, and with them their files. Raises ValueError for a kind with two policies."""
    if kind == LOOSE or _holders.get(kind, may_read) is not may_read:
        raise ValueError(f"the holder {kind!r} has a policy already")
    _holders[kind] = may_read


def readable(actor: Actor, subject: SubjectRef, file_id: int) -> File:
    """The file, if this actor may read it on this thing.

    Raises NotFound files.unknown in every other case: wrong thing, wrong file, no right, held for another.
    """
    file = known(file_id)
    if not _may_read(actor, subject, file):
        raise NotFound("files.unknown")
    return file


def readable_rows(actor: Actor, subject: SubjectRef) -> list[FileRow]:
    """The files of a thing that this actor may read, ordered: for parts of other apps' pages about files.

    Raises NotFound files.unknown when there is none: no right, no such thing, nothing on it.
    """
    held = [to_row(known(subject.id))] if subject.kind == LOOSE else files_of(subject)
    rows = [row for row in held if _may_read(actor, subject, known(row.id))]
    if not rows:
        raise NotFound("files.unknown")
    return rows


def may_state(actor: Actor, file: File | FileRow) -> bool:
    """Who looks at a held file and says what it carries: whoever brought it; the agency's clerk for what came by itself."""
    if file.uploader_id is not None:
        return file.uploader_id == actor.person_id
    return file.agency_id is not None and file.agency_id == actor.agency_id and actor.has(Role.CLERK)


def _may_read(actor: Actor, subject: SubjectRef, file: File) -> bool:
    own = file.uploader_id is not None and file.uploader_id == actor.person_id
    if file.state == File.State.HELD and not may_state(actor, file):
        return False
    if subject.kind == LOOSE:
        return subject.id == file.pk and own and file.agency_id == actor.agency_id
    if not FileUse.objects.filter(file=file, subject_kind=subject.kind, subject_id=subject.id).exists():
        return False
    policy = _holders.get(subject.kind)
    return policy is not None and policy(actor, subject)


def must_purge(actor: Actor, file: File) -> None:
    """The system (recall, retention), the agency's clerk or administrator, or the uploader while nothing holds the file.

    Raises Forbidden files.may_not_purge.
    """
    if actor.is_system and actor.agency_id in {None, file.agency_id}:
        return
    if file.agency_id is not None and file.agency_id == actor.agency_id:
        if actor.has(Role.CLERK, Role.ADMIN):
            return
        if file.uploader_id == actor.person_id and not file.uses.exists():
            return
    raise Forbidden("files.may_not_purge")
