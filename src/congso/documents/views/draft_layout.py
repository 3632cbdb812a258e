"""The check of form beside the editor and in the sheet of submission, and its mends of one press."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congso.documents.actions.mend_draft import mend_draft
from congso.documents.queries.draft_layout import layout_check
from congso.documents.texts_layout import UNREADABLE
from congso.kernel import wording
from congso.kernel.errors import Conflict, Invalid
from congso.people.api import SignedInRequest, signed_in
from congso.ui.api import redirect_to, render_screen

SCREEN = "documents/draft_layout.html"


@require_safe
@signed_in
def layout(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """The findings: a panel, a page of its own, or with ?gon=1 one line for the sheet of submission."""
    shown, checked = layout_check(request.actor, draft_id)
    context = {"doc": shown, "checked": checked, "unreadable": UNREADABLE.get(checked.unreadable, "")}
    part = "short" if request.GET.get("gon") == "1" else "panel"
    return render_screen(request, SCREEN, context, part=part)


@require_POST
@signed_in
def mend(request: SignedInRequest, draft_id: int) -> HttpResponseBase:
    """One press: the fault is mended everywhere in the draft, the editor opens anew with the mended text."""
    version = request.POST.get("version", "")
    try:
        mend_draft(
            actor=request.actor,
            draft_id=draft_id,
            code=request.POST.get("code", ""),
            expected_revision=int(version) if version.isdecimal() and len(version) < 10 else 0,
        )
    except (Conflict, Invalid) as refusal:
        messages.error(request, wording.explain(refusal))
        return redirect_to(request, "documents:draft", draft_id)
    return redirect_to(request, "documents:draft", draft_id, toast=_("Đã sửa thể thức."))
