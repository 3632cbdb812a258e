"""One line about a document, for those who are told of it."""

from dataclasses import dataclass

from django.urls import reverse

from congso.documents import support_draft, support_incoming, support_outgoing
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef

_PAGES = {
    "incoming": "documents:incoming_page",
    "draft": "documents:draft_page",
    "outgoing": "documents:outgoing_page",
    "work_file": "documents:work_file_page",
}


@dataclass(frozen=True, slots=True)
class IncomingLine:
    title: str
    url: str
    leader_person_id: int | None


@dataclass(frozen=True, slots=True)
class DraftLine:
    title: str
    url: str
    drafter_person_id: int
    holder_person_id: int | None


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    title: str
    url: str
    drafter_person_id: int | None


def url_of(subject: SubjectRef) -> str:
    """The page of a document; the desk for what has none."""
    name = _PAGES.get(subject.kind)
    return reverse(name, args=[subject.id]) if name else "/"


def incoming_line(*, actor: Actor, incoming_id: int) -> IncomingLine:
    row = support_incoming.load(actor, incoming_id)
    return IncomingLine(
        row.subject, url_of(support_incoming.ref(row)), row.leader.person_id if row.leader else None
    )


def draft_line(*, actor: Actor, draft_id: int) -> DraftLine:
    row = support_draft.load(actor, draft_id)
    step = support_draft.open_step(row)
    holder = step.appointment.person_id if step and step.appointment else None
    return DraftLine(row.subject, url_of(support_draft.ref(row)), row.drafter.person_id, holder)


def outgoing_line(*, actor: Actor, outgoing_id: int) -> OutgoingLine:
    row = support_outgoing.load(actor, outgoing_id)
    drafter = row.draft.drafter.person_id if row.draft else None
    title = f"{support_outgoing.printed_code(row)} {row.subject}"
    return OutgoingLine(title, url_of(support_outgoing.ref(row)), drafter)
