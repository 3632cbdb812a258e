"""Whose hands a thing is in, and since when: the ground of the trace ("waiting told from working")."""

from django.db.models import Q, QuerySet

from congso.documents.models import Hold
from congso.kernel import clock
from congso.kernel.refs import SubjectRef


def _open(subject: SubjectRef, among: QuerySet[Hold] | None = None) -> QuerySet[Hold]:
    rows = Hold.objects.unscoped(reason="of the document an act has in hand") if among is None else among
    return rows.filter(subject_kind=subject.kind, subject_id=subject.id, until=None)


def pass_to(
    subject: SubjectRef,
    *,
    agency_id: int,
    holder_name: str,
    stage: str,
    person_id: int | None = None,
    unit_id: int | None = None,
) -> None:
    """From now on it is in these hands, waiting until they start; the main hold before it ends."""
    _open(subject).filter(side=False).update(until=clock.now())
    _hold(subject, agency_id, holder_name, stage, person_id=person_id, unit_id=unit_id)


def pass_beside(
    subject: SubjectRef,
    *,
    agency_id: int,
    holder_name: str,
    stage: str,
    person_id: int | None = None,
    unit_id: int | None = None,
) -> None:
    """These hands help: their hold runs beside the main one."""
    _hold(subject, agency_id, holder_name, stage, person_id=person_id, unit_id=unit_id, side=True)


def _hold(
    subject: SubjectRef, agency_id: int, holder_name: str, stage: str, **whose: int | bool | None
) -> None:
    Hold.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        agency_id=agency_id,
        holder_name=holder_name,
        stage=stage,
        since=clock.now(),
        **whose,
    )


def begin_work(
    subject: SubjectRef,
    *,
    person_id: int | None,
    unit_id: int | None = None,
    among: QuerySet[Hold] | None = None,
) -> bool:
    """The holder started: opened it, or wrote something. Later calls change nothing; returns whether this one did.

    `among`: the holds in somebody's sight, where the document itself was not loaded.
    """
    whose = Q(person_id=person_id, person_id__isnull=False)
    if unit_id is not None:
        whose |= Q(unit_id=unit_id, person_id=None)
    rows = _open(subject, among).filter(whose, working_since=None)
    return bool(rows.update(working_since=clock.now()))


def release(subject: SubjectRef, *, person_id: int | None = None, unit_id: int | None = None) -> None:
    """These hands are done (side holds); without a name: everybody's are."""
    rows = _open(subject)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    rows.update(until=clock.now())
