"""Take bytes in: the one entrance of files."""

from typing import BinaryIO

from django.db import transaction

from congso.audit import api as audit
from congso.files import storage
from congso.files.actions import ocr
from congso.files.actions.reading import keep_text
from congso.files.inspector.client import inspector
from congso.files.inspector.results import Bad, Found, Limits
from congso.files.models import Blob, File
from congso.files.queries import known, to_row
from congso.files.rows import FileRow
from congso.files.rules import ending_of, safe_name
from congso.guard import api as guard
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid
from congso.kernel.refs import SubjectRef


def store(
    *,
    actor: Actor,
    name: str,
    content: BinaryIO | bytes,
    purpose: str = "original",
    trusted: bool = False,
    made_from: int | None = None,
) -> FileRow:
    """Keep a file for the actor's agency.

    Raises Invalid `files.*` for bytes that are not taken, and guard's refusal for bytes with a secrecy marking; then
    nothing is kept. Files carried inside are looked at too. A scan (no words to look at) is kept as `held` until it was read by eye or its uploader looked. `trusted`: made by this house from checked parts
    (a laid-out draft, a signed PDF), so neither guard nor hold apply; the type is still found by content.
    `made_from`: the file it was made from; a marking found later in either purges both. Raises then also NotFound
    files.unknown, Conflict files.purged.
    """
    with storage.spooled(content) as spool:
        ending = ending_of(name)
        found = look(spool, ending)
        if not trusted:
            guard.check_file(
                actor=actor,
                pages=[*found.texts, *found.attached_texts],
                entrance=purpose,
                ending=ending,
                sha256=spool.sha256,
            )
        with transaction.atomic():
            if made_from is not None and known(made_from, lock=True).state == File.State.PURGED:
                raise Conflict("files.purged")
            blob = storage.keep(spool, found.mime, pages=found.pages, sizes=found.sizes, locked=found.locked)
            held = found.unread > 0 and not trusted and not ocr.is_cleared(blob)
            name = safe_name(name, found.mime)
            file = _file(actor, name, blob, purpose=purpose, held=held, made_from=made_from)
            keep_text(file, found, watch=not trusted)
            if not trusted and ocr.needs_eyes(found):
                ocr.later(file)
            audit.record(
                actor,
                "file.stored",
                SubjectRef("file", file.pk),
                sha256=blob.sha256,
                mime=blob.mime,
                size=blob.size,
                state=file.state,
                purpose=purpose,
            )
    return to_row(file)


def look(spool: storage.Spooled, ending: str) -> Found:
    """What the bytes are. Raises Invalid with the inspector's reason."""
    try:
        return inspector.inspect(spool.path, ending, Limits())
    except Bad as bad:
        raise Invalid(bad.code, **bad.params) from bad


def _file(actor: Actor, name: str, blob: Blob, *, purpose: str, held: bool, made_from: int | None) -> File:
    return File.objects.create(
        blob=blob,
        name=name,
        agency_id=actor.agency_id,
        uploader_id=actor.person_id,
        purpose=purpose,
        state=File.State.HELD if held else File.State.READY,
        made_from_id=made_from,
        at=clock.now(),
    )
