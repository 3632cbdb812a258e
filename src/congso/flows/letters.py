"""What leaves and comes by e-mail, and who is told when it does not."""

from django.urls import reverse

from congso.documents import api as documents
from congso.documents.events import OutgoingIssued, RecipientsAdded
from congso.guard import api as guard
from congso.kernel.actor import Actor, Role
from congso.kernel.refs import SubjectRef
from congso.mail import api as mail
from congso.mail.events import LetterFailed, LetterLeftBehind
from congso.notices import api as notices
from congso.people import api as people


def send_letters(event: OutgoingIssued | RecipientsAdded) -> None:
    """A letter for each e-mail line that was not sent yet."""
    mail.post_letters(actor=Actor.system(event.agency_id), outgoing_id=event.outgoing_id)


def sender_told(event: LetterFailed) -> None:
    row = documents.outgoing_line(actor=Actor.system(event.agency_id), outgoing_id=event.outgoing_id)
    subject = SubjectRef("outgoing", event.outgoing_id)
    notices.notify(_clerks(event.agency_id), "mail.failed", {"title": row.title}, subject, row.url)


def clerks_told(event: LetterLeftBehind) -> None:
    """To the list of arrivals, where a file is brought by hand; of a marked letter to its incident."""
    url = guard.incident_url(event.incident_id) if event.incident_id else reverse("documents:incoming")
    notices.notify(_clerks(event.agency_id), event.code, event.params, None, url)


def _clerks(agency_id: int) -> list[int]:
    return [one.person_id for one in people.people_of(agency_id, roles=[Role.CLERK])]
