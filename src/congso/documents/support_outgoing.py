"""What the acts on outgoing documents share: guarded load, conditional save, registers, reading for others."""

import secrets
from typing import Any, Final

from congso.documents import numbers, policies_outgoing, rules_outgoing
from congso.documents.models import OutgoingDocument, Register
from congso.documents.policies_incoming import require
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, NotFound
from congso.kernel.refs import SubjectRef
from congso.pure.numbering import full_code

KIND: Final = policies_outgoing.KIND


def ref(outgoing: OutgoingDocument) -> SubjectRef:
    return SubjectRef(KIND, outgoing.pk)


def load(actor: Actor, outgoing_id: int) -> OutgoingDocument:
    """Raises NotFound documents.not_found: unknown, or not for these eyes."""
    found = (
        OutgoingDocument.objects.for_actor(actor)
        .select_related("agency", "body", "unit", "draft", "register", "signer__person", "signer__post")
        .filter(pk=outgoing_id)
        .first()
    )
    if found is None:
        raise NotFound("documents.not_found")
    return found


def load_for(actor: Actor, verb: str, outgoing_id: int) -> OutgoingDocument:
    outgoing = load(actor, outgoing_id)
    require(policies_outgoing.may(actor, verb, outgoing))
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


def register_of(*, agency_id: int, body_id: int, kind: str, year: int) -> Register:
    """The register that numbers this kind this year; a new year opens with the series of the year before."""
    rows = Register.objects.unscoped(reason="series of the issuing body").filter(
        agency_id=agency_id, body_id=body_id, direction="outgoing", year=year
    )
    known = [rules_outgoing.Series(row.pk, tuple(row.kinds)) for row in rows]
    chosen = rules_outgoing.choose_series(known, kind)
    if chosen is not None:
        return rows.get(pk=chosen)
    if not known:
        _carry_over(agency_id, body_id, year)
        again = [rules_outgoing.Series(row.pk, tuple(row.kinds)) for row in rows.all()]
        chosen = rules_outgoing.choose_series(again, kind)
        if chosen is not None:
            return rows.get(pk=chosen)
    return numbers.register_for(agency_id=agency_id, direction="outgoing", year=year, body_id=body_id)


def _carry_over(agency_id: int, body_id: int, year: int) -> None:
    """Open the named series of last year for this one."""
    before = Register.objects.unscoped(reason="series of the year before").filter(
        agency_id=agency_id, body_id=body_id, direction="outgoing", year=year - 1
    )
    for row in before:
        opened = numbers.register_for(
            agency_id=agency_id, direction="outgoing", year=year, body_id=body_id, series=row.series
        )
        Register.objects.unscoped(reason="series of the issuing body").filter(pk=opened.pk).update(
            kinds=row.kinds
        )


def printed_code(outgoing: OutgoingDocument) -> str:
    """ "05/QĐ-UBND", or "…/QĐ-UBND" before it has a number."""
    if outgoing.number is None:
        return f"…/{outgoing.symbol}"
    return full_code(outgoing.number, outgoing.symbol)


def new_token() -> str:
    """Address of the public check page: 128 bits, so that it cannot be guessed."""
    return secrets.token_urlsafe(16)
