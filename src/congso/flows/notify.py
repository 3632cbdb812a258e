"""Who is told of what. One sentence each, leading to the page where it can be acted upon."""

from congso.documents import api as documents
from congso.documents.events import (
    DocumentSigned,
    DraftReturned,
    DraftSubmitted,
    IncomingReceived,
    IncomingRegistered,
    OutgoingIssued,
    OutgoingNumbered,
)
from congso.guard import api as guard
from congso.guard.events import RefusalContested
from congso.kernel import live
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.notices import api as notices
from congso.people import api as people
from congso.tasks import api as tasks
from congso.tasks.events import Assigned, AssignmentReturned


def arrival_waits(event: IncomingReceived) -> None:
    """Counts on the clerks' screens move; no notice, the list itself is their work."""
    live.publish(f"agency:{event.agency_id}", "arrivals", id=event.incoming_id)


def leader_directs(event: IncomingRegistered) -> None:
    row = documents.incoming_line(actor=Actor.system(event.agency_id), incoming_id=event.incoming_id)
    live.publish(f"agency:{event.agency_id}", "arrivals", id=event.incoming_id)
    if row.leader_person_id is not None:
        _tell(
            [row.leader_person_id],
            "flows.arrival_to_direct",
            row.title,
            "incoming",
            event.incoming_id,
            row.url,
        )


def reviewer_waited_for(event: DraftSubmitted) -> None:
    row = documents.draft_line(actor=Actor.system(event.agency_id), draft_id=event.draft_id)
    if row.holder_person_id is not None:
        _tell(
            [row.holder_person_id], f"flows.draft_{event.stage}", row.title, "draft", event.draft_id, row.url
        )


def draft_returned(event: DraftReturned) -> None:
    row = documents.draft_line(actor=Actor.system(event.agency_id), draft_id=event.draft_id)
    _tell([row.drafter_person_id], "flows.draft_returned", row.title, "draft", event.draft_id, row.url)


def clerk_issues(event: DocumentSigned) -> None:
    row = documents.outgoing_line(actor=Actor.system(event.agency_id), outgoing_id=event.outgoing_id)
    live.publish(f"agency:{event.agency_id}", "signed", id=event.outgoing_id)
    clerks = [one.person_id for one in people.people_of(event.agency_id, roles=[Role.CLERK])]
    _tell(clerks, "flows.to_issue", row.title, "outgoing", event.outgoing_id, row.url)


def joint_clerks_seal(event: OutgoingNumbered) -> None:
    """A joint document has its number: the clerks of the further bodies are asked to seal."""
    row = documents.outgoing_line(actor=Actor.system(event.agency_id), outgoing_id=event.outgoing_id)
    for agency_id in documents.joint_agencies_awaited(event.outgoing_id):
        live.publish(f"agency:{agency_id}", "signed", id=event.outgoing_id)
        clerks = [one.person_id for one in people.people_of(agency_id, roles=[Role.CLERK])]
        _tell(clerks, "flows.joint_to_seal", row.title, "outgoing", event.outgoing_id, row.url)


def drafter_issued(event: OutgoingIssued) -> None:
    row = documents.outgoing_line(actor=Actor.system(event.agency_id), outgoing_id=event.outgoing_id)
    if row.drafter_person_id is not None:
        _tell([row.drafter_person_id], "flows.issued", row.title, "outgoing", event.outgoing_id, row.url)


def refusal_contested(event: RefusalContested) -> None:
    """Whoever may decide hears it, but not about a refusal of their own."""
    rows = people.people_of(event.agency_id, roles=guard.DECIDERS)
    told = [row.person_id for row in rows if row.person_id != event.person_id]
    name = people.names_of([event.person_id]).get(event.person_id, "")
    url = guard.incident_url(event.incident_id)
    _tell(told, "flows.refusal_contested", name, "incident", event.incident_id, url)


def assignees(event: Assigned) -> None:
    for row in tasks.lines(event.assignment_ids):
        told = (
            [row.person_id]
            if row.person_id
            else [one.person_id for one in people.heads_of_unit(row.unit_id or 0)]
        )
        subject = SubjectRef.parse(event.subject)
        url = documents.url_of(subject)
        _tell(told, f"flows.assigned_{row.part}", row.title, subject.kind, subject.id, url)


def giver_returned(event: AssignmentReturned) -> None:
    for row in tasks.lines([event.assignment_id]):
        if row.giver_person_id is not None:
            subject = SubjectRef.parse(event.subject)
            url = documents.url_of(subject)
            _tell(
                [row.giver_person_id], "flows.assignment_returned", row.title, subject.kind, subject.id, url
            )


def _tell(person_ids: list[int], kind: str, title: str, subject_kind: str, subject_id: int, url: str) -> None:
    notices.notify(person_ids, kind, {"title": title}, SubjectRef(subject_kind, subject_id), url)
