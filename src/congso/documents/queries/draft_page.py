"""One draft as its page, its form and its slip show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.functional import Promise

from congso.documents import draft_pages, draft_text, policies_draft
from congso.documents.models import Draft, DraftVersion, JointParty, Recipient, SlipStep
from congso.documents.queries import work_files
from congso.documents.queries.drafts import Arrival, due_of
from congso.documents.rules_draft import DraftFields, RecipientLine
from congso.documents.rules_incoming import printed_code
from congso.documents.support_draft import load, ref
from congso.documents.texts_draft import state_of
from congso.files import api as files
from congso.files.api import FileRow
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.people import api as people
from congso.people.api import BodyRow
from congso.pure.layout import Box
from congso.ui.api import Deadline, Mark, ViewerPage

PREVIEW_WIDTHS = (800, 1600)
_ATTACHED = ("attachment", "appendix")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of the slip. `stage` and `result` are codes; `done_at` None while it waits."""

    stage: str
    result: str
    who: str
    version: int
    remarks: str
    since: datetime
    seen_at: datetime | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    note: str
    by: str
    at: datetime
    newest: bool


@dataclass(frozen=True, slots=True)
class Party:
    """A further body of a joint document. `order` from 2 is also how its act names it."""

    order: int
    body: str
    signer: str
    title: str
    lines: tuple[str, ...]
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Document:
    """Everything of one draft that its reader may see. `may` has an entry for every verb of `policies_draft.VERBS`."""

    id: int
    agency_id: int
    revision: int
    version: int
    state_code: str
    state: tuple[str, str, Promise]
    returned: bool
    fields: DraftFields
    body: str
    unit: str
    drafter: str
    drafter_mine: bool
    content: Mapping[str, Any]
    signer_id: int | None
    signer: str
    signer_title: str
    signature_lines: tuple[str, ...]
    signature_key: str
    field_of_work: str
    parties: tuple[Party, ...]
    guest: bool
    work_file: str
    due: Deadline | None
    updated_at: datetime
    updated_by: str
    recipients: tuple[RecipientLine, ...]
    printed_recipients: tuple[str, ...]
    attachments: tuple[FileRow, ...]
    appendices: tuple[FileRow, ...]
    source: FileRow | None
    word: FileRow | None
    answers: tuple[Arrival, ...]
    steps: tuple[StepRow, ...]
    open_step: StepRow | None
    may: Mapping[str, bool]

    @property
    def last_remarks(self) -> StepRow | None:
        """What the draft came back with, while nobody has submitted it again."""
        if not self.returned:
            return None
        return next((step for step in self.steps if step.result == "returned"), None)


def document(actor: Actor, draft_id: int) -> Document:
    """Raises NotFound documents.not_found. Five queries, one more for a joint document."""
    row = load(actor, draft_id)
    return _read(actor, row, answers=_answers(row))


def sheet(actor: Actor, draft_id: int) -> tuple[Document, list[ViewerPage]]:
    """The draft with its laid-out pages, without what it answers. Four queries. Raises NotFound documents.not_found."""
    row = load(actor, draft_id)
    prefetch_related_objects([row], "recipients")
    return _read(actor, row, answers=()), _pages(row)


def _read(actor: Actor, row: Draft, *, answers: Sequence[Arrival]) -> Document:
    steps = list(row.steps.select_related("appointment__person").order_by("-since", "-pk"))
    step = next((one for one in steps if one.result == SlipStep.Result.OPEN), None)
    allowed = {
        verb: policies_draft.may(actor, verb, row, step, seen=True).allowed for verb in policies_draft.VERBS
    }
    return replace(_document(actor, row, steps, allowed), answers=tuple(answers))


def _document(actor: Actor, row: Draft, steps: Sequence[SlipStep], allowed: Mapping[str, bool]) -> Document:
    uses = files.uses_of([ref(row)])[ref(row)]
    recipients = list(row.recipients.all())
    lines = [_step(step) for step in steps]
    signer = row.signer
    return Document(
        id=row.pk,
        agency_id=row.agency_id,
        revision=row.revision,
        version=row.version,
        state_code=row.state,
        state=state_of(row),
        returned=row.returned,
        fields=fields_of(row),
        body=row.body.name,
        unit=row.unit.name if row.unit else "",
        drafter=row.drafter.person.full_name,
        drafter_mine=policies_draft.is_drafter(actor, row),
        content=row.content,
        signer_id=row.signer_id,
        signer=signer.person.full_name if signer else "",
        signer_title=signer.post.title if signer else "",
        signature_lines=tuple(row.signature_lines),
        signature_key=row.signature_key,
        field_of_work=row.field_of_work,
        parties=tuple(_party(one) for one in draft_text.joint_parties(row)),
        guest=not actor.is_system and actor.agency_id != row.agency_id,
        work_file=work_files.label(row.work_file) if row.work_file else "",
        due=due_of(row),
        updated_at=row.updated_at.astimezone(clock.VIETNAM),
        updated_by=row.updated_by_name,
        recipients=tuple(_recipient(one) for one in recipients),
        printed_recipients=tuple(draft_text.recipient_lines(recipients)),
        attachments=tuple(use.file for use in uses if use.role == "attachment"),
        appendices=tuple(use.file for use in uses if use.role == "appendix"),
        source=next((use.file for use in uses if use.file.id == row.source_file_id), None),
        word=next((use.file for use in uses if use.role == "source_word"), None),
        answers=(),
        steps=tuple(lines),
        open_step=next((one for one in lines if one.result == "open"), None),
        may=allowed,
    )


