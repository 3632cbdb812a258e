"""The words of a file: kept at the entrance when few, by a job when many; watched by guard either way."""

from collections.abc import Sequence

from django.db import transaction

from congso.audit import api as audit
from congso.files import storage
from congso.files.actions.marked import live, purge_marked
from congso.files.events import TextRead
from congso.files.inspector.client import inspector
from congso.files.inspector.results import Bad, Found, Limits
from congso.files.models import Blob, File, PageText
from congso.files.queries import known
from congso.files.rules import PDF, STATED
from congso.guard import api as guard
from congso.kernel import events
from congso.kernel.actor import Actor
from congso.kernel.jobs import job
from congso.kernel.refs import SubjectRef

_WHOLE = Limits(text_pages=2000, text_seconds=240)


def keep_text(file: File, found: Found, *, watch: bool) -> None:
    """In the storing transaction. Words of a long document, read only in part so far, are left to the job.

    `watch`: let guard look at the rest too; not for what this house laid out itself from checked parts.
    """
    if found.complete:
        _keep(file, found.texts)
    else:
        read_text.defer(file_id=file.pk, watch=watch)


def _keep(file: File, texts: Sequence[str]) -> None:
    if not PageText.objects.filter(blob_id=file.blob_id).exists():
        rows = [
            PageText(blob_id=file.blob_id, page=n, text=text)
            for n, text in enumerate(texts, 1)
            if text.strip()
        ]
        PageText.objects.bulk_create(rows, ignore_conflicts=True)
    has_words = any(text.strip() for text in texts)
    file.text_state = File.TextState.READ if has_words else File.TextState.NONE
    file.save(update_fields=["text_state"])
    events.publish(TextRead(file_id=file.pk))


@job("files.read_text", retry=4)
def read_text(*, file_id: int, watch: bool = True) -> None:
    """Read every page, for every copy of the bytes. A marking found late purges them all, as if it had been seen at the
    entrance; what cannot be read to its end is held, as a scan is, until somebody looked.
    """
    file = known(file_id)
    # Whoever watches looks even when a copy that needs no watching was read before.
    if file.blob.purged_at is not None or file.blob.mime != PDF or not (watch or _waits(file)):
        return
    try:
        with storage.local_path(file.blob) as path:
            texts = inspector.texts(path, _WHOLE)
    except Bad:
        with transaction.atomic():
            _give_up(file.blob, watch=watch)
        return
    with transaction.atomic():
        copies = live(file.blob)
        hit = guard.check_text(texts) if watch and copies else None
        if hit is not None:
            purge_marked(file.blob, hit)
            return
        for copy in copies:
            if _waits(copy):
                _keep(copy, texts)


def _waits(file: File) -> bool:
    return file.text_state == File.TextState.WAITING and file.state != File.State.PURGED


def _give_up(blob: Blob, *, watch: bool) -> None:
    """The words stay unknown. Nobody vouches for the pages that were not read, unless somebody stated it before."""
    for copy in live(blob):
        if not _waits(copy):
            continue
        copy.text_state = File.TextState.FAILED
        if watch and copy.state == File.State.READY and copy.purpose not in STATED:
            copy.state = File.State.HELD
            audit.record(
                Actor.system(copy.agency_id), "file.held", SubjectRef("file", copy.pk), reason="unread"
            )
        copy.save(update_fields=["text_state", "state"])
        events.publish(TextRead(file_id=copy.pk))
