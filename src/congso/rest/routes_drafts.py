"""Drafts and their slip; documents that leave."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router

from congso.documents import api as documents
from congso.kernel.refs import SubjectRef
from congso.rest import schemas as s
from congso.rest.shared import Words, actor_of, errors, file_out

router = Router(tags=["drafts"])
outgoing_router = Router(tags=["outgoing"])
_ACT = errors(401, 403, 404, 409, 422)


@router.get("/drafts", response={200: s.DraftListOut, **errors(401)}, operation_id="draft_list")
def draft_list(
    request: HttpRequest,
    whose: Literal["mine", "all", "done"] = "mine",
    q: Words = "",
    older: str = "",
) -> Any:
    """Drafts of the caller's own, or all the caller may see."""
    page = documents.draft_list(actor_of(request), documents.DraftFilters(whose=whose, text=q), older=older)
    rows = [
        s.DraftRowOut(
            id=row.id, kind=row.kind, subject=row.subject, symbol=row.symbol, urgency=row.urgency, state=str(row.state[2]),
            drafter=row.drafter, holder=row.holder, updated_at=row.updated_at,
        )
        for row in page.rows
    ]  # fmt: skip
    return s.DraftListOut(rows=rows, older=page.older)


@router.get("/drafts/{draft_id}", response={200: s.DraftOut, **errors(401, 404)}, operation_id="draft")
def draft(request: HttpRequest, draft_id: int) -> Any:
    shown = documents.draft_document(actor_of(request), draft_id)
    subject = SubjectRef("draft", shown.id)
    files = [*shown.attachments, *shown.appendices, *([shown.source] if shown.source else [])]
    return s.DraftOut(
        id=shown.id,
        revision=shown.revision,
        version=shown.version,
        state=shown.state_code,
        returned=shown.returned,
        kind=shown.fields.kind,
        subject=shown.fields.subject,
        symbol=shown.fields.symbol,
        drafter=shown.drafter,
        signer=shown.signer,
        updated_at=shown.updated_at,
        files=[file_out(subject, row) for row in files],
        may=dict(shown.may),
    )


@router.post("/drafts/{draft_id}/submit", response={200: s.StageOut, **_ACT}, operation_id="draft_submit")
def submit(request: HttpRequest, draft_id: int, body: s.StepIn) -> Any:
    """Trình: freeze a version and hand it to the first reviewer."""
    stage = documents.submit_draft(
        actor=actor_of(request), draft_id=draft_id, expected_revision=body.revision, note=body.remarks
    )
    return s.StageOut(id=draft_id, stage=stage)


@router.post("/drafts/{draft_id}/approve", response={200: s.StageOut, **_ACT}, operation_id="draft_approve")
def approve(request: HttpRequest, draft_id: int, body: s.StepIn) -> Any:
    """Agree to the content or the form. Signing itself needs a key and a screen."""
    stage = documents.approve_step(
        actor=actor_of(request), draft_id=draft_id, remarks=body.remarks, expected_revision=body.revision
    )
    return s.StageOut(id=draft_id, stage=stage)


@router.post("/drafts/{draft_id}/return", response={200: s.DoneOut, **_ACT}, operation_id="draft_return")
def return_(request: HttpRequest, draft_id: int, body: s.StepIn) -> Any:
    """Send it back to its drafter with remarks."""
    documents.return_draft(
        actor=actor_of(request), draft_id=draft_id, remarks=body.remarks, expected_revision=body.revision
    )
    return s.DoneOut(id=draft_id, state="drafting")


@outgoing_router.get(
    "/outgoing", response={200: s.OutgoingListOut, **errors(401)}, operation_id="outgoing_list"
)
def outgoing_list(request: HttpRequest, waiting: bool = False, q: Words = "", older: str = "") -> Any:
    """Issued documents, newest number first; with `waiting`, those signed and not issued yet."""
    actor = actor_of(request)
    if waiting:
        page = documents.outgoing_waiting(actor, older=older)
    else:
        page = documents.outgoing_issued(actor, documents.OutgoingFilters(text=q), older=older)
    rows = [
        s.OutgoingRowOut(
            id=row.id, code=row.code, kind=row.kind, subject=row.subject, body=row.body, signer=row.signer,
            urgency=row.urgency, state=row.state_code, issued_date=row.issued_date,
        )
        for row in page.rows
    ]  # fmt: skip
    return s.OutgoingListOut(rows=rows, older=page.older)


@outgoing_router.get(
    "/outgoing/{outgoing_id}", response={200: s.OutgoingOut, **errors(401, 404)}, operation_id="outgoing"
)
def outgoing(request: HttpRequest, outgoing_id: int) -> Any:
    shown = documents.outgoing_document(actor_of(request), outgoing_id)
    subject = SubjectRef("outgoing", shown.id)
    return s.OutgoingOut(
        id=shown.id,
        code=shown.code,
        kind=shown.kind,
        subject=shown.row.subject,
        state=shown.row.state,
        issued_date=shown.row.issued_date,
        recipients=[
            s.RecipientOut(name=one.name, channel=one.channel, state=one.state, at=one.at)
            for one in shown.lines
        ],
        files=[file_out(subject, row) for row in shown.files],
        may=dict(shown.may),
    )


@outgoing_router.post(
    "/outgoing/{outgoing_id}/issue", response={200: s.IssuedOut, **_ACT}, operation_id="outgoing_issue"
)
def issue(request: HttpRequest, outgoing_id: int, body: s.IssueIn) -> Any:
    """Give the number; the seal follows by a job."""
    code = documents.issue_outgoing(actor=actor_of(request), outgoing_id=outgoing_id, **body.dict())
    return s.IssuedOut(id=outgoing_id, code=code)
