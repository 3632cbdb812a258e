"""A secrecy marking found in bytes that were kept: they go wherever they are, with what was made from them."""

from django.db.models import Q

from congso.audit import api as audit
from congso.files.actions.purge import purge_secret
from congso.files.events import MarkingStated, PagesRead
from congso.files.models import Blob, File
from congso.files.rules import ending_of
from congso.guard import api as guard
from congso.kernel import events
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef


def purge_marked(blob: Blob, hit: guard.Hit) -> None:
    """As if the marking had been seen at the entrance, for every agency that holds the bytes or what was made from them.

    One refusal and one empty stub an agency, however many files it loses. In the caller's transaction.
    """
    told: set[int | None] = set()
    for file in _related(blob):
        if file.state == File.State.PURGED:
            continue
        actor = Actor.system(file.agency_id)
        if file.agency_id not in told:
            told.add(file.agency_id)
            guard.found_late(
                actor=actor,
                hit=hit,
                entrance=file.purpose,
                ending=ending_of(file.name),
                person_id=file.uploader_id,
            )
        purge_secret(actor=actor, file=file)
        audit.record(actor, "file.marking_read", SubjectRef("file", file.pk), marked=True)
        events.publish(MarkingStated(file_id=file.pk, marked=True))
        events.publish(PagesRead(file_id=file.pk))


def live(blob: Blob) -> list[File]:
    """Every copy of the bytes that is not purged, locked."""
    copies = File.objects.unscoped(reason="every copy of the bytes").filter(blob=blob)
    rows = copies.exclude(state=File.State.PURGED).select_for_update(of=("self",)).order_by("pk")
    list(rows)  # may wait for somebody who is making a copy: only the second look sees it
    return list(rows.all())


def _related(blob: Blob) -> list[File]:
    """The copies of the bytes, what they were made of and what was made of them, and the copies of these; locked.

    The bytes that were read come first. Looked for until nothing new turns up: who was making or copying one of them
    holds its row until it is done, so the last look sees what came of it.
    """
    found: dict[int, File] = {}
    while True:
        wider = Q(blob=blob)
        if found:
            blobs = {file.blob_id for file in found.values()}
            sources = {file.made_from_id for file in found.values() if file.made_from_id is not None}
            wider |= Q(blob_id__in=blobs) | Q(pk__in=sources) | Q(made_from_id__in=list(found))
        rows = File.objects.unscoped(reason="every copy of marked bytes").filter(wider)
        locked = {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
        if locked.keys() == found.keys():
            return sorted(locked.values(), key=lambda file: (file.blob_id != blob.pk, file.pk))
        found = locked
