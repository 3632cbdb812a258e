"""Pages that are pictures are read by eye (OCR) in the background, a page a job, so that nothing else waits for a long scan.

Reading never stands in the way: what cannot be read stays as it arrived, with the reason, and can be read again.
"""

import io
import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from PIL import Image

from congso.audit import api as audit
from congso.files import storage
from congso.files.actions.marked import live, purge_marked
from congso.files.events import MarkingStated, PagesRead, TextRead
from congso.files.inspector.client import inspector
from congso.files.inspector.results import Bad, Found
from congso.files.models import Blob, File, PageText, Rendition, Scan
from congso.files.queries import known
from congso.files.rules import PDF, SCANS
from congso.guard import api as guard
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.kernel.jobs import job
from congso.kernel.refs import SubjectRef
from congso.pure.reading.scans import engine
from congso.pure.reading.scans.layer import is_poor
from congso.pure.reading.scans.pages import ScannedPage, read_picture
from congso.pure.reading.scans.records import to_plain

log = logging.getLogger(__name__)

SEARCHABLE = "searchable"
_TRIES = 3
_FEW_WORDS = 40  # fewer on a page of a PDF: it may be a picture with a signature's name on it
_SURE = 0.5  # share of words the engine trusts, from which a page without a marking counts as seen
_STALE = timedelta(minutes=15)
_TWIN_PAGES = 300  # a longer scan is found by its words alone


def needs_eyes(found: Found) -> bool:
    """May pages of it be pictures? Cheap; the plan looks closely. `found` holds the words as far as they were read."""
    if found.mime in SCANS:
        return True
    if found.mime != PDF:
        return False
    return found.unread > 0 or any(len(text.split()) < _FEW_WORDS or is_poor(text) for text in found.texts)


def later(file: File) -> None:
    """Read the file's pages by eye after the caller's transaction commits, unless another copy's were."""
    read_by_eye.defer(blob_id=file.blob_id, once=f"ocr {file.blob_id}")


def is_cleared(blob: Blob) -> bool:
    """Were all pages of these bytes read, well enough to vouch that no secrecy marking stands on them?"""
    return Scan.objects.filter(blob=blob, state=Scan.State.DONE, unsure=0).exists()


def read_again(file_id: int) -> None:
    """Start anew where the reading failed: Tesseract was installed meanwhile, or the machine has more time.

    Raises NotFound files.unknown. Pages read already stay.
    """
    with transaction.atomic():
        file = known(file_id)
        failed = Scan.objects.filter(blob_id=file.blob_id, state=Scan.State.FAILED)
        if not failed.update(state=Scan.State.READING, reason="", tries=0, at=clock.now()):
            raise NotFound("files.unknown")
        later(file)


@job("files.ocr", retry=4)
def read_by_eye(*, blob_id: int) -> None:
    """Read the next page and come back for the others."""
    blob = Blob.objects.filter(pk=blob_id, purged_at=None).first()
    if blob is None:
        return
    scan = Scan.objects.filter(blob=blob).first() or _planned(blob)
    if scan is None or scan.state != Scan.State.READING:
        _catch_up(scan)
        return
    if not settings.CONGSO_OCR or not engine.ready():
        _end(scan, reason="ocr_missing")
    elif not scan.pages:
        _end(scan)
    else:
        _read_next(scan)


def _planned(blob: Blob) -> Scan | None:
    try:
        with storage.local_path(blob) as path:
            said = inspector.plan(path)
    except Bad as bad:
        said, reason = {"pages": [], "layer": ""}, bad.code
    else:
        reason = ""
    if not said["pages"] and not reason:
        return None
    state = Scan.State.FAILED if reason else Scan.State.READING
    total = len(said["pages"])
    defaults = {
        "state": state,
        "reason": reason,
        "layer": said["layer"],
        "pages": said["pages"],
        "total": total,
        "at": clock.now(),
    }
    with transaction.atomic():
        scan, _ = Scan.objects.get_or_create(blob=blob, defaults=defaults)
        _announce(scan)
    return scan


def _read_next(scan: Scan) -> None:
    number = scan.pages[0]
    try:
        with storage.local_path(scan.blob) as path:
            png, size = inspector.picture(path, number)
        read = read_picture(Image.open(io.BytesIO(png)), number - 1, size)
    except (engine.OcrFailed, Bad) as failure:
        _failed(scan, failure.code)
        return
    with transaction.atomic():
        hit = guard.check_text([read.text, read.stamps])
        if hit is not None:
            purge_marked(scan.blob, hit)
            return
        rest = Scan.objects.filter(pk=scan.pk, pages=scan.pages)
        if not rest.update(
            pages=scan.pages[1:], tries=0, unsure=scan.unsure + (read.sure < _SURE), at=clock.now()
        ):
            return  # another worker read the page meanwhile
        _keep_page(scan.blob, number, read)
        _go_on(scan.pk)


