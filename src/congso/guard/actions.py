"""Refuse, log without content, stub, contest, release."""

import hmac
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from congso.audit import api as audit
from congso.guard import rules
from congso.guard.errors import SecretMarking
from congso.guard.events import RefusalContested
from congso.guard.models import Incident, Level, SecretStub
from congso.guard.queries import incident_row, stub_row
from congso.guard.rows import Hit, IncidentRow, StubRow
from congso.kernel import clock, events
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef

log = logging.getLogger(__name__)
RELEASE_LASTS = timedelta(hours=24)
# The administrator, and whoever heads the agency and answers for its secrets: one of them is always somebody else.
DECIDERS = (Role.ADMIN, Role.LEADER)


def check_file(*, actor: Actor, pages: Sequence[str], entrance: str, ending: str, sha256: str) -> None:
    """Refuse marked pages. Raises SecretMarking after the incident is on record; a released file passes once.

    Call it outside a transaction: a record made inside one would vanish with the refusal.
    """
    hit = rules.find(pages)
    if hit is None:
        return
    mark = fingerprint(sha256)
    if _use_release(actor, mark):
        return
    raise _refused(actor, hit, entrance=entrance, ending=ending, mark=mark)


def check_fields(*, actor: Actor, values: Mapping[str, Any], entrance: str) -> None:
    """Refuse marked text in a form. Raises SecretMarking with `field` set to the first field concerned."""
    for name, value in values.items():
        hit = rules.find_in_field(value) if isinstance(value, str) else None
        if hit is not None:
            raise _refused(actor, hit, entrance=f"{entrance}.{name}"[:60], field=name)


def fingerprint(sha256: str) -> str:
    """Keyed digest of a digest: tells the same bytes again, tells nobody else anything."""
    return hmac.new(settings.SECRET_KEY.encode(), f"guard {sha256}".encode(), "sha256").hexdigest()


def _refused(
    actor: Actor, hit: Hit, *, entrance: str, ending: str = "", mark: str = "", field: str = ""
) -> SecretMarking:
    with transaction.atomic():
        incident = _record(actor, hit, entrance=entrance, ending=ending, mark=mark)
    return SecretMarking(
        incident_id=incident.pk, field=field, level=Level(hit.level).label, rule=hit.rule, page=hit.page
    )


def _record(
    actor: Actor, hit: Hit, *, entrance: str, ending: str = "", mark: str = "", person_id: int | None = None
) -> Incident:
    incident = Incident.objects.create(
        at=clock.now(),
        agency_id=actor.agency_id,
        person_id=actor.person_id or person_id,
        entrance=entrance,
        rule=hit.rule,
        level=hit.level,
        page=hit.page,
        ending=ending[:10],
        fingerprint=mark,
    )
    # Also a line outside the database: an act that asked inside its transaction takes the record back with itself.
    log.warning("refused: %s %s at %s, agency %s", hit.rule, hit.level, entrance, actor.agency_id)
    audit.record(
        actor,
        "guard.refused",
        SubjectRef("incident", incident.pk),
        rule=hit.rule,
        level=hit.level,
        entrance=entrance,
    )
    return incident


def _use_release(actor: Actor, mark: str) -> bool:
    if actor.agency_id is None:
        return False
    since = clock.now() - RELEASE_LASTS
    return bool(
        Incident.objects.unscoped(reason="exact fingerprint of the file in hand")
        .filter(
            fingerprint=mark,
            released=True,
            used_at=None,
            decided_at__gte=since,
            person_id=actor.person_id,
            agency_id=actor.agency_id,
        )
        .update(used_at=clock.now())
    )


def found_late(
    *, actor: Actor, hit: Hit, entrance: str, ending: str, person_id: int | None
) -> StubRow | None:
    """A kept file turned out marked: record it and leave an empty stub for the clerk. The caller purges the bytes."""
    incident = _record(actor, hit, entrance=entrance, ending=ending, person_id=person_id)
    return _empty_stub(actor, incident)


def stated_secret(*, actor: Actor, entrance: str, ending: str, level: str = Level.SECRET) -> StubRow | None:
    """The clerk says that a held scan is marked: record it and leave an empty stub. The caller purges the bytes."""
    incident = _record(actor, Hit(level=level, rule="guard.stated"), entrance=entrance, ending=ending)
    return _empty_stub(actor, incident)


def leave_stub(*, actor: Actor, incident_id: int) -> StubRow | None:
    """What came by itself was refused with nobody before the screen: an empty stub waits for the clerk.

    Raises NotFound guard.unknown for an incident of another agency.
    """
    with transaction.atomic():
        return _empty_stub(actor, _own_incident(actor.agency_id or 0, incident_id))


