"""Lawful removal: recall, spill, expired retention, personal data. The row and its hash stay."""

from django.db import transaction
from django.db.models import Q

from congso.audit import api as audit
from congso.files import policies, storage
from congso.files.events import FilePurged
from congso.files.models import Blob, File, PageImage, PageText, Rendition, Scan
from congso.files.queries import known
from congso.files.rows import PurgeReport
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef


def purge(*, actor: Actor, file_id: int, reason: str) -> PurgeReport:
    """Remove a file's bytes, words and renditions for its agency; bytes go when no other live file uses them.

    Raises Forbidden files.may_not_purge. A purged file stays purged: the second call does nothing.
    """
    with transaction.atomic():
        file = known(file_id, lock=True)
        policies.must_purge(actor, file)
        return _purge(actor, file, reason=reason)


def purge_secret(*, actor: Actor, file: File) -> PurgeReport:
    """As `purge`, for bytes that should never have been here: the name goes too, it may tell what they said."""
    file.name = "Tệp đã xóa"
    return _purge(actor, file, reason="guard.secret_marking")


def _purge(actor: Actor, file: File, *, reason: str) -> PurgeReport:
    if file.state == File.State.PURGED:
        return PurgeReport(bytes_gone=False, renditions=0)
    file.state, file.purged_at, file.purge_reason = File.State.PURGED, clock.now(), reason[:300]
    file.save(update_fields=["state", "purged_at", "purge_reason", "name"])
    renditions = list(file.renditions.all())
    file.renditions.all().delete()
    gone = release(file.blob_id)
    for rendition in renditions:
        release(rendition.blob_id)
    audit.record(
        actor,
        "file.purged",
        SubjectRef("file", file.pk),
        reason=reason,
        sha256=file.blob.sha256,
        bytes_gone=gone,
        renditions=len(renditions),
    )
    events.publish(FilePurged(file_id=file.pk))
    return PurgeReport(bytes_gone=gone, renditions=len(renditions))


def release(blob_id: int) -> bool:
    """Remove a blob's bytes, words and drawn pages if nothing alive uses it any more. True when they went."""
    blob = Blob.objects.select_for_update().get(pk=blob_id)
    if blob.purged_at is not None or _is_used(blob):
        return False
    drawn = list(PageImage.objects.filter(source=blob).values_list("image_id", flat=True))
    PageImage.objects.filter(source=blob).delete()
    PageText.objects.filter(blob=blob).delete()
    Scan.objects.filter(blob=blob).delete()
    storage.forget(blob)
    for image in drawn:
        release(image)
    return True


def _is_used(blob: Blob) -> bool:
    live = File.objects.unscoped(reason="reference count").filter(~Q(state=File.State.PURGED), blob=blob)
    return (
        live.exists()
        or Rendition.objects.filter(blob=blob).exists()
        or PageImage.objects.filter(image=blob).exists()
    )
