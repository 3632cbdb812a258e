"""A scanned pile is parted at its cover sheets: an arrival for each document (Decree 30 art. 21)."""

import hashlib
import hmac
import secrets
from pathlib import PurePath
from typing import BinaryIO, Final

from django.conf import settings
from django.db import transaction

from congso.audit import api as audit
from congso.documents import policies_incoming as policies
from congso.documents.actions.drop_pile import drop_pile
from congso.documents.actions.receive_incoming import make
from congso.documents.models import IncomingDocument, ScanPile
from congso.files import api as files
from congso.guard import api as guard
from congso.kernel import clock, live, once
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid, Refusal
from congso.kernel.jobs import job
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.pure import cover_sheets as sheets

PILE: Final = "scan_pile"
MOST_SHEETS: Final = 100
_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_REASON: Final = "the pile of the actor's own agency"
_STEP: Final = 10


def print_sheets(*, actor: Actor, count: int) -> bytes:
    """A PDF of new cover sheets of the agency. Raises Forbidden; Invalid documents.sheets_count."""
    agency_id = policies.receiving_agency(actor)
    if not 1 <= count <= MOST_SHEETS:
        raise Invalid("documents.sheets_count", field="count", most=MOST_SHEETS)
    serials = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(count)]
    made = [(serial, sheets.payload(agency_id, serial, _key())) for serial in serials]
    return sheets.render(people.agency(agency_id).name, made)


def _key() -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), b"congso.documents.cover_sheets", hashlib.sha256).digest()


def receive_pile(*, actor: Actor, name: str, content: BinaryIO | bytes, once_key: str = "") -> int:
    """Keep a scanned pile as it came and part it in the background. Returns its id; the same upload again gives the same.

    Raises Forbidden, Invalid documents.pile_not_pdf, and what `files.store` raises.
    """
    agency_id = policies.receiving_agency(actor)
    known = once.made_before(actor, "pile", once_key)
    if known is not None:
        return known
    if not _is_pdf(content):
        raise Invalid("documents.pile_not_pdf", field="files")
    file = files.store(actor=actor, name=name, content=content, purpose=PILE)
    with transaction.atomic():
        known = once.claim(actor, "pile", once_key)
        if known is not None:
            return known
        pile = ScanPile.objects.create(
            agency_id=agency_id,
            by_id=actor.person_id,
            appointment_id=actor.appointment_id,
            file_id=file.id,
            name=file.name,
            at=clock.now(),
            pages=files.page_count(file.id) or 0,
        )
        files.use(file.id, SubjectRef(PILE, pile.pk), role="main")
        audit.record(actor, "pile.received", SubjectRef(PILE, pile.pk), pages=pile.pages)
        split_pile.defer(pile_id=pile.pk)
        once.keep(actor, "pile", once_key, pile.pk)
    return pile.pk


def _is_pdf(content: BinaryIO | bytes) -> bool:
    if isinstance(content, bytes):
        return b"%PDF-" in content[:1024]
    start = content.read(1024)
    content.seek(0)
    return b"%PDF-" in start


@job("documents.split_pile", retry=0)
def split_pile(*, pile_id: int) -> None:
    """Look at every page, then make an arrival of each section. Run again, it makes only what is missing."""
    rows = ScanPile.objects.unscoped(reason=_REASON).filter(pk=pile_id, state="cutting")
    pile = rows.first()
    if pile is None:
        return
    try:
        actor = people.actor_for(pile.by_id or 0, pile.appointment_id)
        pdf = files.read(pile.file_id)
        found = sheets.cut(_marks(pile, pdf))
        notes = {
            "sheets": found.sheets,
            "empty": found.empty,
            "foreign": [at + 1 for at in found.foreign],
            "refused": _parts(actor, pile, pdf, found),
        }
    except Refusal as refusal:
        rows.update(state="failed", reason=refusal.code[:60])
    except Exception:
        # A page that no library can draw stays so: said at once, the clerk adds the papers one by one.
        rows.update(state="failed")
        raise
    else:
        rows.update(state="done", notes=notes, looked=pile.pages)
    with transaction.atomic():
        live.publish(f"agency:{pile.agency_id}", "reading", id=0)


def _marks(pile: ScanPile, pdf: bytes) -> list[sheets.Mark]:
    marks: list[sheets.Mark] = []
    for mark in sheets.marks_of(pdf, pile.agency_id, _key()):
        marks.append(mark)
        if len(marks) % _STEP == 0:
            ScanPile.objects.unscoped(reason=_REASON).filter(pk=pile.pk).update(looked=len(marks))
    return marks


def _parts(actor: Actor, pile: ScanPile, pdf: bytes, found: sheets.Cut) -> list[list[object]]:
    """Make the arrivals; returns [first, last, code, parameters] of the parts that were not taken."""
    if not found.sheets:
        _arrival(actor, pile, pile.file_id, "")
        return []
    refused: list[list[object]] = []
    for first, last in found.sections:
        shown = f"{first + 1}" if first == last else f"{first + 1}–{last + 1}"
        if _made(pile, shown):
            continue
        name = f"{PurePath(pile.name).stem[:200]} - trang {shown}.pdf"
        try:
            content = sheets.part(pdf, first, last)
            file = files.store(actor=actor, name=name, content=content, purpose=policies.KIND)
        except Refusal as refusal:
            if isinstance(refusal, guard.SecretMarking):
                drop_pile(pile)
            params = {key: str(value) for key, value in refusal.params.items()}
            refused.append([first + 1, last + 1, refusal.code, params])
            continue
        _arrival(actor, pile, file.id, shown)
    return refused


def _made(pile: ScanPile, pages: str) -> bool:
    rows = IncomingDocument.objects.unscoped(reason=_REASON)
    return rows.filter(pile=pile, pile_pages=pages).exists()


def _arrival(actor: Actor, pile: ScanPile, file_id: int, pages: str) -> None:
    with transaction.atomic():
        # Of two runs at once the second waits here, then finds the part made.
        ScanPile.objects.unscoped(reason=_REASON).select_for_update().get(pk=pile.pk)
        if _made(pile, pages):
            return
        make(
            actor,
            pile.agency_id,
            channel="paper",
            file_ids=[file_id],
            pile=pile,
            pile_pages=pages,
        )
