"""What the axis could not do is told to whoever sent it."""

from congso.documents import api as documents
from congso.exchange.events import DeliveryFailed
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.notices import api as notices
from congso.people import api as people


def sender_told(event: DeliveryFailed) -> None:
    """The clerks of the sending agency: the document stands, its line of recipients says what went wrong."""
    subject = SubjectRef.parse(event.sender_subject)
    if subject.kind != "outgoing":
        return
    row = documents.outgoing_line(actor=Actor.system(event.agency_id), outgoing_id=subject.id)
    clerks = [one.person_id for one in people.people_of(event.agency_id, roles=[Role.CLERK])]
    notices.notify(clerks, "flows.delivery_failed", {"title": row.title}, subject, row.url)
