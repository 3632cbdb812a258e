"""One line about a document, for those who are told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse

from congso.documents import support_draft, support_outgoing
from congso.documents.models import Recipient
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef

_PAGES: Final = {
    "incoming": "documents:incoming_document",
    "draft": "documents:draft",
    "outgoing": "documents:outgoing_document",
    "work_file": "documents:work_file",
}


@dataclass(frozen=True, slots=True)
class DraftLine:
    title: str
    url: str
    drafter_person_id: int
    holder_person_id: int | None


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """`title`: number and symbol, then the subject."""

    id: int
    title: str
    url: str
    state: str
    drafter_person_id: int | None


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A recipient's line of a document that was issued. `title`: number and symbol, then the subject."""

    name: str
    title: str
    url: str


def letter_lines(*, actor: Actor, recipient_ids: Sequence[int]) -> dict[int, LetterLine]:
    """Those of documents that the actor sees. One query."""
    rows = Recipient.objects.for_actor(actor).filter(pk__in=recipient_ids).select_related("outgoing")
    return {
        row.pk: LetterLine(
            row.name,
            f"{support_outgoing.printed_code(row.outgoing)} {row.outgoing.subject}",
            url_of(support_outgoing.ref(row.outgoing)),
        )
        for row in rows
        if row.outgoing is not None
    }


def url_of(subject: SubjectRef) -> str:
    """The page of a document; the desk for what has none."""
    try:
        return reverse(_PAGES[subject.kind], args=[subject.id])
    except (KeyError, NoReverseMatch):
        return "/"


def draft_line(*, actor: Actor, draft_id: int) -> DraftLine:
    """Raises NotFound documents.not_found."""
    row = support_draft.load(actor, draft_id)
    step = support_draft.open_step(row)
    holder = step.appointment.person_id if step and step.appointment else None
    return DraftLine(row.subject, url_of(support_draft.ref(row)), row.drafter.person_id, holder)


def outgoing_line(*, actor: Actor, outgoing_id: int) -> OutgoingLine:
    """Raises NotFound documents.not_found."""
    row = support_outgoing.load(actor, outgoing_id)
    drafter = row.draft.drafter.person_id if row.draft else None
    title = f"{support_outgoing.printed_code(row)} {row.subject}"
    return OutgoingLine(row.pk, title, url_of(support_outgoing.ref(row)), row.state, drafter)
