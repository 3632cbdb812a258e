"""Things made from a file: stamped copies, text layers, thumbnails, and drawn pages."""

from typing import Any

from django.db import IntegrityError, transaction

from congso.files import storage
from congso.files.actions.purge import release
from congso.files.actions.store import look
from congso.files.inspector.client import inspector
from congso.files.inspector.results import Bad
from congso.files.models import Blob, File, PageImage, Rendition
from congso.files.queries import known
from congso.files.rules import PDF, SHOWN_AS_PAGES, WEBP, height_for
from congso.kernel import clock
from congso.kernel.errors import Conflict, NotFound

_OWN_TYPES = {WEBP, "text/plain", "application/json"}


def add_rendition(file_id: int, kind: str, content: bytes, mime: str, *, page: int | None = None) -> str:
    """Keep `content` beside the original, in place of an earlier one of the kind. Returns its SHA-256.

    Raises Conflict files.purged: nothing new is made of what was removed.
    """
    with storage.spooled(content) as spool:
        pages, sizes = None, []
        if mime not in _OWN_TYPES:
            found = look(spool, "")
            mime, pages, sizes = found.mime, found.pages, found.sizes
        with transaction.atomic():
            if known(file_id, lock=True).state == File.State.PURGED:
                raise Conflict("files.purged")
            blob = storage.keep(spool, mime, pages=pages, sizes=sizes)
            before = Rendition.objects.filter(file_id=file_id, kind=kind, page=page).first()
            Rendition.objects.update_or_create(
                file_id=file_id, kind=kind, page=page, defaults={"blob": blob, "at": clock.now()}
            )
            if before is not None and before.blob_id != blob.pk:
                release(before.blob_id)
    return blob.sha256


def page_image(blob: Blob, page: int, width: int) -> Blob:
    """The drawn page, made at the first asking. Raises NotFound files.page_missing."""
    known_image = (
        PageImage.objects.filter(source=blob, page=page, width=width).select_related("image").first()
    )
    if known_image is not None:
        return known_image.image
    if blob.mime not in SHOWN_AS_PAGES or blob.purged_at is not None or not 1 <= page <= len(blob.page_sizes):
        raise NotFound("files.page_missing", page=page)
    height = height_for(width, blob.page_sizes[page - 1])
    try:
        with storage.local_path(blob) as path:
            drawn = inspector.draw(path, blob.mime, page=page, box=(width, height))
    except Bad as bad:
        raise NotFound(bad.code, **bad.params) from bad
    return _keep_image(blob, page, (width, height), drawn)


def word_places(blob: Blob, asked: str) -> list[dict[str, Any]]:
    """Where what was asked stands on the pages of a PDF; nothing where it cannot be told."""
    if blob.mime != PDF or blob.purged_at is not None or not asked.strip():
        return []
    try:
        with storage.local_path(blob) as path:
            return inspector.find(path, asked)
    except Bad:
        return []


def _keep_image(source: Blob, page: int, box: tuple[int, int], drawn: bytes) -> Blob:
    with storage.spooled(drawn) as spool, transaction.atomic():
        locked = Blob.objects.select_for_update().get(pk=source.pk)
        if locked.purged_at is not None:
            raise NotFound("files.page_missing", page=page)
        image = storage.keep(spool, WEBP, pages=None, sizes=[])
        try:
            with transaction.atomic():
                PageImage.objects.create(source=source, page=page, width=box[0], height=box[1], image=image)
        except IntegrityError:
            pass  # another reader had it drawn in the same moment; both drawings are the same page
    return image
