"""The bytes that arrived are sacred: read again by turns and compared with their hash."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from congso.audit import api as audit
from congso.files import storage
from congso.files.events import BytesDamaged
from congso.files.models import Blob
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef

log = logging.getLogger(__name__)
EVERY = timedelta(days=30)
# What was found broken is read each day: put back from a backup, it is whole again by itself.
BROKEN_EVERY = timedelta(hours=20)
# Of one portion: a job that holds a worker for seconds, not for the night. The next portion goes on where it ended.
BLOBS, BYTES = 200, 1 << 30


def due(now: datetime) -> QuerySet[Blob]:
    """What is to be read, longest unread first."""
    stale = Q(checked_at=None) | Q(checked_at__lt=now - EVERY)
    stale |= Q(damaged_at__isnull=False, checked_at__lt=now - BROKEN_EVERY)
    return Blob.objects.filter(stale, purged_at=None).order_by("checked_at", "pk")


def check_portion() -> bool:
    """Read one portion; True when more waits. Each blob is written down as it is read, so that a killed job loses one."""
    read = 0
    for count, blob in enumerate(due(clock.now())[:BLOBS], 1):
        _check(blob)
        read += blob.size
        if count == BLOBS or read >= BYTES:
            return due(clock.now()).exists()
    return False


def _check(blob: Blob) -> None:
    """An alarm when it broke since the last time, a line in the journal when it is whole again."""
    whole, now = _intact(blob), clock.now()
    with transaction.atomic():
        mine = Blob.objects.filter(pk=blob.pk, purged_at=None)
        if whole:
            healed = mine.filter(damaged_at__isnull=False).update(checked_at=now, damaged_at=None)
            if healed:
                audit.record(Actor.system(), "file.restored", SubjectRef("blob", blob.pk), sha256=blob.sha256)
            else:
                mine.update(checked_at=now)
            return
        if mine.filter(damaged_at=None).update(checked_at=now, damaged_at=now):
            audit.record(Actor.system(), "file.damaged", SubjectRef("blob", blob.pk), sha256=blob.sha256)
            events.publish(BytesDamaged(sha256=blob.sha256))
        else:
            mine.update(checked_at=now)
    log.error("stored bytes do not match their hash: %s", blob.sha256)


def _intact(blob: Blob) -> bool:
    try:
        return storage.digest_of(blob.storage_key) == blob.sha256
    except OSError:
        return False
