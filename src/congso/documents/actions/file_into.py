"""Documents into work files and out of them; the flow does it by itself when a draft with a file is issued."""

from django.db import transaction
from django.db.models import Max, Q

from congso.audit import api as audit
from congso.documents.models import Answer, OutgoingDocument, WorkFile
from congso.documents.support_work_files import lock, ref, see_subject
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.kernel.refs import SubjectRef


def file_into(*, actor: Actor, work_file_id: int, subject: SubjectRef) -> int:
    """Put a document (incoming, draft, outgoing) into a file; returns its ordinal, the old one when it lies there already.

    The document is not copied and may lie in many files. Raises NotFound documents.work_file_unknown or
    documents.not_found, Conflict documents.work_file_closed.
    """
    with transaction.atomic():
        see_subject(actor, subject)
        work_file = lock(actor, "add", work_file_id)
        known = work_file.items.filter(subject_kind=subject.kind, subject_id=subject.id).first()
        if known is not None:
            return known.ordinal
        last: int = work_file.items.aggregate(last=Max("ordinal"))["last"] or 0
        work_file.items.create(
            ordinal=last + 1,
            subject_kind=subject.kind,
            subject_id=subject.id,
            added_at=clock.now(),
            added_by_name=actor.name,
        )
        audit.record(actor, "work_file.added", ref(work_file), document=str(subject), ordinal=last + 1)
        audit.record(actor, "document.filed", subject, work_file=work_file.pk)
    return last + 1


def take_out(*, actor: Actor, work_file_id: int, subject: SubjectRef) -> None:
    """The keeper takes a document out again; the ordinals of the others stay.

    Raises NotFound documents.work_file_unknown or documents.work_file_moved, Forbidden, Conflict documents.work_file_closed.
    """
    with transaction.atomic():
        work_file = lock(actor, "remove", work_file_id)
        gone, _ = work_file.items.filter(subject_kind=subject.kind, subject_id=subject.id).delete()
        if not gone:
            raise NotFound("documents.work_file_moved")
        audit.record(actor, "work_file.removed", ref(work_file), document=str(subject))
        audit.record(actor, "document.unfiled", subject, work_file=work_file.pk)


def file_issued(*, actor: Actor, outgoing_id: int) -> list[int]:
    """The issued document goes where its draft was kept, with the arrivals it answers; returns the files.

    Files of the draft are found by its own choice, by the draft lying in them, or, without either, by the one open file
    of the arrivals it answers. A file closed meanwhile is left alone.
    """
    outgoing = (
        OutgoingDocument.objects.for_actor(actor).select_related("draft").filter(pk=outgoing_id).first()
    )
    if outgoing is None:
        raise NotFound("documents.not_found")
    issued = SubjectRef("outgoing", outgoing.pk)
    with transaction.atomic():
        arrivals = _answered(outgoing)
        found = _files_of(actor, outgoing, arrivals)
        for work_file in found:
            _replace_draft(work_file, outgoing)
            for subject in (*arrivals, issued):
                file_into(actor=actor, work_file_id=work_file.pk, subject=subject)
    return [work_file.pk for work_file in found]


def _answered(outgoing: OutgoingDocument) -> list[SubjectRef]:
    rows = Answer.objects.unscoped(reason="of the document in hand, or of the draft it was issued from")
    of_it = Q(outgoing=outgoing)
    if outgoing.draft_id is not None:
        of_it |= Q(draft_id=outgoing.draft_id)
    rows = rows.filter(of_it)
    ids = rows.order_by("incoming_id").values_list("incoming_id", flat=True).distinct()
    return [SubjectRef("incoming", incoming_id) for incoming_id in ids]


def _files_of(actor: Actor, outgoing: OutgoingDocument, arrivals: list[SubjectRef]) -> list[WorkFile]:
    rows = WorkFile.objects.for_actor(actor).filter(state=WorkFile.State.OPEN)
    draft = outgoing.draft
    chosen = list(rows.filter(items__subject_kind="draft", items__subject_id=draft.pk)) if draft else []
    if draft is not None and draft.work_file_id is not None:
        chosen += [one for one in rows.filter(pk=draft.work_file_id) if one not in chosen]
    if chosen:
        return chosen
    ids = [one.id for one in arrivals]
    of_arrivals = list(rows.filter(items__subject_kind="incoming", items__subject_id__in=ids).distinct()[:2])
    return of_arrivals if len(of_arrivals) == 1 else []


def _replace_draft(work_file: WorkFile, outgoing: OutgoingDocument) -> None:
    """The draft's place becomes that of the document issued from it."""
    items = work_file.items.all()
    if outgoing.draft_id is None or items.filter(subject_kind="outgoing", subject_id=outgoing.pk).exists():
        return
    items.filter(subject_kind="draft", subject_id=outgoing.draft_id).update(
        subject_kind="outgoing", subject_id=outgoing.pk
    )