def _empty_stub(actor: Actor, incident: Incident) -> StubRow | None:
    if incident.agency_id is None:
        return None  # nobody's register: brought by an administrator of the installation, who holds no post
    stub = SecretStub.objects.create(
        agency_id=incident.agency_id,
        incident=incident,
        at=clock.now(),
        arrived_on=clock.today(),
        level=incident.level,
    )
    audit.record(actor, "guard.stub_made", SubjectRef("secret_stub", stub.pk), incident=incident.pk)
    return stub_row(stub)


@dataclass(frozen=True, slots=True)
class StubFields:
    """All that may be written down about a secret document here: no subject, no content."""

    arrived_on: date
    level: str
    book_number: str = ""
    number: str = ""
    issued_on: date | None = None
    sender: str = ""
    keeper_id: int | None = None


def register_stub(*, actor: Actor, fields: StubFields, incident_id: int | None = None) -> StubRow:
    """Write the stub instead of the file, or complete the one that was made for the incident.

    Raises Forbidden guard.clerk_only, NotFound guard.unknown, Invalid guard.dates (a day that is not yet here, or an issue
    after the arrival).
    """
    if not actor.has(Role.CLERK) or actor.agency_id is None:
        raise Forbidden("guard.clerk_only")
    problem = rules.date_problem(fields.arrived_on, fields.issued_on, clock.today())
    if problem:
        raise Invalid("guard.dates", field=problem)
    with transaction.atomic():
        incident = _own_incident(actor.agency_id, incident_id) if incident_id is not None else None
        stub = _stub_for(actor.agency_id, incident)
        stub.person_id, stub.completed_at = actor.person_id, clock.now()
        stub.arrived_on, stub.level, stub.book_number = fields.arrived_on, fields.level, fields.book_number
        stub.number, stub.issued_on, stub.sender = fields.number, fields.issued_on, fields.sender
        stub.keeper_id = fields.keeper_id
        stub.save()
        audit.record(actor, "guard.stub_registered", SubjectRef("secret_stub", stub.pk), level=stub.level)
    return stub_row(stub)


def _own_incident(agency_id: int, incident_id: int) -> Incident:
    # A clerk completes what was found in any unit of the agency.
    found = Incident.objects.unscoped(reason="clerk of the agency").filter(
        pk=incident_id, agency_id=agency_id
    )
    incident = found.select_for_update().first()
    if incident is None:
        raise NotFound("guard.unknown")
    return incident


def _stub_for(agency_id: int, incident: Incident | None) -> SecretStub:
    stubs = SecretStub.objects.unscoped(reason="stub of an incident just checked")
    found = stubs.filter(incident=incident).first() if incident is not None else None
    return found or SecretStub(agency_id=agency_id, incident=incident, at=clock.now())


def contest(*, actor: Actor, incident_id: int) -> IncidentRow:
    """Ask those who decide to look at the paper: the marking was misread. Twice is once. Event RefusalContested.

    Raises NotFound guard.unknown, Conflict guard.decided.
    """
    with transaction.atomic():
        found = Incident.objects.for_actor(actor).filter(pk=incident_id, person_id=actor.person_id)
        incident = found.select_for_update(of=("self",)).first()
        if incident is None:
            raise NotFound("guard.unknown")
        if incident.decided_at is not None:
            raise Conflict("guard.decided")
        if incident.contested_at is None:
            incident.contested_at = clock.now()
            incident.save(update_fields=["contested_at"])
            audit.record(actor, "guard.contested", SubjectRef("incident", incident.pk))
            if incident.agency_id is not None:
                asked = RefusalContested(incident.pk, incident.agency_id, actor.person_id or 0)
                events.publish(asked)
    return incident_row(incident)


def release(*, actor: Actor, incident_id: int, released: bool) -> IncidentRow:
    """The administrator or a leader has seen the paper: misread (the same file passes once within a day) or rightly
    refused.

    Nobody decides about a refusal of their own. Raises Forbidden guard.admin_only or guard.own_case, NotFound guard.unknown,
    Conflict guard.decided.
    """
    if not actor.has(*DECIDERS):
        raise Forbidden("guard.admin_only")
    with transaction.atomic():
        found = Incident.objects.for_actor(actor).filter(pk=incident_id)
        incident = found.select_for_update(of=("self",)).first()
        if incident is None:
            raise NotFound("guard.unknown")
        if incident.person_id == actor.person_id:
            raise Forbidden("guard.own_case")
        if incident.decided_at is not None:
            raise Conflict("guard.decided")
        incident.decided_at, incident.decided_by, incident.released = clock.now(), actor.person_id, released
        incident.save(update_fields=["decided_at", "decided_by", "released"])
        audit.record(actor, "guard.decided", SubjectRef("incident", incident.pk), released=released)
    return incident_row(incident)
