"""Who can own a certificate: a person, or an issuing body with its seal."""

from congso.kernel.errors import NotFound
from congso.kernel.refs import SubjectRef
from congso.people import api as people

PERSON = "person"
BODY = "body"


def person(person_id: int) -> SubjectRef:
    return SubjectRef(PERSON, person_id)


def body(body_id: int) -> SubjectRef:
    return SubjectRef(BODY, body_id)


def name_of(owner: SubjectRef) -> str:
    """For sentences; raises NotFound for somebody who is not there."""
    if owner.kind == PERSON:
        return people.person(owner.id).name
    if owner.kind == BODY:
        return people.body(owner.id).name
    raise NotFound("signing.certificate_unknown")


def agencies_of(owner: SubjectRef) -> frozenset[int]:
    """Agencies whose administrators look after the owner's certificates."""
    if owner.kind == BODY:
        return frozenset({people.body(owner.id).agency_id})
    return frozenset(row.agency_id for row in people.appointments_of(owner.id))
