"""Trình ký: what waits for this person's approval or signature, with the page beside it."""

from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from congso.documents.actions.open_draft import open_draft
from congso.documents.queries import approvals as q
from congso.documents.queries import draft_page as dq
from congso.documents.texts_draft import APPROVALS, RESULTS, STAGES
from congso.documents.views.draft import common, unseen
from congso.documents.views.incoming import optional
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import render_screen

SEGMENTS = {"": "", "da-duyet": "approved", "da-tra-lai": "returned"}


@require_safe
@signed_in
def signing(request: SignedInRequest) -> HttpResponseBase:
    segment = request.GET.get("phan", "")
    result = SEGMENTS.get(segment, "")
    waiting = q.waiting(request.actor)
    rows = q.done(request.actor, result) if result else waiting
    context: dict[str, Any] = {
        "segment": segment if result else "",
        "rows": rows,
        "waiting_count": len(waiting),
        "signable": sum(row.stage == "sign" for row in rows) if not result else 0,
        "stages": STAGES,
        "results": RESULTS,
        "sign_url": optional("documents:sign"),
        "explicit": "xem" in request.GET,
    }
    opened = _opened(request, rows)
    if opened is not None:
        context |= _preview(request, opened)
    return render_screen(request, "documents/approvals.html", context)


def _opened(request: SignedInRequest, rows: list[q.ApprovalRow]) -> q.ApprovalRow | None:
    """The row that was pressed, else the first one."""
    wanted = request.GET.get("xem", "")
    found = next((row for row in rows if str(row.draft_id) == wanted), None)
    return found or (rows[0] if rows else None)


def _preview(request: SignedInRequest, row: q.ApprovalRow) -> dict[str, Any]:
    """The page and the slip of the row. Looking at it is what "Đã xem" means."""
    shown, pages = dq.sheet(request.actor, row.draft_id)
    if "xem" in request.GET and unseen(shown):
        open_draft(actor=request.actor, draft_id=row.draft_id)
    return {
        **common(shown),
        "open_row": row,
        "pages": pages,
        "act": APPROVALS.get(row.stage, ""),
    }
