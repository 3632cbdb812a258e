"""The signing screen: which documents, which one is looked at, and with what key they will be signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from congso.documents import draft_signing, support_joint
from congso.documents.models import Draft, OutgoingDocument, SlipStep
from congso.documents.queries import approvals
from congso.documents.queries.approvals import ApprovalRow
from congso.files import api as files
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.signing import api as signing
from congso.signing.api import CertificateState
from congso.ui.api import Mark, ViewerPage

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class SignRow:
    """One document of the batch. `pages` is None until it was looked at."""

    row: ApprovalRow
    pages: int | None

    @property
    def id(self) -> int:
        return self.row.draft_id

    @property
    def token(self) -> str:
        """What the form sends back: the draft and the revision that was shown."""
        return f"{self.row.draft_id}:{self.row.revision}"


@dataclass(frozen=True, slots=True)
class SignSheet:
    """The pages of the document looked at, the place of the signature marked, and who approved it before."""

    file_id: int
    name: str
    pages: tuple[ViewerPage, ...]
    approvals: tuple[tuple[str, str, datetime], ...]


def batch(actor: Actor, ids: Sequence[int]) -> list[SignRow]:
    """What waits for this person's signature, in the order asked; everything that waits when none are named."""
    waiting = {row.draft_id: row for row in approvals.waiting(actor) if row.stage == SlipStep.Stage.SIGN}
    wanted = [waiting[one] for one in dict.fromkeys(ids) if one in waiting] if ids else list(waiting.values())
    wanted = wanted[:MOST]
    prepared = dict(
        Draft.objects.unscoped(reason="steps that wait for this very person")
        .filter(pk__in=[row.draft_id for row in wanted], prepared_file_id__isnull=False)
        .values_list("pk", "prepared_file_id")
    )
    pages = {file.id: file.pages for file in files.rows(one for one in prepared.values() if one)}
    return [SignRow(row, pages.get(prepared.get(row.draft_id) or 0)) for row in wanted]


def sheet(draft_id: int, file_id: int) -> SignSheet:
    """Pages of a prepared file; the caller has decided that the reader signs this draft."""
    images = files.viewer_pages(SubjectRef("draft", draft_id), file_id)
    places = draft_signing.places(files.read(file_id), _field(draft_id))
    pages = tuple(
        ViewerPage(
            one.number,
            one.url,
            *one.points,
            tuple(
                Mark(place.x, place.y, place.width, place.height, "low")
                for place in places
                if place.page == one.number
            ),
        )
        for one in images
    )
    return SignSheet(file_id, files.row(file_id).name, pages, _approvals(draft_id))


def _field(draft_id: int) -> str:
    """Of the signature that is asked for now."""
    steps = SlipStep.objects.unscoped(reason="of a draft already in sight")
    step = steps.filter(draft_id=draft_id, result=SlipStep.Result.OPEN).first()
    order = step.order if step else support_joint.LEAD
    return signing.PERSONAL if order == support_joint.LEAD else f"{signing.PERSONAL}{order}"


def _approvals(draft_id: int) -> tuple[tuple[str, str, datetime], ...]:
    """(stage, name, moment) of the newest approvals of content and form."""
    steps = SlipStep.objects.unscoped(reason="of a draft already in sight")
    rows = steps.filter(
        draft_id=draft_id, result=SlipStep.Result.APPROVED, stage__in=("content", "form")
    ).order_by("pk")
    newest = {row.stage: row for row in rows}
    return tuple(
        (row.stage, row.by_name, row.done_at.astimezone(clock.VIETNAM))
        for row in newest.values()
        if row.done_at
    )


def certificate(actor: Actor) -> CertificateState:
    """Of the key this person would sign with now."""
    return signing.certificate_state(signing.person_owner(actor.person_id or 0))


def titles(actor: Actor, ids: Sequence[int]) -> dict[int, str]:
    """Subjects of drafts the actor may see, for the list of results."""
    known: dict[int, str] = {}
    for rows in (Draft.objects.for_guest(actor), Draft.objects.for_actor(actor)):
        known |= dict(rows.filter(pk__in=list(ids)).values_list("pk", "subject"))
    return known


def pages_signed(actor: Actor, outgoing_ids: Sequence[int]) -> dict[int, int | None]:
    """Number of pages of what was signed just now."""
    rows = OutgoingDocument.objects.for_actor(actor).filter(pk__in=list(outgoing_ids))
    return dict(rows.values_list("pk", "pages"))
