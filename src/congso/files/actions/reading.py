"""The words of a file: kept at the entrance when few, by a job when many; watched by guard either way."""

from collections.abc import Sequence

from django.db import transaction

from congso.files import storage
from congso.files.actions.purge import purge_secret
from congso.files.events import TextRead
from congso.files.inspector.client import inspector
from congso.files.inspector.results import Bad, Found, Limits
from congso.files.models import File, PageText
from congso.files.queries import known
from congso.files.rules import PDF, ending_of
from congso.guard import api as guard
from congso.kernel import events
from congso.kernel.actor import Actor
from congso.kernel.jobs import job

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
    """Read every page. A marking found late purges the file, as if it had been seen at the entrance."""
    file = known(file_id)
    if file.text_state != File.TextState.WAITING or file.state == File.State.PURGED or file.blob.mime != PDF:
        return
    try:
        with storage.local_path(file.blob) as path:
            texts = inspector.texts(path, _WHOLE)
    except Bad:
        File.objects.unscoped(reason="job").filter(pk=file_id).update(text_state=File.TextState.FAILED)
        return
    actor = Actor.system(file.agency_id)
    with transaction.atomic():
        file = known(file_id, lock=True)
        if file.state == File.State.PURGED:
            return
        hit = guard.check_text(texts) if watch else None
        if hit is not None:
            guard.found_late(
                actor=actor,
                hit=hit,
                entrance=file.purpose,
                ending=ending_of(file.name),
                person_id=file.uploader_id,
            )
            purge_secret(actor=actor, file=file)
        else:
            _keep(file, texts)
