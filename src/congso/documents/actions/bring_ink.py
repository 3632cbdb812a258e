"""Papers signed by hand: numbered here, scanned, and issued with the agency's signature on the scan (Decree 30 art. 5)."""

import io
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import BinaryIO

from django.db import transaction

from congso.audit import api as audit
from congso.documents import policies_outgoing
from congso.documents.actions.issue_outgoing import give_number
from congso.documents.actions.seal_outgoing import seal
from congso.documents.involve import involve
from congso.documents.models import OutgoingDocument
from congso.documents.policies_incoming import require
from congso.documents.support_outgoing import change, load_for, new_token, own_body, ref, register_of
from congso.files import api as file_store
from congso.files.api import FileRow
from congso.guard import api as guard
from congso.kernel import clock, once
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid
from congso.people import api as people
from congso.pure.kinds import kind_of
from congso.pure.numbering import clean_symbol

Scan = tuple[str, BinaryIO | bytes]


@dataclass(frozen=True, slots=True)
class InkFields:
    """What the clerk reads off the paper. `paper_sealed`: the paper bears the wet seal already. `fill_blank`: its
    number and date are still blank and are filled in on the scan. `joint_bodies`: bodies of this agency that issue it
    together with `body_id`, whose number it bears."""

    body_id: int
    kind: str
    symbol: str
    subject: str
    signer_name: str
    signed_on: date
    signer_title: str = ""
    urgency: int = 0
    unit_id: int | None = None
    copies: int = 1
    paper_sealed: bool = True
    fill_blank: bool = False
    joint_bodies: tuple[int, ...] = ()


def bring_ink(
    *,
    actor: Actor,
    fields: InkFields,
    scan: Scan | None = None,
    unmarked: bool = False,
    reserved: int | None = None,
    once_key: str = "",
) -> int:
    """Number a paper signed by hand; with its scan it is sealed by the job at once. Returns the document's id.

    `unmarked`: the clerk looked at the scan and states that it carries no secrecy marking. `reserved`: a number kept
    before. `once_key`: the same form sent again gives the same document. Raises Forbidden, Invalid documents.ink_*, documents.kind_wrong, documents.body_elsewhere,
    documents.body_twice, documents.date_*, documents.number_*, documents.scan_*, files.*; the guard's refusal.
    Event OutgoingNumbered.
    """
    require(policies_outgoing.may_bring(actor))
    _check(actor, fields)
    row = _store(actor, scan, unmarked=unmarked) if scan is not None else None
    today = clock.today()
    with transaction.atomic():
        known = once.claim(actor, "ink", once_key)
        if known is not None:
            return known
        made = _make(actor, fields, row)
        register = register_of(
            agency_id=made.agency_id, body_id=made.body_id, kind=made.kind, year=today.year
        )
        give_number(actor, made, register, today, reserved=reserved)
        once.keep(actor, "ink", once_key, made.pk)
    return made.pk


def add_scan(*, actor: Actor, outgoing_id: int, scan: Scan, unmarked: bool) -> None:
    """The scan of a numbered paper, or a better one after a failed seal; the seal follows by the job.

    Raises NotFound, Forbidden, Conflict (issued already, documents.scan_not_expected), Invalid documents.scan_*, files.*.
    """
    if load_for(actor, "scan", outgoing_id).origin != "ink":
        raise Conflict("documents.scan_not_expected")
    row = _store(actor, scan, unmarked=unmarked)
    with transaction.atomic():
        outgoing = load_for(actor, "scan", outgoing_id)
        for old in file_store.files_of(ref(outgoing), "signed"):
            file_store.unuse(old.id, ref(outgoing), "signed")
        file_store.use(row.id, ref(outgoing), "signed")
        change(outgoing, signed_file_id=row.id, pages=row.pages, seal_error="", seal_attempts=0)
        audit.record(actor, "outgoing.scan_added", ref(outgoing), sha256=row.sha256)
        seal.defer(outgoing_id=outgoing.pk)


def _check(actor: Actor, fields: InkFields) -> None:
    if not fields.subject.strip():
        raise Invalid("documents.ink_subject_missing", field="subject")
    if not clean_symbol(fields.symbol):
        raise Invalid("documents.ink_symbol_missing", field="symbol")
    if not fields.signer_name.strip():
        raise Invalid("documents.ink_signer_missing", field="signer_name")
    kind = kind_of(fields.kind)
    if kind is None or not kind.ordinal:
        raise Invalid("documents.kind_wrong", field="kind")
    bodies = (fields.body_id, *fields.joint_bodies)
    for body_id in bodies:
        own_body(actor, body_id)
    if len(set(bodies)) < len(bodies):
        raise Invalid("documents.body_twice", field="joint_bodies")
    texts = {name: getattr(fields, name) for name in ("subject", "symbol", "signer_name", "signer_title")}
    guard.check_fields(actor=actor, values=texts, entrance="outgoing")


def _store(actor: Actor, scan: Scan, *, unmarked: bool) -> FileRow:
    """Keep the scan; a picture without words is usable because the clerk has stated what it carries."""
    if not unmarked:
        raise Invalid("documents.scan_marking_unstated", field="unmarked")
    name, content = scan
    if not _is_pdf(content):
        raise Invalid("documents.scan_not_pdf", field="scan")
    row = file_store.store(actor=actor, name=name, content=content, purpose="signed")
    if row.locked:
        raise Invalid("documents.scan_locked", field="scan")
    if row.state == "held":
        row = file_store.state_marking(actor=actor, file_id=row.id, marked=False)
    return row


def _is_pdf(content: BinaryIO | bytes) -> bool:
    if isinstance(content, bytes):
        return b"%PDF-" in content[:1024]
    head = content.read(1024)
    content.seek(0, io.SEEK_SET)
    return b"%PDF-" in head


def _make(actor: Actor, fields: InkFields, row: FileRow | None) -> OutgoingDocument:
    body = own_body(actor, fields.body_id)
    unit = next((one for one in people.units_of(body.agency_id) if one.id == fields.unit_id), None)
    made = OutgoingDocument.objects.create(
        agency_id=body.agency_id,
        body_id=body.id,
        origin="ink",
        kind=fields.kind,
        symbol=clean_symbol(fields.symbol)[:60],
        subject=" ".join(fields.subject.split())[:500],
        urgency=fields.urgency,
        unit_id=unit.id if unit else None,
        drafter_name=actor.name,
        signer_name=" ".join(fields.signer_name.split())[:50],
        signer_title=" ".join(fields.signer_title.split())[:100],
        signed_at=datetime.combine(fields.signed_on, time(), clock.VIETNAM),
        signed_file_id=row.id if row else None,
        pages=row.pages if row else None,
        copies=max(fields.copies, 1),
        archive_holder=unit.name if unit else "",
        paper_sealed=fields.paper_sealed,
        fill_blank=fields.fill_blank,
        joint_bodies=list(fields.joint_bodies),
        check_token=new_token(),
    )
    if row is not None:
        file_store.use(row.id, ref(made), "signed")
    if unit is not None:
        involve(ref(made), agency_id=made.agency_id, why="drafter", unit_id=unit.id)
    audit.record(actor, "outgoing.brought", ref(made), origin="ink", joint=list(fields.joint_bodies))
    return made
