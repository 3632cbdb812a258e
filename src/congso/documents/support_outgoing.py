"""What the acts on outgoing documents share: guarded load, conditional save, registers, reading for others."""

import secrets
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from congso.documents import numbers, policies_outgoing, rules_outgoing
from congso.documents.models import OutgoingDocument, Register
from congso.documents.policies_incoming import require
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people import api as people
from congso.pure.numbering import full_code

KIND: Final = policies_outgoing.KIND
CLERKS: Final = "Văn thư"  # holder until the clerk takes it up; a term, shown as it is


def ref(outgoing: OutgoingDocument) -> SubjectRef:
    return SubjectRef(KIND, outgoing.pk)


def load(actor: Actor, outgoing_id: int) -> OutgoingDocument:
    """Raises NotFound documents.not_found: unknown, or not for these eyes."""
    found = _joined(OutgoingDocument.objects.for_actor(actor)).filter(pk=outgoing_id).first()
    if found is None and actor.appointment_id is not None:
        found = _joined(OutgoingDocument.objects.for_guest(actor)).filter(pk=outgoing_id).first()
    if found is None:
        raise NotFound("documents.not_found")
    return found


def _joined(rows: QuerySet[OutgoingDocument]) -> QuerySet[OutgoingDocument]:
    return rows.select_related(
        "agency", "body", "unit", "register", "signer__person", "signer__post", "draft__drafter__person",
        "corrects", "copy_of_incoming",
    )  # fmt: skip


def load_for(actor: Actor, verb: str, outgoing_id: int) -> OutgoingDocument:
    outgoing = load(actor, outgoing_id)
    require(policies_outgoing.may(actor, verb, outgoing, seen=True), document=printed_code(outgoing))
    return outgoing


def change(outgoing: OutgoingDocument, **columns: Any) -> None:
    """Save these columns if the document is still in the state it was read in. Raises Conflict documents.changed_meanwhile."""
    changed = (
        OutgoingDocument.objects.unscoped(reason="loaded for the actor before")
        .filter(pk=outgoing.pk, state=outgoing.state)
        .update(**columns)
    )
    if not changed:
        raise Conflict("documents.changed_meanwhile")
    for name, value in columns.items():
        setattr(outgoing, name, value)


def series_of(agency_id: int, body_id: int, year: int) -> list[Register]:
    """The outgoing registers of a body in a year, the common one first."""
    rows = Register.objects.unscoped(reason="series of the issuing body").filter(
        agency_id=agency_id, body_id=body_id, direction="outgoing", year=year
    )
    return sorted(rows, key=lambda row: (bool(row.kinds), row.pk))


def register_of(*, agency_id: int, body_id: int, kind: str, year: int) -> Register:
    """The register that numbers this kind this year; a new year opens with the series of the year before."""
    known = year_series(agency_id, body_id, year)
    chosen = rules_outgoing.choose_series(
        [rules_outgoing.Series(row.pk, tuple(row.kinds)) for row in known], kind
    )
    found = next((row for row in known if row.pk == chosen), None)
    return found or numbers.register_for(
        agency_id=agency_id, direction="outgoing", year=year, body_id=body_id
    )


def year_series(agency_id: int, body_id: int, year: int) -> list[Register]:
    """The series of a year; a year that has none yet opens with those of the year before."""
    known = series_of(agency_id, body_id, year)
    if known:
        return known
    for row in series_of(agency_id, body_id, year - 1):
        opened = numbers.register_for(
            agency_id=agency_id, direction="outgoing", year=year, body_id=body_id, series=row.series
        )
        Register.objects.unscoped(reason="series of the issuing body").filter(pk=opened.pk).update(
            kinds=row.kinds
        )
    return series_of(agency_id, body_id, year)


def printed_code(outgoing: OutgoingDocument) -> str:
    """ "05/QĐ-UBND", or "…/QĐ-UBND" before it has a number."""
    if outgoing.number is None:
        return f"…/{outgoing.symbol}"
    return full_code(outgoing.number, outgoing.symbol)


def new_token() -> str:
    """Address of the public check page: 128 bits, so that it cannot be guessed."""
    return secrets.token_urlsafe(16)


def signed_on(outgoing: OutgoingDocument) -> date | None:
    """The day of the signature in Vietnam."""
    return outgoing.signed_at.astimezone(clock.VIETNAM).date() if outgoing.signed_at else None


def check_date(outgoing: OutgoingDocument, day: date) -> None:
    """Raises Invalid documents.date_ahead, documents.date_before_signing."""
    signed = signed_on(outgoing)
    fault = rules_outgoing.date_refusal(day, today=clock.today(), signed_on=signed)
    if fault:
        raise Invalid(
            fault, field="on", date=f"{day:%d/%m/%Y}", signed=f"{signed:%d/%m/%Y}" if signed else ""
        )


def own_body(actor: Actor, body_id: int) -> people.BodyRow:
    """An issuing body of the actor's agency. Raises Invalid documents.body_elsewhere."""
    found = next((row for row in people.bodies_of(actor.agency_id or 0) if row.id == body_id), None)
    if found is None:
        raise Invalid("documents.body_elsewhere", field="body")
    return found
