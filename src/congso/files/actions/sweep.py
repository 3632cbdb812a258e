"""What a crash or a rolled-back act left in the store: half uploads, bytes without a row, bytes whose purge was cut short."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from congso.files import storage
from congso.files.models import Blob
from congso.kernel import clock

SETTLED = timedelta(days=1)  # what is younger may belong to an act still under way


def sweep() -> int:
    """Delete leftovers of a local store; returns how many. A remote store is left to its own life-cycle rules."""
    store = storage.originals()
    if not isinstance(store, FileSystemStorage):
        return 0
    root, before = Path(store.location), clock.now() - SETTLED
    gone = 0
    for folder in (root / ".tmp").glob("up-*"):
        if _age(folder) < before:
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    for paths in _by_folder(root):
        keys = {str(path.relative_to(root)): path for path in paths if _age(path) < before}
        live = Blob.objects.filter(storage_key__in=keys, purged_at=None).values_list("storage_key", flat=True)
        for key in keys.keys() - set(live):
            keys[key].unlink(missing_ok=True)
            gone += 1
    return gone


def _age(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _by_folder(root: Path) -> Iterator[list[Path]]:
    """Stored files, those of one top folder (a 256th of the store) at a time."""
    for top in sorted(root.glob("[0-9a-f][0-9a-f]")):
        yield [path for path in top.glob("*/*") if path.is_file()]
