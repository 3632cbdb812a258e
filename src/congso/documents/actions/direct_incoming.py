"""The leader's directive on an arrival, the head's passing on, the office's proposal (Decree 30 arts. 23–24)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from congso.audit import api as audit
from congso.documents import hands, policies_incoming
from congso.documents.events import IncomingAssigned, IncomingWorkStarted
from congso.documents.involve import involve
from congso.documents.models import IncomingDocument
from congso.documents.policies_incoming import require
from congso.documents.rules_incoming import printed_code
from congso.documents.support_incoming import change, load, load_for, ref, story
from congso.documents.support_words import look
from congso.kernel import clock, events
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid
from congso.people import api as people
from congso.tasks import api as tasks
from congso.tasks.api import About, Given, Line

WHY = {tasks.LEAD: "lead", tasks.SUPPORT: "support", tasks.INFORM: "informed"}


def direct_incoming(
    *, actor: Actor, incoming_id: int, text: str, lines: Sequence[Line], expected_version: int | None = None
) -> Given:
    """Write the directive and assign. Raises NotFound, Forbidden, Conflict, Invalid `tasks.*`. Event IncomingAssigned.

    Only a leader directs; a head of unit passes on through `pass_on_incoming`, the office proposes.
    """
    look(actor, "directive", text=text)
    with transaction.atomic():
        incoming = load_for(actor, "assign", incoming_id)
        if not actor.has(Role.LEADER):
            raise Forbidden("documents.only_leader_directs")
        given = tasks.give_directive(actor=actor, about=about(incoming), text=text, lines=lines)
        hands.begin_work(ref(incoming), person_id=actor.person_id)
        state = incoming.state
        if state == "registered" and any(line.part == tasks.LEAD for line in lines):
            state = "assigned"
        change(incoming, expected_version=expected_version, state=state, proposal=None)
        _hand_over(incoming, lines)
        if lines:
            events.publish(IncomingAssigned(incoming_id=incoming.pk, agency_id=incoming.agency_id))
    return given


def pass_on_incoming(
    *, actor: Actor, incoming_id: int, assignment_id: int, text: str, lines: Sequence[Line]
) -> Given:
    """A head of unit gives the unit's part to people of the unit."""
    look(actor, "directive", text=text)
    with transaction.atomic():
        incoming = load(actor, incoming_id)
        require(policies_incoming.may(actor, "assign", incoming), **story(incoming))
        given = tasks.assign_on(actor=actor, assignment_id=assignment_id, text=text, lines=lines)
        hands.begin_work(ref(incoming), person_id=None, unit_id=actor.unit_id)
        _hand_over(incoming, lines, inside=tasks.part_of(assignment_id))
    return given


def about(incoming: IncomingDocument) -> About:
    code = printed_code(incoming.number, incoming.symbol)
    source = " · ".join(part for part in (incoming.issuer_name, code) if part)
    return About(
        subject=ref(incoming), title=incoming.subject[:500], source=source[:300], urgency=incoming.urgency
    )


def _hand_over(incoming: IncomingDocument, lines: Sequence[Line], inside: str = tasks.LEAD) -> None:
    """Who is named takes part at once; the lead holds the arrival, supporting ones hold it beside.

    `inside`: the part of the assignment passed on, so that work inside a supporting unit stays a side hold.
    """
    held = people.appointments([line.appointment_id for line in lines if line.appointment_id is not None])
    units = people.units([line.unit_id for line in lines if line.unit_id is not None])
    for line in lines:
        person = held.get(line.appointment_id or 0)
        unit = units.get(line.unit_id or 0)
        person_id, unit_id = (person.person_id if person else None), (unit.id if unit else None)
        involve(
            ref(incoming),
            agency_id=incoming.agency_id,
            why=WHY[line.part],
            person_id=person_id,
            unit_id=unit_id,
        )
        if line.part == tasks.INFORM:
            continue
        main = line.part == tasks.LEAD and inside == tasks.LEAD
        hand_over = hands.pass_to if main else hands.pass_beside
        hand_over(
            ref(incoming),
            agency_id=incoming.agency_id,
            holder_name=person.person_name if person else (unit.name if unit else ""),
            stage="handle",
            person_id=person_id,
            unit_id=unit_id,
        )