def _keep_page(blob: Blob, number: int, read: ScannedPage) -> None:
    PageText.objects.update_or_create(
        blob=blob, page=number, defaults={"text": read.text, "read": to_plain(read)}
    )


def _go_on(scan_id: int) -> None:
    """In a transaction: tell how far it is, and come back for the next page or end."""
    scan = Scan.objects.select_related("blob").get(pk=scan_id)
    done = scan.total - len(scan.pages)
    if done <= 6 or done % 10 == 0 or not scan.pages:
        _announce(scan)
    read_by_eye.defer(blob_id=scan.blob_id, once=f"ocr {scan.blob_id}")


def _failed(scan: Scan, code: str) -> None:
    """Try the page again later; give it up after three times and read the others."""
    log.warning("page %s of blob %s: %s", scan.pages[0], scan.blob_id, code)
    with transaction.atomic():
        mine = Scan.objects.filter(pk=scan.pk, pages=scan.pages)
        if scan.tries + 1 < _TRIES:
            mine.update(tries=scan.tries + 1, at=clock.now())
            read_by_eye.defer(blob_id=scan.blob_id, once=f"ocr {scan.blob_id}", delay=30 * (scan.tries + 1))
        elif mine.update(
            pages=scan.pages[1:], tries=0, unsure=scan.unsure + 1, reason=code[:40], at=clock.now()
        ):
            _go_on(scan.pk)


def _end(scan: Scan, *, reason: str = "") -> None:
    """Nothing is left to do: words are searched, holds fall where all was seen, a searchable twin is made."""
    with transaction.atomic():
        read_any = PageText.objects.filter(blob=scan.blob, read__isnull=False).exists()
        scan.reason = reason or scan.reason
        scan.state = Scan.State.FAILED if reason or not read_any else Scan.State.DONE
        scan.at = clock.now()
        scan.save(update_fields=["state", "reason", "at"])
        for file in live(scan.blob):
            if scan.state == Scan.State.DONE:
                _settle(scan, file)
            events.publish(PagesRead(file_id=file.pk))
    if scan.state == Scan.State.DONE and scan.blob.mime == PDF and scan.total <= _TWIN_PAGES:
        make_searchable.defer(blob_id=scan.blob_id)


def _catch_up(scan: Scan | None) -> None:
    """A copy that came after the reading gets what it found."""
    if scan is None or scan.state != Scan.State.DONE:
        return
    with transaction.atomic():
        for file in live(scan.blob):
            if file.text_state != File.TextState.READ:
                _settle(scan, file)
            events.publish(PagesRead(file_id=file.pk))


def _settle(scan: Scan, file: File) -> None:
    file.text_state = File.TextState.READ
    columns = ["text_state"]
    if file.state == File.State.HELD and scan.unsure == 0:
        file.state = File.State.READY
        columns.append("state")
        audit.record(
            Actor.system(file.agency_id), "file.marking_read", SubjectRef("file", file.pk), marked=False
        )
        events.publish(MarkingStated(file_id=file.pk, marked=False))
    file.save(update_fields=columns)
    events.publish(TextRead(file_id=file.pk))


def _announce(scan: Scan) -> None:
    for file in live(scan.blob):
        events.publish(PagesRead(file_id=file.pk))


@job("files.searchable", retry=2)
def make_searchable(*, blob_id: int) -> None:
    """The twin with invisible words, beside each copy. Signed originals are never touched."""
    rows = PageText.objects.filter(blob_id=blob_id, read__isnull=False)
    pages = dict(rows.values_list("page", "read"))
    blob = Blob.objects.filter(pk=blob_id, purged_at=None).first()
    if blob is None or not pages:
        return
    try:
        with storage.local_path(blob) as path:
            made = inspector.twin(path, pages)
    except Bad as bad:
        log.warning("no searchable twin of blob %s: %s", blob_id, bad.code)
        return
    with storage.spooled(made) as spool, transaction.atomic():
        twin = storage.keep(spool, PDF, pages=blob.pages, sizes=[tuple(size) for size in blob.page_sizes])
        for file in live(blob):
            defaults = {"blob": twin, "at": clock.now()}
            Rendition.objects.update_or_create(file=file, kind=SEARCHABLE, page=None, defaults=defaults)


@job("files.ocr_sweep", retry=0, cron="*/15 * * * *")
def take_up_again() -> None:
    """Go on with scans whose worker was killed in the middle of a page."""
    stale = Scan.objects.filter(state=Scan.State.READING, at__lt=clock.now() - _STALE)
    for blob_id in stale.values_list("blob_id", flat=True)[:200]:
        read_by_eye.defer(blob_id=blob_id, once=f"ocr {blob_id}")