def fields_of(row: Draft) -> DraftFields:
    """The stored fields as the rules see them."""
    due: date | None = row.due_at.astimezone(clock.VIETNAM).date() if row.due_at else None
    return DraftFields(
        kind=row.kind,
        body_id=row.body_id,
        subject=row.subject,
        symbol=row.symbol,
        urgency=row.urgency,
        due_on=due,
        addressees=tuple(row.addressees),
        archive_line=row.archive_line,
        form_checker_id=row.form_checker_id,
        work_file_id=row.work_file_id,
    )


def _party(row: JointParty) -> Party:
    signer = row.signer
    at = row.signed_at.astimezone(clock.VIETNAM) if row.signed_at else None
    return Party(
        row.order, row.body.name, signer.person.full_name, signer.post.title, tuple(row.signature_lines), at
    )


def _recipient(row: Recipient) -> RecipientLine:
    return RecipientLine(
        channel=row.channel,
        name=row.name,
        agency_id=row.agency_id,
        address=row.address,
        purpose=row.purpose,
        group=row.group,
        copies=row.copies,
    )


def _step(row: SlipStep) -> StepRow:
    holder = row.appointment.person.full_name if row.appointment else ""
    return StepRow(
        stage=row.stage,
        result=row.result,
        who=row.by_name or holder,
        version=row.version,
        remarks=row.remarks,
        since=row.since.astimezone(clock.VIETNAM),
        seen_at=row.seen_at.astimezone(clock.VIETNAM) if row.seen_at else None,
        done_at=row.done_at.astimezone(clock.VIETNAM) if row.done_at else None,
    )


def _answers(row: Draft) -> list[Arrival]:
    return [
        Arrival(
            id=one.incoming_id,
            code=printed_code(one.incoming.number, one.incoming.symbol),
            number=one.incoming.arrival_number,
            subject=one.incoming.subject,
            issuer=one.incoming.issuer_name,
            closes=one.closes,
        )
        for one in row.answers.select_related("incoming").order_by("pk")
    ]


def work_file_choices(actor: Actor, shown: Document, *, only_chosen: bool = False) -> list[tuple[int, str]]:
    """Open files the actor may choose, and the one chosen already by somebody who sees others. One query, or none."""
    found = [] if only_chosen else work_files.choices(actor)
    chosen = shown.fields.work_file_id
    if chosen is not None and all(one != chosen for one, _label in found):
        found.insert(0, (chosen, shown.work_file))
    return found


def versions(actor: Actor, draft_id: int) -> list[VersionRow]:
    """Newest first. Raises NotFound documents.not_found."""
    row = load(actor, draft_id)
    found = row.versions.order_by("-number").only("number", "note", "by_name", "at")
    return [
        VersionRow(one.number, one.note, one.by_name, one.at.astimezone(clock.VIETNAM), place == 0)
        for place, one in enumerate(found)
    ]


def version(actor: Actor, draft_id: int, number: int) -> DraftVersion:
    """Raises NotFound documents.not_found: of the draft, or of the version."""
    found = load(actor, draft_id).versions.filter(number=number).first()
    if found is None:
        raise NotFound("documents.not_found")
    return found


def bodies(actor: Actor) -> list[BodyRow]:
    return people.bodies_of(actor.agency_id) if actor.agency_id is not None else []


def pdf(actor: Actor, draft_id: int) -> bytes:
    """The page as it will print. Raises NotFound documents.not_found."""
    return draft_text.preview_pdf(load(actor, draft_id))


def picture(actor: Actor, draft_id: int, page: int, width: int) -> bytes:
    """One page as WebP. Raises NotFound documents.not_found."""
    wide = next((one for one in PREVIEW_WIDTHS if width <= one), PREVIEW_WIDTHS[-1])
    try:
        return draft_pages.picture(pdf(actor, draft_id), page, wide)
    except IndexError as error:
        raise NotFound("documents.not_found") from error


def _pages(draft: Draft) -> list[ViewerPage]:
    """The pages to look at, with the place of the signature."""
    rendered = draft_text.official_page(draft)
    place = rendered.anchors.get("signature")
    if draft.source_file_id is not None:
        shown = [
            ViewerPage(one.number, one.url_wide or one.url, *one.points)
            for one in files.viewer_pages(ref(draft), draft.source_file_id)
        ]
    else:
        shown = [
            ViewerPage(
                number,
                f"{reverse('documents:draft_picture', args=[draft.pk, number])}?b={draft.revision}",
                *size,
            )
            for number, size in enumerate(draft_pages.sizes(rendered.pdf), 1)
        ]
    return [_marked(one, place) for one in shown]


def _marked(page: ViewerPage, place: Box | None) -> ViewerPage:
    if place is None or place.page != page.number - 1:
        return page
    mark = Mark(place.x0, page.height - place.y1, place.width, place.height, "low", "signer")
    return ViewerPage(page.number, page.image_url, page.width, page.height, (mark,))
