"""The fields of a waiting arrival are read off its pages and kept as proposals for the clerk."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from congso.documents import policies_incoming as policies
from congso.documents.actions.drop_pile import drop_pile_of
from congso.documents.models import IncomingDocument, IncomingReading
from congso.documents.rules_reading import Size, proposals
from congso.documents.support_incoming import load_for
from congso.files import api as files
from congso.files.api import ScanRow
from congso.kernel import clock, live
from congso.kernel.actor import Actor
from congso.pure.reading.scans.records import from_plain
from congso.pure.reading.scans.scan import reading_of

_REASON = "a job reads what its own arrival shows"
_WITH_PAGES = frozenset({"application/pdf", "image/jpeg", "image/png", "image/tiff"})


def read_arrivals(*, file_id: int) -> int:
    """Renew the proposals of every waiting arrival whose main file this is; returns how many."""
    waiting = IncomingDocument.objects.unscoped(reason=_REASON).filter(main_file_id=file_id, state="waiting")
    ids = list(waiting.values_list("pk", flat=True))
    for incoming_id in ids:
        read_incoming(incoming_id=incoming_id)
    return len(ids)


def read_incoming(*, incoming_id: int) -> None:
    """Read the main file and keep the proposals; tell the clerks' screens. An arrival that waits no more is left alone."""
    rows = IncomingDocument.objects.unscoped(reason=_REASON)
    incoming = rows.filter(pk=incoming_id, state="waiting").first()
    if incoming is None or incoming.main_file_id is None:
        return
    file = files.row(incoming.main_file_id)
    if file.state == "purged":
        drop_pile_of(incoming)
        _reading_of(incoming).delete()
        live.publish(f"agency:{incoming.agency_id}", "reading", id=incoming.pk)
        return
    scan = files.scan_of(file.id)
    read, sizes = _by_eye(file.id, scan) if scan is not None else ({}, {})
    if not read.get("kind") and not read.get("issuing_body"):
        read, sizes = files.own_fields(file.id) or read, _sizes(incoming, file.id, file.mime) or sizes
    made = proposals(read, sizes) if read else {}
    expected = scan is None and read.get("text_layer") in {"none", "poor", "partial"}
    with transaction.atomic():
        defaults = {
            "state": "reading" if expected else scan.state if scan else "done",
            "reason": scan.reason if scan else "",
            "fields": {name: asdict(one) for name, one in made.items()},
            "done": scan.done if scan else 0,
            "total": scan.total if scan else 0,
            "at": clock.now(),
        }
        _reading_of(incoming).update_or_create(incoming=incoming, defaults=defaults)
        live.publish(f"agency:{incoming.agency_id}", "reading", id=incoming.pk)


def _reading_of(incoming: IncomingDocument) -> QuerySet[IncomingReading]:
    rows = IncomingReading.objects.unscoped(reason="of the arrival in hand")
    return rows.filter(incoming=incoming)


def _by_eye(file_id: int, scan: ScanRow) -> tuple[Mapping[str, Any], dict[int, Size]]:
    pages = [from_plain(number - 1, stored) for number, stored in files.scanned_pages(file_id).items()]
    if not pages:
        return {}, {}
    sizes = {page.index + 1: (page.frame.width, page.frame.height) for page in pages}
    return reading_of(pages, scan.total, None).to_json(), sizes


def _sizes(incoming: IncomingDocument, file_id: int, mime: str) -> dict[int, Size]:
    if mime not in _WITH_PAGES:
        return {}
    pages = files.viewer_pages(policies.subject(incoming.pk), file_id)
    return {page.number: page.points for page in pages}


def read_incoming_again(*, actor: Actor, incoming_id: int) -> None:
    """The clerk asks for another reading of a scan whose reading failed. Raises Forbidden, NotFound."""
    incoming = load_for(actor, "register", incoming_id)
    with transaction.atomic():
        files.read_again(incoming.main_file_id or 0)
        rows = _reading_of(incoming)
        rows.update(state="reading", reason="", at=clock.now())
