"""What the acts on work files share: guarded load, conditional save, who takes part."""

from collections.abc import Callable
from typing import Any, Final

from congso.documents import policies_records as policies
from congso.documents import support_draft, support_incoming, support_outgoing
from congso.documents.involve import involve
from congso.documents.models import Involvement, WorkFile
from congso.documents.policies_incoming import require
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, NotFound
from congso.kernel.refs import SubjectRef

KIND: Final = policies.WORK_FILE
# How a document is read with the actor's eyes; raises NotFound documents.not_found.
LOADERS: Final[dict[str, Callable[[Actor, int], Any]]] = {
    "incoming": support_incoming.load,
    "draft": support_draft.load,
    "outgoing": support_outgoing.load,
}


def ref(work_file: WorkFile) -> SubjectRef:
    return SubjectRef(KIND, work_file.pk)


def load(actor: Actor, work_file_id: int) -> WorkFile:
    """Raises NotFound documents.work_file_unknown: none, or not for these eyes."""
    rows = WorkFile.objects.for_actor(actor).select_related("keeper", "unit", "agency")
    found: WorkFile | None = rows.filter(pk=work_file_id).first()
    if found is None:
        raise NotFound("documents.work_file_unknown")
    return found


def load_for(actor: Actor, verb: str, work_file_id: int) -> WorkFile:
    work_file = load(actor, work_file_id)
    require(policies.may(actor, verb, work_file))
    return work_file


def lock(actor: Actor, verb: str, work_file_id: int) -> WorkFile:
    """Like `load_for`, and nobody else adds, takes out or closes until the transaction ends."""
    load(actor, work_file_id)
    WorkFile.objects.unscoped(reason="just loaded for the actor").select_for_update().get(pk=work_file_id)
    return load_for(actor, verb, work_file_id)


def see_subject(actor: Actor, subject: SubjectRef) -> None:
    """Raises NotFound documents.not_found for a document the actor may not see, or what no file holds."""
    loader = LOADERS.get(subject.kind)
    if loader is None:
        raise NotFound("documents.not_found")
    loader(actor, subject.id)


def change(work_file: WorkFile, **columns: Any) -> None:
    """Save if its state is still the one that was read. Raises Conflict documents.changed_meanwhile."""
    rows = WorkFile.objects.unscoped(reason="loaded for the actor before")
    if not rows.filter(pk=work_file.pk, state=work_file.state).update(**columns):
        raise Conflict("documents.changed_meanwhile")
    for name, value in columns.items():
        setattr(work_file, name, value)


def set_keeper(work_file: WorkFile) -> None:
    """The keeper and the unit take part, former ones no more."""
    parts = Involvement.objects.unscoped(reason="of the work file in hand")
    parts.filter(subject_kind=KIND, subject_id=work_file.pk, why="keeper").delete()
    for who in ({"person_id": work_file.keeper_id}, {"unit_id": work_file.unit_id}):
        if any(who.values()):
            involve(ref(work_file), agency_id=work_file.agency_id, why="keeper", **who)
