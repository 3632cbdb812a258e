"""Issuing in two committed steps: the number (milliseconds under the series row), then the seal by a retried job.

A failed seal keeps its number (Decree 30 arts. 15, 17, 32).
"""

from datetime import date

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands, numbers, rules_outgoing, search_index
from congso.documents.actions.seal_outgoing import seal
from congso.documents.events import OutgoingNumbered
from congso.documents.models import OutgoingDocument, Register
from congso.documents.support_outgoing import (
    change,
    check_date,
    load_for,
    printed_code,
    ref,
    register_of,
    signed_on,
)
from congso.files import api as file_store
from congso.kernel import clock, events
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict
from congso.pure.numbering import normal_code


def issue_outgoing(
    *,
    actor: Actor,
    outgoing_id: int,
    on: date | None = None,
    reserved: int | None = None,
    on_paper: bool = False,
    restricted: bool = False,
) -> str:
    """Give the number and queue the seal; returns the printed code.

    `on`: the date of the document, today in Vietnam by default. `reserved`: use a number kept before, dated
    the day it was kept, or the day of signing when that came later. `on_paper`: print it for the wet seal instead of the agency's signature. `restricted`: the public check
    page tells no more than that it exists. Raises NotFound, Forbidden, Conflict (issued already, documents.outgoing_file_held),
    Invalid documents.number_backdated, documents.date_ahead, documents.date_before_signing. Event OutgoingNumbered.
    """
    with transaction.atomic():
        outgoing = load_for(actor, "number", outgoing_id)
        if any(one.state == "held" for one in file_store.files_of(ref(outgoing))):
            raise Conflict("documents.outgoing_file_held")
        day = on or clock.today()
        register = register_of(
            agency_id=outgoing.agency_id, body_id=outgoing.body_id, kind=outgoing.kind, year=day.year
        )
        give_number(
            actor, outgoing, register, day, reserved=reserved, on_paper=on_paper, restricted=restricted
        )
    return printed_code(outgoing)


def give_number(
    actor: Actor,
    outgoing: OutgoingDocument,
    register: Register,
    day: date,
    *,
    reserved: int | None,
    **columns: bool,
) -> None:
    """The number with its date, written down and announced; the seal is queued. In the caller's transaction."""
    if reserved is not None:
        kept = numbers.use_reserved(
            register=register, number=reserved, subject=ref(outgoing), signed_on=signed_on(outgoing)
        )
        number, day = kept.number, kept.date
        check_date(outgoing, day)
    else:
        check_date(outgoing, day)
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
        **columns,
    )
    subject = ref(outgoing)
    hands.pass_to(
        subject,
        agency_id=outgoing.agency_id,
        holder_name=actor.name,
        stage="number",
        person_id=actor.person_id,
    )
    hands.begin_work(subject, person_id=actor.person_id)
    audit.record(actor, "outgoing.numbered", ref(outgoing), code=printed_code(outgoing), on=day.isoformat())
    search_index.later(ref(outgoing))
    events.publish(OutgoingNumbered(outgoing_id=outgoing.pk, agency_id=outgoing.agency_id))
    # The lead body's clerk seals for the bodies of the own agency; another agency's seal is its own clerk's to press.
    outgoing.parties.filter(agency_id=outgoing.agency_id).update(
        seal_allowed_at=clock.now(), seal_allowed_by_name=actor.name
    )
    if outgoing.signed_file_id is not None:
        seal.defer(outgoing_id=outgoing.pk)
