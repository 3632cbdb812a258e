"""True copies of an arrival: sao y and trích sao, numbered in series of their own (Decree 30 arts. 25–26)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from congso.audit import api as audit
from congso.documents import involve, numbers, policies_outgoing, rules_outgoing, support_incoming
from congso.documents.actions.issue_outgoing import give_number
from congso.documents.models import IncomingDocument, OutgoingDocument
from congso.documents.policies_incoming import require
from congso.documents.support_outgoing import new_token, own_body, ref
from congso.files import api as file_store
from congso.files.api import FileRow
from congso.kernel import clock, once
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid
from congso.people import api as people
from congso.pure.numbering import symbol_for

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class CopyFields:
    """`form`: "sao_y" or "trich_sao" with the `pages` it takes (from 1). `on_paper`: printed with the foot of a copy,
    signed by hand by `signer_id` (an appointment) and sealed wet; else electronic, with the agency's signature alone."""

    form: str
    body_id: int
    pages: tuple[int, ...] = ()
    on_paper: bool = False
    signer_id: int | None = None


def make_copy(*, actor: Actor, incoming_id: int, fields: CopyFields, once_key: str = "") -> int:
    """Number the copy and queue its seal; returns the outgoing document's id. `once_key`: the same form again gives the same copy.

    Raises NotFound, Forbidden, Conflict (the arrival is not registered), Invalid documents.copy_*,
    documents.body_elsewhere. Event OutgoingNumbered.
    """
    require(policies_outgoing.may_bring(actor))
    incoming = support_incoming.load_for(actor, "copy", incoming_id)
    source = source_of(incoming)
    pages = sorted(set(fields.pages)) if fields.form == "trich_sao" else []
    fault = rules_outgoing.copy_refusal(
        fields.form,
        on_paper=fields.on_paper,
        born_digital=born_digital(incoming),
        pages=pages,
        total=source.pages or 0,
    )
    if fault:
        raise Invalid(fault, field="pages" if pages or "pages" in fault else "form", total=source.pages)
    body = own_body(actor, fields.body_id)
    lines, signer = _signer(actor, fields)
    with transaction.atomic():
        known = once.claim(actor, "copy", once_key)
        if known is not None:
            return known
        made = OutgoingDocument.objects.create(
            agency_id=incoming.agency_id,
            body_id=body.id,
            origin=fields.form,
            kind=fields.form,
            symbol=symbol_for(fields.form, body.symbol or body.name)[:60],
            subject=incoming.subject,
            urgency=incoming.urgency,
            drafter_name=actor.name,
            signer_id=fields.signer_id if signer else None,
            signer_name=signer[:50],
            signer_title=(lines[-1] if lines else "")[:100],
            signature_lines=list(lines),
            signed_file_id=source.id,
            pages=len(pages) or source.pages,
            copy_of_incoming=incoming,
            copy_pages=pages,
            on_paper=fields.on_paper,
            check_token=new_token(),
        )
        file_store.use(source.id, ref(made), "source")
        involve.copy(support_incoming.ref(incoming), ref(made))
        audit.record(
            actor, "incoming.copied", support_incoming.ref(incoming), outgoing=made.pk, form=fields.form
        )
        _number(actor, made)
        once.keep(actor, "copy", once_key, made.pk)
    return made.pk


def _number(actor: Actor, made: OutgoingDocument) -> None:
    today = clock.today()
    register = numbers.register_for(
        agency_id=made.agency_id,
        direction="copy",
        year=today.year,
        body_id=made.body_id,
        series=rules_outgoing.COPY_SYMBOLS[made.origin],
    )
    give_number(actor, made, register, today, reserved=None)


def source_of(incoming: IncomingDocument) -> FileRow:
    """The PDF that is copied. Raises Conflict documents.copy_needs_pdf."""
    row = file_store.row(incoming.main_file_id) if incoming.main_file_id is not None else None
    if row is None or row.mime != PDF or row.state != "ready":
        raise Conflict("documents.copy_needs_pdf")
    return row


def born_digital(incoming: IncomingDocument) -> bool:
    """An electronic original: it came with valid signatures or from another agency's system."""
    found = incoming.signatures or {}
    return incoming.channel in ("internal", "axis") or found.get("state") == "valid"


def _signer(actor: Actor, fields: CopyFields) -> tuple[Sequence[str], str]:
    """Lines and name under the foot of a paper copy. Raises Invalid documents.copy_signer_wrong."""
    if not fields.on_paper:
        return (), ""
    row = people.appointments([fields.signer_id]).get(fields.signer_id) if fields.signer_id else None
    if row is None or row.agency_id != actor.agency_id or not row.holds_on(clock.today()):
        raise Invalid("documents.copy_signer_wrong", field="signer")
    options = people.signature_options(row.id, fields.body_id, clock.today())
    lines = options[0].lines if options else (row.signature_title or row.post_title.upper(),)
    return lines, row.person_name
