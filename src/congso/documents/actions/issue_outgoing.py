"""Issuing in two committed steps: the number (milliseconds under the series row), then the seal by a retried job.

A failed seal keeps its number (Decree 30 arts. 15, 17, 32).
"""

from datetime import date

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands, numbers, rules_outgoing, search_index
from congso.documents.actions.seal_outgoing import seal
from congso.documents.events import OutgoingNumbered
from congso.documents.models import OutgoingDocument
from congso.documents.support_outgoing import change, load_for, printed_code, ref, register_of
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Invalid
from congso.pure.numbering import normal_code


def issue_outgoing(
    *, actor: Actor, outgoing_id: int, on: date | None = None, reserved: int | None = None
) -> str:
    """Give the number and queue the seal; returns the printed code.

    `on`: the date of the document, today in Vietnam by default. `reserved`: use a number kept before, with the date it
    was kept on. Raises NotFound, Forbidden, Conflict (issued already), Invalid documents.number_backdated,
    documents.date_ahead, documents.date_before_signing. Event OutgoingNumbered.
    """
    with transaction.atomic():
        outgoing = load_for(actor, "number", outgoing_id)
        day = on or clock.today()
        register = register_of(
            agency_id=outgoing.agency_id, body_id=outgoing.body_id, kind=outgoing.kind, year=day.year
        )
        if reserved is not None:
            kept = numbers.use_reserved(register=register, number=reserved, subject=ref(outgoing))
            number, day = kept.number, kept.date
        else:
            _check_date(outgoing, day)
            number = numbers.take_number(actor=actor, register=register, on=day, subject=ref(outgoing))
        change(
            outgoing,
            state=rules_outgoing.NUMBERED,
            register=register,
            number=number,
            issued_date=day,
            numbered_at=clock.now(),
            issued_by_name=actor.name,
            code_key=normal_code(f"{number}/{outgoing.symbol}"),
        )
        hands.begin_work(ref(outgoing), person_id=actor.person_id)
        audit.record(
            actor, "outgoing.numbered", ref(outgoing), code=printed_code(outgoing), on=day.isoformat()
        )
        search_index.later(ref(outgoing))
        events.publish(OutgoingNumbered(outgoing_id=outgoing.pk, agency_id=outgoing.agency_id))
        seal.defer(outgoing_id=outgoing.pk)
    return printed_code(outgoing)


def _check_date(outgoing: OutgoingDocument, day: date) -> None:
    signed_on = outgoing.signed_at.astimezone(clock.VIETNAM).date() if outgoing.signed_at else None
    fault = rules_outgoing.date_refusal(day, today=clock.today(), signed_on=signed_on)
    if fault:
        raise Invalid(
            fault, field="on", date=f"{day:%d/%m/%Y}", signed=f"{signed_on:%d/%m/%Y}" if signed_on else ""
        )
