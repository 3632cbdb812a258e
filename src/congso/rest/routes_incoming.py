"""Arrivals and assignments."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from congso.documents import api as documents
from congso.kernel.refs import SubjectRef
from congso.rest import schemas as s
from congso.rest.shared import Words, actor_of, errors, file_out
from congso.tasks import api as tasks

router = Router(tags=["incoming"])
_FIELDS = tuple(s.IncomingFieldsIn.model_fields)


@router.get("/incoming", response={200: s.IncomingListOut, **errors(401, 429)}, operation_id="incoming_list")
def incoming_list(request: HttpRequest, waiting: bool = False, q: Words = "", older: str = "") -> Any:
    """Registered arrivals the caller may see, newest number first; with `waiting`, those without a number yet."""
    actor = actor_of(request)
    if waiting:
        found = documents.incoming_waiting(actor, older=older)
        rows = [
            s.IncomingRowOut(
                id=row.id, state=row.state, code=row.code, issuer=row.issuer, subject=row.subject, urgency=row.urgency,
                received_at=row.received_at,
            )
            for row in found.rows
        ]  # fmt: skip
        return s.IncomingListOut(rows=rows, older=found.older)
    page = documents.incoming_registered(actor, documents.IncomingFilters(text=q), older=older)
    shown = [
        s.IncomingRowOut(
            id=row.id, state=row.state, code=row.code, issuer=row.issuer, subject=row.subject, urgency=row.urgency,
            arrival_number=row.number, arrival_date=row.arrival_date, holder=row.holder,
        )
        for row in page.rows
    ]  # fmt: skip
    return s.IncomingListOut(rows=shown, older=page.older)


@router.get(
    "/incoming/{incoming_id}", response={200: s.IncomingOut, **errors(401, 404)}, operation_id="incoming"
)
def incoming(request: HttpRequest, incoming_id: int) -> Any:
    """One arrival with its fields, files, and what the caller may do with it."""
    shown = documents.incoming_document(actor_of(request), incoming_id)
    subject = SubjectRef("incoming", shown.id)
    return s.IncomingOut(
        id=shown.id,
        version=shown.version,
        state=shown.state,
        channel=shown.channel,
        code=shown.code,
        arrival_number=shown.number,
        arrival_date=shown.arrival_date,
        received_at=shown.received_at,
        due_at=shown.due_at,
        leader=shown.leader,
        fields=s.IncomingFieldsIn(**{name: getattr(shown.fields, name) for name in _FIELDS}),
        files=[file_out(subject, row) for row in shown.files],
        may=dict(shown.may),
    )


@router.post(
    "/incoming/{incoming_id}/register",
    response={200: s.RegisteredOut, **errors(401, 403, 404, 409, 422)},
    operation_id="incoming_register",
)
def register(request: HttpRequest, incoming_id: int, body: s.RegisterIn) -> Any:
    """Vào sổ: give the next arrival number."""
    done = documents.register_incoming(
        actor=actor_of(request),
        incoming_id=incoming_id,
        fields=documents.Fields(**body.fields.dict()),
        expected_version=body.version,
        leader_appointment_id=body.leader_appointment_id,
    )
    return s.RegisteredOut(id=incoming_id, number=done.number, date=done.on, leader=done.leader_name)


@router.post(
    "/incoming/{incoming_id}/refuse",
    response={200: s.DoneOut, **errors(401, 403, 404, 409, 422)},
    operation_id="incoming_refuse",
)
def refuse(request: HttpRequest, incoming_id: int, body: s.ReasonIn) -> Any:
    """Return it to the sender with a reason."""
    documents.refuse_incoming(
        actor=actor_of(request), incoming_id=incoming_id, reason=body.reason, expected_version=body.version
    )
    return s.DoneOut(id=incoming_id, state="refused")


@router.post(
    "/incoming/{incoming_id}/close",
    response={200: s.DoneOut, **errors(401, 403, 404, 409, 422)},
    operation_id="incoming_close",
)
def close(request: HttpRequest, incoming_id: int, body: s.CloseIn) -> Any:
    """Settle it without an answer."""
    documents.close_incoming(
        actor=actor_of(request), incoming_id=incoming_id, kind=body.kind, reason=body.reason,
        expected_version=body.version,
    )  # fmt: skip
    return s.DoneOut(id=incoming_id, state="closed")


@router.get("/assignments", response={200: list[s.AssignmentOut], **errors(401)}, operation_id="assignments")
def assignments(request: HttpRequest) -> Any:
    """What the caller still owes."""
    return [
        s.AssignmentOut(
            id=row.id, subject=str(row.subject), part=row.part, state=row.state, title=row.title, urgency=row.urgency,
            due_at=row.due_at, given_at=row.at, given_by=row.by_name, directive=row.directive,
        )
        for row in tasks.open_for(actor_of(request))
    ]  # fmt: skip
