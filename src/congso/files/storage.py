"""Bytes in and out of storages["originals"]: spooled with a limit, stored once by hash, read as a local path when needed."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File as DjangoFile
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import transaction
from django.http import UnreadablePostError

from congso.files.models import Blob
from congso.files.rules import storage_key
from congso.kernel import clock
from congso.kernel.errors import Invalid

_CHUNK = 1 << 20


def originals() -> Storage:
    return storages["originals"]


@dataclass(frozen=True, slots=True)
class Spooled:
    """Received bytes in a temporary file that vanishes with the block that made it."""

    path: Path
    sha256: str
    size: int


def _waiting_room() -> str | None:
    """Beside the store when that is a folder: moving in is then one rename, never half a file."""
    store = originals()
    if not isinstance(store, FileSystemStorage):
        return None
    room = Path(store.location) / ".tmp"
    room.mkdir(parents=True, exist_ok=True)
    return str(room)


class _Movable(DjangoFile):  # type: ignore[type-arg]
    """Django's folder storage renames a file that knows its path instead of copying it."""

    def __init__(self, raw: BinaryIO, path: Path) -> None:
        super().__init__(raw)
        self._path = path

    def temporary_file_path(self) -> str:
        return str(self._path)


@contextlib.contextmanager
def spooled(content: BinaryIO | bytes) -> Iterator[Spooled]:
    """Receive a stream. Raises Invalid files.empty, files.too_large, files.upload_broken; leaves nothing behind."""
    with tempfile.TemporaryDirectory(dir=_waiting_room(), prefix="up-") as folder:
        path = Path(folder) / "file"
        digest, size = hashlib.sha256(), 0
        with path.open("wb") as out:
            for chunk in _chunks(content):
                size += len(chunk)
                if size > settings.CONGSO_UPLOAD_LIMIT:
                    raise Invalid("files.too_large", limit=settings.CONGSO_UPLOAD_LIMIT // (1024 * 1024))
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if not size:
            raise Invalid("files.empty")
        yield Spooled(path, digest.hexdigest(), size)


def _chunks(content: BinaryIO | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    try:
        while chunk := content.read(_CHUNK):
            yield chunk
    except (UnreadablePostError, ConnectionError, EOFError, TimeoutError) as error:
        raise Invalid("files.upload_broken") from error


def keep(
    spool: Spooled, mime: str, *, pages: int | None, sizes: list[tuple[float, float]], locked: bool = False
) -> Blob:
    """The blob of these bytes, stored if it is not yet. Runs in the caller's transaction."""
    known = Blob.objects.select_for_update().filter(sha256=spool.sha256).first()
    if known is not None and known.purged_at is None:
        return known
    key = storage_key(spool.sha256)
    _put(key, spool)
    values: dict[str, Any] = {
        "size": spool.size,
        "mime": mime,
        "storage_key": key,
        "pages": pages,
        "page_sizes": sizes,
        "locked": locked,
        "checked_at": clock.now(),
        "damaged_at": None,
        "purged_at": None,
    }
    # Of two that bring the same bytes at once, the second renews the row of the first.
    made = Blob(sha256=spool.sha256, at=clock.now(), **values)
    (blob,) = Blob.objects.bulk_create(
        [made], update_conflicts=True, unique_fields=["sha256"], update_fields=list(values)
    )
    return blob


def _put(key: str, spool: Spooled) -> None:
    store = originals()
    if store.exists(key):
        # Left by an act that was rolled back after the bytes were in, or half-written by a crash of a remote store.
        if digest_of(key) == spool.sha256:
            return
        store.delete(key)
    with spool.path.open("rb") as raw:
        saved = store.save(key, _Movable(raw, spool.path))
    if saved != key:
        store.delete(saved)  # somebody stored the same bytes in this moment: theirs are as good


def digest_of(key: str) -> str:
    """SHA-256 of stored bytes, read again."""
    digest = hashlib.sha256()
    with originals().open(key, "rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextlib.contextmanager
def local_path(blob: Blob) -> Iterator[Path]:
    """The bytes as a file of this machine; a remote store is copied for the time of the block."""
    store = originals()
    try:
        path = Path(store.path(blob.storage_key))
    except NotImplementedError:
        with tempfile.TemporaryDirectory(prefix="congso-") as folder:
            path = Path(folder) / "file"
            with store.open(blob.storage_key, "rb") as file, path.open("wb") as out:
                while chunk := file.read(_CHUNK):
                    out.write(chunk)
            yield path
        return
    yield path


def forget(blob: Blob) -> None:
    """Take the bytes away once the transaction holds; the row and its hash stay. The row must be locked by the caller."""
    blob.purged_at = clock.now()
    blob.save(update_fields=["purged_at"])
    transaction.on_commit(lambda: erase(blob.pk))


def erase(blob_id: int) -> None:
    """Delete the bytes of a purged blob. Looks again under lock: the same bytes may have been taken in anew meanwhile."""
    with transaction.atomic():
        blob = Blob.objects.select_for_update().get(pk=blob_id)
        if blob.purged_at is not None and originals().exists(blob.storage_key):
            originals().delete(blob.storage_key)
