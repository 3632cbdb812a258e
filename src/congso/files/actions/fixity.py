"""The bytes that arrived are sacred: read again by turns and compared with their hash."""

import logging
from datetime import timedelta

from django.db.models import F

from congso.files import storage
from congso.files.models import Blob
from congso.kernel import clock

log = logging.getLogger(__name__)
EVERY = timedelta(days=30)


def check(*, limit: int) -> list[str]:
    """Hashes of blobs found changed or missing in this round, longest unread first. Each is marked and logged."""
    due = Blob.objects.filter(purged_at=None, checked_at__lt=clock.now() - EVERY)
    damaged = []
    for blob in due.order_by(F("checked_at").asc(nulls_first=True))[:limit]:
        blob.checked_at = clock.now()
        if not _intact(blob):
            blob.damaged_at = blob.damaged_at or clock.now()
            damaged.append(blob.sha256)
            log.error("stored bytes do not match their hash: %s", blob.sha256)
        blob.save(update_fields=["checked_at", "damaged_at"])
    return damaged


def _intact(blob: Blob) -> bool:
    try:
        return storage.digest_of(blob.storage_key) == blob.sha256
    except OSError:
        return False
