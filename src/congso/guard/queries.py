"""Reads of refusals and stubs."""

from congso.guard.models import Incident, SecretStub
from congso.guard.rows import IncidentRow, StubRow
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound


def incident_row(incident: Incident) -> IncidentRow:
    stub = SecretStub.objects.unscoped(reason="stub of a row in hand").filter(incident=incident).first()
    return IncidentRow(
        id=incident.pk,
        at=incident.at,
        agency_id=incident.agency_id,
        person_id=incident.person_id,
        entrance=incident.entrance,
        rule=incident.rule,
        level=incident.level,
        level_label=incident.get_level_display(),
        page=incident.page,
        ending=incident.ending,
        contested_at=incident.contested_at,
        decided_at=incident.decided_at,
        released=incident.released,
        stub_id=stub.pk if stub and stub.completed_at else None,
    )


def stub_row(stub: SecretStub) -> StubRow:
    return StubRow(
        id=stub.pk,
        agency_id=stub.agency_id,
        at=stub.at,
        arrived_on=stub.arrived_on,
        level=stub.level,
        level_label=stub.get_level_display(),
        book_number=stub.book_number,
        number=stub.number,
        issued_on=stub.issued_on,
        sender=stub.sender,
        keeper_id=stub.keeper_id,
        complete=stub.completed_at is not None,
        incident_id=stub.incident_id,
    )


def incident(actor: Actor, incident_id: int) -> IncidentRow:
    """Raises NotFound guard.unknown for another's."""
    found = Incident.objects.for_actor(actor).filter(pk=incident_id).first()
    if found is None:
        raise NotFound("guard.unknown")
    return incident_row(found)


def contested(actor: Actor) -> list[IncidentRow]:
    """What waits for the agency's administrator, oldest first."""
    waiting = Incident.objects.for_actor(actor).filter(contested_at__isnull=False, decided_at=None)
    return [incident_row(row) for row in waiting.order_by("contested_at")[:100]]


def stubs(actor: Actor, *, limit: int = 200) -> list[StubRow]:
    """Newest first."""
    return [stub_row(row) for row in SecretStub.objects.for_actor(actor).order_by("-at")[:limit]]
