"""The loop closes: an issued answer settles the arrivals it answers, a settled arrival ends its assignments."""

from congso.documents import api as documents
from congso.documents.events import (
    IncomingCancelled,
    IncomingClosed,
    IncomingRecallAnswered,
    OutgoingCancelled,
    OutgoingIssued,
    OutgoingRecalled,
)
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.tasks import api as tasks
from congso.tasks.events import AssignmentDone, AssignmentReturned, AssignmentTakenBack, WorkStarted


def close_answered(event: OutgoingIssued) -> None:
    actor = Actor.system(event.agency_id)
    for incoming_id in documents.answered_by(actor=actor, outgoing_id=event.outgoing_id):
        documents.close_by_answers(actor=actor, incoming_id=incoming_id, outgoing_id=event.outgoing_id)


def end_assignments(event: IncomingClosed) -> None:
    tasks.close_all(actor=Actor.system(event.agency_id), subject=SubjectRef("incoming", event.incoming_id))


def drop_assignments(event: IncomingCancelled) -> None:
    tasks.drop_all(actor=Actor.system(event.agency_id), subject=SubjectRef("incoming", event.incoming_id))


def drop_withdrawn(event: IncomingRecallAnswered) -> None:
    if event.agreed:
        tasks.drop_all(actor=Actor.system(event.agency_id), subject=SubjectRef("incoming", event.incoming_id))


def begin_incoming(event: WorkStarted) -> None:
    """The lead handler began: the arrival is being worked on (05 for the sender)."""
    subject = SubjectRef.parse(event.subject)
    if subject.kind == "incoming" and event.part == tasks.LEAD:
        documents.start_incoming(actor=Actor.system(event.agency_id), incoming_id=subject.id)


def follow_assignment(event: AssignmentDone | AssignmentReturned | AssignmentTakenBack) -> None:
    """Hands follow the assignment: done and taken back release the side hold, returned goes back to the giver."""
    subject = SubjectRef.parse(event.subject)
    if subject.kind == "incoming":
        documents.follow_assignment(
            actor=Actor.system(event.agency_id), incoming_id=subject.id, assignment_id=event.assignment_id
        )


def reopen_unanswered(event: OutgoingCancelled | OutgoingRecalled) -> None:
    """An answer that was cancelled or recalled answers nothing: what it closed is taken up again."""
    actor = Actor.system(event.agency_id)
    for incoming_id in documents.answered_by(actor=actor, outgoing_id=event.outgoing_id):
        documents.reopen_unanswered(actor=actor, incoming_id=incoming_id)