def propose_handling(
    *, actor: Actor, incoming_id: int, text: str, lines: Sequence[Line], expected_version: int | None = None
) -> None:
    """The office proposes; the leader confirms in one press. The newest proposal stands. Raises as direct_incoming."""
    look(actor, "directive", text=text)
    with transaction.atomic():
        incoming = load_for(actor, "assign", incoming_id)
        if not actor.has(Role.OFFICE, Role.CLERK):
            raise Forbidden("documents.only_office_proposes")
        if incoming.state != "registered":
            raise Conflict("documents.directed_already")
        tasks.check_lines(actor=actor, text=text, lines=lines)
        stored = {
            "text": text.strip(),
            "lines": [_store(line) for line in lines],
            "by": actor.name,
            "post": actor.post_title,
            "at": clock.now().isoformat(),
        }
        change(incoming, expected_version=expected_version, proposal=stored)
        audit.record(actor, "incoming.proposed", ref(incoming))


def confirm_proposal(*, actor: Actor, incoming_id: int, expected_version: int | None = None) -> Given:
    """The leader takes the proposal as it stands. Raises Invalid documents.no_proposal, else as direct_incoming."""
    incoming = load(actor, incoming_id)
    proposal = incoming.proposal
    if not proposal:
        raise Invalid("documents.no_proposal")
    return direct_incoming(
        actor=actor,
        incoming_id=incoming_id,
        text=str(proposal["text"]),
        lines=[stored_line(one) for one in proposal["lines"]],
        expected_version=incoming.version if expected_version is None else expected_version,
    )


def _store(line: Line) -> dict[str, Any]:
    return {
        "part": line.part,
        "unit_id": line.unit_id,
        "appointment_id": line.appointment_id,
        "due_at": line.due_at.isoformat() if line.due_at else None,
    }


def stored_line(stored: Mapping[str, Any]) -> Line:
    """A line of a stored proposal."""
    due = stored.get("due_at")
    return Line(
        part=str(stored["part"]),
        unit_id=stored.get("unit_id"),
        appointment_id=stored.get("appointment_id"),
        due_at=datetime.fromisoformat(due) if due else None,
    )


def start_incoming(*, actor: Actor, incoming_id: int) -> None:
    """The lead handler began. Started, closed or cancelled arrivals stay as they are. Event IncomingWorkStarted."""
    with transaction.atomic():
        incoming = load(actor, incoming_id)
        if incoming.state != "assigned":
            return
        change(incoming, state="working")
        events.publish(IncomingWorkStarted(incoming_id=incoming.pk, agency_id=incoming.agency_id))


def follow_assignment(*, actor: Actor, incoming_id: int, assignment_id: int) -> None:
    """After an assignment was done, returned or taken back: its hands let go; a returned lead goes back to its giver."""
    with transaction.atomic():
        incoming = load(actor, incoming_id)
        line = tasks.lines([assignment_id])[0]
        if line.part == tasks.LEAD and line.state == "returned" and line.giver_person_id is not None:
            hands.pass_to(
                ref(incoming),
                agency_id=incoming.agency_id,
                holder_name=people.names_of([line.giver_person_id])[line.giver_person_id],
                stage="direct",
                person_id=line.giver_person_id,
            )
        elif line.part != tasks.LEAD:
            hands.release(
                ref(incoming),
                person_id=line.person_id,
                unit_id=line.unit_id if line.person_id is None else None,
            )


def reopen_unanswered(*, actor: Actor, incoming_id: int) -> bool:
    """An answer that closed it was cancelled: taken up again. True when it was closed by answers."""
    with transaction.atomic():
        incoming = load(actor, incoming_id)
        if incoming.state != "closed" or incoming.close_kind != "answered":
            return False
        change(incoming, state="working", closed_at=None, close_kind="")
        audit.record(actor, "incoming.reopened", ref(incoming), reason="answer cancelled")
    return True
