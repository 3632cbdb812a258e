"""Vào sổ: the arrival gets its number and goes to the leader (Decree 30 arts. 22–23)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands, involve, numbers, search_index
from congso.documents import policies_incoming as policies
from congso.documents.columns_incoming import columns
from congso.documents.events import IncomingClosed, IncomingRegistered
from congso.documents.jobs_incoming import stamp_incoming
from congso.documents.models import IncomingDocument
from congso.documents.queries.incoming_twins import find_twins
from congso.documents.rules_incoming import Fields, problems, tidy
from congso.documents.support_incoming import (
    CLERKS,
    WrongFields,
    change,
    guard_fields,
    load,
    load_for,
    ref,
    story,
)
from congso.files import api as files
from congso.kernel import clock, events
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Invalid, Refusal
from congso.people import api as people
from congso.people.api import AppointmentRow


@dataclass(frozen=True, slots=True)
class Registered:
    """The arrival number. `repeated`: this person had registered it already with the same form; nothing was done again."""

    incoming_id: int
    number: int
    on: date
    leader_name: str
    repeated: bool = False


def register_incoming(
    *,
    actor: Actor,
    incoming_id: int,
    fields: Fields,
    expected_version: int,
    leader_appointment_id: int | None = None,
) -> Registered:
    """Give the next number of the year's register and pass the arrival to the leader (default: the head of the agency).

    Refusals: NotFound, Forbidden, Conflict documents.incoming_registered_already (number and who), documents.changed_meanwhile,
    documents.file_held, documents.twin_unresolved; Invalid (WrongFields) documents.*; the guard's for a secrecy marking.
    The same form sent twice by one person gives the same answer. Event IncomingRegistered; the stamp is made by a job.
    """
    given = tidy(fields)
    before = load(actor, incoming_id)
    if (done := _repeated(actor, before, expected_version)) is not None:
        return done
    policies.require(policies.may(actor, "register", before), **story(before))
    guard_fields(actor, given)
    try:
        with transaction.atomic():
            incoming = load_for(actor, "register", incoming_id)
            _check(actor, incoming, given)
            leader = _leader(actor, leader_appointment_id)
            _claim(actor, incoming, given, leader, expected_version)
            number = _number(actor, incoming)
            _announce(actor, incoming, leader)
    except Conflict:
        # A double press: both were on their way when the first one won.
        if (done := _repeated(actor, load(actor, incoming_id), expected_version)) is not None:
            return done
        raise
    return Registered(incoming.pk, number, clock.today(), leader.person_name if leader else "")


def _repeated(actor: Actor, incoming: IncomingDocument, expected_version: int) -> Registered | None:
    mine = actor.person_id is not None and incoming.registered_by_id == actor.person_id
    if not mine or incoming.arrival_number is None or incoming.arrival_date is None:
        return None
    if not policies.may(actor, "edit", incoming).allowed or expected_version >= incoming.version:
        return None
    leader = incoming.leader.person.full_name if incoming.leader else ""
    return Registered(incoming.pk, incoming.arrival_number, incoming.arrival_date, leader, repeated=True)


def _check(actor: Actor, incoming: IncomingDocument, given: Fields) -> None:
    if wrong := problems(given, clock.today()):
        raise WrongFields(wrong)
    if any(file.state == "held" for file in files.files_of(ref(incoming))):
        raise Conflict("documents.file_held")
    if twins := find_twins(actor=actor, incoming=incoming, given=given):
        raise Conflict("documents.twin_unresolved", number=twins[0].number or "–")


def _leader(actor: Actor, appointment_id: int | None) -> AppointmentRow | None:
    """Raises Invalid documents.leader_wrong: not a leader of this agency today."""
    if actor.agency_id is None:
        return None
    leaders = people.leaders_of(actor.agency_id)
    if appointment_id is None:
        return leaders[0] if leaders else None
    for leader in leaders:
        if leader.id == appointment_id and Role.LEADER in leader.roles:
            return leader
    raise Invalid("documents.leader_wrong", field="leader")


def _claim(
    actor: Actor, incoming: IncomingDocument, given: Fields, leader: AppointmentRow | None, expected: int
) -> None:
    """The row lock decides between two clerks: the second changes nothing and reads who was first."""
    try:
        change(
            incoming,
            expected_version=expected,
            state="registered",
            registered_at=clock.now(),
            registered_by_id=actor.person_id,
            registered_by_name=actor.name,
            leader_id=leader.id if leader else None,
            **columns(given, incoming.agency_id),
        )
    except Conflict as conflict:
        raise _who_was_first(actor, incoming.pk) or conflict from conflict


def _who_was_first(actor: Actor, incoming_id: int) -> Refusal | None:
    now = load(actor, incoming_id)
    decision = policies.may(actor, "register", now)
    return decision.refusal(decision.code, **story(now)) if decision.code else None


def _number(actor: Actor, incoming: IncomingDocument) -> int:
    today = clock.today()
    register = numbers.register_for(agency_id=incoming.agency_id, direction="incoming", year=today.year)
    number = numbers.take_number(actor=actor, register=register, on=today, subject=ref(incoming))
    change(incoming, register_id=register.pk, arrival_number=number, arrival_date=today)
    return number


def _announce(actor: Actor, incoming: IncomingDocument, leader: AppointmentRow | None) -> None:
    subject = ref(incoming)
    hands.pass_to(
        subject,
        agency_id=incoming.agency_id,
        holder_name=leader.person_name if leader else CLERKS,
        stage="direct",
        person_id=leader.person_id if leader else None,
    )
    audit.record(actor, "incoming.registered", subject, number=incoming.arrival_number)
    if incoming.twin_kind == "replacement" and incoming.twin is not None:
        _replace(actor, incoming, incoming.twin)
    events.publish(IncomingRegistered(incoming_id=incoming.pk, agency_id=incoming.agency_id))
    stamp_incoming.defer(incoming_id=incoming.pk)
    search_index.later(subject)


def _replace(actor: Actor, incoming: IncomingDocument, old: IncomingDocument) -> None:
    """The replaced one closes; whoever handles it sees the new one."""
    involve.copy(ref(old), ref(incoming))
    if not policies.may(actor, "close", old).allowed:
        return
    change(
        old,
        state="closed",
        closed_at=clock.now(),
        close_kind="replaced",
        close_reason=str(incoming.arrival_number),
    )
    hands.release(ref(old))
    audit.record(actor, "incoming.replaced", ref(old), by=incoming.pk, number=incoming.arrival_number)
    events.publish(IncomingClosed(incoming_id=old.pk, agency_id=old.agency_id, close_kind="replaced"))
